"""Limit (额度): the least of the caps and of what was asked for, rounded down. Handbook 3.3, decided conventions 5 and 7."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklists.model.money import round_down_to_step

FORMULA = "额度=min(申请金额,各项上限),不低于零,向下取整到取整单位;约束项为最小者,申请金额最小(或相等)时为requested【手册3.3】"
COVER_FORMULA = "押品可担保额=Σ评估值×抵押率【手册3.3 L6】"
REQUESTED = "requested"


def collateral_cover(items: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The sum of value x rate."""
    return sum((value * rate for value, rate in items), Decimal(0))


def limit_under(caps: Sequence[tuple[str, Decimal]], *, requested: Decimal, step: Decimal) -> tuple[Decimal, str]:
    """The limit and what binds it: the name of the least cap (the first of equals), or ``requested``."""
    binding, least = REQUESTED, requested
    for name, amount in caps:
        if amount < least:
            binding, least = name, amount
    return round_down_to_step(least, step), binding
