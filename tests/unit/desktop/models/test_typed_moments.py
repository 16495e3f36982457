"""Months, years, times with seconds, and moments as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.form import Question, QuestionKind
from desktop.models.answers import reader_for, shown
from desktop.models.typed import (
    read_figures,
    read_moment,
    read_month,
    read_time,
    read_year,
    show_moment,
    show_time,
)

TODAY = date(2026, 1, 5)


@pytest.mark.parametrize("typed", ["2025-07", "2025年7月", "202507", "2025.7"])
def test_a_month_is_its_first_day(typed: str) -> None:
    assert read_month(typed).answer == "2025-07-01"


@pytest.mark.parametrize(("typed", "answer"), [("1998", "1998-01-01"), ("1998年", "1998-01-01"), ("98", "98")])
def test_a_year_has_four_figures(typed: str, answer: str) -> None:
    assert read_year(typed).answer == answer


def test_no_month_thirteen() -> None:
    assert not read_month("2025-13").is_clear


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("14:05:30", "14:05:30.000+08:00"),
        ("1405", "14:05:00.000+08:00"),
        ("9点5分", "9点5分"),
        ("9点05分", "09:05:00.000+08:00"),
    ],
)
def test_seconds_are_kept(typed: str, answer: str) -> None:
    assert read_time(typed).answer == answer
    assert show_time("14:05:30.000+08:00") == "14:05:30"


@pytest.mark.parametrize("typed", ["2026-01-04 09:30", "昨天 930", "1月4日 9:30", "2026-01-04T09:30"])
def test_a_moment_is_a_day_and_a_time(typed: str) -> None:
    read = read_moment(typed, today=TODAY)
    assert read.answer == "2026-01-04T09:30:00.000+08:00"
    assert show_moment(read.answer) == "2026-01-04 09:30"
    assert read_moment(show_moment(read.answer), today=TODAY).answer == read.answer


@pytest.mark.parametrize("typed", ["2026-01-04", "9:30", "2026-01-04 25:00"])
def test_half_a_moment_is_none(typed: str) -> None:
    assert not read_moment(typed, today=TODAY).is_clear


def test_figures_that_are_no_quantity_keep_their_zeros() -> None:
    assert read_figures(" 0622 ８８００ ").answer == "06228800"


def test_the_appearance_chooses_the_reader_and_the_look() -> None:
    year = Question("y", "/data/y", QuestionKind.DATE, appearance="Year w2")
    assert reader_for(year, lambda: TODAY)("1998").answer == "1998-01-01"
    assert shown(year, "1998-01-01") == "1998"
    assert shown(Question("n", "/data/n", QuestionKind.INTEGER, appearance="thousands-sep"), "12500") == "12,500"
    assert shown(Question("n", "/data/n", QuestionKind.INTEGER, appearance="unheard-of"), "12500") == "12500"
