"""Arithmetic in which None is unknown: whatever an unknown enters becomes unknown, never zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from checklists.model.traced import picked

_NOTHING = Decimal(0)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None where one of the amounts is unknown or there is none at all."""
    found: Decimal | None = None
    for amount in amounts:
        if amount is None:
            return None
        found = _NOTHING + amount if found is None else found + amount
    return found


def less(amount: Decimal | None, *others: Decimal | None) -> Decimal | None:
    """``amount`` less all ``others``."""
    taken = total(others) if others else _NOTHING
    return None if amount is None or taken is None else amount - taken


def times(amount: Decimal | None, factor: Decimal | None) -> Decimal | None:
    return None if amount is None or factor is None else amount * factor


def over(amount: Decimal | None, base: Decimal | None) -> Decimal | None:
    """``amount`` / ``base``; None over an unknown or a zero base."""
    return None if amount is None or not base else amount / base


def least(*amounts: Decimal | None) -> Decimal | None:
    """The least of the amounts; None where one is unknown."""
    known = [amount for amount in amounts if amount is not None]
    return picked("least", min(known), known) if known and len(known) == len(amounts) else None


def most(*amounts: Decimal | None) -> Decimal | None:
    """The largest of the amounts; None where one is unknown."""
    known = [amount for amount in amounts if amount is not None]
    return picked("most", max(known), known) if known and len(known) == len(amounts) else None


def count(number: int, among: Sequence[Decimal | None]) -> Decimal:
    """How many there are, told by looking at ``among``."""
    return picked("count", Decimal(number), among)
