"""Every figure of an assessment is traced to answers, constants of rules or declared assumptions, by the arithmetic that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import Any

import pytest

from checklists.assess import assess
from checklists.assess.explain import Explainer, Explanation, Kind, explain
from checklists.assess.explain.places import Places
from checklists.assess.explain.tracing import TracedAnswers, traced_rules
from checklists.assess.method import ARITHMETIC, assessment_of
from checklists.form import Form, FormSession
from checklists.model.assessment import Assessment
from checklists.model.canonical import canonical_bytes, plain
from checklists.model.case import Attachment, Case
from checklists.model.checklist import Checklist
from checklists.model.errors import NoSuchFigure
from checklists.model.traced import Traced, tracing
from checklists.package import read
from checklists.samples import sample_answers
from checklists.workbook import build_shipped

INDUSTRIES = ("fmcg_wholesale", "lorry_transport", "metal_workshop", "pig_farm", "restaurant")
CREATED = datetime(2026, 1, 5, 2, tzinfo=UTC)
FMCG = "fmcg_wholesale"


@lru_cache(maxsize=5)
def sample(industry: str) -> tuple[Checklist, Case]:
    checklist = read(build_shipped(industry))
    return checklist, Case("c1", "1", industry, checklist.sha256, CREATED, answers=sample_answers(industry))


@lru_cache(maxsize=5)
def explainer(industry: str) -> Explainer:
    checklist, case = sample(industry)
    return Explainer(case, checklist)


def traced_assessment(industry: str) -> Assessment:
    checklist, case = sample(industry)
    with localcontext(ARITHMETIC), tracing():
        return assessment_of(case, traced_rules(checklist), TracedAnswers(case, checklist, None))


def numbers_in(value: Any, path: str = "") -> Iterator[tuple[str, Decimal | int]]:
    """Every number of a document, wherever it stands."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from numbers_in(below, f"{path}/{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from numbers_in(below, f"{path}/{number}")
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        yield path, value


def found_in(told: Explanation, label: str) -> Explanation:
    return next(each for each in told.walk() if each.label == label)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_traced_assessment_is_the_assessment(industry: str) -> None:
    checklist, case = sample(industry)
    assert canonical_bytes(traced_assessment(industry)) == canonical_bytes(assess(case, checklist))


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_every_number_of_the_document_has_a_place(industry: str) -> None:
    checklist, case = sample(industry)
    assessment = assess(case, checklist)
    placed = [place.value for place in Places(assessment).by_path.values()]
    numbers = sorted(number for _, number in numbers_in(plain(assessment)))
    found = sorted(value for value in placed if isinstance(value, Decimal | int) and not isinstance(value, bool))
    assert found == numbers


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_every_figure_is_led_back_to_answers_and_declared_figures(industry: str) -> None:
    asked = explainer(industry)
    kinds = set()
    for path in asked.paths():
        told = asked.explain(path).figure
        if told.value is None:
            continue
        for each in told.walk():
            kinds.add(each.kind)
            if not each.inputs and not each.is_above:
                assert each.kind in (Kind.ANSWER, Kind.CONSTANT), (path, each)
            if each.kind is Kind.ANSWER:
                assert each.path.startswith("/data/"), (path, each)
                assert each.text, (path, each)
            if each.kind is Kind.RULE:
                assert each.rule is not None, (path, each)
                assert each.rule.version == "2026.1", (path, each)
            assert each.kind is not Kind.MISSING, (path, each)
    assert kinds == {Kind.FIGURE, Kind.RULE, Kind.CALCULATION, Kind.ANSWER, Kind.CONSTANT}


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_what_a_figure_says_it_is_made_of_gives_the_figure(industry: str) -> None:
    """The trail is recomputed: each step of it from its inputs."""
    seen: dict[int, Traced] = {}
    waiting = [value for place in Places(traced_assessment(industry)).by_path.values() for value in (place.value,)]
    with localcontext(ARITHMETIC):
        while waiting:
            figure = waiting.pop()
            if not isinstance(figure, Traced) or id(figure) in seen:
                continue
            seen[id(figure)] = figure
            waiting += list(figure.made.inputs)
            again = _recomputed(figure)
            assert again is None or again == Decimal(str(figure)), figure.made
    assert len(seen) > 500


def _recomputed(figure: Traced) -> Decimal | None:
    inputs = [Decimal(str(each)) for each in figure.made.inputs if isinstance(each, Decimal | int)]
    match figure.made.operator:
        case "+":
            return inputs[0] + inputs[1]
        case "-":
            return inputs[0] - inputs[1]
        case "*":
            return inputs[0] * inputs[1]
        case "/":
            return inputs[0] / inputs[1]
        case "^":
            return Decimal(inputs[0] ** inputs[1])
        case "neg":
            return -inputs[0]
        case "abs":
            return abs(inputs[0])
        case "least":
            return min(inputs)
        case "most":
            return max(inputs)
        case "middle":
            ordered, half = sorted(inputs), len(inputs) // 2
            return ordered[half] if len(inputs) % 2 else (ordered[half - 1] + ordered[half]) / 2
        case _:
            return None


def test_the_limit_is_explained_down_to_the_answer_its_evidence_and_the_rule() -> None:
    checklist, case = sample(FMCG)
    rate = checklist.paths["annual_rate_percent"]
    photo = Attachment("a" * 64, "利率批复.jpg", "image/jpeg", 10, "b" * 64, rate, CREATED, "u1")
    documented = replace(case, attachments=(photo,), remarks={rate: "按批复执行"})
    found = explain(documented, checklist, "limit.recommended")
    assert (found.version, found.sha256) == (checklist.version, checklist.sha256)
    assert found.figure.value == assess(case, checklist).limit.recommended
    cap = found_in(found.figure, "L2 还款能力")
    assert cap.rule is not None
    assert (cap.rule.sheet, cap.rule.name) == ("caps", "l2_repayment")
    assert "÷ 12" in cap.formula
    assert "等级系数" in cap.method
    answer = next(each for each in found.figure.walk() if each.path == rate)
    assert (answer.kind, answer.text, answer.remark) == (Kind.ANSWER, case.answers[rate], "按批复执行")
    assert [(file.id, file.name, file.sha256) for file in answer.evidence] == [("a" * 64, "利率批复.jpg", "b" * 64)]


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("limit.caps.l2_repayment", "limit.caps.l2_repayment.amount"),
        ("ratios.debt_ratio_after", "ratios.debt_ratio_after.value"),
        (
            "score.indicators.c1_payment_share.points",
            "score.dimensions.finance.indicators.c1_payment_share.points",
        ),
        ("turnover.estimates.M1", "turnover.estimates.M1.value"),
    ],
)
def test_a_place_may_be_written_short(short: str, whole: str) -> None:
    assert explainer(FMCG).explain(short).path == whole


