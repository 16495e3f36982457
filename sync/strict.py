"""Reading JSON of ours: every key once, none unknown, every value of its kind and size, or DocumentInvalid.

Numbers are whole; a document of a case file is canonical to the byte (``canonical=True``). Errors name kinds and lengths,
never values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from checklists.model.canonical import canonical_bytes
from sync.errors import DocumentInvalid

HEX_256: Final = re.compile(r"[0-9a-f]{64}")
CASE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")
_DEEPEST = 16


def load(data: bytes, *, document: str, most: int, canonical: bool = False) -> Fields:
    """The object that ``data`` holds, to be taken apart. ``most`` caps its bytes."""
    if len(data) > most:
        raise DocumentInvalid(document, "$", f"{len(data)} bytes", f"at most {most}")
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            object_pairs_hook=_unique_keys,
        )
        if _depth(value) > _DEEPEST:
            raise DocumentInvalid(document, "$", "nested deeper", f"at most {_DEEPEST} levels")
        if canonical and canonical_bytes(value) != data:
            raise DocumentInvalid(document, "$", "another spelling", "canonical JSON")
    except (ValueError, RecursionError) as error:
        raise DocumentInvalid(document, "$", type(error).__name__, "JSON with whole numbers") from error
    return Fields(value, document)


@dataclass(slots=True)
class Fields:
    """One JSON object being taken apart. ``done()`` refuses what nobody asked for."""

    value: Any
    document: str
    where: str = "$"
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise DocumentInvalid(self.document, self.where, _kind(self.value), "an object")

    def done(self) -> None:
        unknown = sorted(set(self.value) - self._taken)
        if unknown:
            raise DocumentInvalid(self.document, self.where, f"{len(unknown)} unknown keys", "only known keys")

    def is_null(self, key: str) -> bool:
        """Whether the key is there with null, which then counts as asked for."""
        if key in self.value and self.value[key] is None:
            self._taken.add(key)
            return True
        return False

    def text(self, key: str, *, pattern: re.Pattern[str] | None = None, longest: int = 1024) -> str:
        value = self._take(key, str, "a text")
        if len(value) > longest:
            raise self._wrong(key, f"{len(value)} characters", f"at most {longest}")
        if pattern is not None and not pattern.fullmatch(value):
            raise self._wrong(key, "another text", pattern.pattern)
        return str(value)

    def digest(self, key: str) -> str:
        """64 lower-case hex digits: a SHA-256 or an Ed25519 public key."""
        return self.text(key, pattern=HEX_256)

    def moment(self, key: str) -> datetime:
        text = self.text(key, pattern=_MOMENT)
        try:
            return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
        except ValueError as error:
            raise self._wrong(key, "no such time", "RFC 3339 UTC") from error

    def whole(self, key: str, *, least: int = 0, most: int = 2**53) -> int:
        value = self._take(key, int, "a whole number")
        if isinstance(value, bool) or not least <= value <= most:
            raise self._wrong(key, "another number", f"{least}..{most}")
        return int(value)

    def flag(self, key: str) -> bool:
        value: bool = self._take(key, bool, "true or false")
        return value

    def constant(self, key: str, expected: str) -> None:
        if self.text(key) != expected:
            raise self._wrong(key, "another text", expected)

    def inner(self, key: str) -> Fields:
        return Fields(self._take(key, dict, "an object"), self.document, f"{self.where}.{key}")

    def objects(self, key: str, *, most: int) -> tuple[Fields, ...]:
        items = self._list(key, most)
        return tuple(Fields(item, self.document, f"{self.where}.{key}[{n}]") for n, item in enumerate(items))

    def texts(self, key: str, *, most: int, pattern: re.Pattern[str] | None = None) -> tuple[str, ...]:
        items = self._list(key, most)
        if not all(isinstance(item, str) and (pattern is None or pattern.fullmatch(item)) for item in items):
            raise self._wrong(key, "other items", "texts of the right form")
        return tuple(items)

    def pairs(self, key: str, *, most: int, longest: int) -> tuple[tuple[str, str], ...]:
        items = self._list(key, most)
        for item in items:
            if (
                not isinstance(item, list)
                or [type(text) for text in item] != [str, str]
                or max(map(len, item)) > longest
            ):
                raise self._wrong(key, "other items", "pairs of texts")
        return tuple((first, second) for first, second in items)

    def mapping(self, key: str, *, most: int, longest: int) -> Mapping[str, str]:
        """Text by text; keys not blank. ``longest`` caps each key and each text."""
        found = self._take(key, dict, "an object")
        if len(found) > most:
            raise self._wrong(key, f"{len(found)} entries", f"at most {most}")
        for name, value in found.items():
            if not isinstance(value, str) or not name or len(name) > longest or len(value) > longest:
                raise self._wrong(key, "another entry", f"a text of at most {longest} characters")
        return dict(found)

    def _list(self, key: str, most: int) -> list[Any]:
        items: list[Any] = self._take(key, list, "a list")
        if len(items) > most:
            raise self._wrong(key, f"{len(items)} items", f"at most {most}")
        return items

    def _take(self, key: str, kind: type, expected: str) -> Any:
        self._taken.add(key)
        if key not in self.value:
            raise self._wrong(key, "nothing", expected)
        value = self.value[key]
        if not isinstance(value, kind):
            raise self._wrong(key, _kind(value), expected)
        return value

    def _wrong(self, key: str, found: str, expected: str) -> DocumentInvalid:
        return DocumentInvalid(self.document, f"{self.where}.{key}", found, expected)


def _kind(value: object) -> str:
    return type(value).__name__


def _refuse_number(_: str) -> None:
    # A Decimal of 1e999999999 would be a gigabyte when written out again: no number of ours has a point or an exponent.
    raise ValueError("not a whole number")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice")
    return result


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        item, level = waiting.pop()
        if isinstance(item, dict | list):
            deepest = max(deepest, level)
            if level > _DEEPEST:
                return level
            children = item.values() if isinstance(item, dict) else item
            waiting += [(child, level + 1) for child in children]
    return deepest
