"""The publisher's round trip: an industry's folder -> one standalone workbook -> what of it is the industry's own.

Export lays the industry over its base and says so in settings: ``includes`` stands where ``base`` stood, with the base's version and
a digest of its sheets. Import takes the base away again. Rules kept: every cell comes back as it is written; a sheet that cannot be
told as a difference is written whole (``whole_sheets``) and this is said; what reading would lose is refused.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import FORM_SHEETS, SETTINGS, Problems, Sheet, SheetRow, Sheets
from checklists.workbook.attached import named_files
from checklists.workbook.bank_choices import taken_from_choices, told_in_choices
from checklists.workbook.book_folder import ORDER_FILE, folder_files, read_folder
from checklists.workbook.columns import INCLUDES
from checklists.workbook.csv_folder import PARAMETERS, base_folder, load_industry, parameter_folders, shared_files
from checklists.workbook.difference import difference
from checklists.workbook.excel import load_workbook, read_book
from checklists.workbook.excel_guide import guide
from checklists.workbook.grids import (
    GUIDE,
    KNOWN_SHEETS,
    Book,
    Grid,
    Record,
    grid_from,
    headings,
    in_usual_order,
    written_sheet,
)
from checklists.workbook.merge import WHOLE_SHEETS, merge_sheet

BASE = "base"


@dataclass(frozen=True, slots=True)
class Exported:
    """A standalone workbook as bytes, and the files that its sheets name: they belong into ``<name>-media`` beside it."""

    data: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of an industry's folder by name; ``notes`` are sentences on what the author should know."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def load_checklist(path: Path) -> Sheets:
    """The sheets of a folder or a workbook."""
    return load_industry(path) if path.is_dir() else load_workbook(path)


def export_workbook(path: Path) -> Exported:
    """A folder, or a workbook, as one standalone workbook. Raises SheetError where a sheet cannot be read or Excel cannot hold it."""
    # Imported here: writing workbooks takes openpyxl whole, which the other commands need not wait for.
    from checklists.workbook.excel_writing import workbook_bytes

    sheets = load_checklist(path)
    book = _read(path, sheets)
    _refuse_losses(book)
    core: Book | None = None
    if base := book.settings.get(BASE, ""):
        core = _base_book(base, beside=path, settings=book.settings)
        _refuse_losses(core)
        book = _standalone(core, book, base)
    elif included := book.settings.get(INCLUDES, ""):
        core = _base_book(included.split()[0], beside=path, settings=book.settings)
    book = told_in_choices(book)
    order = book.order or in_usual_order({GUIDE, *book.titles})
    grids = {**({GUIDE: guide()} if GUIDE in order else {}), **{grid.title: grid for grid in book.grids}}
    placed = [*(title for title in order if title in grids), *(title for title in grids if title not in order)]
    from_core = {title: _core_records(core, grids[title]) for title in placed} if core is not None else {}
    data = workbook_bytes([grids[title] for title in placed], from_core=from_core, source=str(path))
    return Exported(data, sheets.files)


def import_workbook(xlsx: Path) -> Imported:
    """What of a workbook goes into an industry's folder. Raises SheetError, and OSError where the file cannot be read at all."""
    sheets = load_workbook(xlsx)
    book = taken_from_choices(read_book(xlsx))
    _refuse_losses(book)
    notes = [problem.message for problem in book.problems] + _left_behind(xlsx)
    own = [grid for grid in book.grids if grid != guide()]
    included = book.settings.get(INCLUDES, "")
    base = included.split()[0] if included else ""
    if base:
        core = _base_book(base, beside=xlsx, settings=book.settings)
        own, whole = _own_part(core, own, base)
        notes += _notes_on(core, base, included, whole)
    lists = [named.file for named in named_files(sheets)]
    _refuse_taken(lists, str(xlsx))
    files = folder_files(own, order=book.titles, taken=lists)
    named = book.settings.get(PARAMETERS, "")
    shared = shared_files(base, beside=xlsx, parameters=named) if base else {}
    carried = {name: data for name, data in sheets.files.items() if shared.get(name) != data}
    return Imported({**files, **carried}, tuple(notes))


def _left_behind(xlsx: Path) -> list[str]:
    """What a workbook may hold besides cells; a folder of CSV files cannot."""
    with zipfile.ZipFile(xlsx) as archive:
        parts = [name.lower() for name in archive.namelist()]
    notes = []
    if any("comments" in part for part in parts):
        notes.append("工作簿里的批注没有带回。想留下的话，请写进“备注”列。")
    if any(part.startswith("xl/media/") for part in parts):
        notes.append("工作簿里插入的图片没有带回。题目要用的图片请放在工作簿旁边，在 image 列写文件名。")
    return notes


def _refuse_taken(lists: Iterable[str], source: str) -> None:
    """A list of choices cannot have the name of a sheet: in a folder the two stand side by side."""
    taken = {ORDER_FILE, *(f"{name}.csv" for name in KNOWN_SHEETS)}
    for name in lists:
        if name.lower() in taken:
            message = f"名单文件不能叫“{name}”，这是清单的表在文件夹里的名称。请给名单文件改名，题目里的写法一起改。"
            raise SheetError(source, (SheetProblem("survey", 0, "type", "bad_file_name", message),))


def _read(path: Path, sheets: Sheets) -> Book:
    if not path.is_dir():
        book = read_book(path)
        return Book(book.source, tuple(grid for grid in book.grids if grid != guide()), book.problems, book.titles)
    return read_folder(path, lists=[named.file for named in named_files(sheets)])


