"""Nodesets: counting, adding, positions, secondary instances, rows of repeats.

Blanks under FORM are skipped by ``sum``, ``min`` and ``max`` (JavaRosa); under STRICT a blank or an empty set is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from checklists.xpath.arithmetic import ARITHMETIC, NAN, ZERO, plain_number, truncated
from checklists.xpath.compiler import Code, Compiler, gathered
from checklists.xpath.context import Context
from checklists.xpath.functions.shuffle import seed_of_text, shuffled
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.paths import Run
from checklists.xpath.remembering import remembered
from checklists.xpath.syntax import Call, Path, Step, Syntax, Text
from checklists.xpath.tree import Node, local_name
from checklists.xpath.values import (
    Missing,
    Value,
    all_needed,
    is_blank,
    number_of,
    number_of_node,
    text_of_node,
)

_PARENT = Step("parent", "node()")


def _numbers(compiler: Compiler, arguments: tuple[Syntax, ...]) -> Run[list[Decimal]]:
    """The numbers of the arguments: a nodeset gives one a node."""
    parts = [_numbers_of(compiler, syntax) for syntax in arguments]
    if compiler.strict:
        return lambda c, n: _known([number for numbers in gathered(parts, c, n) for number in numbers])
    if len(parts) == 1:
        return parts[0]
    return lambda c, n: [number for part in parts for number in part(c, n)]


def _numbers_of(compiler: Compiler, syntax: Syntax) -> Run[list[Decimal]]:
    code = compiler.compile(syntax)
    if code.kind in ("nodes", "any"):
        select, written = code.run, code.written
        return lambda c, n: _numbers_in(select(c, n), written, strict=compiler.strict)
    part = compiler.number(syntax)
    return lambda c, n: [part(c, n)]


def _numbers_in(value: Value, written: str, *, strict: bool) -> list[Decimal]:
    if not isinstance(value, list):
        return [number_of(value)]
    return [number_of_node(node) for node in (all_needed(value, written) if strict else value)]


def _known(numbers: list[Decimal]) -> list[Decimal]:
    if any(number.is_nan() for number in numbers):
        raise Missing
    return numbers


def _total(numbers: list[Decimal]) -> Decimal:
    total = ZERO
    for number in numbers:
        if not number.is_nan():
            total = ARITHMETIC.add(total, number)
    return total


def _extreme(pick: Callable[[list[Decimal]], Decimal]) -> Callable[[list[Decimal]], Decimal]:
    def run(numbers: list[Decimal]) -> Decimal:
        known = [number for number in numbers if not number.is_nan()]
        return pick(known) if known else NAN

    return run


def _aggregate(name: str, most: int | None, combine: Callable[[list[Decimal]], Decimal]) -> Function:
    def build(compiler: Compiler, call: Call) -> Code:
        if most == 1:
            compiler.nodes(call.arguments[0])
        numbers = _numbers(compiler, call.arguments)

        def run(c: Context, n: Node) -> Decimal:
            return combine(numbers(c, n))

        return Code("number", remembered(run, call.arguments[0]) if len(call.arguments) == 1 else run)

    return Function(name, 1, most, build)


def _count_filled(nodes: list[Node]) -> Decimal:
    return Decimal(sum(1 for node in nodes if not is_blank(node)))


def _position(compiler: Compiler, call: Call) -> Code:
    """The context's place in a predicate, else among its same-named siblings; ``position(..)`` is the row's number."""
    if not call.arguments:
        return Code("number", lambda c, n: Decimal(c.position or n.index + 1))
    up = _steps_up(call.arguments[0])
    if up and not compiler.strict:
        return Code("number", lambda _c, n: _place_above(n, up))
    nodes = compiler.nodes(call.arguments[0])
    return Code("number", lambda c, n: Decimal(found[0].index + 1) if (found := nodes(c, n)) else NAN)


def _steps_up(syntax: Syntax) -> int:
    """How many steps up ``..`` or ``../..`` leads; 0 for any other path."""
    if not isinstance(syntax, Path) or syntax.start != "." or syntax.start_predicates:
        return 0
    return len(syntax.steps) if all(step == _PARENT for step in syntax.steps) else 0


def _place_above(node: Node, up: int) -> Decimal:
    """The row's number, also while it is not relevant: a row that comes hidden has its place all the same."""
    at: Node | None = node
    for _ in range(up):
        at = at.parent if at is not None else None
    return Decimal(at.index + 1) if at is not None else NAN


def _last(_compiler: Compiler, _call: Call) -> Code:
    def run(c: Context, n: Node) -> Decimal:
        siblings = n.parent.named.get(n.name, ()) if n.parent is not None else (n,)
        return Decimal(c.size or len(siblings))

    return Code("number", run)


def _instance(compiler: Compiler, call: Call) -> Code:
    name = compiler.text(call.arguments[0])

    def run(c: Context, n: Node) -> list[Node]:
        found = c.host.instance(name(c, n))
        return [] if found is None else [found]

    first = call.arguments[0]
    return Code("nodes", run, f"instance('{first.value}')" if isinstance(first, Text) else "instance()")


def _current(_compiler: Compiler, _call: Call) -> Code:
    return Code("nodes", lambda c, _n: [c.current] if c.current.relevant else [], "current()")