@pytest.mark.parametrize(
    ("path", "reads"),
    [
        ("facts.net_income_month", "可支配资金·核实"),
        ("statements.balance_sheet.total_assets.verified", "存货"),
        ("statements.cash_flow.difference", "现金·申报"),
        ("cross_checks.equity_check.rate", "期初权益"),
        ("turnover.adopted", "各法营业额中位数"),
        ("facts.checks_passed", "权益检验·偏差"),
        ("cash_plan.lowest", "年利率"),
        ("facts.bureau_state", "报告日期"),
    ],
)
def test_figures_of_every_chapter_name_what_they_rest_on(path: str, reads: str) -> None:
    told = explainer(FMCG).explain(path).figure
    assert reads in [each.label for each in told.walk()]


def test_a_formula_is_said_in_words_with_its_source() -> None:
    told = explainer(FMCG).explain("facts.net_income_month").figure
    assert told.formula == "(可支配资金·核实 + 经营性利息) ÷ 12"
    assert "定案口径4" in told.source
    days = explainer(FMCG).explain("facts.inventory_days").figure
    assert "手册" in days.source


def test_points_name_the_bin_the_value_and_the_row() -> None:
    told = explainer(FMCG).explain("score.indicators.c1_payment_share.points").figure
    assert told.rule is not None
    assert told.rule.name == "c1_payment_share"
    assert told.method
    assert "月还款占月净收入" in [each.label for each in told.walk()]


def test_whether_a_veto_fired_is_explained_by_its_condition() -> None:
    asked = explainer(FMCG)
    vetoes = [path for path in asked.paths() if path.startswith("score.vetoes.") and path.endswith(".fired")]
    for path in vetoes:
        told = asked.explain(path).figure
        assert told.kind is Kind.RULE, path
        assert told.formula, path
        assert told.rule is not None, path


def test_an_unknown_figure_says_what_is_missing() -> None:
    checklist, case = sample(FMCG)
    path = next(path for path in case.answers if path.endswith("/month_sales"))
    without = replace(case, answers={at: text for at, text in case.answers.items() if at != path})
    told = explain(without, checklist, "facts.reported_sales").figure
    assert told.value is None
    assert told.missing == ("营业收入",)
    income = explain(without, checklist, "facts.net_income_month").figure
    assert income.value is None
    assert "营业收入" in income.missing
    assert [each.path for each in income.walk() if each.kind is Kind.MISSING and each.path == path]
    assert all(each.value is None for each in income.walk() if each.label == "毛利·核实")


def test_an_empty_case_explains_what_it_lacks() -> None:
    checklist, case = sample(FMCG)
    asked = Explainer(replace(case, answers={}), checklist)
    for path in asked.paths():
        told = asked.explain(path).figure
        assert told.path == path
    limit = asked.explain("limit.recommended").figure
    assert limit.value is None


def test_a_place_that_is_none_is_refused_with_names_like_it() -> None:
    with pytest.raises(NoSuchFigure) as refused:
        explainer(FMCG).explain("limit.recomended")
    assert refused.value.near[0] == "limit.recommended"
    with pytest.raises(NoSuchFigure):
        explainer(FMCG).explain("")


def test_an_open_session_gives_the_same_trail_and_is_left_as_it_was() -> None:
    checklist, case = sample(FMCG)
    form = Form.from_xform(checklist.xform, files=dict(checklist.files))
    session = FormSession(form, case.answers, now=lambda: CREATED, new_id=lambda: case.id)
    assess(case, checklist, session=session)
    session.set(checklist.paths["declared_sales"], "3900000")
    held = replace(case, answers=session.answers())
    live = explain(held, checklist, "limit.recommended", session=session)
    assert canonical_bytes(live) == canonical_bytes(explain(held, checklist, "limit.recommended"))
    again = assess(held, checklist, session=session)
    assert canonical_bytes(again) == canonical_bytes(assess(held, checklist))
    assert not any(isinstance(place.value, Traced) for place in Places(again).by_path.values())
