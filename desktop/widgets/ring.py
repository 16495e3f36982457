"""The completeness ring: how much of a section is answered; grey while nothing is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.style.theme import current


def paint_ring(painter: QPainter, box: QRectF, percent: int, *, tone: str = "ok") -> None:
    """Draws the ring into ``box``, clockwise from the top; ``tone`` is ``ok`` or, with problems, ``warn``."""
    theme = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = box.width() / 4
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(QColor(theme.line), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawEllipse(inner)
    if percent > 0:
        painter.setPen(QPen(QColor(getattr(theme, tone)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(inner, 90 * 16, -round(min(percent, 100) * 3.6 * 16))
    painter.restore()
