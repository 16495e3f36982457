"""When two pictures look alike: the distance of their difference hashes (差值哈希), which survives resizing and saving again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HASH = re.compile(r"[0-9a-f]{16}")
COLUMNS, ROWS = 9, 8
"""A picture is shrunk to so many grey points: eight comparisons of neighbours in each of eight rows."""
FLAT = 16
"""Shades of 256 between the darkest and the brightest point, below which a picture (fog, a finger on the lens) is like any other."""


def difference_hash(shades: Sequence[int]) -> str:
    """64 bits as 16 hex digits: whether each grey point is brighter than its right-hand neighbour; "" for a flat picture.

    ``shades`` are ``ROWS`` rows of ``COLUMNS`` points. Source: dHash, N. Krawetz, "Kind of Like That" (2013).
    """
    if len(shades) != COLUMNS * ROWS:
        raise ValueError(f"{len(shades)} points, expected {COLUMNS * ROWS}")
    if max(shades) - min(shades) < FLAT:
        return ""
    bits = 0
    for row in range(ROWS):
        for column in range(COLUMNS - 1):
            at = row * COLUMNS + column
            bits = bits << 1 | (shades[at] > shades[at + 1])
    return f"{bits:016x}"


def is_picture_hash(text: str) -> bool:
    return _HASH.fullmatch(text) is not None


def bits_apart(one: str, other: str) -> int | None:
    """In how many of 64 bits two hashes differ; None where either is none."""
    if not (is_picture_hash(one) and is_picture_hash(other)):
        return None
    return (int(one, 16) ^ int(other, 16)).bit_count()
