"""The limit against sums done on paper (``tests/golden/limit_sheet.py``): every cap, what binds, rounding; here and at head office."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

import pytest

from checklists import package, samples, workbook
from checklists.assess import assess
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.records import GRADE, GradeOverride, record_text
from sync.headoffice.recompute import recompute
from tests.golden.limit_sheet import TABLE, table

NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
CENT = Decimal("0.005")
Answers = dict[str, str]
MORTGAGE = {
    "guarantee_kind": "mortgage", "collateral_gate": "have", "collaterals/col_name": "邻县一套住宅", "collaterals/col_kind": "home",
    "collaterals/col_owner": "joint", "collaterals/col_value": "200000", "collaterals/col_value_months": "3",
    "collaterals/col_rate_percent": "70", "collaterals/col_discount_percent": "80", "collaterals/col_prior": "60000",
    "collaterals/col_checked": "clear",
}  # fmt: skip
MOVED = {GRADE: record_text(GradeOverride(-1, "A", "", "沈国华", "许兰", "见面谈记录"))}
CASES: dict[str, tuple[str, Answers, Answers]] = {
    "wholesaler": ("fmcg_wholesale", {}, {}),
    "wholesaler_at_b_bullet": ("fmcg_wholesale", {"requested_repayment": "bullet"}, MOVED),
    "wholesaler_with_mortgage": ("fmcg_wholesale", MORTGAGE, {}),
    "wholesaler_asks_little": ("fmcg_wholesale", {"requested_amount": "30000"}, {}),
    "wholesaler_shrinks": ("fmcg_wholesale", {"expected_growth_percent": "-20"}, {}),
    "lorries": ("lorry_transport", {}, {}),
    "lorries_cheap_truck": ("lorry_transport", {"truck_purchase_price": "90000"}, {}),
}
"""Case -> industry, the answers laid over its sample, remarks."""


@cache
def built(industry: str) -> tuple[bytes, Checklist]:
    data = workbook.build_shipped(industry)
    return data, package.read(data)


@cache
def golden() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with TABLE.open(encoding="utf-8", newline="") as sheet:
        for row in csv.DictReader(sheet):
            found.setdefault(row["case"], {})[row["what"]] = row["value"]
    return found


def case_of(name: str) -> tuple[Case, bytes, Checklist]:
    industry, changes, remarks = CASES[name]
    data, checklist = built(industry)
    laid_over = {_path(checklist, question): text for question, text in changes.items()}
    answers = samples.sample_answers(industry) | laid_over
    return Case("c", "JD-1", industry, checklist.sha256, NOON, answers=answers, remarks=remarks), data, checklist


def _path(checklist: Checklist, name: str) -> str:
    repeat, _, question = name.rpartition("/")
    path = checklist.paths[question]
    return path.replace(checklist.paths[repeat], f"{checklist.paths[repeat]}[1]", 1) if repeat else path


def test_the_table_is_what_the_sheet_works_out() -> None:
    assert TABLE.read_text("utf-8") == table()
    assert set(golden()) == set(CASES)


def test_every_cap_and_the_request_are_tried_and_each_kind_binds_once() -> None:
    caps = {what for of in golden().values() for what in of if what.startswith("l")} - {"limit"}
    assert {name[:2] for name in caps} == {"l1", "l2", "l3", "l4", "l5", "l6", "l7"}
    binding = {of["binding"] for of in golden().values()}
    assert binding == {"l1_working_capital", "l2_repayment", "l6_collateral", "l7_truck_purchase", "requested"}


@pytest.mark.parametrize("name", CASES)
def test_the_program_comes_to_the_same_limit_cap_by_cap(name: str) -> None:
    case, _, checklist = case_of(name)
    limit, expected = assess(case, checklist).limit, golden()[name]
    amounts = {cap.name: cap.amount for cap in limit.caps if cap.applies}
    assert set(amounts) == set(expected) - {"binding", "step", "limit"}
    for cap, amount in amounts.items():
        assert amount is not None
        assert abs(amount - Decimal(expected[cap])) <= CENT, cap
    assert limit.recommended is not None
    assert (limit.binding, str(limit.step), f"{limit.recommended:f}") == (
        expected["binding"], expected["step"], expected["limit"],
    )  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_head_office_comes_to_the_same_limit(name: str) -> None:
    case, data, _ = case_of(name)
    limit = json.loads(recompute(case, data), parse_float=Decimal, parse_int=Decimal)["limit"]
    expected = golden()[name]
    assert (limit["binding"], limit["recommended"]) == (expected["binding"], Decimal(expected["limit"]))
    for cap in limit["caps"]:
        if cap["applies"]:
            assert abs(Decimal(cap["amount"]) - Decimal(expected[cap["name"]])) <= CENT, cap["name"]
