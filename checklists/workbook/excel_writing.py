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
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
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
_LINE_HEIGHT = 16

_FAMILY = "微软雅黑"
_PLAIN, _BOLD = Font(name=_FAMILY, size=10), Font(name=_FAMILY, size=10, bold=True)
_FROM_CORE = PatternFill("solid", fgColor="F0F1F4")
_HEADER = PatternFill("solid", fgColor="DCE6FF")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_UNDER = Border(bottom=Side(style="thin", color="5B6576"))
_HEADING, _OWN, _OWN_BLOCK, _CORE, _CORE_BLOCK = "清单列标题", "清单本行业", "清单本行业组", "清单通用", "清单通用组"

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STAMP = b"2026-01-01T00:00:00Z"


def workbook_bytes(grids: Sequence[Grid], *, from_core: Mapping[str, frozenset[Record]], source: str) -> bytes:
    """The workbook. ``from_core``: the core's rows by sheet, as records of that sheet. Raises SheetError where Excel cannot hold it."""
    problems = tuple(problem for grid in grids for problem in _unfit(grid, grids))
    if problems:
        raise SheetError(source, problems)
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
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


def _styles() -> tuple[NamedStyle, ...]:
    """Fresh ones for each workbook, since a workbook binds them. Named: setting five properties cell by cell takes seconds."""

    def style(name: str, font: Font, fill: PatternFill | None = None, border: Border | None = None) -> NamedStyle:
        return NamedStyle(
            name,
            font=font,
            fill=fill or PatternFill(),
            border=border or Border(),
            alignment=_WRAPPED,
            number_format=_TEXT,
        )

    return (
        style(_HEADING, _BOLD, _HEADER, _UNDER),
        style(_OWN, _PLAIN),
        style(_OWN_BLOCK, _BOLD),
        style(_CORE, _PLAIN, _FROM_CORE),
        style(_CORE_BLOCK, _BOLD, _FROM_CORE),
    )


def _write_sheet(sheet: Any, grid: Grid, core_rows: frozenset[Record]) -> None:
    is_guide = grid.title == GUIDE
    for number, record in enumerate(grid.records, start=1):
        is_core = record in core_rows and any(record)
        is_block = grid.title == SURVEY and record[0].strip().lower().startswith("begin")
        style = (_CORE_BLOCK if is_block else _CORE) if is_core else (_OWN_BLOCK if is_block else _OWN)
        if number == 1 and not is_guide:
            style = _HEADING
        for place, text in enumerate(record, start=1):
            if text or style != _OWN:
                _write_cell(sheet.cell(number, place), text, style)
    if is_guide:
        _arrange_guide(sheet, grid)
    elif grid.records:
        _arrange(sheet, grid)


def _write_cell(cell: Cell, text: str, style: str) -> None:
    if text:
        cell.value = escaped(text)
        cell.data_type = "s"
    cell.style = style
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def _arrange_guide(sheet: Any, grid: Grid) -> None:
    for place, width in enumerate(GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, record in enumerate(grid.records, start=1):
        if number == 1 or not any(record[1:]):
            sheet.cell(number, 1).style = _OWN_BLOCK
        lines = max(1 + len(text) * 2 // int(width) for text, width in zip(record, GUIDE_WIDTHS, strict=False))
        sheet.row_dimensions[number].height = _LINE_HEIGHT * lines
    sheet.sheet_view.showGridLines = False


def _arrange(sheet: Any, grid: Grid) -> None:
    """Header and names stay in sight, columns can be filtered, blank cells to come are text too."""
    columns = [standard_column(grid.title, heading) for heading in grid.header]
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.number_format = width_of(column), _TEXT
        dimension.alignment, dimension.font = _WRAPPED, _PLAIN
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
