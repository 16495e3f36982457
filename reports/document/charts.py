"""Charts as data: what is compared with what. How it is drawn is the business of ``reports/charts``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class RadarAxis:
    label: str
    value: Decimal | None
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Radar:
    """Scores by dimension, each as a share of its maximum. An axis without a value is drawn dashed."""

    axes: tuple[RadarAxis, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: Decimal | None
    strong: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceBars:
    """One bar a source in 万元 (values in yuan), with vertical marks such as what was declared."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class MonthlyBars:
    """Bars by month with a line over them, both in yuan, printed in 万元; a month without a value stays empty."""

    months: tuple[str, ...]
    bars: tuple[Decimal | None, ...]
    line: tuple[Decimal | None, ...]
    bars_label: str
    line_label: str


@dataclass(frozen=True, slots=True)
class CompositionBars:
    """Stacked horizontal bars, each a whole made of named parts, in yuan."""

    bars: tuple[tuple[str, tuple[tuple[str, Decimal], ...]], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A value against its industry's low, middle and high; ``text`` says the three in words."""

    label: str
    value: Decimal | None
    low: Decimal
    mid: Decimal | None
    high: Decimal
    value_text: str
    range_text: str


@dataclass(frozen=True, slots=True)
class BenchmarkBands:
    bands: tuple[Band, ...]


ChartSpec: TypeAlias = Radar | SourceBars | MonthlyBars | CompositionBars | BenchmarkBands
