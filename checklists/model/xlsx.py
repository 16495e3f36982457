"""An .xlsx from outside -> rows of values: bounded, read piece by piece, nothing computed, no macro or link followed.

Rules kept: what a file says of its own size is not believed; only what a sheet's cells hold is read: no styles but dates, no
merges, drawings or names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.model.errors import SpreadsheetError
from checklists.model.xlsx_cells import Attributes, Elements, Marks, Pump, Row, SharedTexts, SheetReader, digits
from checklists.model.xlsx_values import format_codes
from checklists.model.zipped import MEGABYTE, Bounds, Zipped

_SMALL_PART = 4 * MEGABYTE
_MOST_SHEETS = 300
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many "<" may be read: of sheets, four for a cell with a value, and of the texts that they share. It bounds the time."""

    archive: Bounds
    marks: int
    text_marks: int


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its title, and the part that holds its cells."""

    title: str
    part: str


class Xlsx:
    """A workbook, opened. ``sheets`` in the order of its tabs."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises SpreadsheetError: what ``Zipped`` raises, ``not-a-workbook`` (``found`` says what it is), ``forbidden-xml``."""
        if data.startswith(_OFFICE):
            raise SpreadsheetError("not-a-workbook", office_kind(data))
        self._zip = Zipped(data, limits.archive)
        self.marks = Marks(limits.marks)
        """What may still be read of sheets. A caller who has seen enough to go on may grant more."""
        self._book = self._workbook_part()
        self.has_macros = any(name.endswith("vbaproject.bin") for name in self._zip.names)
        self._links = self._relations(self._book)
        self._since_1904 = False
        self.sheets = self._sheets()
        texts = self._target("/sharedstrings")
        if texts in self._zip and self._zip.marks(texts) > limits.text_marks:
            raise SpreadsheetError("too-many-cells")
        self._texts = SharedTexts(self._zip.open(texts) if texts in self._zip else None, Marks(limits.text_marks))
        self._formats = self._read_styles()

    def rows(self, sheet: SheetPart, *, columns: int) -> Iterator[Row]:
        """The rows that hold something. Raises SpreadsheetError: ``damaged``, ``forbidden-xml``, ``too-many-cells``."""
        if sheet.part not in self._zip:
            return
        reader = SheetReader(self._texts, self._formats, columns=columns, since_1904=self._since_1904)
        pump = Pump(self._zip.open(sheet.part), self.marks, reader)
        while not reader.is_done and pump.step():
            yield from reader.rows
            reader.rows.clear()
        yield from reader.rows

    def refuse_long(self, sheet: SheetPart) -> None:
        """Raises SpreadsheetError where reading all of a sheet would take too long: counting is far faster than reading."""
        if sheet.part in self._zip and self._zip.marks(sheet.part) > self.marks.left:
            raise SpreadsheetError("too-many-cells")

    def _workbook_part(self) -> str:
        if "[Content_Types].xml" not in self._zip:
            mimetype = self._zip.read("mimetype", most=200)
            raise SpreadsheetError("not-a-workbook", "opendocument" if b"opendocument" in mimetype else "archive")
        book = next((part for kind, part in self._relations("").values() if kind.endswith("/officedocument")), "")
        if not book and "xl/workbook.xml" in self._zip:
            return "xl/workbook.xml"
        kinds = {"word": "word", "ppt": "powerpoint", "visio": "visio"}
        if book.endswith(".bin"):
            raise SpreadsheetError("not-a-workbook", "binary-workbook")
        if not book.startswith("xl/"):
            raise SpreadsheetError("not-a-workbook", kinds.get(book.partition("/")[0], "archive"))
        return book

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: kind in lower case, and the part that is meant."""
        folder, _, name = part.rpartition("/")
        found: dict[str, tuple[str, str]] = {}
        for tag, attributes in self._small(posixpath.join(folder, "_rels", f"{name}.rels")):
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = (attributes.get("Type", "").lower(), target.lower())
        return found

    def _target(self, kind: str) -> str:
        return next((part for found, part in self._links.values() if found.endswith(kind)), "")

    def _sheets(self) -> tuple[SheetPart, ...]:
        sheets: list[SheetPart] = []
        for tag, attributes in self._small(self._book):
            if tag == "sheet":
                kind, part = self._links.get(attributes.get("id", ""), ("", ""))
                if kind.endswith("/worksheet") and len(sheets) < _MOST_SHEETS:
                    sheets.append(SheetPart(attributes.get("name", ""), part))
            elif tag == "workbookPr":
                self._since_1904 = attributes.get("date1904", "") in ("1", "true")
        return tuple(sheets)

    def _read_styles(self) -> tuple[str, ...]:
        """The number format of each style that a cell may have: those in ``cellXfs``, not the named ones before."""
        formats: dict[int, str] = {}
        cells: list[int] = []
        is_inside = False
        for tag, attributes in self._small(self._target("/styles")):
            if tag == "numFmt":
                formats.setdefault(digits(attributes.get("numFmtId", "")), attributes.get("formatCode", ""))
            elif tag == "xf" and is_inside:
                cells.append(digits(attributes.get("numFmtId", "")))
            elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                is_inside = tag == "cellXfs"
        return format_codes(formats, cells)

    def _small(self, part: str) -> Iterator[tuple[str, Attributes]]:
        """The elements of one of the parts that say what the others are. A missing one says nothing."""
        if part not in self._zip:
            return
        elements = Elements()
        pump = Pump(self._zip.open(part), self.marks, elements, most=_SMALL_PART)
        while pump.step():
            yield from elements.taken()
        yield from elements.taken()


def office_kind(data: bytes) -> str:
    """What a file of the old container format is; a password puts a new workbook into one too."""
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "word"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return "office"
