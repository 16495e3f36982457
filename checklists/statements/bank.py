"""A bank's statement of account (银行流水), recognised by its headings, in four shapes of amount.

Two columns; one column and a debit/credit flag; one signed column; one column without sign, whose direction the balances tell
(or, as a last resort and marked so, the words of the summary). For the account holder credit (贷) is money in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from checklists.model.money import Money
from checklists.model.transactions import StatementFile, StatementProblem, Transaction, TransactionKind
from checklists.statements.balances import balance_breaks, directions_by_balance
from checklists.statements.bank_columns import BANK_COLUMNS, INCOMING, OUTGOING, RENMINBI, WORDS_IN, WORDS_OUT
from checklists.statements.bank_heading import read_heading
from checklists.statements.cells import amount_of, moment_of
from checklists.statements.preamble import days_of, is_summary, note_problem
from checklists.statements.rows import Container, Line, Table, find_table

_SHAPES = (("date", "income", "expense"), ("date", "amount", "flag"), ("date", "amount"))
_EMPTY = frozenset({"", "-", "--", "/", "—"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before its direction is settled: ``amount`` is signed where ``signed`` says so."""

    transaction: Transaction
    signed: bool


class _Unreadable(Exception):
    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(message)
        self.column, self.code = column, code


def find_bank_table(lines: tuple[Line, ...]) -> Table | None:
    for shape in _SHAPES:
        table = find_table(lines, BANK_COLUMNS, shape)
        if table is not None:
            return table
    return None


def read_bank(table: Table, container: Container) -> StatementFile:
    """Every data row becomes a transaction or a problem; breaks of the running balance are listed as well."""
    rows: list[_Row] = []
    problems: list[StatementProblem] = []
    data_rows = 0
    read_amount = _amount_reader(table)
    for line in table.below:
        if line.is_blank or line.is_rule or is_summary(line) or _repeats_header(table, line):
            continue
        if note := note_problem(line):
            problems.append(note)
            continue
        data_rows += 1
        cells = {m: line.cells[p] if p < len(line.cells) else "" for m, p in table.columns.items()}
        try:
            rows.append(_row(cells, line.number, read_amount))
        except _Unreadable as error:
            problems.append(StatementProblem(line.number, error.column, error.code, str(error)))
    transactions, unsettled = _settled(rows, unreadable=_unreadable_rows(problems))
    problems += unsettled
    problems += balance_breaks(transactions, unreadable=_unreadable_rows(problems))
    heading = read_heading(table.above)
    period_from, period_to = days_of(transactions, heading.period)
    return StatementFile(
        format="bank",
        account=heading.account or _constant(table, "own_account"),
        holder=heading.holder or _constant(table, "own_name"),
        period_from=period_from,
        period_to=period_to,
        transactions=transactions,
        problems=tuple(problems),
        file_type=container.file_type,
        rows=data_rows,
    )


def _unreadable_rows(problems: list[StatementProblem]) -> set[int]:
    return {problem.row for problem in problems if problem.severity == "error"}


def _constant(table: Table, meaning: str) -> str:
    """What a column of the holder's own says, if it says one thing only."""
    position = table.columns.get(meaning)
    if position is None:
        return ""
    said = {line.cells[position] for line in table.below if position < len(line.cells) and line.cells[position]}
    return said.pop() if len(said) == 1 else ""


def _repeats_header(table: Table, line: Line) -> bool:
    """Printed pages repeat the heading."""
    position = table.columns["date"]
    return position < len(line.cells) and line.cells[position] in BANK_COLUMNS["date"]


def _row(cells: Mapping[str, str], number: int, read_amount: Callable[[Mapping[str, str]], tuple[Money, bool]]) -> _Row:
    time_text = cells.get("time", "")
    moment = moment_of(cells["date"], "" if time_text == cells["date"] else time_text)
    if moment is None:
        raise _Unreadable("交易日期", "time", f"日期“{cells['date']} {time_text}”无法识别")
    currency = _flat(cells.get("currency", ""))
    if currency not in RENMINBI:
        raise _Unreadable("币种", "currency", f"币种“{currency}”不是人民币,未计入")
    amount, signed = read_amount(cells)
    said = [_told(cells.get(part, "")) for part in ("summary", "purpose")]
    transaction = Transaction(
        at=moment[0],
        has_time=moment[1],
        amount=amount,
        kind=_kind(amount),
        row=number,
        counterparty=_told(cells.get("counterparty", "")),
        counterparty_account=_told(cells.get("account", "")),
        summary=" ".join(text for text in said if text),
        method=_told(cells.get("method", "")),
        balance=amount_of(cells.get("balance", "")),
        reference=_told(cells.get("reference", "")),
    )
    return _Row(transaction, signed)


