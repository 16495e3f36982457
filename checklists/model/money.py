"""Money: exact yuan as a whole number of fen (分), and the ways in which people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, InvalidOperation

_TYPED = re.compile(r"^[¥￥]?\s*([-−]?)\s*([0-9][0-9,，]*(?:\.[0-9]+)?|\.[0-9]+)\s*(万元?|亿元?|元)?$")
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

LARGEST_FIGURE = Decimal(10) ** 15
SMALLEST_FIGURE = Decimal(10) ** -6
"""A thousand trillion yuan, a ten-thousandth of a fen: beyond lie slips of the keyboard, whose products outgrow all digits."""
_WIDE = Context(prec=120)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of renminbi in fen. Sums are exact; products come back as Decimal yuan until rounded by ``from_yuan``."""

    fen: int = 0

    @classmethod
    def from_yuan(cls, yuan: Decimal | int) -> Money:
        """The nearest fen, ties away from zero."""
        return cls(int(rounded(Decimal(yuan) * 100, 0)))

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen).scaleb(-2)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0


def figure_from_text(text: str) -> Decimal | None:
    """The number that an answer is; None where it is none, or larger than figures are. What rounding left over is 0."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= LARGEST_FIGURE:
        return None
    return number if abs(number) >= SMALLEST_FIGURE else Decimal(0)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half away from zero, also where the digits are more than a calculation keeps."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def yuan_from_text(text: str) -> Decimal | None:
    """The amount in yuan that a person typed (``18.6万``, ``￥1,234.50``, ``3500``); None where it is none."""
    match = _TYPED.match(text.strip())
    if match is None:
        return None
    sign, digits, unit = match.groups()
    amount = Decimal(digits.replace(",", "").replace("，", "")) * _SCALE.get((unit or "")[:1], Decimal(1))
    return -amount if sign else amount


def yuan_text(amount: Decimal, *, places: int = 2) -> str:
    """``186,000.00``: yuan with thousands separators, half away from zero."""
    return f"{rounded(amount, places):,f}"


def wan_text(amount: Decimal, *, places: int = 2) -> str:
    """``18.60``: the amount in 万元, half away from zero."""
    return yuan_text(amount / 10_000, places=places)


def round_down_to_step(amount: Decimal, step: Decimal) -> Decimal:
    """The largest multiple of ``step`` not above ``amount`` (towards zero for what is owed to nobody: negative gives 0)."""
    if amount <= 0:
        return Decimal(0)
    return (amount / step).quantize(Decimal(1), rounding=ROUND_DOWN, context=_WIDE) * step
