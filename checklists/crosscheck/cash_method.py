"""Turnover from a cash count (现金盘点法, M2): what is in the till now says what the day will bring. Handbook 1.3."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FORMULA = (
    "当日已实现营业额=现有现金+当日支出+当日已存行或上交−备用金+当日收款码与POS到账;"
    "每小时=已实现/已营业小时(扣除已歇业);当日营业额=每小时×日营业小时(扣除全部歇业)【手册1.3 M2;S1】"
)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class CashCount:
    """Hours of business, breaks taken off, and the day's turnover from them. None while nothing has been open yet."""

    turnover_so_far: Decimal
    per_hour: Decimal | None
    per_day: Decimal | None


def minutes_between(start: int, end: int) -> int:
    """From one minute of the day to the next time the clock shows the other; may pass midnight."""
    return (end - start) % _DAY


def opening_minutes(opened_at: int, closes_at: int) -> int:
    """Length of the business day; a shop that closes when it opens never closes: 24 hours."""
    return minutes_between(opened_at, closes_at) or _DAY


def turnover_from_cash(*, takings: Decimal, hours_so_far: Decimal, hours_a_day: Decimal) -> CashCount:
    """``takings``: the till's turnover so far (``takings_so_far``); both hours with their breaks taken off.

    Handbook 1.3 M2.
    """
    if hours_so_far <= 0:
        return CashCount(takings, None, None)
    return CashCount(takings, takings / hours_so_far, takings * hours_a_day / hours_so_far)


def takings_so_far(
    *, cash_now: Decimal, float_: Decimal, paid_out: Decimal, digital_receipts: Decimal, deposited: Decimal
) -> Decimal:
    """What has been sold today, from the till, the phone and what left the till. Handbook 1.3 M2."""
    return cash_now + paid_out + deposited - float_ + digital_receipts
