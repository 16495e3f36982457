"""What people type becomes the answer that they meant, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.models.typed import read_date, read_money, read_number, read_time, show_number, show_time

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("typed", "answer", "words"),
    [
        ("18.6万", "186000", "= 186,000 元"),
        ("３.５万", "35000", "= 35,000 元"),
        ("186,000", "186000", "= 18.6 万元"),
        ("¥1,234.50", "1234.5", ""),
        ("-300", "-300", ""),
        ("0.3亿", "30000000", "= 30,000,000 元"),
        ("", "", ""),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, answer: str, words: str) -> None:
    understood = read_money(typed)
    assert (understood.answer, understood.words) == (answer, words)


@pytest.mark.parametrize("typed", ["十八万", "18..6", "18万吨"])
def test_what_is_no_amount_is_kept_as_typed(typed: str) -> None:
    understood = read_money(typed)
    assert (understood.answer, understood.is_clear) == (typed, False)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("1,240", "1240"), ("１２", "12"), ("12.50%", "12.5"), ("-3", "-3"), ("0", "0"), ("100", "100")],
)
def test_numbers_lose_separators_and_keep_their_value(typed: str, answer: str) -> None:
    assert read_number(typed).answer == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2026-11-18", "2026-11-18"),
        ("20261118", "2026-11-18"),
        ("2026年1月8日", "2026-01-08"),
        ("2026/1/8", "2026-01-08"),
        ("11-01", "2026-11-01"),
        ("12.24", "2025-12-24"),
        ("今天", "2026-11-18"),
        ("昨天", "2026-11-17"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, answer: str) -> None:
    assert read_date(typed, today=TODAY).answer == answer


@pytest.mark.parametrize("typed", ["2026-02-30", "明年", "13-40"])
def test_what_is_no_date_is_kept_as_typed(typed: str) -> None:
    understood = read_date(typed, today=TODAY)
    assert (understood.answer, understood.is_clear) == (typed, False)


def test_date_is_repeated_with_its_weekday() -> None:
    assert read_date("20261118", today=TODAY).words == "2026年11月18日 周三"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("14:05", "14:05:00.000+08:00"),
        ("905", "09:05:00.000+08:00"),
        ("9点30", "09:30:00.000+08:00"),
        ("25:00", "25:00"),
    ],
)
def test_times_are_read(typed: str, answer: str) -> None:
    assert read_time(typed).answer == answer


@pytest.mark.parametrize(
    ("answer", "shown"), [("186000", "186,000"), ("0.5", "0.5"), ("98.00", "98"), ("abc", "abc"), ("", "")]
)
def test_answers_are_shown_with_thousands_separators(answer: str, shown: str) -> None:
    assert show_number(answer) == shown


@pytest.mark.parametrize(
    ("answer", "shown"), [("14:05:00.000+08:00", "14:05"), ("14:05:00", "14:05"), ("14:05", "14:05"), ("25点", "25点")]
)
def test_times_are_shown_to_the_minute(answer: str, shown: str) -> None:
    assert show_time(answer) == shown
