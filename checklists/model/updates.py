"""A case's move to another version of its checklist (清单更新), as one change: what it takes, puts, carries along and sets aside.

Between form, store, sealed file and head office. Rules kept: the change says everything by itself, so that whoever has the history
knows the case without any form; nothing is lost: ``unaccounted`` names every answer that a move drops without a trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from checklists.model.canonical import canonical_bytes, read_json
from checklists.model.case import Change, ChangeKind, SetAside, SetAsideReason
from checklists.model.remarks import reason_at

Answers = Mapping[str, str]
Pairs = tuple[tuple[str, str], ...]

_UPDATES = (ChangeKind.UPDATE, ChangeKind.UPDATE_UNDONE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("path", "value", "shown", "title", "where", "kind", "unit")
_NUMBERS = ("since", "order", "row_removed")


@dataclass(frozen=True, slots=True)
class Update:
    """From checklist ``old`` to ``new`` (SHA-256). ``is_undo``: back to where the last update came from.

    ``taken`` and ``put`` are the answers whose place or text differs; ``homes`` the questions (old path, new path) that stand elsewhere
    now, with which evidence and remarks go; ``aside`` is what is newly set aside (``since`` 0: by this line), with the remarks on
    it; ``returned`` what was set aside and is an answer again, its remarks too.
    """

    old: str
    new: str
    taken: Pairs = ()
    put: Pairs = ()
    homes: Pairs = ()
    aside: tuple[SetAside, ...] = ()
    returned: tuple[SetAside, ...] = ()
    is_undo: bool = False

    def change(self) -> Change:
        """As the history keeps it: a row a fact, ``verb path`` and its text."""
        rows = (
            *((f"take {path}", text) for path, text in self.taken),
            *((f"put {path}", text) for path, text in self.put),
            *((f"home {path}", place) for path, place in self.homes),
            *((f"aside {item.path}", set_aside_text(item)) for item in self.aside),
            *((f"return {item.path}", set_aside_text(item)) for item in self.returned),
        )
        kind = ChangeKind.UPDATE_UNDONE if self.is_undo else ChangeKind.UPDATE
        return Change(kind, "", old=self.old, new=self.new, rows=rows)


def is_update(change: Change) -> bool:
    return change.kind in _UPDATES


def update_of(change: Change) -> Update:
    """The move that a change says. Raises ValueError where it is none, or not written as ``Update.change`` writes it."""
    if not is_update(change) or change.path or not _SHA256.fullmatch(change.old) or not _SHA256.fullmatch(change.new):
        raise ValueError("not a move between two checklists")
    found: dict[str, list[tuple[str, str]]] = {verb: [] for verb in ("take", "put", "home", "aside", "return")}
    for head, text in change.rows:
        verb, _, path = head.partition(" ")
        if verb not in found or not path.startswith("/"):
            raise ValueError(f"a move has no {head[:40]!r}")
        found[verb].append((path, text))
    update = Update(
        change.old,
        change.new,
        taken=tuple(found["take"]),
        put=tuple(found["put"]),
        homes=tuple(found["home"]),
        aside=tuple(set_aside_of(text) for _, text in found["aside"]),
        returned=tuple(set_aside_of(text) for _, text in found["return"]),
        is_undo=change.kind is ChangeKind.UPDATE_UNDONE,
    )
    if update.change() != change:
        raise ValueError("a move in another order or in other words")
    return update


def set_aside_text(item: SetAside) -> str:
    return canonical_bytes(item).decode()


def set_aside_of(text: str) -> SetAside:
    """The item that a text says. Raises ValueError where it is not exactly one."""
    data = read_json(text)
    names = {field.name for field in fields(SetAside)}
    if not isinstance(data, dict) or set(data) != names:
        raise ValueError("not an answer that was set aside")
    _check_types(data)
    remarks = tuple((about, words) for about, words in data["remarks"])
    item = SetAside(**{**data, "reason": SetAsideReason(data["reason"]), "remarks": remarks})
    if set_aside_text(item) != text:
        raise ValueError("an answer that was set aside, in other words")
    return item


def _check_types(data: dict[str, Any]) -> None:
    right = (
        all(isinstance(data[name], str) for name in _TEXTS)
        and all(type(data[name]) is int and data[name] >= 0 for name in _NUMBERS)
        and isinstance(data["is_sensitive"], bool)
        and isinstance(data["remarks"], list)
        and all(isinstance(pair, list) and [type(part) for part in pair] == [str, str] for pair in data["remarks"])
        and data["path"].startswith("/")
    )
    if not right:
        raise ValueError("an answer that was set aside has values of another type")


def last_made(lines: Iterable[tuple[int, Change]]) -> tuple[int, Update] | None:
    """The move that would be undone next, with its line in the history: the last one that is not undone."""
    made: list[tuple[int, Update]] = []
    for number, change in lines:
        if change.kind is ChangeKind.UPDATE:
            made.append((number, update_of(change)))
        elif change.kind is ChangeKind.UPDATE_UNDONE and made:
            made.pop()
    return made[-1] if made else None


def answers_after(answers: Answers, update: Update) -> dict[str, str]:
    """The answers once the move is made."""
    taken = {path for path, _ in update.taken}
    return {**{path: text for path, text in answers.items() if path not in taken}, **dict(update.put)}


def rehomed(subjects: Iterable[str], update: Update) -> dict[str, str]:
    """Where remarks, reasons or evidence at these subjects are after the move; those that stay are not among them."""
    homes = dict(update.homes)
    result = {}
    for subject in subjects:
        about, path = reason_at(subject) or ("", subject)
        if path in homes:
            result[subject] = f"{about}{homes[path]}"
    return result


def remarks_after(remarks: Answers, update: Update) -> dict[str, str]:
    """The remarks once the move is made; one that comes back to where another stands by now is written below it."""
    going = rehomed(remarks, update)
    after = {going.get(subject, subject): text for subject, text in remarks.items()}
    for item in update.aside:
        for about, _ in item.remarks:
            after.pop(f"{about}{item.path}", None)
    for item in update.returned:
        for about, text in item.remarks:
            standing = after.get(f"{about}{item.path}", "")
            after[f"{about}{item.path}"] = f"{standing}\n{text}" if standing not in ("", text) else text
    return after


def set_aside_after(items: tuple[SetAside, ...], update: Update, number: int) -> tuple[SetAside, ...]:
    """What is set aside once line ``number`` has made the move: without what returned, with what is new, in order."""
    gone = {(item.since, item.order) for item in update.returned}
    kept = [item for item in items if (item.since, item.order) not in gone]
    new = [item if item.since else replace(item, since=number) for item in update.aside]
    return tuple(sorted([*kept, *new], key=lambda item: (item.since, item.order)))


def unaccounted(update: Update, before: Answers, remarks: Answers, undone: Update | None = None) -> tuple[str, ...]:
    """The paths at which a move loses or misquotes something; of an undo, what ``undone`` itself had put may go. Empty: nothing is lost."""
    homes, put, after = dict(update.homes), dict(update.put), answers_after(before, update)
    aside = {(item.path, item.value) for item in update.aside}
    its_own = set(undone.put) if undone is not None and update.is_undo else set()
    lost = [
        path
        for path, text in update.taken
        if before.get(path) != text
        or not ((path, text) in aside or put.get(homes.get(path, "")) == text or (path, text) in its_own)
    ]
    taken = {path for path, _ in update.taken}
    overwritten = [path for path, _ in update.put if before.get(path) and path not in taken]
    not_back = [item.path for item in update.returned if item.value and after.get(item.path) != item.value]
    unsaid = [
        item.path
        for item in update.aside
        if any(remarks.get(f"{about}{item.path}") != text for about, text in item.remarks)
    ]
    return (*lost, *overwritten, *not_back, *unsaid)
