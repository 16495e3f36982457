"""Amounts and times as exports write them. What is not certainly one is None: nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from decimal import Decimal

from checklists.model.money import Money
from checklists.model.transactions import SHANGHAI

_AMOUNT = re.compile(r"^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?(?:[eE]\+?(\d{1,2}))?([+-]?)$")
# What nearly every row of an app's bill looks like; a hundred thousand of them are read while somebody waits.
_PLAIN_AMOUNT = re.compile(r"^[¥￥]?([0-9]{1,9})(?:\.([0-9]{1,2}))?$")
_PLAIN_MOMENT = re.compile(r"^20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$")
_CURRENCY = re.compile(r"^(?:¥|CNY|RMB|人民币)|(?:元|CNY|RMB)$", re.IGNORECASE)
_LARGEST_YUAN = Decimal(10) ** 12
_DATE = re.compile(
    r"^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(.*)$"
)
_TIME = re.compile(r"^T?\s*(\d{1,2})[:：时.]?(\d{2})(?:[:：分.]?(\d{2}))?(?:\.\d+)?秒?$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_SERIAL_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_YEARS = range(2000, 2100)


def amount_of(text: str) -> Money | None:
    """``¥1,234.50``, ``-20``, ``(3.00)``, ``1.2E+3``; None where it is no amount in whole fen."""
    if match := _PLAIN_AMOUNT.match(text):
        return Money(int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")))
    compact = re.sub(r"[\s']", "", unicodedata.normalize("NFKC", text)).replace("−", "-").replace("￥", "¥")
    negative = compact.startswith("(") and compact.endswith(")")
    sign = "-" if compact.startswith("-") else ""
    compact = sign + _CURRENCY.sub("", compact.strip("()").removeprefix(sign))
    match = _AMOUNT.match(compact)
    if match is None:
        return None
    before, whole, fraction, exponent, after = match.groups()
    if before and after:
        return None
    yuan = Decimal(whole.replace(",", "") + (fraction or "")).scaleb(int(exponent or 0))
    money = Money.from_yuan(yuan) if yuan < _LARGEST_YUAN else None
    if money is None or money.yuan != yuan:
        return None
    return -money if negative or "-" in (before, after) else money


def moment_of(date_text: str, time_text: str = "") -> tuple[datetime, bool] | None:
    """(Shanghai time, whether a time of day was given). ISO, slashed, dotted, Chinese and compact dates, Excel serials."""
    if _PLAIN_MOMENT.match(date_text):
        try:
            return datetime.fromisoformat(date_text).replace(tzinfo=SHANGHAI), True
        except ValueError:
            return None
    text = unicodedata.normalize("NFKC", date_text).strip()
    if _SERIAL.match(text):
        at = _from_serial(text)
        return None if at is None else (at, "." in text)
    match = _DATE.match(text)
    if match is None:
        return None
    year, *parts, rest = match.groups()
    month, day = (int(part) for part in parts if part is not None)
    clock = _clock(rest.strip() or unicodedata.normalize("NFKC", time_text).strip())
    if clock is None or int(year) not in _YEARS:
        return None
    hour, minute, second, given = clock
    try:
        return datetime(int(year), month, day, hour, minute, second, tzinfo=SHANGHAI), given
    except ValueError:
        return None


def _clock(text: str) -> tuple[int, int, int, bool] | None:
    if not text.strip("-"):
        return 0, 0, 0, False
    # A date and time in one cell beside a time column of its own: the last part is the time.
    match = _TIME.match(text.rsplit(" ", 1)[-1] if " " in text else text)
    if match is None and text.isdigit() and len(text) in (5, 6):
        text = text.zfill(6)
        match = _TIME.match(f"{text[:2]}:{text[2:4]}:{text[4:]}")
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    return hour, minute, second, True


def _from_serial(text: str) -> datetime | None:
    seconds = (Decimal(text) * 86_400).to_integral_value()
    at = _SERIAL_EPOCH + timedelta(seconds=int(seconds))
    return at if at.year in _YEARS else None
