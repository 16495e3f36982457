"""The report's paragraphs on the screen: rewritten, kept on leaving, doubted where a figure does not hold, given back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.screens.report.stories import StoriesPane
from desktop.widgets.parts import column
from reports.chapters.narrative import Story

STORIES = (Story("balance-sheet", "资产负债表", "总资产 124.87 万元。"), Story("soft", "软信息", "侧面打听 3 人。"))


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[StoriesPane]:
    holder, pane = QWidget(), StoriesPane()
    layout = column(holder)
    layout.addWidget(pane)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(holder)
    holder.show()
    pane.show_stories(STORIES, closed=False)
    yield pane
    holder.hide()


def leave(pane: StoriesPane) -> None:
    other = pane.window().findChild(QLineEdit)
    assert isinstance(other, QLineEdit)
    other.setFocus()


def test_what_was_written_is_kept_when_the_field_is_left(pane: StoriesPane, qtbot: QtBot) -> None:
    field = pane.boxes[0].field
    field.setFocus()
    field.setPlainText("总资产约 125 万元。")
    with qtbot.waitSignal(pane.rewritten) as kept:
        leave(pane)
    assert kept.args == ["balance-sheet", "总资产约 125 万元。"]


def test_the_generated_text_typed_again_is_no_edit(pane: StoriesPane, qtbot: QtBot) -> None:
    pane.boxes[0].field.setFocus()
    pane.boxes[0].field.setPlainText(f" {STORIES[0].generated}\n")
    with qtbot.assertNotEmitted(pane.rewritten):
        leave(pane)


def test_a_figure_that_does_not_hold_is_named_and_the_generated_text_can_be_had_back(
    pane: StoriesPane, qtbot: QtBot
) -> None:
    edited = replace(STORIES[0], edited="总资产 130 万元。", doubtful=("130 万元",))
    pane.show_stories((edited, STORIES[1]), closed=False)
    box = pane.boxes[0]
    assert "130 万元" in box.doubt.text()
    assert not box.doubt.isHidden()
    assert box.state.text() == "已修改"
    with qtbot.waitSignal(pane.rewritten) as kept:
        box.restore.click()
    assert kept.args == ["balance-sheet", ""]


def test_a_sealed_case_can_be_read_only(pane: StoriesPane, qtbot: QtBot) -> None:
    pane.show_stories(STORIES, closed=True)
    assert all(box.field.isReadOnly() for box in pane.boxes)
    with qtbot.assertNotEmitted(pane.rewritten):
        pane.commit()


def test_who_is_writing_keeps_the_field(pane: StoriesPane) -> None:
    field = pane.boxes[0].field
    field.setFocus()
    field.setPlainText("写到一半")
    pane.show_stories((replace(STORIES[0], generated="总资产 99 万元。"), STORIES[1]), closed=False)
    assert field.toPlainText() == "写到一半"
