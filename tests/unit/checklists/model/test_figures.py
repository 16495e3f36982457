"""Figures as people answer them: of any size that occurs, and no other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.crosscheck import wording as check_words
from checklists.model.money import Money, figure_from_text, round_down_to_step, yuan_text
from checklists.scoring import wording as score_words

HUGE = Decimal("9" * 40) / 7


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "9" * 400, "1e400000", "-1e15"])
def test_what_is_no_figure_is_unknown(text: str) -> None:
    assert figure_from_text(text) is None


def test_figures_are_read_exactly_and_leftovers_of_rounding_are_nothing() -> None:
    assert figure_from_text(" 999999999999999.99 ") == Decimal("999999999999999.99")
    assert figure_from_text("0.000001") == Decimal("0.000001")
    assert figure_from_text("-1E-25") == 0


def test_figures_of_any_size_can_be_said() -> None:
    words = (
        yuan_text,
        check_words.percent,
        check_words.points,
        check_words.figure,
        score_words.wan,
        score_words.percent,
    )
    assert all(say(HUGE) and say(-HUGE) for say in words)
    assert Money.from_yuan(HUGE).fen > 10**40
    assert round_down_to_step(HUGE, Decimal("0.01")) <= HUGE
