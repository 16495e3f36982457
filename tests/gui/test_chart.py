"""The report's charts on the screen: drawn in the theme's colours, told in words, gone where there is nothing to draw."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.style.theme import apply_theme
from desktop.style.tokens import THEMES, Theme
from desktop.widgets.chart import ChartView
from reports.document import Swing, Tornado

TORNADO = Tornado(
    Decimal("0.68"), "现状 68%", (Swing("营业额下降 10%", Decimal("1.05"), "105%"),), Decimal(1), "100% 即还不上"
)


def _colours_of(view: ChartView) -> set[str]:
    image: QImage = view.grab().toImage()
    return {QColor(image.pixel(x, y)).name().upper() for x in range(0, image.width(), 2) for y in range(image.height())}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_a_chart_is_drawn_in_the_colours_of_the_theme(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    view = ChartView(90)
    qtbot.addWidget(view)
    view.resize(480, 90)
    view.show_chart(TORNADO, "营业额下降 10%:105%")
    view.show()
    assert theme.accent.upper() in _colours_of(view)
    assert view.accessibleName() == "营业额下降 10%:105%"


def test_nothing_to_draw_takes_no_place(qtbot: QtBot) -> None:
    view = ChartView(90)
    qtbot.addWidget(view)
    view.show_chart(None, "")
    assert view.isHidden()
