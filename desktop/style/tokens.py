"""The colours, sizes and spaces of both themes, as named in the visual guide.

Rules: a colour is asked for by its role, never by its value; every text colour keeps 4.5:1 on every ground it is used on
(``TEXT_ON`` lists the pairs, a test computes them).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. ``*_wash`` is the pale ground that goes with a colour."""

    name: str
    ground: str
    pane: str
    line: str
    ink: str
    ink2: str
    accent: str
    accent_wash: str
    on_accent: str
    ok: str
    ok_wash: str
    warn: str
    warn_wash: str
    bad: str
    bad_wash: str
    bar: str
    unknown: str
    head: str

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    ground="#F6F7F9",
    pane="#FFFFFF",
    line="#E3E6EB",
    ink="#1D2430",
    ink2="#5B6576",
    accent="#1A56F0",
    accent_wash="#EAF0FF",
    on_accent="#FFFFFF",
    ok="#107343",
    ok_wash="#E6F4EC",
    warn="#9C5200",
    warn_wash="#FDF1E0",
    bad="#C22A2A",
    bad_wash="#FDEAEA",
    bar="#BBCFFE",
    unknown="#C5CAD6",
    head="#F1F3F7",
)
DARK = Theme(
    name="dark",
    ground="#12161C",
    pane="#1A2028",
    line="#2C3440",
    ink="#E8ECF2",
    ink2="#98A4B5",
    accent="#6C96FF",
    accent_wash="#1D2A47",
    on_accent="#12161C",
    ok="#4CC38A",
    ok_wash="#16301F",
    warn="#F0A74A",
    warn_wash="#33260F",
    bad="#FF7B72",
    bad_wash="#3A1D1D",
    bar="#2F4B8F",
    unknown="#465162",
    head="#202833",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

TEXT_ON: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "ink2") for ground in ("ground", "pane", "head", "accent_wash")),
    *((ink, ground) for ink in ("accent", "ok", "warn", "bad") for ground in ("ground", "pane")),
    *(("ink", wash) for wash in ("ok_wash", "warn_wash", "bad_wash", "bar")),
    ("accent", "accent_wash"),
    ("ok", "ok_wash"),
    ("warn", "warn_wash"),
    ("bad", "bad_wash"),
    ("on_accent", "accent"),
)

SIZE_TITLE, SIZE_BODY, SIZE_SMALL, SIZE_TINY = 20, 14, 13, 12
RADIUS_CONTROL, RADIUS_CARD = 6, 8
ROW_TABLE, ROW_LIST, ROW_TOUCH = 29, 36, 40


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
