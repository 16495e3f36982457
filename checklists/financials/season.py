"""The year's rhythm (淡旺季): each month over the average month, of the client this year and last, and of the trade.

Handbook 1.3 (M1: month factors add up to 12) and 3.3 (seasonal need). Peak and slack are months a fifth above or below the average
(本行待校准).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from checklists.financials.lines import MONTHS, Lines
from checklists.model.lines import Line
from checklists.model.outlook import Season, SeasonMonth
from checklists.model.unknown import over, times, total

PEAK, SLACK = Decimal("1.2"), Decimal("0.8")
APART = Decimal("0.3")
"""A client's month this far from the trade's wants a word: other seasons than the trade's are either another business or another truth."""
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def season(lines: Lines, months: Sequence[str], trade: Sequence[Decimal]) -> Season:
    """``months`` as they were reported (``YYYY-MM``), ``trade`` January to December or empty.

    Handbook 1.3; bank's own, to be calibrated.
    """
    names = tuple(months) if len(months) == MONTHS else tuple(f"第{at}个月" for at in range(1, MONTHS + 1))
    own, before = factors(lines.series(Line.SALES)), factors(lines.series(Line.PREVIOUS_SALES))
    found = tuple(
        SeasonMonth(name, factor, previous, _trade_factor(name, trade))
        for name, factor, previous in zip(names, own, before, strict=True)
    )
    peak = tuple(each.month for each in found if each.factor is not None and each.factor >= PEAK)
    slack = tuple(each.month for each in found if each.factor is not None and each.factor <= SLACK)
    return Season(found, peak, slack, _words(found, peak, slack))


def factors(series: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """Each month over the average one; unknown where a month is, or where the year sold nothing.

    Handbook 1.3; bank's own, to be calibrated.
    """
    year = total(series)
    return tuple(over(times(month, Decimal(MONTHS)), year) for month in series)


def _trade_factor(month: str, trade: Sequence[Decimal]) -> Decimal | None:
    match = _MONTH.fullmatch(month)
    return trade[int(match[1]) - 1] if match is not None and len(trade) == MONTHS else None


def _words(found: Sequence[SeasonMonth], peak: Sequence[str], slack: Sequence[str]) -> tuple[str, ...]:
    known = [(each.factor, each.month) for each in found if each.factor is not None]
    if not known:
        return ("逐月营业收入不全，看不出淡旺季。",)
    strongest, weakest = max(known), min(known)
    said = [
        f"最旺 {strongest[1]}，为月均的 {strongest[0]:.2f} 倍；最淡 {weakest[1]}，为月均的 {weakest[0]:.2f} 倍。",
        f"旺月 {'、'.join(peak)}。" if peak else "没有高出月均两成的旺月。",
        f"淡月 {'、'.join(slack)}。" if slack else "没有低于月均两成的淡月。",
    ]
    apart = [
        f"{each.month}(本户 {each.factor:.2f}，行业 {each.trade:.2f})"
        for each in found
        if each.factor is not None and each.trade is not None and abs(each.factor - each.trade) > APART
    ]
    if apart:
        said.append(f"与行业月系数相差超过 {APART} 的月份：{'、'.join(apart)}，要问明原因。")
    elif all(each.trade is not None for each in found):
        said.append("各月与行业月系数大体相同。")
    return tuple(said)
