"""Tables as the trade prints them: hairlines, no filled headers, figures on one decimal column, negatives in parentheses.

Columns share the width; a number column is never narrower than its widest figure. Rows longer than a third of a page are cut, so that
no row is higher than a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import Align, Cell, DataTable, Figure, Row, RowKind, Span, Text, Tone
from reports.pdf import styles
from reports.pdf.pen import HAIRLINE, INK, RULE, Pen
from reports.pdf.rows import TextRow
from reports.pdf.stack import Stack
from reports.pdf.typeset import Line, Typesetter, TypeStyle

_MOST_LINES = 24
_LONGEST_FIGURE = 28
"""Longer texts in a column of numbers are words, which may break."""


@dataclass(frozen=True, slots=True)
class _Look:
    plain: TypeStyle
    head: TypeStyle
    strong: TypeStyle
    pad: float
    gap: float


_NORMAL = _Look(styles.CELL, styles.CELL_HEAD, styles.CELL_STRONG, 2.8, 4.0)
_COMPACT = _Look(styles.SMALL, styles.SMALL_HEAD, styles.SMALL_STRONG, 2.2, 1.6)


@dataclass(slots=True)
class TableRow:
    """One row laid out: lines a column, its rules and, where something refers to it, its target."""

    cells: Sequence[tuple[Line, ...]]
    lefts: Sequence[float]
    widths: Sequence[float]
    aligns: Sequence[Align]
    hangs: Sequence[float]
    style: TypeStyle
    pad: float
    width: float
    kind: str = "normal"
    key: str = ""
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(len(lines) for lines in self.cells) * self.style.leading + 2 * self.pad

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.key:
            pen.target(self.key, top)
        if self.kind == "total":
            pen.rule(x, top, self.width, weight=0.7, colour=RULE)
        for column, lines in enumerate(self.cells):
            for number, line in enumerate(lines):
                left = x + self.lefts[column]
                if self.aligns[column] is Align.NUMBER:
                    left += self.widths[column] - line.width - self.hangs[column] * (not line_ends_in_parenthesis(line))
                elif self.aligns[column] is Align.CENTRE:
                    left += (self.widths[column] - line.width) / 2
                pen.text(left, top + self.pad + number * self.style.leading, line, self.style)
        heavy = self.kind == "head"
        if self.kind != "cut":
            pen.rule(x, top + self.height, self.width, weight=0.8 if heavy else 0.4, colour=INK if heavy else HAIRLINE)


def line_ends_in_parenthesis(line: Line) -> bool:
    return bool(line.runs) and line.runs[-1].text.endswith(")")


def table_stack(table: DataTable, width: float, typesetter: Typesetter) -> Stack:
    """The table as rows under a repeated header, with caption and notes."""
    look = _COMPACT if table.compact or _breaks_figures(table, width, typesetter) else _NORMAL
    widths = _column_widths(table, width, typesetter, look)
    lefts, at = [], 0.0
    for column_width in widths:
        lefts.append(at + look.gap)
        at += column_width
    inner = [column_width - 2 * look.gap for column_width in widths]
    hangs = [_hang(table, column, typesetter, look) for column in range(len(table.columns))]
    aligns = [column.align for column in table.columns]

    def laid(cells: Sequence[Cell], style: TypeStyle, kind: str, key: str = "") -> TableRow:
        lines = tuple(typesetter.lines(cell_text(cell), inner[i], style) for i, cell in enumerate(cells))
        return TableRow(lines, lefts, inner, aligns, hangs, style, look.pad, width, kind, key)

    titles = [
        _unit_below(column.title, room, look.head, typesetter)
        for column, room in zip(table.columns, inner, strict=True)
    ]
    head = laid(titles, look.head, "head")
    rows: list[TableRow] = []
    for row in table.rows:
        if row.kind is RowKind.GROUP:
            lines = typesetter.lines(cell_text(row.cells[0]), width - 2 * look.gap, look.strong)
            rows.append(
                TableRow(
                    (lines,),
                    [look.gap],
                    [width],
                    [Align.TEXT],
                    [0.0],
                    look.strong,
                    look.pad,
                    width,
                    key=row.key,
                    keeps_next=True,
                )
            )
            continue
        strong = row.kind in (RowKind.TOTAL, RowKind.STRONG)
        kind = "total" if row.kind is RowKind.TOTAL else "normal"
        rows += _cut(laid(row.cells, look.strong if strong else look.plain, kind, row.key))
    notes = _notes(table, width, typesetter)
    if rows and notes:
        rows[-1].keeps_next = True
    return Stack([*rows, *notes], (head,), before=2, after=7 if notes else 5, least=min(2, max(1, len(rows))))


def _unit_below(title: str, room: float, style: TypeStyle, typesetter: Typesetter) -> str:
    """A title that is too long for its column breaks before its unit, where that stands in brackets at its end."""
    name, bracket, unit = title.rpartition("（")
    if not name or not unit.endswith("）") or typesetter.width(title, style) <= room:
        return title
    fits = typesetter.width(bracket + unit, style) <= room
    return f"{name}\n{bracket}{unit}" if fits else title


def _notes(table: DataTable, width: float, typesetter: Typesetter) -> list[TextRow]:
    """The notes' lines, kept together and with the last row."""
    lines = [line for note in table.notes for line in typesetter.lines(note, width, styles.NOTE)]
    return [TextRow(line, styles.NOTE, keeps_next=number < len(lines)) for number, line in enumerate(lines, 1)]


