"""Little drawings in place of site photos: recognisable, dated, and marked 样例 so that nobody takes one for evidence.

Flat colours and a palette keep a picture far below 60 kB. The same call gives the same bytes.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 720)
_FONTS = Path(__file__).resolve().parents[2] / "reports" / "assets" / "fonts"
_INK, _PAPER, _WALL, _FLOOR = "#2b2b2b", "#fbfaf5", "#e9e2d0", "#c9bfa8"
_COLOURS = ("#b5473c", "#3f6f9f", "#d39b3a", "#5d8a4d", "#7d5a8c", "#4a8f8f")


class Scene:
    """A picture under way: shapes by their corners, captions in Chinese."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", SIZE, _PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: int, top: int, right: int, bottom: int, fill: str, *, line: str | None = _INK) -> None:
        self.pen.rectangle((left, top, right, bottom), fill=fill, outline=line, width=3 if line else 0)

    def disc(self, x: int, y: int, radius: int, fill: str) -> None:
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill, outline=_INK, width=3)

    def line(self, *points: tuple[int, int], fill: str = _INK, width: int = 3) -> None:
        self.pen.line(points, fill=fill, width=width)

    def text(self, x: int, y: int, words: str, size: int, *, fill: str = _INK, bold: bool = False) -> None:
        """Words centred on a point."""
        face = "NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf"
        font = ImageFont.truetype(str(_FONTS / face), size, layout_engine=ImageFont.Layout.BASIC)
        self.pen.text((x, y), words, font=font, fill=fill, anchor="mm")

    def room(self) -> None:
        self.box(0, 0, 960, 470, _WALL, line=None)
        self.box(0, 470, 960, 720, _FLOOR, line=None)

    def cartons(self, left: int, bottom: int, columns: int, rows: int, *, side: int = 74) -> None:
        for row in range(rows):
            for column in range(columns):
                x, y = left + column * side, bottom - (row + 1) * (side - 14)
                self.box(x, y, x + side - 4, y + side - 18, _COLOURS[(row * 2 + column) % len(_COLOURS)])
                self.box(x + 26, y, x + 40, y + side - 18, "#e8d9b8", line=None)

    def person(self, x: int, y: int, coat: str) -> None:
        self.disc(x, y, 34, "#f0cfae")
        self.pen.polygon(
            ((x - 56, y + 170), (x - 38, y + 44), (x + 38, y + 44), (x + 56, y + 170)), fill=coat, outline=_INK
        )

    def declaration(self, client: str, day: str) -> None:
        """The client's written declaration on the table, signed and sealed."""
        self.box(0, 0, 960, 720, "#b9b3a6", line=None)
        self.box(220, 50, 740, 620, "#ffffff")
        self.text(480, 110, "客户声明书", 42, bold=True)
        for row in range(8):
            self.line((270, 180 + row * 38), (690 - (row % 3) * 40, 180 + row * 38), fill="#8a8a8a", width=4)
        self.text(420, 540, f"声明人：{client}", 34)
        self.disc(620, 545, 30, "#c8102e")
        self.text(480, 595, day, 26)

    def png(self, caption: str, taken: str) -> bytes:
        """The finished picture: caption and time below, the mark across."""
        self.box(0, 640, 960, 720, "#1f2d3a", line=None)
        self.text(480, 680, f"{caption}　{taken}　样例图片，非真实现场", 30, fill="#ffffff")
        self.box(760, 24, 930, 90, "#c8102e")
        self.text(845, 57, "样例", 40, fill="#ffffff", bold=True)
        target = io.BytesIO()
        palette = self.image.quantize(48, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette.save(target, "PNG", optimize=True)
        return target.getvalue()
