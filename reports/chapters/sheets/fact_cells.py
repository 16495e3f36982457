"""The named figures (``model/facts.py``) as formulas over statement lines and over one another; sources as in ``checklists/financials``.

What has no formula here (words, dates, shares that the bureau's report gives) stands as it was assessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from checklists.financials.balance_sheet import (
    ASSETS,
    CURRENT_ASSETS,
    CURRENT_LIABILITIES,
    HOUSEHOLD_ASSETS,
    LIABILITIES,
    LOANS,
    MONEY,
    OPENING_ASSETS,
    OPENING_LIABILITIES,
    WORKING_CAPITAL_LOANS,
)
from checklists.financials.profit import FIXED_COSTS
from checklists.model.facts import NO_COVER
from checklists.model.lines import Line
from reports.document import UNKNOWN

MONTHS = 12
Formulas = dict[str, str]


def _line(*lines: Line) -> str:
    return "(" + "+".join(f"{{line.{line.key}}}" for line in lines) + ")"


def _fact(name: str) -> str:
    return f"{{fact.{name}}}"


def _burden(amount: str, base: str) -> str:
    """A base at or below zero carries nothing: the worst figure there is."""
    return f"IF(({base}+0)<=0,IF(({amount}+0)>0,{NO_COVER},0),{amount}/{base})"


def _average_days(opening: Line, closing: Line, flow: str) -> str:
    return f"({_line(opening, closing)}/2*360/{flow})"


_REPORTED_GROSS = f"({_line(Line.SALES)}-{_line(Line.COGS)})"
_MONEY_ROLLED = (
    f"({_line(Line.OPENING_MONEY)}+{_fact('operating_cash')}"
    f"+{_line(Line.FIXED_ASSETS_SOLD)}-{_line(Line.FIXED_ASSETS_BOUGHT)}"
    f"-({_line(*HOUSEHOLD_ASSETS)}-{_line(Line.OPENING_HOUSEHOLD_ASSETS)}-{_line(Line.APPRECIATION)})"
    f"+{_line(Line.LOANS_DRAWN)}-{_line(Line.LOANS_REPAID)}-{_line(Line.INTEREST)}"
    f"+{_line(Line.OTHER_INCOME)}+{_line(Line.INJECTIONS)}-{_line(Line.HOUSEHOLD_SPENDING)}-{_line(Line.WITHDRAWALS)})"
)
_RECEIPTS_CHANGE = f"({_line(Line.ADVANCES)}-{_line(Line.OPENING_ADVANCES)}-{_line(Line.RECEIVABLES)}+{_line(Line.OPENING_RECEIVABLES)})"
_PURCHASES_CHANGE = (
    f"({_line(Line.INVENTORY)}-{_line(Line.OPENING_INVENTORY)}+{_line(Line.PREPAID)}-{_line(Line.OPENING_PREPAID)}"
    f"+{_line(Line.DEFERRED_RENT, Line.OTHER_ASSETS)}-{_line(Line.OPENING_OTHER_ASSETS)}"
    f"-{_line(Line.PAYABLES, Line.OTHER_LIABILITIES)}+{_line(Line.OPENING_PAYABLES)})"
)
COST = f"({_fact('verified_sales')}*(1-{_fact('adopted_margin')}))"
_TRADING = f"({_fact('verified_sales')}-{COST}-{_fact('fixed_costs')}-{_fact('interest')})"
_HIDDEN = f"MAX({_fact('equity_gap')}+0,0)"
_EBIT = f"({_fact('verified_net_profit')}+{_fact('interest')})"
_DISPOSABLE = f"({_fact('net_income_month')}-{_fact('existing_debt_service_month')})"

BEFORE_CHECKS: Formulas = {
    "reported_sales": _line(Line.SALES),
    "reported_cogs": _line(Line.COGS),
    "fixed_costs": _line(*FIXED_COSTS),
    "interest": _line(Line.INTEREST),
    "reported_margin": f"{_REPORTED_GROSS}/{_line(Line.SALES)}",
    "reported_net_profit": f"{_REPORTED_GROSS}-{_fact('fixed_costs')}-{_fact('interest')}",
    "previous_sales": _line(Line.PREVIOUS_SALES),
    "sales_growth": f"({_line(Line.SALES)}-{_line(Line.PREVIOUS_SALES)})/{_line(Line.PREVIOUS_SALES)}",
    "peak_factor": "MAX({months})*12/({sum_of_months})".replace(
        "{months}", ",".join(f"{{line.sales.m{month}}}" for month in range(1, MONTHS + 1))
    ).replace("{sum_of_months}", "+".join(f"{{line.sales.m{month}}}" for month in range(1, MONTHS + 1))),
    "wages": _line(Line.WAGES),
    "rent": _line(Line.RENT),
    "wages_to_sales": f"{_line(Line.WAGES)}/{_line(Line.SALES)}",
    "rent_to_sales": f"{_line(Line.RENT)}/{_line(Line.SALES)}",
    "depreciation": _line(Line.DEPRECIATION),
    "household_spending": _line(Line.HOUSEHOLD_SPENDING),
    "other_income": _line(Line.OTHER_INCOME),
    "existing_debt_service_month": _line(Line.MONTHLY_DEBT_SERVICE),
    "money": _line(*MONEY),
    "receivables": _line(Line.RECEIVABLES),
    "inventory": _line(Line.INVENTORY),
    "payables": _line(Line.PAYABLES),
    "opening_inventory": _line(Line.OPENING_INVENTORY),
    "current_assets": _line(*CURRENT_ASSETS),
    "total_assets": _line(*ASSETS),
    "total_liabilities": _line(*LIABILITIES),
    "equity": f"{_fact('total_assets')}-{_fact('total_liabilities')}",
    "opening_assets": _line(*OPENING_ASSETS),
    "opening_equity": f"{_line(*OPENING_ASSETS)}-{_line(*OPENING_LIABILITIES)}",
    "household_net_assets": f"{_line(*HOUSEHOLD_ASSETS)}-{_line(Line.HOUSEHOLD_LOANS)}",
    "bank_loans": _line(Line.SHORT_LOANS, Line.LONG_LOANS),
    "guarantees_given": _line(Line.GUARANTEES_GIVEN),
    "operating_cash": (
        f"({_line(Line.SALES)}+{_RECEIPTS_CHANGE})-({_line(Line.COGS)}+{_PURCHASES_CHANGE})-{_fact('fixed_costs')}"
    ),
    "rolled_money": _MONEY_ROLLED,
    "expected_equity": (
        f"{_fact('opening_equity')}+{_fact('reported_net_profit')}+{_line(Line.INJECTIONS, Line.OTHER_INCOME)}"
        f"-{_line(Line.WITHDRAWALS, Line.HOUSEHOLD_SPENDING)}+{_line(Line.APPRECIATION)}-{_line(Line.DEPRECIATION)}"
    ),
    "equity_gap": f"{_fact('equity')}-{_fact('expected_equity')}",
    "equity_gap_rate": f"IF(({_fact('expected_equity')}+0)>0,{_fact('equity_gap')}/{_fact('expected_equity')},NA())",
    "equity_gap_to_profit": f"{_fact('equity_gap')}/{_fact('reported_net_profit')}",
    "financing_hunger": _burden(_line(Line.LOANS_DRAWN), _fact("operating_cash")),
}
"""What can be said before any check, and the gap of the equity check."""

VERIFIED: Formulas = {
    "adopted_margin": f"MIN({_fact('reported_margin')}+0,{_fact('weighted_margin')}+0)",
    "verified_sales": f"MIN({_fact('declared_sales')}+0,{_fact('median_turnover')}+0)",
    "trading_profit": _TRADING,
    "equity_shortfall": (
        f"IF(({_fact('equity_gap')}+0)>=0,0,"
        f"MAX({_fact('trading_profit')}-({_fact('reported_net_profit')}+{_fact('equity_gap')}),0))"
    ),
    "verified_net_profit": f"{_fact('trading_profit')}-{_fact('equity_shortfall')}",
    "net_margin": f"{_fact('verified_net_profit')}/{_fact('verified_sales')}",
    "net_income_month": (
        f"({_fact('verified_net_profit')}+{_line(Line.OTHER_INCOME)}-{_line(Line.HOUSEHOLD_SPENDING)}"
        f"+{_fact('interest')})/{MONTHS}"
    ),
    "current_liabilities": f"{_line(*CURRENT_LIABILITIES)}+{_HIDDEN}",
    "adjusted_liabilities": f"{_line(*LIABILITIES)}+{_HIDDEN}",
    "verified_equity": f"{_fact('total_assets')}-{_fact('adjusted_liabilities')}",
    "existing_loans": f"{_line(*LOANS)}+{_HIDDEN}",
    "business_loans": f"{_fact('existing_loans')}-{_line(Line.HOUSEHOLD_LOANS)}",
    "working_capital_loans": f"{_line(*WORKING_CAPITAL_LOANS)}+{_HIDDEN}",
    "own_funds": f"{_fact('current_assets')}-{_fact('current_liabilities')}",
    "debt_ratio": _burden(_fact("adjusted_liabilities"), _fact("total_assets")),
    "debt_to_sales": _burden(_fact("existing_loans"), _fact("verified_sales")),
    "sales_to_debt": f"{_fact('verified_sales')}/{_fact('existing_loans')}",
    "interest_cover": f"{_EBIT}/{_fact('interest')}",
    "current_ratio": f"{_fact('current_assets')}/{_fact('current_liabilities')}",
    "quick_ratio": f"({_fact('current_assets')}-{_fact('inventory')})/{_fact('current_liabilities')}",
    "cash_ratio": f"{_fact('money')}/{_fact('current_liabilities')}",
    "asset_turns": f"{_fact('verified_sales')}/{_fact('total_assets')}",
    "equity_to_existing_loans": f"{_fact('verified_equity')}/{_fact('existing_loans')}",
    "rigid_debt_share": f"{_fact('existing_loans')}/{_fact('adjusted_liabilities')}",
    "debt_to_ebitda": _burden(_fact("existing_loans"), _EBIT),
    "debt_to_equity": _burden(_fact("existing_loans"), _fact("verified_equity")),
    "guarantees_to_equity": _burden(_line(Line.GUARANTEES_GIVEN), _fact("verified_equity")),
    "return_on_assets": f"{_fact('verified_net_profit')}/{_fact('total_assets')}",
    "payment_share_before": _burden(_fact("existing_debt_service_month"), _fact("net_income_month")),
    "disposable_month": _DISPOSABLE,
    "dscr_before": f"{_fact('net_income_month')}/{_fact('existing_debt_service_month')}",
    "inventory_days": _average_days(Line.OPENING_INVENTORY, Line.INVENTORY, COST),
    "receivable_days": _average_days(Line.OPENING_RECEIVABLES, Line.RECEIVABLES, _fact("verified_sales")),
    "payable_days": _average_days(Line.OPENING_PAYABLES, Line.PAYABLES, COST),
    "prepaid_days": _average_days(Line.OPENING_PREPAID, Line.PREPAID, COST),
    "advance_days": _average_days(Line.OPENING_ADVANCES, Line.ADVANCES, _fact("verified_sales")),
    "operating_cycle_days": f"{_fact('inventory_days')}+{_fact('receivable_days')}",
    "cycle_days": (
        f"{_fact('inventory_days')}+{_fact('receivable_days')}+{_fact('prepaid_days')}"
        f"-{_fact('payable_days')}-{_fact('advance_days')}"
    ),
    "turns": f"IF(({_fact('cycle_days')}+0)>0,360/{_fact('cycle_days')},NA())",
    "working_capital_requirement": (
        f"IF(({_fact('cycle_days')}+0)>0,{_fact('verified_sales')}*(1-{_fact('trading_profit')}/{_fact('verified_sales')})"
        f"*(1+{_fact('growth_used')})*{_fact('cycle_days')}/360,0)"
    ),
    "working_capital_peak": f"{_fact('working_capital_requirement')}*{_fact('peak_factor')}",
}
"""What the checks leave, before any new loan."""


def cash_month(month: int) -> str:
    """Operating cash of one month, as far as the checks believe the profit (``financials.cash_flow.positive_months``)."""
    share = f"({{line.sales.m{month}}}/{_line(Line.SALES)})"
    cut = f"MAX({_fact('reported_net_profit')}-{_fact('verified_net_profit')},0)"
    fixed = "+".join(f"{{line.{line.key}.m{month}}}" for line in FIXED_COSTS)
    return (
        f"{{line.sales.m{month}}}-{{line.cogs.m{month}}}-({fixed})"
        f"+({_RECEIPTS_CHANGE}-{_PURCHASES_CHANGE}-{cut})*{share}"
    )


def annuity_of(rate: str, months: str) -> str:
    """Principal per yuan of level monthly payment (``scoring.repayment.annuity_factor``)."""
    return f"(IF(({rate}+0)=0,{months},(1-(1+{rate}/12)^-{months})/({rate}/12)))"


def loan_facts(amount: str, at: str, *, bullet: bool) -> Formulas:
    """What a loan of ``amount`` adds; names end in ``at``."""

    def of(name: str) -> str:
        return _fact(f"{name}{at}")

    rate, months = _fact("annual_rate"), _fact("loan_months")
    factor = f"({months}/(1+{rate}/12*{months}))" if bullet else annuity_of(rate, months)
    amount_of = of("loan_amount")
    service = f"({of('instalment_month')}+{_fact('existing_debt_service_month')})"
    loans = f"({_fact('existing_loans')}+{amount_of})"
    gross = f"({_fact('verified_sales')}-{COST})"

    def of_current(assets: str) -> str:
        return f"({assets}+{amount_of})/({_fact('current_liabilities')}+{amount_of})"

    return {
        f"loan_amount{at}": amount,
        f"instalment_month{at}": f"{of('loan_amount')}/{factor}",
        f"payment_share{at}": _burden(service, _fact("net_income_month")),
        f"dscr{at}": f"{_fact('net_income_month')}/{service}",
        f"instalment_to_disposable{at}": _burden(of("instalment_month"), _DISPOSABLE),
        f"debt_ratio_after{at}": _burden(
            f"({_fact('adjusted_liabilities')}+{amount_of})", f"({_fact('total_assets')}+{amount_of})"
        ),
        f"debt_to_sales_after{at}": _burden(loans, _fact("verified_sales")),
        f"sales_to_debt_after{at}": f"{_fact('verified_sales')}/{loans}",
        f"current_ratio_after{at}": of_current(_fact("current_assets")),
        f"quick_ratio_after{at}": of_current(f"{_fact('current_assets')}-{_fact('inventory')}"),
        f"cash_ratio_after{at}": of_current(_fact("money")),
        f"rigid_debt_share_after{at}": f"{loans}/({_fact('adjusted_liabilities')}+{amount_of})",
        f"debt_to_ebitda_after{at}": _burden(loans, _EBIT),
        f"debt_to_equity_after{at}": _burden(loans, _fact("verified_equity")),
        f"interest_cover_after{at}": f"{_EBIT}/({_fact('interest')}+{amount_of}*{rate})",
        f"equity_to_loans{at}": f"{_fact('verified_equity')}/{loans}",
        f"equity_to_request{at}": f"{_fact('verified_equity')}/{amount_of}",
        f"break_even_fall{at}": f"IF(({gross}+0)>0,({_fact('net_income_month')}-{service})*{MONTHS}/{gross},NA())",
    }


def cash_lines() -> Formulas:
    """The lines of the cash flow (``financials.cash_flow``), by ``key`` and ``key.m<month>``."""
    investing = (
        f"({_line(Line.FIXED_ASSETS_SOLD)}-{_line(Line.FIXED_ASSETS_BOUGHT)}"
        f"-({_line(*HOUSEHOLD_ASSETS)}-{_line(Line.OPENING_HOUSEHOLD_ASSETS)}-{_line(Line.APPRECIATION)}))"
    )
    formulas = {
        "receipts": f"({_line(Line.SALES)}+{_RECEIPTS_CHANGE})",
        "purchases": f"({_line(Line.COGS)}+{_PURCHASES_CHANGE})",
        "expenses": _fact("fixed_costs"),
        "investing_cash": investing,
        "financing_cash": f"({_line(Line.LOANS_DRAWN)}-{_line(Line.LOANS_REPAID)}-{_line(Line.INTEREST)})",
        "private_cash": (
            f"({_line(Line.OTHER_INCOME)}+{_line(Line.INJECTIONS)}"
            f"-{_line(Line.HOUSEHOLD_SPENDING)}-{_line(Line.WITHDRAWALS)})"
        ),
    }
    for month in range(1, MONTHS + 1):
        share = f"{{line.sales.m{month}}}/{_line(Line.SALES)}"
        fixed = "+".join(f"{{line.{line.key}.m{month}}}" for line in FIXED_COSTS)
        formulas[f"receipts.m{month}"] = f"({{line.sales.m{month}}}+{_RECEIPTS_CHANGE}*{share})"
        formulas[f"purchases.m{month}"] = f"({{line.cogs.m{month}}}+{_PURCHASES_CHANGE}*{share})"
        formulas[f"expenses.m{month}"] = f"({fixed})"
    return {name: f'IFERROR({formula},"{UNKNOWN}")' for name, formula in formulas.items()}


LOAN_FACTS = frozenset(name for name in loan_facts("0", "", bullet=False))


def order_of(formulas: Sequence[Formulas]) -> Formulas:
    """All of them in the order in which a reader meets them."""
    return {name: formula for group in formulas for name, formula in group.items()}
