"""Numbers of expressions: Decimal with 34 digits, no traps, ties upward, and one way to write them.

Rules kept: two numbers closer than 10^-12 are the same number in every comparison; a number is written without an exponent,
with at most 28 significant digits and no trailing zeros.
"""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

ARITHMETIC = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, capitals=1, clamp=0, flags=[], traps=[])
_WRITTEN = Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, capitals=1, clamp=0, flags=[], traps=[])
_ROUNDING = Context(prec=120, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, capitals=1, clamp=0, flags=[], traps=[])
NAN = Decimal("NaN")
INFINITY = Decimal("Infinity")
ZERO = Decimal(0)
ONE = Decimal(1)
TINY = Decimal("1e-12")
_MINUS_TINY = -TINY
_TINIEST = TINY.adjusted()
_NUMBER = re.compile(r"\s*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*")


def plain_number(text: str) -> Decimal | None:
    """The number of an XPath number text (``-12.5``); None where it is none. No exponent, no plus, no separators."""
    match = _NUMBER.fullmatch(text)
    return Decimal(match.group(1)) if match else None


def text_of_number(number: Decimal) -> str:
    """How a number is written into an answer or a label."""
    text = str(number)
    if text.isdigit():
        return text
    if not number.is_finite():
        return "NaN" if number.is_nan() else text
    if not number or number.adjusted() < _TINIEST:
        return "0"
    text = str(_WRITTEN.plus(number))
    if "E" in text:
        text = format(_WRITTEN.plus(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed(number: Decimal) -> Decimal:
    """A result as others get it: at most 28 digits, so that a third times three is one again."""
    return _WRITTEN.plus(number)


def same(left: Decimal, right: Decimal) -> bool:
    if left == right:
        return True
    difference = ARITHMETIC.subtract(left, right)
    return difference.is_finite() and _MINUS_TINY < difference < TINY


def less(left: Decimal, right: Decimal) -> bool:
    """Less, and not the same; false where either is no number."""
    if left.is_nan() or right.is_nan():
        return False
    return left < right and not same(left, right)


def divided(left: Decimal, right: Decimal) -> Decimal:
    return ARITHMETIC.divide(left, right)


def remainder(left: Decimal, right: Decimal) -> Decimal:
    """``mod``: the sign of the dividend, as in JavaRosa and XPath 1.0."""
    if left.is_finite() and right.is_infinite():
        return left
    result = ARITHMETIC.remainder(left, right)
    # 34 digits do not hold the quotient of very unlike numbers; then the exact way, which is slower.
    return _ROUNDING.remainder(left, right) if result.is_nan() and right != 0 and left.is_finite() else result


def rounded(number: Decimal, places: int) -> Decimal:
    """Rounded to places after the point (before it where negative), ties upward: -2.5 becomes -2."""
    if not number.is_finite():
        return number
    if int(number.as_tuple().exponent) >= -places:
        return number
    if number.adjusted() < -places - 1:
        return ZERO
    unit = Decimal((0, (1,), -places))
    rounding = ROUND_HALF_UP if number >= 0 else ROUND_HALF_DOWN
    return ARITHMETIC.plus(number.quantize(unit, rounding=rounding, context=_ROUNDING))


def truncated(number: Decimal) -> Decimal:
    return number.to_integral_value(rounding=ROUND_DOWN) if number.is_finite() else number


def of_float(value: float) -> Decimal:
    """A result of the machine's trigonometry, in its shortest decimal form."""
    return Decimal(repr(value)) if value == value else NAN
