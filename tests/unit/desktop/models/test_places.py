"""Places as people type and paste them, and the words that show how they were read."""

from __future__ import annotations

import pytest

from desktop.models.places import point_words, read_point, read_points, show_points


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("32.012 119.585", "32.012 119.585"),
        ("32.012，119.585", "32.012 119.585"),
        ("119.585,32.012", "32.012 119.585"),
        ("-33.86 151.21", "-33.86 151.21"),
        ("151.21 -33.86", "-33.86 151.21"),
        ("32.012 119.585 12 5", "32.012 119.585 12 5"),
        ("纬度:32.012 经度:119.585 海拔:12米 精度:5米", "32.012 119.585 12 5"),
        ("32°00'43.2\"N 119°35'06\"E", "32.012 119.585"),
        ("东经119°35′6″ 北纬32°0′43.2″", "32.012 119.585"),
        ("北纬32.012度，东经119.585度", "32.012 119.585"),
        ("https://maps.example/maps/@32.012,119.585,17z", "32.012 119.585"),
        ("https://uri.example/marker?position=119.585,32.012&name=x", "32.012 119.585"),
        ("", ""),
    ],
)
def test_a_place_is_read_however_it_is_written(typed: str, answer: str) -> None:
    read = read_point(typed)
    assert (read.answer, read.is_clear) == (answer, True)


@pytest.mark.parametrize("typed", ["东门口", "32.012", "91 181", "200 300", "32.012 119.585 东门", "1 2 3 4 5"])
def test_what_is_no_place_is_passed_on_as_typed(typed: str) -> None:
    read = read_point(typed)
    assert (read.answer, read.is_clear) == (typed, False)


def test_the_words_say_which_is_which() -> None:
    assert read_point("119.585,32.012").words == "北纬 32.012° 东经 119.585°(先写的是经度)"
    assert point_words("-33.86 -70.6 520 0") == "南纬 33.86° 西经 70.6° · 海拔 520 米"
    assert point_words("东门口") == ""


def test_an_outline_ends_where_it_began_and_a_way_does_not() -> None:
    typed = "32.01 119.58\n32.02 119.59\n\n32.03 119.57\n"
    assert read_points(typed, closes=False).answer == "32.01 119.58; 32.02 119.59; 32.03 119.57"
    closed = read_points(typed, closes=True)
    assert closed.answer == "32.01 119.58; 32.02 119.59; 32.03 119.57; 32.01 119.58"
    assert read_points(show_points(closed.answer), closes=True) == closed


def test_too_few_points_and_unread_lines_are_told() -> None:
    assert "至少要 3 个" in read_points("32.01 119.58\n32.02 119.59", closes=True).words
    assert "东门" in read_points("32.01 119.58\n东门", closes=False).words
    assert read_points("", closes=True).answer == ""
