"""The plan after the loan (贷后管理方案): handbook 6.1 tiers, 6.4 warnings turned into covenants, 6.5 the list; all of it the bank's data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklists.model.aftercare import Aftercare, AftercareRules, CareItem, Covenant, Tier, TierRule
from checklists.model.assessment import RuleHit
from checklists.model.evaluation import Evaluator
from checklists.scoring.scorecard import fired


def aftercare_for(
    rules: AftercareRules, evaluator: Evaluator, *, grade: str | None, red_flags: Sequence[RuleHit]
) -> Aftercare | None:
    """The first tier that takes the case, the covenants and points that apply to it; None where the bank sets nothing.

    What cannot be decided applies: a point is rather looked at than left out. 手册 6.1、6.4、6.5; 本行待校准.
    """
    if rules == AftercareRules():
        return None
    covenants = []
    for rule in rules.covenants:
        if rule.when and fired(rule.when, evaluator) is False:
            continue
        bound = evaluator.number(rule.value) if rule.value else None
        value = bound if isinstance(bound, Decimal) else None
        missing = () if bound is None or isinstance(bound, Decimal) else bound.missing
        source = rule.provenance.source
        covenants.append(Covenant(rule.name, rule.label, value, rule.unit, rule.test, missing, source))
    items = tuple(
        CareItem(rule.name, rule.label, rule.test, rule.provenance.source)
        for rule in rules.items
        if not rule.when or fired(rule.when, evaluator) is not False
    )
    return Aftercare(_tier(rules.tiers, grade, red_flags), tuple(covenants), items)


def _tier(tiers: Sequence[TierRule], grade: str | None, red_flags: Sequence[RuleHit]) -> Tier | None:
    if grade is None:
        return None
    major, medium = (sum(hit.fired is True and hit.effect == effect for hit in red_flags) for effect in _GRAVE)
    rule = next((tier for tier in tiers if _takes(tier, grade, major, medium)), None)
    if rule is None:
        return None
    return Tier(
        name=rule.name,
        label=rule.label,
        reason=f"{grade}级,重大风险信号{major}项,中等{medium}项",
        first_days=rule.first_days,
        contact_days=rule.contact_days,
        visit_days=rule.visit_days,
        way=rule.way,
        source=rule.provenance.source,
    )


_GRAVE = ("major", "medium")


def _takes(tier: TierRule, grade: str, major: int, medium: int) -> bool:
    return (
        (not tier.grades or grade in tier.grades)
        and (tier.max_major is None or major <= tier.max_major)
        and (tier.max_medium is None or medium <= tier.max_medium)
    )
