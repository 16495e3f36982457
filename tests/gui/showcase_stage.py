"""A case on the showcase checklist, opened in the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from checklists.workbook import IndustryInfo
from desktop.widgets.media import png_of
from desktop.widgets.sound import wav
from tests.gui.stage import Stage
from tests.showcase import build_showcase, write_showcase

SHOWCASE = "showcase"


@dataclass(frozen=True)
class OneShelf:
    """A shelf with one checklist on it."""

    data: bytes

    def industries(self) -> tuple[IndustryInfo, ...]:
        return (IndustryInfo(SHOWCASE, "全部题型", "2026.1", 60, 60, 0),)

    def package(self, industry_id: str) -> bytes:
        assert industry_id == SHOWCASE
        return self.data


def showcase_package(folder: Path) -> bytes:
    """The published showcase, with a picture and a sound."""
    return build_showcase(write_showcase(folder, picture=a_picture(), sound=wav(b"\0\0" * 800)))


def put_on_shelf(stage: Stage, data: bytes) -> None:
    """New cases are on the showcase from now on."""
    stage.door.services().cases._shelf = OneShelf(data)


def a_picture() -> bytes:
    """A small shop front, as PNG."""
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 200)
    sky.setColorAt(0, QColor("#9CC3F5"))
    sky.setColorAt(1, QColor("#E8EEF7"))
    painter.fillRect(image.rect(), sky)
    painter.fillRect(60, 70, 200, 130, QColor("#C96B3C"))
    painter.fillRect(80, 110, 70, 90, QColor("#F5E6C8"))
    painter.fillRect(170, 110, 70, 50, QColor("#DDEBF7"))
    painter.end()
    return png_of(image)
