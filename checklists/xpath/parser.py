"""Tokens -> syntax tree: a Pratt parser of XPath 1.0.

Rules kept: an axis or node test outside the dialect is refused by name; nesting is bounded, so no input exhausts the stack.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from checklists.model.errors import ExpressionError
from checklists.xpath.axes import AXES
from checklists.xpath.lexer import TIMES, Token, tokenize
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
    """``token`` is the one that is looked at, ``kind`` its kind."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.at = 0
        self.token = self.tokens[0]
        self.kind = self.token.kind
        self.depth = 0

    def whole(self) -> Syntax:
        if self.kind == "end":
            raise self.error("empty-expression")
        result = self.expression(0)
        if self.kind != "end":
            raise self.error("unexpected-token")
        return result

    def error(self, reason: str, token: Token | None = None) -> ExpressionError:
        place = token or self.token
        return ExpressionError(
            reason=reason, found=place.value, expression=self.source, position=min(place.position, len(self.source))
        )

    def advance(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.at += 1
            self.token = self.tokens[self.at]
            self.kind = self.token.kind
        return token

    def expect(self, sign: str) -> None:
        if self.kind != sign:
            raise self.error("expected-" + sign)
        self.advance()

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
            operator = self.advance().value
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
        if self.kind in _ALONE or self.is_call():
            return self.filtered(self.primary())
        if self.kind == "-":
            self.advance()
            return Negate(self.expression(_NEGATION))
        return self.path()

    def is_call(self) -> bool:
        if self.kind != "name" or self.tokens[self.at + 1].kind != "(":
            return False
        return self.token.value not in _NODE_TESTS

    def path(self) -> Syntax:
        if self.kind == "/" and self.tokens[self.at + 1].kind not in _STARTS_STEP:
            self.advance()
            return Path("/", ())
        if self.kind in _CONTINUES:
            return Path("/", self.further())
        if self.kind not in _STARTS_STEP:
            raise self.error("unexpected-end" if self.kind == "end" else "unexpected-token")
        first = self.step()
        return Path(".", (first, *self.further()))

    def filtered(self, primary: Syntax) -> Syntax:
        predicates = self.predicates()
        steps = self.further()
        return Path(primary, steps, predicates) if predicates or steps else primary

    def primary(self) -> Syntax:
        token = self.advance()
        if token.kind == "number":
            return Number(Decimal(token.value))
        if token.kind == "text":
            return Text(token.value)
        if token.kind == "variable":
            return Variable(token.value)
        if token.kind == "(":
            inside = self.expression(0)
            self.expect(")")
            return inside
        return self.call(token)

    def call(self, name: Token) -> Syntax:
        self.expect("(")
        arguments: list[Syntax] = []
        if self.kind != ")":
            arguments.append(self.expression(0))
            while self.kind == ",":
                self.advance()
                arguments.append(self.expression(0))
        self.expect(")")
        return Call(name.value, tuple(arguments), name.position)

    def further(self) -> tuple[Step, ...]:
        """The steps that follow, each behind its stroke."""
        found: tuple[Step, ...] = ()
        while self.kind in _CONTINUES:
            token = self.advance()
            if token.kind == "steps":
                found += _children(token.value)
                if self.kind == "[":
                    found = (*found[:-1], Step("child", found[-1].test, self.predicates()))
            elif token.kind == "//":
                found += (_ANY_NODE, self.step())
            else:
                found += (self.step(),)
        return found

    def step(self) -> Step:
        token = self.advance()
        if token.kind in (".", ".."):
            step = _SELF if token.kind == "." else _PARENT
            return Step(step.axis, step.test, self.predicates()) if self.kind == "[" else step
        axis = "child"
        if token.kind == "@":
            axis, token = "attribute", self.advance()
        elif token.kind == "axis":
            if token.value not in AXES:
                raise self.error("axis-not-supported", token)
            axis = token.value
            self.expect("::")
            token = self.advance()
        return Step(axis, self.node_test(token, axis), self.predicates())

    def node_test(self, token: Token, axis: str) -> str:
        if token.kind == "name":
            if self.kind == "(":
                if token.value not in _NODE_TESTS:
                    raise self.error("node-test-not-supported", token)
                self.advance()
                self.expect(")")
                return f"{token.value}()"
            prefix, _, name = token.value.rpartition(":")
            return f":{name}" if prefix and axis == "attribute" and name != "*" else name
        if token.kind in ("*", TIMES):
            return "*"
        raise self.error("expected-name", token)

    def predicates(self) -> tuple[Syntax, ...]:
        if self.kind != "[":
            return ()
        found: list[Syntax] = []
        while self.kind == "[":
            self.advance()
            found.append(self.expression(0))
            self.expect("]")
        return tuple(found)
