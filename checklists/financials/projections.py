"""Projections (压力测试): does the recommended loan still get paid when sales, margin, customers or the rate turn for the worse?

Each stress is told in a sentence with its own figures; what is not known is said to be not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from checklists.financials.cash_plan import LoanPlan, Planned, lowest_cash
from checklists.financials.figures import break_even_fall, burden
from checklists.financials.profit import Profit
from checklists.model.outlook import Sensitivity
from checklists.model.unknown import over, times, total

SALES_FALLS = (Decimal("0.10"), Decimal("0.20"), Decimal("0.30"))
MARGIN_FALLS = (Decimal("0.02"), Decimal("0.04"))
RATE_RISE = Decimal("0.02")
LATER_DAYS = Decimal(30)
_YEAR_DAYS, _MONTHS = Decimal(360), Decimal(12)

InstalmentAt = Callable[[Decimal], Decimal | None]
LoanAt = Callable[[Decimal], LoanPlan]
NeedAt = Callable[[Decimal], Decimal | None]


def sensitivity(
    planned: Planned, *, annual_rate: Decimal | None, instalment_at: InstalmentAt, loan_at: LoanAt, need_at: NeedAt
) -> tuple[Sensitivity, ...]:
    """Debt service over monthly net income, before any coefficient, under each stress of handbook 3.3, and the break-even.

    ``instalment_at(rise)`` and ``loan_at(rise)`` are the recommended loan's monthly payment and its plan at its rate plus
    ``rise``; ``need_at(days)`` the need for working capital when customers pay that much later. Fixed costs stay as they are.
    """
    profit, nothing = planned.profit, Decimal(0)

    def row(
        label: str, stressed: Planned, *, rise: Decimal = nothing, carrying: Decimal | None = nothing
    ) -> Sensitivity:
        service = total((instalment_at(rise), stressed.debt_service_month, carrying))
        return _row(label, replace(stressed, loan=loan_at(rise)), service)

    def with_profit(changed: Profit) -> Planned:
        return replace(planned, profit=changed)

    rows = [row("现状", planned)]
    rows += [row(f"营业额下降{_percent(fall)}", with_profit(_with_sales(profit, 1 - fall))) for fall in SALES_FALLS]
    rows += [
        row(f"毛利率下降{_points(fall)}个百分点", with_profit(_with_margin(profit, fall))) for fall in MARGIN_FALLS
    ]
    tied = times(profit.sales, LATER_DAYS / _YEAR_DAYS)
    if tied is not None:
        carrying = over(times(tied, annual_rate), _MONTHS)
        later = row(f"应收天数增加{LATER_DAYS}天", replace(planned, tied=tied), carrying=carrying)
        rows.append(_with_need(later, need_at(Decimal(0)), need_at(LATER_DAYS)))
    rows.append(row(f"利率上升{_points(RATE_RISE)}个百分点", planned, rise=RATE_RISE))
    rows += _break_even(profit, total((instalment_at(nothing), planned.debt_service_month)))
    return tuple(rows)


def _row(label: str, planned: Planned, service: Decimal | None) -> Sensitivity:
    income, lowest = planned.profit.net_income_month, lowest_cash(planned)
    share = burden(service, income)
    pays = None if share is None else share <= 1
    return Sensitivity(label, share, pays, lowest, _words(share, income=income, service=service, lowest=lowest))


def _with_need(row: Sensitivity, now: Decimal | None, then: Decimal | None) -> Sensitivity:
    if now is None or then is None:
        return row
    words = f"{row.words}营运资金量由{_yuan(now)}增至{_yuan(then)}。"
    return replace(row, requirement=then, words=words)


def _words(share: Decimal | None, *, income: Decimal | None, service: Decimal | None, lowest: Decimal | None) -> str:
    if share is None or income is None or service is None:
        return "缺数据，测不出。"
    if income <= 0 < service:
        return f"月净收入为{_yuan(income)}，没有还款来源。"
    if share > 1:
        return f"每月净收入{_yuan(income)}，要还{_yuan(service)}，缺{_yuan(service - income)}，还不上。"
    said = f"月还款占净收入{_percent(share)}，还得上"
    if lowest is None:
        return f"{said}；逐月余额缺数据，测不出。"
    if lowest < 0:
        return f"全年算还得上，但最紧的月份月末缺{_yuan(-lowest)}，要另备周转资金。"
    return f"{said}；最紧的月末余额{_yuan(lowest)}。"


def _break_even(profit: Profit, service: Decimal | None) -> tuple[Sensitivity, ...]:
    """The fall of turnover that the loan just survives; said as a rise where it does not survive even now."""
    fall = break_even_fall(profit, service)
    if fall is None:
        gross = profit.gross_profit
        if gross is None or gross > 0:
            return ()
        return (Sensitivity("盈亏临界", None, still_pays=False, words="毛利不为正，营业额再大也还不上。"),)
    if fall <= 0:
        words = f"现在就不够还：营业额要比核实数高{_percent(-fall, places=1)}才够还本付息。"
        return (Sensitivity("盈亏临界", burden(service, profit.net_income_month), still_pays=False, words=words),)
    words = f"营业额比核实数降{_percent(fall, places=1)}时，月净收入刚够还本付息，再降就还不上。"
    changed = _with_sales(profit, 1 - fall)
    return (Sensitivity("盈亏临界", burden(service, changed.net_income_month), still_pays=True, words=words),)


def _with_sales(profit: Profit, share: Decimal) -> Profit:
    return replace(profit, sales=times(profit.sales, share), cogs=times(profit.cogs, share))


def _with_margin(profit: Profit, fall: Decimal) -> Profit:
    return replace(profit, cogs=total((profit.cogs, times(profit.sales, fall))))


def _percent(rate: Decimal, *, places: int = 0) -> str:
    return f"{rate * 100:.{places}f}%"


def _points(rate: Decimal) -> str:
    return f"{rate * 100:.0f}"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.0f}元"
