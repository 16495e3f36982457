"""Figures in the sentences of scores and decisions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from checklists.model.money import yuan_text


def wan(amount: Decimal) -> str:
    """``8万元``, ``8.5万元``: amounts as a credit meeting says them."""
    text = (amount / 10_000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
    return f"{text:f}万元"


def yuan(amount: Decimal) -> str:
    return f"{yuan_text(amount)}元"


def percent(rate: Decimal) -> str:
    return f"{(rate * 100).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP) + 0:f}%"


def number(value: Decimal) -> str:
    """Points and counts: no trailing zeros."""
    return f"{value.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP).normalize():f}"


def listed(names: tuple[str, ...], *, most: int = 6) -> str:
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown}等{len(names)}项"
