"""Answers as a hand gives them: typed, clicked and picked through the widgets of the visit screen, never past them."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QStyledItemDelegate

from checklists.form import QuestionKind
from desktop.models.answers import shown
from desktop.screens.visit.screen import VisitScreen
from desktop.screens.visit.section import SectionPage
from desktop.widgets.choices import MultiChoice, SegmentedChoice
from desktop.widgets.editor import LineEditor, TextEditor
from desktop.widgets.evidence import EvidenceStrip
from desktop.widgets.grid import Grid
from desktop.widgets.lists import ListChoice
from desktop.widgets.media import MediaEditor
from tests.gui.stage import ReadyFiles

_ROW = re.compile(r"^(.*)\[(\d+)\](/[^\[]*)$")


class Hand:
    """Somebody at the keyboard of an open case."""

    def __init__(self, visit: VisitScreen, files: ReadyFiles) -> None:
        self.visit = visit
        self.files = files

    def answer(self, path: str, value: str) -> None:
        """Gives one answer of the section in sight. AssertionError where the question is not there to be answered."""
        row = _ROW.match(path)
        if row is not None:
            self._cell(row[1], int(row[2]) - 1, row[3], value)
            return
        block = self._page().block(path)
        assert not block.isHidden(), f"{path} is not shown"
        editor = block.editor
        if isinstance(editor, MediaEditor):
            self.choose(editor, value)
        elif isinstance(editor, LineEditor):
            self._type(editor.line, shown(block.question, value).replace(",", ""))
        elif isinstance(editor, TextEditor):
            editor.box.setFocus()
            editor.box.selectAll()
            editor.box.insertPlainText(value)
            QTest.keyClick(editor.box, Qt.Key.Key_Return)
        elif isinstance(editor, (SegmentedChoice, MultiChoice)):
            labels = {choice.value: choice.label for choice in self.visit.opened.session.choices(path)}
            for chosen in value.split():
                button = next(each for each in editor.findChildren(QPushButton) if each.text() == labels[chosen])
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        else:
            assert isinstance(editor, ListChoice), path
            _pick(editor.combo, value)

    def choose(self, editor: MediaEditor, name: str) -> None:
        """Answers with the file of this name by the editor's button."""
        kept, self.files.photos = self.files.photos, [file for file in self.files.photos if file.name == name]
        editor.buttons["choose"].click()
        self.files.photos = kept

    def attach(self, strip: EvidenceStrip, name: str) -> None:
        """Adds the file of this name by the strip's +."""
        kept, self.files.photos = self.files.photos, [file for file in self.files.photos if file.name == name]
        strip.add_button.click()
        self.files.photos = kept

    def import_statements(self, repeat: str, names: tuple[str, ...]) -> None:
        """Reads exports into a repeat by its button."""
        kept, self.files.photos = self.files.photos, [file for file in self.files.photos if file.name in names]
        self.files.photos.sort(key=lambda file: names.index(file.name))
        self._page().grid(repeat).import_button.click()
        self.files.photos = kept

    def _cell(self, repeat: str, row: int, step: str, value: str) -> None:
        grid = self._page().grid(repeat)
        while grid.model.instances <= row:
            grid.add_button.click()
        column = [each.step for each in grid.model.columns].index(step)
        index = grid.model.index(row, column)
        assert grid.model.flags(index) & Qt.ItemFlag.ItemIsEditable, f"{repeat}[{row + 1}]{step} takes no answer"
        grid.view.setCurrentIndex(index)
        grid.view.edit(index)
        self._fill_cell(grid, row, column, value)

    def _fill_cell(self, grid: Grid, row: int, column: int, value: str) -> None:
        question = grid.model.columns[column].question
        combo = grid.view.viewport().findChild(QComboBox)
        if question.kind is QuestionKind.SELECT_ONE:
            assert combo is not None
            combo.setCurrentIndex(combo.findData(value))
            combo.activated.emit(combo.currentIndex())
        else:
            line = grid.view.viewport().findChild(QLineEdit)
            assert line is not None
            line.setText(shown(question, value))
            grid.view.commitData(line)
            grid.view.closeEditor(line, QStyledItemDelegate.EndEditHint.NoHint)
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete: the cell's editor is gone before the next opens

    def _type(self, line: QLineEdit, words: str) -> None:
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def _page(self) -> SectionPage:
        page = self.visit.page
        assert page is not None
        return page


def _pick(combo: QComboBox, value: str) -> None:
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
