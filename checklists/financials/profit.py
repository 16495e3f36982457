"""Profit and loss (损益表): what was reported month by month, and what the cross-checks leave of it.

Decided conventions: net profit = sales - variable cost - fixed costs - interest, without principal, depreciation and household
(1); the verified column has the adopted turnover and margin (3), and an equity that falls short of the expected one cuts the
profit (1.1); monthly net income is before any debt service (4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.financials.lines import MONTHS, Lines
from checklists.model.assessment import ProfitAndLoss, StatementLine
from checklists.model.lines import Line
from checklists.model.unknown import less, over, times, total

FIXED_COSTS = (Line.WAGES, Line.RENT, Line.UTILITIES, Line.TRANSPORT, Line.TAX, Line.OTHER_COSTS)


@dataclass(frozen=True, slots=True)
class Profit:
    """A year's figures. ``shortfall`` is the unexplained gap of the equity check, taken off the profit."""

    sales: Decimal | None
    cogs: Decimal | None
    fixed_costs: Decimal | None
    interest: Decimal | None
    household_spending: Decimal | None
    other_income: Decimal | None
    shortfall: Decimal = Decimal(0)

    @property
    def gross_profit(self) -> Decimal | None:
        return less(self.sales, self.cogs)

    @property
    def margin(self) -> Decimal | None:
        return over(self.gross_profit, self.sales)

    @property
    def net_profit(self) -> Decimal | None:
        return less(self.gross_profit, self.fixed_costs, self.interest, self.shortfall)

    @property
    def net_margin(self) -> Decimal | None:
        return over(self.net_profit, self.sales)

    @property
    def disposable(self) -> Decimal | None:
        """What the family can dispose of in the year, interest paid (可支配资金)."""
        return less(total((self.net_profit, self.other_income)), self.household_spending)

    @property
    def net_income_month(self) -> Decimal | None:
        """Monthly net income before any debt service (decided convention 4)."""
        return over(total((self.disposable, self.interest)), Decimal(MONTHS))


def reported_profit(lines: Lines) -> Profit:
    return Profit(
        sales=lines.amount(Line.SALES),
        cogs=lines.amount(Line.COGS),
        fixed_costs=lines.sum(*FIXED_COSTS),
        interest=lines.amount(Line.INTEREST),
        household_spending=lines.amount(Line.HOUSEHOLD_SPENDING),
        other_income=lines.amount(Line.OTHER_INCOME),
    )


def verified_profit(
    reported: Profit, *, turnover: Decimal | None, margin: Decimal | None, equity_gap: Decimal | None
) -> Profit:
    """The same year from the adopted turnover and margin; costs as reported.

    ``equity_gap`` = actual less expected equity, None where the check could not be made. A gap below zero cuts the reported
    profit by as much; what the lower turnover and margin have cut already is not cut twice.
    """
    cost_rate = None if margin is None else 1 - margin
    verified = Profit(
        sales=turnover,
        cogs=times(turnover, cost_rate),
        fixed_costs=reported.fixed_costs,
        interest=reported.interest,
        household_spending=reported.household_spending,
        other_income=reported.other_income,
    )
    left = total((reported.net_profit, equity_gap))
    shortfall = less(verified.net_profit, left) or Decimal(0)
    return replace(verified, shortfall=max(shortfall, Decimal(0)) if equity_gap and equity_gap < 0 else Decimal(0))


def profit_and_loss(
    lines: Lines, months: Sequence[str], *, reported: Profit, verified: Profit, verified_note: str
) -> ProfitAndLoss:
    """The statement with both columns; months are those reported."""
    series = {line: lines.series(line) for line in (Line.SALES, Line.COGS, *FIXED_COSTS, Line.INTEREST)}
    gross = tuple(less(s, c) for s, c in zip(series[Line.SALES], series[Line.COGS], strict=True))
    fixed = tuple(total(month) for month in zip(*(series[line] for line in FIXED_COSTS), strict=True))
    net = tuple(less(g, f, i) for g, f, i in zip(gross, fixed, series[Line.INTEREST], strict=True))
    household, other = lines.series(Line.HOUSEHOLD_SPENDING), lines.series(Line.OTHER_INCOME)
    disposable = tuple(less(total((n, o)), h) for n, o, h in zip(net, other, household, strict=True))
    rows = [
        _line(lines, Line.SALES, reported.sales, verified.sales, note=verified_note),
        _line(lines, Line.COGS, reported.cogs, verified.cogs),
        StatementLine("gross_profit", "毛利", reported.gross_profit, verified.gross_profit, gross, is_total=True),
        *(_line(lines, line, lines.amount(line), lines.amount(line)) for line in FIXED_COSTS),
        StatementLine("fixed_costs", "固定支出合计", reported.fixed_costs, verified.fixed_costs, fixed, is_total=True),
        _line(lines, Line.INTEREST, reported.interest, verified.interest),
    ]
    if verified.shortfall:
        note = "实际权益少于应有权益的差额,调减期间利润(权益检验)"
        rows.append(StatementLine("equity_shortfall", "权益缺口调减", Decimal(0), verified.shortfall, note=note))
    return ProfitAndLoss(
        months=tuple(months),
        lines=(
            *rows,
            _line(lines, Line.HOUSEHOLD_SPENDING, reported.household_spending, verified.household_spending),
            _line(lines, Line.OTHER_INCOME, reported.other_income, verified.other_income),
            StatementLine(
                Line.DEPRECIATION.key,
                Line.DEPRECIATION.label,
                lines.amount(Line.DEPRECIATION),
                lines.amount(Line.DEPRECIATION),
                paths=lines.paths(Line.DEPRECIATION),
                note="单列,不进净利润;只在权益检验中扣一次",
            ),
        ),
        net_profit=StatementLine(
            "net_profit",
            "净利润",
            reported.net_profit,
            verified.net_profit,
            net,
            is_total=True,
            note="收入−变动成本−固定支出−利息;未扣本金、折旧和家庭开支",
        ),
        disposable=StatementLine(
            "disposable",
            "可支配资金",
            reported.disposable,
            verified.disposable,
            disposable,
            is_total=True,
            note="净利润−家庭开支+其他稳定收入;已付利息,未还本金",
        ),
    )


def _line(
    lines: Lines, line: Line, reported: Decimal | None, verified: Decimal | None, *, note: str = ""
) -> StatementLine:
    return StatementLine(line.key, line.label, reported, verified, lines.series(line), lines.paths(line), note=note)
