"""Charts as shapes: one drawing code for paper and screen, readable without colour. Knows no renderer."""

from reports.charts.bands import band_strips
from reports.charts.draw import draw_chart
from reports.charts.shapes import Area, Label, Measure, Picture, Shade, Stroke
from reports.charts.svg import svg_of

__all__ = ["Area", "Label", "Measure", "Picture", "Shade", "Stroke", "band_strips", "draw_chart", "svg_of"]
