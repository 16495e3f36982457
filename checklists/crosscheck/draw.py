"""The random draw (随机抽样): which days' documents and which goods are looked at. The program draws, not the client nor the investigator.

Reproducible from the case's id and the number of the draw alone, so that anybody can draw again and compare: handbook 1.3 M6 (at
least three days that do not follow one another) and 1.5 (the dearest fifth of the goods, at least 60 % of their worth, and others by chance).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from checklists.model.errors import DrawImpossible

LEAST_DAYS = 3
RULES = "1"
"""The edition of the rules below; it goes into every seed."""
_DEAREST, _COVERED, _BY_CHANCE = Decimal("0.20"), Decimal("0.60"), 5
_APART = timedelta(days=2)
_MONTHS = 12
_SATURDAY = 5
_ROUNDS = 1_000
Unit = Literal["day", "week", "batch"]


@dataclass(frozen=True, slots=True)
class Goods:
    """A kind of goods on the client's own list."""

    name: str
    unit: str
    book_quantity: Decimal
    cost: Decimal

    @property
    def worth(self) -> Decimal:
        """What the books say it is worth. Handbook 1.5."""
        return self.book_quantity * self.cost


def seed_of(case_id: str, subject: str, number: int) -> str:
    """SHA-256 (hex) of what the ``number``-th draw of ``subject`` in a case rests on: nothing of it is anybody's to choose."""
    return hashlib.sha256(f"jindiao draw {RULES}|{case_id}|{subject}|{number}".encode()).hexdigest()


def draw_days(
    seed: str, visit: date, *, season: Sequence[Decimal] = (), unit: Unit = "day", days: int = LEAST_DAYS
) -> tuple[date, ...]:
    """Days of the twelve whole months before the month of the visit, in order: one of a strong, a middling and a weak month each.

    ``season``: a month's sales over the average month's, January to December; without one every month is as strong. Of single
    days one at least is a working day and one of a weekend; of weeks the Monday is given; a batch is the first one from the day
    on. No two lie next to one another. Raises DrawImpossible for less than one day or more than the months.
    """
    if not 1 <= days <= _MONTHS:
        raise DrawImpossible("days", str(days))
    chance = _chance(seed)
    for _ in range(_ROUNDS):
        found = sorted(_in_month(chance, month, unit) for month in _months(chance, visit, season, days))
        if _fits(found, unit):
            return tuple(found)
    raise DrawImpossible("days", str(days))


def draw_goods(seed: str, listed: Sequence[Goods]) -> tuple[Goods, ...]:
    """The dearest fifth of the kinds, more of them until 60 % of the worth is covered, and five others by chance; in the list's order.

    Raises DrawImpossible for a list of nothing that is worth anything.
    """
    whole = sum((each.worth for each in listed), Decimal(0))
    if whole <= 0:
        raise DrawImpossible("goods", str(len(listed)))
    dearest = sorted(range(len(listed)), key=lambda place: (-listed[place].worth, place))
    taken: set[int] = set()
    covered = Decimal(0)
    for place in dearest:
        if len(taken) >= _DEAREST * len(listed) and covered >= _COVERED * whole:
            break
        taken.add(place)
        covered += listed[place].worth
    rest = [place for place in range(len(listed)) if place not in taken]
    chance = _chance(seed)
    for _ in range(min(_BY_CHANCE, len(rest))):
        taken.add(rest.pop(_below(chance, len(rest))))
    return tuple(listed[place] for place in sorted(taken))


def coverage_of(drawn: Sequence[Goods], listed: Sequence[Goods]) -> Decimal:
    """The drawn goods' share of the list's worth. Handbook 1.5."""
    return sum((each.worth for each in drawn), Decimal(0)) / sum((each.worth for each in listed), Decimal(0))


def _months(chance: Iterator[int], visit: date, season: Sequence[Decimal], days: int) -> list[date]:
    """First days of ``days`` different months, taken in turn from the strong, the middling and the weak third of the year."""
    last = visit.replace(day=1)
    months = []
    for _ in range(_MONTHS):
        last = (last - timedelta(days=1)).replace(day=1)
        months.append(last)
    strength = {month: season[month.month - 1] if len(season) == _MONTHS else Decimal(1) for month in months}
    ranked = sorted(months, key=lambda month: (-strength[month], month))
    third = _MONTHS // 3
    groups = [ranked[:third], ranked[third : 2 * third], ranked[2 * third :]]
    found = []
    for turn in range(days):
        group = groups[turn % len(groups)]
        found.append(group.pop(_below(chance, len(group))))
    return found


def _in_month(chance: Iterator[int], month: date, unit: Unit) -> date:
    after = (month + timedelta(days=32)).replace(day=1)
    day = month + timedelta(days=_below(chance, (after - month).days))
    if unit != "week":
        return day
    monday = day - timedelta(days=day.weekday())
    return monday if monday >= month else monday + timedelta(days=7)


def _fits(found: Sequence[date], unit: Unit) -> bool:
    """Apart from one another; of single days working days and a weekend."""
    apart = all(later - earlier >= _APART for earlier, later in pairwise(found))
    if unit != "day" or len(found) < LEAST_DAYS:
        return apart
    weekend = [day.weekday() >= _SATURDAY for day in found]
    return apart and any(weekend) and not all(weekend)


def _chance(seed: str) -> Iterator[int]:
    """Numbers of 64 bits from a counter and the seed: the same on every machine and in every edition of Python."""
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(f"{seed}|{counter}".encode()).digest()[:8], "big")
        counter += 1


def _below(chance: Iterator[int], bound: int) -> int:
    """A number below ``bound``, each as likely as the next."""
    most = 2**64 - 2**64 % bound
    return next(number for number in chance if number < most) % bound
