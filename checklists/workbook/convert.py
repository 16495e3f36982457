"""Sheets -> XForm by pyxform: the only module that knows it. Its complaints come back as problems with our line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

from checklists.model.errors import SheetError, SheetProblem
from checklists.package.sheets import CHOICES, SETTINGS, SURVEY, SheetRow, Sheets
from checklists.workbook.bank_choices import with_bank_choices
from checklists.workbook.converter_words import in_chinese
from checklists.workbook.other_choice import asked_in_chinese, with_other
from checklists.workbook.survey import ROOT

NAMESPACE = "https://jindiao.cn/xforms"
OWN_SETTINGS = frozenset(
    {
        "base",
        "includes",
        "parameters",
        "bank_name",
        "logo",
        "report_order",
        "whole_sheets",
        "unassessed_limit",
        "plan_purchases",
        "draw_unit",
    }
)

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet|^Language '[^']*' is missing the (survey|choices) ")
_COLUMN = re.compile(r"the '([^']+)' value")
_LOSSES = frozenset({"excel_error", "cell_too_long", "too_many_rows", "too_many_columns", "not_utf8", "bad_csv"})
_MENDED = ("max-pixels", "This form uses or_other and translations")
"""Warnings that say nothing here: photos are scaled when they are taken in, and the words of "其他" are ours."""
_CRASHES = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The form's XML, None where pyxform refused; and what it had to say."""

    xform: bytes | None
    problems: tuple[SheetProblem, ...] = ()


def converter_version() -> str:
    """The pyxform whose forms these are."""
    return metadata.version("pyxform")


def convert(sheets: Sheets) -> Conversion:
    """The form of the sheets ``survey``, ``choices`` and ``settings``; the others do not concern pyxform."""
    # Imported here: it takes half a second, which a program that finds its checklists in the cache need not wait for.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    warnings: list[str] = []
    try:
        result = pyxform_convert(_input(with_other(sheets)), warnings=warnings, validate=False, form_name=ROOT)
    except PyXFormError as error:
        return Conversion(None, (_problem(str(error), sheets, severity_error=True),))
    except _CRASHES as error:
        # Sheets that it did not foresee make pyxform stumble over its own data; to the author that is a refusal too.
        said = f"{type(error).__name__}: {error}"
        return Conversion(None, (_problem(said, sheets, severity_error=True),))
    told = (each for text in warnings if not any(mark in text for mark in _MENDED) for each in _sentences(text))
    problems = tuple(_problem(text, sheets, severity_error=False) for text in told)
    return Conversion(asked_in_chinese(result.xform.encode(), sheets), problems)


def xform_of(sheets: Sheets) -> bytes:
    """The XForm of any XLSForm, ours or not. Raises SheetError with what pyxform refused, or what was lost in reading."""
    lost = tuple(
        problem for problem in sheets.problems if problem.code in _LOSSES or _is_blank_formula(problem, sheets)
    )
    if lost:
        raise SheetError(sheets.source, lost)
    conversion = convert(with_bank_choices(sheets))
    if conversion.xform is None:
        raise SheetError(sheets.source, conversion.problems)
    return conversion.xform


def _is_blank_formula(problem: SheetProblem, sheets: Sheets) -> bool:
    """Whether a formula's cell holds nothing: whoever saved the workbook did not store what it showed."""
    rows = (row for row in sheets.rows(problem.sheet) if row.number == problem.row)
    return problem.code == "excel_formula" and not any(row[problem.column] for row in rows)


def _input(sheets: Sheets) -> dict[str, object]:
    settings = {key: value for key, value in sheets.settings.items() if key not in OWN_SETTINGS}
    survey = sheets.sheets.get(SURVEY)
    if survey and any(column.startswith("bind::jd:") for column in survey.columns):
        settings.setdefault("namespaces", f'jd="{NAMESPACE}"')
    parts: dict[str, object] = {"sheet_names": [SURVEY, CHOICES, SETTINGS], "fallback_form_name": ROOT}
    for name in (SURVEY, CHOICES):
        if name in sheets.sheets:
            parts[name] = [dict(row.cells) for row in sheets.rows(name)]
            parts[f"{name}_header"] = [dict.fromkeys(sheets.sheets[name].columns)]
    parts[SETTINGS], parts[f"{SETTINGS}_header"] = [settings], [dict.fromkeys(settings)]
    return parts


def _sentences(text: str) -> list[str]:
    """What pyxform says of several languages at once, a language and sheet a line."""
    return text.split("\n") if text.startswith("Language '") else [text]


def _problem(text: str, sheets: Sheets, *, severity_error: bool) -> SheetProblem:
    """pyxform counts the rows that it was given; here they become the author's sheet and line again."""
    row, sheet, column = _ROW.search(text), _SHEET.search(text), _COLUMN.search(text)
    name = next(filter(None, sheet.groups())) if sheet else SURVEY
    found = _row_at(sheets, name, int(row.group(1))) if row else None
    said = _ROW.sub("", text).strip()
    return SheetProblem(
        found.place if found else name,
        found.number if found else 0,
        column.group(1) if column else "",
        "pyxform" if severity_error else "pyxform_warning",
        in_chinese(said, refused=severity_error),
        "error" if severity_error else "warning",
    )


def _row_at(sheets: Sheets, name: str, number: int) -> SheetRow | None:
    rows = sheets.rows(name)
    return rows[number - 2] if 2 <= number < len(rows) + 2 else None
