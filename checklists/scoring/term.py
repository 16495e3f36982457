"""Term (期限): never longer than the product, one turnover cycle of the purpose, and the regulatory lines allow. Decided convention 4."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklists.model.evaluation import Evaluator
from checklists.model.offer import Term, TermBound
from checklists.model.parameters import BankParameters, Product, RegulationEffect
from checklists.scoring.scorecard import fired

FORMULA = "建议期限=min(申请期限,产品最长期限,用途的一个周转周期,监管期限上限)【手册定案口径4、12】"
REQUESTED = "requested"


def product_bound(product: Product | None, *, is_answered: bool) -> tuple[TermBound, ...]:
    """The chosen product's longest term; unknown while none was chosen, and none for what is not on the list."""
    if product is not None:
        label = f"产品“{product.label}”最长期限"
        return (TermBound("product", label, product.max_months, product.provenance.source),)
    return () if is_answered else (TermBound("product", "产品最长期限", None, ""),)


def purpose_bound(parameters: BankParameters, purpose: str) -> tuple[TermBound, ...]:
    """One turnover cycle of the purpose; unknown while there is none, and none for a purpose without a row."""
    if not purpose:
        return (TermBound("purpose", "用途周转周期", None, ""),) if parameters.terms else ()
    rows = (row for row in parameters.terms if row.purpose == purpose)
    return tuple(TermBound("purpose", f"用途周转周期({row.label})", row.months, row.provenance.source) for row in rows)


def regulation_bounds(
    parameters: BankParameters, evaluator: Evaluator, *, in_force: Sequence[str]
) -> tuple[TermBound, ...]:
    """The longest terms of those rules that are in force and hold; one that cannot be decided is not known."""
    found = []
    for rule in parameters.regulation:
        if rule.effect is RegulationEffect.TERM and rule.name in in_force:
            holds = fired(rule.when, evaluator)
            if holds is not False:
                months = rule.months if holds else None
                found.append(TermBound(rule.name, rule.label, months, rule.provenance.source))
    return tuple(found)


def term_within(requested: Decimal | None, bounds: Sequence[TermBound]) -> Term:
    """The term asked for, held down to the least bound; the first of equals binds, the request before all."""
    asked = None if requested is None else int(requested)
    months, binding, label = asked, REQUESTED, "申请期限"
    for bound in bounds:
        if months is None or bound.months is None:
            return Term(asked, None, "", "", tuple(bounds))
        if bound.months < months:
            months, binding, label = bound.months, bound.name, bound.label
    return Term(
        asked, months, binding if months is not None else "", label if months is not None else "", tuple(bounds)
    )
