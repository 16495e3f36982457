"""A chart's shapes as SVG, for the screen: the same drawing as on paper, in the window's own colours."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from reports.charts.shapes import Area, Label, Picture, Point, Shade, Shape

_ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}


def svg_of(picture: Picture, colours: Mapping[Shade, str], *, font: str) -> str:
    """One SVG document in points. ``colours`` are CSS colours by role, ``font`` a font family. Texts are escaped, never markup."""
    shapes = "".join(_element(shape, colours) for shape in picture.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(picture.width)}" height="{_n(picture.height)}" '
        f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" font-family={quoteattr(font)}>{shapes}</svg>'
    )


def _element(shape: Shape, colours: Mapping[Shade, str]) -> str:
    colour = quoteattr(colours[shape.shade])
    if isinstance(shape, Label):
        weight = ' font-weight="700"' if shape.bold else ""
        return (
            f'<text x="{_n(shape.x)}" y="{_n(shape.baseline)}" font-size="{_n(shape.size)}" '
            f'text-anchor="{_ANCHORS[shape.align]}" fill={colour}{weight}>{escape(_drawable(shape.text))}</text>'
        )
    if isinstance(shape, Area):
        return f'<polygon points="{_points(shape.points)}" fill={colour}/>'
    dash = f' stroke-dasharray="{" ".join(_n(part) for part in shape.dash)}"' if shape.dash else ""
    kind = "polygon" if shape.closed else "polyline"
    return (
        f'<{kind} points="{_points(shape.points)}" fill="none" stroke={colour} '
        f'stroke-width="{_n(shape.weight)}"{dash}/>'
    )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _drawable(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(character for character in text if character >= " " and character not in "\ufffe\uffff")
