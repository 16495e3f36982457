"""Lines break the Chinese way."""

import pytest

from reports.document import Text, words
from reports.pdf.fonts import load_fonts
from reports.pdf.typeset import Line, Typesetter, TypeStyle

STYLE = TypeStyle(10, 15)


@pytest.fixture
def typesetter() -> Typesetter:
    return Typesetter(load_fonts(), {"somewhere": "6.2", "photo": "证3"})


def plain(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def broken(typesetter: Typesetter, text: str | Text, width: float) -> list[str]:
    return [plain(line) for line in typesetter.lines(text, width, STYLE)]


def test_a_line_breaks_between_any_two_han_characters(typesetter: Typesetter) -> None:
    assert broken(typesetter, "一二三四五六七", 30) == ["一二三", "四五六", "七"]


def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(typesetter: Typesetter) -> None:
    assert broken(typesetter, "一二三，四五", 30) == ["一二", "三，四", "五"]
    assert broken(typesetter, "一二（三四）", 30) == ["一二", "（三", "四）"]


def test_a_number_keeps_its_unit(typesetter: Typesetter) -> None:
    for line in broken(typesetter, "建议额度为人民币 389.00 万元整", 70):
        assert line.count("389.00") == line.count("389.00 万元")


def test_what_is_longer_than_a_line_is_broken_and_loses_nothing(typesetter: Typesetter) -> None:
    digest = "9f3c07" * 12
    lines = broken(typesetter, digest, 100)
    assert len(lines) > 1
    assert "".join(lines) == digest


def test_no_line_is_wider_than_its_column(typesetter: Typesetter) -> None:
    text = (
        "调查人（A 角）2026-11-18 14:05 到场，SKU 数 1,284 个，“存货”约 36.00 万元；https://example.com/very/long/path/index.html。"
        * 3
    )
    assert all(line.width <= 120.01 for line in typesetter.lines(text, 120, STYLE))


def test_a_newline_starts_a_new_line(typesetter: Typesetter) -> None:
    assert broken(typesetter, "甲\n乙", 100) == ["甲", "乙"]


def test_an_empty_text_is_one_empty_line(typesetter: Typesetter) -> None:
    assert broken(typesetter, "", 100) == [""]


def test_source_marks_stay_with_the_last_word_and_link_to_their_section(typesetter: Typesetter) -> None:
    (line,) = typesetter.lines(words("权益检验", sources=("somewhere", "photo")), 200, STYLE)
    assert [(run.text, run.link) for run in line.runs if run.rise] == [("6.2,", "somewhere"), ("证3", "photo")]
    narrow = typesetter.lines(words("权益检验", sources=("somewhere",)), 41, STYLE)
    assert plain(narrow[-1]) == "验6.2"


def test_a_line_is_cut_with_an_ellipsis_where_room_ends(typesetter: Typesetter) -> None:
    assert typesetter.fitted("一二三四五", 50, STYLE) == "一二三四五"
    assert typesetter.fitted("一二三四五", 40, STYLE) == "一二三…"
    assert typesetter.fitted("一二三四五", -1, STYLE) == ""


def test_markup_in_an_answer_is_printed_as_it_is(typesetter: Typesetter) -> None:
    assert broken(typesetter, "<b>王&李</b>", 200) == ["<b>王&李</b>"]
