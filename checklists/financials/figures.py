"""The named figures (``model/facts.py``) that statements give: as reported, as verified, and with the new loan.

Scores, caps and ratios read the verified ones (decided convention 3). A ratio whose base is zero is unknown; one whose base is
below zero stands at ``NO_COVER``, since a client without income or equity must fall into the worst bin, not out of the card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from checklists.financials.balance_sheet import HOUSEHOLD_ASSETS, MONEY, WORKING_CAPITAL_LOANS, Balance
from checklists.financials.lines import MONTHS, Lines
from checklists.financials.profit import Profit, reported_profit
from checklists.financials.working_capital import TurnoverDays, average, turnover_days, working_capital
from checklists.model.assessment import CashFlow
from checklists.model.facts import NO_COVER
from checklists.model.lines import Line
from checklists.model.unknown import less, most, over, times, total

Facts = Mapping[str, Decimal | str | bool | None]
Figures = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Verification:
    """What the cross-checks leave: adopted turnover and margin, and the gap of the equity check (None: not known).

    Handbook 1.1.
    """

    turnover: Decimal | None
    margin: Decimal | None
    equity_gap: Decimal | None

    @property
    def hidden_debt(self) -> Decimal | None:
        """An excess of equity, taken for debt; unknown while the equity check could not be made."""
        return most(self.equity_gap, Decimal(0))


@dataclass(frozen=True, slots=True)
class Loan:
    """The loan that is looked at. ``instalment``: what it takes a month."""

    amount: Decimal | None
    months: Decimal | None
    annual_rate: Decimal | None
    instalment: Decimal | None


def burden(amount: Decimal | None, base: Decimal | None) -> Decimal | None:
    """``amount`` / ``base`` where a base below or at zero carries nothing.

    Handbook 2.4; the worst bin for such a base is the bank's own, to be calibrated.
    """
    if amount is None or base is None:
        return None
    if base <= 0:
        return NO_COVER if amount > 0 else Decimal(0)
    return amount / base


def peak_factor(lines: Lines) -> Decimal | None:
    """The strongest month's sales over the average month's (旺季系数).

    Handbook 3.3 L1; the factor is the bank's own, to be calibrated.
    """
    known = [month for month in lines.series(Line.SALES) if month is not None]
    if len(known) < MONTHS:
        return None
    return over(max(known) * MONTHS, sum(known, Decimal(0)))


def reported_figures(lines: Lines, cash: CashFlow) -> Figures:
    """What can be said before any check: rules of turnover methods and compare rows may name these.

    Handbook 2.2 and 2.4.
    """
    profit, balance = reported_profit(lines), Balance(lines)
    previous = lines.amount(Line.PREVIOUS_SALES)
    growth = over(less(profit.sales, previous), previous)
    household = less(lines.sum(*HOUSEHOLD_ASSETS), lines.amount(Line.HOUSEHOLD_LOANS))
    return {
        "reported_sales": profit.sales,
        "reported_cogs": profit.cogs,
        "reported_margin": profit.margin,
        "reported_net_profit": profit.net_profit,
        "previous_sales": previous,
        "sales_growth": growth,
        "peak_factor": peak_factor(lines),
        "fixed_costs": profit.fixed_costs,
        "wages": lines.amount(Line.WAGES),
        "rent": lines.amount(Line.RENT),
        "wages_to_sales": over(lines.amount(Line.WAGES), profit.sales),
        "rent_to_sales": over(lines.amount(Line.RENT), profit.sales),
        "interest": profit.interest,
        "depreciation": lines.amount(Line.DEPRECIATION),
        "household_spending": profit.household_spending,
        "other_income": profit.other_income,
        "existing_debt_service_month": lines.amount(Line.MONTHLY_DEBT_SERVICE),
        "money": lines.sum(*MONEY),
        "receivables": lines.amount(Line.RECEIVABLES),
        "inventory": lines.amount(Line.INVENTORY),
        "payables": lines.amount(Line.PAYABLES),
        "opening_inventory": lines.amount(Line.OPENING_INVENTORY),
        "current_assets": balance.current_assets,
        "total_assets": balance.total_assets,
        "total_liabilities": balance.total_liabilities,
        "equity": balance.equity,
        "opening_assets": balance.opening_assets,
        "opening_equity": balance.opening_equity,
        "household_net_assets": household,
        "bank_loans": lines.sum(Line.SHORT_LOANS, Line.LONG_LOANS),
        "guarantees_given": lines.amount(Line.GUARANTEES_GIVEN),
        "operating_cash": next(line.reported for line in cash.lines if line.key == "operating_cash"),
        "rolled_money": cash.closing,
        "financing_hunger": _hunger(lines, cash),
    }


def _hunger(lines: Lines, cash: CashFlow) -> Decimal | None:
    operating = next(line.reported for line in cash.lines if line.key == "operating_cash")
    return burden(lines.amount(Line.LOANS_DRAWN), operating)


def verified_figures(lines: Lines, profit: Profit, verification: Verification, *, growth: Decimal | None) -> Figures:
    """What the checks leave, before any new loan. ``growth`` is the rate that the need for working capital reckons with.

    Handbook 2.4, decided convention 3.
    """
    balance = Balance(lines, verification.hidden_debt)
    days = _days(lines, profit)
    own_funds = less(balance.current_assets, balance.current_liabilities)
    loans = balance.loans
    short_loans = total((lines.sum(*WORKING_CAPITAL_LOANS), verification.hidden_debt))
    need = working_capital(
        sales=profit.sales,
        profit_margin=profit.trading_margin,
        growth=growth,
        cycle_days=days.cycle_days,
        own_funds=own_funds,
        existing_loans=short_loans,
    )
    ebit = total((profit.net_profit, profit.interest))
    return {
        "verified_sales": profit.sales,
        "adopted_margin": verification.margin,
        "verified_net_profit": profit.net_profit,
        "net_margin": profit.net_margin,
        "net_income_month": profit.net_income_month,
        "growth_used": growth,
        "current_liabilities": balance.current_liabilities,
        "adjusted_liabilities": balance.total_liabilities,
        "verified_equity": balance.equity,
        "existing_loans": loans,
        "business_loans": less(loans, lines.amount(Line.HOUSEHOLD_LOANS)),
        "working_capital_loans": short_loans,
        "debt_ratio": burden(balance.total_liabilities, balance.total_assets),
        "current_ratio": over(balance.current_assets, balance.current_liabilities),
        "quick_ratio": over(less(balance.current_assets, lines.amount(Line.INVENTORY)), balance.current_liabilities),
        "cash_ratio": over(lines.sum(*MONEY), balance.current_liabilities),
        "inventory_days": days.inventory_days,
        "receivable_days": days.receivable_days,
        "payable_days": days.payable_days,
        "prepaid_days": days.prepaid_days,
        "advance_days": days.advance_days,
        "operating_cycle_days": total((days.inventory_days, days.receivable_days)),
        "cycle_days": days.cycle_days,
        "turns": days.turns,
        "asset_turns": over(profit.sales, balance.total_assets),
        "working_capital_requirement": need.requirement,
        "working_capital_peak": times(need.requirement, peak_factor(lines)),
        "own_funds": own_funds,
        "debt_to_sales": burden(loans, profit.sales),
        "sales_to_debt": over(profit.sales, loans),
        "equity_to_existing_loans": over(balance.equity, loans),
        "rigid_debt_share": over(loans, balance.total_liabilities),
        "debt_to_ebitda": burden(loans, ebit),
        "debt_to_equity": burden(loans, balance.equity),
        "guarantees_to_equity": burden(lines.amount(Line.GUARANTEES_GIVEN), balance.equity),
        "interest_cover": over(ebit, profit.interest),
        "return_on_assets": over(profit.net_profit, balance.total_assets),
    }


def requirement_after(facts: Facts, profit: Profit, *, more_days: Decimal) -> Decimal | None:
    """The need for working capital (handbook 3.3 L1) when the cycle is ``more_days`` longer. ``facts`` are the verified figures."""
    growth, cycle = facts.get("growth_used"), facts.get("cycle_days")
    if not isinstance(growth, Decimal) or not isinstance(cycle, Decimal):
        return None
    return working_capital(
        sales=profit.sales,
        profit_margin=profit.trading_margin,
        growth=growth,
        cycle_days=cycle + more_days,
        own_funds=None,
        existing_loans=None,
    ).requirement


def _days(lines: Lines, profit: Profit) -> TurnoverDays:
    """Average balances of the year over verified sales and cost."""

    def mean(opening: Line, closing: Line) -> Decimal | None:
        return average(lines.amount(opening), lines.amount(closing))

    return turnover_days(
        sales=profit.sales,
        cogs=profit.cogs,
        receivables=mean(Line.OPENING_RECEIVABLES, Line.RECEIVABLES),
        inventory=mean(Line.OPENING_INVENTORY, Line.INVENTORY),
        payables=mean(Line.OPENING_PAYABLES, Line.PAYABLES),
        prepaid=mean(Line.OPENING_PREPAID, Line.PREPAID),
        advances=mean(Line.OPENING_ADVANCES, Line.ADVANCES),
    )


def loan_figures(facts: Facts, profit: Profit, loan: Loan) -> Figures:
    """What the loan adds. ``facts`` are the verified figures. Handbook 2.4."""

    def known(name: str) -> Decimal | None:
        value = facts.get(name)
        return value if isinstance(value, Decimal) else None

    existing_service = known("existing_debt_service_month")
    debt_service = total((loan.instalment, existing_service))
    loans_after = total((known("existing_loans"), loan.amount))
    equity = known("verified_equity")
    income = profit.net_income_month
    disposable = less(income, existing_service)
    ebit = total((profit.net_profit, profit.interest))

    def after_share(assets: Decimal | None) -> Decimal | None:
        return over(total((assets, loan.amount)), total((known("current_liabilities"), loan.amount)))

    return {
        "loan_amount": loan.amount,
        "loan_months": loan.months,
        "annual_rate": loan.annual_rate,
        "instalment_month": loan.instalment,
        "payment_share": burden(debt_service, income),
        "payment_share_before": burden(existing_service, income),
        "disposable_month": disposable,
        "instalment_to_disposable": burden(loan.instalment, disposable),
        "dscr_before": over(income, existing_service),
        "dscr": over(income, debt_service),
        "debt_ratio_after": burden(
            total((known("adjusted_liabilities"), loan.amount)), total((known("total_assets"), loan.amount))
        ),
        "current_ratio_after": after_share(known("current_assets")),
        "quick_ratio_after": after_share(less(known("current_assets"), known("inventory"))),
        "cash_ratio_after": after_share(known("money")),
        "debt_to_sales_after": burden(loans_after, profit.sales),
        "sales_to_debt_after": over(profit.sales, loans_after),
        "rigid_debt_share_after": over(loans_after, total((known("adjusted_liabilities"), loan.amount))),
        "debt_to_ebitda_after": burden(loans_after, ebit),
        "debt_to_equity_after": burden(loans_after, equity),
        "interest_cover_after": over(ebit, total((profit.interest, times(loan.amount, loan.annual_rate)))),
        "equity_to_loans": over(equity, loans_after),
        "equity_to_request": over(equity, loan.amount),
        "break_even_fall": break_even_fall(profit, debt_service),
    }


def break_even_fall(profit: Profit, debt_service_month: Decimal | None) -> Decimal | None:
    """The fall of turnover at which monthly net income just pays the debt service: margin and all other costs as they are.

    Below zero where it does not pay even now; unknown where sales earn nothing.
    Handbook 3.3.
    """
    spare = less(times(profit.net_income_month, Decimal(MONTHS)), times(debt_service_month, Decimal(MONTHS)))
    gross = profit.gross_profit
    return over(spare, gross) if gross is not None and gross > 0 else None
