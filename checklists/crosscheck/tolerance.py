"""How far a figure may be off: pass, explain, fail. A rate exactly on a tolerance has the milder verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from checklists.model.assessment import Verdict

_JUDGED = Context(prec=24)
"""Rates are judged at 24 digits, so that the last digit of a division does not push one over its tolerance."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Fractions of the check's base."""

    pass_within: Decimal
    explain_within: Decimal


EQUITY = Tolerance(Decimal("0.05"), Decimal("0.10"))
"""Of the expected equity. Handbook 1.1, the bank's own, to be calibrated (no published tolerance was found)."""
PROFIT_ALERT = Decimal("0.30")
"""A difference above this share of the period's profit has to be explained although it passes. Handbook 1.1."""
MARGIN = Tolerance(Decimal("0.05"), Decimal("0.15"))
"""Of the reported margin, relative. Handbook 1.2."""
TURNOVER = Tolerance(Decimal("0.10"), Decimal("0.20"))
"""Of the declared turnover. Handbook 1.3."""


def exceeds(rate: Decimal, tolerance: Decimal) -> bool:
    """Whether the size of ``rate`` is above ``tolerance``."""
    return abs(_JUDGED.plus(rate)) > tolerance


def verdict_for(rate: Decimal, tolerance: Tolerance) -> Verdict:
    """Pass, explain or fail by the size of the rate. Handbook 1.0; tolerances are the bank's own, to be calibrated."""
    if not exceeds(rate, tolerance.pass_within):
        return Verdict.PASS
    return Verdict.FAIL if exceeds(rate, tolerance.explain_within) else Verdict.EXPLAIN


_WEIGHT = {Verdict.PASS: 0, Verdict.EXPLAIN: 1, Verdict.INSUFFICIENT: 2, Verdict.FAIL: 3}


def graver(one: Verdict, other: Verdict) -> Verdict:
    """The worse of two verdicts. Handbook 1.0."""
    return max(one, other, key=_WEIGHT.__getitem__)
