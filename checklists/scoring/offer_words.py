"""What the bank's own parameters say for the decision: what stands in the way, what to ask for, what is worth saying."""

from __future__ import annotations

from checklists.model.offer import Offer, RegulationHit
from checklists.model.parameters import RegulationEffect
from checklists.scoring.products import over_lpr
from checklists.scoring.term import REQUESTED
from checklists.scoring.wording import percent_exact, wan


def obstacles(offer: Offer) -> tuple[str, ...]:
    """What withholds an agreement: a line that forbids it, a product that does not take the loan, nobody to decide."""
    found = [f"监管规则不允许:{hit.label}({hit.source})。" for hit in _fired(offer, RegulationEffect.BLOCK)]
    chosen = offer.chosen
    if chosen is not None and chosen.fits is False:
        found.append(f"所选产品“{chosen.label}”办不了:{';'.join(chosen.reasons)}。")
    if offer.authority.is_known and not offer.authority.label and offer.authority.exposure is not None:
        found += [f"{offer.authority.reason}。"] if offer.authority.reason else []
    unknown = [bound.label for bound in offer.term.bounds if bound.months is None]
    if unknown:
        found.append(f"期限上限未定:缺{'、'.join(unknown)}。")
    return tuple(found)


def undecided(offer: Offer) -> tuple[str, ...]:
    """Lines that forbid and could not be decided."""
    return tuple(
        hit.label
        for hit in offer.regulations
        if hit.is_in_force and hit.fired is None and hit.effect == RegulationEffect.BLOCK.value
    )


def conditions(offer: Offer) -> tuple[str, ...]:
    """What an agreement has to carry."""
    found = [f"{hit.label}({hit.source})。" for hit in _fired(offer, RegulationEffect.CONDITION)]
    price = offer.price
    if price.is_below and price.lowest is not None and price.asked is not None:
        found.append(
            f"年利率{percent_exact(price.asked)}低于最低定价{percent_exact(price.lowest)}:"
            "提高利率,或书面说明综合贡献并经有权人批准。"
        )
    return tuple(found)


def figures(offer: Offer) -> tuple[str, ...]:
    """Term, price and authority in one sentence each, and what the lines point out."""
    found = []
    term, price = offer.term, offer.price
    if term.months is not None and term.binding != REQUESTED:
        found.append(f"期限定为{term.months}个月,受“{term.binding_label}”约束(申请{term.requested}个月)。")
    if price.lowest is not None and price.asked is not None and price.lowest_bp is not None:
        side = "低于" if price.is_below else "不低于"
        found.append(
            f"最低定价{percent_exact(price.lowest)}({over_lpr(price.lowest_bp)}),执行利率{percent_exact(price.asked)},{side}最低定价。"
        )
    if offer.authority.label and offer.authority.exposure is not None:
        found.append(f"单户合计{wan(offer.authority.exposure)},由{offer.authority.label}审批。")
    found += [f"监管提示:{hit.label}({hit.source})。" for hit in _fired(offer, RegulationEffect.FLAG)]
    return tuple(found)


def _fired(offer: Offer, effect: RegulationEffect) -> list[RegulationHit]:
    return [hit for hit in offer.regulations if hit.fired and hit.effect == effect.value]
