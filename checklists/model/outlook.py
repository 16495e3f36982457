"""What lies ahead of a case: twelve months of cash with the new loan in it, and how much worse things may get.

Amounts are Decimal yuan, rates fractions. ``None`` is unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlanMonth:
    """One month ahead. ``closing`` = opening + receipts - purchases - expenses - household - existing + drawn - used - instalment.

    ``household`` is net of other stable income; ``existing`` what existing loans take, principal that falls due included.
    """

    month: str
    opening: Decimal | None
    receipts: Decimal | None
    purchases: Decimal | None
    expenses: Decimal | None
    household: Decimal | None
    existing: Decimal | None
    drawn: Decimal | None
    used: Decimal | None
    instalment: Decimal | None
    closing: Decimal | None


@dataclass(frozen=True, slots=True)
class CashPlan:
    """Cash plan (现金流预测) of twelve months. ``is_feasible`` False where a month ends below zero, None while it is not known.

    ``renewed``: principal that falls due and that the client means to renew, left out of the months; ``lowest_unrenewed``: the
    lowest month end if nobody renews it. ``assumptions`` are sentences for the reader.
    """

    months: tuple[PlanMonth, ...]
    lowest: Decimal | None
    lowest_month: str
    is_feasible: bool | None
    renewed: Decimal | None
    lowest_unrenewed: Decimal | None
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The recommended loan under one stress: monthly debt service over monthly net income, before any coefficient.

    ``lowest_cash``: the lowest month end of the cash plan under it. ``requirement``: the need for working capital, where the stress
    is one of days. ``words``: what that means, in a sentence.
    """

    label: str
    payment_share: Decimal | None
    still_pays: bool | None
    lowest_cash: Decimal | None = None
    words: str = ""
    requirement: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A balance or the sales of some months, a year ago and now. ``rate`` None over nothing."""

    key: str
    label: str
    opening: Decimal | None
    closing: Decimal | None
    change: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class SeasonMonth:
    """A month over the average month (月系数): the client's this year and last, and the trade's; None where it is not known."""

    month: str
    factor: Decimal | None
    previous: Decimal | None
    trade: Decimal | None


@dataclass(frozen=True, slots=True)
class Season:
    """The year's rhythm (淡旺季). ``peak`` and ``slack`` name months of the client's; ``words`` are sentences for the reader."""

    months: tuple[SeasonMonth, ...]
    peak: tuple[str, ...]
    slack: tuple[str, ...]
    words: tuple[str, ...]
