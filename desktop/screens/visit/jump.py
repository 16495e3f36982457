"""Ctrl+K: type a few words, go to the question. Only questions that can be answered now are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from checklists.form import FormSession, Item, QuestionKind
from desktop.models.answers import is_shown
from desktop.widgets.parts import column, text

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A question that can be jumped to."""

    path: str
    section: str
    label: str

    @property
    def words(self) -> str:
        return f"{self.section} › {self.label}"


def places(session: FormSession, sections: Sequence[str]) -> tuple[Place, ...]:
    """Every relevant question in the order of the form; a repeat counts as one place."""
    found: list[Place] = []

    def walk(items: Sequence[Item], section: str) -> None:
        for item in items:
            if not is_shown(session, item.path):
                continue
            if item.question.kind is not QuestionKind.GROUP:
                label = session.label(item.path)
                if label:
                    found.append(Place(item.path, section, label))
            else:
                walk(session.children(item.path), section)

    for section in sections:
        walk(session.children(section), session.label(section))
    return tuple(found)


def matching(all_places: Sequence[Place], typed: str) -> tuple[Place, ...]:
    """The places that hold every typed word; those whose own label does come first."""
    words = typed.lower().split()
    hits = [place for place in all_places if all(word in place.words.lower() for word in words)]
    return tuple(sorted(hits, key=lambda place: not all(word in place.label.lower() for word in words)))


class JumpDialog(QDialog):
    def __init__(self, all_places: Sequence[Place], parent: QWidget) -> None:
        super().__init__(parent)
        self._places = all_places
        self.setWindowTitle(self.tr("跳到问题"))
        self.resize(560, 420)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("输入几个字,例如:存货、房租、担保"))
        self.line.setAccessibleName(self.tr("要找的问题"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("找到的问题"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self, margins=(16, 16, 16, 12))
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(text(self.tr("↑↓ 选择 · Enter 前往 · Esc 关闭"), "tiny"))
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.itemClicked.connect(lambda _: self.accept())
        self._fill("")

    def path(self) -> str:
        """The chosen question; blank where nothing was found."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.path():
                    self.accept()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        for place in matching(self._places, typed)[:_SHOWN]:
            item = QListWidgetItem(place.words)
            item.setData(Qt.ItemDataRole.UserRole, place.path)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
