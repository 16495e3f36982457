"""The shipped sample, whole: what the method says of it, of its variants, and of cases in which something is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext

import pytest

from checklists.assess import assess
from checklists.form import Form, FormSession
from checklists.model.assessment import Advice, Assessment, AssessmentState, CrossCheck, Verdict
from checklists.model.canonical import canonical_bytes
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.facts import FACTS

Assess = Callable[..., Assessment]
MakeCase = Callable[..., Case]
CORE = ("equity_check", "margin_check", "turnover_check", "net_profit_check")
BUREAU_DATE = "/data/bureau/bureau_detail/bureau_date"
REQUESTED = "/data/purpose/requested_amount"


@pytest.fixture(scope="module")
def sample(assessed: Assess) -> Assessment:
    return assessed()


def check(of: Assessment, name: str) -> CrossCheck:
    return next(each for each in of.cross_checks if each.name == name)


def number(of: Assessment, fact: str) -> Decimal:
    value = of.fact(fact)
    assert isinstance(value, Decimal)
    return value


def test_the_sample_is_final_and_every_core_check_passes(sample: Assessment) -> None:
    assert sample.state is AssessmentState.FINAL
    assert sample.as_of == date(2025, 12, 31)
    assert {check(sample, name).verdict for name in CORE} == {Verdict.PASS}
    assert sample.turnover.families >= 3
    assert sample.turnover.third_party >= 1


def test_the_sample_is_agreed_to_for_less_than_was_asked(sample: Assessment) -> None:
    assert sample.score.grade == "A"
    assert sample.score.unassessed_share == 0
    assert sample.limit.recommended == 80_000
    assert sample.limit.binding == "l2_repayment"
    assert sample.decision.advice is Advice.AGREE
    assert sample.decision.amount == 80_000
    assert sample.decision.open_points == ()


def test_score_and_limit_rest_on_verified_figures(sample: Assessment) -> None:
    assert sample.fact("verified_sales") == sample.turnover.adopted
    assert number(sample, "adopted_margin") == min(number(sample, "reported_margin"), number(sample, "weighted_margin"))
    assert sample.statements.profit_and_loss.net_profit.verified == sample.fact("verified_net_profit")
    assert sample.statements.balance_sheet.equity.verified == sample.fact("verified_equity")


def test_both_scores_are_at_their_own_amount(sample: Assessment) -> None:
    assert sample.score_requested.amount == 150_000
    assert sample.score.amount == sample.limit.recommended
    assert sample.score_requested.total is not None
    assert sample.score.total is not None
    assert sample.score_requested.total < sample.score.total


def test_every_figure_leads_back_to_answers(sample: Assessment, a_case: MakeCase) -> None:
    stock = next(line for line in sample.statements.balance_sheet.assets if line.key == "inventory")
    assert len(stock.paths) > 5
    assert all("stock" in path for path in stock.paths)
    flows = next(estimate for estimate in sample.turnover.estimates if estimate.method == "M3")
    assert any("cash_share_percent" in path for path in flows.paths)
    assert check(sample, "rent_check").inputs[0].label == "实际值"


def test_five_dimensions_and_at_least_twenty_five_indicators(sample: Assessment) -> None:
    assert len(sample.score.dimensions) == 5
    assert sum(len(dimension.indicators) for dimension in sample.score.dimensions) >= 25
    assert sum(dimension.max_points for dimension in sample.score.dimensions) == 100


def test_all_facts_are_known_by_name(sample: Assessment) -> None:
    checks = {each.name for each in sample.cross_checks}
    assert {name for name, _ in sample.facts} == set(FACTS) | checks
    assert sample.fact("equity_check") == "pass"


@pytest.mark.parametrize("variant", ["inflated_stock", "hidden_debt"])
def test_equity_that_cannot_be_explained_is_refused_and_counted_as_debt(
    assessed: Assess, sample: Assessment, variant: str
) -> None:
    found = assessed(variant=variant)
    equity = check(found, "equity_check")
    assert equity.verdict is Verdict.FAIL
    assert equity.deviation is not None
    assert equity.deviation > 0
    assert number(found, "adjusted_liabilities") == number(found, "total_liabilities") + equity.deviation
    assert found.decision.advice is Advice.REFUSE
    assert found.decision.amount is None


def test_an_explanation_lifts_the_veto_but_not_to_an_agreement(assessed: Assess) -> None:
    found = assessed(variant="inflated_stock", remarks={"check/equity_check": "仓库另有寄售货,凭证附后"})
    assert found.decision.advice is Advice.CAUTION
    assert found.decision.amount is None
    assert check(found, "equity_check").remark.startswith("仓库")


def test_without_the_bureau_s_report_a_case_is_provisional(assessed: Assess) -> None:
    found = assessed(variant="bureau_absent")
    assert found.state is AssessmentState.PROVISIONAL
    assert found.score.total is None
    assert found.score.grade is None
    assert found.score.highest - found.score.lowest == 15
    assert found.decision.advice is Advice.WITHHELD
    assert any(point.startswith("D1") for point in found.decision.open_points)


def test_a_bureau_report_out_of_date_is_no_report(assessed: Assess) -> None:
    found = assessed({BUREAU_DATE: "2025-11-30"})
    assert found.fact("bureau_state") == "outdated"
    assert not found.decision.advice.agrees


def test_a_refused_bureau_query_leaves_the_case_provisional(assessed: Assess) -> None:
    found = assessed({"/data/bureau/bureau_in": "refused"})
    assert found.state is AssessmentState.PROVISIONAL
    assert not found.decision.advice.agrees


def test_an_empty_case_is_assessed_and_promises_nothing(assessed: Assess) -> None:
    found = assessed(empty=True)
    assert {each.verdict for each in found.cross_checks} == {Verdict.INSUFFICIENT}
    assert found.score.total is None
    assert found.limit.recommended is None
    assert found.decision.advice is Advice.WITHHELD
    assert found.as_of == date(2026, 1, 5)
    assert any("期初" in point for point in found.decision.open_points)


def test_a_refusal_needs_no_complete_case(assessed: Assess) -> None:
    found = assessed({"/data/identity/court_check": "unsettled"}, empty=True)
    assert found.decision.advice is Advice.REFUSE
    assert found.decision.reasons[0].startswith("触发一票否决")


@pytest.mark.parametrize(
    ("path", "checks"),
    [
        ("/data/debts_section/opening/op_stock", ["equity_check"]),
        ("/data/income/asked/declared_sales", ["turnover_check"]),
        ("/data/income/products[1]/product_cost", ["margin_check"]),
        ("/data/income/monthly[3]/month_rent", ["equity_check", "net_profit_check"]),
        ("/data/premises/staff_power/staff_count", ["net_profit_check"]),
    ],
)
def test_one_blank_answer_opens_the_checks_that_rest_on_it(
    assessed: Assess, sample: Assessment, path: str, checks: list[str]
) -> None:
    found = assessed({path: ""})
    for name in checks:
        assert check(found, name).verdict is Verdict.INSUFFICIENT
        assert check(found, name).missing
        assert check(found, name).deviation is None
    assert found.score_requested.lowest <= sample.score_requested.lowest
    assert not found.decision.advice.agrees


def test_a_must_item_is_open_until_it_is_done_or_its_absence_explained(assessed: Assess, checklist: Checklist) -> None:
    path = checklist.paths["g01_sign_in"]
    asked = "必答未完成:G1 双人到场签到"
    assert asked in assessed({path: ""}).decision.open_points
    explained = assessed({path: ""}, remarks={f"reason{path}": "辅调查人途中受阻,已视频连线"})
    assert asked not in explained.decision.open_points
    other = assessed({path: ""}, remarks={f"evidence{path}": "没有照片"})
    assert asked in other.decision.open_points


def test_turnover_is_adopted_no_higher_than_declared_or_proved(assessed: Assess, sample: Assessment) -> None:
    modest = assessed({"/data/income/asked/declared_sales": "3900000"})
    assert modest.turnover.adopted == 3_900_000
    boastful = assessed({"/data/income/asked/declared_sales": "4400000"})
    assert boastful.turnover.adopted == sample.turnover.median
    assert check(boastful, "turnover_check").verdict is not Verdict.PASS
    assert not boastful.decision.advice.agrees


def test_a_request_below_all_caps_binds_itself(assessed: Assess) -> None:
    found = assessed({REQUESTED: "50000"})
    assert found.limit.binding == "requested"
    assert found.decision.label == "建议同意"
    assert found.limit.difference == 0


def test_a_bullet_loan_is_smaller_than_an_annuity(assessed: Assess, sample: Assessment) -> None:
    found = assessed({"/data/purpose/requested_repayment": "bullet"})

    def repayment(of: Assessment) -> Decimal:
        amount = next(cap.amount for cap in of.limit.caps if cap.name == "l2_repayment")
        assert amount is not None
        return amount

    assert repayment(found) < repayment(sample)


def test_the_same_case_gives_the_same_bytes_whatever_surrounds_it(
    sample: Assessment, checklist: Checklist, a_case: MakeCase
) -> None:
    with localcontext() as rough:
        rough.prec = 5
        again = assess(a_case(), checklist)
    backwards = a_case()
    backwards = replace(backwards, answers=dict(reversed(list(backwards.answers.items()))))
    assert canonical_bytes(again) == canonical_bytes(sample)
    assert canonical_bytes(assess(backwards, checklist)) == canonical_bytes(sample)


def test_an_open_session_may_be_lent(sample: Assessment, checklist: Checklist, a_case: MakeCase) -> None:
    case = a_case()
    now = datetime(2026, 1, 5, tzinfo=UTC)
    session = FormSession(Form.from_xform(checklist.xform), case.answers, now=lambda: now, new_id=lambda: "c1")
    assert assess(case, checklist, session=session) == sample


def test_a_checklist_may_set_its_own_steps(checklist: Checklist, a_case: MakeCase) -> None:
    coarse = replace(checklist, settings={**checklist.settings, "limit_step": "50000", "limit_step_small": "50000"})
    assert assess(a_case(), coarse).limit.recommended == 50_000


@pytest.mark.parametrize("figure", ["9" * 400, "1e400000", "999999999999999", "-1", "0", "0." + "0" * 300 + "1", "NaN"])
def test_figures_without_measure_are_insufficient_and_no_fault(a_case: MakeCase, assessed: Assess, figure: str) -> None:
    answers = {path: figure for path, text in a_case().answers.items() if text.replace(".", "", 1).isdigit()}
    assert len(answers) > 200
    assert assessed(answers).decision.advice is not Advice.AGREE
