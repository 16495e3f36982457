"""A case as the bytes that travel: canonical, versioned, and read back so strictly that no other bytes mean the same.

``case.json`` is the filled-in case, ``history.jsonl`` its audit trail, a line an entry; ``package.json`` the checklist it was
handled under and ``assessment.json`` what the method said, both byte for byte. ``contradictions`` says where they disagree.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checklists.model.assessment import Assessment
from checklists.model.canonical import Plain, canonical_bytes, plain
from checklists.model.case import (
    Attachment,
    AuditEntry,
    Case,
    CaseState,
    Change,
    ChangeKind,
    Person,
    SetAside,
    SetAsideReason,
)
from checklists.model.history import Replayed, first_broken
from checklists.model.updates import is_update, last_made, unaccounted, update_of
from sync.errors import CasefileError, DocumentInvalid
from sync.strict import CASE_ID, Fields, load

FORMAT: Final = "jindiao-case-data/1"
FORMAT_OF_UPDATED: Final = "jindiao-case-data/2"
"""Of a case that moved to another version of its checklist, or holds what such a move set aside."""
FORMAT_WITH_LOOKS: Final = "jindiao-case-data/3"
"""Of a case with an attachment of which it is known what it looks like; every case that is neither is of the first."""

CASE, HISTORY, PACKAGE, ASSESSMENT, PDF, XLSX = (
    "case.json",
    "history.jsonl",
    "package.json",
    "assessment.json",
    "report.pdf",
    "report.xlsx",
)
_LARGEST: Final = 64 << 20
_LONGEST: Final = 100_000
_MANY: Final = 100_000
_MOVES: Final = (ChangeKind.UPDATE.value, ChangeKind.UPDATE_UNDONE.value)
_LONGEST_ROW: Final = 20 * _LONGEST
"""A row of a move may hold an answer, the same in words, and three remarks, as JSON in JSON."""
_KEY = re.compile(r"([0-9a-f]{64})?")
_LOOK = re.compile(r"([0-9a-f]{16})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as it was opened: what head office judges. ``assessment`` stays bytes, since it is compared byte for byte."""

    case: Case
    history: tuple[AuditEntry, ...]
    package: bytes
    assessment: bytes


def parts_of(
    case: Case,
    history: Iterable[AuditEntry],
    *,
    package: bytes,
    assessment: Assessment,
    report_pdf: bytes,
    report_xlsx: bytes | None = None,
) -> dict[str, bytes]:
    """What ``envelope.seal`` takes as ``parts``."""
    parts = {
        CASE: write_case(case),
        HISTORY: write_history(history),
        PACKAGE: package,
        ASSESSMENT: canonical_bytes(assessment),
        PDF: report_pdf,
    }
    return parts if report_xlsx is None else {**parts, XLSX: report_xlsx}


def read_parts(parts: Mapping[str, bytes]) -> CaseRecord:
    """The record in the plain bytes of the four required parts. DocumentInvalid; CasefileError where one is missing."""
    for name in (CASE, HISTORY, PACKAGE, ASSESSMENT):
        if name not in parts:
            raise CasefileError(name, "", "nothing", "the part")
    return CaseRecord(read_case(parts[CASE]), read_history(parts[HISTORY]), parts[PACKAGE], parts[ASSESSMENT])


def contradictions(record: CaseRecord) -> tuple[CasefileError, ...]:
    """Every point in which the parts disagree with one another: checklist, chain, answers, remarks, attachments."""
    found = []
    case, history = record.case, record.history
    package = hashlib.sha256(record.package).hexdigest()
    if package != case.checklist_sha256:
        found.append(CasefileError(PACKAGE, "sha256", package, case.checklist_sha256))
    broken = first_broken(case.id, history)
    if broken is not None:
        found.append(CasefileError(HISTORY, f"line {broken}", "another hash", "the chain's"))
        return tuple(found)  # what a broken trail says is not compared
    whole, moves = _followed(history)
    found += moves
    if whole is None:
        return tuple(found)
    if whole.checklists and whole.checklists != (*case.earlier_checklists, case.checklist_sha256):
        found.append(CasefileError(CASE, "checklist_sha256", "another way here", "the history's"))
    if not whole.checklists and case.earlier_checklists:
        found.append(
            CasefileError(CASE, "earlier_checklists", f"{len(case.earlier_checklists)}", "none, says the history")
        )
    if whole.set_aside != case.set_aside:
        found.append(CasefileError(CASE, "set_aside", "other answers", "what the history gives"))
    attached = {entry.change.new for entry in history if entry.change.kind is ChangeKind.ATTACH}
    attached -= {entry.change.old for entry in history if entry.change.kind is ChangeKind.DETACH}
    for where, by_history, by_case in (
        ("answers", whole.answers, dict(case.answers)),
        ("remarks", whole.remarks, dict(case.remarks)),
        ("attachments", dict.fromkeys(attached, ""), {attachment.id: "" for attachment in case.attachments}),
    ):
        differing = {key for key in by_history.keys() | by_case.keys() if by_history.get(key) != by_case.get(key)}
        if differing:
            found.append(CasefileError(CASE, where, f"{len(differing)} differ", "what the history gives"))
    return tuple(found)


