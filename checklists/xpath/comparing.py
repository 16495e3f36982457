"""``= != < <= > >=``: texts as texts, anything with a number as numbers, anything with a truth as truths.

Rules kept: where a nodeset holds several nodes one that fits is enough (XPath 1.0; JavaRosa raises); an empty nodeset is a
blank text (JavaRosa). ``<`` and its kin compare numbers only; dates are days. Close numbers are equal (arithmetic.TINY).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from checklists.xpath.arithmetic import less, same
from checklists.xpath.context import Context
from checklists.xpath.paths import Run
from checklists.xpath.tree import Node
from checklists.xpath.values import Atom, Missing, Value, atom_of_node, is_blank, number_of, truth_of


def equal(left: Atom, right: Atom) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    return same(number_of(left), number_of(right))


def _unequal(left: Atom, right: Atom) -> bool:
    return not equal(left, right)


def _less(left: Atom, right: Atom) -> bool:
    return less(number_of(left), number_of(right))


def _at_most(left: Atom, right: Atom) -> bool:
    first, second = number_of(left), number_of(right)
    return not first.is_nan() and not second.is_nan() and (first <= second or same(first, second))


_TEXTS = (str, list)
_TESTS: dict[str, Callable[[Atom, Atom], bool]] = {
    "=": equal,
    "!=": _unequal,
    "<": _less,
    "<=": _at_most,
    ">": lambda left, right: _less(right, left),
    ">=": lambda left, right: _at_most(right, left),
}


def compare_form(operator: str, left: Run[Value], right: Run[Value]) -> Run[bool]:
    test = _TESTS[operator]
    is_ordering = operator not in ("=", "!=")

    def run(c: Context, n: Node) -> bool:
        first: Any = left(c, n)
        second: Any = right(c, n)
        if is_ordering and _is_single(first) and _is_single(second):
            return test(number_of(first), number_of(second))
        if first.__class__ is list:
            if len(first) > 1:
                return _any_pair(test, first, second)
            first = atom_of_node(first[0], beside_text=second.__class__ in _TEXTS) if first else ""
        if second.__class__ is list:
            if len(second) > 1:
                return _any_pair(test, first, second)
            second = atom_of_node(second[0], beside_text=first.__class__ is str) if second else ""
        return test(first, second)

    return run


def _is_single(value: Any) -> bool:
    """Whether it is one value, and no computed truth: its number can be asked for, which a node remembers."""
    return value.__class__ is not list or (len(value) == 1 and value[0].truth is None)


def _any_pair(test: Callable[[Atom, Atom], bool], first: Any, second: Any) -> bool:
    firsts, seconds = _atoms(first, beside=second) or [""], _atoms(second, beside=first) or [""]
    return any(test(one, other) for one in firsts for other in seconds)


def _atoms(value: Any, *, beside: Any) -> list[Atom]:
    if not isinstance(value, list):
        return [value]
    return [atom_of_node(node, beside_text=beside.__class__ in _TEXTS) for node in value]


def compare_strict(operator: str, left: tuple[Run[Value], str], right: tuple[Run[Value], str]) -> Run[bool]:
    """Unknown where a side is blank or no number, unless another node of the set already makes it true."""
    test = _TESTS[operator]
    is_ordering = operator not in ("=", "!=")

    def run(c: Context, n: Node) -> bool:
        missing: dict[str, None] = {}
        first, second = _value(left, c, n, missing), _value(right, c, n, missing)
        pairs = ((one, other) for one in _atoms(first, beside=second) for other in _atoms(second, beside=first))
        outcomes = [_known(test, one, other, is_ordering=is_ordering) for one, other in pairs]
        if True in outcomes:
            return True
        if missing or None in outcomes or not outcomes:
            raise Missing(*missing)
        return False

    return run


def _value(side: tuple[Run[Value], str], c: Context, n: Node, missing: dict[str, None]) -> Value:
    """One side of a comparison: of a nodeset the nodes that hold something; what is blank is noted as missing."""
    run, written = side
    try:
        value = run(c, n)
    except Missing as found:
        missing.update(dict.fromkeys(found.paths or (written,)))
        return []
    if not isinstance(value, list):
        return value
    if not value:
        missing[written] = None
    missing.update(dict.fromkeys(node.path for node in value if is_blank(node)))
    return [node for node in value if not is_blank(node)]


def _known(test: Callable[[Atom, Atom], bool], one: Atom, other: Atom, *, is_ordering: bool) -> bool | None:
    is_numeric = is_ordering or isinstance(one, Decimal) or isinstance(other, Decimal)
    if is_numeric and (number_of(one).is_nan() or number_of(other).is_nan()):
        return None
    return test(one, other)
