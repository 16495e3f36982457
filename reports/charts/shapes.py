"""What charts are drawn from: lines, areas and labels in points from the top left. Renderers turn shades into colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Measure: TypeAlias = Callable[[str, float], float]
"""The width of a text at a size, in points, as wide as its bold weight."""


class Shade(Enum):
    """Roles, from dark to light; they differ in lightness, so that a greyscale print keeps them apart."""

    INK = "ink"
    ACCENT = "accent"
    MUTED = "muted"
    MID = "mid"
    PALE = "pale"
    WASH = "wash"
    HAIRLINE = "hairline"
    PAPER = "paper"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[Point, ...]
    shade: Shade = Shade.HAIRLINE
    weight: float = 0.5
    closed: bool = False
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    points: tuple[Point, ...]
    shade: Shade


@dataclass(frozen=True, slots=True)
class Label:
    """Text on its baseline; ``align`` 0 starts at x, 0.5 is centred, 1 ends there."""

    x: float
    baseline: float
    text: str
    size: float = 7.6
    align: float = 0.0
    bold: bool = False
    shade: Shade = Shade.INK


Shape: TypeAlias = Stroke | Area | Label


@dataclass(frozen=True, slots=True)
class Picture:
    width: float
    height: float
    shapes: tuple[Shape, ...]


def rectangle(x: float, top: float, width: float, height: float) -> tuple[Point, ...]:
    return ((x, top), (x + width, top), (x + width, top + height), (x, top + height))


def fitted(text: str, room: float, size: float, measure: Measure) -> str:
    """The text, or as much of it as fits with an ellipsis behind; the tables beside a chart have it whole."""
    if measure(text, size) <= room:
        return text
    kept = text
    while kept and measure(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"
