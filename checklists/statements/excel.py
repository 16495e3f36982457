"""Excel files from strangers: size, row and column limits first, no macros, no formulas, no entities; then lines of cells."""

from __future__ import annotations

import importlib
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml import DEFUSEDXML

from checklists.model.errors import StatementFileError
from checklists.statements.rows import Container, Line, clean

_UNPACKED_BYTES = 256 * 1024 * 1024
_MEMBERS = 500
_COLUMNS = 100
_LAST_ROW = 1_048_576  # Excel's own; a cell far below the others makes openpyxl fill in all rows between
_SHEETS = 10
# What the two libraries raise over files that are not what they claim to be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    DefusedXmlException,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    EOFError,
    RecursionError,
    TypeError,
    ValueError,
)
_WHOLE_FILE = "完整、未加密的 .xlsx 文件"


def open_xlsx(data: bytes, name: str, *, most_rows: int) -> Container:
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl reads strangers' files only with defusedxml")
    try:
        _refuse_oversized(data, name)
        with warnings.catch_warnings():
            # It warns of styles and extensions that it leaves out; values are all that is read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                sheets = [tuple(_sheet_lines(sheet, name, most_rows)) for sheet in book.worksheets[:_SHEETS]]
            finally:
                book.close()
    except _BROKEN as error:
        raise StatementFileError(name, f"无法读取的 Excel 文件({type(error).__name__})", _WHOLE_FILE) from error
    return Container("xlsx", tuple(sheets))


def _refuse_oversized(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise StatementFileError(name, "带密码的压缩包", "解压后的账单文件(CSV 或 XLSX)")
        if not any(member.filename == "xl/workbook.xml" for member in members):
            raise StatementFileError(name, "压缩包,不是 Excel 文件", "解压后的账单文件(CSV 或 XLSX)")
        unpacked = sum(member.file_size for member in members)
        if len(members) > _MEMBERS or unpacked > _UNPACKED_BYTES:
            raise StatementFileError(
                name, f"解压后 {unpacked // 1_048_576} MB、{len(members)} 个部分", "正常大小的导出文件"
            )


def _sheet_lines(sheet: Any, name: str, most_rows: int) -> Iterator[Line]:
    # The file's own idea of its dimensions is often wrong and sometimes hostile.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=_COLUMNS, values_only=True)
    yield from _numbered(rows, name, most_rows)


def open_xls(data: bytes, name: str, *, most_rows: int) -> Container:
    """The old binary format, through xlrd where it is installed (pyxform brings it)."""
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
            sheets.append(tuple(_numbered(rows, name, most_rows)))
    except (*_BROKEN, xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        expected = "用 WPS 或 Excel 打开(有密码的先去掉密码)后另存为 .xlsx 再导入"
        raise StatementFileError(name, f"无法读取的 .xls 文件({type(error).__name__})", expected) from error
    return Container("xls", tuple(sheets))


def _xls_value(xlrd: Any, cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    return cell.value


def _numbered(rows: Iterable[Sequence[object]], name: str, most_rows: int) -> Iterator[Line]:
    """The rows that hold something, under the numbers that Excel shows."""
    filled = 0
    for number, row in enumerate(rows, start=1):
        if not any(row):
            continue
        filled += 1
        if filled > most_rows:
            raise StatementFileError(name, f"超过 {most_rows} 行", f"不超过 {most_rows} 行,请分段导出")
        cells = [clean(_text(value)) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield Line(number, tuple(cells))


def _text(value: object) -> str:
    """A cell as text: numbers as short as they are exact, dates as ISO writes them."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
