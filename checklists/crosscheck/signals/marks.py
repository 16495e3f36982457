"""Answers -> marks: one spelling that is compared, and one that is shown, masked. What identifies nothing leaves no mark."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable

from checklists.model.identity import Identity, Mark, Meaning

_LONGEST = 20_000
"""Characters of an answer that are looked at: nobody writes more on site, and a pasted file is none."""
_NOTHING = frozenset(
    [
        "无",
        "没有",
        "不详",
        "未知",
        "不清楚",
        "同上",
        "保密",
        "拒绝",
        "拒绝提供",
        "暂无",
        "待补",
        "无名",
        "本人",
        "个人",
        "散客",
        "零售",
        "其他",
        "现金",
        "多人",
        "若干",
    ]
)
_NOT_WRITTEN = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_DIGITS = re.compile(r"[^0-9]+")
_ID = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_LICENCE = re.compile(r"[0-9A-Z]{15,18}")
_PLATE = re.compile(r"[一-鿿][A-Z][0-9A-Z]{5,6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LEAST_WORDS = 30
_LEAST_ADDRESS = 6
_LEAST_NUMBER = 5


def mark_of(identity: Identity, path: str, answer: str) -> Mark | None:
    """The mark of one answer; None where it is blank, says that there is nothing, or is too short to identify."""
    found = _KEYS.get(identity.meaning)
    key = found(answer[:_LONGEST]) if found is not None else ""
    return Mark(identity.role, identity.meaning, key, path, masked(identity.meaning, key)) if key else None


def name_key(text: str) -> str:
    """A name without spaces, punctuation and what stands in brackets."""
    plain = _plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))
    return plain if 2 <= len(plain) <= 60 and plain not in _NOTHING and not plain.isdigit() else ""


def phone_key(text: str) -> str:
    """The digits of a number that can be called: no country code, not one digit over and over."""
    digits = _DIGITS.sub("", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(0086|86)(?=1[0-9]{10}$)", "", digits)
    return digits if 7 <= len(digits) <= 16 and len(set(digits)) > 1 else ""


def words_key(text: str) -> str:
    """Running text without spaces and punctuation; short remarks (“没有”) are alike everywhere and leave none."""
    plain = _plain(text)
    return plain if len(plain) >= _LEAST_WORDS else ""


def masked(meaning: Meaning, key: str) -> str:
    """How a value is told where it may be another client's: enough to know it again beside the paper, no more."""
    if meaning is Meaning.PHONE:
        return f"{key[:3]}****{key[-4:]}" if len(key) >= 11 else f"***{key[-4:]}"
    if meaning in (Meaning.ID_NUMBER, Meaning.LICENCE):
        return f"{key[:4]}****{key[-4:]}"
    if meaning is Meaning.NAME:
        return f"{key[:1]}*" if len(key) <= 4 else f"{key[:2]}***{key[-2:]}"
    if meaning is Meaning.ADDRESS:
        return f"{key[:4]}…{key[-2:]}"
    if meaning in (Meaning.CERTIFICATE, Meaning.CONTRACT, Meaning.PLATE):
        return f"{key[:2]}***{key[-3:]}"
    return ""


def digest(*parts: str) -> str:
    """A short name for what coincides, the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _plain(text: str) -> str:
    return _NOT_WRITTEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def key(text: str) -> str:
        plain = _plain(text)
        return plain if pattern.fullmatch(plain) and len(set(plain)) > 1 else ""

    return key


def _address(text: str) -> str:
    plain = _plain(text)
    return plain if _LEAST_ADDRESS <= len(plain) <= 200 else ""


def _number(text: str) -> str:
    plain = _plain(text)
    has_digits = sum(char.isdigit() for char in plain) >= 3
    return plain if _LEAST_NUMBER <= len(plain) <= 80 and has_digits and plain not in _NOTHING else ""


def _sha256(text: str) -> str:
    plain = text.strip().lower()
    return plain if _SHA256.fullmatch(plain) else ""


_KEYS: dict[Meaning, Callable[[str], str]] = {
    Meaning.NAME: name_key,
    Meaning.ID_NUMBER: _matching(_ID),
    Meaning.PHONE: phone_key,
    Meaning.LICENCE: _matching(_LICENCE),
    Meaning.ADDRESS: _address,
    Meaning.CERTIFICATE: _number,
    Meaning.PLATE: _matching(_PLATE),
    Meaning.CONTRACT: _number,
    Meaning.FILE: _sha256,
    Meaning.WORDS: words_key,
}
