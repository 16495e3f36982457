"""The program draws on the page: days of documents, goods of the client's list; again only with a reason."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.screens.visit.draw_desk import AgainDialog
from desktop.screens.visit.screen import VisitScreen
from desktop.services.draws import DAYS
from desktop.widgets.grid import Grid
from tests.gui.stage import Stage

SAMPLED, STOCK = "/data/income/sampled_days", "/data/stock_take/stock"
LIST = "品名,单位,数量,进价\n" + "\n".join(f"纯牛奶{place},箱,{100 - place},{50 - place}" for place in range(20))


def grid_of(visit: VisitScreen, section: str, gate: str, answer: str, repeat: str) -> Grid:
    visit.show_section(section)
    visit.opened.set(visit.opened.checklist.paths[gate], answer)
    assert visit.page is not None
    visit.page.refresh()
    return visit.page.grid(repeat)


def test_days_are_drawn_at_a_press_and_shown_with_their_seed(visit: VisitScreen, qtbot: QtBot) -> None:
    grid = grid_of(visit, "/data/income", "g06_random_days", "done", SAMPLED)
    with qtbot.waitSignal(visit.draws.drawn):
        grid.sample_button.click()
    assert grid.model.instances == 3
    assert all(visit.opened.session.value(f"{SAMPLED}[{row}]/sample_date") for row in (1, 2, 3))
    assert grid.sample_words.text().startswith("第1次抽取:")
    assert visit.isEnabled()


def test_another_draw_waits_for_its_reason(visit: VisitScreen, qtbot: QtBot) -> None:
    grid = grid_of(visit, "/data/income", "g06_random_days", "done", SAMPLED)
    with qtbot.waitSignal(visit.draws.drawn):
        grid.sample_button.click()
    grid.sample_button.click()
    dialog = visit.findChild(AgainDialog)
    assert dialog is not None
    assert not dialog.again_button.isEnabled()
    dialog.box.setPlainText("两天都停业盘点")
    with qtbot.waitSignal(visit.draws.drawn):
        dialog.again_button.click()
    assert "重抽理由:两天都停业盘点" in visit.opened.case.remarks[DAYS]
    assert grid.sample_words.text().startswith("第2次抽取:")


def test_goods_are_drawn_and_the_books_are_hidden_until_counted(
    visit: VisitScreen, stage: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    listed = tmp_path / "存货.csv"
    listed.write_text(LIST, "utf-8")
    stage.files.photos = [listed]
    grid = grid_of(visit, "/data/stock_take", "stock_gate", "have", STOCK)
    with qtbot.waitSignal(visit.draws.drawn):
        grid.sample_button.click()
    steps = [column.step for column in grid.model.columns]
    book, counted = steps.index("/stock_book_quantity"), steps.index("/stock_quantity")
    assert grid.model.index(0, steps.index("/stock_name")).data() == "纯牛奶0"
    assert not grid.model.index(0, book).data()
    grid.model.setData(grid.model.index(0, counted), "90")
    assert grid.model.index(0, book).data() == "100"


def test_a_list_that_cannot_be_read_is_told(visit: VisitScreen, stage: Stage, tmp_path: Path, qtbot: QtBot) -> None:
    listed = tmp_path / "存货.csv"
    listed.write_text("这不是清单", "utf-8")
    stage.files.photos = [listed]
    grid = grid_of(visit, "/data/stock_take", "stock_gate", "have", STOCK)
    with qtbot.waitSignal(visit.draws.failed):
        grid.sample_button.click()
    assert visit.notice.isVisible()
    assert visit.isEnabled()
    assert grid.model.instances <= 1
