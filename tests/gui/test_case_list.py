"""The case list: empty, searched, by keyboard, and always showing what is in the store."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.screens.cases.screen import CasesScreen, IndustryDialog
from tests.gui.stage import INDUSTRY, Stage


def the_list(stage: Stage) -> CasesScreen:
    assert stage.window.cases is not None
    return stage.window.cases


def named_cases(stage: Stage, *names: str) -> None:
    for name in names:
        stage.door.services().cases.create(INDUSTRY).fill({"/data/identity/client_name": name})


def test_empty_list_offers_one_action(stage: Stage, qtbot: QtBot) -> None:
    cases = the_list(stage)
    qtbot.waitUntil(lambda: cases._stack.currentIndex() == 1)
    empty = cases._stack.widget(1)
    assert empty is not None
    offered = [each for each in empty.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in offered] == ["新建案件"]


def pick_industry(industry: str) -> None:
    """Chooses in the dialog that asks for the checklist of a new case."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, IndustryDialog)
    for at in range(dialog.list.count()):
        if dialog.list.item(at).data(Qt.ItemDataRole.UserRole) == industry:
            dialog.list.setCurrentRow(at)
    dialog.accept()


def test_new_case_opens_at_its_first_section(stage: Stage, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: pick_industry(INDUSTRY))
    the_list(stage).ask_industry()
    qtbot.waitUntil(lambda: stage.window.visit is not None, timeout=10_000)
    assert stage.window.visit is not None
    assert stage.window.visit.page is not None
    assert stage.window.visit.page.section == "/data/arrival"


def test_search_finds_a_client_by_two_characters(stage: Stage, qtbot: QtBot) -> None:
    named_cases(stage, "王小明", "李建国", "王大山")
    cases = the_list(stage)
    cases.refresh()
    qtbot.waitUntil(lambda: cases.table.model().rowCount() == 3)
    cases.search.setText("建国")
    qtbot.waitUntil(lambda: cases.table.model().rowCount() == 1)
    assert cases.table.model().index(0, 0).data() == "李建国"


def test_a_search_without_a_hit_says_so(stage: Stage, qtbot: QtBot) -> None:
    named_cases(stage, "王小明")
    cases = the_list(stage)
    cases.search.setText("没有这个人")
    qtbot.waitUntil(lambda: cases._stack.currentIndex() == 1 and "没有找到" in cases._empty_words.text())


def test_enter_opens_the_chosen_case(stage: Stage, qtbot: QtBot) -> None:
    named_cases(stage, "王小明")
    cases = the_list(stage)
    cases.refresh()
    qtbot.waitUntil(lambda: cases.table.model().rowCount() == 1)
    QTest.keyClick(cases.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stage.window.visit is not None, timeout=10_000)
    assert stage.window.visit is not None
    assert stage.window.visit.opened.client == "王小明"


def test_list_shows_what_was_answered_after_going_back(stage: Stage, qtbot: QtBot) -> None:
    stage.window.create_case(INDUSTRY)
    qtbot.waitUntil(lambda: stage.window.visit is not None, timeout=10_000)
    assert stage.window.visit is not None
    stage.window.visit.show_section("/data/identity")
    page = stage.window.visit.page
    assert page is not None
    page.block("/data/identity/client_name").answered.emit("/data/identity/client_name", "赵新客")
    stage.window.visit.back_wanted.emit()
    cases = the_list(stage)
    qtbot.waitUntil(lambda: cases.table.model().rowCount() == 1 and cases.table.model().index(0, 0).data() == "赵新客")


def test_other_theme_keeps_the_list(stage: Stage, qtbot: QtBot) -> None:
    named_cases(stage, "王小明")
    stage.window.toggle_theme()
    cases = the_list(stage)
    qtbot.waitUntil(lambda: cases.table.model().rowCount() == 1)
    stage.window.toggle_theme()
    qtbot.waitUntil(lambda: the_list(stage).table.model().rowCount() == 1)
