"""Pairing a credit with a debit that undoes it: within some days, of nearly the same amount, every debit used once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from checklists.model.money import Money
from checklists.model.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Figures of the rules (handbook 7.4). Those marked so are the bank's own, to be calibrated.

    Below ``least`` (own) equal amounts are the everyday of a shop, not a pattern. ``large`` (own) is what X6 and X9 look at.
    """

    least: Money = field(default=Money(1_000_00))
    large: Money = field(default=Money(50_000_00))
    through_within: Decimal = Decimal("0.02")
    through_days: int = 1
    back_within: Decimal = Decimal("0.05")
    back_days: int = 7
    bridge_days: int = 3
    bridge_share: Decimal = Decimal("0.50")
    regular_times: int = 3
    regular_unit: Money = field(default=Money(1_000_00))
    month_end_days: int = 2
    month_end_share: Decimal = Decimal("0.80")
    month_end_surge: Decimal = Decimal(3)


class Debits:
    """Debits by day and amount, to be taken one by one."""

    def __init__(self, debits: Iterable[Transaction]) -> None:
        self._by_day: dict[date, list[tuple[int, int]]] = defaultdict(list)
        self._all = list(debits)
        for position, debit in enumerate(self._all):
            self._by_day[debit.at.date()].append((-debit.amount.fen, position))
        for rows in self._by_day.values():
            rows.sort()

    def take_for(self, credit: Transaction, days: Sequence[int], within: Decimal, *, after_only: bool) -> bool:
        """Whether a debit undoes the credit; it is used up. ``days`` are counted from the credit's day."""
        slack = int(credit.amount.fen * within)
        low, high = credit.amount.fen - slack, credit.amount.fen + slack
        for day in days:
            rows = self._by_day.get(credit.at.date() + timedelta(days=day), [])
            for at in range(bisect_left(rows, (low, -1)), len(rows)):
                fen, position = rows[at]
                if fen > high:
                    break
                if not after_only or _follows(self._all[position], credit):
                    del rows[at]
                    return True
        return False


def _follows(debit: Transaction, credit: Transaction) -> bool:
    """After it, as far as the export tells: a row without a time of day may be any time of its day."""
    if debit.has_time and credit.has_time:
        return debit.at >= credit.at
    return debit.at.date() >= credit.at.date()
