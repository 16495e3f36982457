"""Signals (线索): what coincides in the case and with the laptop's other cases, what to ask, and what was said to it."""

from __future__ import annotations

from checklists.model.signals import Signal, Signals
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import SEVERITIES
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    Align,
    Block,
    Column,
    DataTable,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Span,
    Subheading,
    Tone,
    words,
)

_COLUMNS = (Column("线索", 3.2), Column("程度", 0.6, Align.CENTRE), Column("怎么核", 2.6), Column("调查人说明", 2.2))
_NO_VERDICT = "线索只说明哪些内容重合、不符，不是结论；重合可以有正当的原因，由调查人核实后写明。"


def signals_section(material: ReportMaterial, index: EvidenceIndex) -> Section:
    """What was found, what the laptop knew, and what could not be compared."""
    signals = material.assessment.signals
    blocks: list[Block] = [Paragraph(words(_summary(material, signals)))]
    for title, found in (
        ("本案之内", [each for each in signals.found if not each.of_laptop]),
        ("与本机其他案件之间", [each for each in signals.found if each.of_laptop]),
    ):
        if found:
            blocks += [Subheading(title), DataTable(_COLUMNS, tuple(_row(each, index) for each in found))]
    if signals.gaps:
        blocks.append(Paragraph(words("未能比对：" + "".join(signals.gaps)), ParagraphStyle.NOTE))
    blocks.append(Paragraph(words(_NO_VERDICT), ParagraphStyle.NOTE))
    return Section(keys.SIGNALS, "线索：重复、雷同与不符", tuple(blocks))


def _summary(material: ReportMaterial, signals: Signals) -> str:
    if not material.checklist.signals:
        return "本版清单没有线索规则。"
    compared = "尚未与本机其他案件比对" if signals.compared is None else f"已与本机其他 {signals.compared} 件案件比对"
    if not signals.found:
        return f"{compared}，没有发现线索。"
    waiting = sum(each.is_open for each in signals.found)
    return (
        f"{compared}，共有线索 {len(signals.found)} 条，其中 {waiting} 条尚未说明。其他案件只列编号，内容以原案为准。"
    )


def _row(signal: Signal, index: EvidenceIndex) -> Row:
    told = words(
        Span(f"{signal.label}：", bold=True, tone=Tone.WARN if signal.is_open else Tone.PLAIN),
        signal.sentence,
        sources=index.marks(signal.paths),
    )
    said = words(signal.remark) if signal.remark else words(Span("未说明", tone=Tone.MUTED))
    return Row((told, SEVERITIES[signal.severity], signal.ask, said))
