"""The rows, and nothing but rows: no other folder sees these classes. Their DDL of record is in ``migrations/``.

Times are RFC 3339 texts in UTC; answers and remarks are texts exactly as given. ``case_id`` is the id of the case everywhere.
"""

from __future__ import annotations

from sqlalchemy import Index, MetaData, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from checklists.model.case import CaseState
from checklists.model.history import NO_ENTRY

LOOK_PARTS = ((1, 3), (4, 3), (7, 3), (10, 3), (13, 4))
"""The hex digits (first, how many) by which similar pictures are found: hashes at most four bits apart agree in one part."""


class StoreRow(SQLModel, registry=registry(metadata=MetaData())):
    """Base with a catalogue of its own: another folder's SQLModel tables never mix with the store's."""


class SettingRow(StoreRow, table=True):
    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


class PackageRow(StoreRow, table=True):
    __tablename__ = "package"
    sha256: str = Field(primary_key=True)
    data: bytes


class CaseRow(StoreRow, table=True):
    """``history_count`` and ``history_head`` are the chain's last line, so that a history cut short shows.

    ``earlier_checklists`` are SHA-256s with a blank between, the oldest first. ``marked_at`` is the length of the history whose
    answers left the case's marks.
    """

    __tablename__ = "cases"
    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    industry: str
    checklist_sha256: str = Field(foreign_key="package.sha256")
    state: str = CaseState.DRAFT.value
    case_key: str
    client: str = ""
    completeness: int = 0
    problems: int = 0
    created_at: str
    created_by: str
    created_on: str
    changed_at: str = Field(index=True)
    history_count: int = 0
    history_head: str = NO_ENTRY
    earlier_checklists: str = ""
    marked_at: int = -1


class InvestigatorRow(StoreRow, table=True):
    __tablename__ = "investigator"
    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    position: int = Field(primary_key=True)
    person_id: str
    name: str
    key: str
    staff_number: str


class AnswerRow(StoreRow, table=True):
    __tablename__ = "answer"
    __table_args__ = {"sqlite_with_rowid": False}
    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    path: str = Field(primary_key=True)
    value: str


class RemarkRow(StoreRow, table=True):
    __tablename__ = "remark"
    __table_args__ = {"sqlite_with_rowid": False}
    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    subject: str = Field(primary_key=True)
    text: str


class SetAsideRow(StoreRow, table=True):
    """An answer that the case's checklist no longer takes; ``body`` is the item as canonical JSON."""

    __tablename__ = "set_aside"
    __table_args__ = {"sqlite_with_rowid": False}
    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    since: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    body: str


class MarkRow(StoreRow, table=True):
    """One thing by which a case is known again: derived from its answers, and made anew whenever those changed."""

    __tablename__ = "mark"
    __table_args__ = {"sqlite_with_rowid": False}
    meaning: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True, foreign_key="cases.id", index=True)
    path: str = Field(primary_key=True)


class ChangeRow(StoreRow, table=True):
    """One line of the history; ``body`` is the change as canonical JSON. Triggers refuse to alter or delete one."""

    __tablename__ = "change"
    __table_args__ = {"sqlite_with_rowid": False}
    case_id: str = Field(primary_key=True, foreign_key="cases.id")
    number: int = Field(primary_key=True)
    at: str
    by: str
    device: str
    reason: str
    body: str
    hash: str


class AttachmentRow(StoreRow, table=True):
    """A removed attachment keeps its row (what it was, who removed it); its file is deleted.

    ``row_question`` and ``row_removed`` remember where it hung while its repeat row is removed, so that undo brings it back.
    """

    __tablename__ = "attachment"
    __table_args__ = tuple(
        Index(f"ix_attachment_look_{number}", text(f"substr(perceptual_hash, {start}, {length})"))
        for number, (start, length) in enumerate(LOOK_PARTS, start=1)
    )
    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="cases.id", index=True)
    name: str
    media_type: str
    size: int
    sha256: str = Field(index=True)
    question: str
    added_at: str
    added_by: str
    taken_at: str | None = None
    place: str = ""
    row_question: str = ""
    row_removed: int = 0
    removed_at: str | None = None
    removed_by: str = ""
    perceptual_hash: str = ""


class OutboxRow(StoreRow, table=True):
    __tablename__ = "outbox"
    sha256: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="cases.id", unique=True)
    sealed_at: str
    sealed_by: str
    sent_at: str | None = None
    receipt: bytes | None = None
