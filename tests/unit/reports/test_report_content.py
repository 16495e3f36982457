"""What a report says: all chapters, every mark with a place to lead to, unknown never as zero, provisional never as agreement."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from checklists.model.assessment import RuleHit, Verdict
from checklists.model.checklist import Provenance, SignalRule
from checklists.model.signals import Signal, SignalKind, Signals
from reports.chapters import keys
from reports.chapters.answered import list_tables
from reports.chapters.sources import EvidenceIndex
from reports.compose import AnsweredItem, AnsweredSection, ReportMaterial, compose
from reports.document import DataTable, Figure, Report, Text
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.sample_assessment import material

T = TypeVar("T")


def parts_of(value: object, kind: type[T] | tuple[type[T], ...]) -> Iterator[T]:
    """Every object of a kind anywhere in a document."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from parts_of(part, kind)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from parts_of(getattr(value, field.name), kind)


def said(value: object) -> str:
    """All words and figures of a document as one text."""
    parts = parts_of(value, (str, Figure))
    return "\n".join(part.prose() if isinstance(part, Figure) else str(part) for part in parts)


def test_the_chapters_come_in_the_order_of_the_trade() -> None:
    titles = [chapter.title for chapter in compose(material()).chapters]
    assert titles == [
        "申请与人员", "经营历史与现场", "现有授信与负债", "行业与对标", "财务报表", "交叉验证", "营业额核实", "软信息", "用途、还款来源与担保",
        "五维评分", "额度推导", "未来十二个月与敏感性", "否决项与红旗", "约定与贷后", "未决事项与资料缺口", "结论与声明", "清单答卷", "证据目录", "审计轨迹与方法出处", "签字页",
    ]  # fmt: skip


def test_premises_and_stock_are_called_as_the_checklist_calls_them() -> None:
    made = material()
    farm = {"premises": "猪场与设施", "stock_take": "点栏与点料"}
    sections = tuple(replace(each, title=farm.get(each.name, each.title)) for each in made.sections)
    chapters = {chapter.key: chapter for chapter in compose(replace(made, sections=sections)).chapters}
    assert [section.title for section in chapters["background"].sections[1:3]] == list(farm.values())


def test_every_source_mark_leads_to_a_section_or_a_piece_of_evidence() -> None:
    for made in (material(), material(final=False, sealed=False)):
        report = compose(made)
        numbers = report.numbers()
        marks = {key for text in parts_of(report, Text) for key in text.sources}
        assert marks
        assert marks <= set(numbers)


def test_no_two_sections_share_a_key() -> None:
    report = compose(material())
    keys = [chapter.key for chapter in report.chapters] + [
        s.key for chapter in report.chapters for s in chapter.sections
    ]
    assert len(keys) == len(set(keys))


def test_the_same_material_gives_the_same_report() -> None:
    assert compose(material()) == compose(material())


def test_the_first_page_says_who_what_how_much_and_what_binds() -> None:
    report = compose(material())
    page = said(report.subtitle) + said(report.decision)
    for expected in (
        "申请 15.00 万元",
        "12 个月",
        "等额本息",
        "年化（单利）6.00%",
        "春节旺季备货",
        "有条件同意 5 万元",
        "78 / B",
        "L4 权益比例",
        "389 万元",
        "第一还款来源",
        "68%",
    ):
        assert expected in page


def test_a_provisional_report_shows_a_range_and_does_not_agree() -> None:
    report = compose(material(final=False))
    page = said(report.decision)
    assert report.state_label == "暂定"
    assert "70–78" in page
    assert "同意 5 万元" not in said(report)
    assert "征信尚未录入" in said(report)


def test_a_draft_is_told_from_a_sealed_case() -> None:
    assert compose(material(sealed=False)).is_draft
    assert not compose(material(sealed=True)).is_draft


def without_turnover(made: ReportMaterial) -> ReportMaterial:
    assessment = made.assessment
    estimates = tuple(
        replace(e, value=None, deviation=None, verdict=Verdict.INSUFFICIENT) for e in assessment.turnover.estimates
    )
    turnover = replace(
        assessment.turnover, declared=None, estimates=estimates, median=None, adopted=None, families=0, third_party=0
    )
    sheet = assessment.statements.balance_sheet
    assets = (replace(sheet.assets[0], reported=None, verified=None), *sheet.assets[1:])
    total = replace(sheet.total_assets, reported=None, verified=None)
    statements = replace(assessment.statements, balance_sheet=replace(sheet, assets=assets, total_assets=total))
    limit = replace(
        assessment.limit, recommended=None, binding=None, binding_label="", difference=None, instalment=None
    )
    return replace(
        made, assessment=replace(assessment, turnover=turnover, statements=statements, limit=limit, facts=())
    )


def test_what_is_not_known_is_said_in_words_on_every_page() -> None:
    report = compose(without_turnover(material()))
    page = said(report.decision)
    assert "资料不足" in page
    assert not re.search(r"(?<![0-9.,])0(\.0+)? 万元", page)
    balance = next(s for chapter in report.chapters for s in chapter.sections if s.key == "balance-sheet")
    unknown = [figure for figure in parts_of(balance, Figure) if figure.value is None]
    assert len(unknown) >= 4


def test_a_veto_that_fired_is_on_the_first_page() -> None:
    made = material()
    score = replace(made.assessment.score, vetoes=(RuleHit("forged", "证据造假", True, "否决", "本行"),))
    report = compose(replace(made, assessment=replace(made.assessment, score=score)))
    assert "证据造假" in said(report.decision)


def test_an_unexplained_failure_is_named_as_such() -> None:
    made = material()
    failed = replace(made.assessment.cross_checks[0], verdict=Verdict.FAIL, remark="")
    report = compose(replace(made, assessment=replace(made.assessment, cross_checks=(failed,))))
    assert "调查人未作解释" in said(report)
    assert "权益检验不通过" in said(report.decision)