def _refuse_losses(book: Book) -> None:
    lost = tuple(problem for problem in book.problems if problem.severity == "error")
    if lost:
        raise SheetError(book.source, lost)


def _base_book(base: str, *, beside: Path, settings: Mapping[str, str]) -> Book:
    """The sheets under an industry as they are written: the core's, and what the bank sets laid over them."""
    book = read_folder(base_folder(beside, base))
    named = settings.get(PARAMETERS, "") or book.settings.get(PARAMETERS, "")
    for folder in reversed(parameter_folders(named, beside=beside)):
        own = read_folder(folder)
        told = tuple(_without_column(grid, PARAMETERS) if grid.title == SETTINGS else grid for grid in own.grids)
        laid = _laid(book, Book(own.source, told), base)
        book = Book(book.source, tuple(laid), (*book.problems, *own.problems), book.order)
    return book


def _without_column(grid: Grid, column: str) -> Grid:
    sheet, titles = written_sheet(grid), headings(grid)
    return grid_from(grid.title, Sheet(tuple(each for each in sheet.columns if each != column), sheet.rows), titles)


def _standalone(core: Book, own: Book, base: str) -> Book:
    """The industry laid over its base, cell for cell; sheets that have no meaning here are the industry's, else the base's."""
    settings = {BASE: _included(core, base)}
    grids = _laid(core, own, base)
    told = [_restated(grid, settings, {BASE: INCLUDES}) if grid.title == SETTINGS else grid for grid in grids]
    return Book(own.source, tuple(told), own.problems, own.order)


def _laid(core: Book, own: Book, base: str) -> list[Grid]:
    whole = own.settings.get(WHOLE_SHEETS, "").split()
    grids: list[Grid] = []
    for title in dict.fromkeys([*core.titles, *own.titles]):
        below = Grid(title) if title in whole else core[title]
        if title not in own.titles and title in whole:
            continue
        if title not in KNOWN_SHEETS:
            grids.append(own[title] if title in own.titles else below)
        else:
            merged = merge_sheet(title, written_sheet(below, origin=base), written_sheet(own[title]), Problems())
            grids.append(grid_from(title, merged, {**headings(below), **headings(own[title])}))
    return grids


def _own_part(core: Book, grids: Iterable[Grid], base: str) -> tuple[list[Grid], list[str]]:
    """What of a standalone workbook is not the base's, and the sheets that had to be taken whole."""
    full = {grid.title: grid for grid in grids}
    full[SETTINGS] = _restated(full[SETTINGS], {INCLUDES: base}, {INCLUDES: BASE})
    own: dict[str, Grid] = {}
    whole: list[str] = []
    for title in dict.fromkeys([*full, *core.titles]):
        if title not in full:
            whole.append(title)
        elif title not in KNOWN_SHEETS:
            own |= {title: full[title]} if full[title] != core[title] else {}
        else:
            titles = {**headings(core[title]), **headings(full[title])}
            found = difference(title, written_sheet(core[title], origin=base), written_sheet(full[title]))
            if found is None:
                whole.append(title)
                own[title] = full[title]
            elif found.rows or full[title].header != core[title].header:
                own[title] = grid_from(title, found, titles)
    if whole:
        own[SETTINGS] = _restated(own[SETTINGS], {WHOLE_SHEETS: " ".join(whole)}, {})
    return list(own.values()), whole


def _restated(grid: Grid, cells: Mapping[str, str], names: Mapping[str, str]) -> Grid:
    """The settings with cells of their first row replaced or added, columns renamed, and ``whole_sheets`` only where it is stated."""
    sheet, titles = written_sheet(grid), headings(grid)
    columns = (*sheet.columns, *(column for column in cells if column not in sheet.columns))
    if WHOLE_SHEETS not in cells:
        columns = tuple(column for column in columns if column != WHOLE_SHEETS)
    rows = list(sheet.rows) or [SheetRow(SETTINGS, 2, {})]
    first = next((place for place, row in enumerate(rows) if row.cells), 0)
    rows[first] = SheetRow(SETTINGS, rows[first].number, {**rows[first].cells, **cells})
    kept = [{names.get(column, column): row[column] for column in columns} for row in rows]
    renamed = {names.get(column, column): names.get(column, titles.get(column, column)) for column in columns}
    told = Sheet(tuple(renamed), tuple(SheetRow(SETTINGS, 0, row) for row in kept))
    return grid_from(SETTINGS, told, renamed)


def _core_records(core: Book, grid: Grid) -> frozenset[Record]:
    """The core's rows as they would stand under the grid's header."""
    columns = written_sheet(grid).columns
    return frozenset(tuple(row[column] for column in columns) for row in written_sheet(core[grid.title]).rows)


def _included(core: Book, base: str) -> str:
    """The base by name, version and a digest of its sheets."""
    digest = hashlib.sha256(repr([(grid.title, grid.records) for grid in core.grids]).encode()).hexdigest()
    return f"{base} {core.settings.get('version', '')} {digest[:12]}"


def _notes_on(core: Book, base: str, included: str, whole: Iterable[str]) -> Iterable[str]:
    now = _included(core, base)
    if included != now and included != base:
        yield (
            f"这份工作簿是按另一版通用部分({included})导出的，现在的是 {now}。"
            "两版之间的改动也写进了行业文件夹，请逐行核对，不需要的删去。"
        )
    for title in whole:
        kind = "问卷" if title in FORM_SHEETS else "规则"
        yield f"{title} 表({kind})的改动不能只写成与通用部分的差异，已整张写出；以后通用部分的改动不再进入这张表。"
