"""A year of money coming and going through a made-up business's WeChat and bank accounts, deterministic to the fen.

What customers paid is the effective inflow. Everything else that comes in is of a kind that the rules exclude, and is told by
its own words: own transfers (X1, WeChat to bank), loan, deposit interest, a refund (X3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from checklists.samples.accounts import FEN, Books, Movement, Payment, Receipts, moment


@dataclass(frozen=True, slots=True)
class Accounts:
    """Both accounts, oldest row first, and what of them is effective inflow."""

    wechat: tuple[Movement, ...]
    bank: tuple[Movement, ...]

    def with_bank(self, rows: tuple[Movement, ...]) -> Accounts:
        """The same year with another account at the bank."""
        return replace(self, bank=rows)

    def total(self, account: str, *kinds: str) -> Decimal:
        rows = self.wechat if account == "wechat" else self.bank
        return sum((row.amount for row in rows if row.kind in kinds and not row.refunded), Decimal(0))


def year_of_movements(books: Books) -> Accounts:
    """The whole year; the same every time."""
    rng = Random(books.seed)  # noqa: S311 - a made-up case has to be the same every time
    wechat: list[Movement] = []
    bank: list[Movement] = []
    bank_balance = Decimal(books.opening_bank)
    wechat_balance = Decimal(books.opening_wechat)
    for month in range(12):
        own, moved = _wechat_month(rng, books, month, wechat_balance)
        wechat += own
        wechat_balance = Decimal(books.wechat_month_end[month])
        rows = _bank_month(rng, books, month, bank_balance, moved)
        bank += rows
        bank_balance += sum((row.amount for row in rows), Decimal(0))
    bank = _with_deposit_interest(books, bank)
    return Accounts(tuple(sorted(wechat, key=_order)), tuple(sorted(bank, key=_order)))


def balances(rows: Iterable[Movement], opening: Decimal) -> tuple[Decimal, ...]:
    """The balance after each row."""
    result, balance = [], opening
    for row in rows:
        balance += row.amount
        result.append(balance)
    return tuple(result)


def daily_average(rows: Sequence[Movement], opening: Decimal, first: date, last: date) -> Decimal:
    """The mean of the balances at the ends of the days, both days included."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    ends = [opening + sum((row.amount for row in rows if row.at.date() <= day), Decimal(0)) for day in days]
    return (sum(ends, Decimal(0)) / len(days)).quantize(FEN, ROUND_HALF_UP)


def _order(row: Movement) -> tuple[datetime, str]:
    return row.at, row.kind


def _wechat_month(rng: Random, books: Books, month: int, opening: Decimal) -> tuple[list[Movement], list[Movement]]:
    """The month's WeChat rows, and the withdrawals that arrive at the bank."""
    out = [*_paid(books, books.wechat_payments, month), *_household(rng, books, month)]
    receipts = _receipts(rng, books, month, books.wechat, away_from=out)
    extra = books.extra_wechat.get(month, ())
    moved = _withdrawals(rng, books, month, opening, [*out, *receipts, *extra])
    return [*out, *receipts, *extra, *moved], moved


def _paid(books: Books, payments: Sequence[Payment], month: int) -> list[Movement]:
    found = (payment.in_month(books.year, month) for payment in payments)
    return [movement for movement in found if movement is not None]


def _household(rng: Random, books: Books, month: int) -> list[Movement]:
    """The part of the household's spending that goes through WeChat, in a handful of odd amounts."""
    shops = books.household_shops
    days = sorted(rng.sample(range(3, 28), len(shops)))
    parts = _split(rng, Decimal(books.household_by_wechat), len(shops))
    return [
        Movement(moment(books.year, month, day, 19, rng.randrange(60)), "expense", shop, -part, "生活")
        for day, part, shop in zip(days, parts, shops, strict=True)
    ]


def _withdrawals(rng: Random, books: Books, month: int, opening: Decimal, rows: Sequence[Movement]) -> list[Movement]:
    """Most of what has come in goes to the bank, some times a month; the last time leaves the month-end balance."""
    moved: list[Movement] = []
    for day in books.withdrawal_days:
        at = moment(books.year, month, day, 21, rng.randrange(60))
        so_far = sum((row.amount for row in [*rows, *moved] if row.at < at and not row.refunded), opening)
        last = day == books.withdrawal_days[-1]
        keep = books.wechat_month_end[month] + (0 if last else rng.randrange(3_000, 7_000))
        if so_far > keep:
            moved.append(Movement(at, "to_bank", books.holder, keep - so_far, "零钱提现"))
    return moved


