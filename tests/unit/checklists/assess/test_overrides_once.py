"""What a person decides changes what it should, once, and nothing else: exception, grade up, grade down, conclusion."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from checklists.assess import assess
from checklists.model.assessment import Advice, Assessment, Verdict
from checklists.model.case import Case
from checklists.model.records import GRADE, CheckException, Confirmation, GradeOverride, record_text
from tests.unit.checklists.assess.test_laws import INDUSTRIES, NOON, answers_of, checklist_of

WEAK = {
    "home_kind": "none", "industry_policy": "restricted", "asset_match": "mismatch", "asset_match_note": "没有沉淀",
    "second_source_kind": "none", "industry_experience_years": "0.5",
}  # fmt: skip
"""Costs every sample its A."""
UNDER_THE_GRADE = {
    "grading",
    "limit",
    "score",
    "decision",
    "offer",
    "aftercare",
    "sensitivity",
    "ratios",
    "facts",
    "cash_plan",
    "standings",
}
"""What may follow from the coefficients of another grade: the limit, and what is reckoned on the loan that it allows."""


def assessed(industry: str, changes: dict[str, str] | None = None, remarks: dict[str, str] | None = None) -> Assessment:
    checklist = checklist_of(industry)
    answers = answers_of(industry) | {checklist.paths[name]: text for name, text in (changes or {}).items()}
    case = Case("c", "JD-1", industry, checklist.sha256, NOON, answers=answers, remarks=remarks or {})
    return assess(case, checklist)


def changed(before: Assessment, after: Assessment) -> set[str]:
    return {each.name for each in fields(before) if getattr(before, each.name) != getattr(after, each.name)}


def move(notches: int, grade: str) -> dict[str, str]:
    authority = "branch_head" if notches > 0 else ""
    return {GRADE: record_text(GradeOverride(notches, grade, authority, "沈国华", "许兰", "面谈记录"))}


def hold_one_notch(industry: str, before: Assessment, after: Assessment, *, grade: str) -> None:
    """The moved grade stands, its coefficients are those of every cap, and the method's own grade, checks and score at the request stay."""
    assert (after.grading.by_method, after.grading.grade, after.grading.in_force) == (
        before.grading.by_method,
        grade,
        True,
    )
    rules = {rule.name: rule for rule in checklist_of(industry).caps}
    for cap, was in zip(after.limit.caps, before.limit.caps, strict=True):
        assert cap.coefficient == rules[cap.name].coefficients.get(grade, Decimal(1)), cap.name
        assert (cap.gross, cap.existing, cap.applies) == (was.gross, was.existing, was.applies), cap.name
    assert changed(before, after) <= UNDER_THE_GRADE
    assert {"grading", "limit", "decision"} <= changed(before, after)
    told = [(was, now) for was, now in zip(before.facts, after.facts, strict=True) if was != now]
    assert [was[0] for was, _ in told if was[0].startswith(("verified_", "reported_", "existing_", "net_income"))] == []
    assert sum("人工" in reason for reason in after.decision.reasons) == 1


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_an_exception_excuses_one_check_and_moves_no_figure(industry: str) -> None:
    failing = {"staff_wage_month": "60000"}
    before = assessed(industry, failing)
    failed = next(check for check in before.cross_checks if check.name == "wages_check")
    assert failed.verdict is Verdict.FAIL
    leave = CheckException("沈国华", "支行行长", "工资单另行查实", failed.expected, failed.actual)
    after = assessed(industry, failing, {"exception/wages_check": record_text(leave)})
    excused = next(check for check in after.cross_checks if check.name == "wages_check")
    assert (excused.is_excepted, excused.exception) == (True, leave)
    assert replace(excused, exception=None) == failed
    others = [(was, now) for was, now in zip(before.cross_checks, after.cross_checks, strict=True) if was != now]
    assert [was.name for was, _ in others] == ["wages_check"]
    assert changed(before, after) <= {"cross_checks", "decision"}
    assert sum("上级例外" in reason for reason in after.decision.reasons) <= 1


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_grade_moved_down_counts_one_notch_once(industry: str) -> None:
    before = assessed(industry)
    assert before.grading.grade == "A"
    after = assessed(industry, remarks=move(-1, "A"))
    hold_one_notch(industry, before, after, grade="B")
    assert before.limit.recommended is not None
    assert after.limit.recommended is not None
    assert after.limit.recommended < before.limit.recommended


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_grade_moved_up_counts_one_notch_once(industry: str) -> None:
    before = assessed(industry, WEAK)
    grade = before.grading.by_method
    assert grade in ("B", "C")
    better = {"B": "A", "C": "B"}[grade or ""]
    after = assessed(industry, WEAK, move(1, grade or ""))
    hold_one_notch(industry, before, after, grade=better)
    assert before.limit.recommended is not None
    assert after.limit.recommended is not None
    assert after.limit.recommended >= before.limit.recommended


@pytest.mark.parametrize("industry", INDUSTRIES)
@pytest.mark.parametrize("concluded", [Advice.AGREE_WITH_CONDITIONS, Advice.REFUSE])
def test_a_conclusion_is_written_beside_the_advice_and_moves_nothing(industry: str, concluded: Advice) -> None:
    before = assessed(industry)
    advised = before.decision
    amount = Decimal(50_000) if concluded.agrees else None
    record = Confirmation(concluded, amount, "看过现场", "周明", advised.advice, advised.amount)
    after = assessed(industry, remarks={"decision/confirmation": record_text(record)})
    assert changed(before, after) == {"confirmation"}
    assert (after.confirmation, after.is_confirmed, before.is_confirmed) == (record, True, False)
