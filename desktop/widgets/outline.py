"""A way or an outline (geotrace, geoshape): its points, one a line, as a map or a phone gives them. A laptop draws no map offline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.models.places import read_points, show_points
from desktop.widgets.editor import Editor
from desktop.widgets.parts import column, text

_LINES = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OutlineEditor(Editor):
    """Enter begins the next point, Ctrl+Enter goes to the next question; below stands what was understood."""

    def __init__(self, *, closes: bool) -> None:
        super().__init__()
        self._closes = closes
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.document().setDocumentMargin(2)
        self.box.setPlaceholderText(self.tr("每行一个点:纬度 经度,如 32.012 119.585;可以整段粘贴"))
        self.box.setFixedHeight(_LINES * self.box.fontMetrics().lineSpacing() + 18)
        self.box.installEventFilter(self)
        self.words = text("", "tiny", wrap=True)
        layout = column(self, spacing=4)
        layout.addWidget(self.box)
        layout.addWidget(self.words)
        self.box.textChanged.connect(self._show_words)
        self._show_words()

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        if read_points(self.box.toPlainText(), closes=self._closes).answer != answer:
            self.box.setPlainText(show_points(answer))

    def commit(self) -> None:
        self._give(read_points(self.box.toPlainText(), closes=self._closes).answer)

    def set_closed(self, *, closed: bool) -> None:
        self.box.setReadOnly(closed)

    def focus_widget(self) -> QWidget:
        return self.box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and not self.box.isReadOnly():
            if event.type() == QEvent.Type.FocusOut:
                self.commit()
            if _is_ctrl_enter(event):
                self.commit()
                self.next_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _show_words(self) -> None:
        read = read_points(self.box.toPlainText(), closes=self._closes)
        self.words.setText(read.words or self.tr("还没有点"))


def _is_ctrl_enter(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() in _ENTER
        and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    )
