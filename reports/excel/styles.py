"""How cells look: inputs blue on yellow, totals bold under a rule, notes grey, what stands fixed grey and slanted. Readable in greyscale."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from enum import Enum

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from reports.document import CellStyle, NumberStyle

_FAMILY = "微软雅黑"
_FONTS = {
    CellStyle.TITLE: Font(name=_FAMILY, size=14, bold=True),
    CellStyle.NOTE: Font(name=_FAMILY, size=9, color="5B6576"),
    CellStyle.HEADER: Font(name=_FAMILY, size=10, bold=True, color="5B6576"),
    CellStyle.LABEL: Font(name=_FAMILY, size=10),
    CellStyle.INPUT: Font(name=_FAMILY, size=10, color="1A56F0"),
    CellStyle.RESULT: Font(name=_FAMILY, size=10),
    CellStyle.TOTAL: Font(name=_FAMILY, size=10, bold=True),
    CellStyle.FIXED: Font(name=_FAMILY, size=10, italic=True, color="5B6576"),
}
_HAIR = Side(style="hair", color="C9CED6")
_THIN = Side(style="thin", color="1D2430")
_BORDERS = {
    CellStyle.HEADER: Border(bottom=_THIN),
    CellStyle.TOTAL: Border(top=Side(style="thin", color="7E8796"), bottom=_HAIR),
    CellStyle.LABEL: Border(bottom=_HAIR),
    CellStyle.INPUT: Border(bottom=_HAIR),
    CellStyle.RESULT: Border(bottom=_HAIR),
    CellStyle.FIXED: Border(bottom=_HAIR),
}
_INPUT_FILL = PatternFill("solid", fgColor="FFF7D6")
_FREE = Protection(locked=False)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_INDENTED = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
_PLAIN = Alignment(vertical="top")
_FIGURE = Alignment(vertical="top", horizontal="right")
FIGURE_STYLES = (CellStyle.INPUT, CellStyle.RESULT, CellStyle.TOTAL, CellStyle.FIXED, CellStyle.HEADER)


class Place(Enum):
    """Where a cell stands: above the header its text runs over, under a header of figures it goes to the right, else it wraps."""

    TITLE = "title"
    FIRST = "first"
    TEXT = "text"
    FIGURE = "figure"


_ALIGNMENTS = {Place.TITLE: _PLAIN, Place.FIRST: _WRAPPED, Place.TEXT: _INDENTED, Place.FIGURE: _FIGURE}


@dataclass(slots=True)
class Styles:
    """The styles of one workbook. One that was put together once is taken over by the next cell like it: that is the most of the time."""

    made: dict[tuple[CellStyle, NumberStyle, Place, bool], StyleArray] = field(default_factory=dict)

    def apply(self, cell: Cell, style: CellStyle, number: NumberStyle, place: Place, *, is_quoted: bool) -> None:
        """Font, rule, number format and alignment; ``is_quoted`` keeps a text a text, also after somebody edits the cell."""
        key = (style, number, place, is_quoted)
        if key in self.made:
            cell._style = copy(self.made[key])  # type: ignore[attr-defined]  # openpyxl has it, its stubs do not
            return
        cell.font = _FONTS[style]
        if style in _BORDERS:
            cell.border = _BORDERS[style]
        if style is CellStyle.INPUT:
            cell.fill, cell.protection = _INPUT_FILL, _FREE
        if number is not NumberStyle.TEXT:
            cell.number_format = number.value
        cell.alignment = _ALIGNMENTS[place]
        cell.quotePrefix = is_quoted
        self.made[key] = copy(cell._style)  # type: ignore[attr-defined]
