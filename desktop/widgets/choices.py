"""Choosing: buttons side by side for two to four options, a list for more, several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from checklists.form import Choice
from desktop.widgets.editor import Editor, is_enter
from desktop.widgets.flow import FlowLayout
from desktop.widgets.parts import clear, column

_SEGMENTS = 4
_SEGMENT_LETTERS = 44


def fits_segments(choices: Sequence[Choice]) -> bool:
    """Two to four options whose words fit side by side."""
    return 2 <= len(choices) <= _SEGMENTS and sum(len(choice.label) for choice in choices) <= _SEGMENT_LETTERS


class _Buttons(Editor):
    """Checkable buttons in a line that breaks; figures 1 to 9 and the arrow keys work."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._flow = FlowLayout()
        self._buttons: dict[str, QPushButton] = {}
        self._name = ""
        holder = column(self)
        holder.addLayout(self._flow)
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replaces the options, keeping the answer shown."""
        if [(choice.value, choice.label) for choice in choices] == [
            (value, made.text()) for value, made in self._buttons.items()
        ]:
            return
        clear(self._flow)
        self._buttons = {}
        for choice in choices:
            made = QPushButton(choice.label)
            made.setProperty("kind", "segment")
            made.setCheckable(True)
            made.setAccessibleName(f"{self._name} {choice.label}".strip())
            made.clicked.connect(lambda checked, value=choice.value: self._on_clicked(value, checked=checked))
            made.installEventFilter(self)
            self._flow.addWidget(made)
            self._buttons[choice.value] = made
        self.show_answer(self._answer)

    def focus_widget(self) -> QWidget:
        chosen = [made for made in self._buttons.values() if made.isChecked()]
        return next(iter(chosen or self._buttons.values()), self)

    def name_for_screen_readers(self, name: str) -> None:
        self._name = name
        for made in self._buttons.values():
            made.setAccessibleName(f"{name} {made.text()}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            return self._on_key(watched, event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, at: QPushButton, key: int) -> bool:
        buttons = list(self._buttons.values())
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(buttons):
            buttons[key - Qt.Key.Key_1].setFocus()
            buttons[key - Qt.Key.Key_1].click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            buttons[(buttons.index(at) + step) % len(buttons)].setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        else:
            return False
        return True

    def _on_clicked(self, value: str, *, checked: bool) -> None:
        raise NotImplementedError


class SegmentedChoice(_Buttons):
    """One of a few. Choosing the chosen one again takes the answer back."""

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        for value, made in self._buttons.items():
            made.setChecked(value == answer)

    def _on_clicked(self, value: str, *, checked: bool) -> None:
        self.show_answer_of(value if checked else "")

    def show_answer_of(self, answer: str) -> None:
        for value, made in self._buttons.items():
            made.setChecked(value == answer)
        self._give(answer)


class MultiChoice(_Buttons):
    """Several of many. The answer holds the chosen values in the list's order, separated by blanks."""

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        chosen = answer.split()
        for value, made in self._buttons.items():
            made.setChecked(value in chosen)

    def _on_clicked(self, value: str, *, checked: bool) -> None:  # noqa: ARG002 - the buttons themselves hold the state
        self._give(" ".join(each for each, made in self._buttons.items() if made.isChecked()))


class _KeyCombo(QComboBox):
    """A combo box that leaves the wheel to the page: scrolling past a question must not answer it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ListChoice(Editor):
    """One of many, in a list that opens; typing the first letters finds an option."""

    def __init__(self, choices: Sequence[Choice], placeholder: str) -> None:
        super().__init__()
        self.combo = _KeyCombo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._placeholder = placeholder
        column(self).addWidget(self.combo)
        self.combo.installEventFilter(self)
        self.combo.activated.connect(self._on_activated)
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replaces the options, keeping the answer shown."""
        wanted = [("", self._placeholder), *((choice.value, choice.label) for choice in choices)]
        have = [(self.combo.itemData(at), self.combo.itemText(at)) for at in range(self.combo.count())]
        if wanted == have:
            return
        self.combo.clear()
        for value, label in wanted:
            self.combo.addItem(label, value)
        self.show_answer(self._answer)

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        self.combo.setCurrentIndex(max(0, self.combo.findData(answer)))

    def focus_widget(self) -> QWidget:
        return self.combo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event):
            self.next_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_activated(self, index: int) -> None:
        self._give(str(self.combo.itemData(index)))
