"""From a report to the bytes of its PDF, and what could not be shown.

Rules: the same report gives the same bytes (no clock, no random ids); every font is embedded and subset; the file is PDF/A-2b;
nothing is lost silently.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from reports.document import Report
from reports.errors import RenderCancelled
from reports.pdf import archive, styles
from reports.pdf.contents import ContentsRow, contents_row
from reports.pdf.fitting import drawn_closer, shortened
from reports.pdf.flow import Flow
from reports.pdf.fonts import Fonts, load_fonts
from reports.pdf.furniture import QR_SIZE, Furniture
from reports.pdf.pen import Pen
from reports.pdf.rows import HeadingRow, TextRow
from reports.pdf.spare_fonts import SPARE_FONTS, legible_in
from reports.pdf.stack import Page, Stack, paginate
from reports.pdf.typeset import Typesetter

_FIRST_TOP = 56.0
rl_config.useA85 = 0  # streams as they are: a fifth smaller, and encoding them as text took a third of the time

Progress = Callable[[int, int], bool]
"""Takes the pages drawn and how many there are; says whether to go on."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file, sentences about what was replaced or could not be shown, and its number of pages."""

    data: bytes
    warnings: tuple[str, ...]
    pages: int


def render_pdf(
    report: Report, progress: Progress | None = None, *, spare_fonts: Sequence[Path] = SPARE_FONTS
) -> PdfResult:
    """The report as PDF. ``progress`` hears of every page, and before the first one.

    ``spare_fonts`` are files asked for characters that the report's own typeface lacks; those that are not there are passed over.

    RenderCancelled where it says stop; FontMissing, ProfileMissing where the installation is damaged.
    """
    report, fonts, replaced = legible_in(report, load_fonts(), spare_fonts)
    target = io.BytesIO()
    canvas = _canvas(target, report, fonts)
    typesetter = Typesetter(fonts, report.numbers())
    pages = _pages(report, typesetter)
    furniture = Furniture(report, typesetter, canvas)
    pen = Pen(canvas, fonts, styles.PAGE_HEIGHT)
    for number, page in enumerate(pages, 1):
        if progress is not None and not progress(number - 1, len(pages)):
            raise RenderCancelled
        pen.start_page()
        furniture.draw(pen, number, len(pages))
        if number == 1:
            furniture.qr_code(pen, _FIRST_TOP)
            pen.target("decision", _FIRST_TOP)
            canvas.addOutlineEntry("决策页", "decision", 0, closed=True)
        for placed in page.rows:
            placed.row.draw(pen, styles.MARGIN, placed.top)
        canvas.showPage()
    archive.add_fields(canvas, pen.fields)
    canvas.save()
    if progress is not None and not progress(len(pages), len(pages)):
        raise RenderCancelled
    return PdfResult(archive.finished(target.getvalue()), (*replaced, *pen.problems), len(pages))


def _pages(report: Report, typesetter: Typesetter) -> list[Page]:
    flow = Flow(typesetter)
    contents = contents_row(report, typesetter)
    title = _title(report, typesetter)
    room = styles.BOTTOM - _FIRST_TOP - title.height - title.after
    decision = shortened(drawn_closer(flow.blocks(report.decision, styles.CONTENT), room), room)
    chapters = list(flow.chapters(report))
    if report.has_contents:
        chapters = [*_contents(contents, typesetter), *chapters]
    else:
        chapters = drawn_closer(chapters, styles.BOTTOM - styles.TOP)
    stacks = [title, *decision, *chapters]
    pages = paginate(stacks, top=styles.TOP, bottom=styles.BOTTOM, first_top=_FIRST_TOP)
    if report.has_contents:
        contents.fill_in(pages)
    return pages


def _contents(contents: ContentsRow, typesetter: Typesetter) -> tuple[Stack, Stack]:
    heading = HeadingRow((typesetter.line("目录", styles.CHAPTER),), styles.CHAPTER, 0, "contents", "目录")
    return Stack([heading], after=6, keeps_next=True, starts_page=True), Stack([contents], after=8)


def _title(report: Report, typesetter: Typesetter) -> Stack:
    room = styles.CONTENT - QR_SIZE - 16
    style = styles.CLIENT if typesetter.width(report.client, styles.CLIENT) <= room else styles.LONG_CLIENT
    rows = [TextRow(line, style) for line in typesetter.lines(report.client, room, style)]
    rows += [
        TextRow(line, styles.SUBTITLE)
        for text in report.subtitle
        for line in typesetter.lines(text, room, styles.SUBTITLE)
    ]
    return Stack(rows, after=2)


def _canvas(target: io.BytesIO, report: Report, fonts: Fonts) -> Canvas:
    canvas = Canvas(
        target,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        pageCompression=1,
        pdfVersion=(1, 7),
        invariant=1,
        lang=archive.LANGUAGE,
        initialFontName=fonts.regular.name,
        initialFontSize=styles.BODY.size,
    )
    archive.describe(canvas, report)
    return canvas
