"""From a chart's data to its shapes: one function for every kind."""

from __future__ import annotations

from reports.charts.bands import draw_bands
from reports.charts.bars import draw_composition, draw_source_bars
from reports.charts.months import draw_months
from reports.charts.radar import draw_radar
from reports.charts.relations import draw_relations
from reports.charts.shapes import Measure, Picture
from reports.charts.tornado import draw_tornado
from reports.document import (
    BenchmarkBands,
    ChartSpec,
    CompositionBars,
    MonthlyBars,
    Radar,
    RelationGraph,
    SourceBars,
    Tornado,
)


def draw_chart(spec: ChartSpec, width: float, height: float, measure: Measure) -> Picture:
    """The chart as shapes in a box of points."""
    match spec:
        case Radar():
            return draw_radar(spec, width, height)
        case SourceBars():
            return draw_source_bars(spec, width, height, measure)
        case MonthlyBars():
            return draw_months(spec, width, height, measure)
        case CompositionBars():
            return draw_composition(spec, width, height, measure)
        case BenchmarkBands():
            return draw_bands(spec, width, height, measure)
        case Tornado():
            return draw_tornado(spec, width, height, measure)
        case RelationGraph():
            return draw_relations(spec, width, height, measure)
