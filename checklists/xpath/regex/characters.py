"""Sets of characters as Java names them: ``\\d``, ``\\p{L}``, ``\\p{IsHan}``. ``\\d``, ``\\w``, ``\\s`` and POSIX names are ASCII."""

from __future__ import annotations

import string
import unicodedata

from checklists.xpath.regex.pieces import Matches

LINE_ENDS = frozenset("\n\r\u0085\u2028\u2029")
_WORD = frozenset(string.ascii_letters + string.digits + "_")
_BLANK = frozenset(" \t\u00a0\u1680\u180e\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
_POSIX = {
    "Lower": frozenset(string.ascii_lowercase),
    "Upper": frozenset(string.ascii_uppercase),
    "ASCII": frozenset(map(chr, range(128))),
    "Alpha": frozenset(string.ascii_letters),
    "Digit": frozenset(string.digits),
    "Alnum": frozenset(string.ascii_letters + string.digits),
    "Punct": frozenset(string.punctuation),
    "Graph": frozenset(string.ascii_letters + string.digits + string.punctuation),
    "Print": frozenset(string.ascii_letters + string.digits + string.punctuation + " "),
    "Blank": frozenset(" \t"),
    "Cntrl": frozenset(map(chr, (*range(32), 127))),
    "XDigit": frozenset(string.hexdigits),
    "Space": frozenset(" \t\n\x0b\f\r"),
}
_CLASSES = {
    "d": _POSIX["Digit"],
    "w": _WORD,
    "s": _POSIX["Space"],
    "h": _BLANK,
    "v": frozenset("\n\x0b\f\r\u0085\u2028\u2029"),
}
_SCRIPTS = {
    "Han": (
        "CJK UNIFIED",
        "CJK COMPATIBILITY IDEOGRAPH",
        "CJK RADICAL",
        "KANGXI",
        "IDEOGRAPHIC ITERATION",
        "IDEOGRAPHIC NUMBER",
    ),
    "Latin": ("LATIN ", "FULLWIDTH LATIN"),
    "Hiragana": ("HIRAGANA ",),
    "Katakana": ("KATAKANA ", "HALFWIDTH KATAKANA"),
    "Hangul": ("HANGUL ", "HALFWIDTH HANGUL"),
    "Cyrillic": ("CYRILLIC ",),
    "Greek": ("GREEK ",),
    "Arabic": ("ARABIC ",),
    "Tibetan": ("TIBETAN ",),
    "Mongolian": ("MONGOLIAN ",),
}
_CATEGORIES = frozenset({"L", "M", "N", "P", "S", "Z", "C"}) | {
    f"{kind}{sub}"
    for kind, subs in (("L", "ulmto"), ("M", "nce"), ("N", "dlo"), ("P", "cdseifo"), ("S", "mcko"), ("Z", "slp"), ("C", "cfson"))
    for sub in subs
}  # fmt: skip


def one(character: str) -> Matches:
    return character.__eq__


def within(first: str, last: str) -> Matches:
    return lambda character: first <= character <= last


def negated(matches: Matches) -> Matches:
    return lambda character: not matches(character)


def any_of(sets: list[Matches]) -> Matches:
    if len(sets) == 1:
        return sets[0]
    return lambda character: any(matches(character) for matches in sets)


def both(one_set: Matches, other: Matches) -> Matches:
    return lambda character: one_set(character) and other(character)


def in_either_case(matches: Matches) -> Matches:
    """``(?i)``, which in Java concerns ASCII letters only."""
    return lambda character: matches(character) or (character.isascii() and matches(character.swapcase()))


def predefined(letter: str) -> Matches | None:
    """``\\d``, ``\\W`` and their kin; None for a letter that names no set."""
    found = _CLASSES.get(letter.lower())
    if found is None:
        return None
    return found.__contains__ if letter.islower() else negated(found.__contains__)


def named(name: str) -> Matches | None:
    """The set of ``\\p{name}``; None where it is none that is known."""
    if name in _POSIX:
        return _POSIX[name].__contains__
    name = name.removeprefix("script=").removeprefix("sc=").removeprefix("Is")
    if name in _CATEGORIES:
        return lambda character: unicodedata.category(character).startswith(name)
    if name == "Alphabetic":
        return str.isalpha
    prefixes = _SCRIPTS.get(name)
    return None if prefixes is None else lambda character: unicodedata.name(character, "").startswith(prefixes)


def is_word(character: str) -> bool:
    """What ``\\b`` takes for a letter of a word."""
    return character.isalnum() or character == "_"
