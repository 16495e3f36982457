"""An .xlsx workbook -> sheets. The file comes from outside: sizes are bounded, entities refused, formulas never computed."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from checklists.model.errors import SheetError, SheetProblem, SpreadsheetError
from checklists.model.xlsx import Limits, SheetPart, Xlsx
from checklists.model.xlsx_values import ErrorValue, Formatted, Formula
from checklists.model.zipped import MEGABYTE, Bounds
from checklists.package.sheets import Problems, Sheets
from checklists.workbook.cell_text import cell_text
from checklists.workbook.columns import INCLUDES, is_wording, near_sheet
from checklists.workbook.csv_folder import PARAMETERS, base_sheets, beside_workbook, sheet_of
from checklists.workbook.grids import KNOWN_SHEETS, Book, Grid, grid_of
from checklists.workbook.merge import merge

LARGEST_FILE = 20 * MEGABYTE
LIMITS = Limits(Bounds(parts=2000, unpacked=200 * MEGABYTE, largest=64 * MEGABYTE), marks=700_000, text_marks=700_000)
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
_MOST_TEXT = 4_000_000
_WORTH_CHECKING = 2_000

_TRUTHS = {"TRUE()": "true", "FALSE()": "false", "TRUE": "true", "FALSE": "false"}
_SPACES = " \t\r\n\u00a0\u3000\u200b\ufeff"
_SAVE_ANEW = "请在 Excel 里打开后重新另存一份 .xlsx。"
_REFUSALS = {
    "encrypted": ("locked", "工作簿加了密码，请在 Excel 里去掉密码后再试。"),
    "damaged": ("damaged", f"文件已损坏，{_SAVE_ANEW}"),
    "forbidden-xml": ("damaged", f"文件里夹带了 Excel 不会写的实体声明，为安全起见没有打开，{_SAVE_ANEW}"),
    "too-large": ("too_large", "文件解开后大得不正常，为安全起见没有打开。请删去图片等无关内容。"),
    "too-many-parts": ("too_large", "文件里的部件多得不正常，为安全起见没有打开。请把清单的表复制到一个新工作簿。"),
    "too-many-cells": (
        "too_large",
        "单元格太多，不像一份清单。请删去多余的行、列和格式，或把清单的表复制到一个新工作簿。",
    ),
    "too-many-rows": ("too_many_rows", f"有一张表超过 {MOST_ROWS} 行，不像一份清单，没有读。"),
    "not-zip": ("not_xlsx", "这不是 Excel 工作簿，请选择 .xlsx 文件。"),
    "archive": ("not_xlsx", "这是压缩包，不是 Excel 工作簿，请选择 .xlsx 文件。"),
    "xls": ("not_xlsx", "这是旧版 .xls 工作簿，请在 Excel 里另存为 .xlsx。"),
    "office": ("not_xlsx", "这是旧版 Office 文件，不是工作簿，请选择 .xlsx 文件。"),
    "word": ("not_xlsx", "这是 Word 文档，不是工作簿，请选择 .xlsx 文件。"),
    "powerpoint": ("not_xlsx", "这是演示文稿，不是工作簿，请选择 .xlsx 文件。"),
    "opendocument": ("not_xlsx", "这是 OpenDocument(.ods)表格，请另存为 .xlsx。"),
    "binary-workbook": ("not_xlsx", "这是二进制工作簿(.xlsb)，请在 Excel 里另存为 .xlsx。"),
}


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
    named = own.settings.get(PARAMETERS, "")
    own = merge(base_sheets(base, beside=xlsx, parameters=named), own) if base else _with_included_base(own, xlsx)
    return beside_workbook(own, xlsx)


def _with_included_base(own: Sheets, xlsx: Path) -> Sheets:
    """An exported workbook knows the base that it was merged with, to tell which rows are its own; it does not need it."""
    included = own.settings.get(INCLUDES, "").split()
    base: Sheets | None = None
    with contextlib.suppress(SheetError):
        named = own.settings.get(PARAMETERS, "")
        base = base_sheets(included[0], beside=xlsx, parameters=named) if included else None
    return dataclasses.replace(own, base=base)


def read_book(xlsx: Path) -> Book:
    """Every sheet of a workbook as it is written, those that we do not know too. Raises as ``load_workbook`` does."""
    problems = Problems()
    grids = _grids_of(xlsx, problems, extra=True)
    return Book(str(xlsx), tuple(grids), tuple(problems))


def _grids_of(xlsx: Path, problems: Problems, *, extra: bool) -> list[Grid]:
    data = _read_bytes(xlsx)
    try:
        grids = _read_grids(Xlsx(data, LIMITS), problems, extra=extra)
    except SpreadsheetError as error:
        key = error.found if error.reason == "not-a-workbook" else error.reason
        raise _refusal(xlsx, *_REFUSALS.get(key, _REFUSALS["archive"])) from error
    if not any(grid.title in KNOWN_SHEETS for grid in grids):
        found = "、".join(f"“{problem.sheet}”" for problem in problems if problem.code == "unknown_sheet")
        hint = f"，现有的表是 {found}" if found else ""
        raise _refusal(
            xlsx,
            "no_sheets",
            f"工作簿里没有清单的表{hint}。问卷的表要叫 survey，选项的表叫 choices，设置的表叫 settings。",
        )
    return grids


def _refusal(xlsx: Path, code: str, message: str) -> SheetError:
    return SheetError(str(xlsx), (SheetProblem("", 0, "", code, f"{xlsx.name}：{message}"),))


def _read_bytes(xlsx: Path) -> bytes:
    if not xlsx.exists():
        raise _refusal(xlsx, "no_file", "找不到这个文件，请检查路径。")
    with xlsx.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if not data:
        raise _refusal(xlsx, "not_xlsx", "这是空文件，请选择 .xlsx 文件。")
    if len(data) > LARGEST_FILE:
        raise _refusal(xlsx, "too_large", f"文件超过 {LARGEST_FILE // MEGABYTE} MB，请删去图片等无关内容。")
    return data


def _read_grids(book: Xlsx, problems: Problems, *, extra: bool) -> list[Grid]:
    grids: dict[str, Grid] = {}
    if book.has_macros:
        message = "工作簿带有宏(.xlsm)。宏不会运行，也不会保留，请另存为 .xlsx。"
        problems.sheet("", "", "macros", message, severity="warning")
    for sheet in book.sheets:
        name = sheet.title.strip(_SPACES).lower()
        title = name if name in KNOWN_SHEETS else sheet.title
        if title in grids:
            problems.sheet(name, "", "duplicate_sheet", f"{name} 表出现了两次，只读了第一张。")
            continue
        if title not in KNOWN_SHEETS:
            _point_out(sheet.title, name, problems)
        if title in KNOWN_SHEETS or extra:
            grids[title] = grid_of(title, _records(book, sheet, title, problems))
    return list(grids.values())


def _records(book: Xlsx, sheet: SheetPart, name: str, problems: Problems) -> list[list[str]]:
    """The cells as text. Rows and columns are bounded here: what a sheet says of its own size is not trusted."""
    records: list[list[str]] = []
    is_cut, text = False, 0
    book.refuse_long(sheet)
    for filled, row in enumerate(book.rows(sheet, columns=MOST_COLUMNS)):
        if row.number > MOST_ROWS:
            if filled > _WORTH_CHECKING:
                raise SpreadsheetError("too-many-rows")
            message = f"{name} 表第 {row.number} 行还有内容，最多读 {MOST_ROWS} 行，其余没有读。请删去多余的行。"
            problems.sheet(name, "", "too_many_rows", message)
            break
        is_cut = is_cut or row.is_cut
        header = records[0] if records else []
        records.extend([] for _ in range(len(records) + 1, row.number))
        record = [_text(value, (name, row.number, index), header, problems) for index, value in enumerate(row.values)]
        records[row.number - 1 :] = [record]
        text += sum(map(len, record))
        if text > _MOST_TEXT:
            raise SpreadsheetError("too-large")
    if is_cut:
        problems.sheet(name, "", "too_many_columns", f"{name} 表超过 {MOST_COLUMNS} 列，其余没有读。")
    return records


def _text(value: object, place: tuple[str, int, int], header: Sequence[str], problems: Problems) -> str:
    """A cell as its author typed it. What cannot be meant so is told, and read as blank."""
    if value is None:
        return ""
    name, number, index = place
    column = header[index] if index < len(header) else ""
    if isinstance(value, Formula) and value.text.upper() in _TRUTHS:  # LibreOffice writes yes and no so
        return _TRUTHS[value.text.upper()]
    if isinstance(value, Formula) and not value.text and isinstance(value.shown, bool):
        return "true" if value.shown else "false"  # it shares the formula of a cell before it, which was read or told
    if name not in KNOWN_SHEETS:
        return _text_of_extra(value, name, problems)
    if isinstance(value, Formula):
        message = "这个单元格是 Excel 公式。清单里要写文字：请改成 XPath 表达式，或把公式的结果粘贴为数值。"
        problems.found.append(SheetProblem(name, number, column, "excel_formula", message))
        if value.shown is None:
            return ""
        # A checklist is refused all the same; a form that is only tried out takes what Excel showed, as pyxform does.
        value = value.shown
    if isinstance(value, ErrorValue):
        message = f"这个单元格是 Excel 的错误值 {value.text}，请改正。"
        problems.found.append(SheetProblem(name, number, column, "excel_error", message))
        return ""
    text = _plain(value, as_words=is_wording(column))
    if len(text) > LONGEST_CELL:
        problems.found.append(SheetProblem(name, number, column, "cell_too_long", "这个单元格的文字太长，没有读。"))
        return ""
    return text


def _plain(value: object, *, as_words: bool) -> str:
    if isinstance(value, Formatted):
        return cell_text(value.value, value.number_format, as_words=as_words)
    return cell_text(value, "General", as_words=as_words)


def _text_of_extra(value: object, title: str, problems: Problems) -> str:
    """A cell of a sheet that has no meaning here. Its formulas are kept as their text."""
    if isinstance(value, ErrorValue):
        return value.text
    if not isinstance(value, Formula):
        return _plain(value, as_words=True)
    if not any(problem.sheet == title and problem.code == "formula_as_text" for problem in problems):
        message = f"“{title}”表里有 Excel 公式，只按文字保留，不再计算。"
        problems.sheet(title, "", "formula_as_text", message, severity="warning")
    return f"={value.text}" if value.text else ""


def _point_out(shown: str, name: str, problems: Problems) -> None:
    """A sheet that was probably meant to be one of ours."""
    near = near_sheet(name, KNOWN_SHEETS)
    if near:
        message = f"表“{shown}”不认识，是不是想写“{near}”？不认识的表不会起作用。"
        problems.sheet(shown, "", "unknown_sheet", message, severity="warning")
