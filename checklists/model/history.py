"""The audit trail (留痕) as arithmetic: what one change does to answers, and the chain that shows whether a line was altered.

Store, sealed file and head office all compute from here, so a case's answers can be rebuilt from its history by any of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from checklists.model.canonical import canonical_bytes
from checklists.model.case import AuditEntry, Change, ChangeKind
from checklists.model.remarks import reason_at, subject_of

NO_ENTRY = "0" * 64
"""What the first line of a history chains to."""

_ROW = re.compile(r"^(?P<repeat>/.*[^\]])\[(?P<position>[1-9][0-9]*)\]$")


def chained_hash(
    previous: str, *, case_id: str, number: int, at: datetime, by: str, device: str, change: Change, reason: str
) -> str:
    """SHA-256 (hex) over the previous line's hash (32 bytes) and the canonical JSON of this line and its case."""
    line = {"at": at, "by": by, "case": case_id, "change": change, "device": device, "number": number, "reason": reason}
    return hashlib.sha256(bytes.fromhex(previous) + canonical_bytes(line)).hexdigest()


def first_broken(case_id: str, history: Iterable[AuditEntry]) -> int | None:
    """The number at which the chain breaks (altered, missing or out of order); None where it holds."""
    previous, expected = NO_ENTRY, 1
    for entry in history:
        computed = chained_hash(
            previous,
            case_id=case_id,
            number=entry.number,
            at=entry.at,
            by=entry.by,
            device=entry.device,
            change=entry.change,
            reason=entry.reason,
        )
        if entry.number != expected or entry.hash != computed:
            return expected
        previous, expected = entry.hash, expected + 1
    return None


def row_of(path: str) -> tuple[str, int]:
    """``("/data/stock", 2)`` of the row ``/data/stock[2]``. Raises ValueError where the path is no row."""
    match = _ROW.match(path)
    if match is None:
        raise ValueError(f"{path} is not a row of a repeat")
    return match["repeat"], int(match["position"])


def moved(path: str, change: Change) -> str | None:
    """Where ``path`` lies after a row was added or removed before it; None where it lay inside the removed row."""
    if change.kind not in (ChangeKind.ADD_ROW, ChangeKind.REMOVE_ROW):
        return path
    repeat, position = row_of(change.path)
    rest = path.removeprefix(repeat + "[")
    if rest == path:
        return path
    number, _, tail = rest.partition("]")
    here = int(number)
    if change.kind is ChangeKind.ADD_ROW:
        return f"{repeat}[{here + 1}]{tail}" if here >= position else path
    if here == position:
        return None
    return f"{repeat}[{here - 1}]{tail}" if here > position else path


def applied(answers: Mapping[str, str], change: Change) -> dict[str, str]:
    """The answers after one change. A blank answer is no answer; a remark leaves answers as they are."""
    if change.kind is ChangeKind.SET:
        result = {path: value for path, value in answers.items() if path != change.path}
        return {**result, change.path: change.new} if change.new else result
    placed = ((moved(path, change), value) for path, value in answers.items())
    result = {path: value for path, value in placed if path is not None}
    if change.kind is ChangeKind.ADD_ROW:
        result.update((path, value) for path, value in change.rows if value)
    return result


def remarked(remarks: Mapping[str, str], change: Change) -> dict[str, str]:
    """The remarks after one change: one on a question follows its row, and goes with it. A blank remark is none."""
    if change.kind is ChangeKind.REMARK:
        rest = {subject: text for subject, text in remarks.items() if subject != change.path}
        return {**rest, change.path: change.new} if change.new else rest
    placed = ((moved_subject(subject, change), text) for subject, text in remarks.items())
    return {subject: text for subject, text in placed if subject is not None}


def moved_subject(subject: str, change: Change) -> str | None:
    """Where a remark's subject lies after rows moved; None where it lay inside the removed row."""
    found = reason_at(subject)
    if found is None:
        return moved(subject, change) if subject.startswith("/") else subject
    about, path = found
    place = moved(path, change)
    return None if place is None else subject_of(about, place)


def replayed(history: Iterable[AuditEntry]) -> tuple[dict[str, str], dict[str, str]]:
    """(answers, remarks) as the history alone gives them."""
    answers: dict[str, str] = {}
    remarks: dict[str, str] = {}
    for entry in history:
        change = entry.change
        if change.kind is ChangeKind.SET and change.new:
            answers[change.path] = change.new
            continue
        if change.kind is not ChangeKind.REMARK:
            answers = applied(answers, change)
        if change.kind is not ChangeKind.SET:
            remarks = remarked(remarks, change)
    return answers, remarks
