"""Tokens -> syntax tree: a Pratt parser of XPath 1.0 with the axes that ODK forms use.

Rules kept: an axis or node test outside the dialect is refused by name; nesting is bounded, so no input exhausts the stack.
"""

from __future__ import annotations

from decimal import Decimal

from checklists.model.errors import ExpressionError
from checklists.xpath.lexer import Token, tokenize
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
AXES = frozenset({"child", "parent", "self", "attribute", "descendant-or-self"})
_RANK = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}
_RANK |= {"+": 5, "-": 5, "*": 6, "div": 6, "mod": 6, "|": 8}
_NEGATION = 7
_ANY_NODE = Step("descendant-or-self", "node()")


def parse(source: str) -> Syntax:
    """The syntax tree of an expression. Raises ExpressionError with the position of what is wrong."""
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def whole(self) -> Syntax:
        if self.token.kind == "end":
            raise self.error("empty-expression")
        result = self.expression(0)
        if self.token.kind != "end":
            raise self.error("unexpected-token")
        return result

    def error(self, reason: str, token: Token | None = None) -> ExpressionError:
        place = token or self.token
        return ExpressionError(
            reason=reason, found=place.value, expression=self.source, position=min(place.position, len(self.source))
        )

    def advance(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def is_sign(self, value: str) -> bool:
        return self.token.kind == "sign" and self.token.value == value

    def expect(self, value: str) -> None:
        if not self.is_sign(value):
            raise self.error("expected-" + value)
        self.at += 1

    def expression(self, rank: int) -> Syntax:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("nested-too-deeply")
        left = self.operand()
        while (found := self.rank_here()) > rank:
            left = self.chain(left, found)
        self.depth -= 1
        return left

    def rank_here(self) -> int:
        return _RANK.get(self.token.value, 0) if self.token.kind in ("sign", "operator") else 0

    def chain(self, left: Syntax, rank: int) -> Syntax:
        """All operators of one rank at once: long sums must not make deep trees."""
        rest: list[tuple[str, Syntax]] = []
        while self.rank_here() == rank:
            operator = self.advance().value
            rest.append((operator, self.expression(rank)))
        if rank in (1, 2):
            return Logic(rest[0][0], (left, *(operand for _, operand in rest)))
        if rank in (3, 4):
            for operator, operand in rest:
                left = Compare(operator, left, operand)
            return left
        if rank == _RANK["|"]:
            return Union((left, *(operand for _, operand in rest)))
        return Chain(left, tuple(rest))

    def operand(self) -> Syntax:
        if self.is_sign("-"):
            self.advance()
            return Negate(self.expression(_NEGATION))
        return self.path()

    def path(self) -> Syntax:
        if self.is_sign("/"):
            self.advance()
            return Path("/", tuple(self.steps()) if self.starts_step() else ())
        if self.is_sign("//"):
            self.advance()
            return Path("/", (_ANY_NODE, *self.steps()))
        if self.starts_primary():
            return self.filtered(self.primary())
        if not self.starts_step():
            raise self.error("unexpected-end" if self.token.kind == "end" else "unexpected-token")
        return Path(".", tuple(self.steps()))

    def filtered(self, primary: Syntax) -> Syntax:
        predicates = self.predicates()
        steps: list[Step] = []
        if self.is_sign("/"):
            self.advance()
            steps = self.steps()
        elif self.is_sign("//"):
            self.advance()
            steps = [_ANY_NODE, *self.steps()]
        return Path(primary, tuple(steps), predicates) if predicates or steps else primary

    def starts_primary(self) -> bool:
        if self.token.kind in ("number", "text", "variable") or self.is_sign("("):
            return True
        after = self.tokens[self.at + 1] if self.token.kind == "name" else None
        is_call = after is not None and after.kind == "sign" and after.value == "("
        return is_call and self.token.value not in ("node", "text")

    def primary(self) -> Syntax:
        token = self.advance()
        if token.kind == "number":
            return Number(Decimal(token.value))
        if token.kind == "text":
            return Text(token.value)
        if token.kind == "variable":
            return Variable(token.value)
        if token.kind == "sign":
            inside = self.expression(0)
            self.expect(")")
            return inside
        return self.call(token)

    def call(self, name: Token) -> Syntax:
        self.expect("(")
        arguments: list[Syntax] = []
        if not self.is_sign(")"):
            arguments.append(self.expression(0))
            while self.is_sign(","):
                self.advance()
                arguments.append(self.expression(0))
        self.expect(")")
        return Call(name.value, tuple(arguments), name.position)

    def starts_step(self) -> bool:
        return self.token.kind in ("name", "axis") or (
            self.token.kind == "sign" and self.token.value in (".", "..", "@", "*")
        )

    def steps(self) -> list[Step]:
        steps = [self.step()]
        while self.is_sign("/") or self.is_sign("//"):
            if self.advance().value == "//":
                steps.append(_ANY_NODE)
            steps.append(self.step())
        return steps

    def step(self) -> Step:
        token = self.advance()
        if token.kind == "sign" and token.value in (".", ".."):
            return Step("self" if token.value == "." else "parent", "node()", self.predicates())
        axis = "child"
        if token.kind == "sign" and token.value == "@":
            axis, token = "attribute", self.advance()
        elif token.kind == "axis":
            if token.value not in AXES:
                raise self.error("axis-not-supported", token)
            axis = token.value
            self.expect("::")
            token = self.advance()
        return Step(axis, self.node_test(token), self.predicates())

    def node_test(self, token: Token) -> str:
        if token.kind == "name":
            if self.is_sign("("):
                if token.value not in ("node", "text"):
                    raise self.error("node-test-not-supported", token)
                self.advance()
                self.expect(")")
                return f"{token.value}()"
            return token.value.rpartition(":")[2]
        if token.value == "*" and token.kind in ("sign", "operator"):
            return "*"
        raise self.error("expected-name", token)

    def predicates(self) -> tuple[Syntax, ...]:
        found: list[Syntax] = []
        while self.is_sign("["):
            self.advance()
            found.append(self.expression(0))
            self.expect("]")
        return tuple(found)
