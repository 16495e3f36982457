"""The workbook beside the paper: sheets of cells, with formulas that name other cells instead of addresses.

A formula is an Excel formula without ``=`` in which ``{name}`` stands for the cell of that name, on whatever sheet it lies;
a range is written ``{first}:{last}`` within one sheet. A figure that is not known is its words, so that sums can refuse to count it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class NumberStyle(Enum):
    """Excel number formats; negatives in parentheses where the figure is an amount."""

    AMOUNT = "#,##0.00_);(#,##0.00)"
    PERCENT = "0.00%"
    NUMBER = "#,##0.00"
    RATE = "0.0000"
    COUNT = "0"
    GENERAL = "General"
    TEXT = "@"


class CellStyle(Enum):
    """INPUT cells may be changed; everything else follows from them, but FIXED ones, which stand as they were assessed."""

    TITLE = "title"
    NOTE = "note"
    HEADER = "header"
    LABEL = "label"
    INPUT = "input"
    RESULT = "result"
    TOTAL = "total"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Accepts:
    """What may be typed into an input: one of ``texts``, and any number where ``numbers``."""

    numbers: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: a value, or a formula. ``name`` lets formulas find it; names are unique in the workbook."""

    value: Decimal | int | str | None = None
    formula: str = ""
    style: CellStyle = CellStyle.LABEL
    number: NumberStyle = NumberStyle.TEXT
    name: str = ""
    accepts: Accepts | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """``widths`` in characters; rows up to ``header_row`` (counted from 1) are frozen and printed on every page.

    ``is_form``: a value stands beside its label, to the left whether it is a figure or words.
    """

    title: str
    widths: tuple[float, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    header_row: int
    landscape: bool = False
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class WorkbookSpec:
    title: str
    author: str
    subject: str
    dated: date
    sheets: tuple[Sheet, ...]
