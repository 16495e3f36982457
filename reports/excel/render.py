"""From a workbook's data to the bytes of an .xlsx: addresses for names, number formats, page set-up, and the same bytes every time.

Rules: a text is a text, even where it begins with ``=``; no clock: dates come from the case, and the archive is written anew with
fixed times.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.document import Accepts, CellStyle, NumberStyle, Sheet, SheetCell, WorkbookSpec
from reports.errors import FormulaNameUnknown
from reports.excel.styles import FIGURE_STYLES, Place, Styles

_NAME = re.compile(r"\{([^{}]+)\}")
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST = 32_000
_LONGEST_LIST = 255
_WIDE, _NARROW, _HAN_FROM, _NOTE_SHARE = 1.9, 1.0, 0x2E80, 0.9
_LINE, _TALLEST, _TITLE = 15.0, 400.0, 24.0


def render_workbook(spec: WorkbookSpec) -> bytes:
    """The workbook's bytes. Raises FormulaNameUnknown where a formula names a cell that no sheet has."""
    book = Workbook()
    for first in list(book.worksheets):
        book.remove(first)
    addresses = _addresses(spec)
    styles = Styles()
    for sheet in spec.sheets:
        _write_sheet(book.create_sheet(sheet.title), sheet, addresses, styles)
    dated = datetime.combine(spec.dated, time(), UTC)
    properties = book.properties
    properties.title, properties.creator, properties.subject = spec.title, spec.author, spec.subject
    properties.lastModifiedBy, properties.language = spec.author, "zh-CN"
    book.calculation.fullCalcOnLoad = True
    raw = io.BytesIO()
    book.save(raw)
    return _same_every_time(raw.getvalue(), dated)


def _addresses(spec: WorkbookSpec) -> dict[str, tuple[str, str]]:
    """Cell name -> (sheet, address)."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in spec.sheets:
        for row_number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row, 1):
                if cell.name:
                    assert cell.name not in found, cell.name
                    found[cell.name] = (sheet.title, f"{get_column_letter(column)}{row_number}")
    return found


def _write_sheet(target: Worksheet, sheet: Sheet, addresses: Mapping[str, tuple[str, str]], styles: Styles) -> None:
    figures = _figure_columns(sheet)
    for row_number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row, 1):
            if cell.value is not None or cell.formula or cell.style in (CellStyle.TOTAL, CellStyle.INPUT):
                found = target.cell(row_number, column)
                assert isinstance(found, Cell)
                _write_value(found, cell, sheet, addresses)
                is_words = isinstance(cell.value, str) and not cell.formula
                styles.apply(
                    found,
                    cell.style,
                    NumberStyle.TEXT if is_words else cell.number,
                    _place(sheet, cell, row_number, column, is_figure=column in figures),
                    is_quoted=isinstance(cell.value, str) and cell.value.startswith(_TRIGGERS),
                )
        height = _height(row, sheet) if row_number > sheet.header_row else _TITLE if row_number == 1 else None
        if height is not None:
            target.row_dimensions[row_number].height = height
    _restrict(target, sheet)
    for column, width in enumerate(sheet.widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width
    target.freeze_panes = f"B{sheet.header_row + 1}"
    last = get_column_letter(max(1, len(sheet.widths)))
    target.print_area = f"A1:{last}{max(1, len(sheet.rows))}"
    target.print_title_rows = f"1:{sheet.header_row}"
    target.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    target.page_setup.paperSize = 9
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.sheet_view.showGridLines = False
    target.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    footer = target.HeaderFooter.oddFooter
    assert footer is not None
    footer.left.text, footer.right.text = "&A", "第 &P 页，共 &N 页"


def _restrict(target: Worksheet, sheet: Sheet) -> None:
    """Only inputs can be changed, and only to what they accept. There is no password: it guards against slips, not against people."""
    target.protection.enable()
    target.protection.formatColumns = target.protection.formatRows = False
    cells: dict[Accepts, list[str]] = {}
    for row_number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row, 1):
            if cell.accepts is not None:
                cells.setdefault(cell.accepts, []).append(f"{get_column_letter(column)}{row_number}")
    for accepts, addresses in cells.items():
        rule = _validation(accepts, addresses[0])
        rule.sqref = MultiCellRange(" ".join(addresses))
        target.add_data_validation(rule)


def _validation(accepts: Accepts, first: str) -> DataValidation:
    """A list where its codes fit into one (255 characters), else a condition over the cell. ``first`` is where it is written from."""
    listed = ",".join(accepts.texts)
    if not accepts.numbers and len(listed) <= _LONGEST_LIST:
        rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
    else:
        conditions = [f'{first}="{text}"' for text in accepts.texts]
        formula = f"OR({','.join([*(['ISNUMBER(' + first + ')'] if accepts.numbers else []), *conditions])})"
        rule = DataValidation("custom", formula1=formula, allow_blank=True)
    rule.errorTitle, rule.error = "填不进去", "请填右边“可填”一栏所列的内容；未知填“未答”，清空即恢复原答。"
    rule.showErrorMessage = True
    return rule


def _figure_columns(sheet: Sheet) -> set[int]:
    """Columns whose header stands over figures."""
    return {
        column
        for row in sheet.rows
        for column, cell in enumerate(row, 1)
        if cell.style in (CellStyle.INPUT, CellStyle.RESULT, CellStyle.FIXED) and column > 1
    }


def _place(sheet: Sheet, cell: SheetCell, row_number: int, column: int, *, is_figure: bool) -> Place:
    if row_number < sheet.header_row:
        return Place.TITLE
    is_number = cell.value is not None and not isinstance(cell.value, str)
    if not sheet.is_form and (is_number or (is_figure and cell.style in FIGURE_STYLES)):
        return Place.FIGURE
    return Place.FIRST if column == 1 else Place.TEXT


def _height(row: Sequence[SheetCell], sheet: Sheet) -> float | None:
    """Room for the longest wrapped text in points; not every program makes it by itself. None for a single line."""
    lines = 1
    for cell, width in zip(row, sheet.widths, strict=False):
        if isinstance(cell.value, str) and not cell.formula:
            taken = sum(_WIDE if ord(each) >= _HAN_FROM else _NARROW for each in cell.value)
            shrunk = _NOTE_SHARE if cell.style is CellStyle.NOTE else 1
            lines = max(lines, math.ceil(taken * shrunk / (width - 1)))
    return None if lines == 1 else min(_LINE * lines + 2, _TALLEST)


def _write_value(target: Cell, cell: SheetCell, sheet: Sheet, addresses: Mapping[str, tuple[str, str]]) -> None:
    if cell.formula:
        target.value = "=" + _NAME.sub(lambda match: _reference(match.group(1), cell, sheet, addresses), cell.formula)
    elif isinstance(cell.value, str):
        target.value = ILLEGAL_CHARACTERS_RE.sub("〔控制符〕", cell.value)[:_LONGEST]
        target.data_type = "s"
    else:
        target.value = cell.value


def _reference(name: str, cell: SheetCell, sheet: Sheet, addresses: Mapping[str, tuple[str, str]]) -> str:
    if name not in addresses:
        raise FormulaNameUnknown(sheet.title, cell.formula, name)
    title, address = addresses[name]
    return address if title == sheet.title else f"'{title}'!{address}"


def _same_every_time(data: bytes, dated: datetime) -> bytes:
    """The archive with fixed entry times, and the case's date where openpyxl put the clock."""
    stamp = dated.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for entry in sorted(old.namelist()):
            content = old.read(entry)
            if entry == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(entry, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, content)
    return target.getvalue()
