"""Text of an expression -> tokens, each with its position. XPath 1.0's rule tells ``*``, ``div`` and friends from names."""

from __future__ import annotations

import re

from checklists.model.errors import ExpressionError

MAX_LENGTH = 20_000

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<variable>\$\s*{_NAME}(?::{_NAME})?)
    | (?P<axis>{_NAME}(?=\s*::))
    | (?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
    | (?P<steps>(?:/(?>{_NAME})(?!\s*[(:]))+)
    | (?P<sign>::|//|\.\.|!=|<=|>=|[()\[\].@,/|+\-=<>*])
    | (?P<wrong>\S)
    )""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_GLUED = re.compile(r"(and|or|div|mod)[0-9.\-]")
"""An operator with no space before a number, ``6 div2``: where an operand stands before it, it is no name."""
TIMES = "times"
"""The kind of a ``*`` that multiplies; one that stands for any element is a sign like the others."""
_BEFORE_OPERAND = frozenset(
    {"", "(", "[", "@", ",", "::", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", TIMES, *_OPERATOR_NAMES}
)
_FULL_WIDTH = frozenset("，。；：！？（）【】＋－＊／＝＜＞《》“”‘’｛｝＄　")


Token = tuple[str, str, int]
"""Kind, value and position. The kind is number, text, variable, axis, name, end, ``TIMES``; of any other sign or operator the sign
itself. ``steps`` is a run of plain child steps, ``/data/stock/cost``: what expressions consist of more than of anything else.
"""


def tokenize(source: str) -> list[Token]:
    """The tokens of an expression, ``end`` last and twice. Raises ExpressionError where a character belongs to nothing."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(reason="expression-too-long", found=str(len(source)), expression=source[:200])
    tokens: list[Token] = []
    kind = ""
    matches = _TOKEN.finditer(source)
    while (match := next(matches, None)) is not None:
        before, kind = kind, match.lastgroup or ""
        value, position = match[kind], match.start(kind)
        if kind == "sign":
            kind = TIMES if value == "*" and before not in _BEFORE_OPERAND else value
        elif kind == "name":
            if before not in _BEFORE_OPERAND:
                if value in _OPERATOR_NAMES:
                    kind = value
                elif glued := _GLUED.match(value):
                    kind = value = glued[1]
                    matches = _TOKEN.finditer(source, position + len(value))
        elif kind == "text":
            value = value[1:-1]
        elif kind == "variable":
            value = value[1:].strip()
        elif kind == "wrong":
            raise _unexpected(source, match.start())
        tokens.append((kind, value, position))
    end = ("end", "", len(source.rstrip()))
    return [*tokens, end, end]


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
