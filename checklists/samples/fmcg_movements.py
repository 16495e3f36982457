"""A year of money coming and going through the made-up wholesaler's WeChat and bank accounts, deterministic to the fen.

What customers paid is the effective inflow. Everything else that comes in is of a kind that the rules exclude, and is told by
its own words: own transfers (X1, WeChat to bank), loan, deposit interest, a refund (X3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from checklists.samples import fmcg_figures as f

CUSTOMERS = tuple(
    f"{place}{kind}"
    for place in ("惠民", "福满", "东街", "桥头", "新村", "同乐", "旺角", "平安", "小李", "阿芳")
    for kind in ("超市", "小卖部", "便利店", "副食店", "餐馆")
)
BIG_CUSTOMERS = ("样例县城购物中心", "样例学校食堂", "样例工业园超市", "样例镇供销社", "样例酒店", "样例物流园食堂")
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
class Accounts:
    """Both accounts, oldest row first, and what of them is effective inflow."""

    wechat: tuple[Movement, ...]
    bank: tuple[Movement, ...]

    def total(self, account: str, *kinds: str) -> Decimal:
        rows = self.wechat if account == "wechat" else self.bank
        return sum((row.amount for row in rows if row.kind in kinds and not row.refunded), Decimal(0))


def year_of_movements() -> Accounts:
    """The whole year; the same every time."""
    rng = Random(20251231)  # noqa: S311 - a made-up case has to be the same every time
    wechat: list[Movement] = []
    bank: list[Movement] = []
    bank_balance = Decimal(f.OPENING_BANK)
    wechat_balance = Decimal(f.OPENING_WECHAT)
    for month in range(12):
        own, moved = _wechat_month(rng, month, wechat_balance)
        wechat += own
        wechat_balance = Decimal(f.WECHAT_MONTH_END[month])
        rows = _bank_month(rng, month, bank_balance, moved)
        bank += rows
        bank_balance += sum((row.amount for row in rows), Decimal(0))
    bank = _with_deposit_interest(bank)
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


def _wechat_month(rng: Random, month: int, opening: Decimal) -> tuple[list[Movement], list[Movement]]:
    """The month's WeChat rows, and the withdrawals that arrive at the bank."""
    out = [
        Movement(_at(month, 1, 9, 12), "rent", f.LANDLORD, -Decimal(f.RENT), f"{month + 1}月店租仓租"),
        Movement(_at(month, 6, 10, 5), "utilities", "样例供电公司", -Decimal(f.UTILITIES[month]), "水电费"),
        Movement(_at(month, 10, 18, 40), "wages", f.PACKER, -Decimal(f.PACKER_WAGE), f"{month + 1}月工钱"),
        *_household(rng, month),
    ]
    receipts = _receipts(rng, month, f.WECHAT_RECEIPTS[month], parties=CUSTOMERS, count=24 + month % 5, away_from=out)
    if month == 4:
        out.append(Movement(_at(month, 16, 11, 20), "refund", "样例办公用品店", Decimal("86.00"), "标签纸退货"))
        out.append(Movement(_at(month, 12, 15, 2), "expense", "样例办公用品店", Decimal("-86.00"), "标签纸"))
    if month == 8:
        returned = Movement(_at(month, 13, 14, 30), "receipt", "桥头便利店", Decimal("1288.00"), "货款", refunded=True)
        receipts.append(returned)
    moved = _withdrawals(rng, month, opening, [*out, *receipts])
    return [*out, *receipts, *moved], moved


def _household(rng: Random, month: int) -> list[Movement]:
    """The part of the household's spending that goes through WeChat, in a handful of odd amounts."""
    days = sorted(rng.sample(range(3, 28), 4))
    parts = _split(rng, Decimal(f.HOUSEHOLD_BY_WECHAT), 4)
    shops = ("样例菜场", "样例药房", "样例加油站", "样例服装店")
    return [
        Movement(_at(month, day, 19, rng.randrange(60)), "expense", shop, -part, "生活")
        for day, part, shop in zip(days, parts, shops, strict=True)
    ]


