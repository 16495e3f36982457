"""Trend (趋势): the balances of a year ago beside today's, and last year's sales beside this year's.

The opening figures are asked in groups, so today's are added up to the same groups.
"""

from __future__ import annotations

from decimal import Decimal

from checklists.financials.balance_sheet import HOUSEHOLD_ASSETS, MONEY, Balance
from checklists.financials.lines import Lines
from checklists.financials.profit import Profit
from checklists.model.lines import Line
from checklists.model.outlook import TrendLine
from checklists.model.unknown import less, over

_BUSINESS_LOANS = (Line.CREDIT_CARDS, Line.SHORT_LOANS, Line.PRIVATE_LOANS, Line.LONG_LOANS)
_GROUPS: tuple[tuple[str, str, Line, tuple[Line, ...]], ...] = (
    ("money", "货币资金", Line.OPENING_MONEY, MONEY),
    ("receivables", "应收账款", Line.OPENING_RECEIVABLES, (Line.RECEIVABLES,)),
    ("prepaid", "预付账款", Line.OPENING_PREPAID, (Line.PREPAID,)),
    ("inventory", "存货", Line.OPENING_INVENTORY, (Line.INVENTORY,)),
    ("fixed_assets", "固定资产净值", Line.OPENING_FIXED_ASSETS, (Line.FIXED_ASSETS,)),
    ("other_assets", "其他经营资产", Line.OPENING_OTHER_ASSETS, (Line.DEFERRED_RENT, Line.OTHER_ASSETS)),
    ("household_assets", "家庭资产", Line.OPENING_HOUSEHOLD_ASSETS, HOUSEHOLD_ASSETS),
    ("payables", "应付及其他负债", Line.OPENING_PAYABLES, (Line.PAYABLES, Line.OTHER_LIABILITIES)),
    ("advances", "预收账款", Line.OPENING_ADVANCES, (Line.ADVANCES,)),
    ("loans", "经营借款", Line.OPENING_LOANS, _BUSINESS_LOANS),
    ("household_loans", "家庭贷款", Line.OPENING_HOUSEHOLD_LOANS, (Line.HOUSEHOLD_LOANS,)),
)


def trend(lines: Lines, profit: Profit) -> tuple[TrendLine, ...]:
    """Reported figures of both ends of the period, equity and sales last."""
    balance = Balance(lines)
    rows = [_line(key, label, lines.amount(opening), lines.sum(*closing)) for key, label, opening, closing in _GROUPS]
    rows.append(_line("equity", "权益", balance.opening_equity, balance.equity))
    rows.append(_line("sales", "年营业收入", lines.amount(Line.PREVIOUS_SALES), profit.sales))
    return tuple(rows)


def _line(key: str, label: str, opening: Decimal | None, closing: Decimal | None) -> TrendLine:
    change = less(closing, opening)
    return TrendLine(key, label, opening, closing, change, over(change, opening))
