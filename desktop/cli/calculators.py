"""The calculators of `jindiao calc`: what each may be given, which function of the method it asks, what it gives back.

Keys are a contract (`CLI.md`). A flow that is left out counts as 0; an amount that a check rests on makes its verdict
insufficient; anything else that is missing is refused, so that no figure is ever made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checklists.bankflow import interest
from checklists.crosscheck import cash_method, equity, margin, turnover
from checklists.financials import working_capital
from checklists.scoring import limit, price, repayment
from desktop.cli.calc_inputs import (
    Faults,
    Input,
    clock,
    count,
    flag,
    items,
    not_negative,
    number,
    one_of,
    opening_and_closing,
    positive,
    text,
)

_ZERO = Decimal(0)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Calculator:
    """``check`` looks at keys together, after each has been read on its own."""

    inputs: Mapping[str, Input]
    compute: Callable[[Values], Values]
    formula: str
    check: Callable[[Values, Faults], None] | None = None


def _equity_check(values: Values) -> Values:
    check = equity.equity_check(**values)
    return {
        "expected_equity": check.expected_equity,
        "difference": check.difference,
        "rate_of_expected_equity": check.rate_of_expected_equity,
        "rate_of_period_profit": check.rate_of_period_profit,
        "verdict": check.verdict.value,
    }


def _check_products(values: Values, faults: Faults) -> None:
    for at, row in enumerate(values["products"]):
        priced = [key for key in ("cost", "price") if row[key] is not None]
        if row["margin"] is not None and priced:
            faults.add(f"products[{at}].margin", "同时给了 " + "、".join(priced), "给 margin,或者给 cost 和 price")
        if len(priced) == 1:
            missing = "price" if priced == ["cost"] else "cost"
            faults.add(f"products[{at}].{missing}", "没有给出", "cost 和 price 须同时给出")


def _gross_margin(values: Values) -> Values:
    products = [
        margin.Product(
            row["name"] or "",
            row["share"],
            row["margin"] if row["margin"] is not None else margin.product_margin(row["cost"], row["price"]),
        )
        for row in values["products"]
    ]
    check = margin.margin_check(products, values["reported_margin"])
    return {
        "weighted_margin": check.weighted_margin,
        "difference": check.difference,
        "verdict": check.verdict.value,
    }


def _triangulate(values: Values) -> Values:
    estimates = [turnover.Estimate(row["method"], row["value"], row["third_party"]) for row in values["estimates"]]
    result = turnover.triangulate_turnover(values["declared"], estimates)
    return {
        "median": result.median,
        "adopted": result.adopted,
        "deviations": list(result.deviations),
        "verdict": result.verdict.value,
    }


def _hours(values: Values) -> tuple[Decimal, Decimal]:
    """Hours open so far and in the whole day, breaks taken off."""
    so_far = values["break_hours_so_far"] if values["break_hours_so_far"] is not None else values["break_hours"]
    opened = cash_method.minutes_between(values["opened_at"], values["observed_at"])
    whole = cash_method.opening_minutes(values["opened_at"], values["closes_at"])
    return Decimal(opened) / 60 - so_far, Decimal(whole) / 60 - values["break_hours"]


def _check_hours(values: Values, faults: Faults) -> None:
    opened = cash_method.minutes_between(values["opened_at"], values["observed_at"])
    whole = cash_method.opening_minutes(values["opened_at"], values["closes_at"])
    so_far, a_day = _hours(values)
    if opened > whole:
        faults.add("observed_at", "不在营业时间内", "opened_at 与 closes_at 之间的时刻(可跨零点)")
    elif so_far < 0:
        faults.add(
            "break_hours_so_far",
            "已歇业比已开门的时间还长",
            "不超过从 opened_at 到 observed_at 的小时数(缺省等于 break_hours)",
        )
    if a_day <= 0:
        faults.add("break_hours", str(values["break_hours"]), "少于从 opened_at 到 closes_at 的小时数")
    elif values["break_hours_so_far"] is not None and values["break_hours_so_far"] > values["break_hours"]:
        faults.add("break_hours_so_far", str(values["break_hours_so_far"]), "不超过 break_hours")


def _turnover_from_cash(values: Values) -> Values:
    so_far, a_day = _hours(values)
    takings = cash_method.takings_so_far(
        cash_now=values["cash_now"],
        float_=values["float"],
        paid_out=values["paid_out_today"],
        digital_receipts=values["digital_receipts_today"],
        deposited=values["deposited_today"],
    )
    counted = cash_method.turnover_from_cash(takings=takings, hours_so_far=so_far, hours_a_day=a_day)
    return {"turnover_so_far": counted.turnover_so_far, "per_hour": counted.per_hour, "per_day": counted.per_day}


_BALANCES = ("receivables", "inventory", "payables", "prepaid", "advances")
_DAYS = ("receivable_days", "inventory_days", "payable_days", "prepaid_days", "advance_days")


def _turnover_days(values: Values) -> Values:
    averages = {name: working_capital.average(*values[name]) for name in _BALANCES}
    days = working_capital.turnover_days(
        sales=values["sales"], cogs=values["cogs"], year_days=values["year_days"], **averages
    )
    return {**{name: getattr(days, name) for name in _DAYS}, "cycle_days": days.cycle_days, "turns": days.turns}


def _check_cycle(values: Values, faults: Faults) -> None:
    given = [name for name in _DAYS if values[name] is not None]
    if values["cycle_days"] is not None:
        for name in given:
            faults.add(name, "与 cycle_days 同时给出", "只给 cycle_days,或者只给五个天数")
    elif not given:
        faults.add("cycle_days", "没有给出", "给 cycle_days,或者给 " + "、".join(_DAYS))
    else:
        for name in _DAYS:
            if values[name] is None:
                faults.add(name, "没有给出", "五个天数须全部给出(没有的写 0)")


def _working_capital(values: Values) -> Values:
    days = {name: values.pop(name) for name in _DAYS}
    cycle = values.pop("cycle_days")
    need = working_capital.working_capital(
        cycle_days=cycle if cycle is not None else working_capital.cycle_of(**days), **values
    )
    return {
        "cycle_days": need.cycle_days,
        "turns": need.turns,
        "requirement": need.requirement,
        "new_loan": need.new_loan,
    }


def _check_annuity(values: Values, faults: Faults) -> None:
    if (values["principal"] is None) == (values["instalment"] is None):
        found = "都没有给出" if values["principal"] is None else "同时给出"
        faults.add("principal、instalment", found, "给 principal 或 instalment 之一")
    elif values["principal"] is not None and values["months"] == 0:
        faults.add("months", "0", "由本金算月供时至少 1 个月")


def _annuity(values: Values) -> Values:
    factor = repayment.annuity_factor(values["annual_rate"], values["months"])
    if values["principal"] is not None:
        return {"instalment": values["principal"] / factor, "principal": values["principal"]}
    return {"instalment": values["instalment"], "principal": values["instalment"] * factor}


def _loan_price(values: Values) -> Values:
    priced = price.loan_price(**values)
    return {"annual_rate": priced.annual_rate, "parts": dict(priced.parts)}


def _limit(values: Values) -> Values:
    caps = [(cap["name"], cap["amount"]) for cap in values["caps"]]
    amount, binding = limit.limit_under(caps, requested=values["requested"], step=values["step"])
    return {"limit": amount, "binding": binding}


_NEEDED = Input(number, required=True)
_KNOWN_OR_NOT = Input(number)
_FLOW = Input(number, default=_ZERO)
_COUNTED = Input(not_negative, default=_ZERO)
_YEAR = Input(positive, default=working_capital.YEAR_DAYS)
_RATE = Input(not_negative, required=True)
_MONTHS = Input(count, required=True)
_CLOCK = Input(clock, required=True)
_PAIR = Input(opening_and_closing, required=True)
_NAME = Input(text, required=True)

_PRODUCTS = items(
    {
        "name": Input(text),
        "share": Input(not_negative),
        "cost": Input(not_negative),
        "price": Input(not_negative),
        "margin": _KNOWN_OR_NOT,
    }
)
_ESTIMATES = items(
    {
        "method": Input(one_of(*turnover.FAMILIES), required=True),
        "value": Input(not_negative),
        "third_party": Input(flag, default=False),
    }
)

CALCULATORS: dict[str, Calculator] = {
    "equity_check": Calculator(
        {
            "initial_equity": _KNOWN_OR_NOT,
            "period_profit": _KNOWN_OR_NOT,
            "injections": _FLOW,
            "withdrawals": _FLOW,
            "appreciation": _FLOW,
            "depreciation": _FLOW,
            "actual_equity": _KNOWN_OR_NOT,
        },
        _equity_check,
        equity.FORMULA,
    ),
    "gross_margin": Calculator(
        {"products": Input(_PRODUCTS, default=()), "reported_margin": _KNOWN_OR_NOT},
        _gross_margin,
        margin.FORMULA,
        _check_products,
    ),
    "triangulate_turnover": Calculator(
        {"declared": Input(not_negative), "estimates": Input(_ESTIMATES, default=())},
        _triangulate,
        turnover.FORMULA,
    ),
    "turnover_from_cash": Calculator(
        {
            "opened_at": _CLOCK,
            "closes_at": _CLOCK,
            "observed_at": _CLOCK,
            "break_hours": Input(not_negative, default=_ZERO),
            "break_hours_so_far": Input(not_negative),
            "cash_now": Input(not_negative, required=True),
            **dict.fromkeys(("float", "paid_out_today", "digital_receipts_today", "deposited_today"), _COUNTED),
        },
        _turnover_from_cash,
        cash_method.FORMULA,
        _check_hours,
    ),
    "turnover_days": Calculator(
        {"sales": _NEEDED, "cogs": _NEEDED, **dict.fromkeys(_BALANCES, _PAIR), "year_days": _YEAR},
        _turnover_days,
        working_capital.DAYS_FORMULA,
    ),
    "working_capital": Calculator(
        {
            "sales": _NEEDED,
            "profit_margin": _NEEDED,
            "growth": _FLOW,
            "cycle_days": _KNOWN_OR_NOT,
            **dict.fromkeys(_DAYS, _KNOWN_OR_NOT),
            "own_funds": _KNOWN_OR_NOT,
            "existing_loans": _KNOWN_OR_NOT,
            "other_funds": _FLOW,
            "year_days": _YEAR,
        },
        _working_capital,
        working_capital.NEED_FORMULA,
        _check_cycle,
    ),
    "collateral_cover": Calculator(
        {"items": Input(items({"name": Input(text), "value": _NEEDED, "rate": _NEEDED}), required=True)},
        lambda values: {"cover": limit.collateral_cover([(item["value"], item["rate"]) for item in values["items"]])},
        limit.COVER_FORMULA,
    ),
    "max_instalment": Calculator(
        {"net_income_month": _NEEDED, "coefficient": _NEEDED, "other_debt_service_month": _FLOW},
        lambda values: {"max_instalment": repayment.max_instalment(**values)},
        repayment.MAX_INSTALMENT_FORMULA,
    ),
    "annuity": Calculator(
        {"annual_rate": _RATE, "months": _MONTHS, "principal": _KNOWN_OR_NOT, "instalment": _KNOWN_OR_NOT},
        _annuity,
        repayment.ANNUITY_FORMULA,
        _check_annuity,
    ),
    "loan_capacity": Calculator(
        {
            "instalment": _NEEDED,
            "annual_rate": _RATE,
            "months": _MONTHS,
            "repayment": Input(one_of(repayment.ANNUITY, repayment.BULLET), required=True),
        },
        lambda values: {"principal": repayment.principal_for(values.pop("instalment"), **values)},
        repayment.CAPACITY_FORMULA,
    ),
    "limit": Calculator(
        {
            "caps": Input(items({"name": _NAME, "amount": _NEEDED}), required=True),
            "requested": _NEEDED,
            "step": Input(positive, required=True),
        },
        _limit,
        limit.FORMULA,
    ),
    "interest_back_calculation": Calculator(
        {
            "interest": _NEEDED,
            "days": Input(positive, required=True),
            "annual_rate": Input(positive, required=True),
            "year_days": _YEAR,
        },
        lambda values: {"average_balance": interest.average_balance(**values)},
        interest.FORMULA,
    ),
    "loan_price": Calculator(
        {
            **dict.fromkeys(("funding_rate", "operating_rate", "pd", "lgd", "capital_ratio", "target_return"), _NEEDED),
            "adjustment": _FLOW,
        },
        _loan_price,
        price.FORMULA,
    ),
}
