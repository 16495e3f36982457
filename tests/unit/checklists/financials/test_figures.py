"""Named figures: working capital, ratios before and after the loan, stress. Against the worked example's known results."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from checklists.financials.cash_flow import cash_flow
from checklists.financials.figures import (
    Figures,
    Loan,
    Verification,
    break_even_fall,
    loan_figures,
    reported_figures,
    verified_figures,
)
from checklists.financials.lines import Lines
from checklists.financials.profit import Profit, reported_profit, verified_profit
from checklists.financials.ratios import ratios
from checklists.model.checklist import Benchmark, Provenance
from checklists.model.facts import FACTS, NO_COVER

MakeLines = Callable[..., Lines]


def verified(lines: Lines, *, gap: int = 0) -> Profit:
    reported = reported_profit(lines)
    return verified_profit(reported, turnover=reported.sales, margin=reported.margin, equity_gap=Decimal(gap))


def figures(lines: Lines, *, gap: int = 0, loan: int = 80_000, instalment: str = "6885.31") -> Figures:
    reported = reported_profit(lines)
    verification = Verification(reported.sales, reported.margin, Decimal(gap))
    profit = verified(lines, gap=gap)
    known = reported_figures(lines, cash_flow(lines))
    known |= verified_figures(lines, profit, verification, growth=Decimal("0.08"))
    terms = Loan(Decimal(loan), Decimal(12), Decimal("0.06"), Decimal(instalment))
    return known | loan_figures(known, profit, terms)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("inventory_days", "33.9429"),
        ("receivable_days", "15.3000"),
        ("payable_days", "10.8000"),
        ("prepaid_days", "2.5714"),
        ("advance_days", "0.9000"),
        ("cycle_days", "40.1143"),
        ("turns", "8.9744"),
        ("working_capital_requirement", "458024.9143"),
        ("working_capital_peak", "618333.6343"),
        ("own_funds", "288000"),
        ("working_capital_loans", "250000"),
        ("peak_factor", "1.3500"),
        ("debt_ratio", "0.4645"),
        ("current_ratio", "1.7579"),
        ("quick_ratio", "0.8105"),
        ("net_margin", "0.0485"),
        ("sales_growth", "0.1111"),
        ("net_income_month", "11666.6667"),
        ("payment_share", "0.6759"),
        ("dscr", "1.4795"),
        ("debt_ratio_after", "0.5122"),
        ("equity_to_loans", "1.3273"),
        ("equity_to_request", "5.4750"),
        ("interest_cover", "17.1667"),
        ("existing_debt_service_month", "1000"),
        ("rolled_money", "78000"),
    ],
)
def test_figures_of_the_worked_example(example: MakeLines, name: str, value: str) -> None:
    found = figures(example())[name]
    assert found is not None
    assert round(found, 4) == Decimal(value)


def test_every_figure_is_a_known_fact(example: MakeLines) -> None:
    assert set(figures(example())) <= set(FACTS)


def test_an_excess_of_equity_counts_as_debt_everywhere(example: MakeLines) -> None:
    plain, doubted = figures(example()), figures(example(), gap=100_000)
    for name in ("adjusted_liabilities", "existing_loans", "working_capital_loans", "current_liabilities"):
        assert doubted[name] == (plain[name] or 0) + 100_000
    assert doubted["verified_equity"] == 338_000
    assert doubted["total_liabilities"] == 380_000


def test_a_mortgage_is_a_loan_but_no_working_capital_loan(example: MakeLines) -> None:
    found = figures(example(household_loans=30))
    assert found["existing_loans"] == 550_000
    assert found["business_loans"] == 250_000
    assert found["working_capital_loans"] == 250_000


def test_income_below_zero_is_the_worst_share_not_an_unknown_one(example: MakeLines) -> None:
    assert figures(example(household_spending=20))["payment_share"] == NO_COVER
    assert figures(example(household_loans=100, guarantees_given=1))["guarantees_to_equity"] == NO_COVER


def test_figures_that_rest_on_an_unknown_line_are_unknown(example: MakeLines) -> None:
    found = figures(example(inventory=None))
    assert found["inventory_days"] is found["cycle_days"] is found["working_capital_requirement"] is None
    assert found["receivable_days"] is not None


def test_break_even_is_where_income_just_pays(example: MakeLines) -> None:
    profit = verified(example())
    fall = break_even_fall(profit, Decimal("7885.31"))
    assert fall is not None
    assert round(fall, 6) == Decimal("0.090753")


def benchmark(fact: str, low: str, high: str) -> Benchmark:
    return Benchmark(fact, fact, Decimal(low), None, Decimal(high), "rate", Provenance("test"))


def test_ratios_stand_in_their_band_or_the_industry_s(example: MakeLines) -> None:
    known = figures(example())
    found = {
        ratio.key: ratio
        for ratio in ratios(known, [benchmark("net_margin", "0.02", "0.045"), benchmark("inventory_days", "25", "45")])
    }
    assert (found["debt_ratio_after"].band, found["current_ratio"].band, found["dscr"].band) == ("ok", "ok", "ok")
    assert (found["net_margin"].band, found["net_margin"].benchmark) == ("warn", "2–4.5%")
    assert (found["inventory_days"].band, found["inventory_days"].benchmark) == ("ok", "25–45")
    assert found["cash_ratio"].band == ""


@pytest.mark.parametrize(
    ("name", "value", "band"),
    [
        ("debt_ratio_after", "0.6", "ok"),
        ("debt_ratio_after", "0.7", "warn"),
        ("debt_ratio_after", "0.71", "bad"),
        ("dscr", "1.3", "ok"),
        ("dscr", "1.1", "warn"),
        ("dscr", "1.09", "bad"),
        ("payment_share", "0.85", "warn"),
        ("interest_cover", "0.9", "bad"),
        ("rigid_debt_share", "0.7", "bad"),
        ("debt_to_equity", "1.5", "bad"),
        ("equity_to_loans", "0.99", "warn"),
    ],
)
def test_bands_of_the_handbook(name: str, value: str, band: str) -> None:
    found = {ratio.key: ratio for ratio in ratios({name: Decimal(value)}, [])}
    assert found[name].band == band


def test_an_unknown_ratio_has_no_band() -> None:
    assert {(ratio.value, ratio.band) for ratio in ratios({}, [])} == {(None, "")}


def test_an_industry_relaxes_a_band_and_never_tightens_it() -> None:
    relaxing, tightening = benchmark("quick_ratio", "0.3", "0.6"), benchmark("quick_ratio", "0.9", "1.5")

    def band(value: str, *known: Benchmark) -> str:
        return next(
            ratio.band for ratio in ratios({"quick_ratio": Decimal(value)}, known) if ratio.key == "quick_ratio"
        )

    assert (band("0.6"), band("0.6", relaxing), band("0.85", tightening)) == ("warn", "ok", "ok")
    assert (band("0.4"), band("0.4", relaxing)) == ("bad", "warn")


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("debt_ratio", "0.4645", "0.5122"),
        ("quick_ratio", "0.8105", "0.8435"),
        ("cash_ratio", "0.2053", "0.3435"),
        ("debt_to_sales", "0.0625", "0.0825"),
        ("sales_to_debt", "16.0000", "12.1212"),
        ("rigid_debt_share", "0.6579", "0.7174"),
        ("debt_to_ebitda", "1.2136", "1.6019"),
        ("debt_to_equity", "0.5708", "0.7534"),
        ("interest_cover", "17.1667", "12.2619"),
    ],
)
def test_what_the_loan_makes_of_a_ratio(example: MakeLines, key: str, before: str, after: str) -> None:
    """Worked out by hand from the example: assets 81.8, liabilities 38, loans 25, sales 400, loan 8 at 6 %; in 万元."""
    found = figures(example())
    assert [round(found[name] or 0, 4) for name in (key, f"{key}_after")] == [Decimal(before), Decimal(after)]


def test_the_burden_of_the_old_debts_and_of_the_new_one_stand_apart(example: MakeLines) -> None:
    found = figures(example())
    income, service = found["net_income_month"], found["existing_debt_service_month"]
    assert income is not None
    assert service is not None
    assert found["disposable_month"] == income - service
    assert found["instalment_to_disposable"] == Decimal("6885.31") / (income - service)
    assert found["payment_share_before"] == service / income
    assert found["dscr_before"] == income / service


def test_who_owes_nothing_yet_has_no_cover_of_old_debts_to_speak_of(example: MakeLines) -> None:
    found = figures(example(monthly_debt_service=0, short_loans=0))
    assert found["dscr_before"] is None
    assert found["payment_share_before"] == 0
    assert found["sales_to_debt"] is found["equity_to_existing_loans"] is None


def test_every_ratio_of_the_handbook_s_table_is_there(example: MakeLines) -> None:
    """Handbook 2.4, line by line; each with a formula."""
    table = {
        "debt_ratio", "debt_ratio_after", "current_ratio", "quick_ratio", "cash_ratio", "inventory_days", "receivable_days",
        "payable_days", "prepaid_days", "advance_days", "operating_cycle_days", "asset_turns", "debt_to_sales", "sales_to_debt",
        "instalment_to_disposable", "dscr", "interest_cover", "rigid_debt_share", "debt_to_ebitda", "debt_to_equity",
        "equity_to_loans", "financing_hunger", "return_on_assets",
    }  # fmt: skip
    found = {ratio.key: ratio for ratio in ratios(figures(example()), ())}
    assert table <= set(found)
    assert all(found[key].formula for key in table)
    assert all(found[key].value is not None for key in table)


@pytest.mark.parametrize(
    ("key", "value", "band"),
    [
        ("rigid_debt_share", "0.69999999", "ok"),
        ("rigid_debt_share", "0.7", "bad"),
        ("debt_to_equity", "1", "ok"),
        ("debt_to_equity", "1.49999999", "warn"),
        ("debt_to_equity", "1.5", "bad"),
        ("debt_to_ebitda", "3", "ok"),
        ("debt_to_ebitda", "6", "warn"),
        ("debt_to_ebitda", "6.01", "bad"),
        ("debt_ratio_after", "0.6", "ok"),
        ("debt_ratio_after", "0.7", "warn"),
        ("debt_ratio_after", "0.70000001", "bad"),
        ("current_ratio", "0.99", "bad"),
        ("quick_ratio", "0.8", "ok"),
        ("quick_ratio", "0.5", "warn"),
        ("dscr", "1.3", "ok"),
        ("dscr", "1.1", "warn"),
        ("dscr", "1.09", "bad"),
        ("interest_cover", "3", "ok"),
        ("interest_cover", "0.99", "bad"),
        ("equity_to_loans", "1", "ok"),
        ("equity_to_loans", "0.99", "warn"),
        ("financing_hunger", "1.2", "ok"),
        ("financing_hunger", "1.21", "warn"),
        ("debt_to_sales", "0.3", "ok"),
        ("debt_to_sales", "0.51", "bad"),
        ("instalment_to_disposable", "0.7", "ok"),
        ("instalment_to_disposable", "0.86", "bad"),
    ],
)
def test_the_bands_of_the_handbook_s_table_hold_at_their_very_lines(key: str, value: str, band: str) -> None:
    found = next(ratio for ratio in ratios({key: Decimal(value)}, ()) if ratio.key == key)
    assert found.band == band
