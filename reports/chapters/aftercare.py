"""Covenants as statements that can be tested, and the plan after the loan by tier of risk."""

from __future__ import annotations

from checklists.model.aftercare import Aftercare, Covenant, Tier
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import unit_figure
from reports.document import (
    INSUFFICIENT,
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

_MONTH, _YEAR = 30, 365


def aftercare_chapter(material: ReportMaterial) -> Chapter:
    plan = material.assessment.aftercare
    return Chapter(
        "undertakings",
        "约定与贷后",
        (
            Section(keys.COVENANTS, "约定事项", _undertaken(material, plan)),
            Section(keys.AFTERCARE, "贷后管理方案", _plan(plan)),
        ),
    )


def _undertaken(material: ReportMaterial, plan: Aftercare | None) -> tuple[Block, ...]:
    """What has to hold while the money is out; what must be done before it goes out stands with the conclusion."""
    agrees = material.assessment.decision.advice.agrees
    lead = "放款和用款条件列在结论中；" if agrees else "没有同意类建议，不列放款条件；"
    if plan is None or not plan.covenants:
        return (Paragraph(words(lead, "本行没有设约定事项。", sources=(keys.CONCLUSION,))),)
    columns = (Column("约定", 2.2), Column("界限", 0.9, Align.NUMBER), Column("怎么查", 2.8), Column("出处", 1.8))
    rows = tuple(Row((each.label, _bound(each), each.test, each.source)) for each in plan.covenants)
    tail = "贷款期内还须做到下列各项，每一项都有界限和查法。" if agrees else "议定其他方案时，下列约定可以采用。"
    return Paragraph(words(lead, tail, sources=(keys.CONCLUSION,))), DataTable(columns, rows)


def _bound(covenant: Covenant) -> Text:
    if not covenant.unit:
        return words("—")
    if covenant.value is None:
        return Text((Span(INSUFFICIENT, tone=Tone.MUTED),))
    return words(unit_figure(covenant.value, covenant.unit))


def _plan(plan: Aftercare | None) -> tuple[Block, ...]:
    if plan is None:
        return (Paragraph(words("本行没有设贷后分档。"), ParagraphStyle.NOTE),)
    blocks: list[Block] = [_tier(plan.tier)]
    if plan.items:
        columns = (Column("检查什么", 1.4), Column("怎么查", 3.2), Column("出处", 1.6))
        rows = tuple(Row((each.label, each.test, each.source)) for each in plan.items)
        blocks.append(DataTable(columns, rows))
    return tuple(blocks)


def _tier(tier: Tier | None) -> Block:
    if tier is None:
        return Paragraph(words(Span("等级未出，暂不分档；征信录入、报告定稿后再定。", tone=Tone.MUTED)))
    return FactGrid(
        (
            Fact("档次", words(Span(tier.label, bold=True))),
            Fact("为什么", words(tier.reason, sources=(keys.SCORE, keys.FLAGS))),
            Fact("首检", f"放款后 {tier.first_days} 日内，核对用途"),
            Fact("以后联系", f"每{_every(tier.contact_days)}"),
            Fact("以后到现场", "有预警时" if tier.visit_days is None else f"每{_every(tier.visit_days)}"),
            Fact("怎么做", tier.way),
        )
    )


def _every(days: int) -> str:
    if days % _YEAR == 0:
        return "年" if days == _YEAR else f" {days // _YEAR} 年"
    if days % _MONTH == 0:
        return "月" if days == _MONTH else f" {days // _MONTH} 个月"
    return f" {days} 天"
