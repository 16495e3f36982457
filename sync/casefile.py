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
from checklists.model.canonical import canonical_bytes
from checklists.model.case import Attachment, AuditEntry, Case, CaseState, Change, ChangeKind, Person
from checklists.model.history import first_broken, replayed
from sync.errors import CasefileError, DocumentInvalid
from sync.strict import CASE_ID, Fields, load

FORMAT: Final = "jindiao-case-data/1"
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
_KEY = re.compile(r"([0-9a-f]{64})?")


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
    answers, remarks = replayed(history)
    attached = {entry.change.new for entry in history if entry.change.kind is ChangeKind.ATTACH}
    attached -= {entry.change.old for entry in history if entry.change.kind is ChangeKind.DETACH}
    for where, by_history, by_case in (
        ("answers", answers, dict(case.answers)),
        ("remarks", remarks, dict(case.remarks)),
        ("attachments", dict.fromkeys(attached, ""), {attachment.id: "" for attachment in case.attachments}),
    ):
        differing = {key for key in by_history.keys() | by_case.keys() if by_history.get(key) != by_case.get(key)}
        if differing:
            found.append(CasefileError(CASE, where, f"{len(differing)} differ", "what the history gives"))
    return tuple(found)


def write_case(case: Case) -> bytes:
    """``case.json``. Its state does not travel: a case that travels is sealed."""
    document = {
        "format": FORMAT,
        "id": case.id,
        "number": case.number,
        "industry": case.industry,
        "checklist_sha256": case.checklist_sha256,
        "created_at": case.created_at,
        "investigators": case.investigators,
        "answers": case.answers,
        "remarks": case.remarks,
        "attachments": case.attachments,
    }
    data = canonical_bytes(document)
    read_case(data)  # what head office would refuse is found here, while the investigator can still do something
    return data


def read_case(data: bytes) -> Case:
    """The sealed case in ``case.json``. DocumentInvalid."""
    fields = load(data, document=CASE, most=_LARGEST, canonical=True)
    fields.constant("format", FORMAT)
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
        attachments=tuple(_attachment(item) for item in fields.objects("attachments", most=10_000)),
    )
    fields.done()
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
        rows=fields.pairs("rows", most=_MANY, longest=_LONGEST),
    )
    fields.done()
    return change


def _person(fields: Fields) -> Person:
    person = Person(
        fields.text("id", pattern=CASE_ID),
        fields.text("name"),
        fields.text("key", pattern=_KEY),
        fields.text("staff_number"),
    )
    fields.done()
    return person


def _attachment(fields: Fields) -> Attachment:
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
    )
    fields.done()
    return attachment
