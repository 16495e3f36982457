"""The files that sheets name: lists for ``select_one_from_file`` and ``pulldata``, pictures and sounds of labels.

They stand beside the sheets, or in ``media`` or ``<workbook>-media`` there, as XLSForm tools have it. Rules kept: only what a sheet
names is read, by plain name, within bounds; a list becomes UTF-8 here, so that what is published has one encoding.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checklists.form.external import ENDINGS, columns_of_csv, text_of_file, tree_of_file
from checklists.model.errors import FormError
from checklists.package.carried import LARGEST_CARRIED, LARGEST_TOGETHER, MOST_CARRIED, is_file_name
from checklists.package.sheets import CHOICES, SETTINGS, SURVEY, Problems, SheetRow, Sheets
from checklists.workbook.columns import EXPRESSIONS

MEDIA_FOLDER = "media"
LOGO = "logo"
"""In the settings: the picture that stands on the bank's papers."""

_FROM_FILE = re.compile(r"select[_ ](?:one|multiple)[_ ]from[_ ]file\s+(?P<name>\S.*)")
_EXTERNAL = {"csv-external": ".csv", "xml-external": ".xml"}
_PULLDATA = re.compile(r"pulldata\(\s*(['\"])(?P<name>[^'\"]+)\1")
_PARAMETER = re.compile(r"\b(value|label)\s*=\s*(\S+)")
_MEDIA = ("image", "big-image", "audio", "video")


@dataclass(frozen=True, slots=True)
class Named:
    """A place in the sheets that names a file; ``wanted`` are the columns that a list must have there."""

    row: SheetRow
    column: str
    file: str
    is_media: bool = False
    wanted: tuple[str, ...] = ()


def with_files(sheets: Sheets, *folders: Path) -> Sheets:
    """The sheets with the files that they name, found in the first of ``folders`` that has them; what is wrong is among ``problems``."""
    problems = Problems(list(sheets.problems))
    files: dict[str, bytes] = {}
    refused: set[str] = set()
    for named in named_files(sheets):
        if named.file not in files and named.file not in refused:
            data = _read(named, folders, problems)
            if data is None:
                refused.add(named.file)
            else:
                files[named.file] = data
        if named.file in files and named.wanted:
            _check_columns(named, files[named.file], problems)
    _check_bounds(files, problems)
    return dataclasses.replace(sheets, files=files, problems=tuple(problems))


def named_files(sheets: Sheets) -> Iterator[Named]:
    """Every mention of a file, in the order of the sheets."""
    survey = sheets.rows(SURVEY)
    lists = {id(row): named for row in survey if (named := _list_of(row)) is not None}
    stems = {named.file.rpartition(".")[0] for named in lists.values()}
    for row in survey:
        if id(row) in lists:
            yield lists[id(row)]
        for column in EXPRESSIONS:
            for match in _PULLDATA.finditer(row[column]):
                if match["name"] not in stems:
                    yield Named(row, column, f"{match['name']}.csv")
    for row in (*survey, *sheets.rows(CHOICES)):
        for column, cell in row.cells.items():
            if is_media_column(column):
                yield Named(row, column, cell, is_media=True)
    for row in sheets.rows(SETTINGS)[:1]:
        if row[LOGO]:
            yield Named(row, LOGO, row[LOGO], is_media=True)


def is_media_column(column: str) -> bool:
    """``image``, ``media::image::中文 (zh)`` and the like."""
    parts = column.split("::")
    return parts[0] in _MEDIA or (parts[0] == "media" and len(parts) > 1 and parts[1] in _MEDIA)


def _list_of(row: SheetRow) -> Named | None:
    """The list file that a row of the survey stands for or chooses from."""
    ending = _EXTERNAL.get(row["type"])
    if ending:
        return Named(row, "name", row["name"] + ending)
    match = _FROM_FILE.fullmatch(row["type"])
    if match is None:
        return None
    given = dict(_PARAMETER.findall(row["parameters"]))
    is_csv = match["name"].lower().endswith(".csv")
    wanted = (given.get("value", "name"), given.get("label", "label")) if is_csv else ()
    return Named(row, "type", match["name"], wanted=wanted)


def _read(named: Named, folders: Sequence[Path], problems: Problems) -> bytes | None:
    """The file's bytes, a list's in UTF-8; None where there is none to be had, which is then said."""
    if not is_file_name(named.file) or (not named.is_media and not named.file.lower().endswith(ENDINGS)):
        message = f"文件名“{named.file}”不对：只写文件名，不写文件夹；名单文件用 .csv、.xml 或 .geojson。"
        problems.error(named.row, named.column, "bad_file_name", message)
        return None
    found = next((folder / named.file for folder in folders if (folder / named.file).is_file()), None)
    if found is None:
        _say_missing(named, problems)
        return None
    if found.stat().st_size > LARGEST_CARRIED:
        message = f"文件“{named.file}”超过 {LARGEST_CARRIED // 1024 // 1024} MB，请缩小后再用。"
        problems.error(named.row, named.column, "file_too_large", message)
        return None
    data = found.read_bytes()
    if named.is_media:
        return data
    try:
        tree_of_file(named.file, data)
        return text_of_file(named.file, data).encode() if not named.file.lower().endswith(".xml") else data
    except FormError as error:
        message = f"文件“{named.file}”读不出来({error.found})。名单文件请存成 CSV UTF-8，检查引号和标签是否成对。"
        problems.error(named.row, named.column, "file_unreadable", message)
        return None


def _say_missing(named: Named, problems: Problems) -> None:
    where = f"请把它放在清单旁边，或放在旁边的 {MEDIA_FOLDER} 文件夹里"
    if named.is_media:
        loss = "报告上不会有它" if named.column == LOGO else "现场会看不到或听不到它"
        problems.warning(named.row, named.column, "missing_media", f"找不到“{named.file}”，{loss}。{where}。")
    else:
        problems.error(
            named.row, named.column, "missing_file", f"找不到名单文件“{named.file}”，没有它问卷打不开。{where}。"
        )


def _check_columns(named: Named, data: bytes, problems: Problems) -> None:
    have = columns_of_csv(named.file, data)
    lacking = [column for column in named.wanted if column not in have]
    if lacking:
        message = f"“{named.file}”的第 1 行缺少{'、'.join(f'“{column}”' for column in lacking)}列，选项要从这一列取。"
        problems.error(named.row, named.column, "file_without_column", message)


def _check_bounds(files: dict[str, bytes], problems: Problems) -> None:
    if len(files) > MOST_CARRIED or sum(map(len, files.values())) > LARGEST_TOGETHER:
        message = f"随清单的文件太多或太大(最多 {MOST_CARRIED} 个、共 {LARGEST_TOGETHER // 1024 // 1024} MB)，请压缩图片或删去一些。"
        problems.sheet(SURVEY, "", "files_too_large", message)
        files.clear()
