"""Choosing by buttons: one of a few, one on a scale, several of many; figures 1 to 9 and the arrow keys work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from checklists.form import Choice
from desktop.style.theme import current
from desktop.widgets.carried import Carried
from desktop.widgets.editor import Editor, is_enter
from desktop.widgets.flow import FlowLayout
from desktop.widgets.parts import clear, column, text

_SEGMENTS = 4
_SEGMENT_LETTERS = 44
_MANY = 12
_POINT = 20
_PICTURE = QSize(120, 80)
_BACKWARDS = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_FORWARDS = (Qt.Key.Key_Right, Qt.Key.Key_Down)


def fits_segments(choices: Sequence[Choice]) -> bool:
    """Two to four options whose words fit side by side."""
    return 2 <= len(choices) <= _SEGMENTS and sum(len(choice.label) for choice in choices) <= _SEGMENT_LETTERS


def has_pictures(choices: Sequence[Choice], carried: Carried) -> bool:
    return any(carried.picture(choice.media.get("image", ""), _PICTURE) is not None for choice in choices)


class _Buttons(Editor):
    """Checkable buttons in lines that break, or in ``columns`` of a grid."""

    def __init__(self, choices: Sequence[Choice], carried: Carried | None = None, *, columns: int = 0) -> None:
        super().__init__()
        self._carried = carried or Carried({})
        self._columns = columns
        self._layout = QGridLayout() if columns else FlowLayout()
        self._buttons: dict[str, QAbstractButton] = {}
        self._offered: list[tuple[str, str]] = []
        self._name = ""
        self.holder = column(self)
        self.holder.addLayout(self._layout)
        self._prepare()
        self.offer(choices)

    def _prepare(self) -> None:
        """What stands beside the options is made before they are."""

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replaces the options, keeping the answer shown."""
        offered = [(choice.value, choice.label) for choice in choices]
        if offered == self._offered:
            return
        self._offered = offered
        clear(self._layout)
        self._buttons = {}
        for at, choice in enumerate(choices):
            made = self._button(choice)
            made.setCheckable(True)
            made.setAccessibleName(f"{self._name} {choice.label}".strip())
            made.clicked.connect(lambda checked, value=choice.value: self._on_clicked(value, checked=checked))
            made.installEventFilter(self)
            self._buttons[choice.value] = made
            self._place(made, choice, at)
        self.show_answer(self._answer)

    def focus_widget(self) -> QWidget:
        chosen = [made for made in self._buttons.values() if made.isChecked()]
        return next(iter(chosen or self._buttons.values()), self)

    def name_for_screen_readers(self, name: str) -> None:
        self._name = name
        for (_, label), made in zip(self._offered, self._buttons.values(), strict=False):
            made.setAccessibleName(f"{name} {label}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QAbstractButton)
        ):
            return self._on_key(watched, event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _button(self, choice: Choice) -> QAbstractButton:
        made = QPushButton(choice.label)
        made.setProperty("kind", "segment")
        picture = self._carried.picture(choice.media.get("image", ""), _PICTURE)
        if picture is not None:
            made.setIcon(QIcon(picture))
            made.setIconSize(_PICTURE)
        return made

    def _place(self, made: QAbstractButton, choice: Choice, at: int) -> None:  # noqa: ARG002 - a scale writes the words below
        if isinstance(self._layout, QGridLayout):
            self._layout.addWidget(made, at // self._columns, at % self._columns)
        else:
            self._layout.addWidget(made)

    def _on_key(self, at: QAbstractButton, key: int) -> bool:
        buttons = [made for made in self._buttons.values() if not made.isHidden()]
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(buttons):
            buttons[key - Qt.Key.Key_1].setFocus()
            buttons[key - Qt.Key.Key_1].click()
        elif key in (*_BACKWARDS, *_FORWARDS):
            step = 1 if key in _FORWARDS else -1
            buttons[(buttons.index(at) + step) % len(buttons)].setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        else:
            return False
        return True

    def _on_clicked(self, value: str, *, checked: bool) -> None:
        raise NotImplementedError


class SegmentedChoice(_Buttons):
    """One of a few. Choosing the chosen one again takes the answer back; ``quick`` goes on as soon as one is chosen."""

    def __init__(
        self,
        choices: Sequence[Choice],
        carried: Carried | None = None,
        *,
        columns: int = 0,
        quick: bool = False,
    ) -> None:
        self._is_quick = quick
        super().__init__(choices, carried, columns=columns)

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        for value, made in self._buttons.items():
            made.setChecked(value == answer)

    def _on_clicked(self, value: str, *, checked: bool) -> None:
        answer = value if checked else ""
        for each, made in self._buttons.items():
            made.setChecked(each == answer)
        self._give(answer)
        if answer and self._is_quick:
            self.next_wanted.emit()


class ScaleChoice(SegmentedChoice):
    """One on a scale from end to end (likert, rating): a line with a point for each option and its words below."""

    def __init__(self, choices: Sequence[Choice], *, quick: bool = False) -> None:
        super().__init__(choices, columns=max(1, len(choices)), quick=quick)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line behind the points, from the first to the last."""
        super().paintEvent(event)
        points = [made.geometry().center() for made in self._buttons.values()]
        if len(points) > 1:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(current().unknown), 2))
            painter.drawLine(points[0], points[-1])

    def _button(self, choice: Choice) -> QAbstractButton:
        made = QRadioButton()
        made.setFixedSize(_POINT, _POINT)
        made.setAutoExclusive(False)
        made.setToolTip(choice.label)
        return made

    def _place(self, made: QAbstractButton, choice: Choice, at: int) -> None:
        assert isinstance(self._layout, QGridLayout)
        label = text(choice.label, "tiny", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._layout.setColumnStretch(at, 1)
        self._layout.addWidget(made, 0, at, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(label, 1, at)


class MultiChoice(_Buttons):
    """Several of many. The answer holds the chosen values in the list's order, separated by blanks.

    Of many options those are in sight that fit what is typed above them, and those that are chosen.
    """

    def __init__(
        self, choices: Sequence[Choice], carried: Carried | None = None, *, columns: int = 0, searched: bool = False
    ) -> None:
        self._is_searched = searched
        super().__init__(choices, carried, columns=columns)

    def _prepare(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("输入几个字筛选"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("筛选选项"))
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._sift)
        self.holder.insertWidget(0, self.filter)

    def offer(self, choices: Sequence[Choice]) -> None:
        super().offer(choices)
        self.filter.setVisible(self._is_searched or len(choices) > _MANY)
        self._sift()

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        chosen = answer.split()
        for value, made in self._buttons.items():
            made.setChecked(value in chosen)

    def focus_widget(self) -> QWidget:
        return super().focus_widget() if self.filter.isHidden() else self.filter

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and is_enter(event):
            self._take_only_one()
            return True
        return super().eventFilter(watched, event)

    def _take_only_one(self) -> None:
        """Enter in the filter chooses the only option left in sight; with nothing typed it goes on."""
        typed = self.filter.text().strip()
        found = [made for made in self._buttons.values() if typed and typed in made.text()]
        if len(found) == 1:
            found[0].click()
            self.filter.clear()
        elif not typed:
            self.next_wanted.emit()

    def _sift(self) -> None:
        typed = self.filter.text().strip()
        for made in self._buttons.values():
            made.setVisible(not typed or typed in made.text() or made.isChecked())
        self._layout.invalidate()
        self.updateGeometry()

    def _on_clicked(self, value: str, *, checked: bool) -> None:  # noqa: ARG002 - the buttons themselves hold the state
        self._give(" ".join(each for each, made in self._buttons.items() if made.isChecked()))


class Acknowledge(_Buttons):
    """One button to confirm that something was read or done. The form holds ``OK``."""

    def __init__(self) -> None:
        super().__init__((Choice("OK", self.tr("确认")),))

    def show_answer(self, answer: str) -> None:
        super().show_answer(answer)
        made = self._buttons["OK"]
        made.setChecked(answer == "OK")
        made.setText(self.tr("✓ 已确认") if answer == "OK" else self.tr("确认"))

    def _on_clicked(self, value: str, *, checked: bool) -> None:
        self._give(value if checked else "")
        self.show_answer(self._answer)
