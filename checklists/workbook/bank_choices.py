"""The choice lists that the bank's sheets give: its products, and the regions of the living cost. One source, the sheet itself.

A workbook for Excel is a whole XLSForm, so the rows stand there at the head of ``choices``; coming back, they are taken away again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from checklists.package.sheets import (
    CHOICES,
    LIVING_COST,
    METHOD_SHEETS,
    PRODUCTS,
    SURVEY,
    Problems,
    Sheet,
    SheetRow,
    Sheets,
)
from checklists.workbook.check_questions import list_of
from checklists.workbook.grids import Book, Grid, grid_from, headings, written_sheet

LISTS = {"bank_products": PRODUCTS, "living_regions": LIVING_COST}
"""The list that a question draws on, and the sheet whose rows are its choices."""

Rows = Callable[[str], Sequence[SheetRow]]


def with_bank_choices(sheets: Sheets) -> Sheets:
    """The sheets with the bank's rows as choices, before those that ``choices`` adds; as they are where no question draws on them."""
    added = _choices(sheets.rows)
    if not added:
        return sheets
    columns = sheets.sheets[CHOICES].columns if CHOICES in sheets.sheets else ()
    whole = Sheet(_columns(columns, added), (*added, *sheets.rows(CHOICES)))
    return dataclasses.replace(sheets, sheets={**sheets.sheets, CHOICES: whole})


def told_in_choices(book: Book) -> Book:
    """The book with the bank's rows at the head of ``choices``, so that any XLSForm tool can read it."""
    if not set(METHOD_SHEETS) & set(book.titles):
        return book
    return _with_choices(book, _choices(_rows_of(book)))


def taken_from_choices(book: Book) -> Book:
    """The book without them, where they stand at the head of ``choices`` as ``told_in_choices`` wrote them."""
    sheet = written_sheet(book[CHOICES])
    own = {id(row) for row in sheet.rows if row["list_name"] in LISTS and row["name"] in _given(book, row["list_name"])}
    bare = _replaced(book, Sheet(sheet.columns, tuple(row for row in sheet.rows if id(row) not in own)))
    return bare if told_in_choices(bare)[CHOICES] == book[CHOICES] else book


def check_bank_choices(sheets: Sheets, problems: Problems, *, also: Sequence[str]) -> None:
    """A choice of these lists that the bank's sheet no longer has. ``also``: words that stand beside its rows."""
    for row in sheets.rows(CHOICES):
        source = LISTS.get(row["list_name"])
        known = {each["name"] for each in sheets.rows(source)} if source else set()
        if source and row["name"] not in known and row["name"] not in also:
            message = f"{source} 表里没有“{row['name']}”，这个选项选了也没有用。请在 {source} 表补上，或删去这个选项。"
            problems.error(row, "name", "choice_without_row", message)


def _choices(rows: Rows) -> tuple[SheetRow, ...]:
    """The rows that are still missing from ``choices``; of a name that stands there several times the last row's words."""
    used = {list_of(row) for row in rows(SURVEY)}
    taken = {(row["list_name"], row["name"]) for row in rows(CHOICES)}
    added = {
        (name, row["name"]): _choice(name, row)
        for name, source in LISTS.items()
        for row in (rows(source) if name in used else ())
        if row["name"] and (name, row["name"]) not in taken
    }
    return tuple(added.values())


def _choice(list_name: str, row: SheetRow) -> SheetRow:
    labels = {column: cell for column, cell in row.cells.items() if column.partition("::")[0] == "label"}
    return SheetRow(CHOICES, row.number, {"list_name": list_name, "name": row["name"], **labels}, row.origin)


def _columns(columns: Sequence[str], added: Sequence[SheetRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*columns, *(column for row in added for column in row.cells))))


def _rows_of(book: Book) -> Rows:
    return lambda title: written_sheet(book[title]).rows


def _given(book: Book, list_name: str) -> set[str]:
    return {row["name"] for row in written_sheet(book[LISTS[list_name]]).rows}


def _with_choices(book: Book, added: Sequence[SheetRow]) -> Book:
    sheet = written_sheet(book[CHOICES])
    return _replaced(book, Sheet(_columns(sheet.columns, added), (*added, *sheet.rows))) if added else book


def _replaced(book: Book, sheet: Sheet) -> Book:
    grid = grid_from(CHOICES, sheet, headings(book[CHOICES]))
    return dataclasses.replace(book, grids=tuple(_or(grid, each) for each in book.grids))


def _or(grid: Grid, other: Grid) -> Grid:
    return grid if other.title == grid.title else other
