"""Paragraphs in words: generated from the case, rewritten by a person, and held against what the case says now."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.chapters import keys
from reports.chapters.narrative import EDITABLE, subject
from reports.chapters.told_figures import figures_in, told_figures, untrue
from reports.compose import ReportMaterial, compose, editable_stories
from reports.document import Figure, Report, Section, Unit, words
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.test_report_content import said

TRUE = "近 12 个月营业收入约400万，毛利率 12.5%，净利润 193,700 元，核实净利率4.8%，资产负债率三成。"
STALE = TRUE.replace("12.5%", "13.5%").replace("400万", "420万元")


def edited(text: str, key: str = keys.PROFIT) -> ReportMaterial:
    made = real_material()
    return replace(made, case=replace(made.case, remarks={**made.case.remarks, subject(key): text}))


def section_of(report: Report, key: str) -> Section:
    return next(section for chapter in report.chapters for section in chapter.sections if section.key == key)


@pytest.mark.parametrize("industry", ["fmcg_wholesale", "pig_farm", "restaurant"])
def test_every_editable_section_tells_something_true_of_the_sample(industry: str) -> None:
    told = editable_stories(real_material(None, industry))
    assert {story.key for story in told} == EDITABLE
    assert all(story.generated.endswith("。") and "None" not in story.generated for story in told)


def test_an_empty_case_tells_nothing_that_it_does_not_know() -> None:
    made = real_material()
    blank = replace(made, sections=tuple(replace(section, items=()) for section in made.sections))
    told = {story.key: story.generated for story in editable_stories(blank)}
    for key in (keys.HISTORY, keys.SOFT, keys.GUARANTEE):
        assert told[key] == "清单中没有这一部分的回答。"


def test_an_edited_paragraph_is_printed_marked_and_not_doubted_while_its_figures_hold() -> None:
    page = said(section_of(compose(edited(TRUE)), keys.PROFIT).blocks)
    assert TRUE in page
    assert "经调查人修改" in page
    assert "对不上" not in page


def test_figures_that_no_longer_hold_are_named_at_the_paragraph_and_among_the_open_points() -> None:
    report = compose(edited(STALE))
    assert "对不上的数字：420万元、13.5%" in said(section_of(report, keys.PROFIT).blocks)
    assert "420万元、13.5%" in said(section_of(report, keys.OPEN_POINTS).blocks)


def test_the_edited_text_stays_when_facts_change_and_a_blank_one_gives_the_generated_back() -> None:
    (story,) = [story for story in editable_stories(edited(STALE)) if story.key == keys.PROFIT]
    assert story.text == STALE
    assert story.doubtful == ("420万元", "13.5%")
    (story,) = [story for story in editable_stories(edited("  ")) if story.key == keys.PROFIT]
    assert story.text == story.generated


def test_what_the_method_computed_cannot_be_rewritten() -> None:
    report = compose(edited("额度 900 万元。", keys.LIMIT))
    assert "900" not in said(section_of(report, keys.LIMIT).blocks)


def test_markup_in_an_edited_paragraph_is_text() -> None:
    assert "<b>&amp;</b>" in said(section_of(compose(edited("<b>&amp;</b>")), keys.PROFIT).blocks)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("营业额 1,234.5 万元", [("yuan", Decimal(12_345_000))]),
        ("降了−5%，还有3.2 倍", [("share", Decimal(5)), ("times", Decimal("3.2"))]),
        ("2025 年 12 月 31 日，3 家客户，第 2 版", []),
        ("评 82 分；30分钟后", [("points", Decimal(82))]),
        ("1.2亿，36个月，2个百分点", [("yuan", Decimal(120_000_000)), ("months", Decimal(36)), ("share", Decimal(2))]),
    ],
)
def test_figures_are_read_with_their_units(text: str, found: list[tuple[str, Decimal]]) -> None:
    assert [(figure.kind, figure.value) for figure in told_figures(text)] == found


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("8.03 万元", ()), ("8.0万", ()), ("8万元", ()), ("80,334 元", ()), ("80335 元", ("80335 元",)), ("8.04万元", ("8.04万元",)),
        ("68%", ()), ("67.7%", ()), ("67%", ("67%",)), ("68 天", ("68 天",)),
    ],
)  # fmt: skip
def test_a_figure_holds_where_it_agrees_to_its_own_decimals(text: str, doubtful: tuple[str, ...]) -> None:
    known = figures_in((words(Figure(Decimal("0.677"), Unit.PERCENT)), Figure(Decimal(80_334), Unit.WAN)))
    assert untrue(text, known) == doubtful
