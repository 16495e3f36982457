"""Faces of the machine that stand in for characters that the report's own typeface lacks: rare names, mostly of CJK Extension B and up.

Only TrueType outlines, for ReportLab embeds no others, and only faces whose makers allow embedding. A face is read when a
character asks for it, once a process; what it prints is embedded and subset like the report's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from reports.pdf.fonts import Face, Fonts
from reports.pdf.legible import legible

T = TypeVar("T")

_WINDOWS = ("simsunb.ttf", "SimsunExtG.ttf", "mingliub.ttc", "simsun.ttc", "msyh.ttc", "seguisym.ttf")
_MAC = ("Supplemental/Songti.ttc", "STHeiti Light.ttc", "Supplemental/Arial Unicode.ttf")
_LINUX = (
    "hanazono/HanaMinA.ttf", "hanazono/HanaMinB.ttf", "babelstone/BabelStoneHan.ttf", "arphic/uming.ttc", "wqy/wqy-zenhei.ttc",
    "droid/DroidSansFallbackFull.ttf", "dejavu/DejaVuSans.ttf",
)  # fmt: skip
SPARE_FONTS = (
    *(Path("C:/Windows/Fonts") / name for name in _WINDOWS),
    *(Path("/System/Library/Fonts") / name for name in _MAC),
    *(Path("/usr/share/fonts/truetype") / name for name in _LINUX),
)
"""Where the platforms keep faces with rare Han characters, the widest first. What is not there is passed over."""


@dataclass(frozen=True, slots=True)
class SpareFace:
    """A face found on this machine, with the name that a reader of the warning knows it by."""

    face: Face
    known_as: str
    outlines: Sequence[int]
    """Where the outline of each glyph begins; one that ends where it begins draws nothing."""

    def shows(self, character: str) -> bool:
        """It has a glyph of its own for it, and not a blank one."""
        glyph = self.face.glyphs.get(ord(character), 0)
        return glyph != 0 and self.outlines[glyph] < self.outlines[glyph + 1]


class StandIns:
    """Finds, one by one, the first of these files that has a character; ``found`` is what was asked for and is there.

    Two faces of one name are one in a PDF: a second one, or one named like the report's own, is passed over.
    """

    def __init__(self, fonts: Sequence[Path], own: Fonts) -> None:
        self._fonts = fonts
        self._named = {_known_as(pdfmetrics.getFont(face.name)): face.name for face in (own.regular, own.bold)}
        self.found: dict[str, SpareFace] = {}

    def name_for(self, character: str) -> str:
        """What the face is known as that shows this character; "" where no face here has it."""
        if character not in self.found:
            faces = (spare for path in self._fonts if (spare := _loaded(path)) is not None)
            spare = next((spare for spare in faces if spare.shows(character) and self._is_only(spare)), None)
            if spare is None:
                return ""
            self.found[character] = spare
            self._named[spare.known_as] = spare.face.name
        return self.found[character].known_as

    def _is_only(self, spare: SpareFace) -> bool:
        return self._named.get(spare.known_as, spare.face.name) == spare.face.name


def legible_in(document: T, fonts: Fonts, spare_fonts: Sequence[Path]) -> tuple[T, Fonts, tuple[str, ...]]:
    """The document as it can be printed, the faces to print it with, and a sentence for each character that the typeface lacks."""
    stand_ins = StandIns(spare_fonts, fonts)
    clean, warnings = legible(document, fonts.has, stand_ins.name_for)
    found = {ord(character): spare.face for character, spare in stand_ins.found.items()}
    return clean, fonts.with_spare(found) if found else fonts, warnings


@lru_cache(maxsize=len(SPARE_FONTS))
def _loaded(path: Path) -> SpareFace | None:
    """None where there is no such file, for what is no TrueType face, and for one that must not be embedded."""
    if not path.is_file():
        return None
    try:
        font = TTFont(f"JindiaoSpare:{path.as_posix()}", str(path))
    except (TTFError, OSError, ValueError, LookupError):
        return None
    pdfmetrics.registerFont(font)
    face = Face(font.fontName, font.face.charWidths, font.face.charToGlyph)
    return SpareFace(face, _known_as(font), font.face.glyphPos)


def _known_as(font: TTFont) -> str:
    name = font.face.name
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
