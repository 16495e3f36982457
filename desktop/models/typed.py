"""What a person types and what the answer is: pure functions, shared by the editors and the grid.

An answer is text as a form instance holds it (``186000``, ``2026-11-18``). What cannot be understood is passed on as typed, so
that the form says what is wrong with it and nothing typed is lost.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from checklists.model.money import yuan_from_text

_NUMBER = re.compile(r"^-?(\d+(\.\d*)?|\.\d+)$")
_FULL_DATE = re.compile(r"^(\d{4})\D?(\d{1,2})\D(\d{1,2})\D?$|^(\d{4})(\d{2})(\d{2})$")
_SHORT_DATE = re.compile(r"^(\d{1,2})\D(\d{1,2})\D?$")
_MONTH = re.compile(r"^(\d{4})\D?(\d{1,2})\D?$")
_YEAR = re.compile(r"^(\d{4})\D?$")
_TIME = re.compile(r"^(\d{1,2})\D?(\d{2})(?:\D?(\d{2}))?\D?$")
_STORED_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$")
_STORED_TIME = re.compile(r"^\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$")
_WEEKDAYS = "一二三四五六日"
_NEAR_DAYS = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1}


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a typed text: the answer, and the words beside the field that show how it was read.

    ``is_clear`` False: it could not be read, the answer is the text as typed.
    """

    answer: str
    words: str = ""
    is_clear: bool = True


def plain(text: str) -> str:
    """Full-width figures and signs as half-width ones, outer blanks gone."""
    return unicodedata.normalize("NFKC", text).strip().replace("−", "-")


def decimal_text(amount: Decimal) -> str:
    """``186000``, ``0.5``: plain digits without trailing zeros."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_text(typed: str) -> Understood:
    return Understood(typed.strip())


def read_number(typed: str) -> Understood:
    text = plain(typed).replace(",", "").removesuffix("%").strip()
    return Understood(decimal_text(Decimal(text))) if _NUMBER.match(text) else _as_typed(typed)


def read_money(typed: str) -> Understood:
    """``18.6万`` is 186000, and the words say so; a plain figure needs words only from ten thousand on."""
    text = plain(typed)
    amount = yuan_from_text(text)
    if amount is None:
        return _as_typed(typed)
    unit = any(mark in text for mark in "万亿")
    if unit:
        return Understood(decimal_text(amount), f"= {grouped(amount)} 元")
    return Understood(decimal_text(amount), wan_words(amount))


def wan_words(amount: Decimal) -> str:
    """``= 18.6 万元`` from ten thousand yuan on; blank below."""
    return f"= {grouped(amount / 10_000)} 万元" if abs(amount) >= 10_000 else ""


def read_date(typed: str, *, today: date) -> Understood:
    """``2026-11-18``, ``20261118``, ``2026年11月18日``, ``11-18`` (the nearest past one), ``今天``."""
    day = date_from_text(plain(typed), today=today)
    return Understood(day.isoformat(), date_words(day)) if day else _as_typed(typed)


def date_from_text(text: str, *, today: date) -> date | None:
    if text in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[text])
    full = _FULL_DATE.match(text)
    if full:
        year, month, day = (int(part) for part in full.groups() if part is not None)
        return _day(year, month, day)
    short = _SHORT_DATE.match(text)
    if short:
        month, day = (int(part) for part in short.groups())
        this_year = _day(today.year, month, day)
        return this_year if this_year is None or this_year <= today else _day(today.year - 1, month, day)
    return None


def date_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def read_month(typed: str) -> Understood:
    """``2026-11``, ``2026年11月``: the form holds the first day of the month."""
    match = _MONTH.match(plain(typed))
    day = _day(int(match[1]), int(match[2]), 1) if match else None
    return Understood(day.isoformat(), f"{day.year}年{day.month}月") if day else _as_typed(typed)


def read_year(typed: str) -> Understood:
    """``2026``: the form holds the first day of the year."""
    match = _YEAR.match(plain(typed))
    day = _day(int(match[1]), 1, 1) if match else None
    return Understood(day.isoformat(), f"{day.year}年") if day else _as_typed(typed)


def read_time(typed: str) -> Understood:
    """``14:05``, ``1405``, ``14点05``, ``14:05:30``, as an XForm holds a time; China has one time zone."""
    minute, second = _clock(plain(typed))
    if not minute:
        return _as_typed(typed)
    words = minute if second == "00" else f"{minute}:{second}"
    return Understood(f"{minute}:{second}.000+08:00", "" if words == typed.strip() else words)


def read_moment(typed: str, *, today: date) -> Understood:
    """``2026-11-18 14:05``, ``今天 1405``: a day and a time with a blank between."""
    day_text, _, time_text = plain(typed).replace("T", " ").rpartition(" ")
    day = date_from_text(day_text.strip(), today=today)
    minute, second = _clock(time_text)
    if day is None or not minute:
        return _as_typed(typed)
    return Understood(f"{day.isoformat()}T{minute}:{second}.000+08:00", f"{date_words(day)} {minute}")


def read_figures(typed: str) -> Understood:
    """Figures that are no quantity (an account, a telephone): half-width, without blanks, zeros in front kept."""
    return Understood("".join(plain(typed).split()))


def show_number(answer: str) -> str:
    """An answer as people read it, with thousands separators; anything else as it is."""
    try:
        return grouped(Decimal(answer)) if _NUMBER.match(answer) else answer
    except InvalidOperation:
        return answer


def show_time(answer: str) -> str:
    """``14:05`` of ``14:05:00.000+08:00``, seconds only where they say something."""
    if not _STORED_TIME.match(answer):
        return answer
    return answer[:5] if answer[6:8] == "00" else answer[:8]


def show_moment(answer: str) -> str:
    """``2026-11-18 14:05`` of what the form holds."""
    match = _STORED_MOMENT.match(answer)
    if match is None:
        return answer
    return f"{match[1]} {match[2]}{match[3] if match[3] not in (None, ':00') else ''}"


def show_month(answer: str) -> str:
    """``2026-11`` of ``2026-11-01``."""
    return answer[:7] if _FULL_DATE.match(answer) else answer


def show_year(answer: str) -> str:
    return answer[:4] if _FULL_DATE.match(answer) else answer


def number_of(answer: str) -> Decimal | None:
    """The number that an answer is, None where it is blank or none."""
    return Decimal(answer) if _NUMBER.match(answer) else None


def grouped(amount: Decimal) -> str:
    """``1,234.5``: thousands separators, no trailing zeros."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _clock(text: str) -> tuple[str, str]:
    """Hour and minute, and the second; blank where it is no time."""
    match = _TIME.match(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return "", ""
    return f"{int(match[1]):02d}:{match[2]}", match[3] or "00"


def _as_typed(typed: str) -> Understood:
    return Understood(typed.strip(), is_clear=not typed.strip())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
