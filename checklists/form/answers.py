"""Answers as they are stored: text by path, put into a tree and read out of it again.

Rules kept: every text is stored that is not blank and not computed, the defaults that a new form gave included; the rows of a
repeat are stored as a number at the repeat's own path once a person added or removed one, so that blank rows survive. Every path
that the form does not know is listed; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from checklists.form.definition import Field, Seed
from checklists.form.instance import InstanceNode
from checklists.form.recompute import MAX_ROWS, MAX_ROWS_TOGETHER
from checklists.model.errors import AnswerError
from checklists.model.text import masked
from checklists.xpath import Node

_STEP = re.compile(r"([^\[\]/]+)(?:\[([1-9][0-9]{0,6})\])?")
AddRow = Callable[[InstanceNode, Field, int], InstanceNode]
RemoveRow = Callable[[InstanceNode], None]
Trouble = tuple[str, str, str]
Steps = list[tuple[str, int]]


def steps_of(path: str) -> Steps | None:
    """``/data/stock[2]/quantity`` as names with positions, 0 where none is given; None where it is no path."""
    if not path.startswith("/"):
        return None
    if "[" not in path and "]" not in path:
        names = path[1:].split("/")
        return [(name, 0) for name in names] if all(names) else None
    steps: Steps = []
    for part in path[1:].split("/"):
        match = _STEP.fullmatch(part)
        if match is None:
            return None
        steps.append((match.group(1), int(match.group(2) or 0)))
    return steps


def find_node(document: Node, path: str) -> InstanceNode | None:
    """The node at an instance path; a repeat's row needs its position unless it is the only one."""
    steps = steps_of(path)
    node: Node = document
    for name, position in steps or ():
        siblings = node.named.get(name, ())
        if not 0 < max(position, 1) <= len(siblings) or (not position and len(siblings) > 1):
            return None
        node = siblings[max(position, 1) - 1]
    return node if steps and isinstance(node, InstanceNode) else None


def find_repeat(document: Node, fields: Mapping[str, Field], path: str) -> tuple[InstanceNode, Field] | None:
    """What a repeat's rows stand in, and the repeat, of a path without a position at its end."""
    head, _, name = path.rpartition("/")
    parent = find_node(document, head)
    field = fields.get(f"{parent.field.path}/{name}") if parent is not None else None
    return (parent, field) if parent is not None and field is not None and field.is_repeat else None


def is_stored(node: InstanceNode) -> bool:
    """Whether a leaf's text must be kept to rebuild it: an answer that is not blank, or a hidden text that was changed."""
    field = node.field
    if not field.is_leaf or field.is_computed or field.preload == "uid":
        return False
    return node.text != ("" if field.is_answered else node.seed_text)


def stored_below(node: InstanceNode) -> list[tuple[str, str]]:
    """The stored answers and row counts at and below a node, in document order."""
    found: list[tuple[str, str]] = []
    for below in node.walk():
        assert isinstance(below, InstanceNode)
        found += [(f"{below.path}/{name}", str(len(below.named.get(name, ())))) for name in sorted(below.counted)]
        if is_stored(below):
            found.append((below.path, below.text))
    return found


def rebased(row: InstanceNode, seed: Seed) -> list[tuple[str, str]]:
    """Measure a row by another seed than it grew from; what must be stored now to rebuild it from that one.

    Once a person counts the rows of a repeat they are all rebuilt from its template, also those that were there from the start.
    """
    row.seed_text = seed.text
    found = [(row.path, row.text)] if is_stored(row) else []
    below: dict[str, list[Seed]] = {}
    for child in seed.children:
        below.setdefault(child.field.name, []).append(child)
    for field in row.field.children:
        rows, seeds = row.named.get(field.name, []), below.get(field.name, [])
        if field.is_repeat and len(rows) != len(seeds) and field.count is None and field.name not in row.counted:
            row.mark_counted(field.name, is_counted=True)
            found.append((f"{row.path}/{field.name}", str(len(rows))))
        for place, child_row in enumerate(rows):
            assert isinstance(child_row, InstanceNode)
            child_seed = seeds[place] if place < len(seeds) and field.name not in row.counted else field.row
            found += rebased(child_row, child_seed or child_row.seed)
    return found


