"""What a loan costs a month, and what a month's money can carry. Handbook 3.3 L2, decided convention 4."""

from __future__ import annotations

from decimal import Decimal

MAX_INSTALMENT_FORMULA = (
    "最高月还款额=月净收入×额度系数−每月偿还其他贷款(月净收入未扣任何还本付息)【手册定案口径4;邮储S11】"
)
ANNUITY_FORMULA = (
    "月供=本金×i/(1−(1+i)^−n),本金=月供×(1−(1+i)^−n)/i,i=年利率/12;利率为零时月供=本金/n【等额本息;手册3.4】"
)
CAPACITY_FORMULA = (
    "等额本息:本金=月还款×(1−(1+i)^−n)/i;先息后本:本金=月还款×n/(1+i×n),i=年利率/12,n=月数(零利率时均为月还款×n)"
    "【手册3.3 L2;邮储S11】"
)
ANNUITY = "annuity"
BULLET = "bullet"
_MONTHS = Decimal(12)


def max_instalment(*, net_income_month: Decimal, coefficient: Decimal, other_debt_service_month: Decimal) -> Decimal:
    """Yuan a month; below zero where what is owed already takes more than the coefficient allows. Decided convention 4."""
    return net_income_month * coefficient - other_debt_service_month


def annuity_factor(annual_rate: Decimal, months: Decimal) -> Decimal:
    """Principal per yuan of level monthly instalment (等额本息). Handbook 3.4."""
    rate = annual_rate / _MONTHS
    return (1 - (1 + rate) ** -months) / rate if rate else months


def bullet_factor(annual_rate: Decimal, months: Decimal) -> Decimal:
    """Principal per yuan put by each month to pay simple interest and the principal at the end (先息后本). Handbook 3.3 L2."""
    return months / (1 + annual_rate / _MONTHS * months)


def principal_for(instalment: Decimal, *, annual_rate: Decimal, months: Decimal, repayment: str) -> Decimal:
    """The loan that ``instalment`` a month repays; nothing where there is nothing to pay with.

    ``repayment`` is ``annuity`` or ``bullet``; a bullet loan is never larger than the annuity loan.
    Handbook 3.3 L2.
    """
    factor = bullet_factor if repayment == BULLET else annuity_factor
    return max(instalment, Decimal(0)) * factor(annual_rate, months)


def instalment_for(principal: Decimal, *, annual_rate: Decimal, months: Decimal, repayment: str) -> Decimal | None:
    """What ``principal`` takes a month (for a bullet loan: has to be put by); None over no months. Handbook 3.3 L2."""
    if months <= 0:
        return None
    factor = bullet_factor if repayment == BULLET else annuity_factor
    return principal / factor(annual_rate, months)
