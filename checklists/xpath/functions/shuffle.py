"""The order that ``randomize`` draws: Park and Miller's minimal standard generator driving a Fisher-Yates shuffle.

Source: ODK XForms specification, ``randomize``; a seed must give the same order in every client.
"""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

_MODULUS = 2147483647
_MULTIPLIER = 16807


def shuffled(items: list[T], seed: int) -> list[T]:
    """A new list in the seed's order."""
    state = seed % _MODULUS
    if state <= 0:
        state += _MODULUS - 1
    result = list(items)
    for place in range(len(result) - 1, 0, -1):
        state = state * _MULTIPLIER % _MODULUS
        # place + 1 candidates, drawn by the generator's fraction in [0, 1)
        drawn = (state - 1) * (place + 1) // (_MODULUS - 1)
        result[place], result[drawn] = result[drawn], result[place]
    return result
