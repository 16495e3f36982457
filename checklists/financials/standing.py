"""Where a client stands among the trade (同业位置): the nearest group of at least thirty cases, and the place in it.

Levels in order: region and size -> region -> industry -> the handbook's band. The place between two percentiles is interpolated
linearly; where several percentiles are one value, it is the middle of them. Beyond P10 and P90 the sheet says nothing more exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.financials.figures import Facts
from checklists.model.checklist import Benchmark, PercentileRow, SizeBand
from checklists.model.facts import FACTS, LESS_IS_BETTER, MORE_IS_BETTER
from checklists.model.percentiles import KNOTS, LEAST_CASES, Better, PeerLevel, SkippedLevel, Standing

BELOW, ABOVE = "below", "above"


@dataclass(frozen=True, slots=True)
class Peers:
    """The group that a client belongs to; blank where its region or its size is not known. Labels are for the reader."""

    region: str
    region_label: str
    size: str
    size_label: str


def size_band_of(sales: Decimal | None, bands: Sequence[SizeBand]) -> SizeBand | None:
    """The band that verified yearly sales fall into."""
    if sales is None:
        return None
    return next(
        (
            band
            for band in bands
            if (band.lower is None or sales >= band.lower) and (band.upper is None or sales < band.upper)
        ),
        None,
    )


def percentile_of(value: Decimal, values: Sequence[Decimal]) -> tuple[Decimal | None, str]:
    """The percentile at which ``value`` lies among the five ``values``, or on which side of them it is.

    Bank's own, to be calibrated.
    """
    if value < values[0]:
        return None, BELOW
    if value > values[-1]:
        return None, ABOVE
    met = [knot for knot, at in zip(KNOTS, values, strict=True) if at == value]
    if met:
        return (met[0] + met[-1]) / 2, ""
    upper = next(index for index, at in enumerate(values) if at > value)
    lower = upper - 1
    share = (value - values[lower]) / (values[upper] - values[lower])
    return KNOTS[lower] + share * (KNOTS[upper] - KNOTS[lower]), ""


def standings(
    facts: Facts, benchmarks: Sequence[Benchmark], rows: Sequence[PercentileRow], peers: Peers
) -> tuple[Standing, ...]:
    """Every figure that the trade has a band or percentiles of, the bands' order first. Bank's own, to be calibrated."""
    bands = {each.fact: each for each in benchmarks}
    table = {(each.fact, each.region, each.size_band): each for each in rows}
    names = dict.fromkeys([*bands, *(each.fact for each in rows)])
    return tuple(_standing(name, facts, bands.get(name), table, peers) for name in names)


Table = Mapping[tuple[str, str, str], PercentileRow]


def _levels(peers: Peers) -> Iterator[tuple[PeerLevel, str, str]]:
    if peers.region and peers.size:
        yield PeerLevel.REGION_AND_SIZE, peers.region, peers.size
    if peers.region:
        yield PeerLevel.REGION, peers.region, ""
    yield PeerLevel.INDUSTRY, "", ""


def _standing(name: str, facts: Facts, band: Benchmark | None, table: Table, peers: Peers) -> Standing:
    found = facts.get(name)
    value = found if isinstance(found, Decimal) else None
    skipped: list[SkippedLevel] = []
    for level, region, size in _levels(peers):
        row = table.get((name, region, size))
        if row is not None and row.n >= LEAST_CASES:
            return _among(row, level, value, peers, tuple(skipped), band)
        skipped.append(SkippedLevel(level, None if row is None else row.n))
    return _by_handbook(name, band, value, tuple(skipped))


def _better(name: str) -> Better | None:
    return Better.MORE if name in MORE_IS_BETTER else Better.LESS if name in LESS_IS_BETTER else None


def _among(
    row: PercentileRow,
    level: PeerLevel,
    value: Decimal | None,
    peers: Peers,
    skipped: tuple[SkippedLevel, ...],
    band: Benchmark | None,
) -> Standing:
    percentile, beyond = (None, "") if value is None else percentile_of(value, row.values)
    fact = FACTS[row.fact]
    better = _better(row.fact)
    group = {
        PeerLevel.REGION_AND_SIZE: f"{peers.region_label}、{peers.size_label}",
        PeerLevel.REGION: peers.region_label,
        PeerLevel.INDUSTRY: "全行业",
    }[level]
    window = f"{row.window_from} 至 {row.window_to}"
    told = f"同业中位数 {figure_text(row.values[2], fact.unit)}，{group}，样本 n={row.n}，{window}"
    return Standing(
        fact=row.fact,
        label=fact.label if band is None else band.label,
        unit=fact.unit,
        value=value,
        better=better,
        level=level,
        region=peers.region_label if row.region else "",
        size_band=peers.size_label if row.size_band else "",
        n=row.n,
        values=row.values,
        low=None,
        mid=None,
        high=None,
        percentile=percentile,
        beyond=beyond,
        window_from=row.window_from,
        window_to=row.window_to,
        source=row.provenance.source,
        version=row.provenance.version,
        skipped=skipped,
        words=f"{_place(value, percentile, beyond)}{_judged(percentile, beyond, better)}；{told}。",
    )


def _place(value: Decimal | None, percentile: Decimal | None, beyond: str) -> str:
    if value is None:
        return "本户数据不足，排不出位置"
    if percentile is None:
        return "低于第 10 百分位" if beyond == BELOW else "高于第 90 百分位"
    return f"约第 {percentile:.0f} 百分位"


def _judged(percentile: Decimal | None, beyond: str, better: Better | None) -> str:
    """Sound or unsound only where it lies in an outer quarter: the middle half is what the trade is like."""
    if better is None or (percentile is None and not beyond):
        return ""
    high = beyond == ABOVE or (percentile is not None and percentile > KNOTS[3])
    low = beyond == BELOW or (percentile is not None and percentile < KNOTS[1])
    if not (high or low):
        return "，在同业中间一半"
    return "，好于多数同业" if high is (better is Better.MORE) else "，差于多数同业"


def _by_handbook(
    name: str, band: Benchmark | None, value: Decimal | None, skipped: tuple[SkippedLevel, ...]
) -> Standing:
    fact = FACTS[name]
    if band is None:
        words = f"本行同业样本不足 {LEAST_CASES} 户，手册也没有区间，不作比较。"
    elif value is None:
        words = "本户数据不足，排不出位置；对标用手册区间。"
    else:
        place = "低于区间" if value < band.low else "高于区间" if value > band.high else "在区间内"
        words = f"{place} {figure_text(band.low, fact.unit)} 至 {figure_text(band.high, fact.unit)}；对标用手册区间，本行尚无足够同业样本。"
    return Standing(
        fact=name,
        label=fact.label if band is None else band.label,
        unit=fact.unit,
        value=value,
        better=_better(name),
        level=PeerLevel.HANDBOOK,
        region="",
        size_band="",
        n=None,
        values=(),
        low=None if band is None else band.low,
        mid=None if band is None else band.mid,
        high=None if band is None else band.high,
        percentile=None,
        beyond="",
        window_from="",
        window_to="",
        source="" if band is None else band.provenance.source,
        version="" if band is None else band.provenance.version,
        skipped=skipped,
        words=words,
    )


def figure_text(value: Decimal, unit: str) -> str:
    """A figure as a reader knows it: percent of a rate, days, times, 万元."""
    if unit == "rate":
        return f"{value * 100:.1f}%"
    if unit == "days":
        return f"{value:.0f} 天"
    if unit == "times":
        return f"{value:.2f} 倍"
    return f"{value / 10_000:,.2f} 万元" if unit == "yuan" else f"{value:,.0f}"
