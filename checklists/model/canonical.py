"""Canonical JSON: one value, one byte string. What is hashed, signed, sent or printed by ``--json`` is written here.

Keys sorted, no spaces, UTF-8 unescaped, Decimals as exact JSON numbers without exponent, times as RFC 3339 UTC.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

Plain = bool | int | Decimal | str | list["Plain"] | dict[str, "Plain"] | None
"""What JSON can say, with Decimal as its number."""


def plain(value: Any) -> Plain:
    """A domain value as JSON-ready data: dataclasses become objects, enums their value, tuples lists.

    Raises TypeError for a float (figures here are exact) and for anything that has no plain form.
    """
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical_bytes(value: Any) -> bytes:
    """The canonical JSON of a domain value, as UTF-8."""
    return "".join(_pieces(plain(value), indent=None, level=0)).encode()


def readable_json(value: Any) -> str:
    """The same document, indented for people, keys in the order in which the value gives them."""
    return "".join(_pieces(plain(value), indent=2, level=0))


def number_text(value: Decimal) -> str:
    """A finite Decimal as a JSON number: no exponent, no trailing zeros, ``-0`` as ``0``."""
    if not value.is_finite():
        raise ValueError("only finite numbers can be written")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def read_json(data: bytes | str) -> Any:
    """JSON as plain data with every number that is not whole as Decimal. Raises ValueError, also for NaN, for
    duplicate keys, for endless nesting and for exponents that nothing can hold.
    """
    try:
        return json.loads(data, parse_float=_number, parse_constant=_refuse_constant, object_pairs_hook=_unique_keys)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError("a number of no size that can be held") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return result


def _pieces(value: Plain, *, indent: int | None, level: int) -> list[str]:
    if isinstance(value, Decimal):
        return [number_text(value)]
    if isinstance(value, dict | list) and value:
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        gap = "" if indent is None else "\n" + " " * (indent * (level + 1))
        end = "" if indent is None else "\n" + " " * (indent * level)
        out = [opening]
        for position, (label, item) in enumerate(
            _members(value, sort=indent is None, colon=":" if indent is None else ": ")
        ):
            out += ["," if position else "", gap, label, *_pieces(item, indent=indent, level=level + 1)]
        return [*out, end, closing]
    return [json.dumps(value, ensure_ascii=False)]


def _members(value: dict[str, Plain] | list[Plain], *, sort: bool, colon: str) -> list[tuple[str, Plain]]:
    if isinstance(value, list):
        return [("", item) for item in value]
    items = sorted(value.items()) if sort else value.items()
    return [(json.dumps(key, ensure_ascii=False) + colon, item) for key, item in items]
