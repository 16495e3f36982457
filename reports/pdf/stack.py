"""Rows of known height in stacks, and stacks on pages: tables split between rows with their header repeated, headings keep company.

Layout is apart from drawing: once rows have their places, the number of pages and every chapter's page are known, and the pages
are drawn once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reports.pdf.pen import Pen


class RowBox(Protocol):
    """What is never split: it has a height and draws itself at a place."""

    @property
    def height(self) -> float: ...

    @property
    def keeps_next(self) -> bool: ...

    def draw(self, pen: Pen, x: float, top: float) -> None: ...


@dataclass(slots=True)
class Stack:
    """Rows that may part between pages. ``head`` is repeated on every page; ``least`` rows stay together at both ends."""

    rows: Sequence[RowBox]
    head: Sequence[RowBox] = ()
    before: float = 0.0
    after: float = 0.0
    keeps_next: bool = False
    least: int = 1
    starts_page: bool = False

    @property
    def height(self) -> float:
        return sum(row.height for row in (*self.head, *self.rows))


@dataclass(frozen=True, slots=True)
class Placed:
    row: RowBox
    top: float


@dataclass(slots=True)
class Page:
    rows: list[Placed] = field(default_factory=list)


def paginate(stacks: Sequence[Stack], *, top: float, bottom: float, first_top: float) -> list[Page]:
    """The stacks on as many pages as they need. A stack that does not fit moves on whole only where it must."""
    pages = [Page()]
    y = first_top
    for index, stack in enumerate(stacks):
        if pages[-1].rows:
            gap = stack.before
            if stack.starts_page or y + gap + _least_height(stacks, index) > bottom:
                pages.append(Page())
                y = top
            else:
                y += gap
        y = _place(stack, pages, y, top=top, bottom=bottom) + stack.after
    return pages


def _least_height(stacks: Sequence[Stack], index: int) -> float:
    """What must fit below for the stack to start here: its first rows, and those of the next where it keeps them.

    A stack that cannot be parted into two parts of ``least`` rows stays whole.
    """
    stack = stacks[index]
    if stack.keeps_next and index + 1 < len(stacks):
        return stack.height + stack.after + stacks[index + 1].before + _least_height(stacks, index + 1)
    groups = list(_groups(stack.rows))
    whole = len(groups) < 2 * stack.least
    first = sum(row.height for group in (groups if whole else groups[: stack.least]) for row in group)
    return sum(row.height for row in stack.head) + first


def _groups(rows: Sequence[RowBox]) -> Iterator[list[RowBox]]:
    """Rows that keep the next one come together with it."""
    group: list[RowBox] = []
    for row in rows:
        group.append(row)
        if not row.keeps_next:
            yield group
            group = []
    if group:
        yield group


def _place(stack: Stack, pages: list[Page], y: float, *, top: float, bottom: float) -> float:
    groups = list(_groups(stack.rows))
    y = _put(stack.head, pages[-1], y)
    for index, group in enumerate(groups):
        height = sum(row.height for row in group)
        last_together = index == len(groups) - stack.least and stack.least > 1 and index > 0
        needed = sum(row.height for part in groups[index:] for row in part) if last_together else height
        if y + needed > bottom + 0.01 and pages[-1].rows and y > top + 0.01:
            pages.append(Page())
            y = _put(stack.head, pages[-1], top)
        y = _put(group, pages[-1], y)
    return y


def _put(rows: Sequence[RowBox], page: Page, y: float) -> float:
    for row in rows:
        page.rows.append(Placed(row, y))
        y += row.height
    return y
