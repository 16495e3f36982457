"""A report's order of chapters: the decision first, then what it rests on, then the evidence. ``compose`` is the only way in."""

from __future__ import annotations

from dataclasses import replace

from checklists.model.report_order import REPORT_ORDER
from reports.chapters.aftercare import aftercare_chapter
from reports.chapters.appendices import answers_appendix, evidence_appendix, trail_appendix
from reports.chapters.background import background_chapter
from reports.chapters.borrowing import borrowing_chapter
from reports.chapters.checks import checks_chapter
from reports.chapters.closing import closing_chapter, signing_chapter
from reports.chapters.decision import client_name, decision_page, subtitle
from reports.chapters.industry import industry_chapter
from reports.chapters.limit import limit_chapter
from reports.chapters.material import (
    AnsweredItem,
    AnsweredSection,
    CheckedPoint,
    Evidence,
    HistorySummary,
    ReportMaterial,
)
from reports.chapters.narrative import Story, as_edited, stories, with_stories
from reports.chapters.offer import offer_chapter
from reports.chapters.outlook import outlook_chapter
from reports.chapters.punctuation import in_house_style
from reports.chapters.purpose import purpose_chapter
from reports.chapters.request import request_chapter
from reports.chapters.risks import open_points_chapter, risks_chapter
from reports.chapters.scoring import scoring_chapter
from reports.chapters.sheets.decision_sheets import decision_sheets
from reports.chapters.sheets.links import linked
from reports.chapters.sheets.method_sheets import method_sheets
from reports.chapters.sheets.offer_sheets import offer_sheets
from reports.chapters.sheets.peer_sheets import peer_sheets
from reports.chapters.sheets.statement_sheets import statement_sheets
from reports.chapters.sheets.summary_sheets import list_sheets, summary_sheet
from reports.chapters.sheets.working import working_sheets
from reports.chapters.short import short_chapter
from reports.chapters.soft import soft_chapter
from reports.chapters.sources import evidence_index
from reports.chapters.statements import statements_chapter
from reports.chapters.turnover import turnover_chapter
from reports.document import Chapter, Report, WorkbookSpec

__all__ = [
    "AnsweredItem",
    "AnsweredSection",
    "CheckedPoint",
    "Evidence",
    "HistorySummary",
    "ReportMaterial",
    "Story",
    "compose",
    "compose_with_stories",
    "compose_workbook",
    "editable_stories",
]


def compose(material: ReportMaterial) -> Report:
    """The whole report as data, or its short form where the material asks for it; the same material gives the same report."""
    return compose_with_stories(material)[0]


def compose_with_stories(material: ReportMaterial) -> tuple[Report, tuple[Story, ...]]:
    """The report, and the paragraphs that a person may rewrite: generated and as edited, with what no longer holds in them."""
    material = in_house_style(material)
    chapters = with_stories(_chapters(material), material)
    told = stories(chapters, material)
    if material.is_short:
        short = _report(material, "简式调查报告", (short_chapter(material, told),))
        return replace(short, has_contents=False), told
    return _report(material, "综合信用报告", as_edited(chapters, told)), told


def _report(material: ReportMaterial, title: str, chapters: tuple[Chapter, ...]) -> Report:
    return Report(
        title=title,
        client=client_name(material),
        subtitle=subtitle(material),
        case_number=material.case.number,
        edition=material.edition,
        bank=material.bank_name,
        department=material.department,
        state_label="最终" if material.is_final else "暂定",
        is_final=material.is_final,
        is_draft=material.draft,
        case_hash=material.case_hash,
        dated=material.assessment.as_of,
        decision=decision_page(material),
        chapters=chapters,
        logo=material.logo,
    )


def editable_stories(material: ReportMaterial) -> tuple[Story, ...]:
    """The paragraphs alone."""
    return compose_with_stories(material)[1]


def _chapters(material: ReportMaterial) -> tuple[Chapter, ...]:
    """The chapters in the bank's order: those that it names first, the others as they stand here."""
    named = material.checklist.settings.get(REPORT_ORDER, "").split()
    places = {key: place for place, key in enumerate(named)}
    body, rest = _in_our_order(material)
    return (*sorted(body, key=lambda chapter: places.get(chapter.key, len(places))), *rest)


def _in_our_order(material: ReportMaterial) -> tuple[tuple[Chapter, ...], tuple[Chapter, ...]]:
    """The chapters that a bank may order, and those that keep their places behind them."""
    index = evidence_index(material)
    body = (
        request_chapter(material, index),
        background_chapter(material, index),
        borrowing_chapter(material, index),
        industry_chapter(material, index),
        statements_chapter(material, index),
        checks_chapter(material, index),
        turnover_chapter(material, index),
        soft_chapter(material, index),
        purpose_chapter(material, index),
        scoring_chapter(material),
        limit_chapter(material, index),
        *offer_chapter(material),
        outlook_chapter(material),
        risks_chapter(material),
        aftercare_chapter(material),
        open_points_chapter(material),
        closing_chapter(material, index),
    )
    appendices = answers_appendix(material, index), evidence_appendix(material), trail_appendix(material)
    return body, (*appendices, signing_chapter(material))


def compose_workbook(material: ReportMaterial) -> WorkbookSpec:
    """The same figures as sheets with live formulas."""
    material = in_house_style(material)
    return WorkbookSpec(
        title=f"综合信用报告 {material.case.number}",
        author=material.bank_name or "尽调",
        subject=f"案件哈希 SHA-256 {material.case_hash}",
        dated=material.assessment.as_of,
        sheets=linked(
            (
                summary_sheet(material),
                *statement_sheets(material),
                *method_sheets(material),
                *decision_sheets(material),
                *offer_sheets(material),
                *peer_sheets(material),
                *working_sheets(material),
                *list_sheets(material),
            ),
            material,
        ),
    )