def _followed(history: tuple[AuditEntry, ...]) -> tuple[Replayed | None, list[CasefileError]]:
    """The case as its history gives it, and every move to another checklist that loses something or starts from elsewhere."""
    whole, faults = Replayed(), []
    lines: list[tuple[int, Change]] = []
    for entry in history:
        if is_update(entry.change):
            faults += [
                CasefileError(HISTORY, f"line {entry.number}", *fault) for fault in _move_faults(whole, entry, lines)
            ]
            lines.append((entry.number, entry.change))
        try:
            whole.follow(entry)
        except ValueError:
            return None, [
                *faults,
                CasefileError(HISTORY, f"line {entry.number}", "no such change", "a change of a case"),
            ]
    return whole, faults


def _move_faults(whole: Replayed, entry: AuditEntry, earlier: list[tuple[int, Change]]) -> list[tuple[str, str]]:
    """(found, expected) of a move of the case to another checklist."""
    update = update_of(entry.change)
    made = last_made(earlier)
    faults = []
    if whole.checklists and update.old != whole.checklists[-1]:
        faults.append(("a move from another checklist", "from the one it was on"))
    if update.is_undo and (made is None or (update.old, update.new) != (made[1].new, made[1].old)):
        faults.append(("the undoing of no move", "of the last one"))
    lost = unaccounted(update, whole.answers, whole.remarks, made[1] if made is not None else None)
    if lost:
        faults.append((f"{len(lost)} answers lost", "each carried or set aside"))
    return faults


def write_case(case: Case) -> bytes:
    """``case.json``. Its state does not travel: a case that travels is sealed."""
    form = _format_of(case)
    updated = {} if form == FORMAT else {"earlier_checklists": case.earlier_checklists, "set_aside": case.set_aside}
    left_out = () if form == FORMAT_WITH_LOOKS else ("perceptual_hash",)
    document = {
        "format": form,
        "id": case.id,
        "number": case.number,
        "industry": case.industry,
        "checklist_sha256": case.checklist_sha256,
        "created_at": case.created_at,
        "investigators": case.investigators,
        "answers": case.answers,
        "remarks": case.remarks,
        "attachments": [_without(plain(attachment), left_out) for attachment in case.attachments],
        **updated,
    }
    data = canonical_bytes(document)
    read_case(data)  # what head office would refuse is found here, while the investigator can still do something
    return data


def _without(document: Plain, keys: tuple[str, ...]) -> Plain:
    assert isinstance(document, dict)
    return {key: value for key, value in document.items() if key not in keys}


def read_case(data: bytes) -> Case:
    """The sealed case in ``case.json``. DocumentInvalid."""
    fields = load(data, document=CASE, most=_LARGEST, canonical=True)
    form = fields.text("format")
    if form not in (FORMAT_OF_UPDATED, FORMAT_WITH_LOOKS):
        fields.constant("format", FORMAT)
    is_updated, has_looks = form != FORMAT, form == FORMAT_WITH_LOOKS
    case = Case(
        id=fields.text("id", pattern=CASE_ID),
        number=fields.text("number"),
        industry=fields.text("industry", pattern=CASE_ID),
        checklist_sha256=fields.digest("checklist_sha256"),
        created_at=fields.moment("created_at"),
        state=CaseState.SEALED,
        investigators=tuple(_person(item) for item in fields.objects("investigators", most=50)),
        answers=fields.mapping("answers", most=_MANY, longest=_LONGEST),
        remarks=fields.mapping("remarks", most=_MANY, longest=_LONGEST),
        attachments=tuple(
            _attachment(item, has_looks=has_looks) for item in fields.objects("attachments", most=10_000)
        ),
        set_aside=tuple(_set_aside(item) for item in fields.objects("set_aside", most=_MANY)) if is_updated else (),
        earlier_checklists=fields.texts("earlier_checklists", most=1000, pattern=_SHA256) if is_updated else (),
    )
    fields.done()
    if form != _format_of(case):
        raise DocumentInvalid(CASE, "$.format", form, _format_of(case))
    ids = [attachment.id for attachment in case.attachments]
    if len(set(ids)) != len(ids):
        raise DocumentInvalid(CASE, "$.attachments", "an id twice", "each id once")
    return case


