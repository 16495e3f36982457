"""An industry's folder as a book and back: every CSV file a sheet, cell for cell, also those that nothing here knows.

``sheets.csv`` stands in the folder only where there is something to say: sheets in another order than the usual, or with a title that
cannot be the name of a file.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from checklists.package.sheets import Problems
from checklists.workbook.csv_folder import records_of_csv
from checklists.workbook.files import write_whole
from checklists.workbook.grids import GUIDE, KNOWN_SHEETS, Book, Grid, grid_of, in_usual_order

ORDER_FILE = "sheets.csv"

_ORDER_HEADER = ("title", "file")
_QUOTED = re.compile(r'[,"\r\n]|^\ufeff')
_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def read_folder(folder: Path, *, lists: Collection[str] = ()) -> Book:
    """The sheets of a folder as they are written. ``lists`` are the CSV files in it that are no sheets but lists of choices."""
    problems = Problems()
    titled = _titles(folder, problems)
    grids = []
    for path in sheet_files(folder, lists=lists):
        title = titled.get(path.name, path.stem)
        grids.append(grid_of(title, records_of_csv(path, title, problems)))
    order = tuple(titled.values()) if (folder / ORDER_FILE).is_file() else ()
    return Book(str(folder), tuple(grids), tuple(problems), order)


def sheet_files(folder: Path, *, lists: Collection[str] = ()) -> tuple[Path, ...]:
    """The files of a folder that are sheets."""
    known = {f"{name}.csv" for name in KNOWN_SHEETS}
    found = (path for path in sorted(folder.glob("*.csv")) if path.is_file() and not path.name.startswith("."))
    return tuple(path for path in found if path.name in known or path.name not in {*lists, ORDER_FILE})


def _titles(folder: Path, problems: Problems) -> dict[str, str]:
    """What ``sheets.csv`` says: the title of each file, in the order of the sheets. A sheet without a file keeps its place only."""
    path = folder / ORDER_FILE
    records = grid_of("", records_of_csv(path, ORDER_FILE, problems)).records[1:] if path.is_file() else ()
    return {(record[1] if len(record) > 1 else "") or f"\0{record[0]}": record[0] for record in records}


def folder_files(grids: Sequence[Grid], *, order: Sequence[str], taken: Iterable[str] = ()) -> dict[str, bytes]:
    """The files of a folder by name. ``order``: the titles of all sheets, also of those that the folder does not hold itself."""
    names: dict[str, str] = {}
    used = {ORDER_FILE, *(name.lower() for name in taken)}
    for grid in sorted(grids, key=lambda grid: grid.title not in KNOWN_SHEETS):
        names[grid.title] = _file_name(grid.title, used)
        used.add(names[grid.title].lower())
    files = {names[grid.title]: csv_of(grid.records) for grid in grids}
    is_usual = tuple(order) == in_usual_order({GUIDE, *order})
    if not is_usual or any(name != f"{title}.csv" for title, name in names.items()):
        files[ORDER_FILE] = csv_of([_ORDER_HEADER, *((title, names.get(title, "")) for title in order)])
    return files


def _file_name(title: str, used: Collection[str]) -> str:
    stem = _NOT_IN_FILE_NAMES.sub("_", title).strip(". ") or "_"
    if _DEVICES.fullmatch(stem):
        stem = f"{stem}_"
    names = (f"{stem}{suffix}.csv" for suffix in ("", *(f"_{number}" for number in range(2, 1000))))
    return next(name for name in names if name.lower() not in used)


def csv_of(records: Sequence[Sequence[str]]) -> bytes:
    """Lines as CSV in UTF-8, quoted only where it must be: a change of one cell is a change of one line."""
    return "".join(",".join(map(_cell, record)) + "\n" for record in records).encode()


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def write_folder(files: Mapping[str, bytes], folder: Path) -> tuple[str, ...]:
    """Make ``files`` the sheets of a folder: a new folder whole or not at all, in one that is there each file whole.

    Sheets that were there and are no more are deleted, other files stay. Returns the names of the deleted. OSError escapes.
    """
    if not folder.exists():
        _write_new(files, folder)
        return ()
    for name, data in files.items():
        write_whole(folder / name, data)
    there = (*sheet_files(folder, lists=files), folder / ORDER_FILE)
    gone = tuple(path for path in there if path.name not in files and path.is_file())
    for path in gone:
        path.unlink()
    return tuple(path.name for path in gone)


def _write_new(files: Mapping[str, bytes], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        for name, data in files.items():
            write_whole(part / name, data)
        part.chmod(0o755)
        part.rename(folder)
    finally:
        if part.exists():
            shutil.rmtree(part, ignore_errors=True)
