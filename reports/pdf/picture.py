"""Chart shapes and evidence photographs as rows of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

from reports.charts import Area, Label, Picture, Shade, Stroke
from reports.document import EvidencePhoto
from reports.pdf import styles
from reports.pdf.pen import ACCENT, HAIRLINE, INK, MUTED, PAPER, Pen
from reports.pdf.typeset import Line, Typesetter, TypeStyle

SHADES: dict[Shade, Color] = {
    Shade.INK: INK,
    Shade.ACCENT: ACCENT,
    Shade.MUTED: MUTED,
    Shade.MID: HexColor("#8FA3CC"),
    Shade.PALE: HexColor("#C3D0EA"),
    Shade.WASH: HexColor("#E4EBF7"),
    Shade.HAIRLINE: HAIRLINE,
    Shade.PAPER: PAPER,
    Shade.OK: HexColor("#107343"),
    Shade.WARN: HexColor("#9C5200"),
    Shade.BAD: HexColor("#B32020"),
}
_PHOTO_HEIGHT = 104.0
_PHOTO_TEXT = TypeStyle(6.8, 9.8, tone=styles.LABEL.tone)
_PHOTO_NAME = TypeStyle(7.8, 11.5, bold=True)


@dataclass(slots=True)
class PictureRow:
    """A chart on its place."""

    picture: Picture
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return self.picture.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for shape in self.picture.shapes:
            if isinstance(shape, Label):
                self._label(pen, shape, x, top)
            else:
                points = [(x + px, top + py) for px, py in shape.points]
                if isinstance(shape, Area):
                    pen.fill(points, SHADES[shape.shade])
                elif isinstance(shape, Stroke):
                    pen.stroke(
                        points, weight=shape.weight, colour=SHADES[shape.shade], closed=shape.closed, dash=shape.dash
                    )

    @staticmethod
    def _label(pen: Pen, label: Label, x: float, top: float) -> None:
        face = pen.fonts.face(bold=label.bold)
        pen.set_fill(SHADES[label.shade])
        left = x + label.x - face.width(label.text, label.size) * label.align
        pen.string(left, pen.page_height - top - label.baseline, label.text, label.size, bold=label.bold)


@dataclass(slots=True)
class EvidenceRow:
    """A row of photographs: picture, number and name, then when, where and its hash."""

    photos: Sequence[EvidencePhoto]
    texts: Sequence[tuple[Line, ...]]
    names: Sequence[tuple[Line, ...]]
    column: float
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return self._frame + max(self._text_height(i) for i in range(len(self.photos))) + 12

    @property
    def _frame(self) -> float:
        """Files that are no pictures get no empty frame."""
        return _PHOTO_HEIGHT if any(photo.thumbnail for photo in self.photos) else 0.0

    def _text_height(self, index: int) -> float:
        return len(self.names[index]) * _PHOTO_NAME.leading + len(self.texts[index]) * _PHOTO_TEXT.leading + 4

    def draw(self, pen: Pen, x: float, top: float) -> None:
        for index, photo in enumerate(self.photos):
            left, width = x + index * self.column, self.column - 10
            pen.target(photo.key, top)
            if self._frame:
                self._picture(pen, photo, left, top, width)
            y = top + self._frame + 4
            for line in self.names[index]:
                pen.text(left, y, line, _PHOTO_NAME)
                y += _PHOTO_NAME.leading
            for line in self.texts[index]:
                pen.text(left, y, line, _PHOTO_TEXT)
                y += _PHOTO_TEXT.leading

    @staticmethod
    def _picture(pen: Pen, photo: EvidencePhoto, left: float, top: float, width: float) -> None:
        pen.box(left, top, width, _PHOTO_HEIGHT, stroke=HAIRLINE)
        if photo.thumbnail and pen.picture(left + 1, top + 1, width - 2, _PHOTO_HEIGHT - 2, photo.thumbnail):
            return
        if photo.thumbnail:
            pen.problems.append(f"{photo.number} {photo.name} 的图像不能显示，只印出名称与哈希")
        text = "图像不能显示" if photo.thumbnail else "非图片文件"
        pen.words(left + width / 2, top + _PHOTO_HEIGHT / 2 - 6, text, styles.LABEL, align=0.5)


def evidence_rows(
    photos: Sequence[EvidencePhoto], columns: int, width: float, typesetter: Typesetter
) -> list[EvidenceRow]:
    column = width / columns
    rows = []
    for start in range(0, len(photos), columns):
        group = photos[start : start + columns]
        names = [
            typesetter.lines(f"{photo.number}  {photo.caption or photo.name}", column - 12, _PHOTO_NAME)
            for photo in group
        ]
        texts = [
            tuple(
                line for text in (photo.name, *photo.lines) for line in typesetter.lines(text, column - 12, _PHOTO_TEXT)
            )
            for photo in group
        ]
        rows.append(EvidenceRow(group, texts, names, column))
    return rows