class Loader:
    """Puts stored answers into a tree: first the numbers of rows, then the texts, adding the rows that texts need."""

    def __init__(self, document: Node, fields: Mapping[str, Field], *, add_row: AddRow, remove_row: RemoveRow) -> None:
        self._document = document
        self._fields = fields
        self._add_row = add_row
        self._remove_row = remove_row
        self._troubles: list[Trouble] = []
        self._added = 0

    def load(self, answers: Iterable[tuple[str, str]]) -> list[InstanceNode]:
        """The leaves that got a text. Raises AnswerError with every path that is not of this form."""
        counts: list[tuple[str, str, Field]] = []
        texts: list[tuple[str, str, Field, Steps]] = []
        for path, text in answers:
            steps = steps_of(path)
            field = self._fields.get("/" + "/".join([name for name, _ in steps])) if steps else None
            if field is None or steps is None:
                self._trouble(path, text, "form path")
            elif field.is_repeat and not steps[-1][1]:
                counts.append((path, text, field))
            elif field.is_leaf:
                texts.append((path, text, field, steps))
            else:
                self._trouble(path, text, "answer")
        for path, text, field in sorted(counts, key=lambda entry: entry[2].depth):
            self._set_count(path, text, field)
        loaded = [node for answer in texts if (node := self._set_text(*answer)) is not None]
        if self._troubles:
            raise AnswerError(problems=tuple(self._troubles))
        return loaded

    def _trouble(self, path: str, found: str, expected: str) -> None:
        self._troubles.append((path, found, expected))

    def _set_count(self, path: str, text: str, field: Field) -> None:
        parent = self._reached((steps_of(path) or [])[:-1])
        if (
            parent is None
            or not text.isascii()
            or not text.isdigit()
            or int(text) > min(MAX_ROWS, MAX_ROWS_TOGETHER - self._added)
            or field.count is not None
        ):
            self._trouble(path, text, "number of rows")
            return
        parent.mark_counted(field.name, is_counted=True)
        for row in reversed(list(parent.named.get(field.name, ()))):
            assert isinstance(row, InstanceNode)
            self._remove_row(row)
        self._added += int(text)
        for index in range(int(text)):
            self._add_row(parent, field, index)

    def _set_text(self, path: str, text: str, field: Field, steps: Steps) -> InstanceNode | None:
        if field.is_computed:
            return None
        node = self._reached(steps)
        if node is None:
            self._trouble(path, masked(text) if field.is_sensitive else text, "row")
            return None
        node.set_text(text)
        return node

    def _reached(self, steps: Steps) -> InstanceNode | None:
        """The node at a path, its rows added where they are missing; None where a number of rows forbids one."""
        node: Node = self._document
        for name, position in steps:
            siblings = node.named.get(name, [])
            wanted = max(position, 1)
            if wanted > len(siblings):
                if not isinstance(node, InstanceNode) or not self._grow(node, name, wanted):
                    return None
                siblings = node.named[name]
            node = siblings[wanted - 1]
        return node if isinstance(node, InstanceNode) else None

    def _grow(self, parent: InstanceNode, name: str, wanted: int) -> bool:
        field = self._fields.get(f"{parent.field.path}/{name}")
        if field is None or not field.is_repeat or name in parent.counted or wanted > MAX_ROWS:
            return False
        present = len(parent.named.get(name, ()))
        self._added += wanted - present
        if self._added > MAX_ROWS_TOGETHER:
            return False
        for index in range(present, wanted):
            self._add_row(parent, field, index)
        return True
