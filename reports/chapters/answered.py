"""Answers of the checklist as facts and tables: the same for every section of every industry, so that a new question needs no code."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from reports.chapters.material import AnsweredItem, AnsweredSection, ReportMaterial
from reports.chapters.phrases import answer_text, clock_text
from reports.chapters.sources import EvidenceIndex
from reports.document import (
    Align,
    Block,
    Cell,
    Column,
    DataTable,
    Fact,
    FactGrid,
    Paragraph,
    Row,
    RowKind,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)

_MOST_COLUMNS = 8
_LONG = 34
_COUNTED = ("数量", "系数", "合计", "应得", "增加", "金额", "价值")


def section_blocks(material: ReportMaterial, index: EvidenceIndex, *names: str) -> tuple[Block, ...]:
    """What was answered in these sections: short facts in a grid, long ones as paragraphs, lists as tables."""
    blocks: list[Block] = []
    for name in names:
        section = material.section(name)
        if section is not None:
            blocks += facts_and_stories(section.singles(), index)
            blocks += list_tables(section, index)
    return tuple(blocks) or (Paragraph(words(Span("清单中没有这一部分的回答。", tone=Tone.MUTED))),)


def facts_and_stories(items: Iterable[AnsweredItem], index: EvidenceIndex) -> list[Block]:
    answered = [item for item in items if item.value]
    short = tuple(Fact(item.title, answer_cell(item, index)) for item in answered if not _is_long(item))
    blocks: list[Block] = [FactGrid(short)] if short else []
    for item in answered:
        if _is_long(item):
            blocks += [Subheading(item.title), Paragraph(answer_cell(item, index))]
    return blocks


def answer_cell(item: AnsweredItem, index: EvidenceIndex) -> Text:
    """An answer with its remark and the evidence attached to it."""
    spans = [Span(answer_text(item), tone=Tone.PLAIN if item.value else Tone.MUTED)]
    if item.remark:
        spans.append(Span(f"（{item.remark}）", tone=Tone.MUTED))
    return Text(tuple(spans), index.marks((item.path,)))


def list_tables(section: AnsweredSection, index: EvidenceIndex) -> list[Block]:
    """A table a repeat. Lists wider than a page are cut into tables of about as many columns, the first one repeated."""
    blocks: list[Block] = []
    for title, rows in section.tables():
        columns: dict[str, AnsweredItem] = {}
        for row in rows:
            for item in row:
                if any(other.value for each in rows for other in each if other.name == item.name):
                    columns.setdefault(item.name, item)
        if not columns:
            blocks += [Subheading(title), Paragraph(words(Span(f"{len(rows)} 行，都未填。", tone=Tone.MUTED)))]
            continue
        names = list(columns)
        for part, chosen in enumerate(_column_groups(names)):
            caption = title if not part else f"{title}（续列）"
            blocks.append(_list_table(caption, rows, [columns[name] for name in chosen], index))
    return blocks


def _column_groups(names: list[str]) -> list[list[str]]:
    if len(names) <= _MOST_COLUMNS:
        return [names]
    first, rest = names[0], names[1:]
    parts = ceil(len(rest) / (_MOST_COLUMNS - 1))
    step = ceil(len(rest) / parts)
    return [[first, *rest[start : start + step]] for start in range(0, len(rest), step)]


def _list_table(
    caption: str, rows: tuple[tuple[AnsweredItem, ...], ...], columns: list[AnsweredItem], index: EvidenceIndex
) -> DataTable:
    made = []
    for position, row in enumerate(rows, 1):
        by_name = {item.name: item for item in row}
        cells = [_list_cell(by_name.get(column.name), index) for column in columns]
        made.append(Row((str(position), *cells)))
    totals = [_total(rows, column) for column in columns]
    heads = [Column(_head(column), _share(rows, column), _align(rows, column)) for column in columns]
    return DataTable((Column("", 0.28), *heads), (*made, *_total_row(totals, len(rows))), caption=caption)


def _total_row(totals: list[str], count: int) -> tuple[Row, ...]:
    """A total where amounts in yuan stand in more than one row."""
    if count < 2 or not any(totals):
        return ()
    cells = list(totals)
    if not cells[0]:
        cells[0] = "合计"
    return (Row(("", *cells), RowKind.TOTAL),)


def _total(rows: tuple[tuple[AnsweredItem, ...], ...], column: AnsweredItem) -> str:
    """The sum of a column of amounts; nothing where one is missing or it is a price."""
    if column.unit != "元" or any(word in column.title for word in ("价", "每", "人均")):
        return ""
    numbers = [item.number for row in rows for item in row if item.name == column.name]
    known = [number for number in numbers if number is not None]
    return f"{sum(known):,f}" if len(known) == len(rows) else ""


def _list_cell(item: AnsweredItem | None, index: EvidenceIndex) -> Cell:
    if item is None:
        return ""
    if not item.value:
        return Text((Span("未答" if item.is_must else "—", tone=Tone.MUTED),))
    text = f"{item.number:,f}" if _is_figure(item) else clock_text(item.value)
    spans = (Span(text), Span(f"（{item.remark}）", tone=Tone.MUTED)) if item.remark else (Span(text),)
    return Text(spans, index.marks((item.path,)))


def _head(item: AnsweredItem) -> str:
    return f"{item.title}（{item.unit}）" if item.unit else item.title


def _align(rows: tuple[tuple[AnsweredItem, ...], ...], column: AnsweredItem) -> Align:
    values = [item for row in rows for item in row if item.name == column.name and item.value]
    return Align.NUMBER if values and all(_is_figure(item) for item in values) else Align.TEXT


def _is_figure(item: AnsweredItem) -> bool:
    """A number that counts or measures; digits of an account or a telephone do not."""
    return item.number is not None and bool(item.unit or any(word in item.title for word in _COUNTED))


def _share(rows: tuple[tuple[AnsweredItem, ...], ...], column: AnsweredItem) -> float:
    """Wider for longer texts, within bounds."""
    longest = max((len(item.value) for row in rows for item in row if item.name == column.name), default=4)
    return min(3.0, max(0.9, longest / 6))


def _is_long(item: AnsweredItem) -> bool:
    return len(item.value) + len(item.remark) > _LONG and item.number is None