def test_raw_answers_never_reach_the_paper() -> None:
    made = material()
    case = replace(made.case, answers={"/data/identity/client_id_number": "330102198001011234"})
    assert "330102198001011234" not in said(compose(replace(made, case=case)))


def test_figures_carry_the_evidence_they_came_from() -> None:
    report = compose(material())
    marks = {key for text in parts_of(report, Text) for key in text.sources}
    assert {"evidence-1", "evidence-4"} <= marks


def test_both_investigators_have_a_line_to_sign() -> None:
    text = said(compose(material()))
    for expected in ("主调查人（A 角）", "辅调查人（B 角）", "陈静", "周航", "亲眼所见"):
        assert expected in text


def test_missing_answers_are_listed_with_what_waits_for_them() -> None:
    report = compose(material(final=False))
    chapter = next(chapter for chapter in report.chapters if chapter.key == "open")
    text = said(chapter)
    assert "上年电费单" in text
    assert "用电与销售同向" in text


def test_an_empty_case_still_makes_a_report() -> None:
    made = material()
    score = replace(
        made.assessment.score,
        total=None,
        grade=None,
        grade_before_ceilings=None,
        dimensions=(),
        vetoes=(),
        ceilings=(),
        ups=(),
        downs=(),
        lowest=Decimal(0),
        highest=Decimal(0),
    )
    bare = replace(
        made.assessment,
        cross_checks=(),
        ratios=(),
        red_flags=(),
        sensitivity=(),
        facts=(),
        score=score,
        score_requested=score,
    )
    report: Report = compose(replace(without_turnover(replace(made, assessment=bare)), sections=(), evidence=()))
    assert report.client == "JD-2026-000317"
    assert len(report.chapters) == 20


def _with_signals(signals: Signals) -> ReportMaterial:
    made = material()
    rule = SignalRule(SignalKind.OWN_PHONE, "l", "major", None, "a", Provenance("s"))
    assessment = replace(made.assessment, signals=signals)
    return replace(made, assessment=assessment, checklist=replace(made.checklist, signals=(rule,)))


def _soft_section(made: ReportMaterial) -> str:
    chapters = {chapter.key: chapter for chapter in compose(made).chapters}
    return said(next(section for section in chapters["soft"].sections if section.key == "signals"))


def test_signals_are_told_with_what_to_ask_and_what_was_said() -> None:
    first = Signal(
        "k1",
        "own_phone",
        "对手方的电话是客户一方的",
        "major",
        "应收户的电话与客户的相同。",
        "另取号码再打",
        (),
        (),
        "手册 1.6",
    )
    other = replace(first, key="k2", sentence="保证人与案件20260101-AAAAA的相同。", of_laptop=True, remark="两案是兄弟")
    text = _soft_section(_with_signals(Signals((first, other), ("3张现场照片没有拍摄时间。",), 12)))
    for wanted in (
        "已与本机其他 12 件案件比对，共有线索 2 条，其中 1 条尚未说明。", "本案之内", "与本机其他案件之间", first.sentence, first.ask, "未说明",
        "两案是兄弟", "未能比对：3 张现场照片没有拍摄时间。", "不是结论",
    ):  # fmt: skip
        assert wanted in text


def test_a_case_that_was_not_compared_is_not_said_to_be_clear() -> None:
    assert "尚未与本机其他案件比对" in _soft_section(_with_signals(Signals()))
    assert "已与本机其他 0 件案件比对，没有发现线索。" in _soft_section(_with_signals(Signals(compared=0)))


def test_a_comparison_says_its_two_sides_once() -> None:
    made = real_material()
    check = next(each for each in made.assessment.cross_checks if each.kind == "compare" and each.actual is not None)
    sections = {part.key: part for chapter in compose(made).chapters for part in chapter.sections}
    told = said(sections[keys.check(check.name)].blocks)
    assert "对照值" not in told.split("公式：")[0]
    assert told.count("实际 ") == 1


def test_a_list_too_wide_for_a_page_is_cut_into_even_parts() -> None:
    items = tuple(AnsweredItem(f"第{n}栏", "一", f"/c/lists/row[1]/column_{n}", group="清单") for n in range(10))
    tables = [
        block
        for block in list_tables(AnsweredSection("lists", "清单", items), EvidenceIndex(()))
        if isinstance(block, DataTable)
    ]
    assert [len(table.columns) for table in tables] == [7, 6]


def test_a_list_of_which_nothing_is_filled_in_has_no_empty_table() -> None:
    items = tuple(AnsweredItem("名称", "", f"/c/lists/row[{n}]/name", group="供应商") for n in (1, 2))
    blocks = list_tables(AnsweredSection("lists", "清单", items), EvidenceIndex(()))
    assert not any(isinstance(block, DataTable) for block in blocks)
    assert "2 行，都未填。" in said(tuple(blocks))


def test_a_check_that_lacks_inputs_says_once_what_it_lacks() -> None:
    made = real_material()
    check = made.assessment.cross_checks[0]
    lacking = replace(
        check, verdict=Verdict.INSUFFICIENT, expected=None, actual=None, deviation=None, rate=None, missing=("存货合计",),
        inputs=tuple(replace(given, value=None) for given in check.inputs), meaning="资料不足，不能下结论：缺存货合计。",
    )  # fmt: skip
    unknown = replace(made, assessment=replace(made.assessment, cross_checks=(lacking,)))
    sections = {part.key: part for chapter in compose(unknown).chapters for part in chapter.sections}
    told = said(sections[keys.check(check.name)].blocks)
    assert told.count("存货合计") == 1
    assert "未核实" not in told
