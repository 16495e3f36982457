"""Twelve months: bars for what came in or was earned, a line for the balance or the year before."""

from __future__ import annotations

from decimal import Decimal

from reports.charts.scale import Scale, scale_for, wan
from reports.charts.shapes import Area, Label, Measure, Picture, Point, Shade, Shape, Stroke, rectangle
from reports.document import MonthlyBars


def draw_months(spec: MonthlyBars, width: float, height: float, measure: Measure) -> Picture:
    """Bars solid, line dark with points; one axis in 万元, zero line drawn where anything is negative."""
    top, bottom, left = 20.0, height - 15, 30.0
    values = [value for value in (*spec.bars, *spec.line) if value is not None]
    scale = scale_for(values, start=bottom, end=top)
    shapes = _grid(scale, left, width)
    slot = (width - left) / max(1, len(spec.months))
    zero = scale.at(Decimal(0))
    for position, (month, value) in enumerate(zip(spec.months, spec.bars, strict=True)):
        middle = left + slot * (position + 0.5)
        shapes.append(Label(middle, bottom + 10, month, 6.8, 0.5, shade=Shade.MUTED))
        if value is None:
            shapes.append(Label(middle, zero - 3, "缺", 6.8, 0.5, shade=Shade.MUTED))
            continue
        high, low = sorted((zero, scale.at(value)))
        bar = rectangle(middle - slot * 0.3, high, slot * 0.6, max(0.4, low - high))
        shapes += [Area(bar, Shade.PALE if value >= 0 else Shade.PAPER), Stroke(bar, Shade.ACCENT, 0.6, closed=True)]
        shapes.append(Label(middle, (high - 3) if value >= 0 else (low + 7.5), wan(value, 1), 6.2, 0.5))
    shapes += _line(spec, scale, left, slot)
    shapes += _legend(spec, width, measure)
    return Picture(width, height, tuple(shapes))


def _grid(scale: Scale, left: float, width: float) -> list[Shape]:
    shapes: list[Shape] = []
    for tick in scale.ticks():
        y = scale.at(tick)
        shapes.append(
            Stroke(((left, y), (width, y)), Shade.MUTED if tick == 0 else Shade.HAIRLINE, 0.6 if tick == 0 else 0.4)
        )
        shapes.append(Label(left - 4, y + 2.4, wan(tick), 6.8, 1.0, shade=Shade.MUTED))
    return shapes


def _line(spec: MonthlyBars, scale: Scale, left: float, slot: float) -> list[Shape]:
    """The line breaks where a month is unknown."""
    shapes: list[Shape] = []
    run: list[Point] = []
    for position, value in enumerate((*spec.line, None)):
        if value is not None:
            run.append((left + slot * (position + 0.5), scale.at(value)))
            continue
        if len(run) > 1:
            shapes.append(Stroke(tuple(run), Shade.INK, 1.1))
        shapes += [Area(rectangle(x - 1.6, y - 1.6, 3.2, 3.2), Shade.INK) for x, y in run]
        run = []
    return shapes


def _legend(spec: MonthlyBars, width: float, measure: Measure) -> list[Shape]:
    shapes: list[Shape] = []
    x = width
    if spec.line_label:
        x -= measure(spec.line_label, 7.2)
        shapes += [Label(x, 8, spec.line_label, 7.2), Stroke(((x - 16, 5.4), (x - 4, 5.4)), Shade.INK, 1.1)]
        shapes.append(Area(rectangle(x - 11.6, 3.8, 3.2, 3.2), Shade.INK))
        x -= 28
    x -= measure(spec.bars_label, 7.2)
    box = rectangle(x - 11, 2.6, 7, 6)
    shapes += [Label(x, 8, spec.bars_label, 7.2), Area(box, Shade.PALE), Stroke(box, Shade.ACCENT, 0.6, closed=True)]
    return shapes
