"""A sheet exactly as it is written: every cell as text, whether anything here knows it or not.

What is only checked is read by its meaning (``sheet_of``); what travels between folder and workbook is read as a grid, so that nothing
is lost on the way. A grid is rectangular; blank rows and columns behind its last cell, which Excel adds as it likes, are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checklists.model.errors import SheetProblem
from checklists.package.sheets import FORM_SHEETS, RULE_SHEETS, SETTINGS, Sheet, SheetRow
from checklists.workbook.columns import standard_column

KNOWN_SHEETS = (*FORM_SHEETS, *RULE_SHEETS)

GUIDE = "说明"
"""The sheet that tells an author how to edit the others."""

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
    """All sheets of a checklist. ``order`` are their titles as they are to stand, () for the usual order; ``problems`` were found
    while reading.
    """

    source: str
    grids: tuple[Grid, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    order: tuple[str, ...] = ()

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


def in_usual_order(titles: Iterable[str]) -> tuple[str, ...]:
    """The guide, the sheets of the form, those of the method, then the others by title."""
    place = {title: number for number, title in enumerate((GUIDE, *KNOWN_SHEETS))}
    return tuple(sorted(titles, key=lambda title: (place.get(title, len(place)), title)))


def written_sheet(grid: Grid, *, origin: str = "") -> Sheet:
    """The rows of a grid with every cell as it is, blank lines and columns without a title among them."""
    columns = tuple(_columns(grid))
    rows = (
        SheetRow(
            grid.title, number, {column: cell for column, cell in zip(columns, record, strict=True) if cell}, origin
        )
        for number, record in enumerate(grid.records[1:], start=2)
    )
    return Sheet(columns, tuple(rows))


def headings(grid: Grid) -> dict[str, str]:
    """Each column of ``written_sheet`` as its title stands in the header."""
    return dict(zip(_columns(grid), grid.header, strict=True))


def grid_from(title: str, sheet: Sheet, titles: Mapping[str, str]) -> Grid:
    """The grid of rows that ``written_sheet`` made."""
    header = [titles.get(column, column) for column in sheet.columns]
    return grid_of(title, [header, *([row[column] for column in sheet.columns] for row in sheet.rows)])


def _columns(grid: Grid) -> list[str]:
    """The columns by what they mean; one without a title, or one that means the same as an earlier one, by where it stands."""
    columns: list[str] = []
    for place, cell in enumerate(grid.header):
        column = standard_column(grid.title, cell)
        columns.append(column if column and column not in columns else f"\0{place}")
    return columns
