"""Bars by source with the declared mark, and stacked bars that show what a whole is made of."""

from __future__ import annotations

from decimal import Decimal

from reports.charts.scale import Scale, scale_for, wan
from reports.charts.shapes import Area, Label, Measure, Picture, Shade, Shape, Stroke, fitted, rectangle
from reports.document import CompositionBars, SourceBars

_PART_SHADES = (Shade.ACCENT, Shade.PALE, Shade.MUTED, Shade.WASH, Shade.MID, Shade.HAIRLINE)


def draw_source_bars(spec: SourceBars, width: float, height: float, measure: Measure) -> Picture:
    """A row a source: label, bar, amount. Strong bars (third party, binding) are solid, others outlined."""
    left = min(width * 0.4, max((measure(bar.label, 7.8) for bar in spec.bars), default=0.0) + 10)
    top, bottom = 22.0, height - 16
    values = [bar.value for bar in spec.bars if bar.value is not None] + [value for _, value in spec.marks]
    scale = scale_for(values, start=left, end=width - 52)
    row = (bottom - top) / max(1, len(spec.bars))
    thick = min(11.0, row * 0.55)
    shapes: list[Shape] = []
    for tick in scale.ticks():
        shapes.append(Stroke(((scale.at(tick), top), (scale.at(tick), bottom)), Shade.HAIRLINE, 0.4))
        shapes.append(Label(scale.at(tick), bottom + 10, wan(tick), 6.8, 0.5, shade=Shade.MUTED))
    for position, bar in enumerate(spec.bars):
        middle = top + row * (position + 0.5)
        shapes.append(
            Label(left - 6, middle + 2.8, fitted(bar.label, left - 8, 7.8, measure), 7.8, 1.0, bold=bar.strong)
        )
        if bar.value is None:
            shapes.append(Label(width, middle + 2.8, bar.note or "未核实", 7.4, 1.0, shade=Shade.MUTED))
            continue
        start, end = sorted((scale.at(Decimal(0)), scale.at(bar.value)))
        outline = rectangle(start, middle - thick / 2, max(0.6, end - start), thick)
        shapes.append(Area(outline, Shade.ACCENT if bar.strong else Shade.WASH))
        shapes.append(Stroke(outline, Shade.ACCENT, 0.7, closed=True))
        shapes.append(Label(width, middle + 2.8, wan(bar.value), 7.6, 1.0, bold=bar.strong))
    shapes += _marks(spec, scale, top, bottom, width, measure)
    return Picture(width, height, tuple(shapes))


def _marks(spec: SourceBars, scale: Scale, top: float, bottom: float, width: float, measure: Measure) -> list[Shape]:
    """Vertical lines with their name above, moved aside where two would overlap."""
    marks = sorted(spec.marks, key=lambda mark: mark[1])
    texts = [f"{name} {wan(value)}" for name, value in marks]
    wides = [measure(text, 7.2) for text in texts]
    starts = [scale.at(value) - wide / 2 for (_, value), wide in zip(marks, wides, strict=True)]
    for position in range(1, len(starts)):
        starts[position] = max(starts[position], starts[position - 1] + wides[position - 1] + 8)
    limit = width
    for position in reversed(range(len(starts))):
        starts[position] = min(starts[position], limit - wides[position])
        limit = starts[position] - 8
    shapes: list[Shape] = []
    for (_, value), text, start in zip(marks, texts, starts, strict=True):
        x = scale.at(value)
        shapes.append(Stroke(((x, top - 4), (x, bottom)), Shade.INK, 0.9, dash=(3.0, 2.0)))
        shapes.append(Label(start, top - 9, text, 7.2, bold=True))
    return shapes


def draw_composition(spec: CompositionBars, width: float, height: float, measure: Measure) -> Picture:
    """Each bar is a whole of 100 %; parts that are wide enough are named inside, all are listed with their share below."""
    left = min(width * 0.3, max((measure(label, 7.8) for label, _ in spec.bars), default=0.0) + 8)
    room = width - left
    row = height / max(1, len(spec.bars))
    shapes: list[Shape] = []
    for position, (label, parts) in enumerate(spec.bars):
        top = row * position + 2
        known = [(name, value) for name, value in parts if value > 0]
        whole = sum((value for _, value in known), Decimal(0))
        shapes.append(Label(left - 8, top + 10.5, fitted(label, left - 8, 7.8, measure), 7.8, 1.0, bold=True))
        x, legend_x = left, left
        for index, (name, value) in enumerate(known):
            shade = _PART_SHADES[index % len(_PART_SHADES)]
            share = float(value / whole)
            outline = rectangle(x, top, room * share, 14)
            shapes += [Area(outline, shade), Stroke(outline, Shade.PAPER, 0.8, closed=True)]
            text = f"{name} {share * 100:.0f}%"
            wide = measure(text, 7.0) + 16
            if legend_x + wide <= width + 4:
                shapes.append(Area(rectangle(legend_x, top + 19, 6, 6), shade))
                shapes.append(Stroke(rectangle(legend_x, top + 19, 6, 6), Shade.MUTED, 0.3, closed=True))
                shapes.append(Label(legend_x + 8.5, top + 24.6, text, 7.0))
                legend_x += wide
            x += room * share
    return Picture(width, height, tuple(shapes))
