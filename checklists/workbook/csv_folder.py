"""An industry's folder -> sheets: one CSV file a sheet, the core's folder laid under it, and the bank's between the two.

``base`` in settings names the core, ``parameters`` the folder of what the bank sets; that folder's own ``parameters`` names another that
is laid under it, so that a bank writes down only what it does differently.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import (
    CHOICES,
    FORM_SHEETS,
    PARAMETER_SHEETS,
    RULE_SHEETS,
    SETTINGS,
    Problems,
    Sheet,
    SheetRow,
    Sheets,
)
from checklists.workbook.attached import MEDIA_FOLDER, with_files
from checklists.workbook.columns import is_wording, near_sheet, standard_column
from checklists.workbook.merge import merge

INDUSTRIES = Path(__file__).resolve().parent.parent / "industries"
PARAMETERS = "parameters"
LARGEST = 8 * 1024 * 1024
_MOST_LINES, _MOST_COMMAS = 100_000, 1_000_000

MOST_QUESTIONS, MOST_CHOICES = 5_000, 20_000

_SPACES = " \t\r\n\u00a0\u3000\ufeff"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WORDS = ("form_title", "version")


def load_industry(folder: Path) -> Sheets:
    """The sheets of an industry's folder, with those that its ``base`` setting names laid under them.

    Raises SheetError where there is no folder or no survey; what is wrong inside the sheets is left to ``check``.
    """
    if not folder.is_dir():
        raise SheetError(str(folder), (SheetProblem("", 0, "", "no_folder", f"找不到行业文件夹“{folder}”。"),))
    own = _read_folder(folder, origin="")
    base = own.settings.get("base", "")
    if not base:
        return with_files(own, *_with_media(folder))
    merged = merge(base_sheets(base, beside=folder, parameters=own.settings.get(PARAMETERS, "")), own)
    return with_files(merged, *_with_media(folder), *_shared_places(folder, base, merged.settings))


def beside_workbook(sheets: Sheets, xlsx: Path) -> Sheets:
    """The sheets of a workbook with the files that stand beside it, or beside the sheets that its ``base`` names."""
    base = sheets.settings.get("base", "")
    below = _shared_places(xlsx, base, sheets.settings) if base else ()
    return with_files(sheets, xlsx.parent / f"{xlsx.stem}-{MEDIA_FOLDER}", *_with_media(xlsx.parent), *below)


def shared_files(base: str, *, beside: Path, parameters: str = "") -> Mapping[str, bytes]:
    """The files that the sheets under an industry name."""
    below = base_sheets(base, beside=beside, parameters=parameters)
    named = {PARAMETERS: parameters or below.settings.get(PARAMETERS, "")}
    return with_files(below, *_shared_places(beside, base, named)).files


def _shared_places(beside: Path, base: str, settings: Mapping[str, str]) -> tuple[Path, ...]:
    folders = (*parameter_folders(settings.get(PARAMETERS, ""), beside=beside), base_folder(beside, base))
    return tuple(place for folder in folders for place in _with_media(folder))


def _with_media(folder: Path) -> tuple[Path, ...]:
    return folder, folder / MEDIA_FOLDER


def base_sheets(base: str, *, beside: Path, parameters: str = "") -> Sheets:
    """The sheets that a ``base`` setting names: those in the neighbouring folder, else those that are shipped.

    Laid over them is what the bank sets: the folder ``parameters``, else the one that the base itself names.
    """
    sheets = _read_folder(base_folder(beside, base), origin=base)
    for folder in reversed(parameter_folders(parameters or sheets.settings.get(PARAMETERS, ""), beside=beside)):
        sheets = merge(sheets, without_parameters(_read_folder(folder, origin=folder.name)))
    return sheets


def without_parameters(sheets: Sheets) -> Sheets:
    """A bank's sheets without the cell that names those under them: it says nothing of the checklist they are laid over."""
    sheet = sheets.sheets.get(SETTINGS)
    if sheet is None:
        return sheets
    rows = (
        dataclasses.replace(row, cells={column: cell for column, cell in row.cells.items() if column != PARAMETERS})
        for row in sheet.rows
    )
    columns = tuple(column for column in sheet.columns if column != PARAMETERS)
    settings = Sheet(columns, tuple(row for row in rows if row.cells))
    return dataclasses.replace(sheets, sheets={**sheets.sheets, SETTINGS: settings})


