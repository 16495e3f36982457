"""``or_other``: the choice "其他" and the question that follows it. pyxform would write both in English, in every language of the form."""

from __future__ import annotations

import dataclasses

from checklists.package.sheets import CHOICES, SURVEY, SheetRow, Sheets
from checklists.workbook.check_questions import has_other, list_of

_VALUE = "other"
_ASKED = b"<label>Specify other.</label>"
_ASKED_IN_CHINESE = "<label>请写明“其他”是什么</label>".encode()


def with_other(sheets: Sheets) -> Sheets:
    """The sheets with "其他" at the end of every list that an ``or_other`` question draws on and that has no such choice."""
    rows = sheets.rows(CHOICES)
    lists = dict.fromkeys(list_of(row) for row in sheets.rows(SURVEY) if has_other(row))
    missing = [name for name in lists if not any(row["list_name"] == name and row["name"] == _VALUE for row in rows)]
    sheet = sheets.sheets.get(CHOICES)
    if sheet is None or not missing:
        return sheets
    added = tuple(_other(name, [row for row in rows if row["list_name"] == name]) for name in missing)
    whole = dataclasses.replace(sheet, rows=(*rows, *added))
    return dataclasses.replace(sheets, sheets={**sheets.sheets, CHOICES: whole})


def asked_in_chinese(xform: bytes, sheets: Sheets) -> bytes:
    """The form with the question that follows "其他" in Chinese, where the form's words are."""
    return xform.replace(_ASKED, _ASKED_IN_CHINESE) if any(map(_is_chinese, sheets.rows(SURVEY))) else xform


def _other(name: str, rows: list[SheetRow]) -> SheetRow:
    columns = dict.fromkeys(column for row in rows for column in row.cells if column.startswith("label"))
    labels = {column: "其他" if any(not row[column].isascii() for row in rows) else "Other" for column in columns}
    return SheetRow(CHOICES, 0, {"list_name": name, "name": _VALUE, **labels})


def _is_chinese(row: SheetRow) -> bool:
    return any(not cell.isascii() for column, cell in row.cells.items() if column.startswith("label"))
