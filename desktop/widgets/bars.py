"""Bars: a few painted figures that need no chart library. Each says the same in words to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.style.theme import current

_BAR, _GAP = 22, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``value`` None: not known yet, drawn as an empty track with its ``words``."""

    label: str
    value: Decimal | None
    words: str
    token: str = "bar"


class MarkedBars(QWidget):
    """Bars on one scale with a mark across all of them (the declared figure)."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._mark: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], mark: Decimal | None, words: str) -> None:
        self._bars = tuple(bars)
        self._mark = mark
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(0, len(self._bars) * (_BAR + _GAP) - _GAP) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._scale()
        for number, bar in enumerate(self._bars):
            box = QRectF(0, 2 + number * (_BAR + _GAP), self.width(), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.head))
            painter.drawRoundedRect(box, 4, 4)
            if bar.value is not None and top:
                painter.setBrush(QColor(getattr(theme, bar.token)))
                painter.drawRoundedRect(QRectF(0, box.y(), max(4.0, self.width() * float(bar.value / top)), _BAR), 4, 4)
            painter.setPen(QColor(theme.ink if bar.value is not None else theme.ink2))
            inside = box.adjusted(8, 0, -8, 0)
            metrics = painter.fontMetrics()
            room = int(inside.width()) - metrics.horizontalAdvance(bar.words) - 12
            label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar.words)
        if self._mark is not None and top and self._bars:
            x = self.width() * float(self._mark / top)
            painter.setPen(QPen(QColor(theme.ink), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))

    def _scale(self) -> Decimal:
        """The figure at the right edge: the mark stands near four fifths, as long as no bar is much longer."""
        values = [bar.value for bar in self._bars if bar.value is not None and bar.value > 0]
        longest = max(values, default=Decimal(0)) * Decimal("1.2")
        return max(longest, (self._mark or Decimal(0)) * Decimal("1.25"))


class ShareBar(QWidget):
    """A thin bar: points won of points possible, the unassessed part left open."""

    def __init__(self, share: float, words: str) -> None:
        super().__init__()
        self._share = max(0.0, min(1.0, share))
        self.setFixedHeight(8)
        self.setMinimumWidth(80)
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), 8), 4, 4)
        if self._share > 0:
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(0, 0, max(8.0, self.width() * self._share), 8), 4, 4)
