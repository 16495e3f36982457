"""Excel files from strangers: bounded in parts, bytes, rows and columns; no macros, formulas or entities; then lines of cells."""

from __future__ import annotations

import importlib
import io
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from checklists.model.errors import SpreadsheetError, StatementFileError
from checklists.model.xlsx import Limits, SheetPart, Xlsx, office_kind
from checklists.model.xlsx_values import ErrorValue, Formatted, Formula
from checklists.model.zipped import MEGABYTE, Bounds
from checklists.statements.rows import HEADER_WITHIN, Container, Line, clean

_HEAD_MARKS, _MOST_MARKS = 500_000, 24_000_000
_LIMITS = Limits(
    Bounds(parts=500, unpacked=256 * MEGABYTE, largest=192 * MEGABYTE), marks=_HEAD_MARKS, text_marks=6_000_000
)
_LARGEST_XLS = 24 * MEGABYTE
_COLUMNS = 100
_SHEETS = 10
# What xlrd raises over files that are not what they claim to be.
_BROKEN = (
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    EOFError,
    RecursionError,
    TypeError,
    ValueError,
)
_UNPACKED = "解压后的账单文件(CSV 或 XLSX)"
_WHOLE_FILE = "完整、未加密的 .xlsx 文件"
_REFUSALS = {
    "damaged": ("已损坏的 Excel 文件", _WHOLE_FILE),
    "not-zip": ("已损坏的 Excel 文件", _WHOLE_FILE),
    "forbidden-xml": ("夹带实体声明的 Excel 文件,为安全起见没有打开", _WHOLE_FILE),
    "encrypted": ("带密码的压缩包或工作簿", "去掉密码后的账单文件(CSV 或 XLSX)"),
    "archive": ("压缩包,不是 Excel 文件", _UNPACKED),
    "too-large": ("大得不正常的文件(某一部分 {found})", "正常大小的导出文件"),
    "too-many-parts": ("有 {found} 个部分的文件", "正常大小的导出文件"),
    "too-many-cells": ("单元格多得不正常的工作簿", "正常大小的导出文件"),
    "word": ("Word 文档", "微信、支付宝或银行导出的原始文件"),
    "opendocument": ("OpenDocument 文件", "用 WPS 或 Excel 打开后另存为 .xlsx 再导入"),
    "binary-workbook": (".xlsb 二进制工作簿", "用 WPS 或 Excel 打开后另存为 .xlsx 再导入"),
}

Accepts = Callable[[tuple[Line, ...]], bool]


def open_xlsx(data: bytes, name: str, *, most_rows: int, accepts: Accepts) -> Container:
    """The sheets. Of one whose first lines ``accepts`` does not want only these are read: a stranger's book may be long."""
    try:
        book = Xlsx(data, _LIMITS)
        sheets = tuple(_sheet_lines(book, sheet, name, most_rows, accepts) for sheet in book.sheets[:_SHEETS])
    except SpreadsheetError as error:
        raise _refusal(error, name) from error
    return Container("xlsx", sheets)


def _refusal(error: SpreadsheetError, name: str) -> StatementFileError:
    key = error.found if error.reason == "not-a-workbook" else error.reason
    found, expected = _REFUSALS.get(key, _REFUSALS["archive"])
    return StatementFileError(name, found.format(found=error.found), expected)


def _sheet_lines(book: Xlsx, sheet: SheetPart, name: str, most_rows: int, accepts: Accepts) -> tuple[Line, ...]:
    rows = ((row.number, row.values) for row in book.rows(sheet, columns=_COLUMNS))
    lines = _lines(rows, name, most_rows)
    book.marks.left = _HEAD_MARKS
    head = tuple(islice(lines, HEADER_WITHIN))
    if not accepts(head):
        return head
    book.marks.left = _MOST_MARKS
    return (*head, *lines)


def open_xls(data: bytes, name: str, *, most_rows: int) -> Container:
    """The old binary format, through xlrd where it is installed (pyxform brings it)."""
    kind = office_kind(data)
    if kind in _REFUSALS:
        raise _refusal(SpreadsheetError("not-a-workbook", kind), name)
    if len(data) > _LARGEST_XLS:
        raise _refusal(SpreadsheetError("too-large", f"{len(data) // MEGABYTE} MB"), name)
    try:
        xlrd = importlib.import_module("xlrd")
    except ImportError as error:
        expected = "用 WPS 或 Excel 打开后另存为 .xlsx 再导入"
        raise StatementFileError(name, "旧版 .xls 文件", expected) from error
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
        sheets = []
        for index in range(min(book.nsheets, _SHEETS)):
            sheet = book.sheet_by_index(index)
            rows = ([_xls_value(xlrd, cell, book.datemode) for cell in sheet.row(n)] for n in range(sheet.nrows))
            sheets.append(tuple(_lines(enumerate(rows, start=1), name, most_rows)))
    except (*_BROKEN, xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        expected = "用 WPS 或 Excel 打开(有密码的先去掉密码)后另存为 .xlsx 再导入"
        raise StatementFileError(name, "已损坏的 .xls 文件", expected) from error
    return Container("xls", tuple(sheets))


def _xls_value(xlrd: Any, cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    return cell.value


def _lines(rows: Iterable[tuple[int, Sequence[object]]], name: str, most_rows: int) -> Iterator[Line]:
    """The rows that hold something, under the numbers that Excel shows."""
    filled = 0
    for number, row in rows:
        cells = [clean(_text(value)) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        filled += 1
        if filled > most_rows:
            raise StatementFileError(name, f"超过 {most_rows} 行", f"不超过 {most_rows} 行,请分段导出")
        yield Line(number, tuple(cells))


def _text(value: object) -> str:
    """A cell as text: numbers as short as they are exact, dates as ISO writes them; of a formula what it showed."""
    if isinstance(value, str):
        return value
    if isinstance(value, Formula):
        return _text(value.shown)
    if isinstance(value, Formatted):
        return _text(value.value)
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
