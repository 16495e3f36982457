"""The report of the shipped sample, and of its variants that must not be agreed to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checklists.model.assessment import Advice
from checklists.model.report_order import REPORT_CHAPTERS, REPORT_ORDER
from reports.chapters.punctuation import in_print
from reports.chapters.weaknesses import risks_met
from reports.compose import AnsweredItem, compose
from reports.document import Chart, Flow, RelationGraph, Text, Tornado
from reports.pdf import PdfResult, render_pdf
from tests.unit.reports.real_sample import INDUSTRY as FMCG
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.test_report_content import parts_of, said


@pytest.fixture(scope="module")
def printed() -> PdfResult:
    return render_pdf(compose(real_material()))


def test_the_sample_prints_without_a_warning(printed: PdfResult) -> None:
    assert printed.pages >= 12
    assert printed.warnings == ()


CASES = [
    *((FMCG, variant) for variant in (None, "bureau_absent", "hidden_debt", "inflated_stock")),
    *((industry, None) for industry in ("restaurant", "pig_farm", "metal_workshop", "lorry_transport")),
]


@pytest.mark.parametrize(("industry", "variant"), CASES)
def test_the_decision_fits_on_one_page_and_the_short_form_on_two(industry: str, variant: str | None) -> None:
    made = real_material(variant, industry)
    assert render_pdf(replace(compose(made), chapters=(), has_contents=False)).pages == 1
    assert render_pdf(compose(replace(made, is_short=True))).pages == 2


def _lengthened(item: AnsweredItem) -> AnsweredItem:
    """What was told in words goes on for 500 characters more; figures and dates stay."""
    told = len(item.value) > 8 and not item.value[0].isdigit()
    return replace(item, value=item.value + "很长" * 250) if told else item


def test_answers_of_any_length_leave_the_decision_on_one_page() -> None:
    made = real_material("inflated_stock")
    sections = tuple(replace(part, items=tuple(_lengthened(item) for item in part.items)) for part in made.sections)
    long = replace(made, sections=sections)
    assert render_pdf(replace(compose(long), chapters=(), has_contents=False)).pages == 1
    assert render_pdf(compose(replace(long, is_short=True))).pages == 2


def test_the_short_form_says_what_failed_and_is_signed() -> None:
    report = compose(replace(real_material("inflated_stock"), is_short=True))
    page = said(report.chapters)
    assert report.title == "简式调查报告"
    assert "权益检验：不通过" in "".join(page.split("\n"))
    assert "总行会签" in page


def test_every_mark_leads_somewhere() -> None:
    report = compose(real_material())
    marks = {key for text in parts_of(report, Text) for key in text.sources}
    assert marks <= set(report.numbers())
    assert any(key.startswith("evidence-") for key in marks)


def test_sensitive_answers_are_masked_on_paper() -> None:
    made = real_material()
    number = made.case.answers[made.checklist.paths["client_id_number"]]
    assert number not in said(compose(made))


def test_without_the_bureau_nothing_is_agreed_to() -> None:
    made = real_material("bureau_absent")
    report = compose(made)
    assert not made.assessment.decision.advice.agrees
    assert report.state_label == "暂定"
    assert "暂不出具建议" in said(report.decision)


def test_hidden_debt_is_refused_with_the_failed_check_on_page_one() -> None:
    made = real_material("hidden_debt")
    page = said(compose(made).decision)
    assert made.assessment.decision.advice is Advice.REFUSE
    assert "权益检验不通过" in page
    assert "建议否决" in page


def test_no_amount_is_printed_as_a_percentage() -> None:
    assert "00.0%" not in said(compose(real_material())).replace("100.0%", "").replace("200.0%", "").replace(
        "300.0%", ""
    )


def test_people_around_the_client_are_drawn_with_what_binds_them() -> None:
    graphs = [
        chart.spec for chart in parts_of(compose(real_material()), Chart) if isinstance(chart.spec, RelationGraph)
    ]
    (graph,) = graphs
    assert graph.centre == "宏达食品批发部(样例)"
    assert [tie.relation for tie in graph.left] == ["配偶"]
    assert [(tie.name, tie.flow) for tie in graph.right] == [("林样例", Flow.TO_CLIENT)]


def test_the_tornado_starts_at_todays_share_and_leaves_the_break_even_out() -> None:
    made = real_material()
    (tornado,) = [chart.spec for chart in parts_of(compose(made), Chart) if isinstance(chart.spec, Tornado)]
    stresses = {in_print(each.label): each.payment_share for each in made.assessment.sensitivity}
    assert tornado.base == stresses.pop("现状")
    assert stresses.pop("盈亏临界") is not None
    assert {swing.label: swing.value for swing in tornado.swings} == stresses


def test_every_undertaking_says_its_bound_and_how_it_is_looked_at() -> None:
    made = real_material()
    plan = made.assessment.aftercare
    assert plan is not None
    assert plan.tier is not None
    chapter = next(chapter for chapter in compose(made).chapters if chapter.key == "undertakings")
    page = said(chapter)
    for covenant in plan.covenants:
        assert covenant.test in page
    assert "23.33 万元" in page
    assert plan.tier.label in page
    absent = said(next(c for c in compose(real_material("bureau_absent")).chapters if c.key == "undertakings"))
    assert "等级未出" in absent


def test_a_bank_orders_the_chapters_and_those_it_does_not_name_follow() -> None:
    made = real_material()
    assert [c.key for c in compose(made).chapters[:-4]] == list(REPORT_CHAPTERS)
    settings = {**made.checklist.settings, REPORT_ORDER: "checks statements closing"}
    ordered = compose(replace(made, checklist=replace(made.checklist, settings=settings)))
    keys = [chapter.key for chapter in ordered.chapters]
    assert keys[:5] == ["checks", "statements", "closing", "request-and-people", "background"]
    assert sorted(keys) == sorted(c.key for c in compose(made).chapters)
    assert ordered.numbers()["cross-checks"] == "1.1"


@pytest.mark.parametrize(("industry", "variant"), CASES)
def test_every_risk_on_the_first_page_says_what_meets_it(industry: str, variant: str | None) -> None:
    told = [text.plain for text in risks_met(real_material(variant, industry))]
    assert len(told) == 3
    assert all("。应对：" in text and not text.endswith("应对：") for text in told)
