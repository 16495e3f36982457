"""A TrueType font of a few characters, made of the report's own outlines: what a machine's font of rare names is to the report."""

from __future__ import annotations

import io
from pathlib import Path
from struct import pack

from reportlab.pdfbase.ttfonts import TTFontFile, TTFontMaker

from reports.pdf.fonts import FOLDER

_SHOWN = "永"
"""Whose outline every character gets."""


def write_small_font(path: Path, characters: str, *, name: str = "", is_blank: bool = False) -> Path:
    """The font's file; ``is_blank`` maps the characters to the space's glyph, which draws nothing."""
    own = TTFontFile(str(FOLDER / "NotoSansSC-Regular.ttf"))
    small = TTFontFile(io.BytesIO(own.makeSubset([0, 32, ord(_SHOWN)])))
    name = name or f"Jindiao-{path.stem}"
    made = TTFontMaker()
    for tag in small.table:
        if tag not in ("cmap", "name"):
            made.add(tag, small.get_table(tag))
    made.add("name", _name(name))
    made.add("cmap", _cmap(sorted(map(ord, characters)), 1 if is_blank else 2))
    path.write_bytes(made.makeStream())
    return path


def _cmap(codes: list[int], glyph: int) -> bytes:
    """One table of format 12 (OpenType, cmap): a group a character."""
    groups = b"".join(pack(">LLL", code, code, glyph) for code in codes)
    table = pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    return pack(">HHHHL", 0, 1, 3, 10, 12) + table


def _name(name: str) -> bytes:
    """Its PostScript name alone."""
    text = name.encode("utf-16-be")
    return pack(">HHHHHHHHH", 0, 1, 18, 3, 1, 0x409, 6, len(text), 0) + text
