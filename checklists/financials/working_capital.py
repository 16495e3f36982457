"""Turnover days and the need for working capital (营运资金量测算), by the regulator's reference formula. Handbook 3.3 L1."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checklists.model.traced import picked
from checklists.model.unknown import less, over, times, total

YEAR_DAYS = Decimal(360)

DAYS_FORMULA = (
    "存货、应付、预付天数=平均余额×360/营业成本;应收、预收天数=平均余额×360/营业收入;平均余额=(期初+期末)/2;"
    "周转天数=存货+应收−应付+预付−预收;周转次数=360/周转天数【流动资金贷款需求量测算参考,S15】"
)
NEED_FORMULA = (
    "营运资金量=销售收入×(1−销售利润率)×(1+预计增长率)/周转次数(周转天数≤0时无需求);"
    "新增流贷=营运资金量−自有资金−现有流动资金贷款−其他渠道营运资金,负数为无需新增【流动资金贷款需求量测算参考,S15】"
)


@dataclass(frozen=True, slots=True)
class TurnoverDays:
    """Days of a year that the average balance stands for. ``turns`` None where the cycle ties up nothing."""

    receivable_days: Decimal | None
    inventory_days: Decimal | None
    payable_days: Decimal | None
    prepaid_days: Decimal | None
    advance_days: Decimal | None
    cycle_days: Decimal | None
    turns: Decimal | None


@dataclass(frozen=True, slots=True)
class WorkingCapital:
    """``new_loan`` below zero: no need for one."""

    cycle_days: Decimal | None
    turns: Decimal | None
    requirement: Decimal | None
    new_loan: Decimal | None


def average(opening: Decimal | None, closing: Decimal | None) -> Decimal | None:
    """Half of the opening and the closing balance. Handbook 3.3 L1."""
    return over(total((opening, closing)), Decimal(2))


def cycle_of(
    *,
    receivable_days: Decimal | None,
    inventory_days: Decimal | None,
    payable_days: Decimal | None,
    prepaid_days: Decimal | None,
    advance_days: Decimal | None,
) -> Decimal | None:
    """Days for which a yuan of cost is tied up; below zero others finance the business. Handbook 3.3 L1."""
    return less(total((inventory_days, receivable_days, prepaid_days)), payable_days, advance_days)


def turns_of(cycle_days: Decimal | None, year_days: Decimal = YEAR_DAYS) -> Decimal | None:
    """How often a year the cycle turns; None where it ties up nothing. Handbook 3.3 L1."""
    return year_days / cycle_days if cycle_days is not None and cycle_days > 0 else None


def turnover_days(
    *,
    sales: Decimal | None,
    cogs: Decimal | None,
    receivables: Decimal | None,
    inventory: Decimal | None,
    payables: Decimal | None,
    prepaid: Decimal | None,
    advances: Decimal | None,
    year_days: Decimal = YEAR_DAYS,
) -> TurnoverDays:
    """Days from average balances; None over sales or cost of nothing. Handbook 2.4 and 3.3."""

    def days(balance: Decimal | None, flow: Decimal | None) -> Decimal | None:
        return over(times(balance, year_days), flow)

    receivable_days, advance_days = days(receivables, sales), days(advances, sales)
    inventory_days, payable_days, prepaid_days = days(inventory, cogs), days(payables, cogs), days(prepaid, cogs)
    cycle = cycle_of(
        receivable_days=receivable_days,
        inventory_days=inventory_days,
        payable_days=payable_days,
        prepaid_days=prepaid_days,
        advance_days=advance_days,
    )
    return TurnoverDays(
        receivable_days, inventory_days, payable_days, prepaid_days, advance_days, cycle, turns_of(cycle, year_days)
    )


def working_capital(
    *,
    sales: Decimal | None,
    profit_margin: Decimal | None,
    growth: Decimal | None,
    cycle_days: Decimal | None,
    own_funds: Decimal | None,
    existing_loans: Decimal | None,
    other_funds: Decimal | None = Decimal(0),
    year_days: Decimal = YEAR_DAYS,
) -> WorkingCapital:
    """Requirement of the coming year and what a new loan would add; a cycle that ties up nothing needs nothing.

    Handbook 3.3 L1.
    """
    if sales is None or profit_margin is None or growth is None or cycle_days is None:
        return WorkingCapital(cycle_days, turns_of(cycle_days, year_days), None, None)
    costs = sales * (1 - profit_margin) * (1 + growth)
    nothing = Decimal(0)
    tied_up = cycle_days > 0
    requirement = costs * cycle_days / year_days if tied_up else picked("most", nothing, (cycle_days, nothing))
    new_loan = less(requirement, own_funds, existing_loans, other_funds)
    return WorkingCapital(cycle_days, turns_of(cycle_days, year_days), requirement, new_loan)
