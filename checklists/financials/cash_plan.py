"""Cash plan (现金流预测): the next twelve months in cash, with the loan, its instalments and the old debts in them.

Handbook 2.3: the loan comes in when it is drawn and goes out when it is due, and a month that ends below zero says that the plan of
repayment does not hold. Verified figures only, spread over the months as last year's sales were; nothing grows. A trade that feeds or tends what it will sell for
months (livestock, fish, crops) pays its purchases evenly, not with the sale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.financials.balance_sheet import MONEY
from checklists.financials.lines import MONTHS, Lines
from checklists.financials.profit import FIXED_COSTS, Profit
from checklists.model.lines import Line
from checklists.model.outlook import CashPlan, PlanMonth
from checklists.model.unknown import less, over, times, total

_WITH_SALES = "营业额、毛利率用核实数，按上年各月销售占比分摊到月，不计增长；收款和进货与销售同月。"
_EVENLY = (
    "营业额、毛利率用核实数，按上年各月销售占比分摊到月，不计增长；收款与销售同月，进货(料款等)按月平均付，不等卖出。"
)
_COSTS = "固定支出按上年同月，家庭开支扣除其他稳定收入后按月平均，现有贷款按现行月还款。"
_SEASONAL = "贷款当月全部付作旺季备货，备下的货在随后几个月卖掉，少进同样金额的货。"
_SPENT = "贷款当月全部付作申报用途。"
_RENEWED = "客户说到期续贷的本金按续上计算；续不上的情形另列。"


@dataclass(frozen=True, slots=True)
class Due:
    """Principal of an existing debt that falls due in month ``ahead`` (1 = the next), on top of its monthly payment."""

    ahead: int
    amount: Decimal
    is_renewed: bool


@dataclass(frozen=True, slots=True)
class LoanPlan:
    """The loan in the plan: drawn in the first month, ``payments`` month by month from then on; ``is_stock``: spent on seasonal stock."""

    amount: Decimal | None
    payments: tuple[Decimal | None, ...]
    is_stock: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """Everything that the plan is worked out from; a stress replaces ``profit`` or ``tied`` (cash that customers pay later).

    ``pays_evenly``: what is sold was paid for month by month before, not in the month of its sale.
    """

    lines: Lines
    profit: Profit
    months: tuple[str, ...]
    loan: LoanPlan
    debt_service_month: Decimal | None
    due: tuple[Due, ...]
    tied: Decimal = Decimal(0)
    pays_evenly: bool = False


def cash_plan(planned: Planned) -> CashPlan:
    """The twelve months, the lowest month end, and whether the loan can be repaid on this plan. Handbook 2.3."""
    months = _months(planned)
    lowest, month = _lowest(months)
    renewed = sum((due.amount for due in planned.due if due.is_renewed), Decimal(0))
    unrenewed = replace(planned, due=tuple(replace(due, is_renewed=False) for due in planned.due))
    usage = _SEASONAL if planned.loan.is_stock else _SPENT
    return CashPlan(
        months=months,
        lowest=lowest,
        lowest_month=month,
        is_feasible=None if lowest is None else lowest >= 0,
        renewed=renewed,
        lowest_unrenewed=_lowest(_months(unrenewed))[0] if renewed else lowest,
        assumptions=(_EVENLY if planned.pays_evenly else _WITH_SALES, _COSTS, usage, *((_RENEWED,) if renewed else ())),
    )


def lowest_cash(planned: Planned) -> Decimal | None:
    """The lowest month end of the plan. Handbook 2.3."""
    return _lowest(_months(planned))[0]


def _months(planned: Planned) -> tuple[PlanMonth, ...]:
    """What is the same in every month is worked out before them: the plan is made anew for each stress of every edit."""
    profit, loan = planned.profit, planned.loan
    expenses = _expenses(planned.lines, profit)
    household = over(less(profit.household_spending, profit.other_income), Decimal(MONTHS))
    evenly = over(profit.cogs, Decimal(MONTHS)) if planned.pays_evenly else None
    stock_left = loan.amount if loan.is_stock else Decimal(0)
    opening = less(planned.lines.sum(*MONEY), planned.tied)
    found: list[PlanMonth] = []
    for index, (name, share) in enumerate(zip(planned.months, _shares(planned.lines), strict=True)):
        cost = evenly if planned.pays_evenly else times(profit.cogs, share)
        sold = None if stock_left is None or cost is None else min(stock_left, cost)
        stock_left = less(stock_left, sold)
        drawn = loan.amount if index == 0 else Decimal(0)
        receipts, purchases = times(profit.sales, share), less(cost, sold)
        existing = total((planned.debt_service_month, _falling_due(planned.due, index + 1)))
        closing = less(
            total((opening, receipts, drawn)),
            purchases,
            expenses[index],
            household,
            existing,
            drawn,
            loan.payments[index],
        )
        found.append(
            PlanMonth(
                month=name,
                opening=opening,
                receipts=receipts,
                purchases=purchases,
                expenses=expenses[index],
                household=household,
                existing=existing,
                drawn=drawn,
                used=drawn,
                instalment=loan.payments[index],
                closing=closing,
            )
        )
        opening = closing
    return tuple(found)


def _shares(lines: Lines) -> list[Decimal | None]:
    """Each month's part of last year's sales."""
    year = lines.amount(Line.SALES)
    return [over(month, year) for month in lines.series(Line.SALES)]


def _expenses(lines: Lines, profit: Profit) -> list[Decimal | None]:
    """Last year's same month; what the equity check takes off the profit goes out evenly."""
    taken_off = over(profit.shortfall, Decimal(MONTHS))
    months = zip(*(lines.series(line) for line in FIXED_COSTS), strict=True)
    return [total((total(month), taken_off)) for month in months]


def _falling_due(due: Sequence[Due], ahead: int) -> Decimal:
    return sum((each.amount for each in due if each.ahead == ahead and not each.is_renewed), Decimal(0))


def _lowest(months: Sequence[PlanMonth]) -> tuple[Decimal | None, str]:
    found: tuple[Decimal | None, str] = (None, "")
    for month in months:
        if month.closing is None:
            return None, ""
        if found[0] is None or month.closing < found[0]:
            found = (month.closing, month.month)
    return found