def _amount_reader(table: Table) -> Callable[[Mapping[str, str]], tuple[Money, bool]]:
    """How this table writes amounts: gives (amount, whether its sign is known)."""
    if {"income", "expense"} <= table.columns.keys():
        return _two_columns
    if "flag" in table.columns:
        return _flagged
    position = table.columns["amount"]
    signed = any(
        (amount := amount_of(line.cells[position])) is not None and amount < Money()
        for line in table.below
        if position < len(line.cells)
    )
    return lambda cells: (_amount(cells["amount"]), signed)


def _two_columns(cells: Mapping[str, str]) -> tuple[Money, bool]:
    income, expense = (_amount(cells[side]) if cells[side] not in _EMPTY else Money() for side in ("income", "expense"))
    if bool(income) == bool(expense):
        said = f"收入“{cells['income']}”、支出“{cells['expense']}”"
        raise _Unreadable("收入/支出", "amount", f"{said},应当只有一列有金额")
    return income - expense, True


def _flagged(cells: Mapping[str, str]) -> tuple[Money, bool]:
    amount, flag = _amount(cells["amount"]), _flat(cells["flag"])
    if flag in INCOMING:
        return amount, True
    if flag in OUTGOING:
        # Some banks print the minus beside the flag as well.
        return (amount if amount < Money() else -amount), True
    raise _Unreadable("借贷标志", "direction", f"借贷标志“{cells['flag']}”无法识别")


def _settled(rows: list[_Row], *, unreadable: set[int]) -> tuple[tuple[Transaction, ...], list[StatementProblem]]:
    """Gives rows without a sign their direction: from the balances, else from words; what neither tells is a problem."""
    if all(row.signed for row in rows):
        return tuple(row.transaction for row in rows), []
    by_balance = directions_by_balance([row.transaction for row in rows], unreadable=unreadable)
    if 1 in by_balance and -1 not in by_balance:
        # The balances only ever rise: the column is signed, and nothing was paid out in this period.
        return tuple(row.transaction for row in rows), []
    transactions: list[Transaction] = []
    problems: list[StatementProblem] = []
    by_words = 0
    for row, direction in zip(rows, by_balance, strict=True):
        transaction = row.transaction
        if direction == 0:
            direction = _direction_by_words(transaction.summary)
            by_words += direction != 0
        if direction == 0:
            message = f"金额 {transaction.amount.yuan} 没有正负号,余额和摘要也看不出是收入还是支出,未计入"
            problems.append(StatementProblem(transaction.row, "金额", "direction", message))
            continue
        amount = Money(transaction.amount.fen * direction)
        transactions.append(replace(transaction, amount=amount, kind=_kind(amount)))
    if by_words:
        message = f"{by_words} 笔没有正负号,收支方向由摘要推断,请核对"
        problems.append(StatementProblem(0, "金额", "direction_inferred", message, "warning"))
    return tuple(transactions), problems


def _direction_by_words(summary: str) -> int:
    incoming, outgoing = any(w in summary for w in WORDS_IN), any(w in summary for w in WORDS_OUT)
    return 0 if incoming == outgoing else (1 if incoming else -1)


def _amount(text: str) -> Money:
    amount = amount_of(text)
    if amount is None:
        raise _Unreadable("金额", "amount", f"金额“{text}”无法识别")
    return amount


def _kind(amount: Money) -> TransactionKind:
    """A row of nothing (an inquiry fee of 0.00) is neither."""
    if not amount:
        return TransactionKind.NEUTRAL
    return TransactionKind.INCOME if amount > Money() else TransactionKind.EXPENSE


def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").upper()


def _told(text: str) -> str:
    return "" if not text.strip("-—/ ") else text
