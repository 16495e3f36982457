"""Dates in expressions: texts in ISO form that count as days since 1970-01-01 where a number is needed.

Rules kept: a date is a whole number of days; a date-time as a number is its wall-clock time as written, days and fraction, so
that it compares with a date; ``decimal-date-time`` and ``date-time`` speak of the instant (UTC), as the ODK specification does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from checklists.xpath.arithmetic import ARITHMETIC, NAN

_DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,9}))?)?"
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_MOMENT = re.compile(rf"{_DATE}(?:[T ]{_CLOCK}\s*{_OFFSET})?")
_TIME = re.compile(_CLOCK + _OFFSET)
_SHORT = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(.*)")
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MICROSECONDS = Decimal(86_400_000_000)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def read_moment(text: str) -> tuple[datetime, bool] | None:
    """A date or date-time text, and whether it has a clock time; None where it is neither. No offset: no time zone."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    part = match.groupdict()
    try:
        moment = datetime(
            int(part["year"]),
            int(part["month"]),
            int(part["day"]),
            int(part["hour"] or 0),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            int((part["fraction"] or "").ljust(6, "0")[:6]),
            tzinfo=_offset(part["offset"]),
        )
    except ValueError:
        return None
    return moment, part["hour"] is not None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-span if text[0] == "-" else span)


def days_of_text(text: str) -> Decimal:
    """Days since 1970-01-01 of a date or date-time text, wall-clock time as written; NaN where it is none."""
    found = read_moment(text)
    if found is None:
        return NAN
    moment, has_time = found
    days = Decimal(moment.toordinal() - _EPOCH_DAY)
    return ARITHMETIC.add(days, _day_fraction(moment)) if has_time else days


def _day_fraction(moment: datetime) -> Decimal:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return ARITHMETIC.divide(Decimal(seconds * 1_000_000 + moment.microsecond), _DAY_MICROSECONDS)


def padded(text: str) -> str:
    """``2024-5-1`` as ``2024-05-01``, which ``date()`` takes (JavaRosa)."""
    match = _SHORT.fullmatch(text)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}{match[4]}" if match else text


def decimal_date_time(text: str, zone: Callable[[], tzinfo]) -> Decimal:
    """Days and fraction since the epoch of the instant; a text without an offset is of that zone."""
    found = read_moment(text)
    if found is None:
        return NAN
    moment = found[0] if found[0].tzinfo else found[0].replace(tzinfo=zone())
    span = moment - _EPOCH
    microseconds = (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds
    return ARITHMETIC.divide(Decimal(microseconds), _DAY_MICROSECONDS)


def decimal_time(text: str) -> Decimal:
    """The fraction of the day of a time (``06:00:00.000+08:00``) or date-time, as its clock shows it."""
    found = read_moment(text)
    if found is not None:
        return _day_fraction(found[0])
    match = _TIME.fullmatch(text)
    moment = read_moment(f"1970-01-01T{text}") if match else None
    return _day_fraction(moment[0]) if moment else NAN


def date_text(days: Decimal) -> str:
    """``2024-05-01`` for a number of days since 1970-01-01, fraction dropped; blank where the number is no date."""
    if not days.is_finite():
        return ""
    ordinal = int(days) + _EPOCH_DAY
    return date.fromordinal(ordinal).isoformat() if 1 <= ordinal <= date.max.toordinal() else ""


def moment_text(moment: datetime) -> str:
    """``2024-05-01T10:20:30.000+08:00``."""
    return moment.isoformat(timespec="milliseconds")


def date_time_text(days: Decimal, zone: tzinfo | None) -> str:
    """The instant of a decimal number of days, written in the zone of the session's clock; blank where it is none."""
    if not days.is_finite() or abs(days) > date.max.toordinal():
        return ""
    try:
        moment = _EPOCH + timedelta(milliseconds=int((days * 86_400_000).to_integral_value()))
        return moment_text(moment.astimezone(zone or UTC))
    except OverflowError:
        return ""


def formatted(moment: datetime, pattern: str) -> str:
    """A date or time by ODK's pattern (%Y %y %m %n %b %d %e %a %H %h %M %S %3); another letter stays as it is."""
    parts = {
        "%": "%",
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "a": _WEEKDAYS[moment.weekday()],
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
    }
    return re.sub(r"%(.)", lambda match: parts.get(match.group(1), match.group(0)), pattern)
