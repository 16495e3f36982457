"""The industry: what its own questions found, and the client's figures inside or outside the industry's bands."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.checklist import Benchmark
from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import bound_text, fact_figure
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    UNKNOWN,
    Align,
    Band,
    BenchmarkBands,
    Block,
    Chapter,
    Chart,
    Column,
    DataTable,
    Paragraph,
    Row,
    Section,
    Span,
    Text,
    Tone,
    words,
)


def industry_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    return Chapter(
        "industry",
        "行业与对标",
        (
            Section(
                "industry-answers", f"行业专项：{material.checklist.title}", section_blocks(material, index, "industry")
            ),
            Section(keys.INDUSTRY, "行业对标", _benchmarks(material)),
        ),
    )


def _benchmarks(material: ReportMaterial) -> tuple[Block, ...]:
    benchmarks = material.checklist.benchmarks
    if not benchmarks:
        return (Paragraph(words(Span("本版清单没有行业对标值。", tone=Tone.MUTED))),)
    bands = tuple(_band(material, item) for item in benchmarks)
    rows = tuple(_row(material, item) for item in benchmarks)
    columns = (
        Column("指标", 2.2),
        Column("本户", 1, Align.NUMBER),
        Column("低", 0.8, Align.NUMBER),
        Column("中", 0.8, Align.NUMBER),
        Column("高", 0.8, Align.NUMBER),
        Column("位置", 1.1, Align.CENTRE),
        Column("出处", 3.2),
    )
    table = DataTable(
        columns, rows, notes=("区间为录入提示和对标初值；注明“本行待校准”的由本行数据库替换。中位缺省印“—”。",)
    )
    chart = Chart(
        BenchmarkBands(bands), "本户在行业区间中的位置（◆ 为本户，带为低至高，竖线为中位）", height=8 * len(bands) + 4
    )
    return chart, table


def _band(material: ReportMaterial, item: Benchmark) -> Band:
    middle = "" if item.mid is None else f"，中 {bound_text(item.mid, item.unit)}"
    return Band(
        item.label,
        material.fact(item.fact),
        item.low,
        item.mid,
        item.high,
        fact_figure(material, item.fact).prose(),
        f"{bound_text(item.low, item.unit)} 至 {bound_text(item.high, item.unit)}{middle}",
    )


def _row(material: ReportMaterial, item: Benchmark) -> Row:
    return Row(
        (
            item.label,
            words(fact_figure(material, item.fact)),
            bound_text(item.low, item.unit),
            "—" if item.mid is None else bound_text(item.mid, item.unit),
            bound_text(item.high, item.unit),
            _place(material.fact(item.fact), item),
            f"{item.provenance.source} {item.provenance.version}".strip(),
        )
    )


def _place(value: Decimal | None, item: Benchmark) -> Text:
    if value is None:
        return Text((Span(UNKNOWN, tone=Tone.MUTED),))
    if value < item.low:
        return Text((Span("低于区间", bold=True),))
    return Text((Span("高于区间", bold=True) if value > item.high else Span("区间内"),))
