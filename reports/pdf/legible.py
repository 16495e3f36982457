"""Before layout: every character that no face here has becomes a visible mark, ``〔U+2A6D6〕``; each is listed for the user.

A name on a credit report must never show an empty box or lose a character without a word. One walk over the whole document, so
that no text can reach the paper around it.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

T = TypeVar("T")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"}
_LAST_HAN = 0x3FFFD
"""Planes 2 and 3 are Han's: what Python's tables do not know there yet is a character all the same."""


def legible(
    document: T, has: Callable[[str], bool], stand_in: Callable[[str], str] = lambda _: ""
) -> tuple[T, tuple[str, ...]]:
    """The document with illegible characters marked, and one sentence for each kind of character that the typeface lacks.

    ``stand_in`` names another face that has the character, "" where there is none; such a character stays.
    """
    walk = _Walk(has, stand_in)
    return walk.over(document), tuple(walk.lacking.values())


class _Walk:
    """One walk: what is lacking so far, and the characters that are known to be there, so that most texts cost one look."""

    def __init__(self, has: Callable[[str], bool], stand_in: Callable[[str], str]) -> None:
        self.has = has
        self.stand_in = stand_in
        self.lacking: dict[str, str] = {}
        self.known = {"\n", " "}

    def over(self, value: T) -> T:
        return _walked(value, self)

    def marked(self, text: str) -> str:
        if self.known.issuperset(text) or (text.isascii() and text.isprintable()):
            return text
        self.known.update(character for character in text if self.has(character))
        if self.known.issuperset(text):
            return text
        return "".join(
            character if character in self.known else self._mark(character, text)
            for character in text.replace("\t", " ")
        )

    def _mark(self, character: str, text: str) -> str:
        code = f"U+{ord(character):04X}"
        category = unicodedata.category(character)
        if category in _INVISIBLE and not 0x20000 <= ord(character) <= _LAST_HAN:
            self.lacking.setdefault(character, f"不可见字符 {code} 未印出，出现在“{_around(text, character)}”")
            return "" if category in {"Cc", "Cf", "Mn", "Zl", "Zp"} else f"〔{code}〕"
        face = self.stand_in(character)
        done = f"用本机字体 {face} 印出" if face else f"以〔{code}〕代替"
        self.lacking.setdefault(
            character, f"字体缺字 {character}（{code}），{done}，出现在“{_around(text, character)}”"
        )
        return character if face else f"〔{code}〕"


def _walked(value: T, walk: _Walk) -> T:
    if isinstance(value, str):
        return walk.marked(value)  # type: ignore[return-value]  # a str comes back for a str
    if isinstance(value, tuple):
        return tuple(_walked(part, walk) for part in value)  # type: ignore[return-value]  # same shape as it came
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Enum)):
        changes = {}
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            new = _walked(old, walk)
            if new is not old and new != old:
                changes[field.name] = new
        return dataclasses.replace(value, **changes) if changes else value
    return value


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return text[max(0, at - 6) : at + 7].replace("\n", " ")
