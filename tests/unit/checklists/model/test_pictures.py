"""The difference hash: bit by bit as it is written down, and a distance that is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.model.pictures import bits_apart, difference_hash

_hashes = st.integers(0, 2**64 - 1).map(lambda bits: f"{bits:016x}")


def test_falling_shades_set_every_bit_and_rising_ones_none() -> None:
    falling = [240 - 20 * column for column in range(9)]
    assert difference_hash(falling * 8) == "f" * 16
    assert difference_hash(falling[::-1] * 8) == "0" * 16


def test_the_first_comparison_is_the_highest_bit() -> None:
    assert difference_hash([255] + [0] * 71) == "8" + "0" * 15


def test_what_shows_nothing_has_no_hash() -> None:
    assert difference_hash([100, 115] * 36) == ""


@pytest.mark.parametrize("points", [0, 71, 73])
def test_another_number_of_points_is_refused(points: int) -> None:
    with pytest.raises(ValueError, match="points"):
        difference_hash([0] * points)


@given(_hashes, _hashes)
def test_distance_is_the_same_both_ways_and_nothing_from_itself(one: str, other: str) -> None:
    assert bits_apart(one, other) == bits_apart(other, one)
    assert bits_apart(one, one) == 0


@pytest.mark.parametrize("other", ["", "f0", "F" * 16, "g" * 16, "0" * 17])
def test_what_is_no_hash_has_no_distance(other: str) -> None:
    assert bits_apart("0" * 16, other) is None
