"""What a signature shows on paper: the signer's name, when, and by which certificate, as a page of its own with its own embedded font.

It is put into the signature field by ``reports.signing``; a signature program's own lettering would come without a font.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from reports.pdf.fonts import load_fonts
from reports.pdf.pen import Pen
from reports.pdf.spare_fonts import SPARE_FONTS, legible_in
from reports.pdf.styles import LABEL
from reports.pdf.typeset import Typesetter, TypeStyle

_NAME, _LINE = TypeStyle(11, 14, bold=True), TypeStyle(6.2, 8.2, tone=LABEL.tone)


def render_stamp(name: str, lines: Sequence[str], *, width: float, height: float) -> bytes:
    """A PDF of one page of this size in points: the name, and small lines below it, cut where they are longer."""
    shown, fonts, _ = legible_in((name, *lines), load_fonts(), SPARE_FONTS)
    typesetter = Typesetter(fonts, {})
    target = io.BytesIO()
    canvas = Canvas(
        target, pagesize=(width, height), pageCompression=1, invariant=1, initialFontName=fonts.regular.name
    )
    pen = Pen(canvas, fonts, height)
    pen.words(2, 0, typesetter.fitted(shown[0], width - 4, _NAME), _NAME)
    for number, line in enumerate(shown[1:]):
        pen.words(2, _NAME.leading + number * _LINE.leading, typesetter.fitted(line, width - 4, _LINE), _LINE)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
