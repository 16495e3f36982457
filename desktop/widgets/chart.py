"""A chart of the report on the screen: the same shapes as on paper, as SVG in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.style.theme import FAMILY, current
from desktop.style.tokens import Theme
from reports.charts import Shade, draw_chart, svg_of
from reports.document import ChartSpec

_SCALE = 1.55
"""From the report's small type to the window's."""
_MEASURED_AT = 100


class ChartView(QWidget):
    """Shows one chart as wide as its place; ``height`` in pixels. ``words`` say the same to a screen reader."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._spec: ChartSpec | None = None
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, spec: ChartSpec | None, words: str, *, height: int | None = None) -> None:
        """``spec`` None leaves the place empty and takes no room."""
        self._spec = spec
        self._height = height or self._height
        self.setAccessibleName(words)
        self.setVisible(spec is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._spec is None:
            return
        picture = draw_chart(self._spec, self.width() / _SCALE, self.height() / _SCALE, _width_of)
        renderer = QSvgRenderer(QByteArray(svg_of(picture, _colours(current()), font=FAMILY).encode()))
        painter = QPainter(self)
        renderer.render(painter, QRectF(0, 0, self.width(), self.height()))


def _width_of(text: str, size: float) -> float:
    """As wide as its bold weight, which is what charts leave room for."""
    font = QFont(FAMILY)
    font.setPixelSize(_MEASURED_AT)
    font.setBold(True)
    return QFontMetricsF(font).horizontalAdvance(text) * size / _MEASURED_AT


def _colours(theme: Theme) -> dict[Shade, str]:
    return {
        Shade.INK: theme.ink,
        Shade.ACCENT: theme.accent,
        Shade.MUTED: theme.ink2,
        Shade.MID: theme.unknown,
        Shade.PALE: theme.bar,
        Shade.WASH: theme.accent_wash,
        Shade.HAIRLINE: theme.line,
        Shade.PAPER: theme.pane,
        Shade.OK: theme.ok,
        Shade.WARN: theme.warn,
        Shade.BAD: theme.bad,
    }
