"""Stresses as bars from today's figure, the widest first: which of them breaks the loan is seen before it is read."""

from __future__ import annotations

from decimal import Decimal

from reports.charts.shapes import Area, Label, Measure, Picture, Shade, Shape, Stroke, fitted, rectangle
from reports.document import Swing, Tornado

_CUT = Decimal(2)
"""Bars end at twice the limit: what lies beyond is no different for the reader."""


def draw_tornado(spec: Tornado, width: float, height: float, measure: Measure) -> Picture:
    """One row a stress; bars that pass the limit are solid, the others pale. An unknown one says so in words."""
    swings = sorted(spec.swings, key=lambda swing: (swing.value is None, -_distance(swing, spec.base)))
    left = min(width * 0.36, max((measure(swing.label, 7.8) for swing in swings), default=0.0) + 10)
    right = min(width * 0.3, max((measure(swing.text, 7.4) for swing in swings), default=0.0) + 10)
    top, bottom = 22.0, height - 4
    end = _end(spec)
    start = min([spec.base, *(swing.value for swing in swings if swing.value is not None)]) * Decimal("0.9")

    def at(value: Decimal) -> float:
        share = (min(value, end) - start) / (end - start)
        return left + (width - left - right) * float(max(Decimal(0), share))

    row = (bottom - top) / max(1, len(swings))
    thick = min(10.0, row * 0.6)
    shapes: list[Shape] = []
    for position, swing in enumerate(swings):
        middle = top + row * (position + 0.5)
        shapes.append(Label(left - 6, middle + 2.8, fitted(swing.label, left - 8, 7.8, measure), 7.8, 1.0))
        shapes.append(
            Label(
                width,
                middle + 2.8,
                fitted(swing.text, right - 2, 7.4, measure),
                7.4,
                1.0,
                bold=_passes(swing, spec.limit),
            )
        )
        if swing.value is not None:
            shapes += _bar(swing, spec, at(spec.base), at(swing.value), middle, thick)
    shapes += _mark(at(spec.base), top, bottom, spec.base_text, measure, width, above=True)
    if spec.limit <= end:
        shapes += _mark(at(spec.limit), top, bottom, spec.limit_text, measure, width, above=False)
    return Picture(width, height, tuple(shapes))


def _bar(swing: Swing, spec: Tornado, base: float, end: float, middle: float, thick: float) -> list[Shape]:
    low, high = sorted((base, end))
    outline = rectangle(low, middle - thick / 2, max(0.8, high - low), thick)
    shade = Shade.ACCENT if _passes(swing, spec.limit) else Shade.PALE
    return [Area(outline, shade), Stroke(outline, Shade.ACCENT, 0.6, closed=True)]


def _mark(
    x: float, top: float, bottom: float, text: str, measure: Measure, width: float, *, above: bool
) -> list[Shape]:
    """A vertical line with its name over it, the base's on the upper line of the two, both kept inside."""
    wide = measure(text, 7.2)
    start = min(max(0.0, x - wide / 2), width - wide)
    return [
        Stroke(((x, top - 3), (x, bottom)), Shade.INK, 0.9, dash=() if above else (3.0, 2.0)),
        Label(start, top - (13.5 if above else 5.0), text, 7.2, bold=True),
    ]


def _distance(swing: Swing, base: Decimal) -> Decimal:
    return abs(swing.value - base) if swing.value is not None else Decimal(0)


def _passes(swing: Swing, limit: Decimal) -> bool:
    return swing.value is not None and swing.value > limit


def _end(spec: Tornado) -> Decimal:
    known = [spec.base, *(swing.value for swing in spec.swings if swing.value is not None)]
    far = min(max(known), spec.limit * _CUT)
    return max(far, spec.limit * Decimal("1.05"), Decimal("0.01"))
