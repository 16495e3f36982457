"""The cross-checks: first all of them at a glance, then each with inputs, formula, result, tolerance, verdict, meaning and sources."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.assessment import CheckInput, CrossCheck, Verdict
from reports.chapters import keys
from reports.chapters.life import changed_checks, check_life, explained_at
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import VERDICTS, check_figure, input_text, percent, verdict_text
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    Align,
    Block,
    Chapter,
    Column,
    DataTable,
    Fact,
    FactGrid,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Span,
    Text,
    Tone,
    words,
)

_NO_LIMIT = Decimal(10)


def checks_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    checks = material.assessment.cross_checks
    return Chapter(
        "checks",
        "交叉验证",
        (
            Section(keys.CHECKS, "结果一览", (_story(checks), _overview(checks), *changed_checks(material))),
            *(
                Section(keys.check(check.name), check.label, _detail(material, check, index), in_contents=False)
                for check in checks
            ),
        ),
    )


def _story(checks: tuple[CrossCheck, ...]) -> Paragraph:
    counts = {verdict: sum(1 for check in checks if check.verdict is verdict) for verdict in Verdict}
    return Paragraph(
        words(
            f"共 {len(checks)} 项：通过 {counts[Verdict.PASS]} 项，需解释 {counts[Verdict.EXPLAIN]} 项，不通过 {counts[Verdict.FAIL]} 项，"
            f"资料不足 {counts[Verdict.INSUFFICIENT]} 项。资料不足不算通过，也不得分。"
        )
    )


def _overview(checks: tuple[CrossCheck, ...]) -> DataTable:
    columns = (
        Column("检验", 2.6),
        Column("申报或应有", 1.1, Align.NUMBER),
        Column("检验或实际", 1.1, Align.NUMBER),
        Column("偏差率", 0.9, Align.NUMBER),
        Column("通过 / 解释", 1, Align.CENTRE),
        Column("结论", 0.9, Align.CENTRE),
    )
    rows = tuple(
        Row(
            (
                words(check.label, sources=(keys.check(check.name),)),
                check_figure(check, check.expected),
                check_figure(check, check.actual),
                percent(check.rate, signed=True, unknown="—"),
                _tolerance(check),
                verdict_text(check.verdict),
            )
        )
        for check in checks
    )
    return DataTable(columns, rows, notes=("金额单位为万元。偏差 = 实际 − 应有，保留正负号；恰好等于容差的从宽。",))


def _tolerance(check: CrossCheck) -> str:
    if check.pass_within is None or check.explain_within is None:
        return "—"
    return (
        f"{_share(check.pass_within)} / {'不设' if check.explain_within >= _NO_LIMIT else _share(check.explain_within)}"
    )


def _share(value: Decimal) -> str:
    return percent(value, places=0 if (value * 100) == int(value * 100) else 1).prose()


def _detail(material: ReportMaterial, check: CrossCheck, index: EvidenceIndex) -> tuple[Block, ...]:
    blocks: list[Block] = []
    repeated = _told_by_the_result(check)
    inputs = tuple(given for given in check.inputs if given not in repeated)
    if any(given.value is not None for given in inputs):
        facts = tuple(Fact(given.label, _with_marks(input_text(given), index.marks(given.paths))) for given in inputs)
        blocks.append(FactGrid(facts, columns=3))
    result = _result(check)
    if check.verdict is Verdict.INSUFFICIENT and check.missing:
        blocks.append(Paragraph(result))
    elif repeated:
        marks = index.marks(tuple(path for given in repeated for path in given.paths))
        blocks.append(Paragraph(_with_marks(result, marks)))
    else:
        blocks.append(Paragraph(Text((*result.spans, Span(check.meaning)), result.sources)))
    if check.missing:
        blocks.append(
            Paragraph(words(Span("还缺：", bold=True), "、".join(check.missing), "。", sources=(keys.OPEN_POINTS,)))
        )
    if check.remark:
        told = f"{check.remark}{explained_at(material, check)}"
        blocks.append(Paragraph(words(Span("调查人解释：", bold=True), told), ParagraphStyle.CALLOUT))
    elif check.verdict in (Verdict.EXPLAIN, Verdict.FAIL):
        blocks.append(Paragraph(words(Span("调查人未作解释。", bold=True, tone=Tone.BAD)), ParagraphStyle.CALLOUT))
    blocks += check_life(material, check)
    blocks.append(Paragraph(words(f"公式：{check.formula}　出处：{check.source}"), ParagraphStyle.NOTE))
    return tuple(blocks)


def _told_by_the_result(check: CrossCheck) -> tuple[CheckInput, ...]:
    """The inputs of a comparison that its result says anyway, and its meaning with them: the two sides, and a base that is one of them."""
    if check.kind != "compare" or check.expected is None or check.actual is None:
        return ()
    return tuple(given for given in check.inputs if given.value in (check.expected, check.actual))


def _with_marks(text: Text, marks: tuple[str, ...]) -> Text:
    return Text(text.spans, (*text.sources, *marks))


def _result(check: CrossCheck) -> Text:
    if check.verdict is Verdict.INSUFFICIENT and check.actual is None:
        return words("结论：", VERDICTS[check.verdict], "。")
    second = (
        words("，为期间利润的 ", percent(check.second_rate, signed=True)).spans if check.second_rate is not None else ()
    )
    head = words(
        "应有 ", check_figure(check, check.expected), "，实际 ", check_figure(check, check.actual), "，差额 ", _gap(check),
        "，偏差率 ", percent(check.rate, signed=True, unknown="—"),
    )  # fmt: skip
    tail = words(f"；容差 {_tolerance(check)}。结论：", VERDICTS[check.verdict], "。")
    return Text((*head.spans, *second, *tail.spans))


def _gap(check: CrossCheck) -> str:
    figure = check_figure(check, check.deviation)
    text = figure.prose()
    return text if check.deviation is None or check.deviation <= 0 else f"+{text}"
