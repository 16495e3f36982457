"""Projections (压力测试): does the recommended loan still get paid when sales, margin or the rate turn for the worse?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from checklists.financials.figures import break_even_fall, burden
from checklists.financials.profit import Profit
from checklists.model.assessment import Sensitivity
from checklists.model.unknown import times, total

SALES_FALLS = (Decimal("0.10"), Decimal("0.20"), Decimal("0.30"))
MARGIN_FALLS = (Decimal("0.02"), Decimal("0.04"))
RATE_RISE = Decimal("0.02")


def sensitivity(
    profit: Profit,
    *,
    instalment_at: Callable[[Decimal], Decimal | None],
    existing_debt_service_month: Decimal | None,
) -> tuple[Sensitivity, ...]:
    """Debt service over monthly net income, before any coefficient, under each stress of handbook 3.3, and the break-even.

    ``instalment_at(rise)`` is the recommended loan's monthly payment at its rate plus ``rise``. Fixed costs stay as they are.
    """

    def row(label: str, stressed: Profit, rise: Decimal = Decimal(0)) -> Sensitivity:
        service = total((instalment_at(rise), existing_debt_service_month))
        income = stressed.net_income_month
        if income is not None and income <= 0:
            label = f"{label}(月净收入不为正)"
        share = burden(service, income)
        return Sensitivity(label, share, None if share is None else share <= 1)

    rows = [row("现状", profit)]
    rows += [row(f"营业额下降{_percent(fall)}%", _with_sales(profit, 1 - fall)) for fall in SALES_FALLS]
    rows += [row(f"毛利率下降{_percent(fall)}个百分点", _with_margin(profit, fall)) for fall in MARGIN_FALLS]
    rows.append(row(f"利率上升{_percent(RATE_RISE)}个百分点", profit, RATE_RISE))
    service = total((instalment_at(Decimal(0)), existing_debt_service_month))
    fall = break_even_fall(profit, service)
    if fall is not None and fall > 0:
        rows.append(row(f"盈亏临界:营业额下降{_percent(fall, places=1)}%", _with_sales(profit, 1 - fall)))
    return tuple(rows)


def _with_sales(profit: Profit, share: Decimal) -> Profit:
    return replace(profit, sales=times(profit.sales, share), cogs=times(profit.cogs, share))


def _with_margin(profit: Profit, fall: Decimal) -> Profit:
    return replace(profit, cogs=total((profit.cogs, times(profit.sales, fall))))


def _percent(rate: Decimal, *, places: int = 0) -> str:
    return f"{rate * 100:.{places}f}"
