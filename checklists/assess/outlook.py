"""What lies ahead of one case: its debts and its loan put into twelve months of cash, and under stress."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from checklists.assess.checks import CheckedCase
from checklists.financials.cash_plan import Due, LoanPlan, Planned, cash_plan
from checklists.financials.figures import Facts, requirement_after
from checklists.financials.lines import MONTHS
from checklists.financials.profit import Profit
from checklists.financials.projections import sensitivity
from checklists.financials.season import season
from checklists.financials.trend import trend, trend_words
from checklists.model.lines import Line
from checklists.model.outlook import CashPlan, Season, Sensitivity, TrendLine
from checklists.scoring.caps import Terms
from checklists.scoring.limit import instalment_of
from checklists.scoring.repayment import BULLET

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_PRINCIPAL_AT_THE_END = frozenset({"interest_only", "at_will", "bullet_all"})
_RENEWAL, _REFINANCE, _SEASONAL_STOCK = "new_loan", "refinance", "peak_stock"
_PURCHASES, _EVENLY = "plan_purchases", "evenly"
"""Setting of a checklist whose trade pays for months for what it sells at once."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The cash plan, the stresses and the trend."""

    cash_plan: CashPlan
    sensitivity: tuple[Sensitivity, ...]
    trend: tuple[TrendLine, ...]
    trend_words: tuple[str, ...]
    season: Season


def outlook(
    read: CheckedCase, facts: Facts, *, reported: Profit, verified: Profit, terms: Terms, amount: Decimal | None
) -> Outlook:
    """The recommended loan (else the requested one) on the terms that were asked for, over verified figures."""

    def at(rise: Decimal) -> Terms:
        rate = terms.annual_rate
        return replace(terms, annual_rate=None if rate is None else rate + rise)

    def loan_at(rise: Decimal) -> LoanPlan:
        purpose = read.answers.text("purpose_kind")
        return LoanPlan(amount, payments(amount, at(rise)), is_stock=purpose == _SEASONAL_STOCK)

    planned = Planned(
        lines=read.lines,
        profit=verified,
        months=_months_ahead(read.answers.texts("month")),
        loan=loan_at(Decimal(0)),
        debt_service_month=read.lines.amount(Line.MONTHLY_DEBT_SERVICE),
        due=_falling_due(read),
        pays_evenly=read.checklist.settings.get(_PURCHASES) == _EVENLY,
    )
    stresses = sensitivity(
        planned,
        annual_rate=terms.annual_rate,
        instalment_at=lambda rise: instalment_of(amount, at(rise)),
        loan_at=loan_at,
        need_at=lambda days: requirement_after(facts, verified, more_days=days),
    )
    rows = trend(read.lines, reported)
    return Outlook(
        cash_plan=cash_plan(planned),
        sensitivity=stresses,
        trend=rows,
        trend_words=trend_words(rows, read.lines),
        season=season(read.lines, read.answers.texts("month"), read.checklist.trade.season),
    )


def payments(amount: Decimal | None, terms: Terms) -> tuple[Decimal | None, ...]:
    """What the loan takes in each of the twelve months after it is drawn; a bullet loan its interest, and the principal at the end."""
    level = instalment_of(amount, terms)
    if amount is None or level is None or terms.months is None or terms.annual_rate is None:
        return (None,) * MONTHS
    if terms.repayment != BULLET:
        return tuple(level if month <= terms.months else Decimal(0) for month in range(1, MONTHS + 1))
    interest = amount * terms.annual_rate / MONTHS
    return tuple(
        Decimal(0) if month > terms.months else interest + (amount if month == terms.months else 0)
        for month in range(1, MONTHS + 1)
    )


def _months_ahead(reported: tuple[str, ...]) -> tuple[str, ...]:
    """The reported months, a year on; plain numbers where they are not all written as months."""
    found = [_MONTH.fullmatch(month) for month in reported]
    known = [match for match in found if match is not None]
    if len(known) != MONTHS or len(found) != MONTHS:
        return tuple(f"第{month}个月" for month in range(1, MONTHS + 1))
    return tuple(f"{int(match[1]) + 1}-{match[2]}" for match in known)


def _falling_due(read: CheckedCase) -> tuple[Due, ...]:
    """Principal of debts that are paid off at the end, where the end is within the twelve months."""
    answers = read.answers
    as_of = answers.day("visit_date")
    if as_of is None:
        return ()
    names = ("debt_due", "debt_repayment", "debt_refinance")
    refinances = answers.text("purpose_kind") == _REFINANCE
    found = []
    columns = (answers.texts(name) for name in names)
    for amount, due, repayment, plan in zip(answers.numbers("debt_balance"), *columns, strict=True):
        ahead = _months_until(due, as_of)
        if repayment in _PRINCIPAL_AT_THE_END and amount and ahead is not None and ahead <= MONTHS:
            found.append(Due(max(ahead, 1), amount, is_renewed=refinances or plan == _RENEWAL))
    return tuple(found)


def _months_until(text: str, as_of: date) -> int | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return (day.year - as_of.year) * 12 + day.month - as_of.month
