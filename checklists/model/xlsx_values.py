"""What the cells of an .xlsx hold: numbers, dates by their number format, column letters, escaped texts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel's own grid."""

_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's clock has no zone
_LAST_SERIAL = 2_958_465.99999
_PHANTOM_LEAP_DAY = 60
_DAY_SECONDS = 86_400
# 27-36 and 50-58 are the Chinese and Japanese dates, which hold a date in no other locale's file.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# The formats that Excel does not write out; what matters of them is the noughts, the percent sign, and that it is a date.
_BUILT_IN = dict.fromkeys(_DATE_FORMATS, "yyyy-mm-dd") | {
    1: "0",
    2: "0.00",
    9: "0%",
    10: "0.00%",
    46: "[h]:mm:ss",
}
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmhys]", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_INTEGER = 400


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that Excel computes: the formula's text where it is written out, and what the cell showed when it was saved."""

    text: str
    shown: object


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """``#DIV/0!`` and the like, or what the file holds where a number should be."""

    text: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """A number, date or duration that is shown in another way than a plain number is."""

    value: object
    number_format: str


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """``A`` is 1; 0 for what is no column of Excel's grid."""
    number = 0
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else 0


def is_date_format(code: str) -> bool:
    """Whether a number format shows dates or times."""
    return _DATE_LETTERS.search(_NOT_PATTERN.sub("", code.partition(";")[0]).replace("General", "")) is not None


def number_value(text: str) -> int | float | ErrorValue:
    """The number that a cell holds."""
    if text.isdigit() and text.isascii() and len(text) < _LONGEST_INTEGER:
        return int(text)
    stripped = text.strip()
    if len(stripped) >= _LONGEST_INTEGER or not _NUMBER.fullmatch(stripped):
        return ErrorValue(text[:40])
    value = float(stripped)
    if value in (float("inf"), float("-inf")):
        return ErrorValue(text[:40])
    is_whole = stripped.lstrip("+-").isdigit()
    return int(stripped) if is_whole else value


def moment_value(serial: int | float, code: str, *, since_1904: bool) -> datetime | time | timedelta | int | float:
    """A date's serial number as date and time, a fraction of a day as a time; a number outside Excel's calendar stays one."""
    if not 0 <= serial <= _LAST_SERIAL:
        return serial
    if _DURATION.match(code):
        return timedelta(days=serial)
    days = int(serial)
    rest = timedelta(milliseconds=round((serial - days) * _DAY_SECONDS * 1000))
    if days == 0 and rest < timedelta(days=1):
        return (_EPOCH_1904 + rest).time()
    # Excel believes in a 29 February 1900; days before it are one off.
    shift = 1 if not since_1904 and days < _PHANTOM_LEAP_DAY else 0
    return (_EPOCH_1904 if since_1904 else _EPOCH_1900) + timedelta(days=days + shift) + rest


def unescaped(text: str) -> str:
    """``_x000D_`` as the character it stands for."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def format_codes(custom: dict[int, str], cell_formats: Collection[int]) -> tuple[str, ...]:
    """For each cell style the code of its number format, "" where numbers are shown as they are."""
    return tuple(custom.get(number) or _BUILT_IN.get(number, "") for number in cell_formats)
