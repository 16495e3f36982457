"""The three risks of the decision page, the gravest first, each with what meets it: an explanation, a condition, the limit, the care after."""

from __future__ import annotations

from checklists.model.assessment import CrossCheck, RuleHit, Verdict
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import brief, indicator_reason, percent
from reports.document import Text, words

_MOST, _LONGEST = 3, 20
_MET_BY = {
    "finance": "额度已按核实数和等级系数扣减",
    "credit": "列入贷后约定，征信有变即转档",
    "proof": "结论只用已核实的数，贷后补第三方证据",
}


def risks_met(material: ReportMaterial) -> list[Text]:
    """Failed checks first, then fired red flags, then what the score lost most points on; the stress that breaks the loan is among them."""
    assessment = material.assessment
    found = [_check(check) for check in assessment.cross_checks if check.verdict is Verdict.FAIL]
    found += [_flag(hit, material) for hit in assessment.red_flags if hit.fired]
    found += [_lost(text, material) for text in assessment.score.downs]
    stress = next((each for each in assessment.sensitivity if each.still_pays is False), None)
    if stress is not None:
        told = f"{stress.label}即还不上"
        found.insert(min(2, len(found)), _told(told, _second_source(material), keys.SENSITIVITY))
    return found[:_MOST]


def _told(risk: str, met_by: str, *sources: str) -> Text:
    return words(f"{risk}。应对：{met_by}", sources=sources)


def _check(check: CrossCheck) -> Text:
    rate = f"，偏差 {percent(check.rate, signed=True).prose()}" if check.rate is not None else ""
    met = f"已作解释：{brief(check.remark, _LONGEST)}" if check.remark else "未作解释，补齐证据前不得同意"
    return _told(f"{check.label}不通过{rate}", met, keys.check(check.name))


def _flag(hit: RuleHit, material: ReportMaterial) -> Text:
    decision = material.assessment.decision
    asked = any(hit.label in condition for condition in decision.conditions)
    met = "放款前核实或消除" if asked else "贷后首检复核" if decision.advice.agrees else "核实或消除后再议"
    return _told(f"红旗：{hit.label}", met, keys.FLAGS)


def _lost(text: str, material: ReportMaterial) -> Text:
    """An indicator that lost points; what meets it follows from its dimension."""
    dimension = next(
        (
            each.name
            for each in material.assessment.score.dimensions
            for indicator in each.indicators
            if text.startswith(indicator.label)
        ),
        "",
    )
    return _told(indicator_reason(text), _MET_BY.get(dimension) or _care(material), keys.INDICATORS)


def _care(material: ReportMaterial) -> str:
    plan = material.assessment.aftercare
    return f"贷后{plan.tier.label}" if plan is not None and plan.tier is not None else "贷后跟踪"


def _second_source(material: ReportMaterial) -> str:
    source = material.value("second_source")
    return f"第二还款来源（{brief(source, _LONGEST)}）" if source else "没有第二还款来源可补"
