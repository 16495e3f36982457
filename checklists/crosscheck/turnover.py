"""Turnover (营业额) triangulated: several estimates of the same year's sales, from kinds of evidence that do not share a source.

At least three valid estimates from three families, one of them from a third party; otherwise nothing is adopted. Handbook 1.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.crosscheck.tolerance import TURNOVER, Tolerance, graver, verdict_for
from checklists.model.assessment import Verdict
from checklists.model.traced import picked
from checklists.model.unknown import least

FORMULA = (
    "有效方法≥3、来自≥3个方法族且至少1个第三方来源时取各法中位数(客户拒绝出示的一法按其余各法中最低的计);各法偏差=(估计值−申报)/申报:"
    "≤10%通过,10%–20%需解释,>20%不通过(以偏差最大的一法为准);采纳营业额=min(申报,中位数)"
    "【手册1.3、定案口径3;方法见S1、S3,容差为本行自定,待校准】"
)

FAMILIES: dict[str, str] = {
    "M1": "单据时间",
    "M2": "现金盘点",
    "M3": "流水税票",
    "M4": "进货存货",
    "M5": "进货存货",
    "M6": "单据时间",
    "M7": "产能能耗人效包装",
    "M8": "产能能耗人效包装",
    "M9": "产能能耗人效包装",
    "M10": "产能能耗人效包装",
    "M11": "流水税票",
    "M12": "上下游",
}
"""Method -> its family. Methods of one family lean on the same evidence (M4 and M5 both divide by 1 - margin)."""

LEAST_ESTIMATES = 3
LEAST_FAMILIES = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """One method's year, tax included. ``value`` None where its inputs are not all there, ``refused``: the client would not show them."""

    method: str
    value: Decimal | None
    third_party: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Triangulation:
    """``deviations`` and ``verdicts`` stand in the order of the estimates, None for those that are not valid."""

    families: int
    third_party: int
    median: Decimal | None
    adopted: Decimal | None
    deviations: tuple[Decimal | None, ...]
    verdict: Verdict


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle value, of an even count the mean of the two in the middle. Handbook 1.3, decided convention 3."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    value = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return picked("middle", value, ordered)


def triangulate_turnover(
    declared: Decimal | None, estimates: Sequence[Estimate], *, tolerance: Tolerance = TURNOVER
) -> Triangulation:
    """Median, adopted turnover and each estimate's deviation from what the owner declares.

    A refused method counts in the median as much as the lowest of the others: what is refused never lifts the middle.
    Handbook 1.3, decided conventions 3 and 10.
    """
    valid = [(e, e.value) for e in estimates if e.value is not None]
    families = len({FAMILIES[e.method] for e, _ in valid})
    third_party = sum(e.third_party for e, _ in valid)
    enough = len(valid) >= LEAST_ESTIMATES and families >= LEAST_FAMILIES and third_party >= 1
    if not enough or not declared:
        unknown = (None,) * len(estimates)
        return Triangulation(families, third_party, None, None, unknown, Verdict.INSUFFICIENT)
    known = [value for _, value in valid]
    middle = median([*known, *[min(known)] * sum(e.refused for e in estimates)])
    deviations = tuple(None if e.value is None else (e.value - declared) / declared for e in estimates)
    verdict = Verdict.PASS
    for deviation in deviations:
        if deviation is not None:
            verdict = graver(verdict, verdict_for(deviation, tolerance))
    return Triangulation(families, third_party, middle, least(declared, middle), deviations, verdict)
