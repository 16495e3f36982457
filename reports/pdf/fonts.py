"""The report's typeface: Noto Sans SC in two weights, embedded and subset, with the widths that line breaking needs.

Rules: nothing is drawn in a font that is not embedded; a character the font lacks is replaced by a visible mark before layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from reports.errors import FontMissing

FOLDER = Path(__file__).parent.parent / "assets" / "fonts"
_FILES = {"JindiaoSans": "NotoSansSC-Regular.ttf", "JindiaoSans-Bold": "NotoSansSC-Bold.ttf"}
_MOST_MEASURED = 50_000
"""Some five megabytes of words."""


@dataclass(frozen=True, slots=True)
class Face:
    """One weight: its name in ReportLab and the advance of each character in thousandths of the size."""

    name: str
    widths: Mapping[int, float]
    glyphs: Mapping[int, int]
    measured: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def width(self, text: str, size: float) -> float:
        """In points. Words come again and again; each is measured once a process, up to a number."""
        thousandths = self.measured.get(text)
        if thousandths is None:
            widths = self.widths
            thousandths = sum(widths.get(ord(character), 1000) for character in text)
            if len(self.measured) < _MOST_MEASURED:
                self.measured[text] = thousandths
        return thousandths * size / 1000


@dataclass(frozen=True, slots=True)
class Fonts:
    regular: Face
    bold: Face

    def face(self, *, bold: bool) -> Face:
        return self.bold if bold else self.regular

    def has(self, character: str) -> bool:
        """Both weights can show it."""
        code = ord(character)
        return code in self.regular.glyphs and code in self.bold.glyphs


@lru_cache(maxsize=1)
def load_fonts() -> Fonts:
    """Both weights, read and registered once a process (0.1 s each). Raises FontMissing."""
    regular, bold = (_load_face(name, FOLDER / file) for name, file in _FILES.items())
    return Fonts(regular, bold)


def _load_face(name: str, path: Path) -> Face:
    try:
        font = TTFont(name, str(path))
    except (TTFError, OSError) as error:
        raise FontMissing(path) from error
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charWidths, font.face.charToGlyph)
