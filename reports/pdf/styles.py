"""The report's type sizes and measures, in points, in one place."""

from __future__ import annotations

from reports.document import ParagraphStyle, Tone
from reports.pdf.typeset import TypeStyle

PAGE_WIDTH = 595.28
PAGE_HEIGHT = 841.89
MARGIN = 40.0
CONTENT = PAGE_WIDTH - 2 * MARGIN
TOP = 62.0
BOTTOM = PAGE_HEIGHT - 58.0

CLIENT = TypeStyle(19, 27, bold=True)
LONG_CLIENT = TypeStyle(14, 20, bold=True)
CHAPTER = TypeStyle(15, 22, bold=True)
SECTION = TypeStyle(10.5, 16, bold=True)
SUBHEADING = TypeStyle(9.5, 15, bold=True)
BODY = TypeStyle(9.2, 15)
BODY_BOLD = TypeStyle(9.2, 15, bold=True)
SUBTITLE = TypeStyle(9.2, 14.5, tone=Tone.MUTED)
NOTE = TypeStyle(8, 12.5, tone=Tone.MUTED)
FORMULA = TypeStyle(8.6, 13.5)
CELL = TypeStyle(8.4, 12.8)
CELL_HEAD = TypeStyle(8.2, 12.8, tone=Tone.MUTED)
CELL_STRONG = TypeStyle(8.4, 12.8, bold=True)
SMALL = TypeStyle(7.0, 10.4)
SMALL_HEAD = TypeStyle(6.8, 10.4, tone=Tone.MUTED)
SMALL_STRONG = TypeStyle(7.0, 10.4, bold=True)
LABEL = TypeStyle(8, 12, tone=Tone.MUTED)
CARD_VALUE = TypeStyle(15, 21, bold=True)
FURNITURE = TypeStyle(7.4, 11, tone=Tone.MUTED)

PARAGRAPHS = {
    ParagraphStyle.BODY: BODY,
    ParagraphStyle.NOTE: NOTE,
    ParagraphStyle.FORMULA: FORMULA,
    ParagraphStyle.CALLOUT: BODY,
}
