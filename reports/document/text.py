"""Texts and figures of a report: a Decimal with its unit, printed in one way everywhere.

Rules: an unknown figure is ``None`` and prints as words, never as 0; rounding is half away from zero; texts are plain, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TypeAlias

UNKNOWN = "未核实"
INSUFFICIENT = "资料不足"


class Tone(Enum):
    """What a text means. Never by colour alone: the words say it too."""

    PLAIN = "plain"
    MUTED = "muted"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Unit(Enum):
    """How a figure is held and printed: WAN holds yuan and prints 万元, PERCENT holds a fraction. (suffix, decimals)"""

    def __init__(self, suffix: str, places: int, shift: int) -> None:
        self.suffix = suffix
        self.places = places
        self.shift = shift

    WAN = (" 万元", 2, -4)
    YUAN = (" 元", 2, 0)
    PERCENT = ("%", 1, 2)
    DAYS = (" 天", 1, 0)
    TIMES = (" 倍", 2, 0)
    POINTS = (" 分", 1, 0)
    COUNT = ("", 0, 0)
    MONTHS = (" 个月", 0, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit. ``signed`` prints +/- (deviations); otherwise a negative stands in parentheses in tables."""

    value: Decimal | None
    unit: Unit
    places: int | None = None
    signed: bool = False
    unknown: str = UNKNOWN
    tone: Tone = Tone.PLAIN

    def digits(self) -> str:
        """The rounded number without sign and unit, half away from zero."""
        assert self.value is not None
        places = self.unit.places if self.places is None else self.places
        step = Decimal(1).scaleb(-places)
        return f"{abs(self.value).scaleb(self.unit.shift).quantize(step, rounding=ROUND_HALF_UP):,f}"

    def tabular(self) -> str:
        """As it stands in a column whose header carries the unit (percent keeps its sign)."""
        if self.value is None:
            return self.unknown
        text = self.digits() + ("%" if self.unit is Unit.PERCENT else "")
        if not any(digit in "123456789" for digit in text):
            return text
        if self.signed:
            return ("−" if self.value < 0 else "+") + text
        return f"({text})" if self.value < 0 else text

    def prose(self) -> str:
        """As it stands in a sentence, with its unit and a minus sign."""
        if self.value is None:
            return self.unknown
        digits = self.digits()
        zero = not any(digit in "123456789" for digit in digits)
        sign = "" if zero else "−" if self.value < 0 else "+" if self.signed else ""
        return sign + digits + self.unit.suffix


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    bold: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or cell of spans, with its source marks (keys of sections or evidence) printed as superscripts."""

    spans: tuple[Span, ...]
    sources: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)


def words(*parts: str | Figure | Span, sources: tuple[str, ...] = ()) -> Text:
    """A Text of strings, figures (as in a sentence) and spans."""
    spans = tuple(part if isinstance(part, Span) else Span(prose_of(part)) for part in parts)
    return Text(spans, sources)


def prose_of(part: str | Figure) -> str:
    return part.prose() if isinstance(part, Figure) else part


Cell: TypeAlias = str | Figure | Text
