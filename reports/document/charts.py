"""Charts as data: what is compared with what. How it is drawn is the business of ``reports/charts``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
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
    """A value against its industry's low, middle and high; ``range_text`` says the three in words.

    ``outer``: where the sheet has percentiles, P10 and P90 beyond the band from P25 to P75.
    """

    label: str
    value: Decimal | None
    low: Decimal
    mid: Decimal | None
    high: Decimal
    value_text: str
    range_text: str
    outer: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class BenchmarkBands:
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one stress makes of the base; ``value`` None is unknown, ``text`` is printed beside the bar."""

    label: str
    value: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Tornado:
    """Stresses as bars from the base, the widest first (敏感性龙卷风图). ``limit`` is the mark that no bar should pass.

    Values are fractions; those beyond twice the limit are cut there and keep their text.
    """

    base: Decimal
    base_text: str
    swings: tuple[Swing, ...]
    limit: Decimal
    limit_text: str


class Flow(Enum):
    """Which way a relation runs, seen from the client."""

    NONE = "none"
    TO_CLIENT = "to_client"
    FROM_CLIENT = "from_client"


@dataclass(frozen=True, slots=True)
class Tie:
    """One party beside the client, and what binds them."""

    name: str
    relation: str
    flow: Flow = Flow.NONE


@dataclass(frozen=True, slots=True)
class RelationGraph:
    """The client between two sides of parties (关系图): family and firms on the left, guarantees on the right."""

    centre: str
    note: str
    left_title: str
    left: tuple[Tie, ...]
    right_title: str
    right: tuple[Tie, ...]


ChartSpec: TypeAlias = Radar | SourceBars | MonthlyBars | CompositionBars | BenchmarkBands | Tornado | RelationGraph
