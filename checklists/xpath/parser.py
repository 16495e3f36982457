"""Tokens -> syntax tree: a Pratt parser of XPath 1.0.

Rules kept: an axis or node test outside the dialect is refused by name; nesting is bounded, so no input exhausts the stack.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from checklists.model.errors import ExpressionError
from checklists.xpath.axes import AXES
from checklists.xpath.lexer import TIMES, tokenize
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

MAX_DEPTH = 100
_RANK = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}
_RANK |= {"+": 5, "-": 5, TIMES: 6, "div": 6, "mod": 6, "|": 8}
_NEGATION = 7
_ANY_NODE = Step("descendant-or-self", "node()")
_PARENT, _SELF = Step("parent", "node()"), Step("self", "node()")
_ALONE = frozenset({"number", "text", "variable", "("})
_CONTINUES = frozenset({"/", "//", "steps"})
_STARTS_STEP = frozenset({"name", "axis", ".", "..", "@", "*"})
_NODE_TESTS = frozenset({"node", "text"})


def parse(source: str) -> Syntax:
    """The syntax tree of an expression. Raises ExpressionError with the position of what is wrong."""
    return _Parser(source).whole()


@lru_cache(maxsize=4096)
def _children(steps: str) -> tuple[Step, ...]:
    """The child steps of ``/data/stock/cost``, one object for all who write the same."""
    return tuple(Step("child", name) for name in steps[1:].split("/"))


class _Parser:
    """``kind``, ``value`` and ``position`` are those of the token that is looked at."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.at = 0
        self.kind, self.value, self.position = self.tokens[0]
        self.depth = 0

    def whole(self) -> Syntax:
        if self.kind == "end":
            raise self.error("empty-expression")
        result = self.expression(0)
        if self.kind != "end":
            raise self.error("unexpected-token")
        return result

    def error(self, reason: str, at: int | None = None) -> ExpressionError:
        _, found, position = self.tokens[self.at if at is None else at]
        return ExpressionError(
            reason=reason, found=found, expression=self.source, position=min(position, len(self.source))
        )

    def take(self) -> str:
        """The value of the token, which is passed."""
        value = self.value
        self.at += 1
        self.kind, self.value, self.position = self.tokens[self.at]
        return value

    def expect(self, sign: str) -> None:
        if self.kind != sign:
            raise self.error("expected-" + sign)
        self.take()

    def expression(self, rank: int) -> Syntax:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("nested-too-deeply")
        left = self.operand()
        while (found := _RANK.get(self.kind, 0)) > rank:
            left = self.chain(left, found)
        self.depth -= 1
        return left

    def chain(self, left: Syntax, rank: int) -> Syntax:
        """All operators of one rank at once: long sums must not make deep trees."""
        rest: list[tuple[str, Syntax]] = []
        while _RANK.get(self.kind) == rank:
            operator = self.take()
            rest.append((operator, self.expression(rank)))
        if rank in (1, 2):
            return Logic(rest[0][0], (left, *(operand for _, operand in rest)))
        if rank in (3, 4):
            if len(rest) > MAX_DEPTH:
                raise self.error("nested-too-deeply")
            for operator, operand in rest:
                left = Compare(operator, left, operand)
            return left
        if rank == _RANK["|"]:
            return Union((left, *(operand for _, operand in rest)))
        return Chain(left, tuple(rest))

    def operand(self) -> Syntax:
        if self.kind == "steps":
            return Path("/", self.further())
        if self.kind in _ALONE or (self.kind == "name" and self.is_call()):
            return self.filtered(self.primary())
        if self.kind == "-":
            self.take()
            return Negate(self.expression(_NEGATION))
        return self.path()

    def is_call(self) -> bool:
        return self.tokens[self.at + 1][0] == "(" and self.value not in _NODE_TESTS

    def path(self) -> Syntax:
        if self.kind == "/" and self.tokens[self.at + 1][0] not in _STARTS_STEP:
            self.take()
            return Path("/", ())
        if self.kind in _CONTINUES:
            return Path("/", self.further())
        if self.kind not in _STARTS_STEP:
            raise self.error("unexpected-end" if self.kind == "end" else "unexpected-token")
        first = self.step()
        return Path(".", (first, *self.further()))

    def filtered(self, primary: Syntax) -> Syntax:
        if self.kind != "[" and self.kind not in _CONTINUES:
            return primary
        predicates = self.predicates()
        steps = self.further()
        return Path(primary, steps, predicates) if predicates or steps else primary

    def primary(self) -> Syntax:
        kind, position = self.kind, self.position
        value = self.take()
        if kind == "number":
            return Number(Decimal(value))
        if kind == "text":
            return Text(value)
        if kind == "variable":
            return Variable(value)
        if kind == "(":
            inside = self.expression(0)
            self.expect(")")
            return inside
        return self.call(value, position)

    def call(self, name: str, position: int) -> Syntax:
        self.expect("(")
        arguments: list[Syntax] = []
        if self.kind != ")":
            arguments.append(self.expression(0))
            while self.kind == ",":
                self.take()
                arguments.append(self.expression(0))
        self.expect(")")
        return Call(name, tuple(arguments), position)

    def further(self) -> tuple[Step, ...]:
        """The steps that follow, each behind its stroke."""
        found: tuple[Step, ...] = ()
        while self.kind in _CONTINUES:
            kind, value = self.kind, self.take()
            if kind == "steps":
                found += _children(value)
                if self.kind == "[":
                    found = (*found[:-1], Step("child", found[-1].test, self.predicates()))
            elif kind == "//":
                found += (_ANY_NODE, self.step())
            else:
                found += (self.step(),)
        return found

    def step(self) -> Step:
        kind, value = self.kind, self.take()
        if kind in (".", ".."):
            step = _SELF if kind == "." else _PARENT
            return Step(step.axis, step.test, self.predicates()) if self.kind == "[" else step
        axis = "child"
        if kind == "@":
            axis, kind, value = "attribute", self.kind, self.take()
        elif kind == "axis":
            if value not in AXES:
                raise self.error("axis-not-supported", self.at - 1)
            axis = value
            self.expect("::")
            kind, value = self.kind, self.take()
        return Step(axis, self.node_test(kind, value, axis), self.predicates())

    def node_test(self, kind: str, value: str, axis: str) -> str:
        """What the token of this kind and value, just passed, asks of a node."""
        if kind == "name":
            if self.kind == "(":
                if value not in _NODE_TESTS:
                    raise self.error("node-test-not-supported", self.at - 1)
                self.take()
                self.expect(")")
                return f"{value}()"
            prefix, _, name = value.rpartition(":")
            return f":{name}" if prefix and axis == "attribute" and name != "*" else name
        if kind in ("*", TIMES):
            return "*"
        raise self.error("expected-name", self.at - 1)

    def predicates(self) -> tuple[Syntax, ...]:
        if self.kind != "[":
            return ()
        found: list[Syntax] = []
        while self.kind == "[":
            self.take()
            found.append(self.expression(0))
            self.expect("]")
        return tuple(found)
