"""The made-up pig farm is complete, agrees with itself and its files, and the trade's own checks catch the trade's own lies."""

from __future__ import annotations

import io
from collections.abc import Mapping
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
from checklists.samples import pig_figures as figures
from checklists.samples import sample_answers, sample_attachments, sample_proofs
from checklists.samples.pig_case import FOLDER, sample_files
from checklists.statements import read_statement

PIG = "pig_farm"
NOON = datetime(2026, 1, 2, 4, tzinfo=UTC)
OWN_LIES = {
    "borrowed_pigs": ("herd_roll", +1),
    "uncertified_sales": ("certificates_check", +1),
    "deaths_hidden": ("deaths_check", -1),
}
"""Variant -> the trade's own check that catches it, and the sign of its rate."""


@cache
def _checklist() -> Checklist:
    return package.read(workbook.build_shipped(PIG))


@cache
def _form() -> Form:
    return Form.from_xform(_checklist().xform)


@cache
def _assessed(variant: str | None = None) -> Assessment:
    return _with(sample_answers(PIG, variant))


def _with(answers: Mapping[str, str]) -> Assessment:
    checklist = _checklist()
    return assess(Case("c", "JD-1", PIG, checklist.sha256, NOON, answers=answers), checklist)


def _session(answers: Mapping[str, str]) -> FormSession:
    return FormSession(_form(), answers, now=lambda: NOON, new_id=lambda: "0" * 32)


def _changed(**changes: str) -> dict[str, str]:
    """The sample with other answers to questions outside repeats."""
    return sample_answers(PIG) | {_checklist().paths[name]: value for name, value in changes.items()}


def _verdicts(result: Assessment) -> dict[str, Verdict]:
    return {check.name: check.verdict for check in result.cross_checks}


def _fired(result: Assessment) -> set[str]:
    return {flag.name for flag in result.red_flags if flag.fired}


# ---- the folder


def test_committed_files_are_what_the_generator_makes() -> None:
    made = sample_files()
    kept = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()]
    assert sorted(kept) == sorted(made)
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m checklists.samples.pig_case"


@pytest.mark.parametrize(
    "photo", [path for path in sample_attachments(PIG) if path.suffix == ".png"], ids=lambda path: path.name
)
def test_photos_are_small_pictures_that_some_question_names(photo: Path) -> None:
    content = photo.read_bytes()
    assert len(content) < 60_000
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (960, 720)
    assert photo.name in sample_answers(PIG).values()


@pytest.mark.parametrize("row", [1, 2])
def test_the_exports_hold_the_effective_inflow_that_is_answered(row: int) -> None:
    answers, own = sample_answers(PIG), (figures.CLIENT, figures.SPOUSE, figures.FARM)
    at = {name: f"/data/cash_bank/flows[{row}]/{name}" for name in ("flow_file", "flow_credit_total")}
    file = answers[at["flow_file"]]
    found = effective_inflow(read_statement((FOLDER / file).read_bytes(), file).transactions, own_names=own)
    assert found.credit_total.yuan == Decimal(answers[at["flow_credit_total"]])
    assert found.effective.yuan == Decimal(answers[f"/data/cash_bank/flows[{row}]/flow_effective_inflow"])


def test_every_answer_that_wants_evidence_has_it() -> None:
    answers = sample_answers(PIG)
    held = {path: ["photo"] for path, value in answers.items() if value.endswith(".png")}
    held |= {_checklist().paths[file.stem]: ["photo"] for file in sample_proofs(PIG)}
    session = _session(answers)
    session.hold_evidence(held)
    assert session.problems() == ()
    assert session.completeness().percent == 100
    assert set(held) == set(session.evidence())


# ---- the answers


@pytest.mark.parametrize("variant", [None, "inflated_stock", "hidden_debt", "bureau_absent", *OWN_LIES])
def test_every_required_question_is_answered_without_a_problem(variant: str | None) -> None:
    session = _session(sample_answers(PIG, variant))
    assert session.problems() == ()
    assert session.completeness().percent == 100


