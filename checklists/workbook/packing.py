"""Checked sheets -> the published checklist's bytes, and the industries that are shipped."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from checklists import package
from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import CROSSCHECKS, PARAMETER_SHEETS, SURVEY, Sheets
from checklists.workbook.check_questions import UNSEEN
from checklists.workbook.convert import converter_version
from checklists.workbook.csv_folder import INDUSTRIES, base_sheets, load_industry, source_files
from checklists.workbook.examination import examine
from checklists.workbook.files import write_whole
from checklists.workbook.survey import block_mark

CORE = "core"
MAKER = "3"
"""To be raised whenever the same sheets become other bytes than before: cached packages are then made anew."""


@dataclass(frozen=True, slots=True)
class IndustryInfo:
    """A shipped checklist. ``questions`` counts what is asked, not what is calculated or only shown; own = not from core."""

    id: str
    title: str
    version: str
    questions: int
    own_questions: int
    own_crosschecks: int


def build(sheets: Sheets) -> bytes:
    """The package of sheets without errors. Raises SheetError with every problem otherwise."""
    found = examine(sheets)
    settings = sheets.settings
    missing = [column for column in ("form_id", "form_title", "version") if not settings.get(column)]
    unnamed = tuple(
        SheetProblem("settings", 2, column, "missing_setting", f"settings 表没有填 {column}，不能发布。")
        for column in missing
    )
    if found.has_errors or unnamed or found.xform is None:
        known = {(problem.code, problem.column) for problem in found.problems if problem.severity == "error"}
        more = tuple(problem for problem in unnamed if (problem.code, problem.column) not in known)
        graver = {(problem.code, problem.column) for problem in more}
        told = (problem for problem in found.problems if (problem.code, problem.column) not in graver)
        raise SheetError(sheets.source, (*told, *more))
    return package.write(
        id=settings["form_id"],
        title=settings["form_title"],
        version=settings["version"],
        xform=found.xform,
        settings=settings,
        sheets=sheets.rules,
        paths=found.paths,
        files=sheets.files,
    )


def check_bank(folder: Path) -> tuple[SheetProblem, ...]:
    """What is wrong in a bank's own folder, laid over the core: what its own rows say, or leave out for the sheet as a whole."""
    sheets = base_sheets(CORE, beside=folder, parameters=folder.resolve().name)
    own = f"{folder.resolve().name}/"
    found = examine(sheets).problems
    return tuple(each for each in found if each.sheet.startswith(own) or each.sheet in PARAMETER_SHEETS)


def shipped(folder: Path = INDUSTRIES) -> tuple[IndustryInfo, ...]:
    """The industries that come with the program, by id. The core is a part of each and none by itself."""
    if not folder.is_dir():
        return ()
    own = (folder / name for name in sorted(_names(folder)))
    return tuple(describe(load_industry(each), industry_id=each.name) for each in own)


def _names(folder: Path) -> set[str]:
    """The industries: folders with a survey that are not the core. What a bank sets has none."""
    return {each.name for each in folder.iterdir() if each.name != CORE and (each / "survey.csv").is_file()}


def describe(sheets: Sheets, *, industry_id: str) -> IndustryInfo:
    """The figures by which a checklist is listed. A core question that the industry words anew is still the core's."""
    questions = _asked(sheets)
    return IndustryInfo(
        id=industry_id,
        title=sheets.settings.get("form_title", ""),
        version=sheets.settings.get("version", ""),
        questions=len(questions),
        own_questions=len(questions - (_asked(sheets.base) if sheets.base else set())),
        own_crosschecks=len(_checks(sheets) - (_checks(sheets.base) if sheets.base else set())),
    )


def _asked(sheets: Sheets) -> set[str]:
    silent = {*UNSEEN, "note"}
    return {row["name"] for row in sheets.rows(SURVEY) if block_mark(row) is None and row["type"] not in silent}


def _checks(sheets: Sheets) -> set[str]:
    return {row["name"] for row in sheets.rows(CROSSCHECKS)}


def build_shipped(industry_id: str, cache: Path | None = None, *, folder: Path = INDUSTRIES) -> bytes:
    """The package of a shipped industry. Conversion takes a second or two, so ``cache`` keeps it by what it was made of.

    Raises SheetError for an id that is not shipped. A cache that cannot be read or written costs time, nothing else.
    """
    if industry_id not in _names(folder):
        raise SheetError(industry_id, (SheetProblem("", 0, "", "no_industry", f"没有名为“{industry_id}”的行业清单。"),))
    if cache is None:
        return build(load_industry(folder / industry_id))
    file = cache / f"{industry_id}-{_source_hash(folder / industry_id)}.package"
    kept = _read_cached(file)
    if kept is not None:
        return kept
    data = build(load_industry(folder / industry_id))
    _write_cached(file, data)
    return data


def _source_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for part in (package.FORMAT, MAKER, converter_version()):
        digest.update(part.encode() + b"\0")
    for file in source_files(folder):
        data = file.read_bytes()
        digest.update(f"{file.parent.name}/{file.name} {len(data)}\0".encode() + data)
    return digest.hexdigest()


def _read_cached(file: Path) -> bytes | None:
    """The package under its own hash; None where it is absent or a single bit of it has changed."""
    try:
        digest, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if digest == hashlib.sha256(data).hexdigest().encode() else None


def _write_cached(file: Path, data: bytes) -> None:
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        for older in file.parent.glob(f"{file.name.partition('-')[0]}-*.package"):
            if older != file:
                older.unlink()
