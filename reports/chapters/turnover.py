"""Turnover by source: what was declared, what each independent kind of evidence says, what is adopted."""

from __future__ import annotations

from checklists.model.assessment import Turnover
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import percent, verdict_text, wan
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    INSUFFICIENT,
    Align,
    Bar,
    Block,
    Chapter,
    Chart,
    Column,
    DataTable,
    Paragraph,
    Row,
    Section,
    SourceBars,
    Span,
    Text,
    words,
)

REFUSED = "拒绝出示"


def turnover_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    turnover = material.assessment.turnover
    blocks = (_story(turnover), *_chart(turnover), _table(turnover, index))
    return Chapter("turnover", "营业额核实", (Section(keys.TURNOVER, "各来源与采纳值（年，含税收款额）", blocks),))


def _story(turnover: Turnover) -> Paragraph:
    valid = sum(1 for estimate in turnover.estimates if estimate.value is not None)
    head = f"申报营业额 {wan(turnover.declared).prose()}；有效方法 {valid} 个，来自 {turnover.families} 类相互独立的证据，其中第三方来源 {turnover.third_party} 个。"
    if turnover.adopted is None:
        tail = "不足三类来源或没有第三方来源，不采纳任何数值，后续各项按资料不足处理。"
        return Paragraph(words(head, Span(tail, bold=True), sources=(keys.OPEN_POINTS,)))
    tail = f"各法中位数 {wan(turnover.median).prose()}，采纳值取申报与中位数的较低者："
    return Paragraph(words(head, tail, Span(wan(turnover.adopted).prose(), bold=True), "。", sources=(keys.CHECKS,)))


def _chart(turnover: Turnover) -> tuple[Block, ...]:
    if not any(estimate.value is not None for estimate in turnover.estimates):
        return ()
    bars = tuple(
        Bar(
            f"{estimate.method} {_short(estimate.label)}",
            estimate.value,
            estimate.third_party,
            "" if estimate.value is not None else INSUFFICIENT,
        )
        for estimate in turnover.estimates
    )
    marks = tuple(
        (name, value) for name, value in (("申报", turnover.declared), ("采纳", turnover.adopted)) if value is not None
    )
    return (
        Chart(
            SourceBars(bars, marks), "各来源推算的年营业额（万元；实心为第三方来源）", height=14 + 11 * len(bars) // 2
        ),
    )


def _short(label: str) -> str:
    """``M3 有效流水法：有效流水除以…`` -> ``有效流水法``."""
    head = label.split("：")[0].split("(")[0]
    parts = head.split(" ", 1)
    return parts[1] if len(parts) == 2 and parts[0].startswith("M") else head


def _table(turnover: Turnover, index: EvidenceIndex) -> DataTable:
    columns = (
        Column("方法", 3),
        Column("证据族", 1.3),
        Column("第三方", 0.7, Align.CENTRE),
        Column("推算（万元）", 1.1, Align.NUMBER),
        Column("与申报偏差", 1, Align.NUMBER),
        Column("结论", 0.9, Align.CENTRE),
    )
    rows = tuple(
        Row(
            (
                Text(
                    (
                        Span(
                            estimate.label
                            if estimate.label.startswith(estimate.method)
                            else f"{estimate.method} {estimate.label}"
                        ),
                    ),
                    index.marks(estimate.paths),
                ),
                estimate.family,
                "是" if estimate.third_party else "否",
                wan(estimate.value, unknown=REFUSED if estimate.refused else INSUFFICIENT),
                percent(estimate.deviation, signed=True, unknown="—"),
                verdict_text(estimate.verdict),
            )
        )
        for estimate in turnover.estimates
    )
    notes = ("同一证据族的方法不算相互独立；至少三类来源、其中一个第三方，才采纳。",)
    return DataTable(columns, rows, notes=notes)
