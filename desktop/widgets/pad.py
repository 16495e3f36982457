"""The pad: a signature, a sketch, or marks on a photo, drawn with mouse, finger or pen and kept as a PNG picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.media import png_of
from desktop.widgets.parts import button, column, row, text

_SIZE = QSize(720, 360)
_PAPER, _INK, _MARK = QColor("#FFFFFF"), QColor("#10182B"), QColor("#D12F2F")
_WIDTH = 3.0


class Sheet(QWidget):
    """White paper, or a photo, and the strokes on it. Dark ink on white in both themes: it will be printed."""

    def __init__(self, ground: QImage | None = None) -> None:
        super().__init__()
        self._ground = ground
        self._strokes: list[list[QPointF]] = []
        self.setFixedSize(_fitted(ground))
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def is_blank(self) -> bool:
        return not self._strokes

    def take_back(self) -> None:
        """The last stroke is gone."""
        if self._strokes:
            self._strokes.pop()
            self.update()

    def wipe(self) -> None:
        self._strokes.clear()
        self.update()

    def png(self) -> bytes:
        """What is drawn, in the ground's own size."""
        size = self._ground.size() if self._ground is not None else self.size() * 2
        image = QImage(size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(size.width() / self.width(), size.height() / self.height())
        self._draw(painter)
        painter.end()
        return png_of(image)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._strokes.append([event.position()])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1].append(event.position())
            self.update()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(0, 0, self.width(), self.height())
        painter.fillRect(whole, _PAPER)
        if self._ground is not None:
            painter.drawImage(whole, self._ground)
        colour = _INK if self._ground is None else _MARK
        painter.setPen(QPen(colour, _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for stroke in self._strokes:
            if len(stroke) == 1:
                painter.drawPoint(stroke[0])
            painter.drawPolyline(stroke)


class PadDialog(QDialog):
    """The sheet in a window of its own. Accepted only with something on it; ``png`` is the picture."""

    def __init__(self, title: str, parent: QWidget, ground: QImage | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.sheet = Sheet(ground)
        self.words = text(self.tr("按住鼠标或用笔书写"), "tiny")
        layout = column(self, margins=(16, 14, 16, 14), spacing=10)
        layout.addWidget(self.sheet)
        bar = row()
        bar.addWidget(button(self.tr("退一笔 Ctrl+Z"), self.sheet.take_back))
        bar.addWidget(button(self.tr("全部擦掉"), self.sheet.wipe))
        bar.addWidget(self.words, 1)
        bar.addWidget(button(self.tr("取消"), self.reject))
        self.save_button = button(self.tr("保存"), self._on_save, kind="primary")
        bar.addWidget(self.save_button)
        layout.addLayout(bar)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.sheet.take_back)

    def png(self) -> bytes:
        return self.sheet.png()

    def _on_save(self) -> None:
        if self.sheet.is_blank:
            self.words.setText(self.tr("还没有写或画任何东西"))
        else:
            self.accept()


def _fitted(ground: QImage | None) -> QSize:
    if ground is None or ground.isNull():
        return _SIZE
    return ground.size().scaled(QSize(900, 520), Qt.AspectRatioMode.KeepAspectRatio)
