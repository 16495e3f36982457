"""`jindiao calc` at its edges: zero, below zero, exactly on a tolerance, digits that must not be lost, laws that hold for all inputs."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.model.errors import CalculationInputError
from desktop.cli.calc import CALCULATORS, calculate
from tests.unit.desktop.cli.test_calculators import BANK, estimate, products, result

_COMPLETE: dict[str, dict[str, Any]] = {
    "equity_check": {"initial_equity": 10, "period_profit": 12, "actual_equity": 22},
    "gross_margin": {"products": products((1, 0.1)), "reported_margin": 0.1},
    "triangulate_turnover": {"declared": 400, "estimates": [BANK, estimate("M4", 400), estimate("M1", 400)]},
    "turnover_from_cash": {"opened_at": "08:00", "closes_at": "20:00", "observed_at": "12:00", "cash_now": 600},
    "turnover_days": {
        "sales": 400,
        "cogs": 350,
        **{name: [1, 2] for name in ("receivables", "inventory", "payables", "prepaid", "advances")},
    },
    "working_capital": {"sales": 400, "profit_margin": 0.05, "cycle_days": 40, "own_funds": 1, "existing_loans": 2},
    "collateral_cover": {"items": [{"name": "住宅", "value": 100, "rate": 0.7}]},
    "max_instalment": {"net_income_month": 14, "coefficient": 0.7},
    "annuity": {"annual_rate": 0.06, "months": 36, "principal": 300000},
    "loan_capacity": {"instalment": 1, "annual_rate": 0.06, "months": 12, "repayment": "bullet"},
    "limit": {"caps": [{"name": "L1", "amount": 5}], "requested": 9, "step": 1},
    "interest_back_calculation": {"interest": 87.5, "days": 92, "annual_rate": 0.0035},
    "loan_price": dict.fromkeys(
        ("funding_rate", "operating_rate", "pd", "lgd", "capital_ratio", "target_return"), 0.02
    ),
}


_WRONG: tuple[object, ...] = ("5", True, [1], {}, float("nan"), float("inf"), float("-inf"))


def refused(name: str, **inputs: Any) -> set[str]:
    with pytest.raises(CalculationInputError) as caught:
        calculate(name, json.dumps(inputs).encode())
    return {key for key, _, _ in caught.value.problems}


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_calculator_refuses_an_unknown_key_by_its_name(name: str) -> None:
    assert result(name, **_COMPLETE[name])["formula"]
    assert refused(name, **_COMPLETE[name], surprise=1) == {"surprise"}


@pytest.mark.parametrize("name", CALCULATORS)
def test_every_number_refuses_text_truth_and_what_is_not_finite(name: str) -> None:
    numbers = [key for key, value in _COMPLETE[name].items() if isinstance(value, int | float)]
    for key in numbers:
        for wrong in _WRONG:
            assert refused(name, **{**_COMPLETE[name], key: wrong}) == {key}


@given(
    instalment=st.decimals(min_value=0, max_value=10**7, places=2),
    rate=st.decimals(min_value=0, max_value=3, places=6),
    months=st.integers(min_value=0, max_value=600),
)
def test_a_bullet_loan_never_gets_more_than_an_annuity(instalment: Decimal, rate: Decimal, months: int) -> None:
    def capacity(repayment: str) -> Decimal:
        text = f'{{"instalment":{instalment},"annual_rate":{rate},"months":{months},"repayment":"{repayment}"}}'
        found = calculate("loan_capacity", text.encode())["principal"]
        assert isinstance(found, Decimal)
        return found

    assert capacity("bullet") <= capacity("annuity")


@given(
    caps=st.lists(st.integers(min_value=-(10**9), max_value=10**9), max_size=6),
    requested=st.integers(min_value=-(10**9), max_value=10**9),
    step=st.integers(min_value=1, max_value=10**6),
)
def test_a_limit_is_whole_steps_and_never_above_any_cap_or_the_request(
    caps: list[int], requested: int, step: int
) -> None:
    answer = result(
        "limit", caps=[{"name": f"L{at}", "amount": cap} for at, cap in enumerate(caps)], requested=requested, step=step
    )
    least = max(min([*caps, requested]), 0)
    assert answer["limit"] % step == 0
    assert least - step < answer["limit"] <= least
    if answer["binding"] != "requested":
        assert caps[int(answer["binding"][1:])] == min(caps) < requested


@pytest.mark.parametrize(
    ("far", "verdict"),
    [
        (110, "pass"),
        (110.0000000001, "explain"),
        (90, "pass"),
        (89.9999999999, "explain"),
        (120, "explain"),
        (120.0000000001, "fail"),
        (80, "explain"),
        (79.9999999999, "fail"),
    ],
)
def test_a_turnover_exactly_on_a_tolerance_has_the_milder_verdict(far: float, verdict: str) -> None:
    bank = estimate("M3", far, third_party=True)
    estimates = [bank, estimate("M4", 100), estimate("M1", 100)]
    assert result("triangulate_turnover", declared=100, estimates=estimates)["verdict"] == verdict


def test_a_tolerance_is_exact_also_where_the_division_does_not_come_out() -> None:
    bank = estimate("M3", 3.3, third_party=True)
    estimates = [bank, estimate("M4", 3), estimate("M1", 3)]
    assert result("triangulate_turnover", declared=3, estimates=estimates)["verdict"] == "pass"
    check = calculate("equity_check", b'{"initial_equity": 2.1, "period_profit": 0.9, "actual_equity": 3.15}')
    assert (check["rate_of_expected_equity"], check["verdict"]) == (Decimal("0.05"), "pass")


def test_an_even_number_of_estimates_has_the_mean_of_the_two_in_the_middle() -> None:
    estimates = [BANK, estimate("M4", 395), estimate("M1", 400), estimate("M12", 420)]
    assert result("triangulate_turnover", declared=400, estimates=estimates)["median"] == Decimal("397.5")


def test_a_loss_and_a_sale_below_cost_are_figures_like_others() -> None:
    loss = result("equity_check", initial_equity=100, period_profit=-20, actual_equity=84)
    assert (loss["difference"], loss["rate_of_expected_equity"]) == (4, Decimal("0.05"))
    assert (loss["rate_of_period_profit"], loss["verdict"]) == (Decimal("-0.2"), "pass")
    below_cost = result(
        "gross_margin", products=[{"name": "亏本促销", "share": 1, "cost": 12, "price": 10}], reported_margin=-0.2
    )
    assert (below_cost["weighted_margin"], below_cost["verdict"]) == (Decimal("-0.2"), "pass")


def test_a_reported_margin_of_nothing_is_met_only_by_nothing() -> None:
    assert result("gross_margin", products=products((1, 0)), reported_margin=0)["verdict"] == "pass"
    assert result("gross_margin", products=products((1, 0.01)), reported_margin=0)["verdict"] == "fail"


def test_days_of_every_balance_follow_the_year_that_is_given() -> None:
    inputs = {**_COMPLETE["working_capital"], "year_days": 365}
    assert result("working_capital", **inputs)["turns"] == Decimal("9.125")
    balance = result("interest_back_calculation", interest=10, days=73, annual_rate=0.05, year_days=365)
    assert balance["average_balance"] == 1000
    assert refused("turnover_days", **{**_COMPLETE["turnover_days"], "year_days": 0}) == {"year_days"}


def test_results_keep_at_least_twelve_significant_digits() -> None:
    instalment = result("annuity", annual_rate=0.06, months=36, principal=300000)["instalment"]
    monthly = Fraction(6, 1200)
    exact = 300000 * monthly / (1 - (1 + monthly) ** -36)
    assert abs(Fraction(instalment) / exact - 1) < Fraction(1, 10**20)
    requirement = result("working_capital", sales=7, profit_margin=0.01, cycle_days=11, year_days=365)["requirement"]
    assert abs(Fraction(requirement) / Fraction(7 * 99 * 11, 100 * 365) - 1) < Fraction(1, 10**20)


def test_a_float_larger_than_the_till_gives_a_turnover_below_zero_not_a_made_up_one() -> None:
    counted = result("turnover_from_cash", **{**_COMPLETE["turnover_from_cash"], "float": 1000})
    assert (counted["turnover_so_far"], counted["per_hour"], counted["per_day"]) == (-400, -100, -1200)


def test_hours_outside_the_opening_are_refused() -> None:
    base = _COMPLETE["turnover_from_cash"]
    assert refused("turnover_from_cash", **{**base, "observed_at": "21:00"}) == {"observed_at"}
    assert refused("turnover_from_cash", **{**base, "closes_at": "24:00"}) == {"closes_at"}
    assert refused("turnover_from_cash", **base, break_hours=12) == {"break_hours", "break_hours_so_far"}
