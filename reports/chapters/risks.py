"""Red flags and vetoes that were looked at, and what is still open: points to clear up, unanswered questions, figures not known."""

from __future__ import annotations

from checklists.model.assessment import RuleHit
from reports.chapters import keys
from reports.chapters.material import CheckedPoint, ReportMaterial
from reports.chapters.phrases import SEVERITIES, hit_text
from reports.document import (
    Align,
    Block,
    Chapter,
    Column,
    DataTable,
    Listing,
    Paragraph,
    Row,
    Section,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)

_BLANK = ("required", "must")


def risks_chapter(material: ReportMaterial) -> Chapter:
    assessment = material.assessment
    return Chapter(
        "risks",
        "否决项与红旗",
        (
            Section(
                keys.VETOES,
                "一票否决",
                _hits(assessment.score.vetoes, "否决项", "命中任一项，不论得分都建议否决；无法判定的须先补齐。"),
            ),
            Section(keys.FLAGS, "红旗", _hits(assessment.red_flags, "红旗", "命中的红旗须在结论中说明。")),
        ),
    )


def _hits(hits: tuple[RuleHit, ...], title: str, note: str) -> tuple[Block, ...]:
    """Those that fired or could not be decided first; the others after them, so that a reader sees what was looked at."""
    if not hits:
        return (Paragraph(words(Span("本版清单没有这类规则。", tone=Tone.MUTED))),)
    rank = {True: 0, None: 1, False: 2}
    ordered = sorted(hits, key=lambda hit: rank[hit.fired])
    fired = sum(1 for hit in hits if hit.fired)
    undecided = sum(1 for hit in hits if hit.fired is None)
    summary = f"共 {len(hits)} 项，命中 {fired} 项，无法判定 {undecided} 项。{note}"
    rows = tuple(Row((hit.label, SEVERITIES.get(hit.effect, hit.effect), hit_text(hit), hit.source)) for hit in ordered)
    columns = (Column(title, 2.8), Column("程度或效果", 1), Column("结果", 0.9, Align.CENTRE), Column("出处", 2.2))
    return Paragraph(words(summary)), DataTable(columns, rows)


def open_points_chapter(material: ReportMaterial) -> Chapter:
    return Chapter("open", "未决事项与资料缺口", (Section(keys.OPEN_POINTS, "须补齐或须说明的事项", _open(material)),))


def _open(material: ReportMaterial) -> tuple[Block, ...]:
    assessment = material.assessment
    blocks: list[Block] = []
    if assessment.decision.open_points:
        blocks.append(Listing(tuple(words(text) for text in assessment.decision.open_points)))
    gaps = _gaps(material)
    if gaps:
        columns = (Column("缺什么", 2.6), Column("影响什么", 3))
        blocks += [Subheading("资料缺口"), DataTable(columns, gaps, notes=("缺的数一律按未知处理，不按零处理。",))]
    unanswered = _unanswered(material)
    if unanswered:
        blocks += [Subheading("必查项中未答的"), Listing(unanswered, numbered=False)]
    blocks += _points(material)
    return tuple(blocks) or (Paragraph(words("没有未决事项。")),)


def _gaps(material: ReportMaterial) -> tuple[Row, ...]:
    """Each missing answer once, with every check, indicator and cap that waits for it."""
    waiting: dict[str, list[str]] = {}
    assessment = material.assessment
    for check in assessment.cross_checks:
        for name in check.missing:
            waiting.setdefault(name, []).append(check.label)
    for dimension in assessment.score.dimensions:
        for indicator in dimension.indicators:
            for name in indicator.missing:
                waiting.setdefault(name, []).append(f"评分：{indicator.label}")
    for cap in assessment.limit.caps:
        for name in cap.missing if cap.applies else ():
            waiting.setdefault(name, []).append(f"额度：{cap.label}")
    return tuple(Row((name, "、".join(dict.fromkeys(uses)))) for name, uses in waiting.items())


def _points(material: ReportMaterial) -> list[Block]:
    """What the form's own checks found: answers that break a rule, evidence that is missing, and what was explained."""
    blocks: list[Block] = []
    wrong = [point for point in material.points if point.is_open and point.kind not in _BLANK]
    if wrong:
        columns = (Column("事项", 2.2), Column("问题", 3.4))
        rows = tuple(Row((_where(point), point.message)) for point in wrong)
        blocks += [Subheading("校验未通过与证据缺口"), DataTable(columns, rows)]
    explained = [point for point in material.points if not point.is_open]
    if explained:
        heads = (Column("事项", 2), Column("提示", 2.4), Column("调查人写明的理由", 2.6))
        rows = tuple(Row((_where(point), _objection(point), point.reason)) for point in explained)
        note = "理由只对写明时的回答有效，回答一改即须重写；没有证据的，仍是证据缺口。"
        blocks += [Subheading("已写明理由的事项"), DataTable(heads, rows, notes=(note,))]
    return blocks


def _where(point: CheckedPoint) -> Text:
    return words(Span(f"{point.section}：", tone=Tone.MUTED), point.title, sources=(keys.ANSWERS,))


def _objection(point: CheckedPoint) -> Text:
    if point.kind == "must":
        return Text((Span("必查项，未做", tone=Tone.WARN),))
    if point.kind == "evidence":
        return Text((Span(f"证据缺口：{point.message.partition('，')[0]}", bold=True, tone=Tone.WARN),))
    return words(point.message)


def _unanswered(material: ReportMaterial) -> tuple[Text, ...]:
    """Must items without an answer and without a reason."""
    items = []
    explained = {point.path for point in material.points if not point.is_open}
    for section in material.sections:
        titles = [i.title for i in section.items if i.is_must and not i.value and i.path not in explained]
        if titles:
            items.append(
                words(Span(f"{section.title}：", bold=True), "、".join(dict.fromkeys(titles)), sources=(keys.ANSWERS,))
            )
    return tuple(items)
