"""Soft information: what neighbours, landlords and employees say, and whether the person and the business fit together."""

from __future__ import annotations

from reports.chapters import keys
from reports.chapters.answered import section_blocks
from reports.chapters.material import ReportMaterial
from reports.chapters.signals import signals_section
from reports.chapters.sources import EvidenceIndex
from reports.document import Chapter, Paragraph, ParagraphStyle, Section, words


def soft_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    note = words("婚姻、子女、年龄只用于核对信息是否一致，不参与评分；侧面打听对象以代号记录。")
    blocks = (*section_blocks(material, index, "soft"), Paragraph(note, ParagraphStyle.NOTE))
    soft = Section(keys.SOFT, "侧面打听与软信息偏差", blocks)
    return Chapter("soft", "软信息", (soft, signals_section(material, index)))
