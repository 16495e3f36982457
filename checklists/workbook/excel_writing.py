"""A book -> the bytes of an .xlsx that is pleasant to edit. The same book gives the same bytes.

Every cell is text and stays text when it is edited: nothing is computed, no nought before a number is lost. What the looks say (grey:
a row as the core has it; bold: a group) is drawn from the cells and is not read back.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import SURVEY
from checklists.workbook.cell_text import escaped
from checklists.workbook.columns import standard_column
from checklists.workbook.excel import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from checklists.workbook.excel_guide import GUIDE_WIDTHS, WORDS, width_of
from checklists.workbook.grids import GUIDE, KNOWN_SHEETS, Grid, Record

_FORMULA_SIGNS = ("=", "+", "-", "@")
_TEXT = "@"
_LONGEST_TITLE = 31
_BAD_TITLE = re.compile(r"[\[\]:*?/\\]|^'|'$")
_ROWS_TO_COME = 500
_FROZEN_WITHIN = 3

_FAMILY = "微软雅黑"
_PLAIN, _BOLD = Font(name=_FAMILY, size=10), Font(name=_FAMILY, size=10, bold=True)
_HEADING = Font(name=_FAMILY, size=10, bold=True, color="1D2430")
_FROM_CORE = PatternFill("solid", fgColor="F0F1F4")
_HEADER = PatternFill("solid", fgColor="DCE6FF")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_UNDER = Border(bottom=Side(style="thin", color="5B6576"))

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STAMP = b"2026-01-01T00:00:00Z"


def workbook_bytes(grids: Sequence[Grid], *, from_core: Mapping[str, frozenset[Record]], source: str) -> bytes:
    """The workbook. ``from_core``: the core's rows by sheet, as records of that sheet. Raises SheetError where Excel cannot hold it."""
    problems = tuple(problem for grid in grids for problem in _unfit(grid, grids))
    if problems:
        raise SheetError(source, problems)
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        _write_sheet(book.create_sheet(grid.title), grid, from_core.get(grid.title, frozenset()))
    target = io.BytesIO()
    book.save(target)
    return _same_every_time(target.getvalue())


def _unfit(grid: Grid, grids: Sequence[Grid]) -> list[SheetProblem]:
    """What Excel cannot hold."""
    alike = [other.title for other in grids if other.title.lower() == grid.title.lower()]
    if _BAD_TITLE.search(grid.title) or not 0 < len(grid.title) <= _LONGEST_TITLE or len(alike) > 1:
        message = f"“{grid.title}”不能作 Excel 的表名：最长 {_LONGEST_TITLE} 个字，不含 [ ] : * ? / \\，且不重复。请给文件改名。"
        return [SheetProblem(grid.title, 0, "", "bad_title", message)]
    if len(grid.records) > MOST_ROWS or len(grid.header) > MOST_COLUMNS:
        message = f"{grid.title} 表超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列，请分成几张表。"
        return [SheetProblem(grid.title, 0, "", "too_large", message)]
    message = f"这个单元格超过 {LONGEST_CELL} 个字，Excel 放不下，请写短一些。"
    return [
        SheetProblem(grid.title, number, heading, "cell_too_long", message)
        for number, record in enumerate(grid.records, start=1)
        for heading, cell in zip(grid.header, record, strict=True)
        if len(escaped(cell)) > LONGEST_CELL
    ]


def _write_sheet(sheet: Any, grid: Grid, core_rows: frozenset[Record]) -> None:
    for number, record in enumerate(grid.records, start=1):
        is_block = grid.title == SURVEY and any(cell.strip().lower().startswith("begin") for cell in record[:1])
        fill = _FROM_CORE if number > 1 and record in core_rows and any(record) else None
        for place, text in enumerate(record, start=1):
            if text or fill is not None or number == 1:
                _write_cell(sheet.cell(number, place), text, font=_BOLD if is_block else _PLAIN, fill=fill)
    if grid.title == GUIDE:
        _arrange_guide(sheet, grid)
    elif grid.records:
        _arrange(sheet, grid)


def _write_cell(cell: Cell, text: str, *, font: Font, fill: PatternFill | None) -> None:
    if text:
        cell.value = escaped(text)
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.font = font
    cell.alignment = _WRAPPED
    if fill is not None:
        cell.fill = fill
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def _arrange_guide(sheet: Any, grid: Grid) -> None:
    for place, width in enumerate(GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, record in enumerate(grid.records, start=1):
        if number == 1 or not any(record[1:]):
            sheet.cell(number, 1).font = _HEADING
    sheet.sheet_view.showGridLines = False


def _arrange(sheet: Any, grid: Grid) -> None:
    """Header and names stay in sight, columns can be filtered, blank cells to come are text too."""
    columns = [standard_column(grid.title, heading) for heading in grid.header]
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.number_format = width_of(column), _TEXT
        dimension.alignment, dimension.font = _WRAPPED, _PLAIN
        heading = sheet.cell(1, place)
        heading.font, heading.fill, heading.border = _HEADING, _HEADER, _UNDER
        words = WORDS.get((grid.title, column))
        if words:
            offer = DataValidation("list", f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
            offer.add(f"{letter}2:{letter}{len(grid.records) + _ROWS_TO_COME}")
            sheet.add_data_validation(offer)
    named = columns.index("name") + 1 if "name" in columns[:_FROZEN_WITHIN] and grid.title in KNOWN_SHEETS else 0
    sheet.freeze_panes = f"{get_column_letter(named + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(grid.records)}"


def _same_every_time(data: bytes) -> bytes:
    """The archive with fixed times, its own and those that openpyxl takes from the clock."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + _STAMP, content)
            info = zipfile.ZipInfo(entry, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, content)
    return target.getvalue()
