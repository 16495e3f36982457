"""What is an expression and what is refused, with the place of the fault."""

from __future__ import annotations

import pytest

from checklists.model.errors import ExpressionError
from checklists.xpath import arities, compile_expression
from checklists.xpath.syntax import Path


@pytest.mark.parametrize(
    ("expression", "reason", "position"),
    [
        ("", "empty-expression", 0),
        ("1 = = 2", "unexpected-token", 4),
        ("/data/a ＞ 3", "full-width-character", 8),
        ("if（1，2，3）", "full-width-character", 2),
        ("concat('a', 'b", "unclosed-text", 12),
        ("IF(1, 2, 3)", "unknown-function", 0),
        ("1 + sumif(/data/a)", "unknown-function", 4),
        ("if(1, 2)", "wrong-number-of-arguments", 0),
        ("true(1)", "wrong-number-of-arguments", 0),
        ("max()", "wrong-number-of-arguments", 0),
        ("false() and explode()", "unknown-function", 12),
        ("namespace-uri(/data)", "unknown-function", 0),
        ("weighted-checklist(1, 2, true())", "wrong-number-of-arguments", 0),
        ("count(1)", "not-a-path", 0),
        ("sum('a')", "not-a-path", 0),
        ("namespace::a", "axis-not-supported", 0),
        ("/data/comment()", "node-test-not-supported", 6),
        ("(1 + 2", "expected-)", 6),
        ("/data/a[1", "expected-]", 9),
        ("1 2", "unexpected-token", 2),
        ("a #", "unexpected-character", 2),
        ("regex(., '[')", "bad-pattern", 0),
        ("digest(., 'SHA-3')", "unknown-digest", 0),
        ("indexed-repeat(../a, /data/r, 1)", "absolute-path-expected", 0),
        ("indexed-repeat(/data/r/a, /data/q, 1)", "repeat-not-above-answer", 0),
    ],
)
def test_a_faulty_expression_is_refused_with_reason_and_place(expression: str, reason: str, position: int) -> None:
    with pytest.raises(ExpressionError) as refused:
        compile_expression(expression)
    assert (refused.value.reason, refused.value.position) == (reason, position)


@pytest.mark.parametrize(
    "deep",
    ["(" * 5000 + "1" + ")" * 5000, "-" * 5000 + "1", "not(" * 3000 + "1" + ")" * 3000, "a[" * 3000, "1" + "=1" * 9000],
)
def test_nesting_without_end_is_refused_and_not_a_crash(deep: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(deep)


def test_a_long_flat_sum_is_no_nesting() -> None:
    assert compile_expression(" + ".join(["1"] * 2000)).syntax is not None


def test_an_expression_of_a_novel_s_length_is_refused() -> None:
    with pytest.raises(ExpressionError) as refused:
        compile_expression("1 + " * 10_000 + "1")
    assert refused.value.reason == "expression-too-long"


@pytest.mark.parametrize(
    ("expression", "read"),
    [
        ("/data/a + /data/b/c", ("/data/a", "/data/b/c")),
        ("$fact > 3 and /data/a", ("/data/a", "$fact")),
        ("sum(/data/r[amt > 1]/amt)", ("/data/r/amt",)),
        ("instance('city')/root/item[name = /data/a]", ("/data/a",)),
        ("1 + 2", ()),
    ],
)
def test_references_name_paths_and_variables(expression: str, read: tuple[str, ...]) -> None:
    assert compile_expression(expression).references == read


def test_every_function_tells_how_many_arguments_it_takes() -> None:
    known = arities()
    assert known["if"] == (3, 3)
    assert known["concat"] == (0, None)
    assert known["today"] == (0, 0)
    assert known["jr:choice-name"] == (2, 2)


@pytest.mark.parametrize(
    ("glued", "spaced"),
    [
        ("6div2", "6 div 2"),
        ("6 div2", "6 div 2"),
        ("5 mod-3", "5 mod -3"),
        ("1 div.5", "1 div .5"),
        ("1and1or0", "1 and 1 or 0"),
        ("a div2", "a div 2"),
        ("2*3div2", "2 * 3 div 2"),
    ],
)
def test_an_operator_needs_no_space_before_a_number(glued: str, spaced: str) -> None:
    assert compile_expression(glued).syntax == compile_expression(spaced).syntax


@pytest.mark.parametrize("name", ["div2", "mod-1", "a/or2", "and.x", "@div1"])
def test_a_name_that_begins_like_an_operator_is_a_name(name: str) -> None:
    assert isinstance(compile_expression(name).syntax, Path)


@pytest.mark.parametrize("typo", ["1 orb", "a divx", "1 anda"])
def test_an_operator_glued_to_a_name_is_refused(typo: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(typo)
