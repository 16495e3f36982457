"""What the two accounts of a made-up business are worked out from: who pays in, who is paid when, and where each month ends.

Every sample states its own ``Books``; ``movements`` plays the year through, ``exports`` writes it as the real programs do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of an account. ``kind`` says what it is, ``amount`` is signed, ``refunded`` that it went back whole."""

    at: datetime
    kind: str
    party: str
    amount: Decimal
    note: str = ""
    refunded: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """What goes out (or, with a positive amount, comes in) on one day of each month whose amount is not 0.

    ``kind`` is one that ``exports`` knows; ``{month}`` in ``note`` becomes the month's number.
    """

    kind: str
    party: str
    day: int
    hour: int
    minute: int
    amounts: tuple[int, ...]
    note: str = ""

    def in_month(self, year: int, month: int) -> Movement | None:
        """The movement of month 0..11, None where nothing is paid."""
        amount = self.amounts[month]
        if not amount:
            return None
        at = moment(year, month, self.day, self.hour, self.minute)
        return Movement(at, self.kind, self.party, Decimal(amount), self.note.format(month=month + 1))


@dataclass(frozen=True, slots=True)
class Receipts:
    """What customers paid into one account: a sum a month, in ``count`` uneven pieces (and 0..``spread`` - 1 more)."""

    months: tuple[Decimal, ...]
    parties: tuple[str, ...]
    count: int
    spread: int = 1
    note: str = "货款"


@dataclass(frozen=True, slots=True)
class Supplies:
    """Who is paid with what is left at the bank, by share; the first may be paid a first part earlier in the month."""

    parties: tuple[tuple[str, Decimal], ...]
    early: tuple[int, int] = (18_000, 26_000)
    without_early: frozenset[int] = frozenset()
    note: str = "货款"


@dataclass(frozen=True, slots=True)
class Books:
    """Both accounts of one year, month by month. Amounts in yuan; months are 0..11.

    ``quiet_after``: months in which no customer pays after that day, so that no receipt stands next to a large repayment.
    ``extra``: single movements by account and month. ``month_end`` bank balances do not count interest on deposits.
    """

    year: int
    seed: int
    holder: str
    card_tail: str
    opening_wechat: int
    opening_bank: int
    wechat: Receipts
    bank: Receipts
    wechat_month_end: tuple[int, ...]
    bank_month_end: tuple[int, ...]
    wechat_payments: tuple[Payment, ...]
    bank_payments: tuple[Payment, ...]
    household_by_wechat: int
    household_shops: tuple[str, ...]
    supplies: Supplies
    withdrawal_days: tuple[int, ...] = (8, 15, 20, 27)
    quiet_after: Mapping[int, int] = field(default_factory=dict)
    extra_wechat: Mapping[int, tuple[Movement, ...]] = field(default_factory=dict)
    extra_bank: Mapping[int, tuple[Movement, ...]] = field(default_factory=dict)
    deposit_rate_percent: Decimal = Decimal("0.05")

    def with_extra(
        self, *, wechat: Mapping[int, tuple[Movement, ...]], bank: Mapping[int, tuple[Movement, ...]]
    ) -> Books:
        """The same books with more single movements: how a lie in the bank flow is told."""
        return replace(self, extra_wechat=_joined(self.extra_wechat, wechat), extra_bank=_joined(self.extra_bank, bank))


def moment(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment of the year, on the client's own clock; month 0..11."""
    return datetime(year, month + 1, day, hour, minute, (day * 7 + hour * 3 + minute) % 60)  # noqa: DTZ001 - a printed time


def _joined(
    one: Mapping[int, tuple[Movement, ...]], other: Mapping[int, tuple[Movement, ...]]
) -> dict[int, tuple[Movement, ...]]:
    return {month: (*one.get(month, ()), *other.get(month, ())) for month in sorted({*one, *other})}
