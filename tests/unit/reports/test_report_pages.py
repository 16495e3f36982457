"""Rows go on pages: headers repeated, headings with their text, nothing lost."""

from dataclasses import dataclass
from decimal import Decimal

from reports.document import (
    Align,
    Column,
    DataTable,
    Fact,
    FactGrid,
    Figure,
    Listing,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Unit,
    words,
)
from reports.pdf.flow import Flow
from reports.pdf.fonts import load_fonts
from reports.pdf.pen import Pen
from reports.pdf.rows import FactsRow, TextRow
from reports.pdf.stack import Page, Stack, paginate
from reports.pdf.table import TableRow, table_stack
from reports.pdf.typeset import Typesetter


@dataclass
class Block:
    """A row that only has a name and a height."""

    name: str
    height: float = 10.0
    keeps_next: bool = False

    def draw(self, pen: Pen, x: float, top: float) -> None:
        raise AssertionError("layout draws nothing")


def names(pages: list[Page]) -> list[list[str]]:
    return [[placed.row.name for placed in page.rows if isinstance(placed.row, Block)] for page in pages]


def rows(prefix: str, count: int) -> list[Block]:
    return [Block(f"{prefix}{number}") for number in range(count)]


def test_a_table_that_goes_on_repeats_its_header() -> None:
    pages = paginate([Stack(rows("r", 12), [Block("head")])], top=0, bottom=60, first_top=0)
    assert [page[0] for page in names(pages)] == ["head", "head", "head"]
    assert [name for page in names(pages) for name in page if name != "head"] == [f"r{n}" for n in range(12)]


def test_a_heading_moves_on_with_what_it_heads() -> None:
    heading = Stack([Block("heading")], keeps_next=True)
    pages = paginate([Stack(rows("a", 5)), heading, Stack(rows("b", 3), least=2)], top=0, bottom=70, first_top=0)
    assert names(pages) == [["a0", "a1", "a2", "a3", "a4"], ["heading", "b0", "b1", "b2"]]


def test_a_table_does_not_leave_one_row_behind() -> None:
    pages = paginate([Stack(rows("a", 4), least=2)], top=0, bottom=30, first_top=0)
    assert names(pages) == [["a0", "a1"], ["a2", "a3"]]


def test_a_table_of_three_rows_is_not_parted() -> None:
    pages = paginate([Stack(rows("a", 2)), Stack(rows("b", 3), least=2)], top=0, bottom=40, first_top=0)
    assert names(pages) == [["a0", "a1"], ["b0", "b1", "b2"]]


def test_a_group_title_stays_with_its_first_row() -> None:
    stack = Stack([*rows("a", 2), Block("group", keeps_next=True), Block("b0")])
    assert names(paginate([stack], top=0, bottom=30, first_top=0)) == [["a0", "a1"], ["group", "b0"]]


def test_a_chapter_on_a_new_page_leaves_no_empty_page_before_it() -> None:
    pages = paginate(
        [Stack(rows("a", 1), starts_page=True), Stack(rows("b", 1), starts_page=True)], top=0, bottom=60, first_top=0
    )
    assert names(pages) == [["a0"], ["b0"]]


def test_no_row_runs_over_the_bottom() -> None:
    stacks = [Stack(rows(f"s{n}-", 7), [Block("head")], before=5, after=5, least=2) for n in range(9)]
    for page in paginate(stacks, top=10, bottom=97, first_top=30):
        assert all(placed.top + placed.row.height <= 97 for placed in page.rows)


def a_table(*amounts: str | None) -> DataTable:
    columns = (Column("项目", 2), Column("万元", 1, Align.NUMBER))
    return DataTable(columns, tuple(Row(("甲", Figure(None if a is None else Decimal(a), Unit.WAN))) for a in amounts))


def test_positive_figures_leave_room_for_the_parenthesis_of_negative_ones() -> None:
    typesetter = Typesetter(load_fonts(), {})
    with_negative = table_stack(a_table("120000", "-30000"), 300, typesetter).rows[0]
    without = table_stack(a_table("120000", "30000"), 300, typesetter).rows[0]
    assert isinstance(with_negative, TableRow)
    assert isinstance(without, TableRow)
    assert with_negative.hangs[1] > without.hangs[1] == 0


def test_a_remark_longer_than_a_page_is_cut_into_rows() -> None:
    table = DataTable(
        (Column("问题"), Column("回答")), (Row(("经过", "从前有一家店。" * 900)), Row(("甲", "乙"), RowKind.TOTAL))
    )
    stack = table_stack(table, 400, Typesetter(load_fonts(), {}))
    assert len(stack.rows) > 4
    assert max(row.height for row in stack.rows) < 400


def test_twelve_months_of_very_large_amounts_stay_on_the_page() -> None:
    columns = (Column("万元", 2), *(Column(f"{month}月", 1, Align.NUMBER) for month in range(1, 13)))
    amounts = tuple(Figure(Decimal(-987_654_321_000), Unit.WAN) for _ in range(12))
    stack = table_stack(
        DataTable(columns, (Row(("营业收入", *amounts)),), compact=True), 515, Typesetter(load_fonts(), {})
    )
    row = stack.rows[0]
    assert isinstance(row, TableRow)
    assert row.lefts[-1] + row.widths[-1] <= 515
    assert all(line.width <= width + 0.01 for lines, width in zip(row.cells, row.widths, strict=True) for line in lines)


def test_notes_stay_with_the_last_row_of_their_table() -> None:
    table = DataTable((Column("甲"),), tuple(Row((str(n),)) for n in range(20)), notes=("注。",))
    stack = table_stack(table, 300, Typesetter(load_fonts(), {}))
    for bottom in range(60, 420, 7):
        last = paginate([stack], top=0, bottom=bottom, first_top=0)[-1].rows
        assert len(last) >= 3, "header, a row and the note"


def test_a_note_stays_with_the_last_of_the_facts_that_it_explains() -> None:
    facts = FactGrid(tuple(Fact(f"第 {n} 项", "1") for n in range(12)), columns=3)
    note = Paragraph(words("公式：甲 + 乙。" * 20), ParagraphStyle.NOTE)
    stacks = Flow(Typesetter(load_fonts(), {})).blocks([facts, note], 400)
    for bottom in range(90, 220, 7):
        last = paginate(stacks, top=0, bottom=bottom, first_top=0)[-1].rows
        assert isinstance(last[-1].row, TextRow)
        assert any(isinstance(placed.row, FactsRow) for placed in last)


def test_a_title_too_long_for_its_column_breaks_before_its_unit() -> None:
    columns = (Column("最低月末余额（万元）", 1, Align.NUMBER), Column("说明", 4))
    head = table_stack(DataTable(columns, ()), 300, Typesetter(load_fonts(), {})).head[0]
    assert isinstance(head, TableRow)
    assert ["".join(run.text for run in line.runs) for line in head.cells[0]] == ["最低月末余额", "（万元）"]


def test_numbers_of_a_long_list_keep_off_its_sentences() -> None:
    stack = Flow(Typesetter(load_fonts(), {})).blocks([Listing(tuple(words("事项") for _ in range(1000)))], 300)[0]
    last = stack.rows[-1]
    assert isinstance(last, TextRow)
    assert last.marker is not None
    assert last.marker.width + 4 < last.indent