def test_no_answer_is_lost_on_the_way_through_the_form() -> None:
    assert _session(sample_answers(PIG)).answers() == sample_answers(PIG)


# ---- the herd


def test_the_herd_is_rolled_back_to_the_cut_off_date_by_a_written_adjustment() -> None:
    statements = _assessed().statements
    (adjustment,) = statements.adjustments
    assert adjustment.line == "inventory"
    assert adjustment.change == figures.ROLL_IN - figures.ROLL_OUT
    inventory = next(line for line in statements.balance_sheet.assets if line.key == "inventory")
    assert inventory.reported == figures.HERD_COUNTED + figures.FEED_STOCK_VALUE
    assert inventory.adjusted == figures.STOCK_CLOSING


def test_breeding_stock_is_no_stock_in_trade() -> None:
    fixed = next(line for line in _assessed().statements.balance_sheet.assets if line.key == "fixed_assets")
    assert fixed.reported is not None
    assert fixed.reported - figures.BREEDING == Decimal("328990")


def _one_pen(**changes: str) -> FormSession:
    row = {
        "hd_stage": "finisher", "hd_owner": "own", "hd_heads": "10", "hd_weight": "100", "hd_cost": "1200", "hd_price": "14",
        "hd_health": "healthy",
    }  # fmt: skip
    paths = _checklist().paths
    answers = {paths["herd_gate"]: "have"}
    answers |= {paths[n].replace("/herd/", "/herd[1]/"): value for n, value in (row | changes).items() if value}
    return _session(answers)


@pytest.mark.parametrize(
    ("changes", "stock", "breeding"),
    [
        ({}, "12000", None),
        ({"hd_price": "11"}, "11000", None),
        ({"hd_health": "weak"}, "6000", None),
        ({"hd_health": "sick"}, "0", None),
        ({"hd_owner": "company", "hd_cost": "", "hd_price": ""}, "0", None),
        ({"hd_stage": "sow", "hd_weight": "190", "hd_price": "9", "hd_cost": "2400"}, None, "17100"),
        ({"hd_weight": ""}, "", None),
    ],
)
def test_a_pen_counts_at_cost_or_market_whichever_is_lower(
    changes: dict[str, str], stock: str | None, breeding: str | None
) -> None:
    session = _one_pen(**changes)
    for name, amount in (("hd_stock_amount", stock), ("hd_breeding_amount", breeding)):
        path = _checklist().paths[name].replace("/herd/", "/herd[1]/")
        assert (session.value(path) if session.is_relevant(path) else None) == amount


# ---- the judgement


def test_the_farm_is_agreed_to_at_what_it_can_repay_at_todays_price() -> None:
    result = _assessed()
    assert set(_verdicts(result).values()) == {Verdict.PASS}
    assert result.state is AssessmentState.FINAL
    assert result.decision.advice is Advice.AGREE
    assert result.limit.binding == "l2_repayment"
    assert result.limit.recommended == 70_000
    assert result.score.unassessed_share == 0
    assert _fired(result) == {"r_epidemic_near", "r_environment", "r_uninsured"}


def test_turnover_comes_from_five_families_within_ten_percent() -> None:
    turnover = _assessed().turnover
    assert turnover.families == 5
    assert turnover.third_party >= 4
    deviations = [each.deviation for each in turnover.estimates if each.deviation is not None]
    assert len(deviations) == 8
    assert all(abs(deviation) < Decimal("0.05") for deviation in deviations)


def test_months_without_sales_are_no_fault() -> None:
    result = _assessed()
    assert result.fact("positive_cash_months") == 8
    finance = next(each for each in result.score.dimensions if each.name == "finance")
    months = next(each for each in finance.indicators if each.name == "c4_cash_months")
    assert months.points == months.max_points
    assert result.cash_plan is not None
    assert result.cash_plan.is_feasible
    assert sum(month.receipts == 0 for month in result.cash_plan.months) == 4


