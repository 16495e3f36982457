"""What the money is for, what pays it back, and what stands behind it."""

from __future__ import annotations

from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import clause, wan
from reports.chapters.sources import EvidenceIndex
from reports.document import UNKNOWN, Chapter, Paragraph, Section, words


def purpose_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    return Chapter(
        "purpose",
        "用途、还款来源与担保",
        (
            Section(keys.PURPOSE, "用途与还款来源", (_story(material), *section_blocks(material, index, "purpose"))),
            Section(keys.GUARANTEE, "担保与押品", section_blocks(material, index, "guarantee")),
        ),
    )


def _story(material: ReportMaterial) -> Paragraph:
    return Paragraph(
        words(
            f"第一还款来源为{clause(material.value('first_source', UNKNOWN))}，月净收入（未扣还本付息）",
            wan(material.fact("net_income_month")),
            f"；第二还款来源为{clause(material.value('second_source', UNKNOWN))}。",
            sources=(keys.PROFIT, keys.CAPS),
        )
    )
