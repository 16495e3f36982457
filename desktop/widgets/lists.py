"""Choosing from a list that opens: by its first letters, or, where it is long, by any letters of an option."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from checklists.form import Choice
from desktop.widgets.editor import Editor, is_enter
from desktop.widgets.parts import column


class _KeyCombo(QComboBox):
    """A combo box that leaves the wheel to the page: scrolling past a question must not answer it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ListChoice(Editor):
    """One of many, in a list that opens; typing the first letters finds an option."""

    def __init__(self, choices: Sequence[Choice], placeholder: str, *, quick: bool = False) -> None:
        super().__init__()
        self.combo = _KeyCombo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._placeholder = placeholder
        self._is_quick = quick
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
        if self._is_quick and self._answer:
            self.next_wanted.emit()


class SearchChoice(ListChoice):
    """One of many that is found by typing any part of its words. What fits no option is not taken; an empty field takes it back."""

    def __init__(self, choices: Sequence[Choice], placeholder: str, *, quick: bool = False) -> None:
        self.line = QLineEdit()  # before the filter of events that asks for it
        super().__init__(choices, "", quick=quick)
        self.combo.setEditable(True)
        self.combo.setLineEdit(self.line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.line.setPlaceholderText(placeholder)
        self.line.installEventFilter(self)
        self._suggest()
        self.show_answer(self._answer)

    def _suggest(self) -> None:
        completer = self.combo.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def commit(self) -> None:
        """The option whose words were typed, or the only one that they are part of; anything else is put back."""
        typed = self.line.text().strip()
        found = [at for at in range(1, self.combo.count()) if typed and typed == self.combo.itemText(at)]
        found = found or [
            at for at in range(1, self.combo.count()) if typed and typed.lower() in self.combo.itemText(at).lower()
        ]
        if not typed or len(found) == 1:
            self.combo.setCurrentIndex(found[0] if typed else 0)
            self._give(str(self.combo.itemData(found[0])) if typed else "")
        self.show_answer(self._answer)

    def set_closed(self, *, closed: bool) -> None:
        self.combo.setEnabled(not closed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            if is_enter(event):
                self.commit()
                self.next_wanted.emit()
                return True
            if isinstance(event, QFocusEvent) and event.lostFocus() and self._is_left(event):
                self.commit()
            return False
        return super().eventFilter(watched, event)

    def _is_left(self, event: QFocusEvent) -> bool:
        """Not while its own list of suggestions is open."""
        return self.combo.isEnabled() and event.reason() is not Qt.FocusReason.PopupFocusReason
