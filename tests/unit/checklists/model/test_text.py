"""Text of strangers: what can be kept, and what a terminal is shown."""

from __future__ import annotations

import pytest

from checklists.model.canonical import read_json
from checklists.model.text import LONGEST_TEXT, is_writable, printable, writable


@pytest.mark.parametrize("text", ["陈样例", "两行\n\t再一行\r\n", "😀𠀀", "", "x" * LONGEST_TEXT])
def test_what_people_write_can_be_kept(text: str) -> None:
    assert is_writable(text)
    assert writable(text) == text


@pytest.mark.parametrize("text", ["a\0", "\x1b[31m", "\x0c", "\ud800", "\uffff", "x" * (LONGEST_TEXT + 1)])
def test_what_xml_cannot_hold_and_what_has_no_end_is_not_kept(text: str) -> None:
    assert not is_writable(text)
    assert is_writable(writable(text))


def test_nothing_steers_the_terminal() -> None:
    assert printable("\x1b[2J陈\u202e样\x9b\r例\ud800\n第二行") == "\\x1b[2J陈\\u202e样\\x9b\\r例\\ud800\n第二行"


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a": 1e99999999999999999999}', '{"a": NaN}', '{"a": 1, "a": 2}'])
def test_json_that_cannot_be_held_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(text)
