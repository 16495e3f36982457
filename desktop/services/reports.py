"""The case becomes paper: prepare what a report is made of, and render it.

``material`` needs the open store; ``render_pdf`` and ``render_workbook`` take plain data, so that the window can hand them to its
worker process. The same case gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, UnidentifiedImageError

from checklists.model.canonical import canonical_bytes
from checklists.model.case import Attachment, AuditEntry, Case, ChangeKind, Person
from checklists.store import CaseStore
from desktop.services.answered import answered_sections, checked_points, worked_answers
from desktop.services.board import told
from desktop.services.casebook import CaseService
from desktop.services.cases import OpenCase
from desktop.services.earlier import checklist_moves, earlier_answers
from desktop.services.recorded import input_changes, recorded
from reports.chapters.material import Evidence, HistorySummary, ReportMaterial
from reports.chapters.narrative import SUBJECT as NARRATIVE
from reports.compose import Story, compose, compose_with_stories, compose_workbook, editable_stories
from reports.excel import render_workbook as render_excel
from reports.pdf import PdfResult
from reports.pdf import render_pdf as render_paper

THUMBNAIL_PX = 360
_MAX_PIXELS = 60_000_000


class ReportService:
    """Reports of the cases on this laptop."""

    def __init__(self, store: CaseStore, cases: CaseService, *, bank: str = "", department: str = "") -> None:
        self._store = store
        self._cases = cases
        self._bank = bank
        self._department = department

    def material(
        self,
        case: str | OpenCase,
        *,
        signed_by: Sequence[Person] = (),
        draft: bool | None = None,
        short: bool = False,
        history: Sequence[AuditEntry] | None = None,
    ) -> ReportMaterial:
        """Everything a report of this case says; ``short`` for the form of two pages. ``signed_by`` names the investigators who are about to sign it.

        ``history`` where it is longer than the store's yet: that of a case about to be sealed.
        """
        opened = self._cases.open(case) if isinstance(case, str) else case
        assessment = opened.assess()
        current = opened.case
        if signed_by:
            current = replace(current, investigators=tuple(signed_by))
        sections = answered_sections(opened.form, opened.session, current.remarks)
        titles = {item.path: item.title for section in sections for item in section.items}
        titles |= {path: question.label for path, question in opened.form.questions.items() if path not in titles}
        titles |= {item.path: item.title for item in current.set_aside}
        history = self._store.history(opened.id) if history is None else history
        return ReportMaterial(
            case=current,
            assessment=assessment,
            checklist=opened.checklist,
            sections=sections,
            case_hash=case_hash(current, canonical_bytes(assessment)),
            evidence=tuple(
                Evidence(item, thumbnail(opened.attachment_bytes(item.id), item), titles.get(item.question, item.name))
                for item in current.attachments
            ),
            history=summary_of(history),
            bank=self._bank,
            department=self._department,
            is_draft=draft,
            is_short=short,
            moves=checklist_moves(current, history, self._cases.versions.name_of),
            earlier_answers=earlier_answers(current),
            recorded=recorded(current, history),
            input_changes=input_changes(
                current, history, checklist=opened.checklist, form=opened.form, session=opened.session
            ),
            points=checked_points(opened.form, opened.session),
            worked=worked_answers(opened.form, opened.session),
        )

    def doubts(self, case_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The paragraphs that a person rewrote and that hold figures which the case does not bear out: title and figures."""
        if not any(subject.startswith(NARRATIVE) for subject in self._store.case(case_id).remarks):
            return ()
        stories = editable_stories(self.material(case_id))
        return tuple((story.title, story.doubtful) for story in stories if story.doubtful)

    def pdf(self, case_id: str) -> bytes:
        return render_pdf(self.material(case_id)).data

    def xlsx(self, case_id: str) -> bytes:
        return render_workbook(self.material(case_id))


@dataclass(frozen=True, slots=True)
class Preview:
    """The report as it will be printed, and its paragraphs that may be rewritten."""

    paper: PdfResult
    stories: tuple[Story, ...]


def render_preview(material: ReportMaterial) -> Preview:
    report, stories = compose_with_stories(material)
    return Preview(render_paper(report, told), stories)


def render_pdf(material: ReportMaterial) -> PdfResult:
    """The report on A4. Pure: no clock, no store."""
    return render_paper(compose(material), told)


def render_workbook(material: ReportMaterial) -> bytes:
    """The same case as a workbook whose totals are formulas."""
    return render_excel(compose_workbook(material))


def case_hash(case: Case, assessment: bytes) -> str:
    """SHA-256 (hex) of canonical answers, those set aside, remarks, assessment and evidence ids: what the report was made of."""
    subject = {
        "case": case.id,
        "checklist": case.checklist_sha256,
        "answers": case.answers,
        "remarks": case.remarks,
        "evidence": sorted(item.sha256 for item in case.attachments),
        "assessment": hashlib.sha256(assessment).hexdigest(),
        **({"set_aside": case.set_aside} if case.set_aside else {}),
    }
    return hashlib.sha256(canonical_bytes(subject)).hexdigest()


def thumbnail(data: bytes, attachment: Attachment) -> bytes:
    """A small JPEG of a photo, without its metadata; nothing where the file is no picture or claims to be a giant one."""
    if not attachment.media_type.startswith("image/"):
        return b""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MAX_PIXELS:
                return b""
            image.draft("RGB", (THUMBNAIL_PX, THUMBNAIL_PX))
            small = image.convert("RGB")
            small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
            target = io.BytesIO()
            small.save(target, "JPEG", quality=80)
            return target.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""


def summary_of(history: Sequence[AuditEntry]) -> HistorySummary:
    """The audit trail in brief: how many entries, by whom, on what devices, how many corrections of earlier answers."""
    if not history:
        return HistorySummary()
    return HistorySummary(
        entries=len(history),
        first_at=history[0].at,
        last_at=history[-1].at,
        people=tuple(Counter(entry.by for entry in history).most_common()),
        devices=tuple(dict.fromkeys(entry.device for entry in history)),
        corrections=sum(entry.change.kind is ChangeKind.SET and bool(entry.change.old) for entry in history),
        head=history[-1].hash,
    )
