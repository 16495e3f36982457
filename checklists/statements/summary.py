"""What ``jindiao statement import`` prints of one export: its own totals, and what of them stands for sales."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from checklists.bankflow import Inflow
from checklists.model.money import Money
from checklists.model.transactions import StatementFile, TransactionKind


def summary(statement: StatementFile, inflow: Inflow) -> dict[str, Any]:
    """The document of the command (CLI.md), amounts in yuan. ``transactions`` counts every data row, unreadable ones too.

    Credit and debit are what went through; neutral is the rest of the readable rows, refunded parts included, so that the
    three add up to the rows' amounts.
    """
    credit, debit, neutral = totals(statement)
    return {
        "format": statement.format,
        "file_type": statement.file_type,
        "account": statement.account,
        "holder": statement.holder,
        "period": {"from": statement.period_from, "to": statement.period_to},
        "transactions": statement.rows,
        "credit_total": credit.yuan,
        "debit_total": debit.yuan,
        "neutral_total": neutral.yuan,
        "effective_inflow": inflow.effective.yuan,
        "excluded": [
            {"rule": each.rule, "label": each.label, "amount": each.amount.yuan, "count": each.count, "rows": each.rows}
            for each in inflow.excluded
        ],
        "excluded_share": inflow.excluded_share,
        "needs_explaining": inflow.needs_explaining,
        "cash_share": inflow.cash_share,
        "monthly": [
            {
                "month": each.month,
                "credit": each.credit.yuan,
                "debit": each.debit.yuan,
                "effective": each.effective.yuan,
            }
            for each in inflow.monthly
        ],
        "counterparties": [
            {"name": each.name, "amount": each.amount.yuan, "share": each.share} for each in inflow.counterparties
        ],
        "problems": statement.problems,
    }


def totals(statement: StatementFile) -> tuple[Money, Money, Money]:
    """(credit, debit, neutral), each positive."""
    credit = _sum(statement, {TransactionKind.INCOME})
    debit = -_sum(statement, {TransactionKind.EXPENSE})
    everything = sum(abs(each.gross.fen) for each in statement.transactions)
    return credit, debit, Money(everything - credit.fen - debit.fen)


def _sum(statement: StatementFile, kinds: Collection[TransactionKind]) -> Money:
    return Money(sum(each.amount.fen for each in statement.transactions if each.kind in kinds))
