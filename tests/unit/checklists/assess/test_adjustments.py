"""Written adjustments: counted on another day, put right, taken out twice. Three columns, and the method reads the second."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from checklists import package, workbook
from checklists.assess import assess
from checklists.form import Form, FormSession
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


@pytest.mark.parametrize(
    ("line", "counted_on", "change"),
    [
        ("inventory", "2025-12-29", 12_000),
        ("inventory", "2025-12-31", 12_000),
        ("inventory", "2026-01-02", -12_000),
        ("cash", "2026-01-02", -12_000),
        ("bank", "2025-12-30", 12_000),
        ("receivables", "2026-01-02", -12_000),
    ],
)
def test_a_count_on_another_day_is_rolled_to_the_cut_off_date(
    checklist: Checklist, line: str, counted_on: str, change: int
) -> None:
    """What came in before the cut-off date is added; where the count came after it, what came in since is taken off."""
    rolled = {"adj_line": line, "adj_kind": "roll", "adj_counted_on": counted_on, "adj_in": "30000", "adj_out": "18000"}
    found = assessed(checklist, **rolled, adj_note="两天的进货单和车销单")
    rolled_line = line_of(found, line)
    assert rolled_line.reported is not None
    assert rolled_line.adjusted == rolled_line.verified == rolled_line.reported + change
    assert [(each.label, each.kind, each.change) for each in found.statements.adjustments] == [
        (rolled_line.label, "滚存到截止日", Decimal(change))
    ]
    assert f"{ROW}/adj_change" in rolled_line.paths
    before, after = assessed(checklist).statements.balance_sheet, found.statements.balance_sheet
    assert before.total_assets.adjusted is not None
    assert after.total_assets.adjusted == before.total_assets.adjusted + change
    assert after.total_assets.reported == before.total_assets.reported


def test_a_roll_forward_without_the_day_of_the_count_leaves_the_line_unknown(checklist: Checklist) -> None:
    stock = line_of(
        assessed(checklist, adj_line="inventory", adj_kind="roll", adj_in="30000", adj_out="0"), "inventory"
    )
    assert stock.adjusted is None


def test_an_adjustment_asks_for_its_ground_and_for_the_paper(checklist: Checklist) -> None:
    answers = sample_answers(FMCG)
    answers |= {f"{SECTION}/adjust_gate": "have", f"{ROW}/adj_line": "inventory", f"{ROW}/adj_kind": "correction"}
    form = Form.from_xform(checklist.xform, files=dict(checklist.files))
    session = FormSession(form, answers, now=lambda: NOON, new_id=lambda: "c")
    asked = {(problem.path, problem.kind) for problem in session.problems() if problem.is_open}
    assert {(f"{ROW}/adj_note", "required"), (f"{ROW}/adj_amount", "required")} <= asked
    session.set(f"{ROW}/adj_note", "供应商对账单")
    session.hold_evidence({})
    assert (f"{ROW}/adj_note", "evidence") in {(each.path, each.kind) for each in session.problems() if each.is_open}


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
