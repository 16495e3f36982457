"""What a bank's credit trainer looks for on every sheet: terms, units, reasons, proof; and answers that contradict one another."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from checklists.form import FormSession
from checklists.model.checklist import Checklist
from checklists.package.sheets import CROSSCHECKS, REDFLAGS, SURVEY
from checklists.workbook import INDUSTRIES, Sheets, load_industry
from tests.unit.checklists.industries.filled_forms import Fill, path_of

TRADES = ("fmcg_wholesale", "lorry_transport", "metal_workshop", "pig_farm", "restaurant")
LABEL, HINT, MESSAGE = "label::中文 (zh)", "hint::中文 (zh)", "constraint_message::中文 (zh)"
NUMBERS = ("decimal", "integer")
ASKED = (*NUMBERS, "text", "date", "image")
BARE = {"visit_round", "investigators_on_site", "stock_quantity", "stock_book_quantity", "m2_month_factor", "fcr_batch"}
"""Counts of what the row itself names, and two that are pure numbers."""
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")


@cache
def sheets_of(industry: str) -> Sheets:
    return load_industry(INDUSTRIES / industry)


@pytest.mark.parametrize("industry", TRADES)
def test_sentences_are_punctuated_as_chinese_is(industry: str) -> None:
    sheets = sheets_of(industry)
    cells = [
        (row["name"], cell)
        for sheet in sheets.sheets
        for row in sheets.rows(sheet)
        for column, cell in row.cells.items()
        if "中文" in column or column in ("source", "who", "test", "ask")
    ]
    assert cells
    assert [(name, cell) for name, cell in cells if HALF_WIDTH.search(cell)] == []


@pytest.mark.parametrize("industry", TRADES)
def test_every_number_that_is_asked_has_a_unit_and_bounds_in_words(industry: str) -> None:
    asked = [row for row in sheets_of(industry).rows(SURVEY) if row["type"] in NUMBERS and not row["calculation"]]
    assert {row["name"] for row in asked if not row["bind::jd:unit"]} <= BARE
    assert [row["name"] for row in asked if not (row["constraint"] and row[MESSAGE])] == []


@pytest.mark.parametrize("industry", TRADES)
def test_a_trade_asks_at_least_twenty_five_things_of_its_own_and_says_what_each_item_is(industry: str) -> None:
    own = [row for row in sheets_of(industry).rows(SURVEY) if not row.origin and not row["calculation"]]
    asked = [row for row in own if row["type"].startswith("select_one") or row["type"] in ASKED]
    assert len([row for row in asked if not row["name"].endswith("_reason")]) >= 25
    items = [row for row in own if row["type"] == "select_one item_state" and row["name"].startswith("i")]
    must = [row for row in items if row["bind::jd:must"] == "true"]
    assert len(must) >= 5
    assert [row for row in must if row["relevant"]], "some are asked on a condition"
    assert [row["name"] for row in items if not (row["bind::jd:evidence"] and row[HINT])] == []


@pytest.mark.parametrize("industry", TRADES)
def test_a_trade_compares_at_least_five_pairs_of_its_own_and_none_with_itself(industry: str) -> None:
    own = [row for row in sheets_of(industry).rows(CROSSCHECKS) if row["kind"] == "compare" and not row.origin]
    assert len(own) >= 5
    assert [row["name"] for row in own if row["expected"] == row["actual"]] == []
    assert [row["name"] for row in own if Decimal(row["pass_within"]) >= Decimal(row["explain_within"])] == []


@pytest.mark.parametrize("industry", TRADES)
def test_no_question_tells_people_to_fill_in_what_they_counted_as_what_is_in_the_books(industry: str) -> None:
    assert [row["name"] for row in sheets_of(industry).rows(SURVEY) if "填实点数" in row[HINT]] == []


@pytest.mark.parametrize("industry", TRADES)
def test_whatever_can_be_refused_on_site_is_counted(industry: str) -> None:
    rows = sheets_of(industry).rows(SURVEY)
    counted = " ".join(row["calculation"] for row in rows if row["name"].endswith("refusal_count"))
    gates = [
        row["name"] for row in rows if row["type"] in ("select_one have_none_refused", "select_one have_none_unsaid")
    ]
    assert [name for name in gates if f"${{{name}}} = 'refused'" not in counted] == []


@pytest.mark.parametrize("industry", TRADES)
def test_a_bad_answer_to_a_matter_of_trust_has_a_consequence(industry: str) -> None:
    rules = " ".join(row["when"] for row in sheets_of(industry).rows(REDFLAGS))
    for question in (
        "consent_personal", "consent_sensitive", "spouse_authorised", "guarantor_authorised", "second_origin", "second_confirms",
        "client_declares_assets", "client_declares_debts", "client_declares_purpose", "gt_in_trouble", "gu_absent",
        "controller_guarantees", "col_unclear", "stock_books", "cash_share_source",
    ):  # fmt: skip
        assert f"${{{question}}}" in rules, question


# ---- answers that contradict one another


def _objections(session: FormSession, path: str) -> list[str]:
    return [problem.kind for problem in session.problems() if problem.path == path and problem.kind != "required"]


@pytest.mark.parametrize(
    ("name", "answer", "along", "agrees"),
    [
        ("main_business_years", "9.7", {"business_started": "2016-05-01", "visit_date": "2025-12-31"}, True),
        ("main_business_years", "5", {"business_started": "2024-05-01", "visit_date": "2025-12-31"}, False),
        ("main_business_years", "5", {}, True),
        ("lease_months_left", "27", {"lease_end": "2028-03-31"}, True),
        ("lease_months_left", "60", {"lease_end": "2028-03-31"}, False),
        ("lease_months_left", "0", {"lease_end": "2025-06-30"}, True),
        ("spouse_authorised", "not_applicable", {"marital_status": "married"}, False),
        ("spouse_authorised", "not_applicable", {"marital_status": "single"}, True),
        ("guarantor_authorised", "not_applicable", {"guarantor_gate": "have"}, False),
        ("guarantor_authorised", "not_applicable", {"guarantor_gate": "none"}, True),
        ("soft_partner", "not_applicable", {"marital_status": "married"}, False),
        ("owner_profit_month", "-3000", {}, True),
    ],
)
def test_an_answer_is_held_against_what_else_was_said(
    fill: Fill, fmcg: Checklist, name: str, answer: str, along: dict[str, str], agrees: bool
) -> None:
    rented = {"premises_kind": "rented", "visit_date": "2025-12-31"} if name == "lease_months_left" else {}
    session = fill({name: answer} | rented | along)
    assert _objections(session, fmcg.paths[name]) == ([] if agrees else ["constraint"])


@pytest.mark.parametrize(
    ("kind", "rate", "agrees"), [("home", "70", True), ("home", "71", False), ("shares", "50", False)]
)
def test_collateral_is_lent_on_up_to_the_share_of_its_kind(
    fill: Fill, fmcg: Checklist, kind: str, rate: str, agrees: bool
) -> None:
    told = {"collateral_gate": "have", "collaterals/col_kind": kind, "collaterals/col_rate_percent": rate}
    path = path_of(fmcg, "collaterals/col_rate_percent")
    assert _objections(fill(told), path) == ([] if agrees else ["constraint"])


@pytest.mark.parametrize(
    ("checked", "lendable"), [("clear", "700"), ("not_checked", "700"), ("trouble", "0"), ("", "")]
)
def test_collateral_that_is_seized_or_disputed_is_worth_nothing(
    fill: Fill, fmcg: Checklist, checked: str, lendable: str
) -> None:
    row = {"col_value": "1000", "col_value_months": "1", "col_rate_percent": "70", "col_discount_percent": "100"}
    row |= {"col_checked": checked} if checked else {}
    session = fill({"collateral_gate": "have"} | {f"collaterals/{name}": value for name, value in row.items()})
    assert session.value(path_of(fmcg, "collaterals/col_lendable")) == lendable


@pytest.mark.parametrize(("paper", "counted"), [("signed", "300"), ("record", "300"), ("none", "0")])
def test_money_paid_ahead_counts_where_there_is_a_paper(fill: Fill, fmcg: Checklist, paper: str, counted: str) -> None:
    session = fill({"prepaid_gate": "have", "prepaid_list/pp_amount": "300", "prepaid_list/pp_document": paper})
    assert session.value(path_of(fmcg, "prepaid_list/pp_counted")) == counted


@pytest.mark.parametrize(("books", "asked"), [("", True), ("have", True), ("none", False), ("refused", False)])
def test_without_books_nobody_is_asked_what_they_say(fill: Fill, fmcg: Checklist, books: str, asked: bool) -> None:
    told = {"stock_gate": "have", "stock/stock_quantity": "10"} | ({"stock_books": books} if books else {})
    assert fill(told).is_relevant(path_of(fmcg, "stock/stock_book_quantity")) is asked


@pytest.mark.parametrize(("kind", "wanted"), [("short", True), ("home", True), ("private", False)])
def test_a_bank_loan_has_a_due_date(fill: Fill, fmcg: Checklist, kind: str, wanted: bool) -> None:
    session = fill({"debt_gate_short": "have", "debts/debt_kind": kind})
    missing = {problem.path for problem in session.problems() if problem.kind == "required"}
    assert (path_of(fmcg, "debts/debt_due") in missing) is wanted
