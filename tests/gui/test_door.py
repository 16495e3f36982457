"""The door: the first start makes the store and shows the words once; a wrong passphrase costs nothing but time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.stage import PASSPHRASE, Stage


def test_first_start_shows_twelve_words_once_and_enters_only_after_they_are_written_down(
    new_stage: Stage, qtbot: QtBot
) -> None:
    unlock = new_stage.window.unlock
    page = unlock.create_page
    assert unlock.pages.currentWidget() is page
    page.name.setText("张调查")
    page.first.setText(PASSPHRASE)
    page.second.setText(PASSPHRASE)
    page.main.click()
    qtbot.waitUntil(lambda: unlock.pages.currentWidget() is unlock.words_page, timeout=10_000)
    words = [label.text() for label in unlock.words_page.findChildren(QLabel) if label.property("role") == "strong"]
    assert len([word for word in words if word]) >= 12
    assert not unlock.words_page.main.isEnabled()
    unlock.words_page.written.setChecked(True)
    unlock.words_page.main.click()
    assert new_stage.window.cases is not None
    assert page.first.text() == ""


def test_two_different_passphrases_are_told_at_once(new_stage: Stage) -> None:
    page = new_stage.window.unlock.create_page
    page.name.setText("张调查")
    page.first.setText(PASSPHRASE)
    page.second.setText(PASSPHRASE + "x")
    page.main.click()
    assert "不一样" in page.notice.sentence()


def test_short_passphrase_is_told_at_once(new_stage: Stage) -> None:
    page = new_stage.window.unlock.create_page
    page.name.setText("张调查")
    page.first.setText("short")
    page.main.click()
    assert "太短" in page.notice.sentence()


def test_three_wrong_passphrases_cost_nothing_but_time(locked_stage: Stage, qtbot: QtBot) -> None:
    page = locked_stage.window.unlock.unlock_page
    for attempt in ("wrong-one-1", "wrong-two-2", "wrong-three-3"):
        page.notice.hide()
        page.line.setText(attempt)
        QTest.keyClick(page.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "口令不对" in page.notice.sentence())
    page.line.setText(PASSPHRASE)
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: locked_stage.window.cases is not None)
    assert page.line.text() == ""


def test_locking_forgets_the_cases_and_asks_for_the_passphrase_again(stage: Stage, qtbot: QtBot) -> None:
    cases = stage.window.cases
    assert cases is not None
    cases.lock_wanted.emit()
    qtbot.waitUntil(lambda: stage.window.unlock.pages.currentWidget() is stage.window.unlock.unlock_page)
    assert stage.window.cases is None
    assert stage.window.unlock.isVisible()