def holds_parameters(folder: Path) -> bool:
    """Whether a folder is a bank's: sheets of what it sets, and no survey."""
    has_sheets = any((folder / f"{name}.csv").is_file() for name in PARAMETER_SHEETS)
    return has_sheets and not (folder / "survey.csv").is_file()


def parameter_folders(name: str, *, beside: Path) -> tuple[Path, ...]:
    """The folders of what a bank sets, its own first; () for no name. Raises SheetError where one is not there."""
    found: list[Path] = []
    while name:
        folder = _parameter_folder(name, beside)
        if folder in found:
            message = f"参数文件夹“{name}”绕了一圈又指回自己，请检查各层 settings 表的 {PARAMETERS} 列。"
            raise SheetError(str(folder), (SheetProblem(SETTINGS, 2, PARAMETERS, "parameter_circle", message),))
        found.append(folder)
        path = folder / f"{SETTINGS}.csv"
        settings = _sheet(path, SETTINGS, Problems(), origin=folder.name) if path.is_file() else Sheet()
        name = settings.rows[0][PARAMETERS] if settings.rows else ""
    return tuple(found)


def _parameter_folder(name: str, beside: Path) -> Path:
    if name.isidentifier():
        for parent in (beside.resolve().parent, INDUSTRIES):
            if any((parent / name / f"{sheet}.csv").is_file() for sheet in PARAMETER_SHEETS):
                return parent / name
    message = f"找不到本行参数“{name}”，请检查 settings 表的 {PARAMETERS} 列。"
    raise SheetError(str(beside), (SheetProblem(SETTINGS, 2, PARAMETERS, "no_parameters", message),))


def source_files(folder: Path, base: str = "core") -> tuple[Path, ...]:
    """Every file that an industry is or may be made of, in a fixed order."""
    settings = _read_folder(folder, origin="").settings
    core = base_folder(folder, base)
    named = settings.get(PARAMETERS, "") or _read_folder(core, origin=base).settings.get(PARAMETERS, "")
    folders = (folder, core, *parameter_folders(named, beside=folder))
    places = (place for each in folders for place in _with_media(each))
    return tuple(path for place in places for path in sorted(place.glob("*")) if path.is_file())


def base_folder(folder: Path, base: str) -> Path:
    """Where the sheets are that a ``base`` setting names: beside the folder or workbook, else among those that are shipped."""
    if not base.isidentifier():
        raise SheetError(
            str(folder), (SheetProblem("settings", 2, "base", "bad_base", f"base 里的“{base}”不是清单的名称。"),)
        )
    for parent in (folder.resolve().parent, INDUSTRIES):
        if (parent / base / "survey.csv").is_file():
            return parent / base
    message = f"找不到通用清单“{base}”，请检查 settings 表的 base 列。"
    raise SheetError(str(folder), (SheetProblem("settings", 2, "base", "no_base", message),))


def _read_folder(folder: Path, *, origin: str) -> Sheets:
    problems = Problems()
    sheets: dict[str, Sheet] = {}
    for name in (*FORM_SHEETS, *RULE_SHEETS):
        path = folder / f"{name}.csv"
        if path.is_file():
            sheets[name] = _sheet(path, name, problems, origin=origin)
    for stem in () if origin else sorted(path.stem for path in folder.glob("*.csv")):
        if stem not in sheets and (near := near_sheet(stem, (*FORM_SHEETS, *RULE_SHEETS))) and near not in sheets:
            message = f"文件 {stem}.csv 不认识，是不是想写“{near}.csv”？不认识的表不会起作用。"
            problems.sheet(stem, "", "unknown_sheet", message, severity="warning")
    if not sheets:
        message = "文件夹里没有任何清单表(survey.csv、settings.csv……)，请检查路径。"
        raise SheetError(str(folder), (SheetProblem("", 0, "", "no_sheets", message),))
    return Sheets(str(folder), sheets, tuple(problems))


