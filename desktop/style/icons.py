"""Our own line icons: 20 x 20, one stroke of 1.6, tinted by a token when they are drawn."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SHAPES: dict[str, str] = {
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "search": '<circle cx="9" cy="9" r="5"/><path d="M13 13l4 4"/>',
    "back": '<path d="M12 4l-6 6 6 6"/>',
    "camera": '<path d="M3 6.5h3l1.5-2h5l1.5 2h3v9.5H3z"/><circle cx="10" cy="11" r="3"/>',
    "file": '<path d="M5 2.5h7l3.5 3.5v11.5H5z"/><path d="M12 2.5V6h3.5"/>',
    "folder": '<path d="M2.5 5h5l2 2h8v9h-15z"/>',
    "note": '<path d="M4 3.5h12v9l-4 4H4z"/><path d="M16 12.5h-4v4M7 7.5h6M7 10.5h4"/>',
    "lock": '<path d="M5 9h10v8H5z"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "sync": '<path d="M15.5 7A6 6 0 0 0 4.6 8M4.5 13a6 6 0 0 0 10.9-1"/><path d="M15.8 3.5V7h-3.5M4.2 16.5V13h3.5"/>',
    "check": '<path d="M4 10.5l4 4 8-9"/>',
    "report": '<path d="M5 2.5h10v15H5z"/><path d="M7.5 6.5h5M7.5 9.5h5M7.5 12.5h3"/>',
    "table": '<path d="M3 4h14v12H3z"/><path d="M3 8h14M8.5 8v8"/>',
    "score": '<path d="M4 16V9M10 16V4M16 16v-5"/>',
    "theme": '<circle cx="10" cy="10" r="4"/><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2"/>',
    "help": '<circle cx="10" cy="10" r="7"/><path d="M8 8a2 2 0 1 1 2.6 2c-.5.3-.6.6-.6 1.2M10 13.6v.4"/>',
    "down": '<path d="M5 8l5 5 5-5"/>',
    "eye": '<path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z"/><circle cx="10" cy="10" r="2.4"/>',
    "eye_off": '<path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z"/><path d="M4 16L16 4"/>',
    "logout": '<path d="M9 3.5H4v13h5M8 10h9M14 7l3 3-3 3"/>',
}


def svg(name: str, colour: str) -> bytes:
    """The icon as an SVG document. KeyError for a name that is no icon."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" '
        f'stroke="{colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{SHAPES[name]}</svg>'
    ).encode()


def icon(name: str, colour: str, *, disabled: str = "", size: int = 20) -> QIcon:
    """The icon in one colour, and in another for what is disabled."""
    made = QIcon(_pixmap(name, colour, size))
    if disabled:
        made.addPixmap(_pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Drawn at twice its size, so that it is sharp on dense screens."""
    image = QImage(size * 2, size * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg(name, colour))).render(painter, QRectF(0, 0, size * 2, size * 2))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(2.0)
    return pixmap
