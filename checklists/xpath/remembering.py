"""What is the same for many rows is worked out once: a sum over all rows, asked by each of them, is one sum.

Who runs one expression at many nodes, none of which it reads, gives the context a ``memo`` for as long as that lasts. Remembered is
what a path selects when it starts at the document, at a secondary instance or at an ancestor, and no predicate in it looks elsewhere;
and whatever is made of such paths alone.
"""

from __future__ import annotations

from typing import TypeVar

from checklists.xpath.context import Context
from checklists.xpath.paths import Run
from checklists.xpath.references import children_of, everything_in
from checklists.xpath.syntax import Call, Path, Syntax, Text, Variable
from checklists.xpath.tree import Node

T = TypeVar("T")
_ROOTED = 0
_OF_THE_PLACE = frozenset({"current", "id", "indexed-repeat", "jr:choice-name", "lang", "last", "once", "position"})
_OF_THE_MOMENT = frozenset({"now", "random", "randomize", "uuid"})
_NEVER = frozenset({"current", "indexed-repeat", "jr:choice-name", "once"}) | _OF_THE_MOMENT


def remembered(run: Run[T], path: Syntax) -> Run[T]:
    """``run``, which depends on nothing but ``path``, asked once for each place where the path begins."""
    ups = _ups(path)
    if ups is None:
        return run

    def once(c: Context, n: Node) -> T:
        memo = c.memo
        if memo is None:
            return run(c, n)
        base: Node | None = n if ups else None
        for _ in range(ups):
            base = base.parent if base is not None else None
        key = (run, base)
        found = memo.get(key)
        if found is None:
            found = memo[key] = run(c, n)
        return found

    return once


def asked_once(run: Run[T]) -> Run[T]:
    """``run``, which is the same everywhere, asked once."""

    def once(c: Context, n: Node) -> T:
        memo = c.memo
        if memo is None:
            return run(c, n)
        found = memo.get(run)
        if found is None:
            found = memo[run] = run(c, n)
        return found

    return once


def is_same_everywhere(syntax: Syntax) -> bool:
    """Whether an expression is worth the same at every node of a form."""
    if isinstance(syntax, Path):
        return _ups(syntax) == _ROOTED
    if isinstance(syntax, Variable):
        return False
    if isinstance(syntax, Call) and (not syntax.arguments or syntax.name in _OF_THE_PLACE | _OF_THE_MOMENT):
        return False
    return all(is_same_everywhere(piece) for piece in children_of(syntax))


def _ups(path: Syntax) -> int | None:
    """How far above the context node a path begins, 0 where it does not begin there at all; None: it is not to be remembered."""
    if not isinstance(path, Path) or not _looks_nowhere_else(path):
        return None
    if path.start == "/":
        return _ROOTED
    if path.start != ".":
        start = path.start
        is_instance = isinstance(start, Call) and start.name == "instance" and isinstance(start.arguments[0], Text)
        return _ROOTED if is_instance else None
    ups = 0
    for step in path.steps:
        if step.axis != "parent" or step.test != "node()" or step.predicates:
            break
        ups += 1
    return ups or None


def _looks_nowhere_else(path: Path) -> bool:
    return not any(
        isinstance(piece, Variable) or (isinstance(piece, Call) and piece.name in _NEVER)
        for piece in everything_in(path)
    )
