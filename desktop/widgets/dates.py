"""A date that can be typed in any usual way or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from desktop.models.typed import Understood, date_from_text, read_date, read_moment, show_moment
from desktop.style.icons import icon
from desktop.style.theme import current
from desktop.widgets.editor import LineEditor


class DateEditor(LineEditor):
    """Date field. ``today`` is handed in, so that 今天 and short dates mean the same in every test."""

    def __init__(
        self,
        today: Callable[[], date],
        read: Callable[[str], Understood] | None = None,
        show: Callable[[str], str] = str,
        *,
        placeholder: str = "",
    ) -> None:
        super().__init__(read or (lambda typed: read_date(typed, today=today())), show, placeholder=placeholder)
        self._today = today
        self._calendar: QWidget | None = None
        self.open_button = QToolButton()
        self.open_button.setIcon(icon("down", current().ink2))
        self.open_button.setAccessibleName(self.tr("打开日历"))
        self.open_button.setToolTip(self.tr("打开日历"))
        self.open_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open_button.clicked.connect(self._open_calendar)
        layout = self.field.layout()
        assert layout is not None
        layout.addWidget(self.open_button)

    def set_closed(self, *, closed: bool) -> None:
        super().set_closed(closed=closed)
        self.open_button.setVisible(not closed)

    def _open_calendar(self) -> None:
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = date_from_text(self.answer()[:10], today=self._today()) or self._today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(lambda picked: self._on_picked(popup, picked))
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()

    def _on_picked(self, popup: QWidget, picked: QDate) -> None:
        self.line.setText(self._typed_for(picked))
        self.line.setModified(True)
        popup.close()
        self.commit()
        self._show_words(self.line.text())
        self.line.setFocus()

    def _typed_for(self, picked: QDate) -> str:
        return picked.toString("yyyy-MM-dd")


class DateTimeEditor(DateEditor):
    """A day and a time. The calendar changes the day and leaves the time; where there is none yet it is typed behind the day."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            today,
            lambda typed: read_moment(typed, today=today()),
            show_moment,
            placeholder="2026-11-18 14:05",
        )

    def _typed_for(self, picked: QDate) -> str:
        time = show_moment(self.answer()).partition(" ")[2]
        return f"{picked.toString('yyyy-MM-dd')} {time}".strip()
