"""What an evaluation reads beside the tree: clock, ids, chance, secondary instances, labels. All handed in: xpath is pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from checklists.xpath.tree import Node
from checklists.xpath.values import Atom

Variables = Mapping[str, Atom | None]


def _no_clock() -> datetime:
    raise ValueError("this evaluation was given no clock")


def _no_ids() -> str:
    raise ValueError("this evaluation was given no source of ids")


def _no_chance() -> float:
    raise ValueError("this evaluation was given no source of chance")


class Host:
    """The world as expressions see it. A form's session overrides what it knows better."""

    def __init__(
        self,
        *,
        instances: Mapping[str, Node] | None = None,
        now: Callable[[], datetime] = _no_clock,
        new_id: Callable[[], str] = _no_ids,
        random: Callable[[], float] = _no_chance,
    ) -> None:
        self._instances = instances or {}
        self._tables: dict[tuple[str, tuple[str, ...], str], dict[str, list[Node]]] = {}
        self.now = now
        self.new_id = new_id
        self.random = random

    def zone(self) -> tzinfo:
        """Where a time without an offset is meant: the clock's zone; UTC where there is no clock, so the method is the same anywhere."""
        return UTC if self.now is _no_clock else self.now().tzinfo or UTC

    def instance(self, name: str) -> Node | None:
        """The document node of a secondary instance."""
        return self._instances.get(name)

    def rows_by(self, name: str, names: tuple[str, ...], column: str) -> Mapping[str, list[Node]] | None:
        """The rows at ``names`` of a secondary instance by the text of a column, blank where they have none; read once.

        None where there is no such instance, or one that may change.
        """
        document = self._instances.get(name)
        if document is None:
            return None
        table = self._tables.get((name, names, column))
        if table is None:
            table = self._tables[name, names, column] = {}
            for row in rows_at(document, names):
                texts = {cell.string_value() for cell in row.named.get(column, ())} or {""}
                for text in texts:
                    table.setdefault(text, []).append(row)
        return table

    def itext(self, text_id: str) -> str:
        """The text of ``jr:itext`` in the current language; the id itself where there is none."""
        return text_id

    def choice_label(self, value: str, question: str, node: Node) -> str:
        """The label of a choice of the select question at ``question``, seen from ``node``; blank where unknown."""
        del question, node
        return value


def rows_at(document: Node, names: tuple[str, ...]) -> list[Node]:
    """The nodes that names lead down to, ``*`` for any."""
    nodes = [document]
    for name in names:
        nodes = [child for node in nodes for child in (node.children if name == "*" else node.named.get(name, ()))]
    return nodes


class Context:
    """One evaluation: ``current`` is the node that the whole expression is about, ``position``/``size`` a predicate's."""

    __slots__ = ("current", "document", "host", "memo", "position", "size", "variables")

    def __init__(self, document: Node, *, current: Node, host: Host, variables: Variables) -> None:
        self.document = document
        self.current = current
        self.host = host
        self.variables = variables
        self.position = 0
        self.size = 0
        self.memo: dict[Any, Any] | None = None
        """What was worked out for other rows (``remembering``), while there is someone who says that it holds."""
