"""Answers become statement lines: what each ``jd:line`` of the form adds up to, by the rules at the head of ``model/lines.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checklists.model.lines import LINE_BY_KEY, Line, Statement
from checklists.model.money import figure_from_text
from checklists.model.unknown import over, times, total

Figure = Callable[[str, str], Decimal | None]
MONTHS = 12
"""A profit and loss is of twelve months; fewer are not blown up to a year (handbook 2.4)."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An answer that feeds a line: its path, the line's key, its text, and whether the question applies at all."""

    path: str
    line: str
    value: str
    relevant: bool


@dataclass(frozen=True, slots=True)
class LineValue:
    """The line's amount in yuan, of a monthly line the year's; ``series`` its months; ``paths`` the answers behind it."""

    amount: Decimal | None
    series: tuple[Decimal | None, ...]
    paths: tuple[str, ...]


_NOTHING = LineValue(None, (), ())


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one written adjustment (调整分录) adds to a line; None where it is not worked out yet."""

    line: Line
    change: Decimal | None
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line of a case. A line that no answer feeds is unknown."""

    values: Mapping[Line, LineValue]
    given: Mapping[Line, LineValue] | None = None
    """The lines before adjustment, where there are adjustments."""

    def before(self) -> Lines:
        """The lines as they were reported."""
        return self if self.given is None else Lines(self.given)

    def adjusted(self, adjustments: Iterable[Adjustment]) -> Lines:
        """The lines with every adjustment in them; the months of a line bear their share of it."""
        values = dict(self.values)
        for each in adjustments:
            values[each.line] = _adjusted(values.get(each.line, _NOTHING), each)
        return Lines(values, self.values)

    def amount(self, line: Line) -> Decimal | None:
        return self.values.get(line, _NOTHING).amount

    def sum(self, *lines: Line) -> Decimal | None:
        return total(self.amount(line) for line in lines)

    def series(self, line: Line) -> tuple[Decimal | None, ...]:
        """Twelve months, oldest first; unknown ones where the line has not twelve."""
        series = self.values.get(line, _NOTHING).series
        return series if len(series) == MONTHS else (None,) * MONTHS

    def paths(self, *lines: Line) -> tuple[str, ...]:
        return tuple(path for line in lines for path in self.values.get(line, _NOTHING).paths)


def _figure(_path: str, text: str) -> Decimal | None:
    return figure_from_text(text)


def read_lines(leaves: Iterable[Leaf], *, figure: Figure = _figure) -> Lines:
    """The lines that ``leaves`` feed, in the order in which they come; ``figure`` reads the number at a path from its text."""
    fed: dict[Line, list[Leaf]] = {}
    for leaf in leaves:
        line = LINE_BY_KEY.get(leaf.line)
        if line is not None and leaf.relevant:
            fed.setdefault(line, []).append(leaf)
    return Lines({line: _line_value(line, leaves_of_line, figure) for line, leaves_of_line in fed.items()})


def _line_value(line: Line, leaves: list[Leaf], figure: Figure) -> LineValue:
    amounts = tuple(figure(leaf.path, leaf.value) for leaf in leaves)
    paths = tuple(leaf.path for leaf in leaves)
    if line.statement is not Statement.MONTHLY:
        return LineValue(total(amounts), (), paths)
    return LineValue(total(amounts) if len(amounts) == MONTHS else None, amounts, paths)


def _adjusted(value: LineValue, adjustment: Adjustment) -> LineValue:
    amount = total((value.amount, adjustment.change))
    return LineValue(
        amount,
        tuple(_month(month, value, adjustment.change) for month in value.series),
        (*value.paths, *adjustment.paths),
    )


def _month(month: Decimal | None, value: LineValue, change: Decimal | None) -> Decimal | None:
    """A month's part of a year's change: its share of the line, an equal part of a line that is nothing."""
    share = over(month, value.amount) if value.amount else Decimal(1) / MONTHS
    return total((month, times(change, share)))
