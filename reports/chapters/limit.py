"""The limit, cap by cap: what each rule allows, what it takes off for existing credit, which one binds."""

from __future__ import annotations

from checklists.model.assessment import Cap, CreditLimit
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import input_text, rate_text, repayment_text, wan
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    INSUFFICIENT,
    UNKNOWN,
    Align,
    Bar,
    Block,
    Chapter,
    Chart,
    Column,
    DataTable,
    Fact,
    FactGrid,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Section,
    SourceBars,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)


def limit_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    limit = material.assessment.limit
    return Chapter(
        "limit-derivation",
        "额度推导",
        (
            Section(keys.LIMIT, "结论", (_story(material), *_chart(limit))),
            Section(
                keys.CAPS,
                "各项上限",
                (_overview(limit), *(block for cap in limit.caps for block in _detail(cap, index))),
            ),
        ),
    )


def _story(material: ReportMaterial) -> Paragraph:
    limit = material.assessment.limit
    if limit.recommended is None:
        missing = "、".join(cap.label for cap in limit.caps if cap.applies and cap.amount is None)
        return Paragraph(
            words(
                Span("未得出建议额度。", bold=True, tone=Tone.WARN),
                f"不能计算的上限：{missing}。" if missing else "",
                sources=(keys.OPEN_POINTS,),
            )
        )
    months = UNKNOWN if limit.term_months is None else f"{limit.term_months} 个月"
    binding = "申请金额低于各项上限" if limit.binding == "requested" else f"起约束作用的是{limit.binding_label}"
    return Paragraph(
        words(
            "申请 ", wan(limit.requested), f"；各项上限与申请取最低，{binding}，按 ", wan(limit.step), " 向下取整，建议额度 ",
            Span(wan(limit.recommended).prose(), bold=True), "，与申请相差 ", wan(limit.difference, signed=True),
            f"。期限 {months}，{repayment_text(material)}，{rate_text(limit.annual_rate)}，月还款 ", wan(limit.instalment, unknown="未得出"), "。",
            sources=(keys.CAPS, keys.SCORE),
        )
    )  # fmt: skip


def _chart(limit: CreditLimit) -> tuple[Block, ...]:
    bars = tuple(
        Bar(cap.label, cap.amount, cap.name == limit.binding, "" if cap.amount is not None else INSUFFICIENT)
        for cap in limit.caps
        if cap.applies
    )
    if not any(bar.value is not None for bar in bars):
        return ()
    marks = tuple(
        (name, value) for name, value in (("申请", limit.requested), ("建议", limit.recommended)) if value is not None
    )
    return (Chart(SourceBars(bars, marks), "各项上限（万元；实心为起约束作用的一项）", height=14 + 7 * len(bars)),)


def _overview(limit: CreditLimit) -> DataTable:
    columns = (
        Column("上限", 2.2),
        Column("毛额", 1, Align.NUMBER),
        Column("系数", 0.7, Align.NUMBER),
        Column("减：现有", 1, Align.NUMBER),
        Column("可新增", 1, Align.NUMBER),
        Column("", 0.8),
    )
    return DataTable(
        columns,
        tuple(_cap_row(cap, limit) for cap in limit.caps),
        notes=("金额单位为万元。还款能力一项的毛额与现有为每月金额，按期限和利率折成本金。",),
    )


def _cap_row(cap: Cap, limit: CreditLimit) -> Row:
    if not cap.applies:
        muted = Span("不适用", tone=Tone.MUTED)
        return Row((Text((Span(cap.label, tone=Tone.MUTED),)), "", "", "", Text((muted,)), ""))
    binding = cap.name == limit.binding
    return Row(
        (
            cap.label,
            wan(cap.gross),
            "—" if cap.coefficient is None else f"{cap.coefficient.normalize():f}",
            wan(cap.existing),
            wan(cap.amount, unknown=INSUFFICIENT),
            "◀ 约束" if binding else "",
        ),
        RowKind.STRONG if binding else RowKind.NORMAL,
    )


def _detail(cap: Cap, index: EvidenceIndex) -> tuple[Block, ...]:
    if not cap.applies:
        return ()
    blocks: list[Block] = [Subheading(cap.label)]
    if cap.inputs:
        texts = [(given.label, input_text(given), index.marks(given.paths)) for given in cap.inputs]
        blocks.append(FactGrid(tuple(Fact(label, Text(text.spans, marks)) for label, text, marks in texts), columns=3))
    if cap.missing:
        blocks.append(
            Paragraph(words(Span("还缺：", bold=True), "、".join(cap.missing), "。", sources=(keys.OPEN_POINTS,)))
        )
    blocks.append(Paragraph(words(f"公式：{cap.formula}　出处：{cap.source}"), ParagraphStyle.NOTE))
    return tuple(blocks)
