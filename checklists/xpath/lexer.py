"""Text of an expression -> tokens, each with its position. XPath 1.0's rule tells ``*``, ``div`` and friends from names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checklists.model.errors import ExpressionError

MAX_LENGTH = 20_000

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<variable>\$\s*{_NAME}(?::{_NAME})?)
    | (?P<axis>{_NAME}(?=\s*::))
    | (?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
    | (?P<sign>::|//|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>*])
    )""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_BEFORE_OPERAND = frozenset({"(", "[", "@", ",", "::", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_FULL_WIDTH = frozenset("，。；：！？（）【】＋－＊／＝＜＞《》“”‘’｛｝＄　")


@dataclass(frozen=True, slots=True)
class Token:
    """``kind``: number, text, variable, axis, name, sign, operator, end."""

    kind: str
    value: str
    position: int


def tokenize(source: str) -> list[Token]:
    """The tokens of an expression, ``end`` last. Raises ExpressionError where a character belongs to nothing."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(reason="expression-too-long", found=str(len(source)), expression=source[:200])
    tokens: list[Token] = []
    position = 0
    end = len(source.rstrip())
    while position < end:
        match = _TOKEN.match(source, position)
        if match is None:
            raise _unexpected(source, position)
        kind = str(match.lastgroup)
        value = match.group(kind)
        tokens.append(_classified(kind, value, start=match.start(kind), before=tokens[-1] if tokens else None))
        position = match.end()
    tokens.append(Token("end", "", end))
    return tokens


def _classified(kind: str, value: str, *, start: int, before: Token | None) -> Token:
    follows_operand = before is not None and before.kind != "operator" and before.value not in _BEFORE_OPERAND
    if before is not None and before.kind in ("text", "name", "number", "variable"):
        follows_operand = True
    if follows_operand and ((kind == "sign" and value == "*") or (kind == "name" and value in _OPERATOR_NAMES)):
        return Token("operator", value, start)
    if kind == "variable":
        return Token(kind, value[1:].strip(), start)
    if kind == "text":
        return Token(kind, value[1:-1], start)
    return Token(kind, value, start)


def _unexpected(source: str, position: int) -> ExpressionError:
    while source[position].isspace() and source[position] not in _FULL_WIDTH:
        position += 1
    character = source[position]
    if character in _FULL_WIDTH:
        reason = "full-width-character"
    elif character in "\"'":
        reason = "unclosed-text"
    else:
        reason = "unexpected-character"
    return ExpressionError(reason=reason, found=character, expression=source, position=position)
