"""The random draw: the same for everybody who draws again, spread over the year, and heavy goods always in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.crosscheck.draw import Goods, coverage_of, draw_days, draw_goods, seed_of
from checklists.model.errors import DrawImpossible

VISIT = date(2025, 12, 31)
SEASON = tuple(map(Decimal, ("1.5", "1.3", "0.8", "0.8", "0.9", "0.9", "0.9", "0.9", "1.2", "0.9", "0.9", "1.0")))
QUICK = settings(max_examples=60, deadline=None, derandomize=True, database=None)
CASES = st.uuids().map(str)


def a_seed(case: str = "case-1", number: int = 1) -> str:
    return seed_of(case, "draw/sampled_days", number)


def goods(*worths: int) -> tuple[Goods, ...]:
    return tuple(Goods(f"货{place}", "箱", Decimal(worth), Decimal(1)) for place, worth in enumerate(worths))


def test_the_same_case_draws_the_same_days_and_another_draw_others() -> None:
    first = draw_days(a_seed(), VISIT, season=SEASON)
    assert draw_days(a_seed(), VISIT, season=SEASON) == first
    assert draw_days(a_seed(number=2), VISIT, season=SEASON) != first
    assert draw_days(a_seed("case-2"), VISIT, season=SEASON) != first


def test_the_draw_does_not_change_from_edition_to_edition() -> None:
    assert draw_days(a_seed(), VISIT, season=SEASON) == (date(2025, 7, 6), date(2025, 9, 30), date(2025, 11, 11))


def test_the_day_of_the_visit_within_its_month_changes_nothing() -> None:
    assert draw_days(a_seed(), VISIT, season=SEASON) == draw_days(a_seed(), date(2025, 12, 3), season=SEASON)


@QUICK
@given(CASES)
def test_days_are_apart_of_the_last_twelve_months_and_of_strong_and_weak_ones(case: str) -> None:
    days = draw_days(a_seed(case), VISIT, season=SEASON)
    assert len(days) == 3
    assert all(later - earlier >= timedelta(days=2) for earlier, later in pairwise(days))
    assert all(date(2024, 12, 1) <= day < date(2025, 12, 1) for day in days)
    weekends = [day.weekday() >= 5 for day in days]
    assert any(weekends)
    assert not all(weekends)
    strength = sorted(SEASON[day.month - 1] for day in days)
    assert strength[0] <= Decimal("0.9")
    assert strength[-1] >= Decimal("1.0")


@QUICK
@given(CASES)
def test_weeks_begin_on_monday(case: str) -> None:
    weeks = draw_days(a_seed(case), VISIT, season=SEASON, unit="week")
    assert [day.weekday() for day in weeks] == [0, 0, 0]


@pytest.mark.parametrize("days", [0, 13])
def test_a_number_of_days_that_the_year_does_not_hold_is_refused(days: int) -> None:
    with pytest.raises(DrawImpossible):
        draw_days(a_seed(), VISIT, days=days)


@QUICK
@given(CASES, st.lists(st.integers(1, 10_000), min_size=1, max_size=60))
def test_goods_cover_their_worth_and_hold_the_dearest_fifth(case: str, worths: list[int]) -> None:
    listed = goods(*worths)
    drawn = draw_goods(seed_of(case, "draw/stock", 1), listed)
    assert drawn == draw_goods(seed_of(case, "draw/stock", 1), listed)
    assert coverage_of(drawn, listed) >= Decimal("0.6")
    fifth = sorted(worths, reverse=True)[: -(-len(worths) // 5)]
    assert sorted((int(each.worth) for each in drawn), reverse=True)[: len(fifth)] == fifth
    assert len({each.name for each in drawn}) == len(drawn)


def test_some_of_the_cheap_goods_are_drawn_by_chance() -> None:
    listed = goods(900_000, *[10] * 40)
    drawn = {draw_goods(seed_of(f"case-{number}", "draw/stock", 1), listed) for number in range(20)}
    assert len(drawn) == 20
    assert all(listed[0] in each for each in drawn)


def test_a_list_of_nothing_is_refused() -> None:
    with pytest.raises(DrawImpossible):
        draw_goods(a_seed(), ())
