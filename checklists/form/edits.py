"""An edit as data: what changed in answers, reasons and rows, its inverse, and the history that undo and redo walk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checklists.model.case import Change, ChangeKind

Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """What one act of the user did. ``affected`` are the paths whose value, relevance or validity may look different now."""

    changes: Changes = ()
    affected: frozenset[str] = frozenset()


def inverse(changes: Iterable[Change]) -> Changes:
    """The changes that take these back, in the order in which to apply them."""
    result: list[Change] = []
    for change in reversed(list(changes)):
        if change.kind in (ChangeKind.SET, ChangeKind.REMARK):
            result.append(Change(change.kind, change.path, old=change.new, new=change.old))
        elif change.kind is ChangeKind.ADD_ROW:
            result.append(Change(ChangeKind.REMOVE_ROW, change.path, rows=change.rows))
        elif change.kind is ChangeKind.REMOVE_ROW:
            result.append(Change(ChangeKind.ADD_ROW, change.path, rows=change.rows))
            result += [Change(ChangeKind.SET, path, new=text) for path, text in change.rows]
    return tuple(result)


@dataclass(slots=True)
class History:
    """Edits done and undone. A new edit forgets what was undone."""

    done: list[Changes] = field(default_factory=list)
    undone: list[Changes] = field(default_factory=list)

    def did(self, changes: Changes) -> None:
        if changes:
            self.done.append(changes)
            self.undone.clear()