def cell_text(cell: Cell) -> Text:
    """What a cell prints; an unknown figure stands muted."""
    if isinstance(cell, Figure):
        return Text((Span(cell.tabular(), tone=Tone.MUTED if cell.value is None else cell.tone),))
    return Text((Span(cell),)) if isinstance(cell, str) else cell


def _column_widths(table: DataTable, width: float, typesetter: Typesetter, look: _Look) -> list[float]:
    """Shares of the width, after number columns have taken what their widest figure needs."""
    least = [_widest_figure(table, index, typesetter, look) + 2 * look.gap for index in range(len(table.columns))]
    shares = [column.share for column in table.columns]
    widths = [width * share / sum(shares) for share in shares]
    short = sum(max(0.0, need - have) for need, have in zip(least, widths, strict=True))
    spare = [max(0.0, have - need) for need, have in zip(least, widths, strict=True)]
    give = min(1.0, short / sum(spare)) if short and sum(spare) else 0.0
    fitted = [
        max(have - room * give, need if need > have else 0.0)
        for have, need, room in zip(widths, least, spare, strict=True)
    ]
    return [column * min(1.0, width / sum(fitted)) for column in fitted]


def _breaks_figures(table: DataTable, width: float, typesetter: Typesetter) -> bool:
    """At the normal size a figure would have to go on in a second line."""
    widths = _column_widths(table, width, typesetter, _NORMAL)
    needs = (_widest_figure(table, index, typesetter, _NORMAL) + 2 * _NORMAL.gap for index in range(len(widths)))
    numbers = (column.align is Align.NUMBER for column in table.columns)
    return any(is_number and need > have + 0.01 for is_number, need, have in zip(numbers, needs, widths, strict=True))


def _widest_figure(table: DataTable, index: int, typesetter: Typesetter, look: _Look) -> float:
    if table.columns[index].align is not Align.NUMBER:
        return 24.0
    cells = (_at(row, index) for row in table.rows)
    texts = [cell_text(cell).plain for cell in cells if cell is not None]
    return max(
        (typesetter.width(text, look.strong) for text in texts if len(text) < _LONGEST_FIGURE), default=0.0
    ) + _hang(table, index, typesetter, look)


def _hang(table: DataTable, index: int, typesetter: Typesetter, look: _Look) -> float:
    """Room right of a figure for the parenthesis that negatives in this column end with."""
    figures = [cell for row in table.rows if isinstance(cell := _at(row, index), Figure)]
    return typesetter.width(")", look.plain) if any(figure.tabular().endswith(")") for figure in figures) else 0.0


def _at(row: Row, index: int) -> Cell | None:
    return row.cells[index] if row.kind is not RowKind.GROUP else None


def _cut(row: TableRow) -> list[TableRow]:
    """A very long row as several, ruled only below the last."""
    longest = max(len(lines) for lines in row.cells)
    if longest <= _MOST_LINES:
        return [row]
    parts = []
    for start in range(0, longest, _MOST_LINES):
        cells = [lines[start : start + _MOST_LINES] for lines in row.cells]
        last = start + _MOST_LINES >= longest
        parts.append(
            TableRow(
                cells, row.lefts, row.widths, row.aligns, row.hangs, row.style, row.pad, row.width, row.kind if last else "cut", row.key if not start else ""
            )
        )  # fmt: skip
    return parts
