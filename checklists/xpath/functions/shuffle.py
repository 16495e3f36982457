"""The order that ``randomize`` draws: Park and Miller's minimal standard generator driving a Fisher-Yates shuffle.

Source: ODK XForms specification, ``randomize``; a seed must give the same order in every client.
"""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

_MODULUS = 2147483647
_MULTIPLIER = 16807


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
