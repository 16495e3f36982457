"""A sensitive answer on the page: its middle is hidden until somebody asks to see it, and again as soon as they leave.

Rules: an answer that is being written is seen by who writes it; the keyboard passing by reveals nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from checklists.model.text import masked
from desktop.style.icons import icon
from desktop.style.theme import current
from desktop.widgets.editor import Editor
from desktop.widgets.parts import button, column, row, text


class Veil(QWidget):
    """An editor behind its masked answer, and the button between the two."""

    revealed = Signal(bool)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.words = text("", "")
        self._is_open = False
        self._has_answer = False
        self._field = QFrame()
        self._field.setProperty("kind", "field")
        self._field.setProperty("closed", "true")
        self._field.setFixedHeight(34)
        row(self._field, margins=(10, 4, 10, 4)).addWidget(self.words, 1)
        self.button = button("", self.toggle, kind="link")
        sides = row(spacing=6)
        inner = column(spacing=0)
        inner.addWidget(self._field)
        inner.addWidget(editor)
        sides.addLayout(inner, 1)
        sides.addWidget(self.button)
        column(self).addLayout(sides)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self._show()

    @property
    def is_veiled(self) -> bool:
        return self._field.isVisibleTo(self)

    def show_answer(self, words: str) -> None:
        """The answer as people read it; only its mask is kept here."""
        self.words.setText(masked(words))
        self._has_answer = bool(words)
        self._show()

    def name_for_screen_readers(self, name: str) -> None:
        self._field.setAccessibleName(f"{name} {self.tr('已遮盖')}")
        self.button.setProperty("question", name)
        self._show()

    def focus_widget(self) -> QWidget:
        """The button while the answer is hidden, so that coming here reveals nothing."""
        return self.button if self.is_veiled else self.editor.focus_widget()

    def toggle(self) -> None:
        """Shows the answer, ready to be changed, or hides it."""
        self._is_open = self.is_veiled
        if not self._is_open:
            self.editor.commit()
        self._show(is_forced=True)
        if self._is_open:
            self.editor.focus_widget().setFocus()
        self.revealed.emit(self._is_open)

    def hideEvent(self, event: QHideEvent) -> None:
        self._is_open = False
        super().hideEvent(event)
        self._show(is_forced=True)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            self._is_open = False
            self._show(is_forced=True)

    def _show(self, *, is_forced: bool = False) -> None:
        """``is_forced``: also where the keyboard is inside; what is being written is otherwise left in sight."""
        focus = QApplication.focusWidget()
        is_written = not is_forced and focus is not None and self.editor.isAncestorOf(focus)
        veiled = self._has_answer and not self._is_open and not is_written
        self._field.setVisible(veiled)
        self.editor.setVisible(not veiled)
        self.button.setVisible(self._has_answer)
        words = self.tr("显示") if veiled else self.tr("隐藏")
        self.button.setText(words)
        self.button.setIcon(icon("eye" if veiled else "eye_off", current().accent))
        self.button.setAccessibleName(f"{words} {self.button.property('question') or ''}".strip())
