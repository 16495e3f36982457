"""`jindiao calc` by its contract: figures of the handbook's worked example, and the edges of every formula."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from desktop.cli.calc import CALCULATORS, calculate


def result(name: str, **inputs: Any) -> dict[str, Any]:
    return calculate(name, json.dumps(inputs).encode())


def test_every_calculator_of_the_contract_is_there() -> None:
    assert set(CALCULATORS) == {
        "equity_check",
        "gross_margin",
        "triangulate_turnover",
        "turnover_from_cash",
        "turnover_days",
        "working_capital",
        "collateral_cover",
        "max_instalment",
        "annuity",
        "loan_capacity",
        "limit",
        "interest_back_calculation",
        "loan_price",
    }


def test_every_formula_names_its_source() -> None:
    assert all("【" in calculator.formula and "】" in calculator.formula for calculator in CALCULATORS.values())


def test_equity_closes_in_the_contract_s_example() -> None:
    check = result("equity_check", initial_equity=10, period_profit=12, depreciation=1.5, actual_equity=20.5)
    assert check["expected_equity"] == Decimal("20.5")
    assert check["difference"] == 0
    assert check["verdict"] == "pass"
    assert list(check) == [
        "expected_equity",
        "difference",
        "rate_of_expected_equity",
        "rate_of_period_profit",
        "verdict",
        "formula",
    ]


@pytest.mark.parametrize(
    ("actual", "verdict"),
    [("105", "pass"), ("105.01", "explain"), ("95", "pass"), ("110", "explain"), ("90", "explain"), ("110.01", "fail")],
)
def test_an_equity_rate_exactly_on_a_tolerance_has_the_milder_verdict(actual: str, verdict: str) -> None:
    check = result("equity_check", initial_equity=50, period_profit=50, actual_equity=float(actual))
    assert check["verdict"] == verdict


def test_a_gap_above_thirty_percent_of_the_profit_has_to_be_explained() -> None:
    on_the_line = result("equity_check", initial_equity=90, period_profit=10, actual_equity=103)
    above = result("equity_check", initial_equity=90, period_profit=10, actual_equity=103.01)
    below_zero = result("equity_check", initial_equity=90, period_profit=10, actual_equity=96.9)
    without_profit = result("equity_check", initial_equity=100, period_profit=0, actual_equity=101)
    assert [on_the_line["verdict"], above["verdict"], below_zero["verdict"]] == ["pass", "explain", "explain"]
    assert without_profit["verdict"] == "pass"
    assert without_profit["rate_of_period_profit"] is None


def test_an_expected_equity_below_zero_is_measured_by_the_opening_equity() -> None:
    check = result("equity_check", initial_equity=10, period_profit=-12, actual_equity=-1)
    assert check["expected_equity"] == -2
    assert check["rate_of_expected_equity"] == Decimal("0.1")
    assert check["verdict"] == "explain"


def test_without_any_positive_base_the_equity_check_says_nothing() -> None:
    check = result("equity_check", initial_equity=-5, period_profit=2, actual_equity=4)
    assert check["rate_of_expected_equity"] is None
    assert check["verdict"] == "insufficient"


@pytest.mark.parametrize("left_out", ["initial_equity", "period_profit", "actual_equity"])
def test_an_amount_that_the_equity_check_rests_on_is_never_taken_for_zero(left_out: str) -> None:
    inputs: dict[str, float] = {"initial_equity": 10, "period_profit": 12, "actual_equity": 22}
    del inputs[left_out]
    check = result("equity_check", **inputs)
    assert check["verdict"] == "insufficient"
    assert check["expected_equity"] is check["difference"] is check["rate_of_expected_equity"] is None


def products(*rows: tuple[float, float]) -> list[dict[str, object]]:
    return [{"name": str(share), "share": share, "margin": margin} for share, margin in rows]


def test_margin_is_weighted_by_share() -> None:
    check = result("gross_margin", products=products((0.45, 0.1), (0.3, 0.14), (0.25, 0.152)), reported_margin=0.125)
    assert check["weighted_margin"] == Decimal("0.125")
    assert check["difference"] == 0
    assert check["verdict"] == "pass"


def test_margin_is_normalised_to_what_was_sampled() -> None:
    check = result("gross_margin", products=products((0.5, 0.1), (0.3, 0.2)), reported_margin=0.12)
    assert check["weighted_margin"] == Decimal("0.1375")
    assert check["difference"] == Decimal("0.0175")
    assert check["verdict"] == "explain"


@pytest.mark.parametrize(
    ("share", "verdict"), [(0.69, "insufficient"), (0.7, "pass"), (1.01, "pass"), (1.02, "insufficient")]
)
def test_a_sample_covers_between_seventy_and_a_hundred_and_one_percent(share: float, verdict: str) -> None:
    check = result("gross_margin", products=products((share, 0.2)), reported_margin=0.2)
    assert check["verdict"] == verdict
    assert (check["weighted_margin"] is None) == (verdict == "insufficient")


@pytest.mark.parametrize(
    ("weighted", "verdict"),
    [(0.105, "pass"), (0.1051, "explain"), (0.115, "explain"), (0.1151, "fail"), (0.085, "explain"), (0.0849, "fail")],
)
def test_margin_tolerances_are_relative_to_the_reported_margin(weighted: float, verdict: str) -> None:
    assert result("gross_margin", products=products((1, weighted)), reported_margin=0.1)["verdict"] == verdict


def test_a_margin_from_thirds_still_meets_its_tolerance_exactly() -> None:
    row = {"name": "a", "share": 0.3, "cost": 2, "price": 3}
    rest = {"name": "b", "share": 0.7, "margin": 0.05}
    check = result("gross_margin", products=[row, rest], reported_margin=0.135)
    assert check["weighted_margin"] == Decimal("0.135")
    assert check["difference"] == 0


def test_a_price_of_nothing_has_no_margin_and_covers_nothing() -> None:
    rows = [{"name": "赠品", "share": 0.5, "cost": 3, "price": 0}, {"name": "水", "share": 0.5, "margin": 0.1}]
    assert result("gross_margin", products=rows, reported_margin=0.1)["verdict"] == "insufficient"


def test_a_missing_reported_margin_is_insufficient() -> None:
    check = result("gross_margin", products=products((1, 0.1)))
    assert check["verdict"] == "insufficient"
    assert check["difference"] is None


def test_nothing_sampled_is_insufficient_not_wrong() -> None:
    assert result("gross_margin", reported_margin=0.1)["verdict"] == "insufficient"
    assert result("gross_margin", products=[{"name": "a"}], reported_margin=0.1)["verdict"] == "insufficient"
    assert result("triangulate_turnover", declared=1)["verdict"] == "insufficient"


def estimate(method: str, value: float | None, *, third_party: bool = False) -> dict[str, object]:
    return {"method": method, "value": value, "third_party": third_party}


BANK = estimate("M3", 380, third_party=True)


def test_turnover_takes_the_median_and_the_verdict_of_the_farthest_estimate() -> None:
    estimates = [BANK, estimate("M4", 440), estimate("M1", 390), estimate("M12", 410)]
    check = result("triangulate_turnover", declared=400, estimates=estimates)
    assert check["median"] == 400
    assert check["adopted"] == 400
    assert check["deviations"] == [Decimal("-0.05"), Decimal("0.1"), Decimal("-0.025"), Decimal("0.025")]
    assert check["verdict"] == "pass"


def test_adopted_turnover_is_never_above_what_the_owner_declares() -> None:
    estimates = [BANK, estimate("M4", 480.01), estimate("M1", 430)]
    check = result("triangulate_turnover", declared=400, estimates=estimates)
    assert (check["median"], check["adopted"], check["verdict"]) == (430, 400, "fail")


@pytest.mark.parametrize(
    "estimates",
    [
        [BANK, estimate("M4", 400)],
        [BANK, estimate("M4", 400), estimate("M5", 400)],
        [BANK, estimate("M11", 400, third_party=True), estimate("M4", 400)],
        [estimate("M3", 400), estimate("M4", 400), estimate("M1", 400)],
        [estimate("M3", None, third_party=True), estimate("M4", 400), estimate("M1", 400), estimate("M2", 400)],
        [],
    ],
)
def test_turnover_needs_three_estimates_three_families_and_a_third_party(estimates: list[dict[str, object]]) -> None:
    check = result("triangulate_turnover", declared=400, estimates=estimates)
    assert check["verdict"] == "insufficient"
    assert check["adopted"] is check["median"] is None


def test_a_turnover_that_nobody_declared_is_insufficient() -> None:
    estimates = [BANK, estimate("M4", 440), estimate("M1", 390)]
    assert result("triangulate_turnover", estimates=estimates)["verdict"] == "insufficient"
    assert result("triangulate_turnover", declared=0, estimates=estimates)["adopted"] is None


def test_a_cash_count_passes_midnight_and_takes_breaks_off() -> None:
    counted = result(
        "turnover_from_cash",
        opened_at="18:00",
        closes_at="02:00",
        observed_at="00:30",
        break_hours=1,
        break_hours_so_far=0.5,
        cash_now=2000,
        float=500,
        paid_out_today=300,
        digital_receipts_today=2600,
        deposited_today=100,
    )
    assert counted["turnover_so_far"] == 4500
    assert counted["per_hour"] == 750
    assert counted["per_day"] == 5250


def test_breaks_so_far_are_all_of_the_day_s_unless_told() -> None:
    counted = result(
        "turnover_from_cash", opened_at="08:00", closes_at="20:00", observed_at="16:00", break_hours=2, cash_now=600
    )
    assert (counted["per_hour"], counted["per_day"]) == (100, 1000)


def test_a_shop_that_has_just_opened_has_no_hourly_turnover_yet() -> None:
    counted = result("turnover_from_cash", opened_at="08:00", closes_at="20:00", observed_at="08:00", cash_now=0)
    assert counted["turnover_so_far"] == 0
    assert counted["per_hour"] is counted["per_day"] is None


def test_a_shop_that_never_closes_is_open_for_a_day() -> None:
    counted = result("turnover_from_cash", opened_at="00:00", closes_at="00:00", observed_at="06:00", cash_now=600)
    assert counted["per_day"] == 2400


def test_turnover_days_of_the_worked_example() -> None:
    days = result(
        "turnover_days",
        sales=400,
        cogs=350,
        receivables=[14, 20],
        inventory=[30, 36],
        payables=[9, 12],
        prepaid=[2, 3],
        advances=[1, 1],
    )
    assert days["receivable_days"] == Decimal("15.3")
    assert days["payable_days"] == Decimal("10.8")
    assert days["advance_days"] == Decimal("0.9")
    assert str(days["cycle_days"]).startswith("40.11428571428571428571")
    assert str(days["turns"]).startswith("8.97435897435897435897")


def test_a_year_of_365_days_is_used_when_given() -> None:
    balances = {name: [10, 10] for name in ("receivables", "inventory", "payables", "prepaid", "advances")}
    days = result("turnover_days", sales=365, cogs=365, year_days=365, **balances)
    assert days["receivable_days"] == 10
    assert days["turns"] == Decimal("36.5")


def test_a_business_without_sales_has_no_turnover_days() -> None:
    balances = {name: [10, 10] for name in ("receivables", "inventory", "payables", "prepaid", "advances")}
    days = result("turnover_days", sales=0, cogs=100, **balances)
    assert days["receivable_days"] is days["cycle_days"] is days["turns"] is None


def test_working_capital_of_the_worked_example_needs_no_new_loan() -> None:
    need = result(
        "working_capital",
        sales=400,
        profit_margin=0.0485,
        growth=0.08,
        receivable_days=15.3,
        inventory_days=33.94285714285714,
        payable_days=10.8,
        prepaid_days=2.571428571428571,
        advance_days=0.9,
        own_funds=28.8,
        existing_loans=25,
    )
    assert round(need["requirement"], 8) == Decimal("45.80249143")
    assert round(need["new_loan"], 8) == Decimal("-7.99750857")


@pytest.mark.parametrize("cycle", [0, -12.5])
def test_a_cycle_that_ties_up_nothing_needs_nothing(cycle: float) -> None:
    need = result(
        "working_capital", sales=400, profit_margin=0.05, growth=0, cycle_days=cycle, own_funds=5, existing_loans=2
    )
    assert need["turns"] is None
    assert need["requirement"] == 0
    assert need["new_loan"] == -7


def test_a_new_loan_is_unknown_while_own_funds_are() -> None:
    need = result("working_capital", sales=360, profit_margin=0, growth=0, cycle_days=30)
    assert need["requirement"] == 30
    assert need["new_loan"] is None


def test_cover_is_the_sum_of_value_times_rate() -> None:
    items = [{"name": "住宅", "value": 1000000, "rate": 0.7}, {"name": "商铺", "value": 300000, "rate": 0.5}]
    assert result("collateral_cover", items=items)["cover"] == 850000
    assert result("collateral_cover", items=[])["cover"] == 0


def test_the_largest_instalment_may_fall_below_zero() -> None:
    assert result("max_instalment", net_income_month=14, coefficient=0.7, other_debt_service_month=1.2)[
        "max_instalment"
    ] == Decimal("8.6")
    assert result("max_instalment", net_income_month=1, coefficient=0.7, other_debt_service_month=2)[
        "max_instalment"
    ] == Decimal("-1.3")
    assert result("max_instalment", net_income_month=10, coefficient=0.7)["max_instalment"] == 7


def test_annuity_both_ways_and_without_interest() -> None:
    assert round(result("annuity", annual_rate=0.06, months=36, principal=300000)["instalment"], 2) == Decimal(
        "9126.58"
    )
    there = result("annuity", annual_rate=0.06, months=36, principal=300000)["instalment"]
    back = calculate("annuity", f'{{"annual_rate":0.06,"months":36,"instalment":{there}}}'.encode())
    assert round(back["principal"], 15) == 300000
    assert result("annuity", annual_rate=0, months=36, principal=360)["instalment"] == 10
    assert result("annuity", annual_rate=0.06, months=0, instalment=10)["principal"] == 0


def test_capacity_of_a_bullet_loan_is_below_that_of_an_annuity() -> None:
    inputs = {"instalment": 0.716667, "annual_rate": 0.06, "months": 12}
    level = result("loan_capacity", **inputs, repayment="annuity")["principal"]
    bullet = result("loan_capacity", **inputs, repayment="bullet")["principal"]
    assert round(level, 4) == Decimal("8.3269")
    assert round(bullet, 4) == Decimal("8.1132")


def test_nothing_can_be_borrowed_on_nothing() -> None:
    assert result("loan_capacity", instalment=-3, annual_rate=0.06, months=12, repayment="annuity")["principal"] == 0
    assert result("loan_capacity", instalment=3, annual_rate=0.06, months=0, repayment="bullet")["principal"] == 0
    assert result("loan_capacity", instalment=3, annual_rate=0, months=12, repayment="bullet")["principal"] == 36


def test_limit_is_the_least_cap_rounded_down() -> None:
    caps = [{"name": "L1", "amount": 80334}, {"name": "L2", "amount": 83269}]
    answer = result("limit", caps=caps, requested=200000, step=10000)
    assert (answer["limit"], answer["binding"]) == (80000, "L1")


def test_limit_is_the_request_where_no_cap_is_below_it() -> None:
    answer = result("limit", caps=[{"name": "L1", "amount": 85000}], requested=85000, step=5000)
    assert (answer["limit"], answer["binding"]) == (85000, "requested")
    assert result("limit", caps=[], requested=7, step=5)["limit"] == 5


def test_limit_is_never_below_zero() -> None:
    answer = result("limit", caps=[{"name": "L4", "amount": -1}], requested=100, step=10)
    assert (answer["limit"], answer["binding"]) == (0, "L4")


def test_interest_tells_the_balance_behind_it() -> None:
    assert (
        round(result("interest_back_calculation", interest=87.5, days=92, annual_rate=0.0035)["average_balance"], 0)
        == 97826
    )


def test_price_is_the_sum_of_its_parts() -> None:
    priced = result(
        "loan_price",
        funding_rate=0.02,
        operating_rate=0.015,
        pd=0.015,
        lgd=0.6,
        capital_ratio=0.1,
        target_return=0.12,
        adjustment=-0.002,
    )
    assert priced["annual_rate"] == Decimal("0.054")
    assert sum(priced["parts"].values()) == priced["annual_rate"]
    assert priced["parts"]["risk"] == Decimal("0.009")
