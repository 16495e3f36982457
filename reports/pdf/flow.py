"""From a report's blocks to stacks of rows, ready to be put on pages. One small function a kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports.charts import band_strips, draw_chart
from reports.document import (
    BenchmarkBands,
    Block,
    Chapter,
    Chart,
    Columns,
    DataTable,
    EvidenceGrid,
    Fact,
    FactGrid,
    FactStrip,
    KeyFigures,
    Listing,
    Paragraph,
    ParagraphStyle,
    Report,
    Signatures,
    Span,
    Subheading,
    Text,
    Tone,
)
from reports.pdf import styles
from reports.pdf.picture import PictureRow, evidence_rows
from reports.pdf.rows import (
    SIGNATURE_NAME,
    CardsRow,
    ColumnsRow,
    FactsRow,
    GapRow,
    HeadingRow,
    SignatureRow,
    StripRow,
    TextRow,
)
from reports.pdf.stack import RowBox, Stack
from reports.pdf.table import cell_text, table_stack
from reports.pdf.typeset import Typesetter, TypeStyle

_MILLIMETRE = 72 / 25.4
_FEWEST_BANDS = 3
_TALLEST_CHART = styles.BOTTOM - styles.TOP - styles.SUBHEADING.leading


class Flow:
    """Lays blocks out at a width."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter

    def chapters(self, report: Report) -> Iterator[Stack]:
        """Every chapter with its headings, in the report's order."""
        numbers = self._typesetter.numbers
        for chapter in report.chapters:
            yield self._chapter_heading(chapter, numbers[chapter.key])
            yield from self.blocks(chapter.blocks, styles.CONTENT)
            for section in chapter.sections:
                title = f"{numbers[section.key]}  {section.title}"
                lines = self._typesetter.lines(title, styles.CONTENT - 8, styles.SECTION)
                heading = HeadingRow(lines, styles.SECTION, 1, section.key, title)
                yield Stack([heading], before=9, after=3, keeps_next=True)
                yield from self.blocks(section.blocks, styles.CONTENT)

    def blocks(self, blocks: Iterable[Block], width: float) -> list[Stack]:
        stacks: list[Stack] = []
        above: Block | None = None
        for block in blocks:
            laid = self._block(block, width)
            if _is_note(block) and isinstance(above, (FactGrid, Paragraph)):
                stacks[-1] = _with_note(stacks[-1], laid[0])
            else:
                if isinstance(block, EvidenceGrid) and isinstance(above, Paragraph):
                    stacks[-1].keeps_next = True
                stacks += laid
            above = block
        return stacks

    def _chapter_heading(self, chapter: Chapter, number: str) -> Stack:
        title = f"附录 {number}  {chapter.title}" if chapter.appendix else f"{number}  {chapter.title}"
        lines = self._typesetter.lines(title, styles.CONTENT, styles.CHAPTER)
        heading = HeadingRow(lines, styles.CHAPTER, 0, chapter.key, title)
        return Stack([heading], before=20, after=7, keeps_next=True, starts_page=chapter.new_page)

    def _block(self, block: Block, width: float) -> list[Stack]:
        match block:
            case Paragraph():
                return [self._paragraph(block, width)]
            case Subheading():
                return [self._subheading(block, width)]
            case Listing():
                return [self._listing(block, width)]
            case FactGrid():
                return [self._fact_grid(block, width)]
            case FactStrip():
                column = width / len(block.facts) - 8
                cells = [self._typesetter.lines(_fact_text(fact), column, styles.CELL) for fact in block.facts]
                return [Stack([StripRow(cells, width)], before=4, after=2)]
            case KeyFigures():
                return [Stack([CardsRow(block.cards, self._typesetter, width)], before=8, after=4)]
            case DataTable():
                return self._table(block, width)
            case Chart():
                return self._chart(block, width)
            case EvidenceGrid():
                return [Stack(evidence_rows(block.photos, block.columns, width, self._typesetter), before=4, after=4)]
            case Signatures():
                rows = [
                    SignatureRow(line, self._typesetter.lines(line.name, SIGNATURE_NAME, styles.BODY_BOLD), width)
                    for line in block.lines
                ]
                return [Stack(rows, before=10, after=6, least=len(rows))]
            case Columns():
                return [self._columns(block, width)]

    def _subheading(self, block: Subheading, width: float) -> Stack:
        if block.marked:
            lines = self._typesetter.lines(block.text, width - 8, styles.SECTION)
            return Stack([HeadingRow(lines, styles.SECTION, 1)], before=5, after=1, keeps_next=True)
        lines = self._typesetter.lines(block.text, width, styles.SUBHEADING)
        rows = [TextRow(line, styles.SUBHEADING, keeps_next=True) for line in lines]
        return Stack(rows, before=6, after=1, keeps_next=True)

    def _paragraph(self, block: Paragraph, width: float) -> Stack:
        style = styles.PARAGRAPHS[block.style]
        callout = block.style is ParagraphStyle.CALLOUT
        indent = 9.0 if callout or block.style is ParagraphStyle.FORMULA else 0.0
        lines = self._typesetter.lines(block.text, width - indent, style)
        rows = [TextRow(line, style, indent, bar=callout) for line in lines]
        return Stack(rows, before=2, after=4, least=2 if len(rows) > 3 else len(rows))

    def _listing(self, block: Listing, width: float) -> Stack:
        rows: list[TextRow] = []
        marker_style = TypeStyle(styles.BODY.size, styles.BODY.leading, bold=True)
        widest = self._typesetter.width(str(len(block.items)), marker_style) if block.numbered else 0.0
        indent = max(16.0, widest + 5)
        for position, item in enumerate(block.items, 1):
            marker = self._typesetter.line(str(position) if block.numbered else "·", marker_style)
            lines = self._typesetter.lines(item, width - indent, styles.BODY)
            for number, line in enumerate(lines):
                last = number + 1 == len(lines)
                rows.append(
                    TextRow(line, styles.BODY, indent, None if number else marker, marker_style, keeps_next=not last)
                )
        return Stack(rows, before=2, after=4)

    def _fact_grid(self, block: FactGrid, width: float) -> Stack:
        """Labels take what the widest needs, up to two fifths of their column, so that values line up."""
        column = width / block.columns
        widest = max(self._typesetter.width(fact.label, styles.CELL_HEAD) for fact in block.facts)
        label_width = min(widest, column * 0.42) + 8
        laid = [
            (
                self._typesetter.lines(fact.label, label_width - 6, styles.CELL_HEAD),
                self._typesetter.lines(cell_text(fact.value), column - label_width - 10, styles.CELL),
            )
            for fact in block.facts
        ]
        starts = range(0, len(laid), block.columns)
        rows = [FactsRow(laid[start : start + block.columns], block.columns, label_width, width) for start in starts]
        return Stack(rows, before=2, after=6, least=min(2, len(rows)))

    def _table(self, block: DataTable, width: float) -> list[Stack]:
        stacks = []
        if block.caption:
            lines = self._typesetter.lines(block.caption, width, styles.SUBHEADING)
            rows = [TextRow(line, styles.SUBHEADING, keeps_next=True) for line in lines]
            stacks.append(Stack(rows, before=6, keeps_next=True))
        stacks.append(table_stack(block, width, self._typesetter))
        return stacks

    def _chart(self, block: Chart, width: float) -> list[Stack]:
        fonts = self._typesetter.fonts
        height = block.height * _MILLIMETRE
        if not isinstance(block.spec, BenchmarkBands):
            height = min(height, _TALLEST_CHART)
        rows: list[RowBox] = []
        if block.title:
            rows.append(
                TextRow(self._typesetter.line(block.title, styles.SUBHEADING), styles.SUBHEADING, keeps_next=True)
            )
        if isinstance(block.spec, BenchmarkBands):
            strips = band_strips(block.spec, width, height, fonts.bold.width)
            rows += [PictureRow(strip) for strip in strips]
            return [Stack(rows, before=5, after=5, least=min(_FEWEST_BANDS, len(strips)))]
        rows.append(PictureRow(draw_chart(block.spec, width, height, fonts.bold.width)))
        return [Stack(rows, before=5, after=5)]

    def _columns(self, block: Columns, width: float) -> Stack:
        gap = 18.0
        left = (width - gap) * block.share
        row = ColumnsRow(self.blocks(block.left, left), self.blocks(block.right, width - gap - left), left + gap)
        return Stack([row], before=5)


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style is ParagraphStyle.NOTE


def _with_note(stack: Stack, note: Stack) -> Stack:
    """A note in one stack with the last row of what it explains, so that no page begins with it alone."""
    for row in (stack.rows[-1], *note.rows[:-1]):
        if isinstance(row, (FactsRow, TextRow)):
            row.keeps_next = True
    return replace(stack, rows=[*stack.rows, GapRow(stack.after + note.before), *note.rows], after=note.after)


def _fact_text(fact: Fact) -> Text:
    value = cell_text(fact.value)
    return Text((Span(f"{fact.label}：", tone=Tone.MUTED), *value.spans), value.sources)
