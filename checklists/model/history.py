"""The audit trail (留痕) as arithmetic: what one change does to answers, and the chain that shows whether a line was altered.

Store, sealed file and head office all compute from here, so a case's answers can be rebuilt from its history by any of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from checklists.model.canonical import canonical_bytes
from checklists.model.case import AuditEntry, Change, ChangeKind, SetAside
from checklists.model.remarks import reason_at, subject_of
from checklists.model.updates import answers_after, is_update, remarks_after, set_aside_after, update_of

NO_ENTRY = "0" * 64
"""What the first line of a history chains to."""

_ROW = re.compile(r"^(?P<repeat>/.*[^\]])\[(?P<position>[1-9][0-9]*)\]$")


def chained_hash(
    previous: str, *, case_id: str, number: int, at: datetime, by: str, device: str, change: Change, reason: str
) -> str:
    """SHA-256 (hex) over the previous line's hash (32 bytes) and the canonical JSON of this line and its case."""
    line = {"at": at, "by": by, "case": case_id, "change": change, "device": device, "number": number, "reason": reason}
    return hashlib.sha256(bytes.fromhex(previous) + canonical_bytes(line)).hexdigest()


def continued(
    history: Sequence[AuditEntry],
    changes: Iterable[Change],
    *,
    case_id: str,
    at: datetime,
    by: str,
    device: str,
    reason: str,
) -> tuple[AuditEntry, ...]:
    """The lines that these changes will be, chained to the last one: what is sealed before it is kept, and kept with the seal."""
    lines: list[AuditEntry] = []
    previous, count = (history[-1].hash, history[-1].number) if history else (NO_ENTRY, 0)
    for number, change in enumerate(changes, start=count + 1):
        previous = chained_hash(
            previous, case_id=case_id, number=number, at=at, by=by, device=device, change=change, reason=reason
        )
        lines.append(AuditEntry(number, at, by, device, change, reason, previous))
    return tuple(lines)


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
    if is_update(change):
        return answers_after(answers, update_of(change))
    if change.kind is ChangeKind.SET:
        result = {path: value for path, value in answers.items() if path != change.path}
        return {**result, change.path: change.new} if change.new else result
    placed = ((moved(path, change), value) for path, value in answers.items())
    result = {path: value for path, value in placed if path is not None}
    if change.kind is ChangeKind.ADD_ROW:
        result.update((path, value) for path, value in change.rows if value)
    return result


def followed(items: tuple[SetAside, ...], change: Change, number: int) -> tuple[SetAside, ...]:
    """What is set aside after rows moved in line ``number``: it follows its row.

    That of a removed row stays, and is with its row again when undo brings that back, the last removed first.
    """
    if change.kind not in (ChangeKind.ADD_ROW, ChangeKind.REMOVE_ROW) or not items:
        return items
    result = [item if item.row_removed else _in_moved_row(item, change, number) for item in items]
    if change.kind is ChangeKind.ADD_ROW and change.rows:
        inside = f"{change.path}/"
        last = max((item.row_removed for item in result if item.path.startswith(inside)), default=0)
        if last:
            result = [replace(item, row_removed=0) if item.row_removed == last else item for item in result]
    return tuple(result)


def _in_moved_row(item: SetAside, change: Change, number: int) -> SetAside:
    path = moved(item.path, change)
    if path is None:
        return replace(item, row_removed=number)
    return item if path == item.path else replace(item, path=path)


@dataclass(slots=True)
class Replayed:
    """A case as its history alone gives it. ``checklists`` are the versions it was on, the present one last; none without updates."""

    answers: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    checklists: tuple[str, ...] = ()

    def follow(self, entry: AuditEntry) -> None:
        """Take in the next line. Raises ValueError where it is an update that is not written as one."""
        change = entry.change
        if change.kind is ChangeKind.REMARK:
            self.remarks = remarked(self.remarks, change)
        elif change.kind is ChangeKind.SET and change.new:
            self.answers[change.path] = change.new
        elif is_update(change):
            self._update(entry)
        else:
            self.answers = applied(self.answers, change)
            self.remarks = remarked(self.remarks, change)
            self.set_aside = followed(self.set_aside, change, entry.number)

    def _update(self, entry: AuditEntry) -> None:
        update = update_of(entry.change)
        self.answers = answers_after(self.answers, update)
        self.remarks = remarks_after(self.remarks, update)
        self.set_aside = set_aside_after(self.set_aside, update, entry.number)
        self.checklists = checklists_after(self.checklists or (update.old,), update.new, is_undo=update.is_undo)


def checklists_after(checklists: tuple[str, ...], new: str, *, is_undo: bool) -> tuple[str, ...]:
    """The versions that a case was on, the present one last: an undone update is as if it had not been."""
    return (*checklists[:-2], new) if is_undo else (*checklists, new)


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
    whole = replayed_case(history)
    return whole.answers, whole.remarks


def replayed_case(history: Iterable[AuditEntry]) -> Replayed:
    """All that the history alone gives. Raises ValueError where a line is no change that a case can have."""
    whole = Replayed()
    for entry in history:
        whole.follow(entry)
    return whole
