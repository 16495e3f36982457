"""A published checklist as the program holds it: the form, and the method's data beside it.

Expressions are ODK XPath in which ``${name}`` is a question or a fact (``facts.py``); a blank input makes the result unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from checklists.model.parameters import BankParameters
from checklists.model.provenance import Provenance as Provenance
from checklists.model.signals import SignalKind


class CheckKind(Enum):
    """How a cross-check is computed."""

    EQUITY = "equity"
    MARGIN = "margin"
    TURNOVER = "turnover"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class CrossCheckRule:
    """A row of ``crosschecks``. COMPARE: ``actual`` against ``expected``, deviation over ``base`` (default: expected).

    Tolerances are fractions; None on the judged-by-method kinds means the method's default. ``inputs`` names what must be
    answered before a result is shown.
    """

    name: str
    label: str
    kind: CheckKind
    expected: str
    actual: str
    base: str
    pass_within: Decimal | None
    explain_within: Decimal | None
    inputs: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class TurnoverMethodRule:
    """A ``turnover_method`` row: one estimate of a year's turnover, tax included, in yuan. ``method`` is ``M1``..``M12``."""

    name: str
    label: str
    method: str
    value: str
    third_party: str
    inputs: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Bin:
    """Points for a value in [lower, upper) or equal to one of ``equals``; None is no bound."""

    lower: Decimal | None
    upper: Decimal | None
    equals: tuple[str, ...]
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """One indicator of the scorecard with its complete bins."""

    name: str
    label: str
    dimension: str
    value: str
    max_points: Decimal
    bins: tuple[Bin, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DimensionRule:
    name: str
    label: str
    max_points: Decimal


@dataclass(frozen=True, slots=True)
class VetoRule:
    """A veto (一票否决): ``when`` true refuses whatever the points."""

    name: str
    label: str
    when: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CeilingRule:
    """A ceiling (单项封顶): ``when`` true lets the grade be no better than ``grade``."""

    name: str
    label: str
    when: str
    grade: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Points at or above ``lower`` earn ``name``; ``advice`` is an ``Advice`` value. Listed best first."""

    name: str
    label: str
    lower: Decimal
    advice: str


@dataclass(frozen=True, slots=True)
class AuthorityRule:
    """Who may better a grade (等级上调权限), and by how many notches at most."""

    name: str
    label: str
    most_notches: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Scorecard:
    dimensions: tuple[DimensionRule, ...]
    indicators: tuple[IndicatorRule, ...]
    vetoes: tuple[VetoRule, ...]
    ceilings: tuple[CeilingRule, ...]
    grades: tuple[GradeRule, ...]
    unassessed_limit: Decimal = Decimal("0.20")
    authorities: tuple[AuthorityRule, ...] = ()


class CapKind(Enum):
    """AMOUNT: gross x coefficient - existing. REPAYMENT: the principal that (gross x coefficient - existing) a month repays."""

    AMOUNT = "amount"
    REPAYMENT = "repayment"


@dataclass(frozen=True, slots=True)
class CapRule:
    """One upper bound of the limit. ``coefficients`` by grade, applied to ``gross``; ``when`` blank = always applies."""

    name: str
    label: str
    kind: CapKind
    gross: str
    existing: str
    coefficients: Mapping[str, Decimal]
    when: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Benchmark:
    """An industry's band for a fact: low, mid (may be absent), high."""

    fact: str
    label: str
    low: Decimal
    mid: Decimal | None
    high: Decimal
    unit: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SizeBand:
    """A band of verified yearly sales in yuan (规模档), [lower, upper); None is no bound."""

    name: str
    label: str
    lower: Decimal | None
    upper: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PercentileRow:
    """P10, P25, P50, P75, P90 of ``n`` cases. ``region`` and ``size_band`` blank = all; the window is ``YYYY-MM``, both ends in."""

    fact: str
    region: str
    size_band: str
    n: int
    values: tuple[Decimal, Decimal, Decimal, Decimal, Decimal]
    window_from: str
    window_to: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RedFlagRule:
    name: str
    label: str
    when: str
    severity: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SignalRule:
    """A kind of signal (线索) that is looked for. ``tolerance`` in the kind's own unit: bits, hours, metres, or a share."""

    kind: SignalKind
    label: str
    severity: str
    tolerance: Decimal | None
    ask: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Trait:
    """One sentence on how the trade works (行业特征), for who has to judge it and does not live in it."""

    name: str
    label: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A paper to be brought or copied (资料清单). ``when`` blank = of every client."""

    name: str
    label: str
    when: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Trade:
    """What a trade is like. ``season``: January to December over the average month (月系数), sum 12; empty where none is given."""

    traits: tuple[Trait, ...] = ()
    documents: tuple[DocumentRule, ...] = ()
    season: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """One published version. ``sha256`` is of the package's bytes, ``xform`` the form's XML."""

    id: str
    title: str
    version: str
    sha256: str
    xform: bytes
    scorecard: Scorecard
    crosschecks: tuple[CrossCheckRule, ...] = ()
    turnover_methods: tuple[TurnoverMethodRule, ...] = ()
    caps: tuple[CapRule, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    redflags: tuple[RedFlagRule, ...] = ()
    trade: Trade = field(default_factory=Trade)
    signals: tuple[SignalRule, ...] = ()
    size_bands: tuple[SizeBand, ...] = ()
    percentiles: tuple[PercentileRow, ...] = ()
    parameters: BankParameters = field(default_factory=BankParameters)
    """What the bank sets: products, authority, prices, holidays, regulatory lines."""
    settings: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    """Question name -> absolute path without positions (``/data/stock/quantity``)."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What the form reads or shows beside itself (lists, pictures, sounds), by file name."""
