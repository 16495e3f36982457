"""Scorecard (评分卡): five dimensions, indicators with bins, vetoes and ceilings, and the sentence behind every point.

What is not known earns nothing and is counted as unassessed; too much of it, and there is no score, only a range (handbook 3.2).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.model.assessment import DimensionScore, IndicatorScore, RuleHit, Score
from checklists.model.checklist import Bin, CeilingRule, GradeRule, IndicatorRule, Scorecard, VetoRule
from checklists.model.evaluation import Evaluator, Unknown
from checklists.scoring.wording import listed

WITHHELD = "征信未录入或不在有效期内,本维暂不评估"
_TOP = 3


@dataclass(frozen=True, slots=True)
class Withheld:
    """Dimensions that are not assessed yet, whatever was answered (D while the bureau's report is not in)."""

    dimensions: Collection[str] = ()


def score(card: Scorecard, evaluator: Evaluator, *, amount: Decimal | None, withheld: Withheld) -> Score:
    """The score of one case at one loan amount.

    ``total`` and ``grade`` are None while a dimension is withheld or more than the card's limit is unassessed; ``lowest`` and
    ``highest`` then bound what it may still become.
    Handbook 3.2.
    """
    indicators = [_indicator(rule, evaluator, withheld) for rule in card.indicators]
    earned = sum((each.points for each in indicators if each.points is not None), Decimal(0))
    open_points = sum((each.max_points for each in indicators if each.points is None), Decimal(0))
    possible = sum((each.max_points for each in indicators), Decimal(0))
    unassessed = open_points / possible if possible else Decimal(1)
    ceilings = tuple(_hit(rule, f"等级不高于{rule.grade}", evaluator) for rule in card.ceilings)
    scored = unassessed <= card.unassessed_limit and not withheld.dimensions
    before = grade_for(earned, card.grades) if scored else None
    return Score(
        amount=amount,
        total=earned if scored else None,
        lowest=earned,
        highest=earned + open_points,
        grade=under_ceilings(before, card, ceilings),
        grade_before_ceilings=before,
        dimensions=_dimensions(card, indicators),
        unassessed_share=unassessed,
        vetoes=tuple(_hit(rule, "一票否决", evaluator) for rule in card.vetoes),
        ceilings=ceilings,
        ups=_ups(indicators),
        downs=_downs(indicators),
        lowest_grade=_at_worst(grade_for(earned, card.grades), card, ceilings),
        highest_grade=_pressed(
            grade_for(earned + open_points, card.grades), card, [hit.fired is True for hit in ceilings]
        ),
    )


def grade_for(points: Decimal, grades: Sequence[GradeRule]) -> str | None:
    """The best grade whose lower bound the points reach; the worst one has no floor."""
    return next((grade.name for grade in grades if points >= grade.lower), grades[-1].name if grades else None)


def worse_of(one: str, other: str, grades: Sequence[GradeRule]) -> str:
    order = [grade.name for grade in grades]
    return max(one, other, key=order.index)


def under_ceilings(grade: str | None, card: Scorecard, ceilings: Sequence[RuleHit]) -> str | None:
    """The grade once every ceiling that fired has pressed on it; None where one that could not be decided may press it further."""
    pressed = _pressed(grade, card, [hit.fired is True for hit in ceilings])
    return pressed if pressed == _at_worst(grade, card, ceilings) else None


def _at_worst(grade: str | None, card: Scorecard, ceilings: Sequence[RuleHit]) -> str | None:
    return _pressed(grade, card, [hit.fired is not False for hit in ceilings])


def _pressed(grade: str | None, card: Scorecard, presses: Sequence[bool]) -> str | None:
    for rule, is_pressing in zip(card.ceilings, presses, strict=True):
        if grade is not None and is_pressing:
            grade = worse_of(grade, rule.grade, card.grades)
    return grade


def working_grade(score_found: Score, card: Scorecard) -> str | None:
    """The grade that caps reckon with: while only a withheld dimension keeps the score open, the worst that it may still become."""
    if score_found.total is not None or score_found.unassessed_share > card.unassessed_limit:
        return score_found.grade
    return _at_worst(grade_for(score_found.lowest, card.grades), card, score_found.ceilings)


def _indicator(rule: IndicatorRule, evaluator: Evaluator, withheld: Withheld) -> IndicatorScore:
    if rule.dimension in withheld.dimensions:
        return IndicatorScore(rule.name, rule.label, rule.dimension, None, None, rule.max_points, WITHHELD)
    as_text = any(bin_.equals for bin_ in rule.bins)
    value = evaluator.text(rule.value) if as_text else evaluator.number(rule.value)
    if isinstance(value, Unknown):
        why = "未评估" + (f":缺{listed(value.missing)}" if value.missing else ":没有可用的数据")
        return IndicatorScore(rule.name, rule.label, rule.dimension, None, None, rule.max_points, why, value.missing)
    found = next((bin_ for bin_ in rule.bins if _holds(bin_, value)), None)
    points = Decimal(0) if found is None else found.points
    reason = "不在评分卡的任何一档,按零分计" if found is None else found.reason
    return IndicatorScore(rule.name, rule.label, rule.dimension, value, points, rule.max_points, reason)


def _holds(bin_: Bin, value: Decimal | str) -> bool:
    if isinstance(value, str):
        return value in bin_.equals
    return (bin_.lower is None or value >= bin_.lower) and (bin_.upper is None or value < bin_.upper)


def _hit(rule: CeilingRule | VetoRule, effect: str, evaluator: Evaluator) -> RuleHit:
    return RuleHit(rule.name, rule.label, fired(rule.when, evaluator), effect, rule.provenance.source)


def fired(when: str, evaluator: Evaluator) -> bool | None:
    """Whether a condition holds; None where an input is unknown, which is not the same as no."""
    truth = evaluator.truth(when)
    return None if isinstance(truth, Unknown) else truth


def _dimensions(card: Scorecard, indicators: Sequence[IndicatorScore]) -> tuple[DimensionScore, ...]:
    result = []
    for rule in card.dimensions:
        own = tuple(each for each in indicators if each.dimension == rule.name)
        points = sum((each.points for each in own if each.points is not None), Decimal(0))
        result.append(DimensionScore(rule.name, rule.label, points, rule.max_points, own))
    return tuple(result)


def _ups(indicators: Sequence[IndicatorScore]) -> tuple[str, ...]:
    """The strongest full marks, weightiest first."""
    full = [
        each for each in indicators if each.points is not None and each.points == each.max_points and each.points > 0
    ]
    full.sort(key=lambda each: -each.max_points)
    return tuple(_sentence(each) for each in full[:_TOP])


def _downs(indicators: Sequence[IndicatorScore]) -> tuple[str, ...]:
    """Where most points were lost."""
    lost = [each for each in indicators if each.points is not None and each.points < each.max_points]
    lost.sort(key=lambda each: (each.points or Decimal(0)) - each.max_points)
    return tuple(_sentence(each) for each in lost[:_TOP])


def _sentence(each: IndicatorScore) -> str:
    """In words alone: points are not for who still fills in (反套分)."""
    return f"{each.label}:{each.reason}。"
