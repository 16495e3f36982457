"""A sheet exactly as it is written: every cell as text, whether anything here knows it or not.

What is only checked is read by its meaning (``sheet_of``); what travels between folder and workbook is read as a grid, so that nothing
is lost on the way. A grid is rectangular; blank rows and columns behind its last cell, which Excel adds as it likes, are no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checklists.model.errors import SheetProblem
from checklists.package.sheets import FORM_SHEETS, RULE_SHEETS, SETTINGS

KNOWN_SHEETS = (*FORM_SHEETS, *RULE_SHEETS)

Record = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its title, and its lines of cells, header first."""

    title: str
    records: tuple[Record, ...] = ()

    @property
    def header(self) -> Record:
        return self.records[0] if self.records else ()


def grid_of(title: str, records: Sequence[Sequence[str]]) -> Grid:
    """The grid of lines of any length."""
    width = max((_width(record) for record in records), default=0)
    height = max((number for number, record in enumerate(records, start=1) if any(record)), default=0)
    padded = (tuple(record[:width]) + ("",) * (width - len(record)) for record in records[:height])
    return Grid(title, tuple(padded))


def _width(record: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(record, start=1) if cell), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a checklist in their order, and what stood beside them by file name. ``problems`` were found while reading."""

    source: str
    grids: tuple[Grid, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    def __getitem__(self, title: str) -> Grid:
        """The grid of that title; an empty one where there is none."""
        return next((grid for grid in self.grids if grid.title == title), Grid(title))

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(grid.title for grid in self.grids)

    @property
    def settings(self) -> Mapping[str, str]:
        """The first row of ``settings``, without stray spaces."""
        records = self[SETTINGS].records
        row = next((record for record in records[1:] if any(record)), ())
        return {column.strip(): cell.strip() for column, cell in zip(self[SETTINGS].header, row, strict=False)}
