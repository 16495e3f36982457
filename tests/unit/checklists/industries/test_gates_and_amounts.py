"""What a gate, a refusal, a shelf life or an age of debt does to the amounts that reach the statements."""

from __future__ import annotations

import pytest

from checklists.form import FormSession
from checklists.model.checklist import Checklist
from tests.unit.checklists.industries.filled_forms import Fill, path_of

GATES = {
    "inventory": ("stock_gate", "inventory_none"),
    "receivables": ("receivables_gate", "receivables_none"),
    "prepaid": ("prepaid_gate", "prepaid_none"),
    "cash": ("cash_gate", "cash_none"),
    "bank": ("bank_gate", "bank_none"),
    "epay": ("epay_gate", "epay_none"),
    "fixed_assets": ("fixed_gate", "fixed_assets_none"),
    "household_property": ("property_gate", "household_property_none"),
}
DEBTS = {
    "payables": ("payables_gate", "payables_none"),
    "advances": ("advances_gate", "advances_none"),
    "short_loans": ("debt_gate_short", "short_loans_none"),
    "private_loans": ("debt_gate_private", "private_loans_none"),
    "guarantees_given": ("guarantees_gate", "guarantees_given_none"),
}


def _amount(session: FormSession, path: str) -> str | None:
    """What a leaf feeds: None where it does not apply."""
    return session.value(path) if session.is_relevant(path) else None


@pytest.mark.parametrize(("gate", "feeder"), [*GATES.values(), *DEBTS.values()])
def test_none_is_zero_and_not_asked_is_unknown(fill: Fill, fmcg: Checklist, gate: str, feeder: str) -> None:
    assert _amount(fill({}), fmcg.paths[feeder]) == "", "an unknown part, whatever else feeds the line"
    assert _amount(fill({gate: "none"}), fmcg.paths[feeder]) == "0"


@pytest.mark.parametrize(("gate", "feeder"), GATES.values())
def test_an_asset_that_is_not_shown_does_not_count(fill: Fill, fmcg: Checklist, gate: str, feeder: str) -> None:
    assert _amount(fill({gate: "refused"}), fmcg.paths[feeder]) == "0"


@pytest.mark.parametrize(("gate", "feeder"), DEBTS.values())
def test_a_debt_that_is_not_told_stays_unknown(fill: Fill, fmcg: Checklist, gate: str, feeder: str) -> None:
    assert _amount(fill({gate: "refused"}), fmcg.paths[feeder]) == ""


def _stock(**changes: str) -> dict[str, str]:
    row = {
        "stock_quantity": "10", "stock_cost": "20", "stock_condition": "good", "stock_has_expiry": "yes",
        "stock_shelf_days": "180", "stock_days_left": "60",
    }  # fmt: skip
    return {"stock_gate": "have"} | {f"stock/{name}": value for name, value in (row | changes).items() if value}


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({}, "200"),
        ({"stock_days_left": "59"}, "100"),
        ({"stock_days_left": "0"}, "0"),
        ({"stock_condition": "slow"}, "100"),
        ({"stock_condition": "damaged"}, "0"),
        ({"stock_has_expiry": "no", "stock_shelf_days": "", "stock_days_left": ""}, "200"),
        ({"stock_days_left": ""}, ""),
        ({"stock_cost": ""}, ""),
    ],
)
def test_stock_counts_by_its_state_and_age(fill: Fill, fmcg: Checklist, changes: dict[str, str], amount: str) -> None:
    assert fill(_stock(**changes)).value(path_of(fmcg, "stock/stock_amount")) == amount


@pytest.mark.parametrize(
    ("age", "document", "counted"),
    [
        ("30", "signed", "1000"),
        ("31", "signed", "500"),
        ("60", "record", "500"),
        ("61", "signed", "0"),
        ("1", "none", "0"),
    ],
)
def test_receivables_count_by_age_and_paper(fill: Fill, fmcg: Checklist, age: str, document: str, counted: str) -> None:
    answers = {
        "receivables_gate": "have", "receivables_list/ar_amount": "1000", "receivables_list/ar_age_days": age,
        "receivables_list/ar_term_days": "30", "receivables_list/ar_document": document,
    }  # fmt: skip
    assert fill(answers).value(path_of(fmcg, "receivables_list/ar_counted")) == counted


