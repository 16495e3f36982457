"""Rows of a case -> the case as the domain knows it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import BindParameter, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from checklists.model.canonical import canonical_bytes, read_json
from checklists.model.case import (
    Attachment,
    AuditEntry,
    Case,
    CaseState,
    CaseSummary,
    Change,
    ChangeKind,
    Person,
    SetAside,
)
from checklists.model.errors import CaseNotFound
from checklists.model.transactions import SHANGHAI
from checklists.model.updates import set_aside_of
from checklists.store.clock import time_of
from checklists.store.tables import (
    AnswerRow,
    AttachmentRow,
    CaseRow,
    ChangeRow,
    InvestigatorRow,
    RemarkRow,
    SetAsideRow,
)

# Crockford's alphabet: no letter that is read as a digit over the telephone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_wanted: BindParameter[str] = bindparam("wanted")
_BY_ID_OR_NUMBER = select(CaseRow).where(or_(col(CaseRow.id) == _wanted, col(CaseRow.number) == _wanted))


def case_number(case_id: str, at: datetime) -> str:
    """``20261122-K7QD4``: the day of creation and five letters of the case's id, the same on every device."""
    digest = int.from_bytes(hashlib.sha256(case_id.encode()).digest()[:4], "big")
    letters = "".join(_ALPHABET[(digest >> shift) & 31] for shift in range(0, 25, 5))
    return f"{at.astimezone(SHANGHAI):%Y%m%d}-{letters}"


def find_case(session: Session, path: Path, id_or_number: str) -> CaseRow:
    row = session.exec(_BY_ID_OR_NUMBER, params={"wanted": id_or_number}).first()
    if row is None:
        raise CaseNotFound(path, case=id_or_number)
    return row


def investigator_rows(case_id: str, people: tuple[Person, ...]) -> list[InvestigatorRow]:
    return [
        InvestigatorRow(
            case_id=case_id,
            position=position,
            person_id=person.id,
            name=person.name,
            key=person.key,
            staff_number=person.staff_number,
        )
        for position, person in enumerate(people)
    ]


def load_case(session: Session, row: CaseRow) -> Case:
    answers = session.exec(select(AnswerRow.path, AnswerRow.value).where(AnswerRow.case_id == row.id))
    remarks = session.exec(select(RemarkRow.subject, RemarkRow.text).where(RemarkRow.case_id == row.id))
    people = session.exec(
        select(InvestigatorRow).where(InvestigatorRow.case_id == row.id).order_by(col(InvestigatorRow.position))
    )
    attachments = session.exec(
        select(AttachmentRow)
        .where(AttachmentRow.case_id == row.id, col(AttachmentRow.removed_at).is_(None))
        .order_by(col(AttachmentRow.added_at), col(AttachmentRow.id))
    )
    return Case(
        id=row.id,
        number=row.number,
        industry=row.industry,
        checklist_sha256=row.checklist_sha256,
        created_at=time_of(row.created_at),
        state=CaseState(row.state),
        investigators=tuple(Person(p.person_id, p.name, p.key, p.staff_number) for p in people),
        answers=dict(answers.all()),
        remarks=dict(remarks.all()),
        attachments=tuple(attachment_of(each) for each in attachments),
        set_aside=load_set_aside(session, row.id),
        earlier_checklists=tuple(row.earlier_checklists.split()),
    )


def load_set_aside(session: Session, case_id: str) -> tuple[SetAside, ...]:
    """The answers that the case's checklist no longer takes, in the order in which they were set aside."""
    rows = select(SetAsideRow.body).where(SetAsideRow.case_id == case_id)
    bodies = session.exec(rows.order_by(col(SetAsideRow.since), col(SetAsideRow.place)))
    return tuple(set_aside_of(body) for body in bodies)


def summaries(session: Session, search: str) -> tuple[CaseSummary, ...]:
    """The case list, last changed first. Every word of ``search`` must occur in the client's name or the number.

    LIKE and not FTS: trigram indexes find no two-character Chinese word, and a laptop's cases are few (see DECISIONS.md).
    """
    # Plain columns: ten thousand ORM objects would cost more than reading them.
    query = select_columns(
        col(CaseRow.id),
        col(CaseRow.number),
        col(CaseRow.client),
        col(CaseRow.industry),
        col(CaseRow.state),
        col(CaseRow.changed_at),
        col(CaseRow.completeness),
        col(CaseRow.problems),
    ).order_by(col(CaseRow.changed_at).desc(), col(CaseRow.id))
    for word in search.split():
        query = query.where(
            or_(
                col(CaseRow.client).contains(word, autoescape=True), col(CaseRow.number).contains(word, autoescape=True)
            )
        )
    return tuple(
        CaseSummary(id_, number, client, industry, CaseState(state), time_of(changed), complete, problems)
        for id_, number, client, industry, state, changed, complete, problems in session.execute(query)
    )


def load_history(session: Session, case_id: str) -> tuple[AuditEntry, ...]:
    rows = session.exec(select(ChangeRow).where(ChangeRow.case_id == case_id).order_by(col(ChangeRow.number)))
    return tuple(
        AuditEntry(row.number, time_of(row.at), row.by, row.device, change_of(row.body), row.reason, row.hash)
        for row in rows
    )


def change_text(change: Change) -> str:
    return canonical_bytes(change).decode()


def change_of(body: str) -> Change:
    data = read_json(body)
    rows = tuple((path, value) for path, value in data["rows"])
    return Change(ChangeKind(data["kind"]), data["path"], data["old"], data["new"], rows)


def attachment_of(row: AttachmentRow) -> Attachment:
    return Attachment(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        question=row.question,
        added_at=time_of(row.added_at),
        added_by=row.added_by,
        taken_at=time_of(row.taken_at) if row.taken_at else None,
        place=row.place,
        perceptual_hash=row.perceptual_hash,
    )
