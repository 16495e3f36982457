"""Margin check (毛利率检验): the margin of sampled products, weighted by their share of sales, against the statement's.

Tolerances are relative to the reported margin: percentage points would hide large errors in thin-margin trades. Handbook 1.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.crosscheck.tolerance import MARGIN, Tolerance, verdict_for
from checklists.model.assessment import Verdict

FORMULA = (
    "单品毛利率=1−进价/售价;加权毛利率=Σ(单品毛利率×销售占比)÷Σ销售占比(覆盖率须在70%至101%之间);"
    "偏差=加权−报表,容差按偏差/报表毛利率:≤5%通过,5%–15%需解释,>15%不通过【手册1.2;S2、S3、S4,容差为本行自定,待校准】"
)
LEAST_COVERAGE = Decimal("0.70")
MOST_COVERAGE = Decimal("1.01")


@dataclass(frozen=True, slots=True)
class Product:
    """A sampled product. ``share`` of sales as a fraction; ``margin`` None where it cannot be told: then it covers nothing."""

    name: str
    share: Decimal | None
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class MarginCheck:
    """``difference`` = weighted less reported, in fractions; ``rate`` = difference over the reported margin."""

    weighted_margin: Decimal | None
    coverage: Decimal
    difference: Decimal | None
    rate: Decimal | None
    verdict: Verdict


def product_margin(cost: Decimal | None, price: Decimal | None) -> Decimal | None:
    """1 - cost/price; None at a price of nothing, which has no margin. Handbook 1.2."""
    return None if cost is None or price is None or price <= 0 else 1 - cost / price


def margin_check(
    products: Sequence[Product],
    reported_margin: Decimal | None,
    *,
    least_products: int = 1,
    tolerance: Tolerance = MARGIN,
) -> MarginCheck:
    """The check; insufficient without figures where the sample covers too little (or more than all) of sales.

    Handbook 1.2.
    """
    sampled = [(p.share, p.margin) for p in products if p.share is not None and p.margin is not None]
    coverage = sum((share for share, _ in sampled), Decimal(0))
    covered = LEAST_COVERAGE <= coverage <= MOST_COVERAGE and len(sampled) >= least_products
    if not covered or reported_margin is None:
        return MarginCheck(None, coverage, None, None, Verdict.INSUFFICIENT)
    weighted = sum((share * margin for share, margin in sampled), Decimal(0)) / coverage
    difference = weighted - reported_margin
    if reported_margin == 0:
        verdict = Verdict.PASS if difference == 0 else Verdict.FAIL
        return MarginCheck(weighted, coverage, difference, None, verdict)
    rate = difference / abs(reported_margin)
    return MarginCheck(weighted, coverage, difference, rate, verdict_for(rate, tolerance))
