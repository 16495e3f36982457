"""Codes as words, and an assessment as the lines that a terminal shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklists.model.assessment import Assessment, AssessmentState, Cap, Verdict
from checklists.model.case import CaseState
from checklists.model.money import yuan_text
from checklists.model.offer import Offer
from checklists.model.signals import Signals
from checklists.scoring.wording import percent_exact
from desktop.services.words import CONCLUSIONS, SEVERITIES, grade_words

CASE_STATES = {CaseState.DRAFT: "填写中", CaseState.SEALED: "待发送", CaseState.SENT: "已送达"}
VERDICTS = {Verdict.PASS: "通过", Verdict.EXPLAIN: "需说明", Verdict.FAIL: "不通过", Verdict.INSUFFICIENT: "资料不足"}
STATES = {AssessmentState.PROVISIONAL: "暂定", AssessmentState.FINAL: "最终"}


def assessment_lines(assessment: Assessment, *, hides_points: bool) -> Iterator[str]:
    """Checks, score, caps and advice, a line each. ``hides_points``: while answers can still change, grade and range alone."""
    score, limit, decision = assessment.score, assessment.limit, assessment.decision
    yield f"评估({STATES[assessment.state]}),截至 {assessment.as_of}"
    yield from (f"  {check.label}:{VERDICTS[check.verdict]}。{check.meaning}" for check in assessment.cross_checks)
    if hides_points:
        yield f"评级:{grade_words(assessment)}(得分封存后显示)"
        yield from (f"  有利:{text}" for text in score.ups)
        yield from (f"  不利:{text}" for text in score.downs)
    elif score.total is None:
        yield f"评分:资料不足,区间 {score.lowest:.0f} 至 {score.highest:.0f} 分"
    else:
        yield f"评分:{score.total:.0f} 分,{f'{score.grade} 级' if score.grade else '等级待定'}"
    yield from (f"  {cap.label}:{_cap(cap)}{'  ← 约束' if cap.name == limit.binding else ''}" for cap in limit.caps)
    if assessment.offer is not None:
        yield from _offer(assessment.offer)
    yield from signal_lines(assessment.signals)
    yield from advice_words(assessment)
    yield from (f"  {reason}" for reason in decision.reasons)
    yield from (f"  待补:{point}" for point in decision.open_points)


def rate_words(rate: Decimal | None) -> str:
    """``,偏差 -3.2%``; nothing where there is no rate."""
    return "" if rate is None else f",偏差 {rate * 100:+.1f}%"


def advice_words(assessment: Assessment) -> Iterator[str]:
    """The program's advice and, apart from it, what a person concluded."""
    yield f"程序建议:{assessment.decision.label}"
    made = assessment.confirmation
    if made is None:
        yield "人工结论:还没有。程序只出建议,请用 jindiao case confirm 写下结论和理由。"
        return
    amount = f",金额 {yuan_text(made.amount, places=0)} 元" if made.amount is not None else ""
    yield f"人工结论:{CONCLUSIONS[made.conclusion]}{amount},{made.person},理由:{made.reason}"
    if not assessment.is_confirmed:
        yield "结论之后建议变了,请重新确认。"


def signal_lines(signals: Signals) -> Iterator[str]:
    """What coincides with what to ask, what was said to it, and what could not be compared."""
    compared = "未与本机其他案件比对" if signals.compared is None else f"已与本机其他 {signals.compared} 件案件比对"
    yield f"线索:{len(signals.found)} 条,{compared}"
    for each in signals.found:
        yield f"  [{SEVERITIES[each.severity]}] {each.label}:{each.sentence}{each.remark or each.ask}"
    yield from (f"  未能比对:{gap}" for gap in signals.gaps)


def _offer(offer: Offer) -> Iterator[str]:
    """Products, term, price and schedule, a line each."""
    fits = {True: "适用", False: "不适用", None: "未定"}
    for each in offer.products:
        reasons = f"({';'.join(each.reasons)})" if each.reasons else ""
        yield f"  {each.label}:{fits[each.fits]}{reasons}{'  ← 拟办' if each.is_chosen else ''}"
    term = "未定" if offer.term.months is None else f"{offer.term.months} 个月({offer.term.binding_label})"
    price = "资料不足" if offer.price.lowest is None else f"{percent_exact(offer.price.lowest)}"
    yield f"期限:{term};最低定价:{price};审批:{offer.authority.label or offer.authority.reason}"


def _cap(cap: Cap) -> str:
    if not cap.applies:
        return "不适用"
    return "资料不足" if cap.amount is None else f"{yuan_text(cap.amount, places=0)} 元"
