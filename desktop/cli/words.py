"""Codes as words, and an assessment as the lines that a terminal shows."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.model.assessment import Assessment, AssessmentState, Cap, Verdict
from checklists.model.case import CaseState
from checklists.model.money import yuan_text

CASE_STATES = {CaseState.DRAFT: "填写中", CaseState.SEALED: "待发送", CaseState.SENT: "已送达"}
VERDICTS = {Verdict.PASS: "通过", Verdict.EXPLAIN: "需说明", Verdict.FAIL: "不通过", Verdict.INSUFFICIENT: "资料不足"}
STATES = {AssessmentState.PROVISIONAL: "暂定", AssessmentState.FINAL: "最终"}


def assessment_lines(assessment: Assessment) -> Iterator[str]:
    """Checks, score, caps and advice, a line each."""
    score, limit, decision = assessment.score, assessment.limit, assessment.decision
    yield f"评估({STATES[assessment.state]}),截至 {assessment.as_of}"
    yield from (f"  {check.label}:{VERDICTS[check.verdict]}。{check.meaning}" for check in assessment.cross_checks)
    if score.total is None:
        yield f"评分:资料不足,区间 {score.lowest:.0f} 至 {score.highest:.0f} 分"
    else:
        yield f"评分:{score.total:.0f} 分,{f'{score.grade} 级' if score.grade else '等级待定'}"
    yield from (f"  {cap.label}:{_cap(cap)}{'  ← 约束' if cap.name == limit.binding else ''}" for cap in limit.caps)
    yield f"建议:{decision.label}"
    yield from (f"  {reason}" for reason in decision.reasons)
    yield from (f"  待补:{point}" for point in decision.open_points)


def _cap(cap: Cap) -> str:
    if not cap.applies:
        return "不适用"
    return "资料不足" if cap.amount is None else f"{yuan_text(cap.amount, places=0)} 元"
