"""Puts a theme onto the application: fonts, palette, style sheet. Widgets that paint themselves ask ``current()`` while painting."""

from __future__ import annotations

import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.style.icons import svg
from desktop.style.qss import stylesheet
from desktop.style.tokens import LIGHT, SIZE_SMALL, THEMES, Theme

FAMILY = "Noto Sans SC"
_PROPERTY = "jindiaoTheme"


@cache
def load_fonts() -> tuple[str, ...]:
    """Registers the shipped Chinese font, so that every machine shows the same text. Returns the families found."""
    families: list[str] = []
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        data = files("reports").joinpath("assets", "fonts", name).read_bytes()
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
    return tuple(dict.fromkeys(families))


def current() -> Theme:
    """The theme on the application now; light before any was applied."""
    app = QApplication.instance()
    return THEMES.get(str(app.property(_PROPERTY)) if app else "", LIGHT)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Everything shown takes the theme at once."""
    load_fonts()
    app.setProperty(_PROPERTY, theme.name)
    app.setStyle("Fusion")
    app.setFont(_font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(stylesheet(theme, arrow=_picture("down", theme.ink2), check=_picture("check", theme.accent)))


def set_role(widget: QWidget, role: str, *, name: str = "role") -> None:
    """Changes a dynamic property that the style sheet looks at, and redraws only where it is different."""
    if widget.property(name) != role:
        widget.setProperty(name, role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _font() -> QFont:
    font = QFont([FAMILY, "Microsoft YaHei UI", "PingFang SC", "sans-serif"])
    font.setPixelSize(SIZE_SMALL)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in {
        role.Window: theme.ground,
        role.Base: theme.pane,
        role.AlternateBase: theme.pane,
        role.Button: theme.pane,
        role.Text: theme.ink,
        role.WindowText: theme.ink,
        role.ButtonText: theme.ink,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.PlaceholderText: theme.ink2,
        role.Link: theme.accent,
        role.Mid: theme.line,
        role.Dark: theme.ground,
        role.ToolTipBase: theme.ink,
        role.ToolTipText: theme.pane,
    }.items():
        palette.setColor(which, QColor(colour))
    return palette


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="jindiao-style-")


def _picture(name: str, colour: str) -> str:
    """A style sheet takes pictures only as files."""
    file = Path(_folder().name) / f"{name}-{colour.lstrip('#')}.svg"
    file.write_bytes(svg(name, colour))
    return file.as_posix()
