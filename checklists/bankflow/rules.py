"""The rules X1..X9 (剔除规则): each finds, among a statement's credits, those that are no sales. Handbook 7.4.

Rings over third accounts (A to B to C to A) cannot be seen in one account's statement; X5 sees the pair.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from checklists.bankflow.matching import Debits, Thresholds
from checklists.bankflow.names import Names
from checklists.model.transactions import Transaction, TransactionKind

_FINANCE = re.compile("贷款|放款|借款|贴现|理财|赎回|基金|结息|利息|退款|保险|理赔|借呗|花呗|微粒贷")
_LENDERS = re.compile("小额贷款|小贷|消费金融|融资租赁|保险|基金|理财")
_NOT_TRADE = re.compile("工资|代发|薪|拆迁|征收|补偿|卖房|售房|公积金|社保|养老金|退休金|补贴|彩票")
_REPAYMENT = re.compile("还款|还贷|归还|贷款|本金|还本")


class Flows:
    """A statement's credits and debits that went through, in time; ``taken`` are the credits that a rule has taken off."""

    def __init__(self, transactions: Sequence[Transaction], own: Names, related: Names, thresholds: Thresholds) -> None:
        ordered = sorted(transactions, key=lambda each: (each.at, each.row))
        self.credits = [each for each in ordered if each.kind is TransactionKind.INCOME and each.amount.fen > 0]
        self.debits = [each for each in ordered if each.kind is TransactionKind.EXPENSE and each.amount.fen < 0]
        self.taken: set[int] = set()
        self.own = own
        self.related = related
        self.thresholds = thresholds

    def open(self) -> Iterator[tuple[int, Transaction]]:
        """The credits that no earlier rule has taken off: they use up no debit of a later one."""
        return ((at, credit) for at, credit in enumerate(self.credits) if at not in self.taken)


@dataclass(frozen=True, slots=True)
class Rule:
    """``finds`` gives the positions among the credits."""

    name: str
    label: str
    finds: Callable[[Flows], Iterator[int]]


def _own(flows: Flows) -> Iterator[int]:
    return (at for at, credit in flows.open() if credit.counterparty in flows.own)


def _related(flows: Flows) -> Iterator[int]:
    return (at for at, credit in flows.open() if credit.counterparty in flows.related)


def _finance(flows: Flows) -> Iterator[int]:
    for at, credit in flows.open():
        if _says(credit.summary, _FINANCE) or _says(credit.counterparty, _LENDERS):
            yield at


def _straight_through(flows: Flows) -> Iterator[int]:
    limits = flows.thresholds
    debits = Debits(flows.debits)
    for at, credit in flows.open():
        if credit.amount >= limits.least and debits.take_for(
            credit, range(limits.through_days + 1), limits.through_within, after_only=True
        ):
            yield at


def _round_trip(flows: Flows) -> Iterator[int]:
    limits = flows.thresholds
    by_name: dict[str, list[Transaction]] = defaultdict(list)
    for debit in flows.debits:
        by_name[debit.counterparty].append(debit)
    debits = {name: Debits(rows) for name, rows in by_name.items() if name.strip()}
    near = sorted(range(-limits.back_days, limits.back_days + 1), key=abs)
    for at, credit in flows.open():
        paid = debits.get(credit.counterparty)
        if paid is None or credit.amount < limits.least:
            continue
        if paid.take_for(credit, near, limits.back_within, after_only=False):
            yield at


def _bridge(flows: Flows) -> Iterator[int]:
    limits = flows.thresholds
    repaid: dict[date, int] = defaultdict(int)
    for debit in flows.debits:
        if _says(debit.summary, _REPAYMENT):
            repaid[debit.at.date()] -= debit.amount.fen
    for at, credit in flows.open():
        if credit.amount >= limits.large:
            days = (credit.at.date() + timedelta(days=day) for day in range(limits.bridge_days + 1))
            if sum(repaid.get(day, 0) for day in days) >= credit.amount.fen * limits.bridge_share:
                yield at


def _regular(flows: Flows) -> Iterator[int]:
    """The same round amount from the same payer at equal intervals, a calendar month counting as one interval."""
    limits = flows.thresholds
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, credit in flows.open():
        if credit.counterparty.strip() and credit.amount.fen % limits.regular_unit.fen == 0:
            groups[credit.counterparty, credit.amount.fen].append(at)
    for group in groups.values():
        days = [flows.credits[at].at.date() for at in group]
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        if len(group) >= limits.regular_times and min(gaps) >= 1 and max(gaps) - min(gaps) <= _slack(min(gaps)):
            yield from group


def _slack(gap: int) -> int:
    return 3 if gap >= 28 else 1 if gap >= 7 else 0


def _not_trade(flows: Flows) -> Iterator[int]:
    return (at for at, credit in flows.open() if _says(credit.summary, _NOT_TRADE))


def _month_end(flows: Flows) -> Iterator[int]:
    """Large credits of a month's last days that surge above an average day and are gone the day after."""
    limits = flows.thresholds
    if not flows.credits:
        return
    span = (flows.credits[-1].at.date() - flows.credits[0].at.date()).days + 1
    average = Decimal(sum(credit.amount.fen for credit in flows.credits)) / span
    paid: dict[date, int] = defaultdict(int)
    for debit in flows.debits:
        paid[debit.at.date()] -= debit.amount.fen
    days: dict[date, list[int]] = defaultdict(list)
    for at, credit in flows.open():
        day = credit.at.date()
        if (
            day.day > calendar.monthrange(day.year, day.month)[1] - limits.month_end_days
            and credit.amount >= limits.large
        ):
            days[day].append(at)
    for day, found in days.items():
        amount = sum(flows.credits[at].amount.fen for at in found)
        gone = paid.get(day + timedelta(days=1), 0)
        if amount >= average * limits.month_end_surge and gone >= amount * limits.month_end_share:
            yield from found


def _says(text: str, words: re.Pattern[str]) -> bool:
    return words.search(text) is not None


RULES = (
    Rule("X1", "本人、配偶、同名账户互转", _own),
    Rule("X2", "关联方往来", _related),
    Rule("X3", "贷款、理财、结息、退款、保险", _finance),
    Rule("X4", "快进快出:同日或次日等额转出", _straight_through),
    Rule("X5", "对敲:与同一对手7天内一进一出", _round_trip),
    Rule("X6", "过桥:大额入账后3天内归还贷款", _bridge),
    Rule("X7", "整数且等间隔的规律入账", _regular),
    Rule("X8", "非经营性收入(工资、拆迁、卖房等)", _not_trade),
    Rule("X9", "月末冲量后次日转出", _month_end),
)
"""In the order in which they are asked."""
