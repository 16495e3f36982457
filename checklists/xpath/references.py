"""What an expression reads: for the dependency graph of a form, and for the trail from a figure to its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checklists.xpath.syntax import (
    Call,
    Chain,
    Compare,
    Logic,
    Negate,
    Number,
    Path,
    Step,
    Syntax,
    Text,
    Union,
    Variable,
)
from checklists.xpath.tree import Node, local_name

Names = tuple[str, ...]
_COUNTING = frozenset({"count", "position", "name", "local-name"})
"""Functions that ask which nodes there are, and not what they hold."""
_ABOUT_CONTEXT = frozenset({"position", "string-length", "normalize-space", "string", "number"})


class Reading(NamedTuple):
    """A path that an expression reads, as element names from the root. ``*`` stands for any element, ``**`` for any below.

    ``shared`` is how many leading names are certainly the reader's own ancestors: the row in which reader and read meet.
    ``is_place``: read is only where the node stands among its rows, not what it holds or whether it is relevant.
    ``is_counted``: read is which nodes there are, not what they hold; of a group all that is below it, where it is a value.
    """

    names: Names
    shared: int
    is_place: bool = False
    is_counted: bool = False


def names_read(syntax: Syntax) -> tuple[str, ...]:
    """Absolute paths (``/data/stock/quantity``, no predicates) and variables (``$name``), in order, once each."""
    found: dict[str, None] = {}
    for reading in readings(syntax, ()):
        found["/" + "/".join(reading.names)] = None
    for variable in _variables(syntax):
        found[f"${variable}"] = None
    return tuple(found)


def readings(syntax: Syntax, reader: Names) -> list[Reading]:
    """Every path of the main instance that an expression at ``reader`` reads, those inside predicates included."""
    walk = _Walk(reader)
    walk.of(syntax, reader, len(reader))
    return walk.found


def children_of(syntax: Syntax) -> tuple[Syntax, ...]:
    """The parts directly inside, predicates apart."""
    match syntax:
        case Call(_, arguments):
            return arguments
        case Compare(_, left, right):
            return left, right
        case Chain(first, rest):
            return first, *[operand for _, operand in rest]
        case Logic(_, operands) | Union(operands):
            return operands
        case Negate(operand):
            return (operand,)
        case Path(start, _, _) if not isinstance(start, str):
            return (start,)
    return ()


def everything_in(syntax: Syntax) -> Iterator[Syntax]:
    """This piece and all inside it, predicates included."""
    yield syntax
    for child in children_of(syntax):
        yield from everything_in(child)
    if isinstance(syntax, Path):
        for predicate in (*syntax.start_predicates, *(inner for step in syntax.steps for inner in step.predicates)):
            yield from everything_in(predicate)


def calls(syntax: Syntax, name: str) -> bool:
    """Whether a function is called anywhere inside."""
    return any(isinstance(piece, Call) and piece.name == name for piece in everything_in(syntax))


def instances_named(syntax: Syntax) -> set[str]:
    """The secondary instances that an expression asks for by a literal name."""
    return {
        piece.arguments[0].value
        for piece in everything_in(syntax)
        if isinstance(piece, Call)
        and piece.name in ("instance", "pulldata")
        and piece.arguments
        and isinstance(piece.arguments[0], Text)
    }


def _variables(syntax: Syntax) -> Iterator[str]:
    return (piece.name for piece in everything_in(syntax) if isinstance(piece, Variable))


def absolute(path: str, context: Names) -> Names:
    """The names of a path without predicates (``/data/a``, ``../b``, ``current()/c``), a relative one taken from ``context``."""
    names: list[str] = [] if path.strip().startswith("/") else list(context)
    for step in filter(None, path.strip().split("/")):
        if step == "..":
            names = names[:-1]
        elif step not in (".", "current()"):
            names.append(local_name(step.partition("[")[0]))
    return tuple(names)


def names_of(node: Node) -> Names:
    """The element names from the root down to a node."""
    names: list[str] = []
    at: Node | None = node
    while at is not None and at.name:
        names.append(at.name)
        at = at.parent
    return tuple(reversed(names))


def leaves_named(document: Node, names: Names) -> list[Node]:
    """The relevant leaves that names lead to, over all rows; those below where the names end at a group."""
    nodes = [document]
    for name in names:
        if name == "**":
            nodes = [below for node in nodes for below in node.walk()]
        elif name == "*":
            nodes = [child for node in nodes for child in node.children]
        else:
            nodes = [child for node in nodes for child in node.named.get(name, ())]
    return [leaf for node in nodes for leaf in node.walk() if not leaf.children and leaf.relevant]


class _Walk:
    """Gathers into ``found`` what an expression at ``reader`` reads."""

    def __init__(self, reader: Names) -> None:
        self.reader = reader
        self.found: list[Reading] = []

    def of(self, syntax: Syntax, context: Names | None, shared: int, *, is_counted: bool = False) -> None:
        """``context`` is the template path of the context node, None inside a secondary instance."""
        if isinstance(syntax, Path):
            self._path(syntax, context, shared, is_counted=is_counted)
        elif isinstance(syntax, Call):
            self._call(syntax, context, shared)
        elif not isinstance(syntax, Number | Text):
            is_counted = is_counted and isinstance(syntax, Union)
            for child in children_of(syntax):
                self.of(child, context, shared, is_counted=is_counted)

    def _call(self, call: Call, context: Names | None, shared: int) -> None:
        if call.name == "current":
            self.found.append(Reading(self.reader, len(self.reader)))
        elif call.name == "jr:choice-name" and len(call.arguments) > 1 and isinstance(call.arguments[1], Text):
            names = absolute(call.arguments[1].value, self.reader)
            self.found.append(Reading(names, _common(names, self.reader)))
        elif call.name in _ABOUT_CONTEXT and not call.arguments and context is not None:
            self.found.append(Reading(context, shared, is_place=call.name == "position"))
        for place, argument in enumerate(call.arguments):
            is_counted = call.name in _COUNTING or (call.name == "indexed-repeat" and place % 2 == 1)
            self.of(argument, context, shared, is_counted=is_counted)

    def _path(self, path: Path, context: Names | None, shared: int, *, is_counted: bool) -> None:
        names = _names_from_root(path)
        if names is not None:
            self.found.append(Reading(names, 0, is_counted=is_counted))
            return
        at, shared = self._start(path, context, shared)
        if not isinstance(path.start, str) and not (isinstance(path.start, Call) and path.start.name == "current"):
            self.of(path.start, context, shared)
        for predicate in path.start_predicates:
            self.of(predicate, at, shared)
        for step in path.steps:
            at, shared = _moved(step, at, shared)
            for predicate in step.predicates:
                self.of(predicate, at, shared)
        if at is not None:
            self.found.append(Reading(at, min(shared, len(at)), is_counted=is_counted))

    def _start(self, path: Path, context: Names | None, shared: int) -> tuple[Names | None, int]:
        if path.start == "/":
            return (), 0
        if path.start == ".":
            return context, shared
        if isinstance(path.start, Call) and path.start.name == "current":
            return self.reader, len(self.reader)
        return None, 0


def _names_from_root(path: Path) -> Names | None:
    """The names of ``/data/stock/cost``, as nearly every path is; None of any that asks for more."""
    if path.start != "/":
        return None
    names: list[str] = []
    for step in path.steps:
        if step.axis != "child" or step.predicates or step.test in ("node()", "text()"):
            return None
        names.append(step.test)
    return tuple(names)


def _moved(step: Step, at: Names | None, shared: int) -> tuple[Names | None, int]:
    if at is None or step.axis in ("self", "attribute") or step.test == "text()":
        return at, shared
    above = min(shared, max(len(at) - 1, 0))
    if step.axis == "parent":
        return at[:-1], above
    if step.axis == "descendant-or-self":
        return (*at, "**"), shared
    name = "*" if step.test == "node()" else step.test
    if step.axis in ("following-sibling", "preceding-sibling"):
        return (*at[:-1], name), above
    if step.axis == "child":
        return (*at, name), shared
    return (*at, "**", name) if step.axis == "descendant" else ("**", name), shared if step.axis == "descendant" else 0


def _common(one: Names, other: Names) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
