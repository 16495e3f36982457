"""STRICT: a blank input makes the result unknown, and says which."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from checklists.xpath import Context, Host, UnknownInput, compile_expression, document_from_xml, evaluate_strict

BLANK, ROW = "/data/blank", "/data/r[2]/amt"


@pytest.mark.parametrize(
    ("expression", "missing"),
    [
        ("/data/blank + 1", (BLANK,)),
        ("/data/blank + $none * /data/missing", (BLANK, "$none", "/data/missing")),
        ("sum(/data/r/amt)", (ROW,)),
        ("max(/data/r/amt)", (ROW,)),
        ("sum(/data/missing)", ("/data/missing",)),
        ("/data/blank > 3", (BLANK,)),
        ("3 >= /data/blank", (BLANK,)),
        ("/data/blank = 'a'", (BLANK,)),
        ("/data/missing != 'a'", ("/data/missing",)),
        ("not(/data/blank = 'a')", (BLANK,)),
        ("not(/data/blank)", (BLANK,)),
        ("selected(/data/blank, 'a')", (BLANK,)),
        ("concat('a', /data/blank)", (BLANK,)),
        ("concat(/data/r/amt)", (ROW,)),
        ("if(/data/blank > 1, 2, 3)", (BLANK,)),
        ("/data/blank > 1 or /data/n > 100", (BLANK,)),
        ("/data/blank > 1 and /data/n > 1", (BLANK,)),
        ("/data/blank > 1 and $none > 1", (BLANK, "$none")),
        ("coalesce(/data/blank, $none)", (BLANK, "$none")),
        ("round(/data/blank, 2)", (BLANK,)),
        ("date(/data/blank)", (BLANK,)),
        ("min(1, /data/blank)", (BLANK,)),
        ("checklist(1, 2, /data/blank, true())", (BLANK,)),
        ("/data/name + 1", ()),
        ("0 div 0", ()),
        ("1 div 0", ()),
        ("0 div 0 > 3", ()),
        ("/data/name > 3", ()),
    ],
)
def test_a_blank_makes_unknown(expression: str, missing: tuple[str, ...], strict_value: Callable[..., object]) -> None:
    assert strict_value(expression, none=None) == UnknownInput(missing)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/data/n + /data/x", Decimal("6.5")),
        ("/data/blank = ''", True),
        ("'' != /data/blank", False),
        ("string-length(/data/blank)", Decimal(0)),
        ("count(/data/r/amt)", Decimal(3)),
        ("count(/data/missing)", Decimal(0)),
        ("count-non-empty(/data/r/amt)", Decimal(2)),
        ("coalesce(/data/blank, 5)", Decimal(5)),
        ("coalesce(/data/blank * 2, 5)", Decimal(5)),
        ("coalesce($none, 0) + 1", Decimal(1)),
        ("if(/data/n > 1, 'a', /data/blank)", "a"),
        ("if(/data/blank = '', 0, /data/blank)", Decimal(0)),
        ("/data/blank > 1 or /data/n > 1", True),
        ("/data/n > 1 or /data/blank > 1", True),
        ("/data/blank > 1 and /data/n > 100", False),
        ("/data/r/amt = 7", True),
        ("sum(/data/r[amt > 1]/amt)", Decimal("9.5")),
        ("$fact * 2", Decimal(6)),
        ("selected(/data/many, 'gd')", True),
    ],
)
def test_what_is_known_is_computed(expression: str, expected: object, strict_value: Callable[..., object]) -> None:
    assert strict_value(expression, none=None, fact=Decimal(3)) == expected


def test_a_node_that_is_not_relevant_is_not_there() -> None:
    document = document_from_xml(b"<data><a>5</a></data>")
    (data,) = document.children
    data.children[0].relevant = False
    assert evaluate_strict("/data/a + 1", data) == UnknownInput(("/data/a",))


def test_the_method_asks_for_a_number_a_truth_or_a_text() -> None:
    document = document_from_xml(b"<data><a>5</a><b/></data>")
    context = Context(document, current=document.children[0], host=Host(), variables={"grade": "A", "none": None})
    assert compile_expression("/data/a").strict_number(context) == 5
    assert compile_expression("/data/a").strict_text(context) == "5"
    assert compile_expression("/data/a").strict_truth(context) is True
    assert compile_expression("$grade").strict_text(context) == "A"
    assert compile_expression("/data/b").strict_number(context) == UnknownInput(("/data/b",))
    assert compile_expression("/data/b").strict_truth(context) == UnknownInput(("/data/b",))
    assert compile_expression("$none").strict_text(context) == UnknownInput(("$none",))
    assert compile_expression("'abc'").strict_number(context) == UnknownInput()


def test_the_trail_names_the_leaves_that_were_read() -> None:
    document = document_from_xml(b"<data><r><amt>1</amt></r><r><amt>2</amt></r><n/><g><z>1</z></g></data>")
    (data,) = document.children
    assert compile_expression("sum(/data/r/amt) + /data/n").leaves_read(data) == (
        "/data/r[1]/amt",
        "/data/r[2]/amt",
        "/data/n",
    )
    assert compile_expression("count(/data/g)").leaves_read(data) == ("/data/g/z",)


def test_a_time_without_offset_is_utc_for_the_method_so_that_head_office_gets_the_same_figure() -> None:
    data = document_from_xml(b"<data><at>2018-04-24T12:00:00</at></data>").children[0]
    assert evaluate_strict("decimal-date-time(/data/at)", data) == Decimal("17645.5")