def write_history(history: Iterable[AuditEntry]) -> bytes:
    """``history.jsonl``: one canonical line an entry, each ended by a line feed."""
    return b"".join(canonical_bytes(entry) + b"\n" for entry in history)


def read_history(data: bytes) -> tuple[AuditEntry, ...]:
    """The entries, in the order of the file. DocumentInvalid; the chain is ``contradictions``' affair."""
    if len(data) > _LARGEST:
        raise DocumentInvalid(HISTORY, "$", f"{len(data)} bytes", f"at most {_LARGEST}")
    if data and not data.endswith(b"\n"):
        raise DocumentInvalid(HISTORY, "$", "a line without end", "a line feed after each entry")
    return tuple(_entry(line) for line in data.split(b"\n")[:-1])


def _entry(line: bytes) -> AuditEntry:
    fields = load(line, document=HISTORY, most=_LARGEST, canonical=True)
    entry = AuditEntry(
        number=fields.whole("number", least=1),
        at=fields.moment("at"),
        by=fields.text("by"),
        device=fields.text("device"),
        change=_change(fields.inner("change")),
        reason=fields.text("reason", longest=_LONGEST),
        hash=fields.digest("hash"),
    )
    fields.done()
    return entry


def _change(fields: Fields) -> Change:
    kind = fields.text("kind")
    if kind not in {known.value for known in ChangeKind}:
        raise DocumentInvalid(HISTORY, fields.where, "another kind", "a known kind of change")
    change = Change(
        kind=ChangeKind(kind),
        path=fields.text("path"),
        old=fields.text("old", longest=_LONGEST),
        new=fields.text("new", longest=_LONGEST),
        rows=fields.pairs("rows", most=_MANY, longest=_LONGEST_ROW if kind in _MOVES else _LONGEST),
    )
    fields.done()
    if is_update(change):
        try:
            update_of(change)
        except ValueError as error:
            raise DocumentInvalid(HISTORY, fields.where, str(error), "a move between two checklists") from error
    return change


def _format_of(case: Case) -> str:
    """The first format that can hold the case: older programs read whatever they can."""
    if any(attachment.perceptual_hash for attachment in case.attachments):
        return FORMAT_WITH_LOOKS
    return FORMAT_OF_UPDATED if case.set_aside or case.earlier_checklists else FORMAT


def _set_aside(fields: Fields) -> SetAside:
    reason = fields.text("reason")
    if reason not in {known.value for known in SetAsideReason}:
        raise DocumentInvalid(CASE, fields.where, "another reason", "a known reason")
    item = SetAside(
        path=fields.text("path"),
        value=fields.text("value", longest=_LONGEST),
        shown=fields.text("shown", longest=_LONGEST),
        title=fields.text("title", longest=_LONGEST),
        where=fields.text("where", longest=_LONGEST),
        reason=SetAsideReason(reason),
        kind=fields.text("kind"),
        unit=fields.text("unit"),
        is_sensitive=fields.flag("is_sensitive"),
        remarks=fields.pairs("remarks", most=10, longest=_LONGEST),
        since=fields.whole("since", least=1),
        order=fields.whole("order"),
        row_removed=fields.whole("row_removed"),
    )
    fields.done()
    return item


def _person(fields: Fields) -> Person:
    person = Person(
        fields.text("id", pattern=CASE_ID),
        fields.text("name"),
        fields.text("key", pattern=_KEY),
        fields.text("staff_number"),
    )
    fields.done()
    return person


def _attachment(fields: Fields, *, has_looks: bool) -> Attachment:
    attachment = Attachment(
        id=fields.digest("id"),
        name=fields.text("name"),
        media_type=fields.text("media_type"),
        size=fields.whole("size"),
        sha256=fields.digest("sha256"),
        question=fields.text("question"),
        added_at=fields.moment("added_at"),
        added_by=fields.text("added_by"),
        taken_at=None if fields.is_null("taken_at") else fields.moment("taken_at"),
        place=fields.text("place"),
        perceptual_hash=fields.text("perceptual_hash", pattern=_LOOK) if has_looks else "",
    )
    fields.done()
    return attachment
