"""The made-up machining workshop is complete, agrees with itself and its files, and its trade's own lies are caught by its own checks."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from checklists import package, workbook
from checklists.assess import assess
from checklists.bankflow import effective_inflow
from checklists.form import Form, FormSession
from checklists.model.assessment import Advice, Assessment, AssessmentState, Verdict
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.samples import sample_answers, sample_attachments, sample_variants
from checklists.samples import workshop_figures as figures
from checklists.samples.workshop_case import FOLDER, sample_files
from checklists.statements import read_statement

WORKSHOP = "metal_workshop"
NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
OWN_LIES = {
    "power_fell": ("power_check", "machine_power", "turnover_check"),
    "hours_padded": ("machine_power", "turnover_check"),
    "customers_steel": ("scrap_check", "turnover_check"),
    "lease_hidden": ("machine_debt",),
}
"""Variant -> the checks that it does not pass."""


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return package.read(workbook.build_shipped(WORKSHOP))


@cache
def _form(xform: bytes) -> Form:
    return Form.from_xform(xform)


def _session(checklist: Checklist, changes: dict[str, str] | None = None, variant: str | None = None) -> FormSession:
    answers = sample_answers(WORKSHOP, variant) | (changes or {})
    return FormSession(_form(checklist.xform), answers, now=lambda: NOON, new_id=lambda: "0" * 32)


def _assessed(checklist: Checklist, variant: str | None = None) -> Assessment:
    answers = sample_answers(WORKSHOP, variant)
    return assess(Case("c", "JD-1", WORKSHOP, checklist.sha256, NOON, answers=answers), checklist)


@pytest.fixture(scope="module")
def assessed(checklist: Checklist) -> Assessment:
    return _assessed(checklist)


def _path(checklist: Checklist, name: str, repeat: str = "", row: int = 1) -> str:
    path = checklist.paths[name]
    return path if not repeat else path.replace(checklist.paths[repeat], f"{checklist.paths[repeat]}[{row}]", 1)


# ---- the folder


def test_committed_files_are_what_the_generator_makes() -> None:
    made = sample_files()
    assert sorted(path.name for path in FOLDER.iterdir() if path.is_file()) == sorted(made)
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m checklists.samples.workshop_case"


@pytest.mark.parametrize(
    "photo", [path for path in sample_attachments(WORKSHOP) if path.suffix == ".png"], ids=lambda path: path.name
)
def test_photos_are_small_pictures_that_some_question_names(photo: Path) -> None:
    content = photo.read_bytes()
    assert len(content) < 60_000
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (960, 720)
    assert photo.name in sample_answers(WORKSHOP).values()


@pytest.mark.parametrize(("row", "file"), [(1, "wechat.csv"), (2, "bank.csv")])
def test_importing_an_export_gives_what_the_form_says_of_it(checklist: Checklist, row: int, file: str) -> None:
    statement = read_statement((FOLDER / file).read_bytes(), file)
    own = (figures.CLIENT, figures.SPOUSE, figures.SHOP)
    inflow = effective_inflow(statement.transactions, related_names=(), own_names=own)
    answers = sample_answers(WORKSHOP)
    told = [
        Decimal(answers[_path(checklist, name, "flows", row)])
        for name in ("flow_credit_total", "flow_effective_inflow")
    ]
    assert [inflow.credit_total.yuan, inflow.effective.yuan] == told


# ---- the answers


@pytest.mark.parametrize("variant", [None, *sorted(OWN_LIES), "inflated_stock", "hidden_debt", "bureau_absent"])
def test_every_required_question_is_answered_without_a_problem(checklist: Checklist, variant: str | None) -> None:
    session = _session(checklist, variant=variant)
    assert session.problems() == ()
    assert session.completeness().percent == 100


def test_no_answer_is_lost_on_the_way_through_the_form(checklist: Checklist) -> None:
    assert _session(checklist).answers() == sample_answers(WORKSHOP)


# ---- what the trade's questions do to the amounts


def test_a_customers_material_is_listed_but_is_no_stock(checklist: Checklist) -> None:
    session = _session(checklist)
    assert session.value(checklist.paths["stock_customer_total"]) == "45600"
    assert session.value(checklist.paths["stock_counted_total"]) == str(figures.STOCK_COUNTED)
    assert session.value(_path(checklist, "stock_amount", "stock", 10)) == "0"


@pytest.mark.parametrize(
    ("changes", "counted", "recourse"),
    [
        ({}, "50000", "0"),
        ({"bl_kind": "trade"}, "25000", "0"),
        ({"bl_kind": "trade", "bl_state": "endorsed"}, "0", "50000"),
        ({"bl_state": "endorsed"}, "0", "0"),
        ({"bl_state": "pledged"}, "0", "0"),
        ({"bl_seen": "no"}, "0", "0"),
        ({"bl_days_left": "-1"}, "0", "0"),
    ],
)
def test_a_bill_counts_by_acceptor_place_and_sight(
    checklist: Checklist, changes: dict[str, str], counted: str, recourse: str
) -> None:
    session = _session(checklist, {_path(checklist, name, "bills"): value for name, value in changes.items()})
    assert session.value(_path(checklist, "bl_counted", "bills")) == counted
    assert session.value(_path(checklist, "bl_recourse", "bills")) == recourse


def test_a_firms_bill_that_was_passed_on_stands_with_the_guarantees(checklist: Checklist) -> None:
    answers = sample_answers(WORKSHOP) | {_path(checklist, "bl_kind", "bills", 2): "trade"}
    told = assess(Case("c", "JD-1", WORKSHOP, checklist.sha256, NOON, answers=answers), checklist)
    assert told.fact("guarantees_given") == 50_000
    assert told.fact("receivables") == figures.CLEAN_RECEIVABLES + figures.BILLS_HELD


def test_receivables_stay_unknown_until_bills_were_asked_for(checklist: Checklist) -> None:
    answers = sample_answers(WORKSHOP)
    del answers[checklist.paths["bills_gate"]]
    case = Case("c", "JD-1", WORKSHOP, checklist.sha256, NOON, answers=answers)
    assert assess(case, checklist).fact("receivables") is None


# ---- the judgement


def test_statements_balance_and_cash_rolls_forward(assessed: Assessment) -> None:
    sheet = assessed.statements.balance_sheet
    assert sheet.total_assets.reported is not None
    assert sheet.equity.reported == sheet.total_assets.reported - (sheet.total_liabilities.reported or 0)
    assert assessed.fact("reported_net_profit") == 268_600
    assert assessed.fact("receivables") == figures.CLEAN_RECEIVABLES + figures.BILLS_HELD
    difference = assessed.statements.cash_flow.difference
    assert difference is not None
    assert abs(difference) < 500


def test_every_cross_check_of_the_sample_passes(assessed: Assessment) -> None:
    assert {check.verdict for check in assessed.cross_checks} == {Verdict.PASS}


def test_turnover_comes_from_five_families_within_ten_percent(assessed: Assessment) -> None:
    turnover = assessed.turnover
    assert turnover.families == 5
    assert turnover.third_party >= 5
    assert {each.method for each in turnover.estimates} == {"M1", "M3", "M4", "M6", "M7", "M8", "M9", "M11", "M12"}
    deviations = [each.deviation for each in turnover.estimates if each.deviation is not None]
    assert len(deviations) == 10
    assert all(abs(deviation) < Decimal("0.10") for deviation in deviations)


def test_sample_is_agreed_to_at_what_it_can_repay(assessed: Assessment) -> None:
    assert assessed.state is AssessmentState.FINAL
    assert assessed.decision.advice is Advice.AGREE
    assert assessed.limit.binding == "l2_repayment"
    assert assessed.limit.recommended == 160_000
    assert assessed.score.unassessed_share == 0


def test_sample_is_not_spotless(assessed: Assessment) -> None:
    fired = {flag.name for flag in assessed.red_flags if flag.fired}
    assert fired == {"r_terms_longer", "r_machines_pledged", "r_moulds_paper", "r_uninsured"}


@pytest.mark.parametrize("lie", OWN_LIES)
def test_the_trades_own_lies_are_caught_by_its_own_checks(checklist: Checklist, assessed: Assessment, lie: str) -> None:
    told = _assessed(checklist, lie)
    missed = {check.name for check in told.cross_checks if check.verdict is not Verdict.PASS}
    assert missed == set(OWN_LIES[lie])
    assert not told.decision.advice.agrees
    assert told.limit.recommended is not None
    assert assessed.limit.recommended is not None
    assert told.limit.recommended < assessed.limit.recommended


def test_power_that_fell_while_sales_rose_is_a_major_flag(checklist: Checklist) -> None:
    assert "r_power_fell" in {flag.name for flag in _assessed(checklist, "power_fell").red_flags if flag.fired}


def test_every_lie_is_one_of_the_samples_variants() -> None:
    assert set(OWN_LIES) < set(sample_variants(WORKSHOP))


def test_without_the_bureau_the_result_is_provisional(checklist: Checklist) -> None:
    result = _assessed(checklist, "bureau_absent")
    assert result.state is AssessmentState.PROVISIONAL
    assert result.decision.advice is Advice.WITHHELD