def _indexed_repeat(compiler: Compiler, call: Call) -> Code:
    """``indexed-repeat(answer, repeat, row, ...)``: the answer in that row; a row number below 1 counts as 1 (JavaRosa)."""
    target, *rest = call.arguments
    names = _names(compiler, target, call)
    groups = [_names(compiler, group, call) for group in rest[::2]]
    if any(names[: len(group)] != group for group in groups):
        raise compiler.error("repeat-not-above-answer", call.name, call.position)
    rows = [compiler.number(row) for row in rest[1::2]]

    def run(c: Context, n: Node) -> list[Node]:
        places = gathered(rows, c, n)
        wanted = {len(group): _row(place) for group, place in zip(groups, places, strict=True)}
        return _rows(c, names, wanted)

    return Code("nodes", run, "/" + "/".join(names))


def _names(compiler: Compiler, syntax: Syntax, call: Call) -> tuple[str, ...]:
    if isinstance(syntax, Path) and syntax.start == "/" and all(step.axis == "child" for step in syntax.steps):
        return tuple(step.test for step in syntax.steps)
    raise compiler.error("absolute-path-expected", call.name, call.position)


def _row(place: Decimal) -> int:
    return max(int(truncated(place)), 1) if place.is_finite() else 1


def _rows(c: Context, names: tuple[str, ...], wanted: dict[int, int]) -> list[Node]:
    """Walks down by names: the wanted row where one is named, the current node's own row, else every row."""
    own: list[Node] = []
    node: Node | None = c.current
    while node is not None and node.name:
        own.append(node)
        node = node.parent
    own.reverse()
    nodes = [c.document]
    is_own = True
    for depth, name in enumerate(names, start=1):
        ancestor = own[depth - 1] if is_own and depth <= len(own) and own[depth - 1].name == name else None
        is_own = ancestor is not None and depth not in wanted
        found = [child for parent in nodes for child in parent.named.get(name, ())]
        if depth in wanted:
            nodes = [child for child in found if child.index == wanted[depth] - 1]
        elif ancestor is not None:
            nodes = [ancestor]
        else:
            nodes = found
    return [found_node for found_node in nodes if found_node.relevant]


def _randomize(compiler: Compiler, call: Call) -> Code:
    """The nodes in an order drawn by the ODK specification's generator; a seed fixes it for good."""
    nodes = compiler.nodes(call.arguments[0])
    if len(call.arguments) == 1:
        return Code("nodes", lambda c, n: shuffled(nodes(c, n), int(c.host.random() * 2147483647)))
    seed = compiler.atom(call.arguments[1])

    def run(c: Context, n: Node) -> list[Node]:
        value = seed(c, n)
        number = plain_number(value) if isinstance(value, str) else number_of(value)
        if number is None:
            return shuffled(nodes(c, n), seed_of_text(str(value)))
        return shuffled(nodes(c, n), int(truncated(number)) if number.is_finite() else 0)

    return Code("nodes", run)


def _id(compiler: Compiler, call: Call) -> Code:
    """The elements whose attribute ``id`` is one of the words given; of a nodeset, the words of every node."""
    code = compiler.compile(call.arguments[0])
    text = compiler.text(call.arguments[0])

    def run(c: Context, n: Node) -> list[Node]:
        value = code.run(c, n) if code.kind == "nodes" else text(c, n)
        words = " ".join(map(text_of_node, value)) if isinstance(value, list) else value
        wanted = set(words.split())
        return [node for node in c.document.walk() if node.relevant and wanted & set(_ids(node))]

    return Code("nodes", run, "id()")


def _ids(node: Node) -> list[str]:
    return [value for key, value in node.attributes.items() if local_name(key) == "id"]


def _lang(compiler: Compiler, call: Call) -> Code:
    """Whether the nearest ``xml:lang`` is a language or a kind of it: ``en-GB`` is ``en``."""
    wanted = compiler.text(call.arguments[0])

    def run(c: Context, n: Node) -> bool:
        at: Node | None = n
        while at is not None and _XML_LANG not in at.attributes:
            at = at.parent
        return at is not None and f"{at.attributes[_XML_LANG].lower()}-".startswith(f"{wanted(c, n).lower()}-")

    return Code("truth", run)


def _name(compiler: Compiler, call: Call, pick: Callable[[str], str]) -> Code:
    nodes: Run[Any] = compiler.nodes(call.arguments[0]) if call.arguments else (lambda _c, n: [n])
    return Code("text", lambda c, n: pick(found[0].name) if (found := nodes(c, n)) else "")


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FUNCTIONS = (
    Function("id", 1, 1, _id),
    Function("lang", 1, 1, _lang),
    _aggregate("sum", 1, _total),
    _aggregate("min", None, _extreme(min)),
    _aggregate("max", None, _extreme(max)),
    plain("count", "N", "number", lambda nodes: Decimal(len(nodes))),
    plain("count-non-empty", "N", "number", _count_filled),
    Function("position", 0, 1, _position),
    Function("last", 0, 0, _last),
    Function("instance", 1, 1, _instance),
    Function("current", 0, 0, _current),
    Function("indexed-repeat", 3, 11, _indexed_repeat, step=2),
    Function("randomize", 1, 2, _randomize),
    Function("name", 0, 1, lambda compiler, call: _name(compiler, call, str)),
    Function("local-name", 0, 1, lambda compiler, call: _name(compiler, call, lambda name: name.rpartition(":")[2])),
)
