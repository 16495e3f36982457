"""Repayment schedule (还款计划): each due date with principal and interest to the fen, holidays put off to the next working day.

Interest is by the month (年利率/12, handbook: 月=30天); the last instalment takes what rounding left, so that principal adds up exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from checklists.model.money import rounded
from checklists.model.offer import Instalment, Schedule
from checklists.model.parameters import Holiday, next_workday
from checklists.scoring.repayment import BULLET, annuity_factor

FORMULA = (
    "每月应还日遇节假日顺延;每期利息=期初本金×年利率/12,四舍五入到分;等额本息月供=本金×i/(1−(1+i)^−n),末期补足尾差;"
    "按月付息到期还本的,本金在末期【手册3.4、6.2】"
)
_MONTHS = 12
_FEN = 2


def schedule_for(
    amount: Decimal,
    *,
    annual_rate: Decimal,
    months: int,
    repayment: str,
    drawn_on: date,
    repayment_day: int,
    holidays: Sequence[Holiday],
) -> Schedule:
    """The schedule of ``amount`` drawn on a day and paid back on ``repayment_day`` of each following month."""
    level = rounded(amount / annuity_factor(annual_rate, Decimal(months)), _FEN)
    balance = rounded(amount, _FEN)
    instalments = []
    for number in range(1, months + 1):
        interest = rounded(balance * annual_rate / _MONTHS, _FEN)
        if number == months:
            principal = balance
        elif repayment == BULLET:
            principal = rounded(Decimal(0), _FEN)
        else:
            principal = min(level - interest, balance)
        balance -= principal
        day = _due(drawn_on, number, repayment_day)
        due = next_workday(day, holidays)
        instalments.append(Instalment(number, due, principal, interest, principal + interest, balance, due != day))
    total_interest = sum((each.interest for each in instalments), Decimal(0))
    years = {each.first.year for each in holidays}
    unknown = [each.due.year for each in instalments if each.due.year not in years]
    return Schedule(
        drawn_on=drawn_on,
        amount=amount,
        instalments=tuple(instalments),
        total_interest=total_interest,
        total_payment=amount + total_interest,
        unknown_year=min(unknown, default=None),
    )


def _due(drawn_on: date, number: int, day: int) -> date:
    months = drawn_on.month - 1 + number
    return date(drawn_on.year + months // _MONTHS, months % _MONTHS + 1, day)
