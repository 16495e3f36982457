"""How cells look: inputs blue on yellow, totals bold under a rule, notes grey, what stands fixed grey and slanted. Readable in greyscale."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from reports.document import CellStyle, NumberStyle, SheetCell

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
_PLAIN = Alignment(vertical="top")
_FIGURE = Alignment(vertical="top", horizontal="right")
_FIGURE_STYLES = (CellStyle.INPUT, CellStyle.RESULT, CellStyle.TOTAL, CellStyle.FIXED, CellStyle.HEADER)


def apply_style(cell: Cell, style: CellStyle, number: NumberStyle) -> None:
    """Font, rule and number format of one cell."""
    cell.font = _FONTS[style]
    if style in _BORDERS:
        cell.border = _BORDERS[style]
    if style is CellStyle.INPUT:
        cell.fill, cell.protection = _INPUT_FILL, _FREE
    if number is not NumberStyle.TEXT:
        cell.number_format = number.value


def align(cell: Cell, spec: SheetCell, *, is_figure: bool, in_title: bool) -> None:
    """Figures and their headers to the right; texts wrap, but for the lines above the header, which run over."""
    if is_figure and spec.style in _FIGURE_STYLES:
        cell.alignment = _FIGURE
    else:
        cell.alignment = _PLAIN if in_title else _WRAPPED