def _bank_month(rng: Random, books: Books, month: int, opening: Decimal, moved: Sequence[Movement]) -> list[Movement]:
    rows = [replace(row, at=row.at + timedelta(minutes=3), kind="from_wechat", amount=-row.amount) for row in moved]
    rows += _paid(books, books.bank_payments, month)
    rows += books.extra_bank.get(month, ())
    paid = _supplies(rng, books, month, opening, rows)
    receipts = _receipts(rng, books, month, books.bank, away_from=[*paid, *rows])
    return [*rows, *paid, *receipts]


def _supplies(rng: Random, books: Books, month: int, opening: Decimal, rows: Sequence[Movement]) -> list[Movement]:
    """What is left after everything else goes to the suppliers: a first part to the largest, the rest at the month's end."""
    plan = books.supplies
    spare = opening + sum((row.amount for row in rows), Decimal(0))
    spare += books.bank.months[month] - books.bank_month_end[month]
    shares = [(party, (spare * share).quantize(FEN)) for party, share in plan.parties]
    shares[0] = (shares[0][0], spare - sum((amount for _, amount in shares[1:]), Decimal(0)))
    early = Decimal(0) if month in plan.without_early else Decimal(rng.randrange(*plan.early))
    at = moment(books.year, month, 17, 9, 35)
    first = [Movement(at, "maker", shares[0][0], -early, plan.note)] if early else []
    rest = [
        Movement(
            moment(books.year, month, 28, 9, 20 + n), "maker", party, -(amount - (early if n == 0 else 0)), plan.note
        )
        for n, (party, amount) in enumerate(shares)
    ]
    return [*first, *rest]


def _receipts(
    rng: Random, books: Books, month: int, receipts: Receipts, *, away_from: Sequence[Movement]
) -> list[Movement]:
    """What customers paid: uneven amounts that add up to the month's, none that looks like money only passing through."""
    total = receipts.months[month]
    if not total:
        return []
    last_day = books.quiet_after.get(month, 24)
    while True:
        amounts = _split(rng, total, receipts.count + month % receipts.spread)
        days = [rng.choice([day for day in range(2, 25) if day <= last_day]) for _ in amounts]
        rows = [
            Movement(
                moment(books.year, month, day, rng.randrange(8, 20), rng.randrange(60)),
                "receipt",
                rng.choice(receipts.parties),
                amount,
                receipts.note,
            )
            for day, amount in zip(days, amounts, strict=True)
        ]
        if not any(_looks_passing(row, other) for row in rows for other in away_from):
            return rows


def _looks_passing(row: Movement, other: Movement) -> bool:
    close_in_time = abs((row.at.date() - other.at.date()).days) <= 2
    return close_in_time and abs(row.amount - abs(other.amount)) <= row.amount * Decimal("0.05")


def _split(rng: Random, total: Decimal, count: int) -> list[Decimal]:
    """``count`` uneven amounts in whole yuan, none of them round; the last takes what is left over."""
    weights = [rng.uniform(0.35, 1.9) for _ in range(count)]
    scale = float(total) / sum(weights)
    parts = [Decimal(int(weight * scale) // 10 * 10 + rng.choice((3, 6, 7, 8))) for weight in weights[:-1]]
    return [*parts, total - sum(parts, Decimal(0))]


def _with_deposit_interest(books: Books, rows: list[Movement]) -> list[Movement]:
    """Quarterly interest on the daily balances, credited on the 21st as banks do; the quarters run to the 20th."""
    result = list(rows)
    first = date(books.year - 1, 12, 21)
    for month in (3, 6, 9, 12):
        last = date(books.year, month, 20)
        average = daily_average(result, Decimal(books.opening_bank), first, last)
        days = (last - first).days + 1
        interest = (average * books.deposit_rate_percent / 100 * days / 360).quantize(FEN, ROUND_HALF_UP)
        result.append(
            Movement(datetime.combine(last + timedelta(days=1), time(5, 30)), "deposit_interest", "", interest, "结息")
        )
        first = last + timedelta(days=1)
    return result
