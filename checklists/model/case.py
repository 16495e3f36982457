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
    UPDATE moves the whole case to another version of its checklist, UPDATE_UNDONE takes the last such move back (``updates.py``).
    """

    SET = "set"
    ADD_ROW = "add_row"
    REMOVE_ROW = "remove_row"
    REMARK = "remark"
    ATTACH = "attach"
    DETACH = "detach"
    UPDATE = "update_checklist"
    UPDATE_UNDONE = "undo_update"


@dataclass(frozen=True, slots=True)
class Change:
    """One edit as data, undoable.

    ``path`` is a leaf (``/data/stock[2]/quantity``, positions 1-based, only on repeats) for SET, a row (``/data/stock[2]``)
    for ADD_ROW and REMOVE_ROW, a subject (``check/equity_check``) for REMARK, and the question ("" = the case) for ATTACH and
    DETACH. ``old``/``new`` are the texts before and after; of an attachment, its id; of an UPDATE, the checklists' SHA-256.
    ``rows`` holds what a removed row contained, leaf paths as they were, so that undo loses nothing; of an UPDATE, what it did.
    """

    kind: ChangeKind
    path: str
    old: str = ""
    new: str = ""
    rows: tuple[tuple[str, str], ...] = ()


class SetAsideReason(Enum):
    """Why an answer has no place in the case's checklist. Those after COMPUTED: the question is asked, but must be answered again."""

    REMOVED = "removed"
    COMPUTED = "computed"
    RETYPED = "retyped"
    CHOICE = "choice"
    UNIT = "unit"
    RELOCATED = "relocated"
    ROWS = "rows"

    @property
    def is_asked_again(self) -> bool:
        return self not in (SetAsideReason.REMOVED, SetAsideReason.COMPUTED)


@dataclass(frozen=True, slots=True)
class SetAside:
    """An answer (or a blank one with a remark or evidence) that the case's checklist no longer takes, kept as it was (不再问的回答).

    ``path`` is where it was asked and follows its row; ``shown`` is ``value`` in words, ``title`` and ``where`` the question and
    its place in the words of the checklist it was answered under, ``kind`` a ``QuestionKind`` value. ``remarks`` are what was
    written on it, by what they are about ("" a remark, else ``model.remarks.About``). ``since`` is the line of history that set it
    aside, ``order`` its place among those; ``row_removed`` the line that removed its row, 0 while it stands.
    """

    path: str
    value: str
    shown: str
    title: str
    where: str
    reason: SetAsideReason
    kind: str
    unit: str = ""
    is_sensitive: bool = False
    remarks: tuple[tuple[str, str], ...] = ()
    since: int = 0
    order: int = 0
    row_removed: int = 0


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
    path it answers or supports ("" = the case as a whole). ``place`` is "latitude longitude" where the photo says so,
    ``perceptual_hash`` what it looks like (``pictures.difference_hash``); "" where it says nothing or is no photo.
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
    perceptual_hash: str = ""


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
    """A filled-in case, whole. ``answers`` maps leaf paths to texts as an XForm instance holds them, blanks left out.

    ``earlier_checklists`` are the versions it was on before, oldest first; an update that was undone is none of them.
    """

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
    set_aside: tuple[SetAside, ...] = ()
    earlier_checklists: tuple[str, ...] = ()


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
