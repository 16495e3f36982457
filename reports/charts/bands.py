"""The client against its industry: a band from low to high, the middle as a tick, the client as a diamond.

With percentiles the band is the middle half of the trade, and whiskers reach from P10 to P90.
"""

from __future__ import annotations

from decimal import Decimal

from reports.charts.shapes import Area, Label, Measure, Picture, Shade, Shape, Stroke, fitted, rectangle
from reports.document import Band, BenchmarkBands


def draw_bands(spec: BenchmarkBands, width: float, height: float, measure: Measure) -> Picture:
    """One row an indicator, each on its own scale; a value beyond the scale sits at its edge with an arrow in its text."""
    row = height / max(1, len(spec.bands))
    left, room = _room(spec, width, measure)
    shapes: list[Shape] = []
    for position, band in enumerate(spec.bands):
        shapes += _band(band, left, room, row * (position + 0.5) + 3, width, measure)
    return Picture(width, height, tuple(shapes))


def band_strips(spec: BenchmarkBands, width: float, height: float, measure: Measure) -> tuple[Picture, ...]:
    """The same chart band by band, so that a long one may go on over a page's end."""
    row = height / max(1, len(spec.bands))
    left, room = _room(spec, width, measure)
    return tuple(
        Picture(width, row, tuple(_band(band, left, room, row / 2 + 3, width, measure))) for band in spec.bands
    )


def _room(spec: BenchmarkBands, width: float, measure: Measure) -> tuple[float, float]:
    """Where the bands begin, and how wide they may be."""
    left = min(width * 0.4, max((measure(band.label, 7.8) for band in spec.bands), default=0.0) + 10)
    right = min(width * 0.3, max((measure(band.range_text, 7.2) for band in spec.bands), default=0.0) + 10)
    return left, width - left - right


def _band(band: Band, left: float, room: float, middle: float, width: float, measure: Measure) -> list[Shape]:
    first, last = band.outer or (band.low, band.high)
    span = last - first
    lowest, highest = first - span / (8 if band.outer else 2), last + span / (8 if band.outer else 2)

    def at(value: Decimal) -> float:
        share = (value - lowest) / (highest - lowest) if highest != lowest else Decimal("0.5")
        return left + room * float(min(Decimal(1), max(Decimal(0), share)))

    outline = rectangle(at(band.low), middle - 4, at(band.high) - at(band.low), 8)
    shapes: list[Shape] = [
        Label(left - 8, middle + 2.8, fitted(band.label, left - 8, 7.8, measure), 7.8, 1.0),
        Stroke(((left, middle), (left + room, middle)), Shade.HAIRLINE, 0.5),
        *(_whiskers(at(first), at(last), middle) if band.outer else ()),
        Area(outline, Shade.WASH),
        Stroke(outline, Shade.MID, 0.5, closed=True),
        Label(
            width,
            middle + 2.8,
            fitted(band.range_text, width - left - room - 2, 7.2, measure),
            7.2,
            1.0,
            shade=Shade.MUTED,
        ),
    ]
    if band.mid is not None:
        shapes.append(Stroke(((at(band.mid), middle - 5), (at(band.mid), middle + 5)), Shade.MUTED, 0.9))
    if band.value is None:
        shapes.append(Label(left + room / 2, middle - 6, band.value_text, 7.2, 0.5, shade=Shade.MUTED))
        return shapes
    x = at(band.value)
    shapes.append(Area(((x - 3.6, middle), (x, middle - 3.6), (x + 3.6, middle), (x, middle + 3.6)), Shade.ACCENT))
    beyond = "◀ " if band.value < lowest else "▶ " if band.value > highest else ""
    shapes.append(Label(x, middle - 6.5, beyond + band.value_text, 7.2, 0.5, bold=True))
    return shapes


def _whiskers(first: float, last: float, middle: float) -> tuple[Shape, ...]:
    ends = (Stroke(((x, middle - 2.5), (x, middle + 2.5)), Shade.MID, 0.8) for x in (first, last))
    return Stroke(((first, middle), (last, middle)), Shade.MID, 0.9), *ends
