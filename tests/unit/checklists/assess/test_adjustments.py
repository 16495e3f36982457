"""Written adjustments: counted on another day, put right, taken out twice. Three columns, and the method reads the second."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from checklists import package, workbook
from checklists.assess import assess
from checklists.model.assessment import Assessment, StatementLine, Verdict
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.samples import sample_answers

FMCG = "fmcg_wholesale"
NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
SECTION = "/data/adjustments_section"
ROW = f"{SECTION}/adjustments[1]"


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return package.read(workbook.build_shipped(FMCG))


def assessed(checklist: Checklist, gate: str = "have", **row: str) -> Assessment:
    answers = sample_answers(FMCG)
    if row:
        answers[f"{SECTION}/adjust_gate"] = gate
        answers |= {f"{ROW}/{name}": value for name, value in row.items()}
    return assess(Case("c", "JD-1", FMCG, checklist.sha256, NOON, answers=answers), checklist)


def line_of(found: Assessment, key: str) -> StatementLine:
    statements = found.statements
    lines = (*statements.balance_sheet.assets, *statements.balance_sheet.liabilities, *statements.profit_and_loss.lines)
    return next(line for line in lines if line.key == key)


def test_without_adjustments_the_columns_are_one(checklist: Checklist) -> None:
    stock = line_of(assessed(checklist), "inventory")
    assert stock.reported == stock.adjusted == stock.verified
    assert assessed(checklist).statements.adjustments == ()


def test_a_count_on_another_day_is_rolled_to_the_cut_off_date(checklist: Checklist) -> None:
    rolled = {
        "adj_line": "inventory",
        "adj_kind": "roll",
        "adj_counted_on": "2026-01-02",
        "adj_in": "30000",
        "adj_out": "18000",
    }
    found = assessed(checklist, **rolled, adj_note="两天的进货单和车销单")
    stock = line_of(found, "inventory")
    assert stock.reported is not None
    assert stock.adjusted == stock.reported + 12_000
    assert [(each.label, each.kind, each.change) for each in found.statements.adjustments] == [
        ("存货", "滚存到截止日", Decimal(12_000))
    ]
    assert f"{ROW}/adj_change" in stock.paths


def test_the_method_reads_what_the_adjustment_leaves(checklist: Checklist) -> None:
    omitted = {
        "adj_line": "private_loans",
        "adj_kind": "omitted",
        "adj_amount": "200000",
        "adj_note": "配偶说出的亲戚借款",
    }
    found = assessed(checklist, **omitted)
    equity = next(check for check in found.cross_checks if check.name == "equity_check")
    assert equity.verdict is Verdict.FAIL
    assert equity.rate is not None
    assert equity.rate < 0
    assert line_of(found, "private_loans").reported == 0


def test_months_bear_their_share_of_a_year_s_adjustment(checklist: Checklist) -> None:
    found = assessed(checklist, adj_line="sales", adj_kind="duplicate", adj_amount="-400000", adj_note="两家店重复记账")
    sales = line_of(found, "sales")
    assert sales.reported == 4_000_000
    assert sales.adjusted == 3_600_000
    assert sales.series[0] == Decimal(320_000) * Decimal("0.9")


def test_an_adjustment_that_is_not_worked_out_leaves_its_line_unknown(checklist: Checklist) -> None:
    stock = line_of(assessed(checklist, adj_line="inventory", adj_kind="roll", adj_in="30000"), "inventory")
    assert stock.adjusted is None
    assert stock.verified is None
    assert stock.reported is not None


WRITTEN_DOWN = {
    "adj_line": "inventory",
    "adj_kind": "correction",
    "adj_amount": "-60000",
    "adj_note": "两箱已经过期",
}


def test_an_adjustment_whose_gate_was_blanked_leaves_its_line_unknown(checklist: Checklist) -> None:
    found = assessed(checklist, gate="", **WRITTEN_DOWN)
    assert line_of(found, "inventory").adjusted is None
    assert line_of(found, "cash").adjusted is not None
    assert found.limit.recommended is None


def test_an_adjustment_that_names_no_line_leaves_every_line_unknown(checklist: Checklist) -> None:
    found = assessed(checklist, **WRITTEN_DOWN | {"adj_line": ""})
    assert line_of(found, "cash").adjusted is None
    assert found.limit.recommended is None