def test_feed_is_paid_month_by_month_in_the_year_ahead() -> None:
    plan = _assessed().cash_plan
    assert plan is not None
    assert plan.lowest_month == "2026-07"
    assert plan.lowest is not None
    assert 0 < plan.lowest < 110_000
    assert all(month.purchases for month in plan.months[1:])


def test_a_lower_price_lowers_what_can_be_repaid_and_warns() -> None:
    result = _with(_changed(price_now_kg="13.00"))
    assert result.limit.recommended is not None
    assert result.limit.recommended < 50_000
    assert {"r_price"} <= _fired(result) - _fired(_assessed())


def test_a_price_below_cost_caps_the_grade() -> None:
    result = _with(_changed(price_now_kg="12.00"))
    assert result.score.grade == "C"
    assert not result.decision.advice.agrees


@pytest.mark.parametrize(
    ("name", "value", "flag"),
    [
        ("epidemic_state", "own", "r_epidemic_own"),
        ("land_state", "unrecorded", "r_land"),
        ("disposal_way", "unclear", "r_disposal"),
        ("dead_sows", "6", "r_sow_deaths"),
        ("fcr_batch", "2.2", "r_fcr"),
        ("due_after_sale", "no", "r_due"),
        ("manure_mu", "40", "r_manure"),
    ],
)
def test_a_sign_of_the_trade_fires_its_red_flag(name: str, value: str, flag: str) -> None:
    assert flag in _fired(_with(_changed(**{name: value})))


def test_a_farm_on_forbidden_ground_is_refused() -> None:
    assert _with(_changed(zone_state="banned")).decision.advice is Advice.REFUSE


# ---- the trade's own lies


@pytest.mark.parametrize("lie", OWN_LIES)
def test_a_lie_of_the_trade_is_caught_by_a_check_of_the_trade(lie: str) -> None:
    name, sign = OWN_LIES[lie]
    check = next(check for check in _assessed(lie).cross_checks if check.name == name)
    assert check.verdict is Verdict.FAIL
    assert check.rate is not None
    assert check.rate * sign > 0
    assert _assessed(lie).decision.advice is not Advice.AGREE


def test_borrowed_pigs_do_not_fit_the_feed_though_equity_closes() -> None:
    verdicts = _verdicts(_assessed("borrowed_pigs"))
    assert verdicts["equity_check"] is Verdict.PASS
    assert verdicts["herd_feed"] is not Verdict.PASS
    assert "r_herd_roll" in _fired(_assessed("borrowed_pigs"))


def test_without_the_bureau_the_result_is_provisional() -> None:
    result = _assessed("bureau_absent")
    assert result.state is AssessmentState.PROVISIONAL
    assert result.decision.advice is Advice.WITHHELD


# ---- other ways to farm


def test_a_contract_farmer_is_not_asked_for_sows_feed_and_sales_of_his_own() -> None:
    session = _session(_changed(farm_mode="contract"))
    paths = _checklist().paths
    assert not any(
        session.is_relevant(paths[name]) for name in ("sows_average", "sold_heads", "feed_kg_3m", "batch_need")
    )
    assert session.is_relevant(paths["ct_fee_head"])


def test_a_contract_farmers_turnover_is_heads_settled_by_fee() -> None:
    result = _with(_changed(farm_mode="contract", ct_heads_12m="1200", ct_fee_head="210"))
    settled = {each.label: each.value for each in result.turnover.estimates if each.method == "M10"}
    assert sorted(settled.values(), key=str) == [Decimal(252_000), None]


def test_a_fattener_is_measured_by_his_pens_and_not_by_sows() -> None:
    answers = _changed(farm_mode="fattening", bought_12m="861", batches_year="2.1", fatten_survival_percent="95")
    estimates = [each for each in _with(answers).turnover.estimates if each.method == "M7" and each.value is not None]
    assert [each.label[:8] for each in estimates] == ["M7 栏位产能法"]
    assert "psy_check" not in {check.name for check in _with(answers).cross_checks if check.verdict is not Verdict.PASS}
