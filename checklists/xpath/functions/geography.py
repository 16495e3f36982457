"""Length and area of traces on a spherical Earth.

Points are ``latitude longitude [altitude accuracy]``, separated by ``;``, or one point a node. Source: radius and formulae of
the ODK XForms specification (``area``, ``distance``).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from decimal import Decimal

from checklists.xpath.arithmetic import NAN, of_float
from checklists.xpath.compiler import Code, Compiler
from checklists.xpath.functions.signature import Function
from checklists.xpath.syntax import Call
from checklists.xpath.values import text_of_node

_RADIUS_M = 6378100.0
Point = tuple[float, float]


def _points(traces: list[str]) -> list[Point] | None:
    """Points in radians; None where a text is no point."""
    points: list[Point] = []
    for text in ";".join(traces).split(";"):
        fields = text.split()
        if not fields:
            continue
        try:
            latitude, longitude = float(fields[0]), float(fields[1])
        except (ValueError, IndexError):
            return None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return None
        points.append((math.radians(latitude), math.radians(longitude)))
    return points


def _distance_m(points: list[Point]) -> float:
    return sum(_between(one, other) for one, other in itertools.pairwise(points))


def _between(one: Point, other: Point) -> float:
    half_chord = (
        math.sin((other[0] - one[0]) / 2) ** 2
        + math.cos(one[0]) * math.cos(other[0]) * math.sin((other[1] - one[1]) / 2) ** 2
    )
    return 2 * _RADIUS_M * math.asin(math.sqrt(min(half_chord, 1.0)))


def _area_m2(points: list[Point]) -> float:
    """Spherical excess summed along the ring, closed where it is not."""
    if len(points) < 3:
        return 0.0
    ring = points if points[0] == points[-1] else [*points, points[0]]
    total = sum(
        (other[1] - one[1]) * (2 + math.sin(one[0]) + math.sin(other[0])) for one, other in itertools.pairwise(ring)
    )
    return abs(total * _RADIUS_M * _RADIUS_M / 2)


def _measure(name: str, measure: Callable[[list[Point]], float]) -> Function:
    def build(compiler: Compiler, call: Call) -> Code:
        if len(call.arguments) == 1 and compiler.compile(call.arguments[0]).kind == "nodes":
            nodes = compiler.nodes(call.arguments[0])
            return Code("number", lambda c, n: result([text_of_node(node) for node in nodes(c, n)]))
        parts = [compiler.text(syntax) for syntax in call.arguments]
        return Code("number", lambda c, n: result([part(c, n) for part in parts]))

    def result(traces: list[str]) -> Decimal:
        points = _points(traces)
        return NAN if points is None else of_float(measure(points))

    return Function(name, 1, None if name == "distance" else 1, build)


FUNCTIONS = (_measure("area", _area_m2), _measure("enclosed-area", _area_m2), _measure("distance", _distance_m))
