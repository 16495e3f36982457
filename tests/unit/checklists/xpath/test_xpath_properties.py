"""Laws of the arithmetic and of the parser, over drawn inputs."""

from __future__ import annotations

from decimal import Context as DecimalContext
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checklists.model.errors import ExpressionError
from checklists.xpath import Context, Host, Value, compile_expression, new_document
from checklists.xpath.arithmetic import plain_number, same, text_of_number
from checklists.xpath.tree import Node

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
ROOT = Node("data")
CONTEXT = Context(new_document(ROOT), current=ROOT, host=Host(), variables={})


def _value(expression: str) -> Value:
    return compile_expression(expression).evaluate(CONTEXT)


@given(amounts, amounts)
def test_sums_and_products_are_exact(one: Decimal, other: Decimal) -> None:
    exact = DecimalContext(prec=60)
    assert _value(f"{one:f} + {other:f}") == exact.add(one, other)
    assert _value(f"({one:f}) * ({other:f})") == exact.multiply(one, other)


@given(amounts)
def test_a_number_written_and_read_is_the_same_number(number: Decimal) -> None:
    text = text_of_number(number)
    assert plain_number(text) == number
    assert "E" not in text
    assert text == "0" or not text.endswith(".0")


@given(amounts, st.integers(min_value=0, max_value=3))
def test_rounding_moves_by_at_most_half_a_unit_and_ties_go_up(number: Decimal, places: int) -> None:
    rounded = _value(f"round({number:f}, {places})")
    assert isinstance(rounded, Decimal)
    half = Decimal(5).scaleb(-places - 1)
    assert -half < rounded - number <= half


@given(amounts, amounts)
def test_exactly_one_of_less_same_and_greater_holds(one: Decimal, other: Decimal) -> None:
    outcomes = [_value(f"({one:f}) {operator} ({other:f})") for operator in ("<", "=", ">")]
    assert outcomes.count(True) == 1
    assert outcomes[1] is same(one, other)


@given(amounts, amounts.filter(lambda number: number != 0))
def test_a_quotient_times_its_divisor_is_the_dividend(one: Decimal, other: Decimal) -> None:
    assert _value(f"({one:f}) div ({other:f}) * ({other:f}) = ({one:f})") is True


@given(st.dates())
def test_days_and_dates_turn_into_each_other(day: object) -> None:
    assert _value(f"date('{day}' + 0)") == str(day)


@given(st.text(alphabet="ab/.[]()@*|+-=<>!,$'\" 1dorivmn:：（", max_size=40))
def test_any_text_is_compiled_or_refused(text: str) -> None:
    place = 0
    try:
        compile_expression(text).evaluate(CONTEXT)
    except ExpressionError as error:
        place = error.position
    assert 0 <= place <= len(text)
