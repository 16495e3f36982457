"""Products (产品): which of the bank's would take this loan, and why the others would not, in words. Handbook 3.3 L7."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.model.evaluation import Evaluator
from checklists.model.offer import ProductFit
from checklists.model.parameters import AuthorityBand, Product
from checklists.scoring.scorecard import fired
from checklists.scoring.wording import number, wan


@dataclass(frozen=True, slots=True)
class Request:
    """The loan as a product sees it: words of the sheets with what a person calls them; None or "" is not known."""

    amount: Decimal | None
    months: Decimal | None
    rate_bp: Decimal | None
    repayment: tuple[str, str]
    guarantee: tuple[str, str]
    purpose: tuple[str, str]


def fit_of(
    products: Sequence[Product], *, chosen: str, asked: Request, offered: Request, evaluator: Evaluator
) -> tuple[ProductFit, ...]:
    """Each product against the loan. The chosen one is asked for the loan as it is ``offered``, its term held down."""
    return tuple(
        _fit(each, offered if each.name == chosen else asked, evaluator, is_chosen=each.name == chosen)
        for each in products
    )


def _fit(product: Product, request: Request, evaluator: Evaluator, *, is_chosen: bool) -> ProductFit:
    against: list[str] = []
    missing: list[str] = []
    _bound("金额", request.amount, product.min_amount, product.max_amount, wan, against, missing)
    least, most = Decimal(product.min_months), Decimal(product.max_months)
    _bound("期限", request.months, least, most, lambda months: f"{number(months)}个月", against, missing)
    _bound("年利率", request.rate_bp, product.min_bp, product.max_bp, over_lpr, against, missing)
    for what, (word, label), allowed in (
        ("还款方式", request.repayment, product.repayments),
        ("担保方式", request.guarantee, product.guarantees),
        ("贷款用途", request.purpose, product.purposes),
    ):
        if not word:
            missing.append(what)
        elif allowed and word not in allowed:
            against.append(f"{what}“{label or word}”不在产品范围内")
    may_have = fired(product.when, evaluator) if product.when else True
    if may_have is None:
        missing.append(f"办理条件({product.who})")
    elif not may_have:
        against.append(f"不符合办理条件:{product.who}")
    fits = False if against else None if missing else True
    reasons = against or [f"缺{'、'.join(missing)}"] if not fits else []
    return ProductFit(product.name, product.label, fits, is_chosen, tuple(reasons), product.provenance.source)


def _bound(
    what: str,
    value: Decimal | None,
    low: Decimal,
    high: Decimal,
    told: Callable[[Decimal], str],
    against: list[str],
    missing: list[str],
) -> None:
    if value is None:
        missing.append(what)
    elif value < low:
        against.append(f"{what}{told(value)},低于产品下限{told(low)}")
    elif value > high:
        against.append(f"{what}{told(value)},高于产品上限{told(high)}")


def over_lpr(bp: Decimal) -> str:
    """``LPR+300个基点``."""
    return f"LPR{'+' if bp >= 0 else '−'}{number(abs(bp))}个基点"


def product_ceiling(product: Product | None, bands: Sequence[AuthorityBand], *, guarantee: str) -> Decimal | None:
    """The most that the product lends and somebody may decide on (handbook 3.3 L7); None where product or guarantee is not known."""
    if product is None or not guarantee:
        return None
    if not bands:
        return product.max_amount
    tops = [band.up_to for band in bands if not band.guarantees or guarantee in band.guarantees]
    known = [top for top in tops if top is not None]
    return product.max_amount if len(known) < len(tops) else min(product.max_amount, max(known, default=Decimal(0)))
