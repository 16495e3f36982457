"""The running balance (余额连续性): each balance is the one before plus the row's amount. Where it is not, a page is missing or
a figure was changed; and where amounts bear no sign, it tells their direction."""

from __future__ import annotations

from collections.abc import Sequence

from checklists.model.money import Money
from checklists.model.transactions import StatementProblem, Transaction


def balance_breaks(transactions: Sequence[Transaction], *, unreadable: set[int]) -> list[StatementProblem]:
    """One warning a break, in the order of the file."""
    ways = [_breaks(transactions, unreadable, newest_first=way) for way in _ways(transactions)]
    return sorted((_break(*pair) for pair in min(ways, key=len)), key=lambda problem: problem.row)


def directions_by_balance(transactions: Sequence[Transaction], *, unreadable: set[int]) -> list[int]:
    """+1, -1 or, where the balances do not tell, 0, for rows whose amounts have no sign."""
    ways = [_directions(transactions, unreadable, newest_first=way) for way in _ways(transactions)]
    return min(ways, key=lambda directions: directions.count(0))


def _ways(transactions: Sequence[Transaction]) -> tuple[bool, ...]:
    """Whether the newest row comes first. Statements run either way; one of a single day may be either: try both."""
    if transactions and transactions[0].at != transactions[-1].at:
        return (transactions[0].at > transactions[-1].at,)
    return False, True


Pair = tuple[Transaction, Transaction]


def _pairs(transactions: Sequence[Transaction], unreadable: set[int], *, newest_first: bool) -> list[tuple[int, Pair]]:
    """(index of the later, (earlier, later)) of neighbours that both print a balance with no unreadable row between."""
    result: list[tuple[int, Pair]] = []
    for index in range(1, len(transactions)):
        upper, lower = transactions[index - 1], transactions[index]
        if upper.balance is None or lower.balance is None:
            continue
        if any(row in unreadable for row in range(upper.row + 1, lower.row)):
            continue
        result.append((index - 1, (lower, upper)) if newest_first else (index, (upper, lower)))
    return result


def _breaks(transactions: Sequence[Transaction], unreadable: set[int], *, newest_first: bool) -> list[Pair]:
    return [
        (before, after)
        for _, (before, after) in _pairs(transactions, unreadable, newest_first=newest_first)
        if before.balance is not None and before.balance + after.amount != after.balance
    ]


def _directions(transactions: Sequence[Transaction], unreadable: set[int], *, newest_first: bool) -> list[int]:
    result = [0] * len(transactions)
    for index, (before, after) in _pairs(transactions, unreadable, newest_first=newest_first):
        if before.balance is None or after.balance is None:
            continue
        step = after.balance - before.balance
        if step and step in (after.amount, -after.amount):
            result[index] = 1 if step > Money() else -1
    return result


def _break(before: Transaction, after: Transaction) -> StatementProblem:
    expected = (before.balance or Money()) + after.amount
    found = after.balance or Money()
    message = (
        f"余额不连续:第 {before.row} 行余额 {(before.balance or Money()).yuan} 加本笔 {after.amount.yuan} 应为 {expected.yuan},"
        f"实为 {found.yuan},可能缺页或被改动"
    )
    return StatementProblem(after.row, "余额", "balance_break", message, "warning")