def _withdrawals(rng: Random, month: int, opening: Decimal, rows: Sequence[Movement]) -> list[Movement]:
    """Most of what has come in goes to the bank, four times a month; the last time leaves the month-end balance."""
    moved: list[Movement] = []
    for day in (8, 15, 20, 27):
        at = _at(month, day, 21, rng.randrange(60))
        so_far = sum((row.amount for row in [*rows, *moved] if row.at < at and not row.refunded), opening)
        keep = f.WECHAT_MONTH_END[month] + (0 if day == 27 else rng.randrange(3_000, 7_000))
        if so_far > keep:
            moved.append(Movement(at, "to_bank", f.CLIENT, keep - so_far, "零钱提现"))
    return moved


def _bank_month(rng: Random, month: int, opening: Decimal, moved: Sequence[Movement]) -> list[Movement]:
    rows = [replace(row, at=row.at + timedelta(minutes=3), kind="from_wechat", amount=-row.amount) for row in moved]
    rows.append(Movement(_at(month, 21, 6, 0), "loan_interest", "样例商业银行", -Decimal(f.INTEREST), "贷款利息"))
    if f.TAX[month]:
        rows.append(Movement(_at(month, 14, 10, 30), "tax", "待报解预算收入", -Decimal(f.TAX[month]), "税款"))
    if month == 7:
        rows.append(
            Movement(_at(month, 26, 10, 0), "loan_repaid", "样例商业银行", -Decimal(f.LOAN_REPAID), "归还贷款本金")
        )
    if month == 8:
        rows.append(Movement(_at(month, 1, 10, 0), "loan_drawn", "样例商业银行", Decimal(f.LOAN_DRAWN), "贷款发放"))
    paid = _maker_payments(rng, month, opening, rows)
    receipts = _receipts(
        rng, month, f.BANK_RECEIPTS[month], parties=BIG_CUSTOMERS, count=6 + month % 2, away_from=[*paid, *rows]
    )
    return [*rows, *paid, *receipts]


def _maker_payments(rng: Random, month: int, opening: Decimal, rows: Sequence[Movement]) -> list[Movement]:
    """What is left after everything else goes to the makers: a first instalment to the largest, the rest at the month's end."""
    spare = opening + sum((row.amount for row in rows), Decimal(0)) + f.BANK_RECEIPTS[month] - f.BANK_MONTH_END[month]
    shares = [(maker, (spare * share).quantize(FEN)) for maker, share in f.MAKERS]
    shares[0] = (shares[0][0], spare - sum((amount for _, amount in shares[1:]), Decimal(0)))
    early = Decimal(rng.randrange(18_000, 26_000)) if month != 7 else Decimal(0)
    first = [Movement(_at(month, 17, 9, 35), "maker", shares[0][0], -early, "货款")] if early else []
    rest = [
        Movement(_at(month, 28, 9, 20 + n), "maker", maker, -(amount - (early if n == 0 else 0)), "货款")
        for n, (maker, amount) in enumerate(shares)
    ]
    return [*first, *rest]


def _receipts(
    rng: Random, month: int, total: Decimal, *, parties: Sequence[str], count: int, away_from: Sequence[Movement]
) -> list[Movement]:
    """What customers paid: uneven amounts that add up to ``total``, none that looks like money only passing through."""
    while True:
        amounts = _split(rng, total, count)
        days = [rng.choice([day for day in range(2, 25) if not (month == 7 and day > 22)]) for _ in amounts]
        rows = [
            Movement(
                _at(month, day, rng.randrange(8, 20), rng.randrange(60)), "receipt", rng.choice(parties), amount, "货款"
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


def _with_deposit_interest(rows: list[Movement]) -> list[Movement]:
    """Quarterly interest on the daily balances, credited on the 21st as banks do; the quarters run to the 20th."""
    result = list(rows)
    first = date(f.YEAR - 1, 12, 21)
    for month in (3, 6, 9, 12):
        last = date(f.YEAR, month, 20)
        average = daily_average(result, Decimal(f.OPENING_BANK), first, last)
        days = (last - first).days + 1
        interest = (average * f.DEPOSIT_RATE_PERCENT / 100 * days / 360).quantize(FEN, ROUND_HALF_UP)
        result.append(
            Movement(datetime.combine(last + timedelta(days=1), time(5, 30)), "deposit_interest", "", interest, "结息")
        )
        first = last + timedelta(days=1)
    return result


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment of the year, on the client's own clock."""
    return datetime(f.YEAR, month + 1, day, hour, minute, (day * 7 + hour * 3 + minute) % 60)  # noqa: DTZ001 - a printed time
