"""The XML parts of an .xlsx, read piece by piece: the texts that cells share, and the rows of a sheet.

Rules kept: every part goes through defusedxml's parser, which refuses document types and entities; memory is that of one piece, the
shared texts that were asked for and the row at hand.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from checklists.model.errors import SpreadsheetError
from checklists.model.xlsx_values import (
    LAST_ROW,
    ErrorValue,
    Formatted,
    Formula,
    column_number,
    is_date_format,
    moment_value,
    number_value,
    unescaped,
)
from checklists.model.zipped import MEGABYTE, Part

_PIECE = 65_536
_LONGEST_TAG = 1 * MEGABYTE
_LONGEST_TEXT = 40_000
_MOST_HELD = 8 * _LONGEST_TEXT

Attributes = dict[str, str]


class Row(NamedTuple):
    """A row that holds something: its number as Excel shows it, its values from column A on (None: blank), ``is_cut`` where
    there are more columns than were asked for."""

    number: int
    values: list[Any]
    is_cut: bool


def digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Marks:
    """How much XML may still be read, told by its "<"."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, piece: bytes) -> None:
        self.left -= piece.count(b"<")
        if self.left < 0:
            raise SpreadsheetError("too-many-cells")


class Handlers(Protocol):
    """Takes what a part consists of. ``begin`` gets what its elements' names start with (``x:``), mostly nothing."""

    into: list[str] | None

    def begin(self, prefix: str) -> None: ...
    def start(self, tag: str, attributes: Attributes) -> None: ...
    def end(self, tag: str) -> None: ...
    def text(self, text: str) -> None: ...


def hardened_parser() -> Any:
    """An expat parser that defusedxml guards: a document type, an entity or an external reference stops it."""
    guard: Any = DefusedXMLParser(forbid_dtd=True)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = guard.defused_start_doctype_decl
    parser.EntityDeclHandler = guard.defused_entity_decl
    parser.UnparsedEntityDeclHandler = guard.defused_unparsed_entity_decl
    parser.ExternalEntityRefHandler = guard.defused_external_entity_ref_handler
    return parser


class Pump:
    """Drives one XML part through handlers, a piece at a time."""

    def __init__(self, source: Part, marks: Marks, handlers: Handlers, *, most: int | None = None) -> None:
        self._source = source
        self._marks = marks
        self._most = most
        self._handlers = handlers
        self._fed = 0
        self._parser = hardened_parser()
        self._parser.StartElementHandler = self._root
        self._parser.EndElementHandler = handlers.end
        self._parser.CharacterDataHandler = handlers.text

    def step(self) -> bool:
        """Read one piece; False where there is none left."""
        piece = self._source.piece(_PIECE)
        self._marks.spend(piece)
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, not piece)
        except DefusedXmlException as error:
            raise SpreadsheetError("forbidden-xml", type(error).__name__) from error
        except (ExpatError, ValueError, LookupError) as error:
            raise SpreadsheetError("damaged", type(error).__name__) from error
        if not piece:
            self._source.close()
            return False
        self._refuse_floods()
        return True

    def _root(self, tag: str, attributes: Attributes) -> None:
        prefix, mark, _ = tag.rpartition(":")
        self._handlers.begin(prefix + mark)
        self._handlers.start(tag, attributes)
        self._parser.StartElementHandler = self._handlers.start

    def _refuse_floods(self) -> None:
        """A part that says what others are is small, and no tag or text is as long as a book."""
        into = self._handlers.into
        is_flood = into is not None and sum(map(len, into)) > _MOST_HELD
        if is_flood or self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise SpreadsheetError("too-large", f"{_LONGEST_TAG // MEGABYTE} MB")
        if self._most is not None and self._fed > self._most:
            raise SpreadsheetError("too-large", f"{self._fed // MEGABYTE} MB")


class Elements:
    """Takes the elements of a small part as they start, their names and their attributes' without prefixes."""

    def __init__(self) -> None:
        self.into: list[str] | None = None
        self._found: list[tuple[str, Attributes]] = []

    def taken(self) -> list[tuple[str, Attributes]]:
        """What was found since the last time."""
        found, self._found = self._found, []
        return found

    def begin(self, prefix: str) -> None:
        """Names are plain here, whatever the prefix."""

    def start(self, tag: str, attributes: Attributes) -> None:
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        self._found.append((tag.rpartition(":")[2], plain))

    def end(self, tag: str) -> None:
        """Only what an element says of itself counts."""

    def text(self, text: str) -> None:
        """No such part has texts that matter."""


