"""The industry: what its own questions found, and where the client stands: among the bank's own cases, else in the handbook's bands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checklists.model.percentiles import KNOTS, LEAST_CASES, Better, PeerLevel, Standing
from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import bound_text, unit_figure
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


_LEVELS = {
    PeerLevel.REGION_AND_SIZE: "同地区同规模",
    PeerLevel.REGION: "同地区",
    PeerLevel.INDUSTRY: "全行业",
    PeerLevel.HANDBOOK: "手册区间",
}
_LOWER, _UPPER = KNOTS[1], KNOTS[3]
_POINTS = ("P10", "P25", "P50", "P75", "P90")


def _benchmarks(material: ReportMaterial) -> tuple[Block, ...]:
    """First the figures that the bank has percentiles of, then those that only the handbook speaks of."""
    standings = material.assessment.standings
    if not standings:
        return (Paragraph(words(Span("本版清单没有行业对标值。", tone=Tone.MUTED))),)
    among = tuple(each for each in standings if each.level is not PeerLevel.HANDBOOK)
    banded = tuple(each for each in standings if each.level is PeerLevel.HANDBOOK)
    return (*(_peers(among) if among else ()), *(_handbook(banded) if banded else ()))


def _peers(standings: tuple[Standing, ...]) -> tuple[Block, ...]:
    columns = (
        Column("指标", 2),
        Column("本户", 0.9, Align.NUMBER),
        *(Column(point, 0.75, Align.NUMBER) for point in _POINTS),
        Column("位置", 1.6, Align.CENTRE),
        Column("同业范围、样本、期间", 2.6),
    )
    rows = tuple(
        Row(
            (
                each.label,
                words(unit_figure(each.value, each.unit)),
                *(bound_text(value, each.unit) for value in each.values),
                _percentile(each),
                _group(each),
            )
        )
        for each in standings
    )
    notes = (
        f"同业分位来自本行案件；同组不足 {LEAST_CASES} 户的改用上一层：同地区同规模、同地区、全行业、手册区间。位置在两个分位之间按直线推算。",
        *_skipped(standings),
    )
    title = "本户在同业中的位置（◆ 为本户，带为 P25 至 P75，竖线为中位，两端为 P10、P90）"
    return Chart(peer_bands(standings), title, height=8 * len(rows) + 4), DataTable(columns, rows, notes=notes)


def peer_bands(standings: Iterable[Standing]) -> BenchmarkBands:
    """A strip for each figure that has percentiles: the middle half, the median, P10 and P90, and where the client is."""
    return BenchmarkBands(
        tuple(
            Band(
                each.label,
                each.value,
                each.values[1],
                each.values[2],
                each.values[3],
                unit_figure(each.value, each.unit).prose(),
                f"{_place_text(each)}，中位 {bound_text(each.values[2], each.unit)}",
                (each.values[0], each.values[4]),
            )
            for each in standings
            if each.values
        )
    )


def handbook_bands(standings: Iterable[Standing]) -> BenchmarkBands:
    """A band for each figure that only the handbook speaks of."""
    known = ((each, each.low, each.high) for each in standings if not each.values)
    return BenchmarkBands(
        tuple(_band(each, low, high) for each, low, high in known if low is not None and high is not None)
    )


def _place_text(each: Standing) -> str:
    if each.value is None:
        return UNKNOWN
    if each.percentile is None:
        return "P10 以下" if each.beyond == "below" else "P90 以上"
    return f"约第 {each.percentile:.0f} 百分位"


def _percentile(each: Standing) -> Text:
    """In an outer quarter on the unsound side the place stands out."""
    if each.value is None:
        return Text((Span(UNKNOWN, tone=Tone.MUTED),))
    high = each.beyond == "above" or (each.percentile is not None and each.percentile > _UPPER)
    low = each.beyond == "below" or (each.percentile is not None and each.percentile < _LOWER)
    unsound = (high and each.better is Better.LESS) or (low and each.better is Better.MORE)
    return Text((Span(_place_text(each), bold=unsound),))


def _group(each: Standing) -> str:
    named = {
        PeerLevel.REGION_AND_SIZE: f"{each.region}、{each.size_band}",
        PeerLevel.REGION: each.region,
    }.get(each.level, _LEVELS[each.level])
    return f"{named}，n={each.n}，{each.window_from} 至 {each.window_to}"


def _skipped(standings: tuple[Standing, ...]) -> tuple[str, ...]:
    """The nearer groups that were too small, each once."""
    small = {
        f"{_LEVELS[level.level]} {level.n} 户": None
        for each in standings
        for level in each.skipped
        if level.n is not None
    }
    return (f"样本不足而没有采用的同业组：{'、'.join(small)}。",) if small else ()


def _handbook(standings: tuple[Standing, ...]) -> tuple[Block, ...]:
    columns = (
        Column("指标", 2.2),
        Column("本户", 1, Align.NUMBER),
        Column("低", 0.8, Align.NUMBER),
        Column("中", 0.8, Align.NUMBER),
        Column("高", 0.8, Align.NUMBER),
        Column("位置", 1.1, Align.CENTRE),
        Column("出处", 3.2),
    )
    known = [(each, each.low, each.high) for each in standings if each.low is not None and each.high is not None]
    rows = tuple(
        Row(
            (
                each.label,
                words(unit_figure(each.value, each.unit)),
                bound_text(low, each.unit),
                "—" if each.mid is None else bound_text(each.mid, each.unit),
                bound_text(high, each.unit),
                _place(each.value, low, high),
                f"{each.source} {each.version}".strip(),
            )
        )
        for each, low, high in known
    )
    notes = (
        f"以上各项本行同业样本不足 {LEAST_CASES} 户，对标用手册区间；注明“本行待校准”的由本行数据库替换。中位缺省印“—”。",
        *_skipped(standings),
    )
    title = "本户在手册区间中的位置（◆ 为本户，带为低至高，竖线为中位）"
    return Chart(handbook_bands(standings), title, height=8 * len(rows) + 4), DataTable(columns, rows, notes=notes)


def _band(each: Standing, low: Decimal, high: Decimal) -> Band:
    middle = "" if each.mid is None else f"，中 {bound_text(each.mid, each.unit)}"
    return Band(
        each.label,
        each.value,
        low,
        each.mid,
        high,
        unit_figure(each.value, each.unit).prose(),
        f"{bound_text(low, each.unit)} 至 {bound_text(high, each.unit)}{middle}",
    )


def _place(value: Decimal | None, low: Decimal, high: Decimal) -> Text:
    if value is None:
        return Text((Span(UNKNOWN, tone=Tone.MUTED),))
    if value < low:
        return Text((Span("低于区间", bold=True),))
    return Text((Span("高于区间", bold=True) if value > high else Span("区间内"),))
