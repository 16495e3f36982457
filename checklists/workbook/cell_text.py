"""What an author sees in a cell of Excel, as text: numbers with the digits that they are shown with, dates as ISO.

Excel keeps ``50%`` as 0.5 and a format. In a column of words the author means what is shown; anywhere else, the number.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

_MUST_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SHOWN = re.compile(r"(?P<whole>0*)(?:\.(?P<places>0+))?(?P<percent>%?)")


def escaped(text: str) -> str:
    """A text as a workbook spells it: what XML cannot hold, carriage returns among it, as ``_x000D_``."""
    return _MUST_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def cell_text(value: object, number_format: str, *, as_words: bool) -> str:
    """What the author typed, as far as Excel has kept it: 5.0 is 5, TRUE is true where it is no word."""
    if isinstance(value, bool):
        return str(value).upper() if as_words else str(value).lower()
    if isinstance(value, int | float):
        # Excel shows fifteen digits; those behind are the tails of binary fractions.
        digits = str(value) if isinstance(value, int) else f"{value:.15g}"
        return _number_text(Decimal(digits), number_format, as_words=as_words)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if as_words else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return _duration_text(value)
    return str(value)


def _number_text(number: Decimal, number_format: str, *, as_words: bool) -> str:
    """Never in powers of ten. A format adds noughts, before or behind; it never rounds a digit away."""
    if not number.is_finite():
        return str(number)
    shown = _SHOWN.fullmatch(number_format)
    if shown is None:
        return _plain(number)
    if shown["percent"]:
        return f"{_padded(number * 100, shown)}%" if as_words else _plain(number)
    return _padded(number, shown)


def _padded(number: Decimal, shown: re.Match[str]) -> str:
    sign = "-" if number < 0 else ""
    whole, _, places = _plain(abs(number)).partition(".")
    places = places.ljust(len(shown["places"] or ""), "0")
    return sign + whole.zfill(len(shown["whole"])) + (f".{places}" if places else "")


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration_text(duration: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
