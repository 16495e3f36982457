"""Rows of ``percentiles`` and ``size_bands`` as the trade's own figures, by region and size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from checklists.model.checklist import PercentileRow, SizeBand
from checklists.model.facts import FACTS
from checklists.package.cells import CellReader
from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import SheetRow

POINTS = ("p10", "p25", "p50", "p75", "p90")
WINDOW = ("window_from", "window_to")
_MONTH = re.compile(r"(20[0-9]{2}-(?:0[1-9]|1[0-2]))(?:-[0-3][0-9])?", re.ASCII)
_NUMERIC = frozenset({"yuan", "rate", "days", "times", "count"})


def read_size_bands(rows: Iterable[SheetRow], cells: CellReader) -> tuple[SizeBand, ...]:
    """The bands of size (规模档), each from ``lower`` up to but not including ``upper``; they must not overlap."""
    bands: dict[str, SizeBand] = {}
    for row in rows:
        name, label, provenance = cells.name(row, bands), cells.label(row), cells.provenance(row)
        lower, upper = cells.number(row, "lower"), cells.number(row, "upper")
        if name is None:
            continue
        if lower is not None and upper is not None and lower >= upper:
            cells.problems.error(row, "lower", "band_order", f"规模档的下限 {lower} 应小于上限 {upper}。")
            continue
        over = next((band for band in bands.values() if _overlap(lower, upper, band)), None)
        if over is not None:
            message = f"与规模档“{over.label}”重叠，同一个营业额会落在两档里。含下限、不含上限。"
            cells.problems.error(row, "lower", "band_overlap", message)
            continue
        bands[name] = SizeBand(name, label, lower, upper, provenance)
    return tuple(bands.values())


def _overlap(lower: Decimal | None, upper: Decimal | None, other: SizeBand) -> bool:
    begins_before = lower is None or other.upper is None or lower < other.upper
    ends_after = upper is None or other.lower is None or other.lower < upper
    return begins_before and ends_after


def read_percentiles(
    rows: Iterable[SheetRow], bands: Iterable[SizeBand], cells: CellReader
) -> tuple[PercentileRow, ...]:
    """The percentiles (同业分位), one row a figure, region and size."""
    known = {band.name for band in bands}
    found: dict[tuple[str, str, str], PercentileRow] = {}
    for row in rows:
        fact, size = _fact(row, cells), _size(row, known, cells)
        n, values, window = _cases(row, cells), _values(row, cells), _window(row, cells)
        provenance = cells.provenance(row)
        if fact is None or size is None or n is None or values is None or window is None:
            continue
        key = (fact, row["region"], size)
        if key in found:
            message = "同一指标、地区、规模档出现了两次，请只留一行。"
            cells.problems.error(row, "fact", "duplicate_name", message)
            continue
        found[key] = PercentileRow(fact, row["region"], size, n, values, *window, provenance)
    return tuple(found.values())


def _fact(row: SheetRow, cells: CellReader) -> str | None:
    name = row["fact"]
    fact = FACTS.get(name)
    if fact is not None and fact.unit in _NUMERIC:
        return name
    if fact is not None:
        message = f"“{name}”不是数值指标，没有分位可言。"
    elif name:
        message = f"“{name}”不是本程序计算的指标{did_you_mean(nearest(name, FACTS))}"
    else:
        message = "没有填 fact，请写指标的名称。"
    cells.problems.error(row, "fact", "unknown_fact", message)
    return None


def _size(row: SheetRow, known: set[str], cells: CellReader) -> str | None:
    name = row["size_band"]
    if name and name not in known:
        offer = did_you_mean(nearest(name, known))
        cells.problems.error(row, "size_band", "unknown_size_band", f"规模档“{name}”不在 size_bands 表里{offer}")
        return None
    if name and not row["region"]:
        message = "只按规模、不分地区的行不会被采用：层级是 地区+规模→地区→行业。请填地区，或去掉规模档。"
        cells.problems.error(row, "region", "size_without_region", message)
        return None
    return name


def _cases(row: SheetRow, cells: CellReader) -> int | None:
    n = cells.number(row, "n", required=True)
    if n is None:
        return None
    if n != n.to_integral_value() or n < 1:
        cells.problems.error(row, "n", "bad_count", f"样本数 n 应是不小于 1 的整数，找到“{row['n']}”。")
        return None
    return int(n)


def _values(row: SheetRow, cells: CellReader) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal] | None:
    p10, p25, p50, p75, p90 = (cells.number(row, point, required=True) for point in POINTS)
    if p10 is None or p25 is None or p50 is None or p75 is None or p90 is None:
        return None
    if not p10 <= p25 <= p50 <= p75 <= p90:
        cells.problems.error(row, "p10", "percentile_order", "分位应从小到大：p10 ≤ p25 ≤ p50 ≤ p75 ≤ p90。")
        return None
    return p10, p25, p50, p75, p90


def _window(row: SheetRow, cells: CellReader) -> tuple[str, str] | None:
    """Both ends as ``YYYY-MM``; a full date, as Excel makes of a month, stands for its month."""
    months: Mapping[str, str | None] = {column: _month(row, column, cells) for column in WINDOW}
    begin, end = months["window_from"], months["window_to"]
    if begin is None or end is None:
        return None
    if begin > end:
        cells.problems.error(row, "window_from", "window_reversed", f"统计期间倒了：从 {begin} 到 {end}。")
        return None
    return begin, end


def _month(row: SheetRow, column: str, cells: CellReader) -> str | None:
    text = row[column]
    match = _MONTH.fullmatch(text)
    if match is None:
        found = f"里的“{text}”不是年月" if text else "没有填"
        cells.problems.error(row, column, "bad_month", f"{column} {found}，请按 2025-01 的样子写。")
        return None
    return match[1]
