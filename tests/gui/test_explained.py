"""A figure on the score or the checks page is asked where it comes from, by keyboard, and leads down to answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.screens.checks.screen import ChecksScreen
from desktop.screens.explained.asking import Asking
from desktop.screens.explained.dialog import ExplanationDialog
from desktop.screens.score.screen import ScoreScreen
from desktop.screens.visit.screen import CHECKS, SCORE, VisitScreen
from desktop.widgets.tables import RowsView
from tests.gui.test_conclusions import filled


def shown_on(page: ScoreScreen | ChecksScreen) -> ExplanationDialog:
    dialog = asking_on(page).shown
    assert dialog is not None
    return dialog


def asking_on(page: ScoreScreen | ChecksScreen) -> Asking:
    asking = page.findChild(Asking)
    assert asking is not None
    return asking


def words_of(item: QTreeWidgetItem) -> list[str]:
    below = [each for at in range(item.childCount()) if (each := item.child(at)) is not None]
    return [item.text(2), *(words for each in below for words in words_of(each))]


def test_f2_on_a_cap_shows_where_its_amount_comes_from(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    page = visit.conclusion(SCORE)
    assert isinstance(page, ScoreScreen)
    visit.show_conclusion(SCORE)
    caps = next(view for view in page.findChildren(RowsView) if view.accessibleName() == "额度推导")
    caps.choose("l2_repayment")
    with qtbot.waitSignal(page.origin_wanted) as asked:
        caps.actions()[0].trigger()
    assert asked.args == ["limit.caps.l2_repayment.amount"]
    dialog = shown_on(page)
    top = dialog.tree.topLevelItem(0)
    assert top is not None
    assert visit.assessor.latest is not None
    amount = next(cap.amount for cap in visit.assessor.latest.limit.caps if cap.name == "l2_repayment")
    assert amount is not None
    assert top.text(1) == f"{amount:,.2f} 元"
    assert "答案" in words_of(top)
    assert "规则:caps 表 l2_repayment" in dialog.behind.text()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asking_on(page).shown is None)


def test_the_chosen_line_says_what_stands_behind_it(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    page = visit.conclusion(CHECKS)
    assert isinstance(page, ChecksScreen)
    visit.show_conclusion(CHECKS)
    page.table.choose("equity_check")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = shown_on(page)
    before = dialog.behind.text()
    assert "算式:" in before
    QTest.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert dialog.behind.text() != before
    dialog.close()


def test_a_rule_that_fired_or_not_is_explained_too(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    page = visit.conclusion(SCORE)
    assert isinstance(page, ScoreScreen)
    rules = next(view for view in page.findChildren(RowsView) if view.accessibleName() == "否决项、封顶与红旗")
    rules.setCurrentIndex(rules.model().index(0, 0))
    rules.actions()[0].trigger()
    dialog = shown_on(page)
    top = dialog.tree.topLevelItem(0)
    assert top is not None
    assert top.text(2) == "规则"
    dialog.close()


def test_another_question_takes_the_place_of_the_first(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    page = visit.conclusion(SCORE)
    assert isinstance(page, ScoreScreen)
    page.origin_wanted.emit("limit.recommended")
    first = shown_on(page)
    assert visit.opened.explainer(live=True) is visit.opened.explainer(live=True)
    page.origin_wanted.emit("score.total")
    assert shown_on(page) is not first
    page.origin_wanted.emit("no.such.figure")
    assert shown_on(page).isVisible()
    shown_on(page).close()
