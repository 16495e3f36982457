"""The score: dimensions, then every indicator with its points and the reason in words; ceilings and the amount it was made for."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.assessment import DimensionScore, IndicatorScore, Score
from reports.chapters import keys
from reports.chapters.life import grade_life
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import hit_text, indicator_value, percent, points, wan
from reports.document import (
    INSUFFICIENT,
    Align,
    Block,
    Chapter,
    Column,
    DataTable,
    Listing,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Section,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)


def scoring_chapter(material: ReportMaterial) -> Chapter:
    return Chapter(
        "scoring",
        "五维评分",
        (
            Section(keys.SCORE, "总分与等级", _summary(material)),
            Section(keys.INDICATORS, "逐项得分与理由", (_indicators(material.assessment.score),)),
        ),
    )


def _summary(material: ReportMaterial) -> tuple[Block, ...]:
    score, requested = material.assessment.score, material.assessment.score_requested
    columns = (
        Column("测算金额", 1.4),
        Column("总分", 1, Align.NUMBER),
        Column("区间", 1, Align.CENTRE),
        Column("封顶前等级", 1, Align.CENTRE),
        Column("等级", 1, Align.CENTRE),
        Column("未评估", 1, Align.NUMBER),
    )
    rows = (_score_row("按申请金额", requested), _score_row("按建议金额", score))
    notes = (
        "等级影响额度，拟贷金额又影响负债率和还款占比，故按申请金额、按建议金额各算一次，系数取较低等级。未评估超过分值的 20% 时不出总分。",
    )
    blocks: list[Block] = [Paragraph(_story(material)), DataTable(columns, rows, notes=notes), *grade_life(material)]
    for title, reasons in (("加分主要来自", score.ups), ("失分主要来自", score.downs)):
        if reasons:
            blocks += [Subheading(title), Listing(tuple(words(text) for text in reasons))]
    if score.ceilings:
        hits = tuple(Row((hit.label, hit.effect, hit_text(hit), hit.source)) for hit in score.ceilings)
        heads = (Column("单项封顶", 2.4), Column("效果", 1.2), Column("结果", 0.9, Align.CENTRE), Column("出处", 2))
        blocks.append(DataTable(heads, hits))
    blocks.append(
        Paragraph(
            words("评分卡为专家卡，尚未用本行违约数据校准；分数用于说明和排序，不代替人的决定。"), ParagraphStyle.NOTE
        )
    )
    return tuple(blocks)


def _story(material: ReportMaterial) -> Text:
    score = material.assessment.score
    if score.total is None or score.grade is None:
        return words(
            Span("暂不出总分。", bold=True, tone=Tone.WARN),
            f"尚有 {percent(score.unassessed_share, places=0).prose()} 的分值未评估，已评部分 {points(score.lowest)} 分，最高可到 {points(score.highest)} 分。",
            sources=(keys.OPEN_POINTS,),
        )
    return words(
        "总分 ",
        Span(f"{points(score.total)} 分，等级 {score.grade}", bold=True),
        f"，未评估 {percent(score.unassessed_share, places=0).prose()}。",
        sources=(keys.INDICATORS,),
    )


def _score_row(title: str, score: Score) -> Row:
    span = f"{points(score.lowest)}–{points(score.highest)}" if score.highest != score.lowest else "—"
    amount = f"{title}（{wan(score.amount).prose()}）"
    total = points(score.total) if score.total is not None else INSUFFICIENT
    return Row(
        (
            amount,
            total,
            span,
            score.grade_before_ceilings or "—",
            score.grade or "—",
            percent(score.unassessed_share, places=0),
        )
    )


def _indicators(score: Score) -> Block:
    columns = (
        Column("指标", 2.2),
        Column("取值", 1.1, Align.NUMBER),
        Column("得分", 0.7, Align.NUMBER),
        Column("满分", 0.7, Align.NUMBER),
        Column("理由", 3.6),
    )
    rows: list[Row] = []
    for dimension in score.dimensions:
        rows.append(
            Row((f"{dimension.label}　{points(dimension.points)} / {points(dimension.max_points)}",), RowKind.GROUP)
        )
        rows += [_indicator_row(indicator) for indicator in dimension.indicators]
    rows.append(
        Row(
            (
                "合计",
                "",
                points(_sum(score.dimensions)),
                points(sum((d.max_points for d in score.dimensions), Decimal(0))),
                "",
            ),
            RowKind.TOTAL,
        )
    )
    return DataTable(columns, tuple(rows))


def _sum(dimensions: tuple[DimensionScore, ...]) -> Decimal:
    return sum((dimension.points for dimension in dimensions), Decimal(0))


def _indicator_row(indicator: IndicatorScore) -> Row:
    if indicator.points is None:
        missing = "、".join(indicator.missing)
        reason = Text(
            (Span(indicator.reason or INSUFFICIENT), Span(f"（缺：{missing}）" if missing else "", tone=Tone.MUTED))
        )
        return Row((indicator.label, "", Text((Span("未评估", tone=Tone.WARN),)), points(indicator.max_points), reason))
    return Row(
        (indicator.label, _value(indicator), points(indicator.points), points(indicator.max_points), indicator.reason)
    )


def _value(indicator: IndicatorScore) -> str:
    """Numbers and Chinese words; a choice's code says nothing to a reader, and the reason says it in words."""
    if isinstance(indicator.value, str) and indicator.value.isascii():
        return ""
    return indicator_value(indicator)
