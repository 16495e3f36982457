"""Putting options in order (rank): dragged with the mouse, or moved with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from checklists.form import Choice
from desktop.widgets.editor import Editor, is_enter
from desktop.widgets.parts import button, column, row, text

_VALUE = Qt.ItemDataRole.UserRole
_LABEL = Qt.ItemDataRole.UserRole + 1
_MOST_SHOWN = 10


class RankEditor(Editor):
    """The options from first to last. Nothing is answered until one was moved or the order was confirmed with Enter."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.installEventFilter(self)
        self.list.model().rowsMoved.connect(lambda *_: self._on_moved())
        self.words = text("", "tiny", wrap=True)
        self.confirm_button = button(self.tr("就按这个顺序"), self._on_moved, kind="link")
        self.clear_button = button(self.tr("清除排序"), lambda: self._give_order(""), kind="link")
        bar = row()
        for part in (self.words, self.confirm_button, self.clear_button):
            bar.addWidget(part)
        bar.addStretch(1)
        layout = column(self, spacing=4)
        layout.addWidget(self.list)
        layout.addLayout(bar)
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replaces the options, keeping the order that was given."""
        wanted = tuple(choices)
        if [(each.value, each.label) for each in wanted] != [(each.value, each.label) for each in self._choices]:
            self._choices = wanted
            self.show_answer(self._answer)

    def show_answer(self, answer: str) -> None:
        """Ranked options first, in their order; those that were not ranked follow as the form lists them."""
        super().show_answer(answer)
        ranked = answer.split()
        place = {value: at for at, value in enumerate(ranked)}
        inorder = sorted(self._choices, key=lambda choice: place.get(choice.value, len(place)))
        at = self.list.currentItem().data(_VALUE) if self.list.currentItem() is not None else None
        with QSignalBlocker(self.list):
            self.list.clear()
            for choice in inorder:
                item = QListWidgetItem()
                item.setData(_VALUE, choice.value)
                item.setData(_LABEL, choice.label)
                self.list.addItem(item)
                if choice.value == at:
                    self.list.setCurrentItem(item)
        self._number(is_answered=bool(ranked))
        height = self.list.sizeHintForRow(0) * min(_MOST_SHOWN, self.list.count()) + 6 if self.list.count() else 36
        self.list.setFixedHeight(height)

    def set_closed(self, *, closed: bool) -> None:
        mode = QAbstractItemView.DragDropMode
        self.list.setDragDropMode(mode.NoDragDrop if closed else mode.InternalMove)
        self.list.setEnabled(not closed)
        self._show_words(is_answered=bool(self._answer))

    def focus_widget(self) -> QWidget:
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        return self.list

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._give_order("")
                return True
            if is_enter(event):
                self._on_moved()
                self.next_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def order(self) -> str:
        """The values from first to last as they stand."""
        return " ".join(str(self.list.item(at).data(_VALUE)) for at in range(self.list.count()))

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if not 0 <= at + step < self.list.count() or at < 0:
            return
        item = self.list.takeItem(at)
        self.list.insertItem(at + step, item)
        self.list.setCurrentItem(item)
        self._on_moved()

    def _on_moved(self) -> None:
        self._give_order(self.order())

    def _give_order(self, order: str) -> None:
        if self.list.isEnabled():
            self._give(order)
            self.show_answer(order)

    def _number(self, *, is_answered: bool) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            label = str(item.data(_LABEL))
            item.setText(f"{at + 1}. {label}" if is_answered else f"·  {label}")
        self._show_words(is_answered=is_answered)

    def _show_words(self, *, is_answered: bool) -> None:
        self.words.setText("" if is_answered else self.tr("还没有排序。拖动，或用 Alt+↑ ↓ 移动"))
        self.words.setVisible(not is_answered)
        self.confirm_button.setVisible(not is_answered and self.list.isEnabled())
        self.clear_button.setVisible(is_answered and self.list.isEnabled())
