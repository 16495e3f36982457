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
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.syntax import Call
from checklists.xpath.values import text_of_node

_RADIUS_M = 6378100.0
Point = tuple[float, float]
Side = tuple[Point, Point]


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


def _within(point: str, fence: str) -> bool:
    """Whether a point lies inside a shape: rays to the east cross its sides an odd number of times (W. R. Franklin's pnpoly)."""
    places, ring = _points([point]), _points([fence])
    if not places or not ring:
        return False
    (latitude, longitude), *_ = places
    inside = False
    for one, other in itertools.pairwise([*ring, ring[0]]):
        if (one[0] > latitude) != (other[0] > latitude):
            share = (latitude - other[0]) / (one[0] - other[0])
            inside ^= longitude < (one[1] - other[1]) * share + other[1]
    return inside


def _crosses_itself(trace: str) -> bool:
    """Whether two sides of a trace or shape cross; sides that only touch do not (ODK Collect)."""
    sides = sorted(itertools.pairwise(_points([trace]) or []), key=_southmost)
    for place, one in enumerate(sides):
        north = max(one[0][0], one[1][0])
        for other in itertools.islice(sides, place + 1, None):
            if _southmost(other) >= north:
                break
            if _cross(one, other):
                return True
    return False


def _southmost(side: Side) -> float:
    return min(side[0][0], side[1][0])


def _cross(one: Side, other: Side) -> bool:
    return _turn(*one, other[0]) * _turn(*one, other[1]) < 0 and _turn(*other, one[0]) * _turn(*other, one[1]) < 0


def _turn(start: Point, end: Point, point: Point) -> int:
    """On which side of the way from start to end a point lies: 1, -1, or 0 on it."""
    area = (end[0] - start[0]) * (point[1] - start[1]) - (point[0] - start[0]) * (end[1] - start[1])
    return (area > 0) - (area < 0)


FUNCTIONS = (
    plain("geofence", "ss", "truth", _within),
    plain("intersects", "s", "truth", _crosses_itself),
    _measure("area", _area_m2),
    _measure("enclosed-area", _area_m2),
    _measure("distance", _distance_m),
)
