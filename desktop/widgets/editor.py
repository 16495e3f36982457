"""What every editor of an answer has in common.

Rules: ``answered`` is emitted only for what a person gave, never for what the program shows; an answer is given when the field is
left, on Enter, or after a pause in typing, so that the audit trail holds answers and not keystrokes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from desktop.models.typed import Understood
from desktop.style.theme import set_role
from desktop.widgets.parts import column, row, text

PAUSE_MS = 1500


class Editor(QWidget):
    """The base of all editors: shows an answer, says when a person gave one, and when they want the next question."""

    answered = Signal(str)
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answer = ""

    def answer(self) -> str:
        """The answer as the form has it."""
        return self._answer

    def show_answer(self, answer: str) -> None:
        """Shows what the form has, without saying that anything was answered."""
        self._answer = answer

    def commit(self) -> None:
        """Gives what is typed but not given yet."""

    def set_closed(self, *, closed: bool) -> None:
        """A closed editor shows its answer and takes none."""
        self.setEnabled(not closed)

    def focus_widget(self) -> QWidget:
        """Where the keyboard goes when this question is jumped to."""
        return self

    def name_for_screen_readers(self, name: str) -> None:
        self.focus_widget().setAccessibleName(name)

    def _give(self, answer: str) -> None:
        if answer != self._answer:
            self._answer = answer
            self.answered.emit(answer)


class LineEditor(Editor):
    """A single line with, on its right, the unit or what was understood of the typing."""

    def __init__(
        self,
        read: Callable[[str], Understood],
        show: Callable[[str], str] = str,
        *,
        unit: str = "",
        placeholder: str = "",
        masked: bool = False,
    ) -> None:
        super().__init__()
        self._read = read
        self._show = show
        self._unit = unit
        self.field = QFrame()
        self.field.setProperty("kind", "field")
        self.line = QLineEdit()
        if masked:
            self.line.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.line.installEventFilter(self)
        self.suffix = text(unit, "muted")
        inner = row(self.field, margins=(10, 4, 10, 4))
        inner.addWidget(self.line, 1)
        inner.addWidget(self.suffix)
        self.suffix.setVisible(bool(unit))
        self.field.setFixedHeight(34)
        column(self).addWidget(self.field)
        self.line.setPlaceholderText(placeholder)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._commit_when_understood)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_return)

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        if self.line.hasFocus() and self._read(self.line.text()).answer == answer:
            return  # what is being typed already says this; do not move the cursor
        self._pause.stop()
        self.line.setText(self._show(answer))
        self._show_words(self.line.text())

    def commit(self) -> None:
        """Only what was typed is given: what the program shows may be shorter than the answer (a time without seconds)."""
        self._pause.stop()
        if self.line.isModified():
            self.line.setModified(False)
            self._give(self._read(self.line.text()).answer)

    def set_closed(self, *, closed: bool) -> None:
        self.line.setReadOnly(closed)
        self.field.setProperty("closed", str(closed).lower())
        set_role(self.field, str(closed).lower(), name="closed")

    def focus_widget(self) -> QWidget:
        return self.line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            has = event.type() == QEvent.Type.FocusIn
            set_role(self.field, str(has).lower(), name="focused")
            if not has and not self.line.isReadOnly():
                self.commit()
                self.line.setText(self._show(self._answer))
                self._show_words(self.line.text())
        return super().eventFilter(watched, event)

    def _on_typed(self, typed: str) -> None:
        self._show_words(typed)
        self._pause.start()

    def _commit_when_understood(self) -> None:
        if self._read(self.line.text()).is_clear:
            self.commit()

    def _on_return(self) -> None:
        self.commit()
        self.next_wanted.emit()

    def _show_words(self, typed: str) -> None:
        words = self._read(typed).words or self._unit
        self.suffix.setText(words)
        self.suffix.setVisible(bool(words))


class TextEditor(Editor):
    """Text in a box that grows with what is written. Enter goes on, Shift+Enter breaks the line."""

    _LINES = 6

    def __init__(self, rows: int = 1) -> None:
        super().__init__()
        self._least = rows
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.box.document().setDocumentMargin(2)
        self.box.installEventFilter(self)
        column(self).addWidget(self.box)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.box.textChanged.connect(self._pause.start)
        self.box.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        if self.box.toPlainText().strip() != answer:
            with QSignalBlocker(self.box):
                self.box.setPlainText(answer)
        self._grow()

    def commit(self) -> None:
        self._pause.stop()
        self._give(self.box.toPlainText().strip())

    def set_closed(self, *, closed: bool) -> None:
        self.box.setReadOnly(closed)

    def focus_widget(self) -> QWidget:
        return self.box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box:
            if event.type() == QEvent.Type.FocusOut and not self.box.isReadOnly():
                self.commit()
            if is_enter(event):
                self.commit()
                self.next_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _grow(self) -> None:
        lines = max(self._least, min(self._LINES, round(self.box.document().size().height())))
        self.box.setFixedHeight(lines * self.box.fontMetrics().lineSpacing() + 18)


def is_enter(event: QEvent) -> bool:
    """Enter without Shift: on to the next question."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    )
