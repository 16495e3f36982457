"""`jindiao form xpath`: a stream of expressions, each with the instance it is about; one JSON line in, one out, at once.

Rules kept: FORM's policy of blanks; whatever a line holds, it is answered and the next one is read; a line's fault is its own.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import uuid
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, BinaryIO

from checklists.model.canonical import canonical_bytes, read_json
from checklists.model.errors import ExpressionError, FormError
from checklists.workbook.expressions import sentence_of
from checklists.xpath import Context, Host, Node, Value, compile_expression, document_from_xml, new_document
from checklists.xpath.arithmetic import ZERO, printed
from checklists.xpath.values import text_of_node
from desktop.cli.answers_file import json_fault, kind_of

LONGEST_LINE = 64 * 1024 * 1024
_LONGEST_PLAIN = 300
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What a fault of our own would be: it costs one line, not those that follow."""


class LineFault(Exception):
    """Why a line has no result, in a sentence."""


class _OneInstance(Host):
    """The world of a single expression: this computer's clock and chance, and the instance itself by its own id."""

    def __init__(self, document: Node) -> None:
        super().__init__(
            now=lambda: datetime.now().astimezone(),
            new_id=lambda: str(uuid.uuid4()),
            random=random.random,
        )
        self._document = document

    def instance(self, name: str) -> Node | None:
        is_own = any(root.attributes.get("id") == name for root in self._document.children)
        return self._document if is_own else None


def run(_args: argparse.Namespace) -> int:
    """Answers stdin line by line until it ends."""
    for line in _lines(sys.stdin.buffer):
        answer = answer_line(line)
        if answer:
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()
    return 0


def answer_line(line: bytes) -> str:
    """The answer to one line as one line of JSON; blank for a blank one."""
    identity = "null"
    try:
        text = _text(line)
        if not text.strip():
            return ""
        request = _request(text)
        identity = _identity(request)
        kind, result = _evaluated(request)
    except LineFault as fault:
        return _written(identity, error=_quoted(str(fault)))
    except _UNFORESEEN as error:
        return _written(identity, error=_quoted(f"这一行无法计算({type(error).__name__})。"))
    return _written(identity, result=result, type=_quoted(kind))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines as they arrive. The rest of one that is far too long is passed over, not kept."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _text(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise LineFault(f"一行超过 {LONGEST_LINE // 1024 // 1024} MB。")
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LineFault(f"{json_fault(error)}。") from error


def _request(text: str) -> dict[str, Any]:
    try:
        request = read_json(text)
    except ValueError as error:
        raise LineFault(f"不是 JSON:{json_fault(error)}。") from error
    if not isinstance(request, dict):
        raise LineFault(f"每行应为一个 JSON 对象,这里是{kind_of(request)}。")
    return request


def _identity(request: dict[str, Any]) -> str:
    try:
        return canonical_bytes(request.get("id")).decode()
    except ValueError as error:
        raise LineFault("id 含有半个字符,或大得无法写出。") from error


def _evaluated(request: dict[str, Any]) -> tuple[str, str]:
    """The kind of the result, and the result as JSON."""
    expression = request.get("expression")
    if not isinstance(expression, str):
        raise LineFault("没有给出 expression,或它不是文字。")
    document = _document(request.get("instance"))
    node = _context_node(document, request.get("context"))
    return _result(_value(expression, document, node))


def _document(instance: Any) -> Node:
    if instance is None:
        return new_document()
    if not isinstance(instance, str):
        raise LineFault("instance 应为 XML 文字或 null。")
    return _parsed(instance)


@lru_cache(maxsize=1)
def _parsed(xml: str) -> Node:
    """The document of an instance. Streams ask one instance many things in a row."""
    try:
        return document_from_xml(xml)
    except FormError as error:
        raise LineFault(
            f"instance 不是可用的 XML:{_XML_FAULTS.get(error.reason, error.reason)}{_at(error)}。"
        ) from error


_XML_FAULTS = {
    "malformed-xml": "语法有误",
    "forbidden-xml": "含有 DTD 或实体,已拒绝",
    "nested-too-deeply": "嵌套太深",
}


def _at(error: FormError) -> str:
    return f"(位置:{error.where})" if error.where else ""


def _context_node(document: Node, context: Any) -> Node:
    start = document.children[0] if document.children else document
    if context is None:
        return start
    if not isinstance(context, str):
        raise LineFault("context 应为路径或 null。")
    found = _value(context, document, start, what="context ")
    if not isinstance(found, list):
        raise LineFault(f"context 应为路径:{context[:80]}")
    if not found:
        raise LineFault(f"instance 里没有 context 所指的位置:{context[:80]}")
    return found[0]


def _value(expression: str, document: Node, node: Node, *, what: str = "") -> Value:
    try:
        compiled = compile_expression(expression)
    except ExpressionError as error:
        raise LineFault(what + sentence_of(error, expression[:20_000])) from error
    context = Context(document, current=node, host=_OneInstance(document), variables={})
    return compiled.evaluate(context)


def _result(value: Value) -> tuple[str, str]:
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, Decimal):
        return "number", _number(value)
    if isinstance(value, str):
        return "string", _quoted(value)
    return "nodeset", f"[{', '.join(_quoted(text_of_node(node)) for node in value)}]"


def _number(value: Decimal) -> str:
    number = printed(value) or ZERO
    if not number.is_finite():
        return _quoted("NaN" if number.is_nan() else str(number))
    # An exponent only where plain digits would be so many that readers of JSON refuse them.
    return canonical_bytes(number).decode() if abs(number.adjusted()) <= _LONGEST_PLAIN else str(number.normalize())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _written(identity: str, **members: str) -> str:
    listed = "".join(f', "{key}": {value}' for key, value in members.items())
    return f'{{"id": {identity}{listed}}}'
