"""The order that ``randomize`` draws: Park and Miller's minimal standard generator driving a Fisher-Yates shuffle.

Source: ODK XForms specification, ``randomize``; a seed must give the same order in every client.
"""

from __future__ import annotations

import hashlib
from typing import TypeVar

T = TypeVar("T")

_MODULUS = 2147483647
_MULTIPLIER = 16807


def seed_of_text(text: str) -> int:
    """The seed of a text that is no number: the first eight bytes of its SHA-256 (JavaRosa); 0 of a blank."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True) if text else 0


def shuffled(items: list[T], seed: int) -> list[T]:
    """A new list in the seed's order, each item put at a drawn place among those before it."""
    state = abs(seed) % _MODULUS
    if seed <= 0 or state == 0:
        state = _MODULUS - 1 - state
    result: list[T] = []
    for place, item in enumerate(items):
        state = state * _MULTIPLIER % _MODULUS
        drawn = (state - 1) * (place + 1) // (_MODULUS - 1)
        result.append(item)
        result[place], result[drawn] = result[drawn], item
    return result
