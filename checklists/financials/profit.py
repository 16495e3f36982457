"""Profit and loss (损益表): what was reported month by month, and what the cross-checks leave of it.

Decided conventions: net profit = sales - variable cost - fixed costs - interest, without principal, depreciation and household
(1); the verified column has the adopted turnover and margin (3), and an equity that falls short of the expected one cuts the
profit (1.1); monthly net income is before any debt service (4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.financials.balance_sheet import common_size
from checklists.financials.lines import MONTHS, Lines
from checklists.model.assessment import ProfitAndLoss, StatementLine
from checklists.model.lines import Line
from checklists.model.unknown import less, most, over, times, total

FIXED_COSTS = (Line.WAGES, Line.RENT, Line.UTILITIES, Line.TRANSPORT, Line.TAX, Line.OTHER_COSTS)


@dataclass(frozen=True, slots=True)
class Profit:
    """A year's figures. ``shortfall`` is the unexplained gap of the equity check, taken off the profit; None while it is not known.

    Handbook 2.2, decided conventions 1 and 4.
    """

    sales: Decimal | None
    cogs: Decimal | None
    fixed_costs: Decimal | None
    interest: Decimal | None
    household_spending: Decimal | None
    other_income: Decimal | None
    shortfall: Decimal | None = Decimal(0)

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
    def trading_margin(self) -> Decimal | None:
        """Net margin before the equity check's cut: a gap nobody explains is no cost that working capital has to carry."""
        return over(less(self.gross_profit, self.fixed_costs, self.interest), self.sales)

    @property
    def disposable(self) -> Decimal | None:
        """What the family can dispose of in the year, interest paid (可支配资金)."""
        return less(total((self.net_profit, self.other_income)), self.household_spending)

    @property
    def net_income_month(self) -> Decimal | None:
        """Monthly net income before any debt service (decided convention 4)."""
        return over(total((self.disposable, self.interest)), Decimal(MONTHS))


def reported_profit(lines: Lines) -> Profit:
    """The year as it was reported. Handbook 2.2."""
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

    ``equity_gap`` = actual less expected equity. A gap below zero cuts the reported profit by as much; what the lower turnover
    and margin have cut already is not cut twice. None where the check could not be made: the profit is then not known either.
    Handbook 1.1, decided convention 3.
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
    if equity_gap is not None and equity_gap >= 0:
        return verified
    shortfall = less(verified.net_profit, total((reported.net_profit, equity_gap)))
    return replace(verified, shortfall=most(shortfall, Decimal(0)))


def profit_and_loss(
    lines: Lines, months: Sequence[str], *, reported: Profit, verified: Profit, verified_note: str
) -> ProfitAndLoss:
    """The statement with its three columns; months are those reported, with the adjustments in them. ``reported`` has them too.

    Handbook 2.2.
    """
    columns = (reported_profit(lines.before()), reported, verified)
    series = {line: lines.series(line) for line in (Line.SALES, Line.COGS, *FIXED_COSTS, Line.INTEREST)}
    gross = tuple(less(s, c) for s, c in zip(series[Line.SALES], series[Line.COGS], strict=True))
    fixed = tuple(total(month) for month in zip(*(series[line] for line in FIXED_COSTS), strict=True))
    net = tuple(less(g, f, i) for g, f, i in zip(gross, fixed, series[Line.INTEREST], strict=True))
    household, other = lines.series(Line.HOUSEHOLD_SPENDING), lines.series(Line.OTHER_INCOME)
    disposable = tuple(less(total((n, o)), h) for n, o, h in zip(net, other, household, strict=True))

    def subtotal(key: str, label: str, months_of: _Series, note: str = "") -> StatementLine:
        before, after, left = (getattr(column, key) for column in columns)
        return StatementLine(key, label, before, left, months_of, is_total=True, note=note, adjusted=after)

    rows = [
        _line(lines, Line.SALES, verified.sales, note=verified_note),
        _line(lines, Line.COGS, verified.cogs),
        subtotal("gross_profit", "毛利", gross),
        *(_line(lines, line, lines.amount(line)) for line in FIXED_COSTS),
        subtotal("fixed_costs", "固定支出合计", fixed),
        _line(lines, Line.INTEREST, verified.interest),
    ]
    if verified.shortfall:
        note = "实际权益少于应有权益的差额,调减期间利润(权益检验)"
        nothing = Decimal(0)
        rows.append(
            StatementLine("equity_shortfall", "权益缺口调减", nothing, verified.shortfall, note=note, adjusted=nothing)
        )
    spent = _line(lines, Line.DEPRECIATION, lines.amount(Line.DEPRECIATION), note=_DEPRECIATION)
    rows += [
        _line(lines, Line.HOUSEHOLD_SPENDING, verified.household_spending),
        _line(lines, Line.OTHER_INCOME, verified.other_income),
        replace(spent, series=()),
    ]
    sales = rows[0]
    return ProfitAndLoss(
        months=tuple(months),
        lines=tuple(common_size(row, sales) for row in rows),
        net_profit=common_size(subtotal("net_profit", "净利润", net, _NET_PROFIT), sales),
        disposable=common_size(subtotal("disposable", "可支配资金", disposable, _DISPOSABLE), sales),
    )


_Series = tuple[Decimal | None, ...]
_DEPRECIATION = "单列,不进净利润;只在权益检验中扣一次"
_NET_PROFIT = "收入−变动成本−固定支出−利息;未扣本金、折旧和家庭开支"
_DISPOSABLE = "净利润−家庭开支+其他稳定收入;已付利息,未还本金"


def _line(lines: Lines, line: Line, verified: Decimal | None, *, note: str = "") -> StatementLine:
    before, after = lines.before().amount(line), lines.amount(line)
    return StatementLine(
        line.key, line.label, before, verified, lines.series(line), lines.paths(line), note=note, adjusted=after
    )
