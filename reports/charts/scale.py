"""Axes with round steps: the fewest of 1, 2, 2.5, 5 times a power of ten that cover the values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values in [low, high] on to [start, end] points."""

    low: Decimal
    high: Decimal
    step: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return self.start + (self.end - self.start) * share

    def ticks(self) -> tuple[Decimal, ...]:
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * position for position in range(count + 1))


def scale_for(values: Iterable[Decimal], *, start: float, end: float, steps: int = 5) -> Scale:
    """A scale that holds zero and all values in about ``steps`` round steps."""
    known = [Decimal(0), *values]
    low, high = min(known), max(known)
    if low == high:
        high = Decimal(1)
    raw = (high - low) / steps
    power = Decimal(1).scaleb(raw.adjusted())
    step = next(size * power for size in _STEPS if size * power >= raw)
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(bottom, top, step, start, end)


def wan(amount: Decimal, places: int | None = None) -> str:
    """Yuan as 万 for a label: one decimal below 100 万, none above."""
    in_wan = amount / 10_000
    if places is None:
        places = 0 if abs(in_wan) >= 100 or in_wan == in_wan.to_integral_value() else 1
    rounded = in_wan.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,f}".replace("-", "−")
