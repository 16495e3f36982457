"""Figures in the sentences of scores and decisions."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.money import rounded, yuan_text


def wan(amount: Decimal) -> str:
    """``8万元``, ``8.5万元``: amounts as a credit meeting says them."""
    text = rounded(amount / 10_000, 2).normalize()
    return f"{text:f}万元"


def yuan(amount: Decimal) -> str:
    return f"{yuan_text(amount)}元"


def percent(rate: Decimal) -> str:
    return f"{rounded(rate * 100, 1) + 0:f}%"


def percent_exact(rate: Decimal) -> str:
    """A rate of interest, to a hundredth of a percent: ``4.91%``, ``6%``."""
    return f"{number(rate * 100)}%"


def number(value: Decimal) -> str:
    """Points and counts: no trailing zeros."""
    return f"{rounded(value, 2).normalize():f}"


def listed(names: tuple[str, ...], *, most: int = 6) -> str:
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown}等{len(names)}项"
