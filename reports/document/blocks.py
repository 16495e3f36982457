"""What stands on a page: paragraphs, facts, tables, cards, charts, evidence, signatures. Data only, no layout in points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from reports.document.charts import ChartSpec
from reports.document.text import Cell, Text


class ParagraphStyle(Enum):
    BODY = "body"
    NOTE = "note"
    FORMULA = "formula"
    CALLOUT = "callout"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    style: ParagraphStyle = ParagraphStyle.BODY


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Short sentences, numbered from 1 or with dots."""

    items: tuple[Text, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class FactGrid:
    """Label and value pairs, in columns."""

    facts: tuple[Fact, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class FactStrip:
    """A few facts on one line between hairlines."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    label: str
    value: str
    note: str = ""
    leading: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The four or so figures that a reader looks for first, as cards."""

    cards: tuple[Card, ...]


class Align(Enum):
    TEXT = "text"
    NUMBER = "number"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``share`` of the table's width relative to its neighbours."""

    title: str
    share: float = 1.0
    align: Align = Align.TEXT


class RowKind(Enum):
    NORMAL = "normal"
    GROUP = "group"
    TOTAL = "total"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of as many cells as columns; GROUP has one cell that spans the table."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.NORMAL
    key: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table whose header is repeated on every page it reaches. ``compact`` is set smaller, for twelve months side by side."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title; ``height`` in millimetres."""

    spec: ChartSpec
    title: str
    height: int = 60


@dataclass(frozen=True, slots=True)
class EvidencePhoto:
    """A piece of evidence as it is printed. ``thumbnail`` holds JPEG or PNG bytes, empty where it is no picture."""

    key: str
    number: str
    name: str
    caption: str
    lines: tuple[str, ...]
    thumbnail: bytes = b""


@dataclass(frozen=True, slots=True)
class EvidenceGrid:
    photos: tuple[EvidencePhoto, ...]
    columns: int = 3


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signs, and on paper where. ``field`` names the signature field that a digital signature fills; "" has none."""

    role: str
    name: str
    note: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Two stacks of blocks side by side; ``share`` is the left one's part of the width. Never split over pages."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


Block: TypeAlias = "Paragraph | Subheading | Listing | FactGrid | FactStrip | KeyFigures | DataTable | Chart | EvidenceGrid | Signatures | Columns"
