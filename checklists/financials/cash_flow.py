"""Cash flow (现金流量表), direct method, of the same twelve months: accrual turned into cash, rolled forward, held against the count.

Cash in = sales - rise of receivables + rise of advances; cash to suppliers = cost + rise of stock - rise of payables + rise of
prepayments (handbook 2.3). The difference between the money counted and the money rolled forward is a finding (convention 8).
"""

from __future__ import annotations

from decimal import Decimal

from checklists.financials.balance_sheet import HOUSEHOLD_ASSETS, MONEY
from checklists.financials.lines import MONTHS, Lines
from checklists.financials.profit import FIXED_COSTS
from checklists.model.assessment import CashFlow, StatementLine
from checklists.model.lines import Line
from checklists.model.unknown import count, less, over, times, total

_SPREAD = "往来与存货的变动按各月销售占比分摊到月"


def cash_flow(lines: Lines) -> CashFlow:
    """The statement. Cash is what it is: there is no verified column beside the reported one. Handbook 2.3."""
    receipts = _flow(
        lines,
        "receipts",
        "经营收到的现金",
        Line.SALES,
        _rise(lines, (Line.ADVANCES,), Line.OPENING_ADVANCES),
        less(Decimal(0), _rise(lines, (Line.RECEIVABLES,), Line.OPENING_RECEIVABLES)),
    )
    purchases = _flow(
        lines,
        "purchases",
        "支付供应商的现金",
        Line.COGS,
        total(
            (
                _rise(lines, (Line.INVENTORY,), Line.OPENING_INVENTORY),
                _rise(lines, (Line.PREPAID,), Line.OPENING_PREPAID),
                _rise(lines, (Line.DEFERRED_RENT, Line.OTHER_ASSETS), Line.OPENING_OTHER_ASSETS),
            )
        ),
        less(Decimal(0), _rise(lines, (Line.PAYABLES, Line.OTHER_LIABILITIES), Line.OPENING_PAYABLES)),
    )
    expenses = _by_month(lines, "expenses", "固定支出付现", FIXED_COSTS)
    operating = StatementLine(
        "operating_cash",
        "经营活动净现金",
        less(receipts.reported, purchases.reported, expenses.reported),
        less(receipts.reported, purchases.reported, expenses.reported),
        tuple(less(i, p, e) for i, p, e in zip(receipts.series, purchases.series, expenses.series, strict=True)),
        is_total=True,
        note=_SPREAD,
    )
    investing = _total(
        "investing_cash",
        "投资活动净现金",
        less(lines.amount(Line.FIXED_ASSETS_SOLD), lines.amount(Line.FIXED_ASSETS_BOUGHT), _household_bought(lines)),
        lines.paths(Line.FIXED_ASSETS_SOLD, Line.FIXED_ASSETS_BOUGHT),
        "出售−购置固定资产−家庭资产净增加(扣除升值)",
    )
    financing = _total(
        "financing_cash",
        "融资活动净现金",
        less(lines.amount(Line.LOANS_DRAWN), lines.amount(Line.LOANS_REPAID), lines.amount(Line.INTEREST)),
        lines.paths(Line.LOANS_DRAWN, Line.LOANS_REPAID, Line.INTEREST),
        "新增借款−归还本金−利息",
    )
    private = _total(
        "private_cash",
        "家庭与生意以外净现金",
        less(
            total((lines.amount(Line.OTHER_INCOME), lines.amount(Line.INJECTIONS))),
            lines.amount(Line.HOUSEHOLD_SPENDING),
            lines.amount(Line.WITHDRAWALS),
        ),
        lines.paths(Line.OTHER_INCOME, Line.INJECTIONS, Line.HOUSEHOLD_SPENDING, Line.WITHDRAWALS),
        "其他收入+注资−家庭开支−表外提取",
    )
    opening, counted = lines.amount(Line.OPENING_MONEY), lines.sum(*MONEY)
    closing = total((opening, operating.reported, investing.reported, financing.reported, private.reported))
    return CashFlow(
        lines=(receipts, purchases, expenses, operating, investing, financing, private),
        opening=opening,
        closing=closing,
        counted=counted,
        difference=less(counted, closing),
    )


def positive_months(statement: CashFlow, lines: Lines, profit_cut: Decimal | None) -> Decimal | None:
    """Months with more operating cash in than out (经营现金流为正月数), as far as the checks leave it.

    ``profit_cut``: how much of the reported profit they do not believe, spread by sales; that money did not come in either
    (decided convention 3). Below zero, where they believe in more than the books, it adds nothing.
    """
    series = next(line.series for line in statement.lines if line.key == "operating_cash")
    cut = None if profit_cut is None else max(profit_cut, Decimal(0))
    year = lines.amount(Line.SALES)
    sales = lines.series(Line.SALES)
    left = [less(cash, times(cut, over(month, year))) for cash, month in zip(series, sales, strict=True)]
    known = [month for month in left if month is not None]
    return count(sum(month > 0 for month in known), known) if len(known) == MONTHS else None


def _rise(lines: Lines, closing: tuple[Line, ...], opening: Line) -> Decimal | None:
    return less(lines.sum(*closing), lines.amount(opening))


def _household_bought(lines: Lines) -> Decimal | None:
    """Household assets that appeared on the sheet, other than by rising in value: an exchange of assets, paid for in cash."""
    rise = _rise(lines, HOUSEHOLD_ASSETS, Line.OPENING_HOUSEHOLD_ASSETS)
    return less(rise, lines.amount(Line.APPRECIATION))


def _flow(lines: Lines, key: str, label: str, line: Line, *changes: Decimal | None) -> StatementLine:
    """A line of the profit and loss turned into cash by the changes of the balances that stand beside it."""
    change = total(changes)
    sales = lines.series(Line.SALES)
    year = lines.amount(Line.SALES)
    months = tuple(
        total((booked, times(change, over(month, year))))
        for booked, month in zip(lines.series(line), sales, strict=True)
    )
    amount = total((lines.amount(line), change))
    return StatementLine(key, label, amount, amount, months, lines.paths(line), note=_SPREAD)


def _by_month(lines: Lines, key: str, label: str, parts: tuple[Line, ...]) -> StatementLine:
    amount = lines.sum(*parts)
    months = tuple(total(month) for month in zip(*(lines.series(line) for line in parts), strict=True))
    return StatementLine(key, label, amount, amount, months, lines.paths(*parts))


def _total(key: str, label: str, amount: Decimal | None, paths: tuple[str, ...], note: str) -> StatementLine:
    return StatementLine(key, label, amount, amount, paths=paths, is_total=True, note=note)
