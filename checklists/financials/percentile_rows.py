"""Many assessments -> rows of ``percentiles`` (同业分位的生成): how head office or a bank makes the sheet from its own cases.

Quantiles are Hyndman and Fan's type 7 (linear between order statistics, position 1 + (n - 1)p; "Sample Quantiles in Statistical
Packages", The American Statistician 50, 1996), worked out exactly. Groups of fewer than thirty cases are not written at their own
level, so that nobody's figures show through; they count in the level above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from checklists.model.facts import FACTS, LESS_IS_BETTER, MORE_IS_BETTER
from checklists.model.percentiles import KNOTS, LEAST_CASES

METHOD = "Hyndman-Fan 7"
COMPARED = tuple(name for name in FACTS if name in MORE_IS_BETTER | LESS_IS_BETTER | {"payable_days", "peak_factor"})
"""The figures that clients are compared by: ratios and days, never amounts."""


@dataclass(frozen=True, slots=True)
class PeerCase:
    """One assessed case as the sheet counts it. ``facts`` hold the compared figures; an unknown one is left out of its row."""

    region: str
    size_band: str
    month: str
    facts: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class BuiltRow:
    """A row before it is text. ``values`` are exact; the window is of the cases that the row counts."""

    fact: str
    region: str
    size_band: str
    n: int
    values: tuple[Fraction, ...]
    window_from: str
    window_to: str


def quantile(ordered: Sequence[Decimal], percent: Decimal) -> Fraction:
    """Type 7 of ``ordered`` (ascending, not empty), exact. ``percent`` from 0 to 100."""
    position = (len(ordered) - 1) * Fraction(percent) / 100
    below = position.numerator // position.denominator
    lower = Fraction(ordered[below])
    if below + 1 == len(ordered):
        return lower
    return lower + (position - below) * (Fraction(ordered[below + 1]) - lower)


def percentile_rows(cases: Iterable[PeerCase]) -> tuple[BuiltRow, ...]:
    """The rows of one industry: of all cases, by region, by region and size, each of at least ``LEAST_CASES`` known values."""
    groups: dict[tuple[str, str, str], list[tuple[Decimal, str]]] = {}
    for case in cases:
        levels = dict.fromkeys(
            [("", ""), *([(case.region, "")] if case.region else []), *_own(case)],
        )
        for name in COMPARED:
            value = case.facts.get(name)
            if value is not None:
                for region, size in levels:
                    groups.setdefault((name, region, size), []).append((value, case.month))
    order = {name: place for place, name in enumerate(COMPARED)}
    large = ((key, found) for key, found in groups.items() if len(found) >= LEAST_CASES)
    return tuple(_row(key, found) for key, found in sorted(large, key=lambda each: (order[each[0][0]], *each[0][1:])))


def _own(case: PeerCase) -> list[tuple[str, str]]:
    return [(case.region, case.size_band)] if case.region and case.size_band else []


def _row(key: tuple[str, str, str], found: Sequence[tuple[Decimal, str]]) -> BuiltRow:
    ordered = sorted(value for value, _ in found)
    months = [month for _, month in found]
    values = tuple(quantile(ordered, knot) for knot in KNOTS)
    return BuiltRow(*key, len(found), values, min(months), max(months))
