"""Decision advice (决策建议): what the figures say, in the order in which a credit meeting would ask; a person decides.

Rules: a veto refuses; without a final state (bureau in and in date), with a core check failed or not made, with a rule that
could not be decided or a required answer open, nothing of the agreeing kind is said. A refusal needs none of this: it can be
given at any time (decided conventions 6, 8, 10).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checklists.model.assessment import (
    Advice,
    AssessmentState,
    CreditLimit,
    CrossCheck,
    Decision,
    Grading,
    RuleHit,
    Score,
    Turnover,
    Verdict,
)
from checklists.model.checklist import Scorecard
from checklists.model.facts import NO_COVER
from checklists.model.offer import Offer
from checklists.model.outlook import CashPlan
from checklists.model.signals import Signal
from checklists.scoring import offer_words
from checklists.scoring.limit import REQUESTED, Converged
from checklists.scoring.wording import listed, percent, wan

LABELS = {
    Advice.AGREE: "建议同意",
    Advice.AGREE_WITH_CONDITIONS: "建议有条件同意",
    Advice.CAUTION: "建议谨慎:降额、加担保或补充核实后再议",
    Advice.REFUSE: "建议否决",
    Advice.WITHHELD: "暂不出具同意类建议",
}
_MOST_OPEN = 12
CORE = ("equity_check", "margin_check", "turnover_check", "net_profit_check")
"""The four that the scorecard counts."""
BINDING = (*CORE, "cash_roll", "bureau_loans")
"""Those that no agreement passes by: a failed cash roll is a hole in the books (decided convention 8), loans that the bureau knows
and the client did not name are in no figure of the limit."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the decision looks at. ``conditions`` are those that the case's facts ask for, should it be agreed to.

    ``excused_grade``: the grade that an agreement by a superior's exception looks at, None without one.
    """

    state: AssessmentState
    bureau: str
    outcome: Converged
    checks: Sequence[CrossCheck]
    red_flags: Sequence[RuleHit]
    turnover: Turnover
    payment_share: Decimal | None
    cash_plan: CashPlan
    open_answers: tuple[str, ...]
    conditions: tuple[str, ...]
    signals: Sequence[Signal] = ()
    grading: Grading = field(default_factory=Grading)
    excused_grade: str | None = None
    offer: Offer | None = None


def decide(case: Subject, card: Scorecard) -> Decision:
    """The advice with its reasons in order of weight, conditions where it agrees, and what is still open.

    Decided conventions 6, 8 and 10.
    """
    open_points = _open_points(case)
    refusals = _refusals(case, card)
    obstacles = _obstacles(case)
    advice = _advice(case, card, refuse=bool(refusals), obstructed=bool(obstacles))
    limit = case.outcome.limit
    return Decision(
        advice=advice,
        label=_label(advice, limit, is_exception=any(check.is_excepted for check in case.checks)),
        amount=limit.recommended if _names_an_amount(case, advice) else None,
        reasons=(
            *refusals,
            *obstacles,
            *_exceptions(case.checks),
            *_figures(case),
            *_regrading(case.grading),
            *_flags(case.red_flags),
            *_score_reasons(case.outcome.recommended),
        ),
        conditions=(*case.conditions, *_of_offer(case, offer_words.conditions)) if advice.agrees else (),
        open_points=open_points,
    )


def _label(advice: Advice, limit: CreditLimit, *, is_exception: bool) -> str:
    """An agreement by exception, or to less than was asked for, says so; a request that was only rounded is not cut."""
    label = LABELS[advice] + ("(上级例外)" if is_exception and advice.agrees else "")
    if not advice.agrees or limit.recommended is None or not limit.difference:
        return label
    verb = "取整为" if limit.binding == REQUESTED else "降额至"
    return f"{label},{verb}{wan(limit.recommended)}"


def _names_an_amount(case: Subject, advice: Advice) -> bool:
    """An amount is said where it is agreed to, and beside a caution that rests on sound figures."""
    shaky = _failed(case.checks) or any(c.verdict is Verdict.INSUFFICIENT for c in _binding(case.checks))
    sound = case.state is AssessmentState.FINAL and not shaky
    return advice.agrees or (advice is Advice.CAUTION and sound)


def _advice(case: Subject, card: Scorecard, *, refuse: bool, obstructed: bool) -> Advice:
    if refuse:
        return Advice.REFUSE
    graded = _graded(case, card)
    if case.state is AssessmentState.PROVISIONAL or case.outcome.recommended.total is None:
        return Advice.CAUTION if _failed(case.checks) else Advice.WITHHELD
    if _failed(case.checks):
        return Advice.CAUTION
    if graded.agrees and obstructed:
        return Advice.WITHHELD
    return Advice.AGREE_WITH_CONDITIONS if graded is Advice.AGREE and _needs_conditions(case) else graded


def _needs_conditions(case: Subject) -> bool:
    """A major red flag, a side check that failed, one whose deviation nobody has explained, or a rate below what the loan costs."""
    if case.offer is not None and case.offer.price.is_below:
        return True
    serious = any(hit.fired and hit.effect == "major" for hit in case.red_flags)
    return serious or any(
        check.verdict is Verdict.FAIL or (check.verdict is Verdict.EXPLAIN and not check.remark)
        for check in case.checks
    )


def _binding(checks: Sequence[CrossCheck]) -> list[CrossCheck]:
    return [check for check in checks if check.name in BINDING or check.kind != "compare"]


def _failed(checks: Sequence[CrossCheck]) -> list[CrossCheck]:
    """Those that no superior has excepted."""
    return [check for check in _binding(checks) if check.verdict is Verdict.FAIL and not check.is_excepted]


def _exceptions(checks: Sequence[CrossCheck]) -> list[str]:
    """Never silent: who allowed it, and why (handbook 1.1)."""
    return [
        f"上级例外:{check.label}未通过,{leave.position}{leave.superior}准予例外,理由:{leave.reason}。"
        for check in checks
        if check.is_excepted and (leave := check.exception) is not None
    ]


def _regrading(grading: Grading) -> list[str]:
    moved = grading.override
    if moved is None:
        return []
    verb = "上调" if moved.notches > 0 else "下调"
    if grading.lapsed:
        return [f"等级{verb}的记录不起作用:{grading.lapsed}。"]
    who = f"{moved.decided_by}决定,{moved.second}复核"
    return [f"等级由{grading.by_method}人工{verb}为{grading.grade}:{who},理由:{moved.reason}。"]


def _refusals(case: Subject, card: Scorecard) -> tuple[str, ...]:
    """What refuses by itself: a veto at any time, the worst grade or nothing left to lend once the state is final."""
    reasons = [f"触发一票否决:{veto.label}。" for veto in case.outcome.recommended.vetoes if veto.fired]
    limit, score = case.outcome.limit, case.outcome.recommended
    if case.state is AssessmentState.PROVISIONAL:
        return tuple(reasons)
    if score.total is not None and _graded(case, card) is Advice.REFUSE:
        reasons.append(f"评为{case.outcome.grade}级,按评分卡不予授信。")
    elif limit.recommended == 0 and limit.binding != REQUESTED:
        reasons.append(f"可贷额度为零:受“{limit.binding_label}”约束{_cap_text(limit)}。")
    return tuple(reasons)


def _graded(case: Subject, card: Scorecard) -> Advice:
    """What the scorecard says of the grade that counts; of one that agrees by exception, no more than with conditions."""
    counts = case.excused_grade or case.outcome.grade
    return next((Advice(grade.advice) for grade in card.grades if grade.name == counts), Advice.WITHHELD)


def _cap_text(limit: CreditLimit) -> str:
    amount = next((cap.amount for cap in limit.caps if cap.name == limit.binding), None)
    return "" if amount is None else f"(测算值{wan(amount)})"


def _obstacles(case: Subject) -> tuple[str, ...]:
    """What stands in the way of any agreeing advice."""
    reasons = [f"{check.label}未通过:{check.meaning}" for check in _failed(case.checks)]
    awaited = "bureau_loans" if case.state is AssessmentState.PROVISIONAL else ""
    for check in _binding(case.checks):
        if check.verdict is Verdict.INSUFFICIENT and check.name != awaited:
            reasons.append(f"{check.label}未能完成:{check.meaning}")
        elif check.verdict is Verdict.EXPLAIN and not check.remark:
            reasons.append(f"{check.label}须书面解释:{check.meaning}")
    if case.state is AssessmentState.PROVISIONAL:
        score = case.outcome.recommended
        why = {"outdated": "征信报告已超过有效期", "absent": "征信尚未录入"}.get(case.bureau, "征信尚未录入")
        reasons.append(f"{why},{_range(score)},本结论为暂定,不得据以同意。")
    elif case.outcome.recommended.total is None:
        share = percent(case.outcome.recommended.unassessed_share)
        reasons.append(f"资料不足:未评估指标占{share},超过上限,不出分。")
    limit = case.outcome.limit
    if limit.requested is None:
        reasons.append("申请金额未填或无效,额度无法测算。")
    elif limit.recommended is None:
        reasons.append("额度无法测算:有上限缺少数据。")
    elif limit.recommended == 0 and limit.binding == REQUESTED:
        reasons.append(f"申请金额不足一个取整单位({wan(limit.step)}),不出额度。")
    reasons += _plan_obstacles(case.cash_plan)
    reasons += _of_offer(case, offer_words.obstacles)
    undecided = (*_undecided(case.outcome.recommended), *_of_offer(case, offer_words.undecided))
    if undecided:
        reasons.append(f"下列规则缺数据,尚不能判定:{listed(undecided)}。")
    if case.open_answers:
        reasons.append(f"有{len(case.open_answers)}项必答内容未完成。")
    return tuple(reasons)


def _range(score: Score) -> str:
    """How far apart the grade may still fall."""
    if score.lowest_grade is None or score.lowest_grade == score.highest_grade:
        return "评级未定"
    return f"评级只有区间{score.lowest_grade}级至{score.highest_grade}级"


def _of_offer(case: Subject, words: Callable[[Offer], tuple[str, ...]]) -> tuple[str, ...]:
    return () if case.offer is None else words(case.offer)


def _plan_obstacles(plan: CashPlan) -> tuple[str, ...]:
    """Handbook 2.3: a month that ends below zero says that the plan of repayment does not hold."""
    if plan.lowest is None or plan.lowest >= 0:
        return ()
    return (f"现金流预测{plan.lowest_month}月末缺{wan(-plan.lowest)},还款计划不可行。",)


def _undecided(score: Score) -> tuple[str, ...]:
    return tuple(hit.label for hit in (*score.vetoes, *score.ceilings) if hit.fired is None)


def _figures(case: Subject) -> tuple[str, ...]:
    """The case in figures: score, turnover, repayment, limit."""
    reasons = []
    score, first, limit = case.outcome.recommended, case.outcome.requested, case.outcome.limit
    if score.total is not None and score.grade is not None:
        counted = case.outcome.grade or score.grade
        text = f"按建议金额评为{score.grade}级"
        if first.total is not None and first.grade is not None and limit.difference:
            text += f"(按申请金额评为{first.grade}级;额度系数按{counted}级)"
        reasons.append(f"{text}。")
    if case.turnover.adopted is not None:
        reasons.append(f"年营业额采纳{wan(case.turnover.adopted)},有{case.turnover.families}类来源印证。")
    if case.payment_share is not None and case.payment_share >= NO_COVER:
        reasons.append("月净收入不为正,没有还款来源。")
    elif case.payment_share is not None:
        reasons.append(f"拟贷与现有贷款月还款合计占月净收入{percent(case.payment_share)}。")
    if limit.recommended:
        bound = f"受“{limit.binding_label}”约束"
        if limit.binding == REQUESTED:
            bound = "申请金额在各项上限之内" + (f",按{wan(limit.step)}向下取整" if limit.difference else "")
        reasons.append(f"按核实数测算额度{wan(limit.recommended)},{bound}。")
    reasons += _of_offer(case, offer_words.figures)
    return tuple(reasons)


def _flags(red_flags: Sequence[RuleHit]) -> tuple[str, ...]:
    order = {"major": 0, "medium": 1, "minor": 2}
    names = {"major": "重大", "medium": "中等", "minor": "一般"}
    hits = sorted((hit for hit in red_flags if hit.fired), key=lambda hit: order.get(hit.effect, 3))
    return tuple(f"{names.get(hit.effect, '')}风险信号:{hit.label}。" for hit in hits)


def _score_reasons(score: Score) -> tuple[str, ...]:
    return (*(f"有利:{text}" for text in score.ups), *(f"不利:{text}" for text in score.downs))


def _open_points(case: Subject) -> tuple[str, ...]:
    """What is missing, by the labels of the questions."""
    score = case.outcome.recommended
    points = [f"{hit.label}:缺数据,未能判定" for hit in (*score.vetoes, *score.ceilings) if hit.fired is None]
    points += [text for check in case.checks if (text := _open_check(check))]
    points += [f"线索“{each.label}”须书面说明:{each.ask}" for each in case.signals if _must_explain(each)]
    points += [f"风险信号“{hit.label}”:缺数据,未能判定" for hit in case.red_flags if hit.fired is None]
    indicators = (each for dimension in score.dimensions for each in dimension.indicators)
    points += [f"{each.label}:{each.reason}" for each in indicators if each.points is None]
    unknown = (cap for cap in case.outcome.limit.caps if cap.applies and cap.amount is None)
    points += [f"{cap.label}:" + (f"缺{listed(cap.missing)}" if cap.missing else "尚不能测算") for cap in unknown]
    points += [f"必答未完成:{label}" for label in case.open_answers[:_MOST_OPEN]]
    if len(case.open_answers) > _MOST_OPEN:
        points.append(f"另有{len(case.open_answers) - _MOST_OPEN}项必答未完成")
    return tuple(dict.fromkeys(points))


def _must_explain(signal: Signal) -> bool:
    return signal.is_open and signal.severity != "minor"


def _open_check(check: CrossCheck) -> str:
    if check.verdict is Verdict.INSUFFICIENT:
        return f"{check.label}:" + (f"缺{listed(check.missing)}" if check.missing else "证据不足")
    if check.verdict in (Verdict.EXPLAIN, Verdict.FAIL) and not check.remark:
        return f"{check.label}:须书面解释并附证据"
    return ""
