"""The figures of an assessment by their place in its document, as ``case assess --json`` prints it.

Members of a list are told apart by their name, key, method or month, else by their number: ``limit.caps.l2_repayment.amount``,
``statements.profit_and_loss.net_profit.series.3``. What stands in a list's member alone may be left out: ``ratios.dscr``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from checklists.assess.explain.words import FIELD_LABELS, unit_of
from checklists.model.assessment import Assessment
from checklists.model.errors import NoSuchFigure
from checklists.model.facts import FACTS

_NAMED_BY = ("name", "key", "method", "month", "label")
_FOR_SHORT = ("value", "amount", "verified", "points", "rate", "fired", "payment_share", "closing", "change")
"""The field that is meant where only the member of a list is named."""
_SHORT = (("score.dimensions.", "score."), ("score_requested.dimensions.", "score_requested."))
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands: ``owner`` is the object whose ``field`` it is."""

    path: str
    owner: Any
    field: str
    value: Decimal | int | str | bool | None
    label: str
    unit: str


class Places:
    """Every figure of one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.by_path: dict[str, Place] = {}
        for place in (*_facts(assessment), *_below(assessment, "", "")):
            self.by_path.setdefault(place.path, place)
        self._short: Mapping[str, str] | None = None

    def at(self, path: str) -> Place:
        """The figure at a path, also one that is written short. NoSuchFigure tells what is like it."""
        found = self.by_path.get(path) or self.by_path.get(self._shortened().get(path, ""))
        if found is None:
            names = [*self.by_path, *self._shortened()]
            raise NoSuchFigure(
                path, tuple(difflib.get_close_matches(path, list(dict.fromkeys(names)), _NEAR, cutoff=0.5))
            )
        return found

    def by_figure(self) -> dict[int, Place]:
        """The first place of each figure, by the identity of the object; a single month is known by its answer."""
        found: dict[int, Place] = {}
        for place in self.by_path.values():
            if place.value is not None and ".series." not in place.path:
                found.setdefault(id(place.value), place)
        return found

    def _shortened(self) -> Mapping[str, str]:
        if self._short is None:
            short: dict[str, str] = {}
            for path in self.by_path:
                for written in _shorter(path):
                    short.setdefault(written, path)
            self._short = short
        return self._short


def _shorter(path: str) -> Iterator[str]:
    forms = [path]
    for long, brief in _SHORT:
        if path.startswith(long):
            _, _, rest = path.removeprefix(long).partition(".")
            forms.append(brief + rest)
    for form in forms:
        yield form
        member, _, field = form.rpartition(".")
        if field in _FOR_SHORT:
            yield member


def _facts(assessment: Assessment) -> Iterator[Place]:
    checks = {check.name: check.label for check in assessment.cross_checks}
    for name, value in assessment.facts:
        fact = FACTS.get(name)
        label, unit = (fact.label, fact.unit) if fact is not None else (checks.get(name, name), "verdict")
        yield Place(f"facts.{name}", assessment, name, value, label, unit)


def _below(owner: Any, path: str, label: str) -> Iterator[Place]:
    own = getattr(owner, "label", "") or getattr(owner, "month", "") or label
    for name, is_figure in _fields_of(type(owner)):
        value = getattr(owner, name)
        here = f"{path}.{name}" if path else name
        if is_figure or isinstance(value, Decimal):
            yield Place(here, owner, name, value, _labelled(own, name), unit_of(owner, name))
        elif isinstance(value, tuple):
            yield from _members(owner, name, value, here, own)
        elif is_dataclass(value):
            yield from _below(value, here, own)


def _members(owner: Any, name: str, members: tuple[Any, ...], path: str, label: str) -> Iterator[Place]:
    if isinstance(owner, Assessment) and name == "facts":
        return
    taken: set[str] = set()
    for number, member in enumerate(members, start=1):
        if is_dataclass(member):
            key = next((str(found) for each in _NAMED_BY if (found := getattr(member, each, ""))), str(number))
            key = f"{key}#{number}" if key in taken else key
            taken.add(key)
            yield from _below(member, f"{path}.{key}", label)
        elif isinstance(member, Decimal):
            yield Place(f"{path}.{number}", owner, name, member, f"{label}第{number}个月", unit_of(owner, name))


def _labelled(owner: str, field: str) -> str:
    said = FIELD_LABELS.get(field, "")
    return f"{owner}·{said}" if owner and said else owner or said or field


def _fields_of(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, and whether each is a figure: a number that may be unknown, or whether a rule fired."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple((each.name, str(each.type) in _FIGURES) for each in fields(kind))
    return _FIELDS[kind]


_FIELDS: dict[type[Any], tuple[tuple[str, bool], ...]] = {}
_FIGURES = frozenset(
    {
        "Decimal",
        "Decimal | None",
        "Decimal | str | None",
        "int",
        "int | None",
        "bool | None",
        "Decimal | str | bool | None",
    }
)
