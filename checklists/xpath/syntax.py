"""What the parser makes of an expression: a small tree of frozen nodes, the same for every policy of blanks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Negate:
    operand: Syntax


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one rank from left to right: ``first op operand op operand ...`` for + - and for * div mod."""

    first: Syntax
    rest: tuple[tuple[str, Syntax], ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """``or`` or ``and`` of two or more."""

    operator: str
    operands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    operator: str
    left: Syntax
    right: Syntax


@dataclass(frozen=True, slots=True)
class Union:
    operands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Syntax, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """``axis`` as XPath 1.0 names it. ``test``: a name (``:name`` of an attribute with a prefix), ``*``, ``node()``, ``text()``."""

    axis: str
    test: str
    predicates: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (``start`` "/"), from the context node ("."), or from what another expression selects."""

    start: Syntax | str
    steps: tuple[Step, ...]
    start_predicates: tuple[Syntax, ...] = ()


Syntax = Number | Text | Variable | Negate | Chain | Logic | Compare | Union | Call | Path


_SHORT = {"parent": "..", "self": "."}


def written(syntax: Syntax) -> str:
    """A path or variable as a person would write it, without predicates: how a missing input is named."""
    if isinstance(syntax, Variable):
        return f"${syntax.name}"
    if isinstance(syntax, Path):
        start = syntax.start if isinstance(syntax.start, str) else written(syntax.start)
        steps = "/".join([_SHORT.get(step.axis, step.test) for step in syntax.steps])
        if start == ".":
            return steps
        return f"/{steps}" if start == "/" else f"{start}/{steps}" if steps else start
    if isinstance(syntax, Call):
        inside = f"'{syntax.arguments[0].value}'" if syntax.arguments and isinstance(syntax.arguments[0], Text) else ""
        return f"{syntax.name}({inside})"
    return ""
