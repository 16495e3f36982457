"""The report's typeface: Noto Sans SC in two weights, embedded and subset, with the widths that line breaking needs.

Rules: nothing is drawn in a font that is not embedded; a character the font lacks has a spare face or a visible mark before layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
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
    """Both weights, and ``spare`` faces by the code of the character that each stands in for."""

    regular: Face
    bold: Face
    spare: Mapping[int, Face] = field(default_factory=dict)

    def face(self, *, bold: bool) -> Face:
        return self.bold if bold else self.regular

    def has(self, character: str) -> bool:
        """Both weights can show it."""
        code = ord(character)
        return code in self.regular.glyphs and code in self.bold.glyphs

    def with_spare(self, spare: Mapping[int, Face]) -> Fonts:
        """The same, with faces for characters that it lacks; a spare face has one weight for both."""
        widths = {code: face.widths[code] for code, face in spare.items()}
        regular, bold = (Face(face.name, {**face.widths, **widths}, face.glyphs) for face in (self.regular, self.bold))
        return Fonts(regular, bold, spare)

    def parts(self, text: str, *, bold: bool) -> Iterator[tuple[Face, str]]:
        """The text in pieces that one face can draw."""
        own = self.face(bold=bold)
        faces = (self.spare.get(ord(character), own) for character in text) if self.spare else ()
        start = 0
        for end, (here, following) in enumerate(pairwise(faces), 1):
            if here is not following:
                yield here, text[start:end]
                start = end
        if text:
            yield self.spare.get(ord(text[-1]), own), text[start:]


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


def _to_unicode(name: str, subset: Sequence[int]) -> str:
    """What the codes of a subset mean (ISO 32000-1, 9.10.3): UTF-16, at most a hundred entries a block.

    ReportLab writes five hex digits for characters beyond U+FFFF, which readers take for something else.
    """
    lines = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>" for code, character in enumerate(subset)
    ]
    blocks = [
        line
        for start in range(0, len(lines), 100)
        for block in (lines[start : start + 100],)
        for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
    ]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def", "/CMapType 2 def",
            "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
            *blocks,
            "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        )
    )  # fmt: skip


ttfonts.makeToUnicodeCMap = _to_unicode