@pytest.mark.parametrize(
    ("years", "net", "depreciation"),
    [("0.5", "92500", "7500"), ("2", "70000", "15000"), ("7", "0", "10000"), ("9", "0", "0")],
)
def test_fixed_assets_stand_at_what_is_left_of_them(
    fill: Fill, fmcg: Checklist, years: str, net: str, depreciation: str
) -> None:
    answers = {
        "fixed_gate": "have", "fixed_assets_list/fa_seen": "yes", "fixed_assets_list/fa_price": "100000",
        "fixed_assets_list/fa_used_years": years, "fixed_assets_list/fa_annual_rate": "15",
    }  # fmt: skip
    session = fill(answers)
    assert session.value(path_of(fmcg, "fixed_assets_list/fa_net_value")) == net
    assert session.value(path_of(fmcg, "fixed_assets_list/fa_depreciation")) == depreciation


def test_a_debt_feeds_the_line_of_its_kind_and_its_monthly_payment(fill: Fill, fmcg: Checklist) -> None:
    session = fill({"debt_gate_private": "have", "debts/debt_kind": "private", "debts/debt_balance": "50000"})
    assert _amount(session, path_of(fmcg, "debts/debt_private")) == "50000"
    assert _amount(session, path_of(fmcg, "debts/debt_short")) is None
    assert _amount(session, fmcg.paths["monthly_debt_service_none"]) is None


def test_monthly_debt_service_is_zero_only_when_every_kind_was_denied(fill: Fill, fmcg: Checklist) -> None:
    kinds = ("short", "long", "private", "card", "home", "other")
    denied = {f"debt_gate_{kind}": "none" for kind in kinds}
    assert _amount(fill(denied), fmcg.paths["monthly_debt_service_none"]) == "0"
    assert _amount(fill(denied | {"debt_gate_private": "refused"}), fmcg.paths["monthly_debt_service_none"]) is None


def _messages(session: FormSession, path: str) -> list[str]:
    return [problem.message for problem in session.problems() if problem.path == path and problem.kind == "constraint"]


@pytest.mark.parametrize(("authorised", "refusals"), [("signed", 0), ("not_yet", 1), ("refused", 1), ("", 1)])
def test_bureau_is_locked_without_a_signed_authorisation(
    fill: Fill, fmcg: Checklist, authorised: str, refusals: int
) -> None:
    session = fill({"bureau_in": "yes"} | ({"authorised": authorised} if authorised else {}))
    assert len(_messages(session, fmcg.paths["bureau_in"])) == refusals
    assert session.is_relevant(fmcg.paths["bureau_date"]) is (authorised == "signed")


def test_peak_stock_is_not_financed_beyond_a_year(fill: Fill, fmcg: Checklist) -> None:
    asked = {"requested_months": "18"}
    assert _messages(fill(asked | {"purpose_kind": "peak_stock"}), fmcg.paths["requested_months"])
    assert not _messages(fill(asked | {"purpose_kind": "equipment"}), fmcg.paths["requested_months"])


@pytest.mark.parametrize(
    ("purpose", "forbidden"),
    [("peak_stock", "no"), ("house", "yes"), ("securities", "yes"), ("repay_bad", "yes"), ("", "")],
)
def test_forbidden_purposes_are_known(fill: Fill, fmcg: Checklist, purpose: str, forbidden: str) -> None:
    session = fill({"purpose_kind": purpose} if purpose else {})
    assert session.value(fmcg.paths["purpose_forbidden"]) == forbidden


def test_statements_of_too_few_months_are_not_blown_up_to_a_year(fill: Fill, fmcg: Checklist) -> None:
    def a_year_from(months: str) -> str:
        answers = {
            "flows_gate": "have", "flows/flow_credit_total": "60000", "flows/flow_effective_inflow": "50000",
            "flows/flow_months": months,
        }  # fmt: skip
        return fill(answers).value(path_of(fmcg, "flows/flow_year_inflow"))

    assert (a_year_from("2"), a_year_from("3"), a_year_from("12")) == ("", "200000", "50000")


def test_refusals_pull_down_the_marks_for_cooperation(fill: Fill, fmcg: Checklist) -> None:
    def result(*refused: str) -> str:
        return fill({"cooperation": "good"} | dict.fromkeys(refused, "refused")).value(fmcg.paths["cooperation_result"])

    assert (result(), result("stock_gate"), result("stock_gate", "debt_gate_private")) == ("good", "fair", "poor")


def test_an_unusual_profile_goes_to_a_superior_unless_it_is_explained(fill: Fill, fmcg: Checklist) -> None:
    grid = {
        "soft_marriage": "divorced", "soft_age": "under_30", "soft_years": "over_5", "soft_local": "native",
        "soft_wealth": "none", "soft_credit": "good", "soft_children": "none", "soft_partner": "not_applicable",
    }  # fmt: skip
    assert fill(grid).value(fmcg.paths["soft_total"]) == "5"
    assert fill(grid).value(fmcg.paths["soft_escalate"]) == "yes"
    assert fill(grid | {"soft_explained": "yes"}).value(fmcg.paths["soft_escalate"]) == "no"
