"""The grid: cells are typed and pasted, rows come and go, totals follow, what is wrong is told in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.screens.visit.screen import VisitScreen
from desktop.widgets.grid import Grid
from tests.gui.hand import Hand

STOCK = "/data/stock_take/stock"


@pytest.fixture
def grid(visit: VisitScreen, hand: Hand) -> Grid:
    visit.show_section("/data/stock_take")
    hand.answer("/data/stock_take/stock_gate", "have")
    assert visit.page is not None
    return visit.page.grid(STOCK)


def column(grid: Grid, name: str) -> int:
    return [each.question.name for each in grid.model.columns].index(name)


def shown(grid: Grid, row: int, name: str) -> str:
    return str(grid.model.index(row, column(grid, name)).data())


def test_cell_is_typed_and_shows_thousands(grid: Grid, hand: Hand) -> None:
    hand.answer(f"{STOCK}[1]/stock_quantity", "1240")
    assert shown(grid, 0, "stock_quantity") == "1,240"


def test_money_cell_understands_wan(grid: Grid, visit: VisitScreen) -> None:
    index = grid.model.index(0, column(grid, "stock_cost"))
    grid.view.setCurrentIndex(index)
    grid.view.edit(index)
    line = grid.view.viewport().findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    line.insert("1.2万")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert visit.opened.session.value(f"{STOCK}[1]/stock_cost") == "12000"


def test_enter_goes_to_the_next_cell_and_past_the_last_to_a_new_row(grid: Grid) -> None:
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_Return)
    assert grid.view.currentIndex().column() == 1
    grid.view.setCurrentIndex(grid.model.index(0, len(grid.model.columns) - 1))
    QTest.keyClick(grid.view, Qt.Key.Key_Return)
    assert grid.model.instances == 2
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, 0)


def test_block_from_a_spreadsheet_fills_cells_and_adds_rows(grid: Grid, visit: VisitScreen) -> None:
    QGuiApplication.clipboard().setText("可乐\t箱\t200\t201\t27\n雪碧\t箱\t1,100\t1,100\t28.5\n橙汁\t箱\t90\t90\t41\n")
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert grid.model.instances == 3
    assert visit.opened.session.value(f"{STOCK}[2]/stock_quantity") == "1100"
    assert shown(grid, 2, "stock_name") == "橙汁"


def test_pasted_words_of_a_choice_are_understood_and_others_are_named(grid: Grid, visit: VisitScreen) -> None:
    label = visit.opened.session.choices(f"{STOCK}[1]/stock_condition")[0]
    grid.view.setCurrentIndex(grid.model.index(0, column(grid, "stock_condition")))
    QGuiApplication.clipboard().setText(f"{label.label}\n不知所云")
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert visit.opened.session.value(f"{STOCK}[1]/stock_condition") == label.value
    assert "不知所云" in grid.words.text()


def test_totals_follow_the_cells(grid: Grid, hand: Hand) -> None:
    for row, (quantity, cost) in enumerate((("100", "20"), ("50", "30")), start=1):
        for name, value in (
            ("stock_name", f"货{row}"),
            ("stock_quantity", quantity),
            ("stock_cost", cost),
            ("stock_condition", hand.visit.opened.session.choices(f"{STOCK}[1]/stock_condition")[0].value),
            ("stock_has_expiry", "no"),
        ):
            hand.answer(f"{STOCK}[{row}]/{name}", value)
    assert shown(grid, 2, "stock_name") == "合计 2 项"
    assert shown(grid, 2, "stock_amount") == "3,500"
    assert shown(grid, 2, "stock_cost") == ""


def test_row_is_removed_and_comes_back_with_undo(grid: Grid, hand: Hand, visit: VisitScreen) -> None:
    hand.answer(f"{STOCK}[1]/stock_name", "可乐")
    hand.answer(f"{STOCK}[2]/stock_name", "雪碧")
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    grid.remove_button.click()
    assert (grid.model.instances, shown(grid, 0, "stock_name")) == (1, "雪碧")
    visit.undo()
    assert (grid.model.instances, shown(grid, 0, "stock_name")) == (2, "可乐")


def test_fill_down_copies_the_cell_above(grid: Grid, hand: Hand, visit: VisitScreen) -> None:
    hand.answer(f"{STOCK}[1]/stock_unit", "箱")
    hand.answer(f"{STOCK}[2]/stock_name", "雪碧")
    grid.view.setCurrentIndex(grid.model.index(1, column(grid, "stock_unit")))
    QTest.keyClick(grid.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert visit.opened.session.value(f"{STOCK}[2]/stock_unit") == "箱"


def test_wrong_cell_is_told_in_words(grid: Grid, hand: Hand) -> None:
    hand.answer(f"{STOCK}[1]/stock_quantity", "-3")
    assert grid.words.text()
    assert grid.model.problem(0, column(grid, "stock_quantity")) is not None


def test_cells_that_are_not_asked_or_computed_take_nothing(grid: Grid) -> None:
    for name in ("stock_amount", "stock_shelf_days"):
        assert not grid.model.flags(grid.model.index(0, column(grid, name))) & Qt.ItemFlag.ItemIsEditable


def test_months_are_fixed_at_twelve(visit: VisitScreen) -> None:
    visit.show_section("/data/income")
    assert visit.page is not None
    grid = visit.page.grid("/data/income/monthly")
    assert grid.model.instances == 12
    assert grid.add_button.isHidden()
