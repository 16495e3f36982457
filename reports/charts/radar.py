"""The five dimensions as a radar: each axis a share of its maximum, so that a weak side is seen before it is read."""

from __future__ import annotations

import math
from decimal import Decimal

from reports.charts.shapes import Area, Label, Picture, Point, Shade, Shape, Stroke
from reports.document import Radar

_RINGS = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


def draw_radar(spec: Radar, width: float, height: float) -> Picture:
    """Axes start at the top and go clockwise; an unassessed axis counts nothing and its label says so."""
    centre_x, centre_y = width / 2, height / 2 + 4
    radius = min(width / 2 - 62, height / 2 - 24)
    count = len(spec.axes)

    def at(position: int, share: float) -> Point:
        angle = -math.pi / 2 + 2 * math.pi * position / count
        return (centre_x + radius * share * math.cos(angle), centre_y + radius * share * math.sin(angle))

    shapes: list[Shape] = []
    for ring in _RINGS:
        outline = tuple(at(position, float(ring)) for position in range(count))
        shapes.append(Stroke(outline, Shade.MID if ring == 1 else Shade.HAIRLINE, 0.5, closed=True))
    for position, axis in enumerate(spec.axes):
        dash = () if axis.value is not None else (2.0, 2.0)
        shapes.append(Stroke(((centre_x, centre_y), at(position, 1.0)), Shade.HAIRLINE, 0.4, dash=dash))
    scored = tuple(at(position, _share(axis.value, axis.maximum)) for position, axis in enumerate(spec.axes))
    shapes += [Area(scored, Shade.WASH), Stroke(scored, Shade.ACCENT, 1.4, closed=True)]
    shapes += [Area(_dot(point), Shade.ACCENT) for point in scored]
    for position, axis in enumerate(spec.axes):
        x, y = at(position, 1.0)
        align = 0.5 if abs(x - centre_x) < 4 else (0.0 if x > centre_x else 1.0)
        gap = 0.0 if align == 0.5 else (6.0 if align == 0.0 else -6.0)
        below = y > centre_y + radius * 0.5
        baseline = y - 12 if align == 0.5 else (y + 10 if below else y - 2)
        score = "未评估" if axis.value is None else f"{_points(axis.value)}/{_points(axis.maximum)}"
        shapes.append(Label(x + gap, baseline, axis.label, 7.8, align))
        shapes.append(Label(x + gap, baseline + 9.5, score, 7.8, align, bold=True))
    return Picture(width, height, tuple(shapes))


def _share(value: Decimal | None, maximum: Decimal) -> float:
    return float(max(Decimal(0), min(Decimal(1), value / maximum))) if value is not None and maximum else 0.0


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _dot(point: Point) -> tuple[Point, ...]:
    x, y = point
    return ((x - 1.8, y), (x, y - 1.8), (x + 1.8, y), (x, y + 1.8))
