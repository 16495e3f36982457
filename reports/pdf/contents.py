"""The table of contents in two columns: laid out before the pages are known, filled in when they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import Report
from reports.pdf import styles
from reports.pdf.pen import HAIRLINE, Pen
from reports.pdf.rows import HeadingRow
from reports.pdf.stack import Page
from reports.pdf.typeset import Typesetter, TypeStyle

_CHAPTER = TypeStyle(8.8, 15.5, bold=True)
_SECTION = TypeStyle(8.2, 12.4)
_GAP = 26.0
_COLUMN = (styles.CONTENT - _GAP) / 2


@dataclass(slots=True)
class Entry:
    """One line. ``page`` is set once pages are counted."""

    key: str
    title: str
    is_chapter: bool
    page: int = 0

    @property
    def style(self) -> TypeStyle:
        return _CHAPTER if self.is_chapter else _SECTION


@dataclass(slots=True)
class ContentsRow:
    """All entries, chapter by chapter, in two columns of about the same height."""

    columns: tuple[tuple[Entry, ...], ...]
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(sum(entry.style.leading for entry in column) for column in self.columns) + 4

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for position, column in enumerate(self.columns):
            left, y = x + position * (_COLUMN + _GAP), top
            for entry in column:
                pen.words(left + (0 if entry.is_chapter else 14), y, entry.title, entry.style)
                pen.words(left + _COLUMN, y, str(entry.page), entry.style, align=1)
                if entry.is_chapter:
                    pen.rule(left, y + entry.style.leading - 1, _COLUMN, weight=0.3, colour=HAIRLINE)
                pen.link(left, y, _COLUMN, entry.style.leading, entry.key)
                y += entry.style.leading

    def fill_in(self, pages: Sequence[Page]) -> None:
        """Give every entry the page its heading landed on."""
        found = {
            placed.row.key: number
            for number, page in enumerate(pages, 1)
            for placed in page.rows
            if isinstance(placed.row, HeadingRow) and placed.row.key
        }
        for column in self.columns:
            for entry in column:
                entry.page = found[entry.key]


def contents_row(report: Report, typesetter: Typesetter) -> ContentsRow:
    numbers = report.numbers()
    chapters = []
    for chapter in report.chapters:
        number = f"附录 {numbers[chapter.key]}" if chapter.appendix else numbers[chapter.key]
        entries = [Entry(chapter.key, f"{number}  {chapter.title}", is_chapter=True)]
        entries += [
            Entry(section.key, f"{numbers[section.key]}  {section.title}", is_chapter=False)
            for section in chapter.sections
            if section.in_contents
        ]
        chapters.append(entries)
    for entry in (entry for entries in chapters for entry in entries):
        entry.title = typesetter.fitted(entry.title, _COLUMN - 40, entry.style)
    return ContentsRow(_balanced(chapters))


def _balanced(chapters: list[list[Entry]]) -> tuple[tuple[Entry, ...], ...]:
    """Chapters are not parted; the left column takes half of the height or a little more."""
    whole = sum(entry.style.leading for entries in chapters for entry in entries)
    left: list[Entry] = []
    right: list[Entry] = []
    used = 0.0
    for entries in chapters:
        (left if used < whole / 2 else right).extend(entries)
        used += sum(entry.style.leading for entry in entries)
    return tuple(left), tuple(right)
