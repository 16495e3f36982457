"""A case (案件): one client's investigation, as it is kept, carried and assessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class CaseState(Enum):
    """Where a case stands. Only a draft takes answers."""

    DRAFT = "draft"
    SEALED = "sealed"
    SENT = "sent"


class ChangeKind(Enum):
    """What one change does. Together they rebuild a case from nothing.

    ATTACH and DETACH are written by the store alone: a form makes none, and they change no answer and no remark.
    """

    SET = "set"
    ADD_ROW = "add_row"
    REMOVE_ROW = "remove_row"
    REMARK = "remark"
    ATTACH = "attach"
    DETACH = "detach"


@dataclass(frozen=True, slots=True)
class Change:
    """One edit as data, undoable.

    ``path`` is a leaf (``/data/stock[2]/quantity``, positions 1-based, only on repeats) for SET, a row (``/data/stock[2]``)
    for ADD_ROW and REMOVE_ROW, a subject (``check/equity_check``) for REMARK, and the question ("" = the case) for ATTACH and
    DETACH. ``old``/``new`` are the texts before and after; of an attachment, its id. ``rows`` holds what a removed row contained, leaf paths as they were, so that undo loses nothing.
    """

    kind: ChangeKind
    path: str
    old: str = ""
    new: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """An investigator. ``key`` is the hex Ed25519 public key, ``staff_number`` the bank's own."""

    id: str
    name: str
    key: str = ""
    staff_number: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, paper or export belonging to a case. The file itself lies encrypted in the store under ``id``.

    ``id`` is the SHA-256 (hex) of its ciphertext, ``sha256`` of its plain bytes, ``size`` in plain bytes. ``question`` is the
    path it answers or supports ("" = the case as a whole). ``place`` is "latitude longitude" where the photo says so.
    """

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    question: str
    added_at: datetime
    added_by: str
    taken_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit trail: who changed what, when, on which device; ``hash`` chains it to the line before."""

    number: int
    at: datetime
    by: str
    device: str
    change: Change
    reason: str
    hash: str


@dataclass(frozen=True, slots=True)
class Case:
    """A filled-in case, whole. ``answers`` maps leaf paths to texts as an XForm instance holds them, blanks left out."""

    id: str
    number: str
    industry: str
    checklist_sha256: str
    created_at: datetime
    state: CaseState = CaseState.DRAFT
    investigators: tuple[Person, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A row of the case list. ``completeness`` runs from 0 to 100."""

    id: str
    number: str
    client: str
    industry: str
    state: CaseState
    changed_at: datetime
    completeness: int = 0
    problems: int = 0
