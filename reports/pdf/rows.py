"""The rows that pages are stacked from: lines of text, headings, cards, side-by-side columns, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import Card, SignatureLine
from reports.pdf import styles
from reports.pdf.pen import ACCENT, HAIRLINE, INK, RULE, WASH, Pen
from reports.pdf.stack import Stack
from reports.pdf.typeset import Line, Typesetter, TypeStyle


@dataclass(slots=True)
class TextRow:
    """One line of a paragraph or list, with what stands in its margin (a number, a dot)."""

    line: Line
    style: TypeStyle
    indent: float = 0.0
    marker: Line | None = None
    marker_style: TypeStyle | None = None
    bar: bool = False
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return self.style.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.bar:
            pen.box(x, top, 2, self.height, fill=RULE)
        if self.marker is not None:
            pen.text(x, top, self.marker, self.marker_style or self.style)
        pen.text(x + self.indent, top, self.line, self.style)


@dataclass(slots=True)
class GapRow:
    """Empty room between two rows of one stack, which stay together."""

    height: float
    keeps_next: bool = True

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Nothing."""


@dataclass(slots=True)
class HeadingRow:
    """A chapter's or section's heading, with its bookmark and outline entry. ``level`` 0 is a chapter."""

    lines: tuple[Line, ...]
    style: TypeStyle
    level: int
    key: str = ""
    outline: str = ""
    width: float = styles.CONTENT
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return self.style.leading * len(self.lines) + (5 if self.level == 0 else 4)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        if self.key:
            pen.target(self.key, top)
            pen.canvas.addOutlineEntry(self.outline, self.key, self.level, closed=self.level > 0)
        indent = 0.0
        if self.level > 0:
            pen.box(x, top + 1, 2.4, self.height - 6, fill=ACCENT)
            indent = 8.0
        for position, line in enumerate(self.lines):
            pen.text(x + indent, top + position * self.style.leading, line, self.style)
        if self.level == 0:
            pen.rule(x, top + self.height - 1, self.width, weight=0.8, colour=INK)


@dataclass(slots=True)
class CardsRow:
    """Key figures side by side; the leading one on a wash."""

    cards: tuple[Card, ...]
    typesetter: Typesetter
    width: float
    keeps_next: bool = False

    @property
    def height(self) -> float:
        most = max(
            len(value) * styles.CARD_VALUE.leading + len(note) * styles.LABEL.leading for _, value, note in self._laid()
        )
        return most + styles.LABEL.leading + 15

    def draw(self, pen: Pen, x: float, top: float) -> None:
        height = self.height
        left = x
        for card, (width, value, note) in zip(self.cards, self._laid(), strict=True):
            if card.leading:
                pen.box(left, top, width, height, fill=WASH)
            pen.box(left, top, width, height, stroke=HAIRLINE)
            y = top + 7
            pen.words(left + 10, y, card.label, styles.LABEL)
            y += styles.LABEL.leading
            for line in value:
                pen.text(left + 10, y, line, styles.CARD_VALUE)
                y += styles.CARD_VALUE.leading
            for line in note:
                pen.text(left + 10, y, line, styles.LABEL)
                y += styles.LABEL.leading
            left += width

    def _laid(self) -> list[tuple[float, tuple[Line, ...], tuple[Line, ...]]]:
        shares = [1.28 if card.leading else 1.0 for card in self.cards]
        laid = []
        for card, share in zip(self.cards, shares, strict=True):
            width = self.width * share / sum(shares)
            value = self.typesetter.lines(card.value, width - 18, styles.CARD_VALUE)
            note = self.typesetter.lines(card.note, width - 18, styles.LABEL) if card.note else ()
            laid.append((width, value, note))
        return laid


@dataclass(slots=True)
class StripRow:
    """Label and value pairs in equal columns above a hairline."""

    cells: Sequence[tuple[Line, ...]]
    width: float
    style: TypeStyle = styles.CELL
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(len(lines) for lines in self.cells) * self.style.leading + 9

    def draw(self, pen: Pen, x: float, top: float) -> None:
        column = self.width / len(self.cells)
        for position, lines in enumerate(self.cells):
            for number, line in enumerate(lines):
                pen.text(x + position * column + 4, top + 4 + number * self.style.leading, line, self.style)
        pen.rule(x, top + self.height, self.width)


@dataclass(slots=True)
class FactsRow:
    """Labels and values in aligned columns above a hairline."""

    facts: Sequence[tuple[tuple[Line, ...], tuple[Line, ...]]]
    columns: int
    label_width: float
    width: float
    label_style: TypeStyle = styles.CELL_HEAD
    value_style: TypeStyle = styles.CELL
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(max(len(label), len(value)) for label, value in self.facts) * self.value_style.leading + 7

    def draw(self, pen: Pen, x: float, top: float) -> None:
        column = self.width / self.columns
        for position, (label, value) in enumerate(self.facts):
            left = x + position * column + 4
            for number, line in enumerate(label):
                pen.text(left, top + 3.5 + number * self.label_style.leading, line, self.label_style)
            for number, line in enumerate(value):
                pen.text(left + self.label_width, top + 3.5 + number * self.value_style.leading, line, self.value_style)
        pen.rule(x, top + self.height, self.width, weight=0.4)


@dataclass(slots=True)
class ColumnsRow:
    """Two stacks side by side."""

    left: Sequence[Stack]
    right: Sequence[Stack]
    right_x: float
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(_stacked_height(self.left), _stacked_height(self.right))

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for stacks, left in ((self.left, x), (self.right, x + self.right_x)):
            y = top
            for position, stack in enumerate(stacks):
                y += stack.before if position else 0
                for row in (*stack.head, *stack.rows):
                    row.draw(pen, left, y)
                    y += row.height
                y += stack.after


def _stacked_height(stacks: Sequence[Stack]) -> float:
    return sum(stack.height + stack.after + (stack.before if position else 0) for position, stack in enumerate(stacks))


SIGNATURE_NAME = 128.0
"""The width that a name has beside the place to sign."""


@dataclass(slots=True)
class SignatureRow:
    """Who signs, a line to sign on, and the date. The digital signature's field lies on the line."""

    line: SignatureLine
    names: tuple[Line, ...]
    width: float
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return max(56.0, 19 + len(self.names) * styles.BODY_BOLD.leading)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        pen.words(x, top + 4, self.line.role, styles.LABEL)
        for number, name in enumerate(self.names):
            pen.text(x, top + 17 + number * styles.BODY_BOLD.leading, name, styles.BODY_BOLD)
        pen.words(x + 136, top + 29, "签名", styles.LABEL)
        pen.rule(x + 160, top + 43, 196, colour=RULE)
        pen.words(x + 372, top + 29, "日期", styles.LABEL)
        pen.rule(x + 396, top + 43, self.width - 396, colour=RULE)
        if self.line.note:
            pen.words(x + 160, top + 44, self.line.note, TypeStyle(6.8, 10, tone=styles.LABEL.tone))
        if self.line.field:
            pen.signature_field(self.line.field, f"{self.line.role} {self.line.name}", x + 160, top + 4, 196, 38)
