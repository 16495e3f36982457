"""The table of contents: laid out before the pages are known, filled in when they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import Report
from reports.pdf import styles
from reports.pdf.pen import HAIRLINE, Pen
from reports.pdf.rows import HeadingRow
from reports.pdf.stack import Page
from reports.pdf.typeset import Typesetter, TypeStyle

_CHAPTER = TypeStyle(9.2, 16.5, bold=True)
_SECTION = TypeStyle(8.6, 12.8)


@dataclass(slots=True)
class ContentsRow:
    """One entry. ``page`` is set once pages are counted."""

    key: str
    title: str
    level: int
    width: float
    page: int = 0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return (_SECTION if self.level else _CHAPTER).leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        style = _SECTION if self.level else _CHAPTER
        indent = 16.0 if self.level else 0.0
        pen.words(x + indent, top, self.title, style)
        pen.words(x + self.width, top, str(self.page), style, align=1)
        if not self.level:
            pen.rule(x, top + self.height - 1, self.width, weight=0.3, colour=HAIRLINE)
        pen.link(x, top, self.width, self.height, self.key)


def contents_rows(report: Report, typesetter: Typesetter) -> list[ContentsRow]:
    numbers = report.numbers()
    rows = []
    for chapter in report.chapters:
        number = f"附录 {numbers[chapter.key]}" if chapter.appendix else numbers[chapter.key]
        rows.append(ContentsRow(chapter.key, f"{number}  {chapter.title}", 0, styles.CONTENT))
        rows += [
            ContentsRow(section.key, f"{numbers[section.key]}  {section.title}", 1, styles.CONTENT)
            for section in chapter.sections
        ]
    room = styles.CONTENT - 60
    for row in rows:
        while typesetter.width(row.title, _CHAPTER) > room:
            row.title = row.title[:-2] + "…"
    return rows


def fill_in(rows: Sequence[ContentsRow], pages: Sequence[Page]) -> None:
    """Give every entry the page its heading landed on."""
    found = {
        placed.row.key: number
        for number, page in enumerate(pages, 1)
        for placed in page.rows
        if isinstance(placed.row, HeadingRow) and placed.row.key
    }
    for row in rows:
        row.page = found[row.key]
