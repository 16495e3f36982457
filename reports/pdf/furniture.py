"""What stands on every page beside its content: running header, state, footer with hash, QR code and page, watermark."""

from __future__ import annotations

import io

from PIL import Image
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.document import Report, Tone
from reports.pdf import styles
from reports.pdf.pen import HAIRLINE, INK, PAPER, RULE, Pen
from reports.pdf.typeset import Typesetter, TypeStyle

_QR = "case-hash-qr"
_WATERMARK = "draft-watermark"
_CHIP = TypeStyle(7.4, 11, bold=True)
QR_SIZE = 52.0
_MOST_PIXELS = 16_000_000
_LOGO_WIDTH, _LOGO_HEIGHT = 90.0, 17.0
_FOOT_QR = 34.0
"""12 mm: about a third of a millimetre a module, and 5.6 mm from the edge, which printers reach."""


def _on_paper(data: bytes) -> bytes:
    """The picture on white, since print knows no transparency; b"" for what is no picture, or far too large for a corner."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return b""
            laid = picture.convert("RGBA")
    except (OSError, ValueError):
        return b""
    paper = Image.new("RGBA", laid.size, "white")
    paper.alpha_composite(laid)
    target = io.BytesIO()
    paper.convert("RGB").save(target, "PNG")
    return target.getvalue()


class Furniture:
    """Draws one report's headers and footers. The QR code and the watermark are one form object each, used by reference."""

    def __init__(self, report: Report, typesetter: Typesetter, canvas: Canvas) -> None:
        self._report = report
        self._typesetter = typesetter
        self._fonts = typesetter.fonts
        self._logo = _on_paper(report.logo)
        self._define_qr(canvas)
        if report.is_draft:
            self._define_watermark(canvas)

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        report = self._report
        if report.is_draft:
            pen.canvas.doForm(_WATERMARK)
        left = " · ".join(
            part for part in (report.title, report.case_number, f"第 {report.edition} 版", report.client) if part
        )
        right = " · ".join(part for part in (report.bank, report.department) if part)
        self._chip(pen, styles.MARGIN, 30)
        chip_width = self._fonts.bold.width(report.state_label, _CHIP.size) + 14
        right = self._typesetter.fitted(right, styles.CONTENT * 0.4, styles.FURNITURE)
        room = styles.CONTENT - chip_width - self._typesetter.width(right, styles.FURNITURE) - 12
        left = self._typesetter.fitted(left, room, styles.FURNITURE)
        pen.words(styles.MARGIN + chip_width, 30, left, styles.FURNITURE)
        pen.words(styles.MARGIN + styles.CONTENT, 30, right, styles.FURNITURE, align=1)
        if self._logo:
            pen.picture(styles.MARGIN + styles.CONTENT - _LOGO_WIDTH, 10, _LOGO_WIDTH, _LOGO_HEIGHT, self._logo)
        pen.rule(styles.MARGIN, 45, styles.CONTENT, weight=0.8, colour=RULE)
        foot = styles.PAGE_HEIGHT - 52
        pen.rule(styles.MARGIN, foot, styles.CONTENT, colour=HAIRLINE)
        if page > 1:  # the first page has the same code, larger, at its top
            self.qr_code(pen, foot + 4, _FOOT_QR)
        pen.words(styles.MARGIN, foot + 4, f"案件哈希 SHA-256 {report.case_hash}", TypeStyle(6.6, 11, tone=Tone.MUTED))
        right_end = styles.MARGIN + styles.CONTENT - _FOOT_QR - 8
        pen.words(right_end, foot + 4, f"第 {page} 页，共 {pages} 页", styles.FURNITURE, align=1)
        draft = "草稿，未经调查人签名，不得作为审批依据" if report.is_draft else "由调查人签名"
        pen.words(
            styles.MARGIN, foot + 15, f"上标为数字来源所在章节或证据编号 · {draft}", TypeStyle(6.6, 10, tone=Tone.MUTED)
        )

    def qr_code(self, pen: Pen, top: float, size: float = QR_SIZE) -> None:
        """The case hash for a reader's camera, at the right edge: the same form object at any size."""
        pen.canvas.saveState()
        pen.canvas.translate(styles.MARGIN + styles.CONTENT - size, styles.PAGE_HEIGHT - top - size)
        pen.canvas.scale(size / QR_SIZE, size / QR_SIZE)
        pen.canvas.doForm(_QR)
        pen.canvas.restoreState()

    def _chip(self, pen: Pen, x: float, top: float) -> None:
        """The state, white on black when final, in a dashed frame while provisional: different without colour."""
        width = self._fonts.bold.width(self._report.state_label, _CHIP.size) + 8
        if self._report.is_final:
            pen.box(x, top, width, 11, fill=INK)
            pen.set_fill(PAPER)
            pen.canvas.setFont(self._fonts.bold.name, _CHIP.size)
            pen.canvas.drawString(x + 4, styles.PAGE_HEIGHT - top - 8.3, self._report.state_label)
            return
        outline = [(x, top), (x + width, top), (x + width, top + 11), (x, top + 11)]
        pen.stroke(outline, weight=0.8, colour=INK, closed=True, dash=(2.4, 1.6))
        pen.words(x + 4, top, self._report.state_label, _CHIP)

    def _define_qr(self, canvas: Canvas) -> None:
        code = QRCode(None, QRErrorCorrectLevel.M)
        number = self._report.case_number if self._report.case_number.isascii() else ""
        code.addData(f"JINDIAO:{number}:{self._report.case_hash}".upper())
        code.make()
        count = code.getModuleCount()
        side = QR_SIZE / count
        canvas.beginForm(_QR, 0, 0, QR_SIZE, QR_SIZE)
        canvas.setFillColor(HexColor("#000000"))
        for row, modules in enumerate(code.modules):
            start = 0
            while start < count:
                if not modules[start]:
                    start += 1
                    continue
                end = start
                while end < count and modules[end]:
                    end += 1
                canvas.rect(start * side, QR_SIZE - (row + 1) * side, (end - start) * side, side, stroke=0, fill=1)
                start = end
        canvas.endForm()

    def _define_watermark(self, canvas: Canvas) -> None:
        text = "草 稿"
        size = 120
        canvas.beginForm(_WATERMARK, 0, 0, styles.PAGE_WIDTH, styles.PAGE_HEIGHT)
        canvas.translate(styles.PAGE_WIDTH / 2, styles.PAGE_HEIGHT / 2)
        canvas.rotate(52)
        canvas.setFillColor(HexColor("#ECEEF1"))
        canvas.setFont(self._fonts.bold.name, size)
        canvas.drawString(-self._fonts.bold.width(text, size) / 2, -size / 3, text)
        canvas.endForm()
