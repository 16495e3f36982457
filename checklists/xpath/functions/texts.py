"""Texts: joining, cutting, searching. Positions of ``substr`` count from 0, of XPath's own ``substring`` from 1."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from checklists.xpath.arithmetic import ARITHMETIC, INFINITY, rounded, truncated
from checklists.xpath.compiler import Code, Compiler, gathered
from checklists.xpath.context import Context
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.paths import Run
from checklists.xpath.regex import Automaton, BadPattern, PatternTooLarge, read_pattern
from checklists.xpath.syntax import Call, Syntax, Text
from checklists.xpath.tree import Node
from checklists.xpath.values import all_needed, text_of_node

LONGEST_TEXT = 1_000_000
"""What is put together is cut there: formulas that double a text would else fill the memory in forty steps."""
_SPACE = " \t\r\n"
_SPACES = re.compile(f"[{_SPACE}]+")


def _texts(compiler: Compiler, arguments: tuple[Syntax, ...]) -> Run[list[str]]:
    """The texts of arguments; a nodeset gives a text a node, an empty one beside others a blank (JavaRosa)."""
    codes = [compiler.compile(syntax) for syntax in arguments]
    if not any(code.kind == "nodes" for code in codes):
        parts = [compiler.text(syntax) for syntax in arguments]
        if compiler.strict:
            return lambda c, n: gathered(parts, c, n)
        return lambda c, n: [part(c, n) for part in parts]
    nothing = [""] if len(arguments) > 1 else []
    lists = [_texts_of(compiler, syntax, code, nothing) for syntax, code in zip(arguments, codes, strict=True)]
    if compiler.strict:
        return lambda c, n: [text for texts in gathered(lists, c, n) for text in texts]
    return lambda c, n: [text for texts in lists for text in texts(c, n)]


def _texts_of(compiler: Compiler, syntax: Syntax, code: Code, nothing: list[str]) -> Run[list[str]]:
    if code.kind != "nodes":
        part = compiler.text(syntax)
        return lambda c, n: [part(c, n)]
    select, written = code.run, code.written
    if compiler.strict:
        return lambda c, n: [text_of_node(node) for node in all_needed(select(c, n), written)]
    return lambda c, n: [text_of_node(node) for node in select(c, n)] or nothing


def _concat(compiler: Compiler, call: Call) -> Code:
    parts = _texts(compiler, call.arguments)
    return Code("text", lambda c, n: joined("", parts(c, n)))


def _join(compiler: Compiler, call: Call) -> Code:
    separator = compiler.text(call.arguments[0])
    parts = _texts(compiler, call.arguments[1:])
    return Code("text", lambda c, n: joined(separator(c, n), parts(c, n)))


def joined(separator: str, parts: list[str]) -> str:
    """The parts with the separator between them, no more than ``LONGEST_TEXT`` characters."""
    if len(separator) * len(parts) + sum(map(len, parts)) <= LONGEST_TEXT:
        return separator.join(parts)
    text = ""
    for place, part in enumerate(parts):
        if len(text) >= LONGEST_TEXT:
            break
        text += f"{separator}{part}" if place else part
    return text[:LONGEST_TEXT]


def _own_text(body: Callable[[str], Any], *, allows_blank: bool, result: Any) -> Callable[[Compiler, Call], Code]:
    """A function of one text, of the context node's where none is given."""

    def build(compiler: Compiler, call: Call) -> Code:
        if not call.arguments:
            return Code(result, lambda _c, n: body(text_of_node(n)))
        text = (compiler.lenient if allows_blank else compiler).text(call.arguments[0])
        return Code(result, lambda c, n: body(text(c, n)))

    return build


def _substr(text: str, start: Decimal, end: Decimal | None = None) -> str:
    return text[_place(start, len(text)) : _place(end, len(text)) if end is not None else len(text)]


def _place(number: Decimal, length: int) -> int:
    whole = truncated(number)
    if not whole.is_finite():
        return length if whole == INFINITY else 0
    place = int(max(min(whole, Decimal(length)), Decimal(-length - 1)))
    return max(length + place, 0) if place < 0 else place


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> str:
    first = rounded(start, 0)
    last = INFINITY if length is None else ARITHMETIC.add(first, rounded(length, 0))
    if first.is_nan() or last.is_nan():
        return ""
    return "".join(character for place, character in enumerate(text, start=1) if first <= place < last)


def _before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def _translate(text: str, source: str, target: str) -> str:
    table: dict[int, str | None] = {}
    for place, character in enumerate(source):
        table.setdefault(ord(character), target[place] if place < len(target) else None)
    return text.translate(table)


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> Automaton | None:
    try:
        return Automaton(read_pattern(pattern))
    except (BadPattern, PatternTooLarge):
        return None


def _regex(text: str, pattern: str) -> bool:
    """Whether the whole text fits the pattern (Java's matches). A pattern that is none fits nothing."""
    compiled = _pattern(pattern)
    return compiled is not None and compiled.fits(text)


def _compile_regex(compiler: Compiler, call: Call) -> Code:
    pattern = call.arguments[1]
    if isinstance(pattern, Text) and _pattern(pattern.value) is None:
        raise compiler.error("bad-pattern", pattern.value, call.position)
    text, rule = compiler.text(call.arguments[0]), compiler.text(pattern)
    return Code("truth", lambda c, n: _regex(text(c, n), rule(c, n)))


def _decode(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", errors="replace")
    except ValueError:
        return ""


def _string(compiler: Compiler, call: Call) -> Code:
    if call.arguments:
        return Code("text", compiler.text(call.arguments[0]))

    def run(_c: Context, n: Node) -> str:
        return text_of_node(n)

    return Code("text", run)


FUNCTIONS = (
    Function("string", 0, 1, _string),
    Function("concat", 0, None, _concat),
    Function("join", 1, None, _join),
    plain("substr", "sn?n", "text", _substr),
    plain("substring", "sn?n", "text", _substring),
    plain("substring-before", "ss", "text", _before),
    plain("substring-after", "ss", "text", _after),
    plain("translate", "sss", "text", _translate),
    Function("string-length", 0, 1, _own_text(lambda text: Decimal(len(text)), allows_blank=True, result="number")),
    Function(
        "normalize-space",
        0,
        1,
        _own_text(lambda text: " ".join(_SPACES.split(text.strip(_SPACE))), allows_blank=False, result="text"),
    ),
    plain("contains", "ss", "truth", lambda text, part: part in text),
    plain("starts-with", "ss", "truth", lambda text, part: text.startswith(part)),
    plain("ends-with", "ss", "truth", lambda text, part: text.endswith(part)),
    Function("regex", 2, 2, _compile_regex),
    plain("base64-decode", "s", "text", _decode),
)
