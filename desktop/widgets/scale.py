"""A number on a scale (range): a slider with its ticks and, beside it, the same number to type. No value until it is touched."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSlider, QStyle, QStyleOptionSlider, QWidget

from checklists.form import Choice, Question
from desktop.models.typed import decimal_text, number_of, read_number
from desktop.style.theme import current
from desktop.widgets.editor import Editor, is_enter
from desktop.widgets.parts import column, row

_MOST_STEPS = 1000
_MOST_TICKS = 11
_HEIGHT = 28
_HANDLE = 7.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a range from its start to its end, which may be the smaller one."""

    start: Decimal
    end: Decimal
    step: Decimal
    tick: Decimal
    first: Decimal

    @classmethod
    def of(cls, question: Question) -> Scale:
        """As the form says; a step of nothing is a hundredth of the way."""
        told = {name: number_of(value) for name, value in question.parameters.items()}
        start, end = told.get("start") or Decimal(0), told.get("end") or Decimal(0)
        way = abs(end - start)
        step = abs(told.get("step") or Decimal(0)) or way / 100 or Decimal(1)
        tick = abs(told.get("tick-interval") or Decimal(0)) or step
        return cls(start, end, step, tick, told.get("placeholder") or start)

    @property
    def steps(self) -> int:
        return min(_MOST_STEPS, int(abs(self.end - self.start) / self.step))

    def number(self, at: int) -> Decimal:
        return self.start + (self.step if self.end >= self.start else -self.step) * at

    def place(self, number: Decimal) -> int:
        """The nearest step to a number."""
        return max(0, min(self.steps, round(abs(number - self.start) / self.step)))

    def ticks(self) -> tuple[int, ...]:
        """The steps whose numbers are written below, not more than fit."""
        every = max(1, int(self.tick / self.step))
        places = range(0, self.steps + 1, every)
        thinner = -(-len(places) // _MOST_TICKS)
        return tuple(places[::thinner])

    def choices(self) -> tuple[Choice, ...]:
        """Every number as an option, for a scale drawn as points or a list."""
        numbers = (decimal_text(self.number(at)) for at in range(self.steps + 1))
        return tuple(Choice(number, number) for number in numbers)


class _Slider(QSlider):
    """Horizontal; a click jumps there; the wheel is left to the page. Its handle is hollow while there is no value."""

    touched = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_HEIGHT)
        self._is_blank = True

    def show_blank(self, *, is_blank: bool) -> None:
        self._is_blank = is_blank
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        handle = QPointF(self.centre_of(self.sliderPosition()))
        left, right = QPointF(self.centre_of(0)), QPointF(self.centre_of(self.maximum()))
        colour = QColor(theme.accent if self.isEnabled() else theme.unknown)
        painter.setPen(_line(QColor(theme.unknown)))
        painter.drawLine(left, right)
        if not self._is_blank:
            painter.setPen(_line(colour))
            painter.drawLine(left, handle)
        painter.setPen(QPen(QColor(theme.ink2) if self._is_blank else colour, 1.5))
        painter.setBrush(QColor(theme.pane) if self._is_blank else colour)
        painter.drawEllipse(handle, _HANDLE, _HANDLE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(handle, _HANDLE + 3, _HANDLE + 3)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        if not handle.contains(event.position().toPoint()):
            span = max(1, self.width() - handle.width())
            at = round((event.position().x() - handle.width() / 2) / span * self.maximum())
            self.setSliderPosition(max(0, min(self.maximum(), at)))
        super().mousePressEvent(event)
        self.touched.emit()

    def centre_of(self, at: int) -> QPoint:
        """Where the middle of the handle is at a step."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.sliderPosition = at
        return (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self)
            .center()
        )


def _line(colour: QColor) -> QPen:
    return QPen(colour, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


class _Ticks(QWidget):
    """Marks and numbers below the slider."""

    def __init__(self, slider: _Slider, scale: Scale) -> None:
        super().__init__()
        self._slider = slider
        self._scale = scale
        self.setFixedHeight(self.fontMetrics().lineSpacing() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(current().ink2))
        for at in self._scale.ticks():
            x = self._slider.centre_of(at).x()
            painter.drawLine(x, 0, x, 4)
            words = decimal_text(self._scale.number(at))
            width = self.fontMetrics().horizontalAdvance(words)
            left = max(0, min(self.width() - width, x - width // 2))
            painter.drawText(left, self.height() - 3, words)


class RangeEditor(Editor):
    """The slider and the number that it stands for. Delete, or an empty number, takes the answer back."""

    def __init__(self, scale: Scale, *, ticks: bool = True) -> None:
        super().__init__()
        self.scale = scale
        self.slider = _Slider()
        self.slider.setRange(0, scale.steps)
        self.slider.installEventFilter(self)
        self.line = QLineEdit()
        self.line.setFixedWidth(96)
        self.line.setPlaceholderText(self.tr("未填"))
        self.line.installEventFilter(self)
        layout = row(self, spacing=12)
        way = column(spacing=0)
        way.addWidget(self.slider)
        if ticks:
            way.addWidget(_Ticks(self.slider, scale))
        layout.addLayout(way, 1)
        layout.addWidget(self.line, 0, Qt.AlignmentFlag.AlignTop)
        self.slider.valueChanged.connect(lambda _: self._on_slid())
        self.slider.sliderReleased.connect(self._on_slid)
        self.slider.touched.connect(self._on_slid)
        self.show_answer("")

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        number = number_of(answer)
        with QSignalBlocker(self.slider):
            self.slider.setValue(self.scale.place(number if number is not None else self.scale.first))
        self.slider.show_blank(is_blank=number is None)
        if not (self.line.hasFocus() and read_number(self.line.text()).answer == answer):
            self.line.setText(answer)

    def commit(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self._give_and_show(read_number(self.line.text()).answer)

    def set_closed(self, *, closed: bool) -> None:
        self.slider.setEnabled(not closed)
        self.line.setReadOnly(closed)

    def focus_widget(self) -> QWidget:
        return self.slider

    def name_for_screen_readers(self, name: str) -> None:
        self.slider.setAccessibleName(name)
        self.line.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event):
            self.commit()
            if watched is self.slider and not self._answer:
                self._on_slid()
            self.next_wanted.emit()
            return True
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self.commit()
        if watched is self.slider and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give_and_show("")
            return True
        moves = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if event.key() in moves and not self._answer:
            self._on_slid()  # the first press touches it where it stands
            return event.key() not in (Qt.Key.Key_Home, Qt.Key.Key_End)
        return False

    def _on_slid(self) -> None:
        """While the handle is dragged only the number follows; the answer is where it is let go."""
        number = decimal_text(self.scale.number(self.slider.value()))
        if self.slider.isSliderDown():
            self.line.setText(number)
        else:
            self._give_and_show(number)

    def _give_and_show(self, answer: str) -> None:
        self._give(answer)
        self.show_answer(answer)
