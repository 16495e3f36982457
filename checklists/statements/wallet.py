"""Payment apps' tables, WeChat's and Alipay's alike: a direction column, a status column, amounts without sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from checklists.model.money import Money
from checklists.model.transactions import StatementFile, StatementProblem, Transaction, TransactionKind
from checklists.statements.cells import amount_of, moment_of
from checklists.statements.preamble import count_problems, days_of, is_summary, note_problem, read_preamble
from checklists.statements.rows import Container, Line, Table

_THOUSANDS = re.compile(r"^\d{3}(\.\d+)?$")
_SIGN = {TransactionKind.INCOME: 1, TransactionKind.EXPENSE: -1}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row's direction and status mean: its direction, whether it went through, how much of it went back."""

    direction: TransactionKind
    went_through: bool
    refunded: Money
    known: bool = True


@dataclass(frozen=True, slots=True)
class App:
    """How one payment app writes its table. ``outcome`` reads a row's cells by meaning and its amount."""

    format: Literal["wechat", "alipay"]
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    directions: frozenset[str]
    summary: tuple[str, ...]
    outcome: Callable[[Mapping[str, str], Money], Outcome]


class _Unreadable(Exception):
    """A row that cannot be read: which column, and why, as the user is told."""

    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(message)
        self.column, self.code = column, code


def read_app(app: App, table: Table, container: Container) -> StatementFile:
    """Every data row becomes a transaction or a problem."""
    transactions: list[Transaction] = []
    problems: list[StatementProblem] = []
    by_direction: Counter[str] = Counter()
    rows = 0
    for line in table.below:
        if line.is_blank or line.is_rule or is_summary(line):
            continue
        if note := note_problem(line):
            problems.append(note)
            continue
        rows += 1
        try:
            cells = _by_meaning(app, table, line)
            transaction, known = _transaction(app, cells, line.number)
        except _Unreadable as error:
            problems.append(StatementProblem(line.number, error.column, error.code, str(error)))
            continue
        transactions.append(transaction)
        by_direction[cells["direction"]] += abs(transaction.gross.fen)
        if not known:
            message = f"状态“{cells['status']}”不认识,按未完成处理,不计入收支"
            problems.append(StatementProblem(line.number, "当前状态", "unknown_status", message, "warning"))
    preamble = read_preamble(table.above)
    problems += count_problems(preamble, rows=rows, fen_by_direction=by_direction)
    period_from, period_to = days_of(transactions, preamble.period)
    return StatementFile(
        format=app.format,
        account=preamble.account,
        holder=preamble.holder,
        period_from=period_from,
        period_to=period_to,
        transactions=tuple(transactions),
        problems=tuple(problems),
        file_type=container.file_type,
        rows=rows,
    )


def _transaction(app: App, cells: Mapping[str, str], row: int) -> tuple[Transaction, bool]:
    moment = moment_of(cells.get("time", "")) or moment_of(cells.get("created", ""))
    if moment is None:
        raise _Unreadable("交易时间", "time", f"时间“{cells.get('time') or cells.get('created', '')}”无法识别")
    amount = amount_of(cells["amount"])
    if amount is None:
        raise _Unreadable("金额", "amount", f"金额“{cells['amount']}”无法识别")
    outcome = app.outcome(cells, amount)
    sign = _SIGN.get(outcome.direction, 1)
    signed, refunded = Money(amount.fen * sign), Money(outcome.refunded.fen * sign)
    kind = outcome.direction if outcome.went_through else TransactionKind.FAILED
    transaction = Transaction(
        at=moment[0],
        has_time=moment[1],
        amount=signed - refunded,
        refunded=refunded,
        kind=kind,
        row=row,
        counterparty=_told(cells.get("counterparty", "")),
        counterparty_account=_told(cells.get("account", "")),
        summary=" ".join(text for part in app.summary if (text := _told(cells.get(part, "")))),
        method=_told(cells.get("method", "")),
        status=cells["status"],
        reference=_told(cells.get("reference", "")),
    )
    return transaction, outcome.known


def _told(text: str) -> str:
    """``/`` is how both apps leave a cell empty."""
    return "" if text == "/" else text


def _by_meaning(app: App, table: Table, line: Line) -> dict[str, str]:
    cells = _realigned(app, table, list(line.cells))
    return {meaning: cells[position] if position < len(cells) else "" for meaning, position in table.columns.items()}


def _realigned(app: App, table: Table, cells: list[str]) -> list[str]:
    """Puts the cells back under their headings where an unquoted comma in a name made too many.

    The direction column (收/支) holds one of few words, with the amount at a fixed distance: from there the row is counted
    backwards. What is too much before it belongs to the counterparty; a thousands comma makes too much behind it.
    """
    anchor, amount = table.columns["direction"], table.columns["amount"]
    surplus = len(cells) - table.width
    name = table.columns.get("counterparty", table.columns.get("goods", anchor))
    for shift in range(max(surplus, 0) + 1):
        if anchor + shift >= len(cells) or amount + shift >= len(cells):
            break
        if cells[anchor + shift] not in app.directions or amount_of(cells[amount + shift]) is None:
            continue
        if shift and name < min(anchor, amount):
            cells[name : name + shift + 1] = [",".join(cells[name : name + shift + 1])]
        return _rejoined(cells, amount, surplus - shift, table.width)
    if surplus > 0:
        raise _Unreadable("收/支", "columns", f"多出 {surplus} 列,无法与表头对齐")
    if len(cells) <= max(anchor, amount):
        raise _Unreadable("收/支", "columns", f"只有 {len(cells)} 列,表头有 {table.width} 列")
    if cells[anchor] not in app.directions:
        raise _Unreadable("收/支", "direction", f"收/支“{cells[anchor]}”无法识别")
    return cells


def _rejoined(cells: list[str], amount: int, surplus: int, width: int) -> list[str]:
    if surplus > 0 and amount + 1 < len(cells) and _THOUSANDS.match(cells[amount + 1]):
        cells[amount : amount + 2] = [cells[amount] + "," + cells[amount + 1]]
    # A comma in the last column, the remark.
    return [*cells[: width - 1], ",".join(cells[width - 1 :]).strip(",")]
