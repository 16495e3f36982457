"""The made-up lorry owner is complete, agrees with itself and its files, and the trade's own lies are caught by its own checks."""

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
from checklists.model.assessment import Assessment, AssessmentState, Verdict
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.samples import lorry_figures as figures
from checklists.samples import sample_answers, sample_attachments, sample_variants
from checklists.samples.lorry_transport_case import FOLDER, sample_files
from checklists.statements import read_statement

LORRY = "lorry_transport"
NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
OWN_LIES = {
    "new_prices": ("truck_value", +1),
    "mileage_inflated": ("fuel_km", -1),
    "trips_inflated": ("trips_km", +1),
    "loan_kept_quiet": ("truck_loan_check", -1),
}
"""Variant -> the trade's check that catches it, and the sign of its rate."""


@cache
def _checklist() -> Checklist:
    return package.read(workbook.build_shipped(LORRY))


@cache
def _form() -> Form:
    return Form.from_xform(_checklist().xform)


def _session(answers: dict[str, str]) -> FormSession:
    return FormSession(_form(), answers, now=lambda: NOON, new_id=lambda: "0" * 32)


def _path(name: str, repeat: str, row: int) -> str:
    paths = _checklist().paths
    return paths[name].replace(paths[repeat], f"{paths[repeat]}[{row}]", 1)


@cache
def _assessed(variant: str | None = None) -> Assessment:
    return _assess(sample_answers(LORRY, variant))


def _assess(answers: dict[str, str]) -> Assessment:
    return assess(Case("c", "JD-1", LORRY, _checklist().sha256, NOON, answers=answers), _checklist())


def _fired(result: Assessment) -> set[str]:
    return {flag.name for flag in result.red_flags if flag.fired}


# ---- the folder


def test_committed_files_are_what_the_generator_makes() -> None:
    made = sample_files()
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(made)
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m checklists.samples.lorry_transport_case"


@pytest.mark.parametrize(
    "photo", [path for path in sample_attachments(LORRY) if path.suffix == ".png"], ids=lambda path: path.name
)
def test_photos_are_small_pictures_that_some_question_names(photo: Path) -> None:
    content = photo.read_bytes()
    assert len(content) < 60_000
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (960, 720)
    assert photo.name in sample_answers(LORRY).values()


@pytest.mark.parametrize(("row", "file"), [(1, "wechat.csv"), (2, "bank.csv")])
def test_flows_are_what_importing_the_exports_computes(row: int, file: str) -> None:
    statement = read_statement((FOLDER / file).read_bytes(), file)
    assert statement.problems == ()
    inflow = effective_inflow(
        statement.transactions, related_names=(), own_names=(figures.CLIENT, figures.SPOUSE, figures.SHOP)
    )
    answers = sample_answers(LORRY)
    assert Decimal(answers[_path("flow_credit_total", "flows", row)]) == inflow.credit_total.yuan
    assert Decimal(answers[_path("flow_effective_inflow", "flows", row)]) == inflow.effective.yuan


# ---- the answers


ASKED_WHY = "household_understated"
"""Spending below the local floor has the form ask how a family lives on it; the liar has not answered that."""


@pytest.mark.parametrize("variant", [None, *(name for name in sample_variants(LORRY) if name != ASKED_WHY)])
def test_every_required_question_is_answered_without_a_problem(variant: str | None) -> None:
    session = _session(sample_answers(LORRY, variant))
    assert session.problems() == ()
    assert session.completeness().percent == 100
    assert session.answers() == sample_answers(LORRY, variant)


# ---- the judgement


def test_statements_balance_and_cash_rolls_forward() -> None:
    told = _assessed()
    assert told.fact("reported_net_profit") == 200_828
    assert told.fact("depreciation") == 96_000
    difference = told.statements.cash_flow.difference
    assert difference is not None
    assert abs(difference) < 500


def test_every_cross_check_passes_and_the_equity_closes() -> None:
    checks = _assessed().cross_checks
    assert {check.verdict for check in checks} == {Verdict.PASS}
    equity = next(check for check in checks if check.name == "equity_check")
    assert equity.rate is not None
    assert abs(equity.rate) < Decimal("0.05")


def test_turnover_comes_from_five_families_within_ten_percent() -> None:
    turnover = _assessed().turnover
    assert turnover.families == 5
    assert turnover.third_party >= 5
    deviations = [each.deviation for each in turnover.estimates if each.deviation is not None]
    assert len(deviations) == 11
    assert all(abs(deviation) < Decimal("0.10") for deviation in deviations)


