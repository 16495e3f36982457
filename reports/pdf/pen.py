"""Drawing on one PDF page in points from the top left: lines of text, rules, boxes, pictures, links and bookmarks.

The only file beside ``render`` that touches ReportLab's canvas. Colours are those of paper: they stay apart in greyscale.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from reports.document import Tone
from reports.pdf.fonts import Fonts
from reports.pdf.typeset import Line, TypeStyle

INK = HexColor("#1D2430")
MUTED = HexColor("#5B6576")
HAIRLINE = HexColor("#C9CED6")
RULE = HexColor("#7E8796")
ACCENT = HexColor("#1F4FB5")
WASH = HexColor("#F1F5FB")
PAPER = HexColor("#FFFFFF")
TONES: dict[Tone, Color] = {
    Tone.PLAIN: INK,
    Tone.MUTED: MUTED,
    Tone.OK: HexColor("#107343"),
    Tone.WARN: HexColor("#9C5200"),
    Tone.BAD: HexColor("#B32020"),
}
_PRINTED, _LOCKED = 4, 128
"""Flags of an annotation (ISO 32000-1, table 165): an archive's file prints what it shows."""


class Pen:
    """One page at a time; ``top`` grows downwards."""

    def __init__(self, canvas: Canvas, fonts: Fonts, page_height: float) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self.page_height = page_height
        self.problems: list[str] = []
        self.fields: list[object] = []
        self._filled: Color | None = None
        self._stroked: tuple[Color, float] | None = None

    def start_page(self) -> None:
        """Forget what is set: a page, and what drew on the canvas past this pen, leaves nothing certain."""
        self._filled = self._stroked = None

    def set_fill(self, colour: Color) -> None:
        if self._filled is not colour:
            self.canvas.setFillColor(colour)
            self._filled = colour

    def set_stroke(self, colour: Color, weight: float) -> None:
        if self._stroked != (colour, weight):
            self.canvas.setStrokeColor(colour)
            self.canvas.setLineWidth(weight)
            self._stroked = (colour, weight)

    def text(self, x: float, top: float, line: Line, style: TypeStyle) -> None:
        """A line whose box of ``style.leading`` points starts at ``top``."""
        baseline = self.page_height - top - (style.leading - style.size) / 2 - style.size * 0.86
        for run in line.runs:
            self.set_fill(TONES[run.tone])
            self.string(x + run.x, baseline + run.rise, run.text, run.size, bold=run.bold)
            if run.link:
                self.link(x + run.x, top, run.width, style.leading, run.link)

    def words(self, x: float, top: float, text: str, style: TypeStyle, *, align: float = 0.0) -> None:
        """One short line; ``align`` 0 starts at x, 1 ends there, 0.5 is centred on it."""
        width = self.fonts.face(bold=style.bold).width(text, style.size)
        baseline = self.page_height - top - (style.leading - style.size) / 2 - style.size * 0.86
        self.set_fill(TONES[style.tone])
        self.string(x - width * align, baseline, text, style.size, bold=style.bold)

    def string(self, x: float, baseline: float, text: str, size: float, *, bold: bool) -> None:
        """Characters from ``x`` on, each in the face that has it; ``baseline`` in the canvas's own points from below."""
        for face, part in self.fonts.parts(text, bold=bold):
            self.canvas.setFont(face.name, size)
            self.canvas.drawString(x, baseline, part)
            x += face.width(part, size)

    def rule(self, x: float, top: float, width: float, *, weight: float = 0.5, colour: Color = HAIRLINE) -> None:
        self.set_stroke(colour, weight)
        self.canvas.line(x, self.page_height - top, x + width, self.page_height - top)

    def stroke(
        self,
        points: Sequence[tuple[float, float]],
        *,
        weight: float,
        colour: Color,
        closed: bool = False,
        dash: Sequence[float] = (),
    ) -> None:
        self.set_stroke(colour, weight)
        if dash:
            self.canvas.setDash(list(dash))
        self.canvas.drawPath(self._path(points, closed=closed), stroke=1, fill=0)
        if dash:
            self.canvas.setDash()

    def fill(self, points: Sequence[tuple[float, float]], colour: Color) -> None:
        self.set_fill(colour)
        self.canvas.drawPath(self._path(points, closed=True), stroke=0, fill=1)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
    ) -> None:
        if fill is not None:
            self.set_fill(fill)
        if stroke is not None:
            self.set_stroke(stroke, 0.5)
        self.canvas.rect(
            x,
            self.page_height - top - height,
            width,
            height,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def picture(self, x: float, top: float, width: float, height: float, data: bytes) -> bool:
        """The picture fitted into the box and centred; False where the bytes are no picture."""
        try:
            image = ImageReader(io.BytesIO(data))
            pixels_wide, pixels_high = image.getSize()
            scale = min(width / pixels_wide, height / pixels_high)
            wide, high = pixels_wide * scale, pixels_high * scale
            left, low = x + (width - wide) / 2, self.page_height - top - (height + high) / 2
            self.canvas.drawImage(image, left, low, wide, high)
        except OSError:
            return False
        return True

    def link(self, x: float, top: float, width: float, height: float, key: str) -> None:
        bottom = self.page_height - top - height
        self.canvas.linkRect("", key, (x, bottom, x + width, bottom + height), thickness=0, F=_PRINTED)

    def signature_field(self, name: str, label: str, x: float, top: float, width: float, height: float) -> None:
        """A place that one digital signature can fill. Empty it shows nothing, which an archive's file has to say too."""
        document = self.canvas._doc
        low = self.page_height - top - height
        blank = PDFStream(
            PDFDictionary({
                "Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": PDFArray([0, 0, width, height]),
                "Resources": PDFDictionary({}),
            }), b"",
        )  # fmt: skip
        widget = PDFDictionary({
            "Type": PDFName("Annot"), "Subtype": PDFName("Widget"), "FT": PDFName("Sig"),
            "T": PDFString(name), "TU": PDFString(label), "Rect": PDFArray([x, low, x + width, low + height]),
            "F": _PRINTED | _LOCKED, "P": document.thisPageRef(),
            "AP": PDFDictionary({"N": document.Reference(blank, f"blank-{name}")}),
        })  # fmt: skip
        self.canvas._addAnnotation(widget, f"field-{name}")
        self.fields.append(document.refAnnotation(f"field-{name}"))

    def target(self, key: str, top: float) -> None:
        """Where links to ``key`` lead."""
        self.canvas.bookmarkHorizontal(key, 0, self.page_height - top + 6)

    def _path(self, points: Sequence[tuple[float, float]], *, closed: bool) -> object:
        path = self.canvas.beginPath()
        for position, (x, top) in enumerate(points):
            (path.lineTo if position else path.moveTo)(x, self.page_height - top)
        if closed:
            path.close()
        return path
