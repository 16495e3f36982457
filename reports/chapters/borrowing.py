"""Existing credit: what is owed to whom, what falls due while our loan runs, what the bureau says of it."""

from __future__ import annotations

from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import wan
from reports.chapters.sources import EvidenceIndex
from reports.document import Block, Chapter, Paragraph, ParagraphStyle, Section, Span, Tone, words


def borrowing_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    return Chapter(
        "existing-credit",
        "现有授信与负债",
        (
            Section(
                keys.BORROWING, "负债与对外担保", (_story(material), *section_blocks(material, index, "debts_section"))
            ),
            Section("bureau", "征信", _bureau(material, index)),
        ),
    )


def _story(material: ReportMaterial) -> Paragraph:
    return Paragraph(
        words(
            "现有融资余额 ",
            wan(material.fact("existing_loans")),
            "，每月还本付息 ",
            wan(material.fact("existing_debt_service_month")),
            "，对外担保余额 ",
            wan(material.fact("guarantees_given")),
            "。以上已在各项额度上限中扣除。",
            sources=(keys.BALANCE, keys.CAPS),
        )
    )


def _bureau(material: ReportMaterial, index: EvidenceIndex) -> tuple[Block, ...]:
    blocks = section_blocks(material, index, "bureau")
    if material.is_final:
        return blocks
    note = words(
        Span("征信尚未录入或已过有效期。", bold=True, tone=Tone.WARN),
        "信用维度未评估，评分只给出区间，本报告为暂定稿，不出具同意类建议；征信录入后须重新生成。",
        sources=(keys.OPEN_POINTS,),
    )
    return Paragraph(note, ParagraphStyle.CALLOUT), *blocks
