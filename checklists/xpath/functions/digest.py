"""Fingerprints and ids."""

from __future__ import annotations

import base64
import hashlib
from decimal import Decimal

from checklists.xpath.arithmetic import ZERO
from checklists.xpath.compiler import Code, Compiler
from checklists.xpath.context import Context
from checklists.xpath.functions.signature import Function
from checklists.xpath.syntax import Call, Text
from checklists.xpath.tree import Node

_ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})
_ENCODINGS = frozenset({"base64", "hex"})
_MAX_ID = 10_000


def _digest(compiler: Compiler, call: Call) -> Code:
    """``digest(text, 'SHA-256', 'hex')``; base64 unless told. A literal algorithm that does not exist is refused."""
    for place, known in ((1, _ALGORITHMS), (2, _ENCODINGS)):
        literal = call.arguments[place] if place < len(call.arguments) else None
        if isinstance(literal, Text) and _plain(literal.value) not in known:
            raise compiler.error("unknown-digest", literal.value, call.position)
    parts = [compiler.text(syntax) for syntax in call.arguments]

    def run(c: Context, n: Node) -> str:
        text, algorithm, *encoding = (part(c, n) for part in parts)
        if _plain(algorithm) not in _ALGORITHMS:
            return ""
        raw = hashlib.new(_plain(algorithm), text.encode(errors="replace"), usedforsecurity=False).digest()
        return raw.hex() if [_plain(each) for each in encoding] == ["hex"] else base64.b64encode(raw).decode()

    return Code("text", run)


def _plain(name: str) -> str:
    """``SHA-256``, ``SHA256`` and ``sha-256`` are one name (JavaRosa)."""
    return name.lower().replace("-", "")


def _uuid(compiler: Compiler, call: Call) -> Code:
    """A new id; ``uuid(n)`` cuts n characters from new ids."""
    length = compiler.number(call.arguments[0]) if call.arguments else None

    def run(c: Context, n: Node) -> str:
        if length is None:
            return c.host.new_id()
        wanted = length(c, n)
        count = int(min(max(wanted, ZERO), Decimal(_MAX_ID))) if wanted.is_finite() else 0
        text = ""
        while len(text) < count:
            text += hashlib.sha256(c.host.new_id().encode()).hexdigest()
        return text[:count]

    return Code("text", run)


FUNCTIONS = (Function("digest", 2, 3, _digest), Function("uuid", 0, 1, _uuid))
