"""Cells by their role, and formulas that refuse to count what is not known.

Rules: amounts are in yuan; an unknown input is its words, and every formula that needs it gives 未核实 instead of a number; a formula
stands only where it gives the assessed figure, so that the workbook never contradicts the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.document import UNKNOWN, CellStyle, NumberStyle, SheetCell

_NEAR = Decimal("0.005")
Cells = tuple[SheetCell, ...]


def label(text: str, *, style: CellStyle = CellStyle.LABEL) -> SheetCell:
    return SheetCell(text, style=style)


def header(*texts: str) -> Cells:
    return tuple(SheetCell(text, style=CellStyle.HEADER) for text in texts)


def title_rows(title: str, note: str) -> tuple[Cells, ...]:
    """A sheet's first three rows: title, note, blank."""
    return (SheetCell(title, style=CellStyle.TITLE),), (SheetCell(note, style=CellStyle.NOTE),), ()


def given(value: Decimal | str | None, name: str = "", *, number: NumberStyle = NumberStyle.AMOUNT) -> SheetCell:
    """What was answered or handed in."""
    return SheetCell(UNKNOWN if value is None else value, style=CellStyle.INPUT, number=number, name=name)


def result(
    formula: str,
    name: str = "",
    *,
    number: NumberStyle = NumberStyle.AMOUNT,
    total: bool = False,
    value: Decimal | str | None = None,
) -> SheetCell:
    """What follows. Without a formula the assessed ``value`` stands as it is."""
    style = CellStyle.TOTAL if total else CellStyle.RESULT
    return SheetCell(None if formula else UNKNOWN if value is None else value, formula, style, number, name)


def known(expression: str, names: Sequence[str], otherwise: str = UNKNOWN) -> str:
    """``expression`` where every named cell holds a number, else the words."""
    cells = ",".join(f"{{{name}}}" for name in names)
    return f'IF(COUNT({cells})={len(names)},{expression},"{otherwise}")'


def sum_of(names: Sequence[str]) -> str:
    """The sum of cells, unknown where one of them is."""
    cells = ",".join(f"{{{name}}}" for name in names)
    return known(f"SUM({cells})", names)


def signed_sum(terms: Sequence[tuple[str, str]]) -> str:
    """``(("+", "a"), ("-", "b"))`` -> a - b, unknown where one of them is."""
    expression = "".join(f"{sign}{{{name}}}" for sign, name in terms).removeprefix("+")
    return known(expression, [name for _, name in terms])


def agrees(value: Decimal | None, computed: Decimal | None) -> bool:
    """A formula's outcome is the assessed figure, to half a fen; both unknown agree too."""
    if value is None or computed is None:
        return value is None and computed is None
    return abs(value - computed) <= _NEAR


def total_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """What ``sum_of`` gives for these values."""
    known_values = [value for value in values if value is not None]
    return sum(known_values, Decimal(0)) if len(known_values) == len(values) else None
