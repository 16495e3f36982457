"""Traced figures are the plain ones, with their origin."""

from __future__ import annotations

import pickle
from decimal import ROUND_DOWN, Decimal

from hypothesis import given as for_all
from hypothesis import strategies as st

from checklists.model.traced import Traced, given, picked, tracing
from checklists.model.unknown import count, least, less, most, over, times, total

FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@for_all(FIGURES, FIGURES)
def test_arithmetic_gives_what_plain_figures_give(one: Decimal, other: Decimal) -> None:
    a, b = given(one, "a"), given(other, "b")
    for plain, traced in (
        (total((one, other)), total((a, b))),
        (less(one, other, one), less(a, b, a)),
        (times(one, other), times(a, b)),
        (over(one, other), over(a, b)),
        (least(one, other), least(a, b)),
        (most(one, Decimal(0)), most(a, Decimal(0))),
        (1 - one, 1 - a),
        (2 * one, 2 * a),
        (abs(-one), abs(-a)),
        (one.quantize(Decimal(1), rounding=ROUND_DOWN), a.quantize(Decimal(1), rounding=ROUND_DOWN)),
    ):
        assert traced == plain
        assert str(traced) == str(plain)


def test_a_figure_knows_its_operation_and_inputs() -> None:
    a, b = given(Decimal(6), "a"), given(Decimal(3), "b")
    share = over(a, b)
    assert isinstance(share, Traced)
    assert (share.made.operator, share.made.inputs) == ("/", (a, b))
    assert a.made.about == "a"


def test_the_same_operation_is_the_same_figure_while_it_is_traced() -> None:
    a, b = given(Decimal(6), "a"), given(Decimal(3), "b")
    with tracing():
        assert a + b is a + b
        assert a + b is not b + a
        assert count(1, [a, b]) is not count(2, [a, b])
    assert a + b is not a + b


def test_a_plain_figure_among_plain_ones_stays_plain() -> None:
    assert type(picked("least", Decimal(1), [Decimal(1), Decimal(2)])) is Decimal
    assert type(total((Decimal(1), Decimal(2)))) is Decimal


def test_what_leaves_the_process_is_the_plain_figure() -> None:
    left = pickle.loads(pickle.dumps(given(Decimal("1.50"), "a")))
    assert type(left) is Decimal
    assert str(left) == "1.50"
