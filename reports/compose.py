"""A report's order of chapters: the decision first, then what it rests on, then the evidence. ``compose`` is the only way in."""

from __future__ import annotations

from reports.chapters.decision import decision_page, subtitle
from reports.chapters.material import (
    AnsweredItem,
    AnsweredSection,
    Evidence,
    HistorySummary,
    ReportMaterial,
)
from reports.chapters.phrases import client_title
from reports.document import Report

__all__ = ["AnsweredItem", "AnsweredSection", "Evidence", "HistorySummary", "ReportMaterial", "compose"]


def compose(material: ReportMaterial) -> Report:
    """The whole report as data; the same material gives the same report."""
    return Report(
        title="综合信用报告",
        client=client_title(material),
        subtitle=subtitle(material),
        case_number=material.case.number,
        edition=material.edition,
        bank=material.bank,
        department=material.department,
        state_label="最终" if material.is_final else "暂定",
        is_final=material.is_final,
        is_draft=material.draft,
        case_hash=material.case_hash,
        decision=decision_page(material),
        chapters=(),
    )
