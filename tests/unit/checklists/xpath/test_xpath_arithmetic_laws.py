"""Arithmetic of expressions against Python's own exact numbers: Fraction where a result is exact, Decimal where it is rounded."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal
from decimal import Context as DecimalContext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.xpath import Context, Host, Value, compile_expression, new_document
from checklists.xpath.arithmetic import text_of_number
from checklists.xpath.tree import Node

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
small = st.decimals(min_value=-1000, max_value=1000, places=2)
divisors = amounts.filter(lambda number: number != 0)
REFERENCE = DecimalContext(prec=34, rounding=ROUND_HALF_EVEN)
TINY = Fraction(1, 10**12)


def _value(expression: str, amounts_of_rows: list[Decimal] | None = None) -> Value:
    root = Node("data")
    for amount in amounts_of_rows or []:
        root.append(Node("a", f"{amount:f}"))
    context = Context(new_document(root), current=root, host=Host(), variables={})
    return compile_expression(expression).evaluate(context)


def _number(expression: str, amounts_of_rows: list[Decimal] | None = None) -> Decimal:
    value = _value(expression, amounts_of_rows)
    assert isinstance(value, Decimal)
    return value


def _written(number: Decimal) -> str:
    return f"({number:f})"


@given(amounts, amounts, amounts)
def test_sums_and_differences_are_exact_in_any_order(a: Decimal, b: Decimal, c: Decimal) -> None:
    one, two, three = map(_written, (a, b, c))
    exact = Fraction(a) + Fraction(b) - Fraction(c)
    for expression in (f"{one} + {two} - {three}", f"{two} - {three} + {one}", f"{one} + ({two} - {three})"):
        assert Fraction(_number(expression)) == exact


@given(small, small, small)
def test_products_are_exact_and_distribute_over_sums(a: Decimal, b: Decimal, c: Decimal) -> None:
    one, two, three = map(_written, (a, b, c))
    exact = Fraction(a) * (Fraction(b) + Fraction(c))
    assert Fraction(_number(f"{one} * ({two} + {three})")) == exact
    assert Fraction(_number(f"{one} * {two} + {one} * {three}")) == exact
    assert _value(f"{one} * {two} = {two} * {one}") is True


@given(amounts, divisors)
def test_a_quotient_is_the_exact_one_rounded_to_34_digits(a: Decimal, b: Decimal) -> None:
    quotient = _number(f"{_written(a)} div {_written(b)}")
    assert quotient == REFERENCE.divide(a, b)
    exact = Fraction(a) / Fraction(b)
    assert abs(Fraction(quotient) - exact) <= abs(exact) * Fraction(1, 10**33)


@given(amounts, divisors)
def test_a_remainder_completes_the_whole_quotient_and_has_the_dividend_s_sign(a: Decimal, b: Decimal) -> None:
    remainder = Fraction(_number(f"{_written(a)} mod {_written(b)}"))
    exact = Fraction(a) - Fraction(b) * math.trunc(Fraction(a) / Fraction(b))
    assert remainder == exact
    assert abs(remainder) < abs(Fraction(b))
    assert remainder * Fraction(a) >= 0


@given(small, small, small, st.sampled_from("+-*"), st.sampled_from("+-*"))
def test_products_bind_closer_than_sums_and_equals_go_from_left_to_right(
    a: Decimal, b: Decimal, c: Decimal, first: str, second: str
) -> None:
    numbers = {"a": Fraction(a), "b": Fraction(b), "c": Fraction(c)}
    exact = eval(f"a {first} b {second} c", {}, numbers)
    assert Fraction(_number(f"{_written(a)} {first} {_written(b)} {second} {_written(c)}")) == exact


@given(st.lists(amounts, max_size=12), st.randoms(use_true_random=False))
def test_the_sum_of_rows_is_exact_whatever_their_order(rows: list[Decimal], chance: object) -> None:
    shuffled = sorted(rows, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert Fraction(_number("sum(a)", shuffled)) == sum(map(Fraction, rows), Fraction(0))
    assert _number("count(a)", rows) == len(rows)


@given(st.lists(amounts, min_size=1, max_size=12))
def test_least_and_greatest_are_among_the_rows(rows: list[Decimal]) -> None:
    assert _number("min(a)", rows) == min(rows)
    assert _number("max(a)", rows) == max(rows)
    assert _number(f"max(a, {_written(rows[0] + 1)})", rows) == max(*rows, rows[0] + 1)


@given(amounts, st.integers(min_value=-6, max_value=6))
def test_rounding_is_the_nearest_multiple_and_ties_go_up(number: Decimal, places: int) -> None:
    unit = Fraction(10) ** -places
    exact = math.floor(Fraction(number) / unit + Fraction(1, 2)) * unit
    assert Fraction(_number(f"round({_written(number)}, {places})")) == exact


@given(amounts)
def test_whole_numbers_around_a_number_are_python_s(number: Decimal) -> None:
    written = _written(number)
    assert _number(f"floor({written})") == math.floor(number)
    assert _number(f"ceiling({written})") == math.ceil(number)
    assert _number(f"int({written})") == math.trunc(number)
    assert _number(f"abs({written})") == abs(number)
    assert _number(f"-{written}") == -number
    assert _number(f"--{written}") == number


@given(amounts, amounts)
def test_comparisons_are_those_of_exact_numbers_but_for_a_trillionth(a: Decimal, b: Decimal) -> None:
    one, two = _written(a), _written(b)
    difference = Fraction(a) - Fraction(b)
    are_same = abs(difference) < TINY
    assert _value(f"{one} = {two}") is are_same
    assert _value(f"{one} != {two}") is not are_same
    assert _value(f"{one} < {two}") is (difference < 0 and not are_same)
    assert _value(f"{one} >= {two}") is (difference > 0 or are_same)
    assert _value(f"{one} <= {two}") == _value(f"{two} >= {one}")
    assert _value(f"{one} > {two}") == _value(f"{two} < {one}")


@given(st.integers(min_value=-9999, max_value=9999), st.integers(min_value=0, max_value=8))
def test_whole_powers_are_repeated_products(base: int, exponent: int) -> None:
    assert _number(f"pow({base}, {exponent})") == base**exponent


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_a_square_root_squared_is_the_number(number: Decimal) -> None:
    assert _value(f"pow(sqrt({_written(number)}), 2) = {_written(number)}") is True


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_number_in_quotes_is_the_number(number: Decimal) -> None:
    assert _number(f"number('{number:f}')") == number
    assert _value(f"'{number:f}' = ({number:f})") is True


@given(amounts, amounts)
def test_a_sum_written_as_text_reads_back_as_the_sum(a: Decimal, b: Decimal) -> None:
    text = _value(f"string({_written(a)} + {_written(b)})")
    assert text == text_of_number(REFERENCE.add(a, b))
    assert Fraction(str(text)) == Fraction(a) + Fraction(b)


@given(amounts, st.sampled_from(["+", "-", "*", "div", "mod"]))
def test_what_is_no_number_makes_every_figure_none(number: Decimal, operator: str) -> None:
    for expression in (f"{_written(number)} {operator} 'x'", f"'' {operator} {_written(number)}"):
        assert _number(expression).is_nan()
        for comparison in ("=", "<", ">", "<=", ">="):
            assert _value(f"({expression}) {comparison} {_written(number)}") is False


@pytest.mark.parametrize(("dividend", "sign"), [("1", 1), ("-1", -1), ("0.0001", 1)])
def test_division_by_nothing_is_infinite_with_the_dividend_s_sign(dividend: str, sign: int) -> None:
    assert _number(f"{dividend} div 0") == sign * Decimal("Infinity")
    assert _number(f"{dividend} div -0") == -sign * Decimal("Infinity")
    assert _number(f"{dividend} mod 0").is_nan()
