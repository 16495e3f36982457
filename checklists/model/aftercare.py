"""What comes after the loan (贷后管理): the tier of care, what the client undertakes, what is looked at, as rules and for one case.

``value`` of a covenant is its bound, in its unit (``model/facts.py``); None where it has none, or where it is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checklists.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class TierRule:
    """A tier (分档): for cases of ``grades`` (empty: any) with no more fired red flags than this (None: any number).

    ``first_days``: until the first look; then every so many days a contact and a visit (None: no visit).
    """

    name: str
    label: str
    grades: tuple[str, ...]
    max_major: int | None
    max_medium: int | None
    first_days: int
    contact_days: int
    visit_days: int | None
    way: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CovenantRule:
    """Something that the client undertakes (约定事项) and that can be tested: its bound as an expression, and how it is looked at."""

    name: str
    label: str
    when: str
    value: str
    unit: str
    test: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CareItemRule:
    """One point of the list after the loan (贷后检查清单)."""

    name: str
    label: str
    when: str
    test: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AftercareRules:
    tiers: tuple[TierRule, ...] = ()
    covenants: tuple[CovenantRule, ...] = ()
    items: tuple[CareItemRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """The tier that a case falls into, and why."""

    name: str
    label: str
    reason: str
    first_days: int
    contact_days: int
    visit_days: int | None
    way: str
    source: str


@dataclass(frozen=True, slots=True)
class Covenant:
    """``missing``: what its bound is waiting for."""

    name: str
    label: str
    value: Decimal | None
    unit: str
    test: str
    missing: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CareItem:
    name: str
    label: str
    test: str
    source: str


@dataclass(frozen=True, slots=True)
class Aftercare:
    """One case's plan. ``tier`` None: no grade yet, or the bank sets no tiers."""

    tier: Tier | None
    covenants: tuple[Covenant, ...]
    items: tuple[CareItem, ...]
