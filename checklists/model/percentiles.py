"""The trade's own figures (同业分位): what a bank's cases of one industry look like, and where one client stands among them.

Figures are in the units of ``facts.py``. A peer group is never smaller than ``LEAST_CASES``; below it the parent's level speaks:
region and size -> region -> industry -> the handbook's band of ``benchmarks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

LEAST_CASES = 30
"""No group below it is published or used: so RMA's Annual Statement Studies, and a client could be guessed from fewer."""

KNOTS = (Decimal(10), Decimal(25), Decimal(50), Decimal(75), Decimal(90))
"""The percentiles that a row holds."""


class PeerLevel(Enum):
    """Whom a client is compared with, the nearest first."""

    REGION_AND_SIZE = "region_and_size"
    REGION = "region"
    INDUSTRY = "industry"
    HANDBOOK = "handbook"


class Better(Enum):
    """Which way of a figure is the sounder one."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class SkippedLevel:
    """A nearer level that did not speak; ``n`` None where the sheet has no row of it."""

    level: PeerLevel
    n: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client's figure stands (同业位置). ``words`` says it in a sentence; ``better`` None where neither way is sounder.

    ``values``: the five percentiles; at the handbook's level they are empty and ``low``..``high`` its band. ``percentile`` None:
    the value is unknown, beyond the outermost percentiles (``beyond`` is ``below`` or ``above``), or the level is the handbook's.
    """

    fact: str
    label: str
    unit: str
    value: Decimal | None
    better: Better | None
    level: PeerLevel
    region: str
    size_band: str
    n: int | None
    values: tuple[Decimal, ...]
    low: Decimal | None
    mid: Decimal | None
    high: Decimal | None
    percentile: Decimal | None
    beyond: str
    window_from: str
    window_to: str
    source: str
    version: str
    skipped: tuple[SkippedLevel, ...]
    words: str