def test_sample_is_agreed_to_at_what_it_can_repay() -> None:
    told = _assessed()
    assert told.state is AssessmentState.FINAL
    assert told.decision.advice.agrees
    assert told.limit.binding == "l2_repayment"
    assert told.limit.recommended == 100_000
    assert told.score.unassessed_share == 0


def test_the_client_is_not_spotless() -> None:
    assert _fired(_assessed()) == {"r_attached", "r_fines", "r_cargo_cover"}


def test_without_the_bureau_the_result_is_provisional() -> None:
    assert _assessed("bureau_absent").state is AssessmentState.PROVISIONAL


@pytest.mark.parametrize("lie", OWN_LIES)
def test_a_lie_of_the_trade_is_caught_by_its_own_check(lie: str) -> None:
    truth, told = _assessed(), _assessed(lie)
    name, sign = OWN_LIES[lie]
    check = next(check for check in told.cross_checks if check.name == name)
    assert check.verdict is Verdict.FAIL
    assert check.rate is not None
    assert check.rate * sign > 0
    assert not told.decision.advice.agrees
    assert truth.limit.recommended is not None
    assert told.limit.recommended is not None
    assert told.limit.recommended <= truth.limit.recommended


# ---- whose truck it is


@pytest.mark.parametrize(
    ("rights", "seen", "share", "counted"),
    [
        ("attached", "yes", "100", "124800"),
        ("attached_bare", "yes", "100", "0"),
        ("not_his", "yes", "100", "0"),
        ("shared", "yes", "50", "62400"),
        ("leased", "yes", "100", "124800"),
        ("own", "no", "100", "0"),
    ],
)
def test_a_truck_counts_for_what_is_his_and_was_seen(rights: str, seen: str, share: str, counted: str) -> None:
    told = {"tk_rights": rights, "tk_seen": seen, "tk_share_percent": share}
    session = _session(sample_answers(LORRY) | {_path(name, "trucks", 2): value for name, value in told.items()})
    assert session.value(_path("tk_net_value", "trucks", 2)) == counted


def test_a_pledged_truck_whose_loan_is_not_listed_still_counts_as_debt() -> None:
    truth, told = _assessed(), _assessed("loan_kept_quiet")
    assert told.fact("total_liabilities") == truth.fact("total_liabilities")
    assert told.fact("existing_debt_service_month") == truth.fact("existing_debt_service_month")


@pytest.mark.parametrize("gate", ["none", "refused"])
def test_no_truck_and_a_truck_not_shown_are_no_asset(gate: str) -> None:
    answers = sample_answers(LORRY)
    rows = [path for path in answers if path.startswith(_checklist().paths["trucks"] + "[")]
    told = _assess({path: value for path, value in answers.items() if path not in rows} | {_gate(): gate})
    truth = _assessed().statements.balance_sheet.total_assets.reported
    assert truth is not None
    assert told.statements.balance_sheet.total_assets.reported == truth - 356_000
    assert ("r_refusals" in _fired(told)) is (gate == "refused")


def test_trucks_not_asked_about_leave_the_assets_unknown() -> None:
    answers = {path: value for path, value in sample_answers(LORRY).items() if path != _gate()}
    assert _assess(answers).statements.balance_sheet.total_assets.reported is None


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"tk_rights": "attached_bare"}, "r_attached_bare"),
        ({"tk_rights": "not_his"}, "r_not_his"),
        ({"tk_pledge": "unknown"}, "r_papers"),
        ({"tk_cover": "none"}, "r_uninsured"),
        ({"tk_permit": "expired"}, "r_truck_permit"),
        ({"tk_load_tons": "25"}, "r_overload"),
        ({"tk_age_years": "8.5"}, "r_some_old"),
        ({"tk_km_source": "owner"}, "r_km_unproved"),
        ({"tk_empty_percent": "75"}, "r_empty"),
    ],
)
def test_what_is_wrong_with_one_truck_raises_its_flag(changes: dict[str, str], flag: str) -> None:
    told = sample_answers(LORRY) | {_path(name, "trucks", 2): value for name, value in changes.items()}
    assert flag in _fired(_assess(told))


def _gate() -> str:
    return _checklist().paths["trucks_gate"]
