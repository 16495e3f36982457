"""Rows of a secondary instance by what stands in a column: a filter over three thousand counties looks at the ten that can fit.

Rules kept: the predicate itself still decides, on the rows that the column leaves over; where it may count positions, or asks for
anything but a text, every row is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checklists.xpath.context import Context, rows_at
from checklists.xpath.paths import Run
from checklists.xpath.references import everything_in
from checklists.xpath.syntax import Call, Compare, Logic, Path, Syntax, Text
from checklists.xpath.tree import Node
from checklists.xpath.values import atom_of_node

_COUNTING = frozenset({"position", "last"})


def narrowed(path: Path, compiled: Callable[[Syntax], Run[Any]]) -> tuple[int, Run[list[Node]]] | None:
    """For ``instance('x')/root/item[column = text]``: the place of the filtered step, and the rows that are left to its predicates.

    None for any other path.
    """
    name = _instance_of(path)
    place = next((place for place, step in enumerate(path.steps) if step.predicates), -1)
    if (
        name is None
        or place < 0
        or any(step.axis != "child" or step.test[-1] in "*)" for step in path.steps[: place + 1])
    ):
        return None
    key = _key_in(path.steps[place].predicates[0])
    if key is None:
        return None
    names = tuple(step.test for step in path.steps[: place + 1])
    column, wanted = key[0], compiled(key[1])

    def rows(c: Context, n: Node) -> list[Node]:
        text = _text(wanted(c, n))
        table = c.host.rows_by(name, names, column) if text is not None else None
        if table is not None and text is not None:
            return table.get(text, [])
        document = c.host.instance(name)
        return [] if document is None else rows_at(document, names)

    return place, rows


def _instance_of(path: Path) -> str | None:
    start = path.start
    if path.start_predicates or not isinstance(start, Call) or start.name != "instance" or len(start.arguments) != 1:
        return None
    return start.arguments[0].value if isinstance(start.arguments[0], Text) else None


def _key_in(predicate: Syntax) -> tuple[str, Syntax] | None:
    """A column and the text that it must hold, both from a predicate that cannot be true otherwise."""
    if any(isinstance(piece, Call) and piece.name in _COUNTING for piece in everything_in(predicate)):
        return None
    if isinstance(predicate, Logic) and predicate.operator == "and":
        return next(filter(None, map(_key_in, predicate.operands)), None)
    if not isinstance(predicate, Compare) or predicate.operator != "=":
        return None
    for side, other in ((predicate.left, predicate.right), (predicate.right, predicate.left)):
        column = _column(side)
        if column is not None and _stands_elsewhere(other):
            return column, other
    return None


def _column(syntax: Syntax) -> str | None:
    if not isinstance(syntax, Path) or syntax.start != "." or len(syntax.steps) != 1:
        return None
    (step,) = syntax.steps
    is_plain = step.axis == "child" and not step.predicates and step.test[-1] not in "*)"
    return step.test if is_plain else None


def _stands_elsewhere(syntax: Syntax) -> bool:
    """Whether it is the same for every row: a text, or an answer found from the document or from where the question is."""
    if not isinstance(syntax, Path):
        return isinstance(syntax, Text)
    is_current = isinstance(syntax.start, Call) and syntax.start.name == "current" and not syntax.start_predicates
    return (syntax.start == "/" or is_current) and not any(step.predicates for step in syntax.steps)


def _text(value: Any) -> str | None:
    """What is compared as a text; None where numbers, truths or several nodes are compared."""
    if isinstance(value, list):
        if len(value) > 1:
            return None
        value = atom_of_node(value[0], beside_text=True) if value else ""
    return value if isinstance(value, str) else None
