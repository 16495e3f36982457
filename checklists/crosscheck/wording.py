"""Figures in sentences: yuan with separators, rates as percentages. What a check means, a banker reads in one sentence."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.money import rounded, yuan_text


def yuan(amount: Decimal) -> str:
    return f"{yuan_text(amount)}元"


def percent(rate: Decimal, *, places: int = 1) -> str:
    return f"{_rounded(rate * 100, places):f}%"


def points(rate: Decimal) -> str:
    """A difference of two rates, in percentage points."""
    return f"{_rounded(rate * 100, 2):f}个百分点"


def figure(value: Decimal) -> str:
    """A figure whose unit the rule does not tell: large ones like amounts, small ones with four places at most."""
    if abs(value) >= 1000:
        return yuan_text(value)
    return f"{_rounded(value, 4).normalize():f}"


def _rounded(value: Decimal, places: int) -> Decimal:
    """Half away from zero, and no minus before a zero."""
    return rounded(value, places) + 0


def listed(names: tuple[str, ...], *, most: int = 6) -> str:
    """``甲、乙等 9 项``."""
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown}等{len(names)}项"
