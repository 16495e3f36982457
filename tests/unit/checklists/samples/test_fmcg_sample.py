"""The made-up wholesaler is complete, agrees with itself and its files, and is judged as the handbook would judge it."""

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
from checklists.form import Form, FormSession
from checklists.model.assessment import Advice, Assessment, AssessmentState, Verdict
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.samples import fmcg_figures as figures
from checklists.samples import sample_answers, sample_attachments, sample_folder, sample_proofs, sample_variants
from checklists.samples.fmcg_wholesale_case import FOLDER, sample_files

FMCG = "fmcg_wholesale"
NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return package.read(workbook.build_shipped(FMCG))


@cache
def _form(xform: bytes) -> Form:
    return Form.from_xform(xform)


def _session(checklist: Checklist, variant: str | None = None) -> FormSession:
    form = _form(checklist.xform)
    return FormSession(form, sample_answers(FMCG, variant), now=lambda: NOON, new_id=lambda: "0" * 32)


def _assessed(checklist: Checklist, variant: str | None = None) -> Assessment:
    answers = sample_answers(FMCG, variant)
    case = Case("c", "JD-1", FMCG, checklist.sha256, NOON, answers=answers)
    return assess(case, checklist)


@pytest.fixture(scope="module")
def assessed(checklist: Checklist) -> Assessment:
    return _assessed(checklist)


def _verdicts(result: Assessment) -> dict[str, Verdict]:
    return {check.name: check.verdict for check in result.cross_checks}


# ---- the folder


def test_committed_files_are_what_the_generator_makes() -> None:
    made = sample_files()
    kept = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()]
    assert sorted(kept) == sorted(made)
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m checklists.samples.fmcg_wholesale_case"


def test_sample_is_found_by_its_industry() -> None:
    assert sample_folder(FMCG) == FOLDER
    assert {"bureau_absent", "hidden_debt", "inflated_stock"} <= set(sample_variants(FMCG))
    assert {path.name for path in sample_attachments(FMCG)} >= {"bank.csv", "wechat.csv", "photo_front.png"}


@pytest.mark.parametrize("industry", ["core", "no_such", "../samples"])
def test_an_industry_without_a_sample_is_a_key_error(industry: str) -> None:
    with pytest.raises(KeyError):
        sample_folder(industry)


def test_an_unknown_variant_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sample_answers(FMCG, "answers")


def test_a_blank_in_a_variant_takes_the_answer_away() -> None:
    assert "/data/bureau/bureau_detail/bureau_date" in sample_answers(FMCG)
    assert "/data/bureau/bureau_detail/bureau_date" not in sample_answers(FMCG, "bureau_absent")


@pytest.mark.parametrize(
    "photo", [path for path in sample_attachments(FMCG) if path.suffix == ".png"], ids=lambda path: path.name
)
def test_photos_are_small_pictures_that_some_question_names(photo: Path) -> None:
    content = photo.read_bytes()
    assert len(content) < 60_000
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (960, 720)
    assert photo.name in sample_answers(FMCG).values()


def test_every_answer_that_wants_evidence_has_it(checklist: Checklist) -> None:
    held = {path: ["photo"] for path, value in sample_answers(FMCG).items() if value.endswith(".png")}
    held |= {checklist.paths[file.stem]: ["photo"] for file in sample_proofs(FMCG)}
    session = _session(checklist, None)
    session.hold_evidence(held)
    assert session.problems() == ()
    assert session.completeness().percent == 100
    assert set(held) == set(session.evidence())


# ---- the answers


@pytest.mark.parametrize("variant", [None, "inflated_stock", "hidden_debt", "bureau_absent"])
def test_every_required_question_is_answered_without_a_problem(checklist: Checklist, variant: str | None) -> None:
    session = _session(checklist, variant)
    assert session.problems() == ()
    assert session.completeness().percent == 100


def test_no_answer_is_lost_on_the_way_through_the_form(checklist: Checklist) -> None:
    assert _session(checklist).answers() == sample_answers(FMCG)


# ---- the judgement