class SharedTexts:
    """The texts that cells refer to by number, read as far as they are asked for."""

    def __init__(self, source: Part | None, marks: Marks) -> None:
        self.into: list[str] | None = None
        self._texts: list[str] = []
        self._parts: list[str] = []
        self._phonetic = False
        self._t = self._si = self._ph = ""
        self._pump = Pump(source, marks, self) if source is not None else None

    def __getitem__(self, number: int) -> str:
        while number >= len(self._texts) and self._pump is not None and self._pump.step():
            pass
        if not 0 <= number < len(self._texts):
            raise SpreadsheetError("damaged", "sharedStrings")
        return self._texts[number]

    def begin(self, prefix: str) -> None:
        self._t, self._si, self._ph = prefix + "t", prefix + "si", prefix + "rPh"

    def start(self, tag: str, _attributes: Attributes) -> None:
        if tag == self._t:
            self.into = None if self._phonetic else self._parts
        elif tag == self._si:
            self._parts = []
        elif tag == self._ph:
            self._phonetic = True

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)

    def end(self, tag: str) -> None:
        self.into = None
        if tag == self._si:
            self._texts.append(unescaped("".join(self._parts)[:_LONGEST_TEXT]))
        elif tag == self._ph:
            self._phonetic = False


class SheetReader:
    """Gathers the cells of one sheet into rows."""

    def __init__(self, texts: SharedTexts, formats: tuple[str, ...], *, columns: int, since_1904: bool) -> None:
        self.rows: list[Row] = []
        self.is_done = False
        self.into: list[str] | None = None
        self._texts = texts
        self._formats = formats
        self._dates: dict[str, bool] = {}
        self._columns = columns
        self._since_1904 = since_1904
        self._number = 0
        self._values: list[Any] = []
        self._is_cut = False
        self._column = 0
        self._kind: str | None = None
        self._style: str | None = None
        self._held: list[str] = []
        self._formula: list[str] | None = None
        self._phonetic = False
        self.begin("")

    def begin(self, prefix: str) -> None:
        self._c, self._v, self._t, self._f = prefix + "c", prefix + "v", prefix + "t", prefix + "f"
        self._row, self._data, self._ph = prefix + "row", prefix + "sheetData", prefix + "rPh"

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == self._v:
            self.into = self._held
        elif tag == self._c:
            self._start_cell(attributes)
        elif tag == self._t:
            self.into = None if self._phonetic else self._held
        elif tag == self._row:
            self._start_row(attributes.get("r", ""))
        elif tag == self._f:
            self.into = self._formula = []
        elif tag == self._ph:
            self._phonetic = True

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)

    def end(self, tag: str) -> None:
        self.into = None
        if tag == self._c:
            if self._held or self._formula is not None:
                self._keep()
        elif tag == self._row:
            if self._values or self._is_cut:
                self.rows.append(Row(self._number, self._values, self._is_cut))
        elif tag == self._ph:
            self._phonetic = False
        elif tag == self._data:
            self.is_done = True

    def _start_row(self, number: str) -> None:
        self._number = digits(number) if number else self._number + 1
        if not 0 < self._number <= LAST_ROW:
            raise SpreadsheetError("damaged", f"row {number[:20]}")
        self._values, self._is_cut, self._column = [], False, 0

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        self._column = column_number(place.rstrip("0123456789")) if place else self._column + 1
        if not self._column:
            raise SpreadsheetError("damaged", "cell")
        self._kind = attributes.get("t")
        self._style = attributes.get("s")
        self._held = []
        self._formula = None

    def _keep(self) -> None:
        """Put the cell that ends here into its row."""
        shown = self._shown("".join(self._held)[:_LONGEST_TEXT])
        if self._formula is not None:
            shown = Formula("".join(self._formula), shown)
        elif shown is None:
            return
        if self._column > self._columns:
            self._is_cut = True
            return
        values = self._values
        missing = self._column - len(values)
        if missing > 0:
            values.extend([None] * missing)
        values[self._column - 1] = shown

    def _shown(self, text: str) -> Any:
        if not text:
            return None
        kind = self._kind
        if kind == "s":
            return self._texts[digits(text)] or None
        if kind in ("inlineStr", "str"):
            return unescaped(text)
        if kind is None or kind == "n":
            return self._numeric(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        return ErrorValue(text[:40]) if kind == "e" else text

    def _numeric(self, text: str) -> Any:
        value = number_value(text)
        style = digits(self._style) if self._style else 0
        code = self._formats[style] if style < len(self._formats) else ""
        if not code or isinstance(value, ErrorValue):
            return value
        if self._is_date(code):
            return Formatted(moment_value(value, code, since_1904=self._since_1904), code)
        return Formatted(value, code)

    def _is_date(self, code: str) -> bool:
        known = self._dates.get(code)
        if known is None:
            known = self._dates[code] = is_date_format(code)
        return known
