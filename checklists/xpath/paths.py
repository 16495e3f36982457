"""Location paths: steps compiled to a closure that selects relevant nodes.

Rules kept: what is not relevant is selected by no path (JavaRosa); a predicate's position counts the step's nodes under one
parent, relevant or not; a bare number in a predicate is a position (XPath 1.0; JavaRosa selects nothing).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from checklists.xpath.axes import AXES, REVERSE, TESTS, Attribute, Select, selection
from checklists.xpath.context import Context
from checklists.xpath.syntax import Path, Step
from checklists.xpath.tree import Node

T = TypeVar("T")
Run = Callable[[Context, Node], T]
_OVERLAPPING = AXES - {"child", "self", "attribute"}
"""Axes on which two nodes may find the same one, or find theirs out of order."""
Steps = list[tuple[Step, list["Predicate"]]]


@dataclass(frozen=True, slots=True)
class Predicate:
    run: Run[Any]
    kind: str
    truth: Run[bool]


def plain_moves(path: Path) -> list[str] | None:
    """Names to go down by and ``..`` to go up by; None where the path asks for more."""
    if not isinstance(path.start, str):
        return None
    moves: list[str] = []
    for step in path.steps:
        if step.predicates:
            return None
        if step.axis == "child" and step.test not in TESTS:
            moves.append(step.test)
        elif step.test != "node()" or step.axis not in ("parent", "self"):
            return None
        elif step.axis == "parent":
            moves.append("..")
    return moves


def by_moves(moves: list[str], *, from_document: bool) -> Run[list[Node]]:
    """The closure of plain moves from the document or the context node."""
    if len(moves) == 2 and moves[0] == ".." != moves[1] and not from_document:
        return _beside(moves[1])
    return (_up_and_down if ".." in moves else _down)(moves, from_document=from_document)


def _down(names: list[str], *, from_document: bool) -> Run[list[Node]]:
    def run(c: Context, n: Node) -> list[Node]:
        node = c.document if from_document else n
        for place, name in enumerate(names):
            found = node.named.get(name)
            if found is None:
                return []
            if len(found) > 1:
                return _spread(found, names[place + 1 :])
            node = found[0]
        return [node] if node.relevant else []

    return run


def _spread(nodes: list[Node], names: list[str]) -> list[Node]:
    for name in names:
        nodes = [child for node in nodes for child in node.named.get(name, ())]
    return [node for node in nodes if node.relevant]


def _beside(name: str) -> Run[list[Node]]:
    """``../amount``: what rows read most."""

    def run(c: Context, n: Node) -> list[Node]:
        found = n.parent.named.get(name) if n.parent is not None else None
        if found is None:
            return []
        if len(found) > 1:
            return _spread_once(c, found, [])
        return found[:] if found[0].relevant else []

    return run


def _up_and_down(moves: list[str], *, from_document: bool) -> Run[list[Node]]:
    """``../amount``, ``../../stock/quantity``: no predicate, so one node for as long as names are alone."""

    def run(c: Context, n: Node) -> list[Node]:
        node: Node | None = c.document if from_document else n
        for place, move in enumerate(moves):
            if node is None:
                return []
            if move == "..":
                node = node.parent
                continue
            found = node.named.get(move)
            if found is None:
                return []
            if len(found) > 1:
                return _spread_once(c, found, moves[place + 1 :])
            node = found[0]
        return [node] if node is not None and node.relevant else []

    return run


def _spread_once(c: Context, nodes: list[Node], moves: list[str]) -> list[Node]:
    """What lies beyond several nodes, once for all rows that ask for it (``Context.memo``)."""
    if c.memo is None:
        return _spread_moves(nodes, moves)
    key = (id(nodes), *moves)
    found = c.memo.get(key)
    if found is None:
        found = c.memo[key] = _spread_moves(nodes, moves)
    return found


def _spread_moves(nodes: list[Node], moves: list[str]) -> list[Node]:
    for move in moves:
        nodes = _parents(nodes) if move == ".." else [child for node in nodes for child in node.named.get(move, ())]
    return [node for node in nodes if node.relevant]


def _parents(nodes: list[Node]) -> list[Node]:
    found: dict[int, Node] = {}
    for node in nodes:
        if node.parent is not None:
            found.setdefault(id(node.parent), node.parent)
    return list(found.values())


def compile_steps(start: str | Run[list[Node]], start_predicates: list[Predicate], steps: Steps) -> Run[list[Node]]:
    """The closure of any path from the document (``"/"``), the context node (``"."``) or another nodeset."""
    selections = [(selection(step), step.axis, predicates) for step, predicates in steps]

    def run(c: Context, n: Node) -> list[Node]:
        nodes = [c.document if start == "/" else n] if isinstance(start, str) else start(c, n)
        for predicate in start_predicates:
            nodes = _filtered(predicate, nodes, c)
        for select, axis, predicates in selections:
            nodes = _step(select, axis, predicates, nodes, c)
        return [node for node in nodes if node.relevant]

    return run


def _step(select: Select, axis: str, predicates: list[Predicate], nodes: list[Node], c: Context) -> list[Node]:
    result: list[Node] = []
    for node in nodes:
        found = select(node)
        for predicate in predicates:
            found = _filtered(predicate, found, c)
        result.extend(reversed(found) if axis in REVERSE else found)
    if len(nodes) > 1 and axis in _OVERLAPPING:
        return union(result)
    return result


def _filtered(predicate: Predicate, nodes: list[Node], c: Context) -> list[Node]:
    position, size = c.position, c.size
    c.size = len(nodes)
    kept: list[Node] = []
    for c.position, node in enumerate(nodes, start=1):
        if predicate.kind in ("number", "nodes", "any"):
            value = predicate.run(c, node)
            if isinstance(value, list):
                fits = bool(value)
            else:
                fits = value == c.position if isinstance(value, Decimal) else predicate.truth(c, node)
        else:
            fits = predicate.truth(c, node)
        if fits:
            kept.append(node)
    c.position, c.size = position, size
    return kept


def union(nodes: list[Node]) -> list[Node]:
    """The nodes once each, in document order."""
    unique = {_identity(node): node for node in nodes}
    return sorted(unique.values(), key=_order) if len(unique) > 1 else list(unique.values())


def _identity(node: Node) -> object:
    return (id(node.parent), node.key) if isinstance(node, Attribute) else id(node)


def _order(node: Node) -> tuple[int, ...]:
    places: list[int] = []
    while node.parent is not None:
        siblings = node.parent.children
        places.append(next((place for place, sibling in enumerate(siblings) if sibling is node), -1))
        node = node.parent
    return tuple(reversed(places))