def test_statements_balance_and_cash_rolls_forward(assessed: Assessment) -> None:
    sheet = assessed.statements.balance_sheet
    assert sheet.total_assets.reported is not None
    assert sheet.equity.reported == sheet.total_assets.reported - (sheet.total_liabilities.reported or 0)
    assert assessed.fact("reported_net_profit") == 194_000
    difference = assessed.statements.cash_flow.difference
    assert difference is not None
    assert abs(difference) < 500


def test_every_cross_check_of_the_sample_passes(assessed: Assessment) -> None:
    assert set(_verdicts(assessed).values()) == {Verdict.PASS}
    equity = next(check for check in assessed.cross_checks if check.name == "equity_check")
    assert equity.rate is not None
    assert abs(equity.rate) < Decimal("0.05")


def test_turnover_comes_from_five_families_within_ten_percent(assessed: Assessment) -> None:
    turnover = assessed.turnover
    assert turnover.families == 5
    assert turnover.third_party >= 3
    assert turnover.adopted == sum(figures.SALES)
    deviations = [each.deviation for each in turnover.estimates if each.deviation is not None]
    assert len(deviations) == 8
    assert all(abs(deviation) < Decimal("0.10") for deviation in deviations)


def test_sample_is_agreed_to_at_what_it_can_repay(assessed: Assessment) -> None:
    assert assessed.state is AssessmentState.FINAL
    assert assessed.decision.advice.agrees
    assert assessed.limit.binding == "l2_repayment"
    assert assessed.limit.recommended == 80_000
    assert assessed.score.unassessed_share == 0


def test_inflated_stock_fails_the_equity_check_and_gets_no_agreement(checklist: Checklist) -> None:
    result = _assessed(checklist, "inflated_stock")
    assert _verdicts(result)["equity_check"] is Verdict.FAIL
    assert not result.decision.advice.agrees


def test_hidden_debt_fails_the_equity_check_and_counts_as_debt(checklist: Checklist) -> None:
    result = _assessed(checklist, "hidden_debt")
    assert _verdicts(result)["equity_check"] is Verdict.FAIL
    assert not result.decision.advice.agrees
    hidden = result.statements.balance_sheet.total_liabilities
    assert hidden.verified is not None
    assert hidden.reported is not None
    assert round(hidden.verified - hidden.reported, -3) == 150_000


@pytest.mark.parametrize(
    ("lie", "check", "verdict", "sign"),
    [
        ("trips_padded", "trips_slips", Verdict.FAIL, -1),
        ("trips_padded", "delivery_costs", Verdict.EXPLAIN, -1),
        ("prepaid_invented", "maker_prepaid_check", Verdict.FAIL, +1),
        ("prepaid_invented", "equity_check", Verdict.EXPLAIN, +1),
        ("near_expiry_hidden", "near_expiry_check", Verdict.EXPLAIN, -1),
        ("rebates_padded", "rebate_check", Verdict.FAIL, +1),
        ("targets_padded", "agency_purchases", Verdict.FAIL, +1),
        ("old_stock", "stock_turn", Verdict.FAIL, -1),
    ],
)
def test_a_wholesalers_own_lie_is_caught_by_the_check_that_is_there_for_it(
    checklist: Checklist, lie: str, check: str, verdict: Verdict, sign: int
) -> None:
    found = next(each for each in _assessed(checklist, lie).cross_checks if each.name == check)
    assert found.rate is not None
    assert (found.verdict, found.rate * sign > 0) == (verdict, True)


def test_a_wholesaler_without_vans_and_agencies_is_not_asked_what_he_has_not(checklist: Checklist) -> None:
    told = dict(sample_answers(FMCG)) | {
        checklist.paths[name]: "none" for name in ("vans_gate", "agency_gate", "rebate_gate")
    }
    found = assess(Case("c", "JD-1", FMCG, checklist.sha256, NOON, answers=told), checklist)
    verdicts = _verdicts(found)
    assert {verdicts[name] for name in ("trips_slips", "delivery_costs", "agency_purchases", "rebate_check")} == {
        Verdict.PASS
    }
    assert verdicts["outlets_delivery"] is Verdict.INSUFFICIENT


def test_without_the_bureau_the_result_is_provisional(checklist: Checklist) -> None:
    result = _assessed(checklist, "bureau_absent")
    assert result.state is AssessmentState.PROVISIONAL
    assert result.decision.advice is Advice.WITHHELD
    assert result.score.lowest < result.score.highest
