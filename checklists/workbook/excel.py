"""An .xlsx workbook -> sheets. The file comes from outside: sizes are bounded, entities refused, formulas never computed."""

from __future__ import annotations

import datetime
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.names import nearest
from checklists.package.sheets import FORM_SHEETS, RULE_SHEETS, Problems, Sheet, Sheets
from checklists.workbook.csv_folder import base_sheets, beside_workbook, sheet_of
from checklists.workbook.merge import merge

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TRUTHS = {"=TRUE()": "true", "=FALSE()": "false", "=TRUE": "true", "=FALSE": "false"}
_DAMAGE = (
    zipfile.BadZipFile, ParseError, zlib.error, struct.error, OSError, EOFError, ValueError, KeyError,
    IndexError, TypeError, AttributeError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are not what they claim to be."""


def load_workbook(xlsx: Path) -> Sheets:
    """The sheets of a workbook; where its settings name a ``base``, those are laid under them as for a folder.

    Raises SheetError for a file that is absent, no .xlsx, damaged or out of all proportion. What is wrong in the sheets is left to
    ``check``. OSError escapes where the file cannot be read at all.
    """
    data = _read_bytes(xlsx)
    problems = Problems()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations that it drops; none concern us
            sheets = _read_sheets(data, problems)
    except _DAMAGE as error:
        raise _refusal(xlsx, "damaged", "文件已损坏或不是真正的 .xlsx，请在 Excel 里打开后重新另存一份。") from error
    if not sheets:
        raise _refusal(xlsx, "no_sheets", "工作簿里没有清单的表(survey、choices、settings……)，请检查表名。")
    own = Sheets(str(xlsx), sheets, tuple(problems))
    base = own.settings.get("base", "")
    return beside_workbook(merge(base_sheets(base, beside=xlsx), own) if base else own, xlsx)


def _refusal(xlsx: Path, code: str, message: str) -> SheetError:
    return SheetError(str(xlsx), (SheetProblem("", 0, "", code, f"{xlsx.name}：{message}"),))


def _read_bytes(xlsx: Path) -> bytes:
    """The file in memory: looked at and opened once, and closed whatever openpyxl makes of it."""
    if not xlsx.exists():
        raise _refusal(xlsx, "no_file", "找不到这个文件，请检查路径。")
    with xlsx.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if data.startswith(_OLD_OFFICE):
        raise _refusal(xlsx, "not_xlsx", "这是旧版 .xls 或加了密码的工作簿，请在 Excel 里另存为不带密码的 .xlsx。")
    if len(data) > LARGEST_FILE:
        raise _refusal(xlsx, "too_large", f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，请删去图片等无关内容。")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise _refusal(xlsx, "not_xlsx", "这不是 Excel 工作簿，请选择 .xlsx 文件。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _DAMAGE as error:
        raise _refusal(xlsx, "damaged", "文件已损坏，请在 Excel 里打开后重新另存一份。") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _refusal(xlsx, "too_large", "文件解开后大得不正常，为安全起见没有打开。")
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise _refusal(xlsx, "not_xlsx", "这是压缩包，不是 Excel 工作簿，请选择 .xlsx 文件。")
    return data


def _read_sheets(data: bytes, problems: Problems) -> dict[str, Sheet]:
    # Imported here: a program that only opens shipped checklists need not wait for it.
    from openpyxl import load_workbook as open_workbook

    sheets: dict[str, Sheet] = {}
    known = (*FORM_SHEETS, *RULE_SHEETS)
    workbook = open_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for worksheet in workbook.worksheets:
            name = worksheet.title.strip().lower()
            if name in sheets:
                problems.sheet(name, "", "duplicate_sheet", f"{name} 表出现了两次，只读了第一张。")
            elif name in known:
                records = _records(worksheet, name, problems)
                sheets[name] = sheet_of(name, records, problems, origin="")
            elif near := nearest(name, known):
                message = f"表“{worksheet.title}”不认识，是不是想写“{near}”？不认识的表不会起作用。"
                problems.sheet(worksheet.title, "", "unknown_sheet", message, severity="warning")
    finally:
        workbook.close()
    return sheets


def _records(worksheet: Any, name: str, problems: Problems) -> list[list[str]]:
    """The cells as text. Rows and columns are bounded here: what a sheet says of its own size is not trusted."""
    records: list[list[str]] = []
    last = 0
    for number, row in enumerate(worksheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), start=1):
        header = records[0] if records else []
        record = [_text(cell, (name, number, header), problems) for cell in row]
        if any(record):
            last = number
        records.append(record)
    if last > MOST_ROWS:
        problems.sheet(name, "", "too_many_rows", f"{name} 表超过 {MOST_ROWS} 行，其余没有读。")
    if any(len(record) > MOST_COLUMNS and record[MOST_COLUMNS] for record in records):
        problems.sheet(name, "", "too_many_columns", f"{name} 表超过 {MOST_COLUMNS} 列，其余没有读。")
    width = max((_width(record) for record in records), default=0)
    return [record[: min(width, MOST_COLUMNS)] for record in records[: min(last, MOST_ROWS)]]


def _width(record: Sequence[str]) -> int:
    return max((index + 1 for index, cell in enumerate(record) if cell), default=0)


def _text(cell: Any, place: tuple[str, int, Sequence[str]], problems: Problems) -> str:
    value = cell.value
    if value is None:
        return ""
    name, number, header = place
    index = cell.column - 1
    column = header[index] if index < len(header) else ""
    if cell.data_type == "f" and str(value).upper() in _TRUTHS:  # LibreOffice writes yes and no so
        return _TRUTHS[str(value).upper()]
    if cell.data_type == "f":
        message = "这个单元格是 Excel 公式。清单里要写文字：请改成 XPath 表达式，或把公式的结果粘贴为数值。"
        problems.found.append(SheetProblem(name, number, column, "excel_formula", message))
        return ""
    if cell.data_type == "e":
        message = f"这个单元格是 Excel 的错误值 {value}，请改正。"
        problems.found.append(SheetProblem(name, number, column, "excel_error", message))
        return ""
    text = _value_text(value)
    if len(text) > LONGEST_CELL:
        problems.found.append(SheetProblem(name, number, column, "cell_too_long", "这个单元格的文字太长，没有读。"))
        return ""
    return text


def _value_text(value: object) -> str:
    """What the author typed, as far as Excel has kept it: 5.0 is 5, a date is written as ISO."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
