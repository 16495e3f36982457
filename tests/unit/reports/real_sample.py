"""The shipped samples as a report's material, assessed by the method itself."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache

from checklists import package
from checklists.assess import assess
from checklists.form import Form, FormSession
from checklists.model.case import Attachment, Case, CaseState, Person
from checklists.model.checklist import Checklist
from checklists.samples import sample_answers, sample_folder
from checklists.workbook import build_shipped
from desktop.services.answered import answered_sections, worked_answers
from desktop.services.reports import thumbnail
from reports.compose import Evidence, HistorySummary, ReportMaterial

INDUSTRY = "fmcg_wholesale"
AT = datetime(2025, 12, 31, 8, 0, tzinfo=UTC)

Texts = tuple[tuple[str, str], ...]
"""By path or subject."""


@lru_cache
def _opened(industry: str) -> tuple[Checklist, Form]:
    checklist = package.read(build_shipped(industry))
    return checklist, Form.from_xform(checklist.xform)


@lru_cache
def real_material(
    variant: str | None = None, industry: str = INDUSTRY, changes: Texts = (), remarks: Texts = ()
) -> ReportMaterial:
    checklist, form = _opened(industry)
    answers = {**sample_answers(industry, variant), **dict(changes)}
    session = FormSession(form, answers, now=lambda: AT, new_id=lambda: "0001")
    evidence = tuple(_evidence(session, industry))
    people = (Person("p1", "张调查", "ab" * 32, "A1021"), Person("p2", "李复核", "cd" * 32, "A1107"))
    case = Case(
        "0001", "JD-2025-000001", industry, checklist.sha256, AT, CaseState.SEALED, people, session.answers(), dict(remarks),
        tuple(piece.attachment for piece in evidence),
    )  # fmt: skip
    assessment = assess(case, checklist)
    history = HistorySummary(
        486, AT, AT, (("张调查", 402), ("李复核", 84)), ("JD-LAPTOP-07",), 12, "5c" * 32, is_verified=True
    )
    return ReportMaterial(
        case, assessment, checklist, answered_sections(form, session), hashlib.sha256(b"case").hexdigest(), evidence, history, "样例农村商业银行", "普惠金融部", worked=worked_answers(form, session)
    )  # fmt: skip


@lru_cache
def empty_material(industry: str = INDUSTRY) -> ReportMaterial:
    """A case of which nobody has answered anything, assessed by the method itself."""
    checklist, form = _opened(industry)
    session = FormSession(form, {}, now=lambda: AT, new_id=lambda: "0002")
    case = Case("0002", "JD-2025-000002", industry, checklist.sha256, AT, answers=session.answers())
    return ReportMaterial(
        case, assess(case, checklist), checklist, answered_sections(form, session), "0" * 64, (), HistorySummary(), worked=worked_answers(form, session)
    )  # fmt: skip


def _evidence(session: FormSession, industry: str) -> list[Evidence]:
    where = {value: path for path, value in session.values().items() if value}
    made = []
    for file in sorted(sample_folder(industry).iterdir()):
        if file.suffix in (".png", ".csv"):
            data = file.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            media_type = "image/png" if file.suffix == ".png" else "text/csv"
            attachment = Attachment(
                digest, file.name, media_type, len(data), digest, where.get(file.name, ""), AT, "张调查", AT
            )
            made.append(
                Evidence(
                    attachment,
                    thumbnail(data, attachment),
                    session.label(attachment.question) if attachment.question else file.name,
                )
            )
    return made
