"""Text that people hand in: what of it can be kept and printed on paper, and how much of it is shown."""

from __future__ import annotations

import re

LONGEST_TEXT = 100_000
"""Characters of one answer, remark or name: more than a long report; a store whose rows are far larger becomes slow for every case."""

# What XML 1.0 cannot hold, and so neither a form nor a workbook: control characters and halves of characters.
_NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# On a terminal these move the cursor, colour what follows or turn its direction: a client's name must not.
_NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def is_writable(text: str) -> bool:
    """Whether a text is of a sane length and holds only what can be stored, put into XML and printed."""
    return len(text) <= LONGEST_TEXT and _NOT_WRITABLE.search(text) is None


def writable(text: str) -> str:
    """The text with ``_`` for what cannot be written, cut to what may be kept: for names that nobody can be asked to type again."""
    return _NOT_WRITABLE.sub("_", text)[:LONGEST_TEXT]


def printable(text: str) -> str:
    """The text with ``\\x1b`` and the like spelt out; line feeds and tabs stay."""
    return _NOT_SHOWN.sub(_spelt, text)


def masked(text: str) -> str:
    """A sensitive text with its middle hidden: enough to recognise, not to use (``330***********1234``)."""
    if len(text) <= 2:
        return "*" * len(text)
    head, tail = (3, 4) if len(text) >= 11 else (1, 1 if len(text) > 3 else 0)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def _spelt(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