def _sheet(path: Path, name: str, problems: Problems, *, origin: str) -> Sheet:
    return sheet_of(name, records_of_csv(path, name, problems), problems, origin=origin)


def records_of_csv(path: Path, name: str, problems: Problems) -> list[list[str]]:
    """The lines of a CSV file; what keeps it from being read is a problem of the sheet ``name``."""
    data = path.read_bytes()
    if len(data) > LARGEST or data.count(b"\n") > _MOST_LINES or data.count(b",") > _MOST_COMMAS:
        problems.sheet(
            name, "", "too_large", f"{path.name} 太大(最多 {LARGEST // 1024 // 1024} MB)，不像是一张清单表。"
        )
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{path.name} 不是 UTF-8 编码。请在 Excel 里另存为“CSV UTF-8(逗号分隔)”。"
        problems.sheet(name, "", "not_utf8", message)
        return []
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        problems.sheet(
            name, "", "bad_csv", f"{path.name} 的引号不配对，无法按列读出({error})。请用 Excel 打开后重新保存。"
        )
        return []


def sheet_of(name: str, records: Sequence[Sequence[str]], problems: Problems, *, origin: str) -> Sheet:
    """A sheet out of its lines, header first. Blank lines are left out; line numbers stay those that Excel shows."""
    place = f"{origin}/{name}" if origin else name
    if not records:
        return Sheet()
    most = MOST_CHOICES if name == CHOICES else MOST_QUESTIONS
    if sum(map(any, records[1:])) > most:
        message = f"{name} 表有 {len(records)} 行，超过 {most} 行，没有读。问卷这样长没有人填得完，名单请放进文件。"
        problems.sheet(name, "", "too_many_rows", message)
        return Sheet()
    columns = [standard_column(name, _UNSEEN.sub("", cell)) for cell in records[0]]
    for column, cell in zip(columns, records[0], strict=True):
        if _UNSEEN.search(cell.strip(_SPACES)):
            problems.sheet(
                place, column, "invisible_character", f"列标题“{column}”里有看不见的字符，请删去后重新输入。"
            )
    for column in {column for column in columns if column and columns.count(column) > 1}:
        problems.sheet(place, column, "duplicate_column", f"列标题“{column}”出现了两次，请删去一列。")
    rows: list[SheetRow] = []
    for number, record in enumerate(records[1:], start=2):
        cells = _cells(columns, record)
        row = SheetRow(name, number, cells, origin)
        if any(cell.strip(_SPACES) for cell in record[len(columns) :]) or "" in cells:
            problems.error(row, "", "cell_without_column", "这一行有内容写在没有列标题的列里，请补上列标题或删去内容。")
            cells.pop("", None)
        if cells:
            rows.append(_without_unseen(row, problems))
    return Sheet(tuple(column for column in columns if column), tuple(rows))


def _without_unseen(row: SheetRow, problems: Problems) -> SheetRow:
    """The row without what nobody sees and every program trips over, which is told. In words for people it does no harm."""
    stained = {
        column: match
        for column, cell in row.cells.items()
        if (match := _UNSEEN.search(cell)) and not is_wording(column) and column not in _WORDS
    }
    for column, match in stained.items():
        code = f"U+{ord(match[0]):04X}"
        message = (
            f"第 {match.start() + 1} 个字符是看不见的字符({code})，多半是从网页或聊天里复制来的，请删去后重新输入。"
        )
        problems.error(row, column, "invisible_character", message)
    if not stained:
        return row
    cleaned = {column: _UNSEEN.sub("", cell).strip(_SPACES) for column, cell in row.cells.items() if column in stained}
    return dataclasses.replace(row, cells={**row.cells, **cleaned})


def _cells(columns: Sequence[str], record: Iterable[str]) -> dict[str, str]:
    stripped = ((column, cell.strip(_SPACES)) for column, cell in zip(columns, record, strict=False))
    return {column: cell for column, cell in stripped if cell}
