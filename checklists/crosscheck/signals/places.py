"""Places as photos and phones tell them, and how far they lie apart."""

from __future__ import annotations

import math

_RADIUS_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""
Point = tuple[float, float]


def point_of(text: str) -> Point | None:
    """ "latitude longitude [altitude accuracy]" in degrees; None for what is no place, 0 0 included: phones say so when they know none."""
    parts = text.split()
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude, longitude) == (0, 0):
        return None
    return latitude, longitude


def metres_between(one: Point, other: Point) -> int:
    """Great-circle distance in whole metres. Source: the haversine formula (R. W. Sinnott, "Virtues of the Haversine", 1984)."""
    (lat_a, lon_a), (lat_b, lon_b) = ((math.radians(degrees) for degrees in point) for point in (one, other))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return round(2 * _RADIUS_M * math.asin(math.sqrt(min(half, 1.0))))


def distance_words(metres: int) -> str:
    """``约 350 米``, ``约 12.4 公里``."""
    return f"约{(metres + 5) // 10 * 10}米" if metres < 1000 else f"约{(metres + 50) // 100 / 10:g}公里"
