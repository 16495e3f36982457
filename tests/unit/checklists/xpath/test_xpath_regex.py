"""Patterns: Java's syntax, the whole text, and no pattern that takes longer than its text allows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.xpath.regex import Automaton, BadPattern, PatternTooLarge, read_pattern


def _fits(pattern: str, text: str) -> bool:
    return Automaton(read_pattern(pattern)).fits(text)


@pytest.mark.parametrize(
    ("pattern", "fitting", "unfitting"),
    [
        ("1[3-9]\\d{9}", ["13800138000"], ["12800138000", "1380013800", "１３８００１３８０００"]),
        ("[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}", ["91440101MA5ABCDE1X"], ["91440101MA5ABCDEIX"]),
        ("a|bc", ["a", "bc"], ["ab", "b", ""]),
        ("(a|b)*c?", ["", "abab", "bac"], ["cb"]),
        ("x{2,3}y{2}z{1,}", ["xxyyz", "xxxyyzz"], ["xyyz", "xxyyyz", "xxyy"]),
        ("a.c", ["abc", "a中c"], ["a\nc", "ac"]),
        ("(?s)a.c", ["a\nc"], ["ac"]),
        ("(?i)abC", ["ABC", "abc"], ["ab"]),
        ("(?i:a)B", ["AB", "aB"], ["Ab"]),
        ("^abc$", ["abc"], ["abc\n", "xabc"]),
        ("(?m)a\\n^b$", ["a\nb"], ["ab"]),
        ("\\ba\\b.*", ["a b"], ["ab"]),
        ("a\\Bb", ["ab"], ["a b"]),
        ("\\d+\\.\\d{2}", ["3.14"], ["3,14", "3.1"]),
        ("\\w+\\W\\s\\S", ["ab1_- x"], ["中- x"]),
        ("[\\u4e00-\\u9fa5]+", ["中文"], ["a"]),
        ("\\p{IsHan}{2,4}", ["张三", "欧阳修文"], ["a张", "张"]),
        ("\\p{L}+\\P{L}", ["né1"], ["né"]),
        ("\\p{Upper}\\p{Lower}*", ["Abc", "A"], ["É", "ab"]),
        ("[a-z&&[^aeiou]]+", ["xyz"], ["xay"]),
        ("[a-c[x-z]]+", ["ax"], ["m"]),
        ("[]a]+", ["]a"], ["b"]),
        ("[a-]+", ["a-"], ["b"]),
        ("[^\\d-]", ["x"], ["-", "5"]),
        ("\\Qa.b\\E+", ["a.b", "a.bb"], ["axb", "a.ba.b"]),
        ("\\x41\\u0042\\t\\\\", ["AB\t\\"], ["AB"]),
        ("(?=.*\\d)(?=.*[a-z]).{6,}", ["abc123"], ["abcdef", "123456", "ab1"]),
        ("(?!0)\\d+", ["10"], ["01"]),
        ("(?<year>\\d{4})-(?:0[1-9]|1[0-2])", ["2024-05"], ["2024-13"]),
        ("", [""], ["a"]),
        ("()|a*?", ["", "aa"], ["b"]),
        ("\\R\\h\\v", ["\r\n \x0b"], ["a"]),
    ],
)
def test_a_pattern_fits_the_whole_text_or_not(pattern: str, fitting: list[str], unfitting: list[str]) -> None:
    assert [text for text in fitting if not _fits(pattern, text)] == []
    assert [text for text in unfitting if _fits(pattern, text)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        "[", "(", ")", "a)", "*a", "+", "?", "a**", "{2}", "a{", "a{x}", "a{3,2}", "a{99999}", "[]", "[b-a]", "\\", "\\y", "\\p{Nothing}",
        "\\p{", "(a)\\1", "(?<=a)b", "(?>a)", "a++", "(?<1>a)", "(?x)a", "\\xZZ", "\\u12", "\\x{110000}", "(?", "(?i", "\\Gx", "\\0",
        "(" * 100 + ")" * 100, "[" * 100 + "a" + "]" * 100, "a" * 501,
    ],
)  # fmt: skip
def test_what_is_no_pattern_or_beyond_an_automaton_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        read_pattern(pattern)


def test_a_pattern_that_counts_without_measure_is_refused() -> None:
    with pytest.raises(PatternTooLarge):
        Automaton(read_pattern("((.{1,99}){1,99}){1,99}"))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+$", "a" * 3000 + "b"),
        ("(a|a)*b", "a" * 3000),
        ("(a*)*(b*)*c", "ab" * 3000),
        ("(a?){200}a{200}b", "a" * 200),
        ("(.*)*(.*)*(.*)*=", "a" * 3000),
        ("(?=(a+)+$)a*c", "a" * 1000),
    ],
)
def test_a_pattern_that_ruins_backtrackers_is_answered(pattern: str, text: str) -> None:
    assert not _fits(pattern, text)


def test_a_match_that_takes_too_much_work_ends_as_none() -> None:
    assert not _fits("(?!b)(x|(?=(x*)*y))*", "x" * 20_000)


PIECES = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\w", "\\d", "^", "$", "\\b", "1"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda two: f"(?:{two[0]}){two[1]}"),
        inner.map(lambda one: f"(?:{one}){{1,2}}"),
        inner.map(lambda one: f"(?={one})"),
    ),
    max_leaves=6,
)


@given(PIECES, st.lists(st.text("ab1 ", max_size=6), max_size=5))
def test_a_pattern_means_what_it_means_to_python(pattern: str, texts: list[str]) -> None:
    ours, theirs = Automaton(read_pattern(pattern)), re.compile(pattern, re.ASCII)
    for text in texts:
        assert ours.fits(text) == bool(theirs.fullmatch(text))


@given(st.text(alphabet="ab\\[](){}*+?|^$.-&,<!:=1pLQEux", max_size=30), st.text("ab1-", max_size=8))
def test_any_text_is_a_pattern_or_refused(pattern: str, text: str) -> None:
    try:
        fits = _fits(pattern, text)
    except (BadPattern, PatternTooLarge):
        return
    assert fits in (True, False)
