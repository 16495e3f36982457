"""An .xlsx workbook -> sheets. The file comes from outside: sizes are bounded, entities refused, formulas never computed."""

from __future__ import annotations

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
from checklists.package.sheets import Problems, Sheets
from checklists.workbook.cell_text import cell_text
from checklists.workbook.columns import is_wording
from checklists.workbook.csv_folder import base_sheets, beside_workbook, sheet_of
from checklists.workbook.grids import KNOWN_SHEETS, Book, Grid, grid_of
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
    problems = Problems()
    grids = _grids_of(xlsx, problems, extra=False)
    sheets = {grid.title: sheet_of(grid.title, grid.records, problems, origin="") for grid in grids}
    own = Sheets(str(xlsx), sheets, tuple(problems))
    base = own.settings.get("base", "")
    return beside_workbook(merge(base_sheets(base, beside=xlsx), own) if base else own, xlsx)


def read_book(xlsx: Path) -> Book:
    """Every sheet of a workbook as it is written, those that we do not know too. Raises as ``load_workbook`` does."""
    problems = Problems()
    grids = _grids_of(xlsx, problems, extra=True)
    return Book(str(xlsx), tuple(grids), tuple(problems))


def _grids_of(xlsx: Path, problems: Problems, *, extra: bool) -> list[Grid]:
    data = _read_bytes(xlsx)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and validations that it drops; none concern us
            grids = _read_grids(data, problems, extra=extra)
    except _DAMAGE as error:
        raise _refusal(xlsx, "damaged", "文件已损坏或不是真正的 .xlsx，请在 Excel 里打开后重新另存一份。") from error
    if not any(grid.title in KNOWN_SHEETS for grid in grids):
        raise _refusal(xlsx, "no_sheets", "工作簿里没有清单的表(survey、choices、settings……)，请检查表名。")
    return grids


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


def _read_grids(data: bytes, problems: Problems, *, extra: bool) -> list[Grid]:
    # Imported here: a program that only opens shipped checklists need not wait for it.
    from openpyxl import load_workbook as open_workbook

    grids: dict[str, Grid] = {}
    workbook = open_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for worksheet in workbook.worksheets:
            name = worksheet.title.strip().lower()
            title = name if name in KNOWN_SHEETS else worksheet.title
            if title in grids:
                problems.sheet(name, "", "duplicate_sheet", f"{name} 表出现了两次，只读了第一张。")
                continue
            if title not in KNOWN_SHEETS and (near := nearest(name, KNOWN_SHEETS)):
                message = f"表“{worksheet.title}”不认识，是不是想写“{near}”？不认识的表不会起作用。"
                problems.sheet(worksheet.title, "", "unknown_sheet", message, severity="warning")
            if title in KNOWN_SHEETS or extra:
                grids[title] = grid_of(title, _records(worksheet, title, problems))
    finally:
        workbook.close()
    return list(grids.values())


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
    return [record[:MOST_COLUMNS] for record in records[: min(last, MOST_ROWS)]]


def _text(cell: Any, place: tuple[str, int, Sequence[str]], problems: Problems) -> str:
    value = cell.value
    if value is None:
        return ""
    name, number, header = place
    index = cell.column - 1
    column = header[index] if index < len(header) else ""
    if cell.data_type == "f" and str(value).upper() in _TRUTHS:  # LibreOffice writes yes and no so
        return _TRUTHS[str(value).upper()]
    if name not in KNOWN_SHEETS:
        return _text_of_extra(cell, name, problems)
    if cell.data_type == "f":
        message = "这个单元格是 Excel 公式。清单里要写文字：请改成 XPath 表达式，或把公式的结果粘贴为数值。"
        problems.found.append(SheetProblem(name, number, column, "excel_formula", message))
        return ""
    if cell.data_type == "e":
        message = f"这个单元格是 Excel 的错误值 {value}，请改正。"
        problems.found.append(SheetProblem(name, number, column, "excel_error", message))
        return ""
    text = cell_text(value, cell.number_format, as_words=is_wording(column))
    if len(text) > LONGEST_CELL:
        problems.found.append(SheetProblem(name, number, column, "cell_too_long", "这个单元格的文字太长，没有读。"))
        return ""
    return text


def _text_of_extra(cell: Any, title: str, problems: Problems) -> str:
    """A cell of a sheet that has no meaning here. Its formulas are kept as their text."""
    if cell.data_type != "f":
        return cell_text(cell.value, cell.number_format, as_words=True)
    if not any(problem.sheet == title and problem.code == "formula_as_text" for problem in problems):
        message = f"“{title}”表里有 Excel 公式，只按文字保留，不再计算。"
        problems.sheet(title, "", "formula_as_text", message, severity="warning")
    return str(getattr(cell.value, "text", cell.value) or "")
