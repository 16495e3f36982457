"""Transactions (流水): what a payment or bank export says, row by row, whatever program wrote it.

Times are aware, on Shanghai's clock (``SHANGHAI``), so that ``at.date()`` and ``at.hour`` are the ones the client lived by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import Literal

from checklists.model.money import Money

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one time zone and no summer time since 1991; a fixed offset needs no time-zone files on Windows."""


class TransactionKind(Enum):
    """Where a row counts. INCOME and EXPENSE went through; NEUTRAL is neither (不计收支); FAILED was closed or refunded whole."""

    INCOME = "income"
    EXPENSE = "expense"
    NEUTRAL = "neutral"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Transaction:
    """One row of an export.

    ``amount`` is signed, money in positive, and holds what went through: of a partly refunded row the part that stayed, the
    part that went back is ``refunded`` (same sign). A NEUTRAL row whose direction the export does not tell has a positive
    amount; a FAILED row keeps the sign it would have had. ``summary`` is type and goods as the export words them, ``method``
    the means of payment, ``balance`` the account's balance after the row. ``row`` is the line in the file, header lines
    included, as a text editor or Excel counts it. ``has_time`` is false where the export gives a day only: ``at`` is midnight.
    """

    at: datetime
    amount: Money
    kind: TransactionKind
    row: int
    counterparty: str = ""
    counterparty_account: str = ""
    summary: str = ""
    method: str = ""
    status: str = ""
    balance: Money | None = None
    reference: str = ""
    refunded: Money = field(default_factory=Money)
    has_time: bool = True

    @property
    def gross(self) -> Money:
        """The amount as the export prints it, signed: what stayed and what went back."""
        return self.amount + self.refunded


@dataclass(frozen=True, slots=True)
class StatementProblem:
    """One thing in an export that a person must look at. ``row`` is 0 where the file as a whole is meant.

    An ``error`` row is not among the transactions; a ``warning`` hides nothing (``balance_break``: pages are missing or
    figures were changed; ``totals_differ``: the export's own sums are other than its rows').
    """

    row: int
    column: str
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class StatementFile:
    """One export, read. ``format`` is ``wechat``, ``alipay`` or ``bank``; ``file_type`` ``csv``, ``xlsx`` or ``xls``.

    ``account`` and ``holder`` stand as the export writes them ("" where it does not say). The period is what the export
    declares, else the days of its first and last rows. Transactions are in the file's order.
    """

    format: Literal["wechat", "alipay", "bank"]
    account: str
    holder: str
    period_from: date | None
    period_to: date | None
    transactions: tuple[Transaction, ...]
    problems: tuple[StatementProblem, ...] = ()
    file_type: Literal["csv", "xlsx", "xls"] = "csv"
    rows: int = 0
    """Data rows in the file, unreadable ones included."""
