"""A report as it lies on paper: every text with its place, every row with its page, and what no page may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from reports.document import Report
from reports.pdf import PdfResult, render, render_pdf, styles
from reports.pdf.rows import HeadingRow
from reports.pdf.stack import Page, Placed, Stack, paginate
from reports.pdf.table import TableRow

_WATERMARK = 100
"""Letters from this size on are the watermark, which lies under everything."""
_SLACK = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    """A text drawn at once: its page, and the box of its ink in points from the bottom left."""

    page: int
    text: str
    left: float
    right: float
    low: float
    high: float
    face: str = ""

    def overlaps(self, other: Word) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > _SLACK
            and min(self.high, other.high) - max(self.low, other.low) > _SLACK
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed report."""

    words: tuple[Word, ...]
    pages: tuple[Page, ...]
    stacks: tuple[Stack, ...]
    result: PdfResult

    @property
    def text(self) -> str:
        """All text in the order of drawing, without breaks."""
        return "".join(word.text for word in self.words)

    def faults(self) -> list[str]:
        """What a reader would call badly printed; empty is right."""
        return [*self._outside(), *self._overlaps(), *self._too_low(), *self._lonely()]

    def _outside(self) -> Iterator[str]:
        for word in self.words:
            if word.left < styles.MARGIN - _SLACK or word.right > styles.PAGE_WIDTH - styles.MARGIN + _SLACK:
                yield f"page {word.page}: outside the margins: {word.text}"
            if word.low < 0 or word.high > styles.PAGE_HEIGHT:
                yield f"page {word.page}: off the page: {word.text}"

    def _overlaps(self) -> Iterator[str]:
        for page in sorted({word.page for word in self.words}):
            here = sorted((word for word in self.words if word.page == page), key=lambda word: word.low)
            for index, word in enumerate(here):
                for other in here[index + 1 :]:
                    if other.low > word.high:
                        break
                    if word.overlaps(other):
                        yield f"page {page}: {word.text} lies over {other.text}"

    def _too_low(self) -> Iterator[str]:
        for number, page in enumerate(self.pages, 1):
            for placed in page.rows:
                if placed.top + placed.row.height > styles.BOTTOM + 0.1:
                    yield f"page {number}: a {type(placed.row).__name__} runs over the foot"
            for above, below in pairwise(page.rows):
                if above.top + above.row.height > below.top + 0.1:
                    yield f"page {number}: a {type(below.row).__name__} lies over what is above it"

    def _lonely(self) -> Iterator[str]:
        """A heading at a page's foot; a table's only row of many, at a foot or on top; rows without their header."""
        for number, page in enumerate(self.pages, 1):
            if page.rows and isinstance(page.rows[-1].row, HeadingRow):
                yield f"page {number}: a heading alone at the foot"
            for stack in self.stacks:
                own = {id(row) for row in stack.rows}
                rows = [placed for placed in page.rows if id(placed.row) in own]
                if not rows or not isinstance(rows[0].row, TableRow):
                    continue
                if not _under_its_header(page.rows, rows[0], stack):
                    yield f"page {number}: rows of a table without its header"
                if len(rows) == 1 < len(stack.rows) and rows[0].row.height < styles.BOTTOM / 4:
                    yield f"page {number}: a row of a table alone"


def _under_its_header(placed: Sequence[Placed], first: Placed, stack: Stack) -> bool:
    at = placed.index(first)
    return not stack.head or (at > 0 and placed[at - 1].row is stack.head[-1])


def printed(report: Report, *, spare_fonts: Sequence[Path] = ()) -> Paper:
    """The report rendered as ever, and watched while it is laid out and drawn."""
    words: list[Word] = []
    pages: list[Page] = []
    stacks: list[Stack] = []
    draw = Canvas.drawString

    def drawn(canvas: Canvas, x: float, y: float, text: str, *more: object, **named: object) -> None:
        size, face = canvas._fontsize, canvas._fontname
        if size < _WATERMARK and text:
            width = pdfmetrics.stringWidth(text, face, size)
            words.append(
                Word(canvas.getPageNumber(), text, x, x + width, y - size * 0.1, y + size * 0.8, face)
            )  # fmt: skip
        draw(canvas, x, y, text, *more, **named)

    def placed(laid: Sequence[Stack], *, top: float, bottom: float, first_top: float) -> list[Page]:
        stacks.extend(laid)
        made = paginate(laid, top=top, bottom=bottom, first_top=first_top)
        pages.extend(made)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Canvas, "drawString", drawn)
        patch.setattr(render, "paginate", placed)
        result = render_pdf(report, spare_fonts=spare_fonts)
    return Paper(tuple(words), tuple(pages), tuple(stacks), result)
