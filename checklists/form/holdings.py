"""Which kinds of evidence are held where in one filled-in form. They lie at its nodes, so they move with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checklists.form.answers import find_node, find_repeat
from checklists.form.definition import Field
from checklists.form.instance import InstanceNode, leaves
from checklists.xpath import Node


class Holdings:
    def __init__(self, document: Node, fields: Mapping[str, Field]) -> None:
        self._document = document
        self._fields = fields
        self._lost: dict[str, list[dict[str, frozenset[str]]]] = {}

    def take(self, evidence: Mapping[str, Iterable[str]]) -> list[InstanceNode]:
        """Take over what is held, whole; the leaves for which that may matter. Paths that the form does not have are passed over."""
        before = self.held()
        after = {path: frozenset(kinds) for path, kinds in evidence.items()}
        return [
            leaf
            for path in dict.fromkeys((*before, *after))
            if before.get(path) != after.get(path)
            for leaf in self._put(path, after.get(path, frozenset()))
        ]

    def held(self) -> dict[str, frozenset[str]]:
        return _held_below(self._document)

    def lose(self, row: InstanceNode) -> None:
        """A row goes: what is held in it is held for the case until the row comes back."""
        held = _held_below(row)
        if held:
            self._lost.setdefault(row.path, []).append(held)

    def bring_back(self, row: InstanceNode) -> None:
        """A removed row is here again, the last removed at its place first."""
        lost = self._lost.get(row.path)
        if lost:
            for path, kinds in lost.pop().items():
                self._put(path, kinds)

    def _put(self, path: str, kinds: frozenset[str]) -> list[InstanceNode]:
        repeat = None if path.endswith("]") else find_repeat(self._document, self._fields, path)
        if repeat is not None:
            parent, field = repeat
            parent.backed().tables[field.name] = kinds
            touched: Iterable[Node] = parent.named.get(field.name, ())
        else:
            node = find_node(self._document, path)
            if node is None:
                return []
            node.backed().held = kinds
            touched = (node,)
        return [leaf for each in touched for leaf in leaves(each) if leaf.field.evidence is not None]


def _held_below(top: Node) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for node in top.walk():
        if isinstance(node, InstanceNode) and node.backing is not None:
            if node.backing.held:
                found[node.path] = node.backing.held
            found |= {f"{node.path}/{name}": kinds for name, kinds in node.backing.tables.items() if kinds}
    return found
