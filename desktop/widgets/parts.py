"""The small parts of every screen: text with a role, cards, pills, hairlines, buttons, status lines, notices."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.style.icons import icon
from desktop.style.theme import current, set_role


def text(words: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label with the role that the style sheet knows. Always plain text: an answer is never read as markup."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def pill(words: str, tone: str = "") -> QLabel:
    label = text(words, "pill")
    label.setProperty("tone", tone)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


def button(words: str, on_click: Callable[[], object], *, kind: str = "", icon_name: str = "") -> QPushButton:
    """A push button; ``kind`` is ``primary``, ``link`` or blank."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        theme = current()
        made.setIcon(icon(icon_name, theme.on_accent if kind == "primary" else theme.ink2, disabled=theme.ink2))
        made.setIconSize(QSize(16, 16))
    made.clicked.connect(lambda _checked=False: on_click())
    return made


def surface(kind: str) -> QFrame:
    """A frame that is a pane, card, header, ... of the style sheet."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return frame


def hairline() -> QFrame:
    return surface("hairline")


def column(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8
) -> QVBoxLayout:
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def row(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8
) -> QHBoxLayout:
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def clear(layout: QLayout) -> None:
    """Empties a layout; what was in it is hidden at once and deleted later."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


def add_all(layout: QBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        layout.addWidget(widget)


class Dot(QWidget):
    """A status dot. It never stands alone: a word beside it says the same."""

    def __init__(self, tone: str = "unknown") -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(10, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(current(), self._tone)))
        painter.drawEllipse(QPointF(5, 5), 4, 4)


class MustMark(QWidget):
    """The red mark of a question that has to be answered, with words for a screen reader."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setFixedSize(14, 14)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().bad))
        painter.drawEllipse(QRectF(1, 1, 12, 12))


class Elided(QLabel):
    """A line of text that gives way: what does not fit is cut with dots and told by the tooltip."""

    def __init__(self, words: str, role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.say(words)

    def say(self, words: str) -> None:
        self._whole = words
        self.setAccessibleName(words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def progress_line() -> QProgressBar:
    """A thin line of progress that keeps its place while nothing runs."""
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedHeight(4)
    policy = bar.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    bar.setSizePolicy(policy)
    bar.hide()
    return bar


class Notice(QFrame):
    """A sentence where its cause is, with the hint below it. Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(self, margins=(12, 8, 12, 8), spacing=2)
        self._text = text("", "strong", wrap=True)
        self._hint = text("", "", wrap=True)
        add_all(layout, self._text, self._hint)
        self.hide()

    def say(self, sentence: str, hint: str = "", *, tone: str = "bad") -> None:
        """Shows the sentence; ``tone`` is ``bad``, ``warn`` or ``ok``."""
        set_role(self, tone, name="tone")
        self._text.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{sentence} {hint}".strip())
        self.show()

    def sentence(self) -> str:
        """What it says; blank while hidden."""
        return "" if self.isHidden() else self._text.text()
