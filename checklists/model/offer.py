"""What the bank would lend on, out of its own parameters: product, term, price, authority, regulatory lines, repayment schedule.

Amounts are Decimal yuan to the fen, rates fractions, ``bp`` basis points over the LPR. ``None`` is unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ProductFit:
    """Whether a product takes this loan: ``reasons`` say why not, or what is missing where ``fits`` is None."""

    name: str
    label: str
    fits: bool | None
    is_chosen: bool
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class TermBound:
    """One bound of the term in months. None: it applies and is not known."""

    name: str
    label: str
    months: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """The term (期限): what was asked for, held down to every bound. ``months`` is None while one of them is unknown."""

    requested: int | None
    months: int | None
    binding: str
    binding_label: str
    bounds: tuple[TermBound, ...]


@dataclass(frozen=True, slots=True)
class PricePart:
    """One part of the price; ``given`` says what it was worked out from."""

    name: str
    label: str
    rate: Decimal
    given: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """The lowest price (最低定价) as a simple annual rate (年化单利), beside the rate asked for. ``difference`` = asked - lowest."""

    lowest: Decimal | None
    parts: tuple[PricePart, ...]
    lpr: Decimal | None
    lpr_label: str
    lowest_bp: Decimal | None
    asked: Decimal | None
    asked_bp: Decimal | None
    difference: Decimal | None
    missing: tuple[str, ...]
    formula: str

    @property
    def is_below(self) -> bool | None:
        """Whether less is asked than the loan costs the bank."""
        return None if self.difference is None else self.difference < 0


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may decide (审批权限) on ``exposure``, this loan with what the client owes this bank. "" with the ``reason``: nobody, or not known."""

    exposure: Decimal | None
    name: str
    label: str
    reason: str
    is_known: bool
    source: str


@dataclass(frozen=True, slots=True)
class RegulationHit:
    """A regulatory line. ``fired`` None: it could not be decided, or is not in force."""

    name: str
    label: str
    effect: str
    is_in_force: bool
    fired: bool | None
    valid_from: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Instalment:
    """One due date with what is paid. ``is_moved``: a holiday or weekend put it off."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    payment: Decimal
    balance: Decimal
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The repayment schedule (还款计划), principal adding up to the loan to the fen.

    ``drawn_on`` is assumed to be the day of the visit. ``unknown_year``: from it on only weekends are known, no holidays.
    """

    drawn_on: date
    amount: Decimal
    instalments: tuple[Instalment, ...]
    total_interest: Decimal
    total_payment: Decimal
    unknown_year: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """All of it. ``schedule`` is None while there is no amount, rate or term to lend on."""

    product: str
    products: tuple[ProductFit, ...]
    term: Term
    price: Price
    authority: Authority
    regulations: tuple[RegulationHit, ...]
    schedule: Schedule | None

    @property
    def chosen(self) -> ProductFit | None:
        return next((each for each in self.products if each.is_chosen), None)
