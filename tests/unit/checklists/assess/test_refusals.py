"""客户拒绝出示 is an answer and counts as not verified (定案口径 10): at every gate it may lower, never raise."""

from __future__ import annotations

import pytest

from checklists.assess.answers import form_of
from checklists.form import FormSession
from checklists.form.questions import Choice
from checklists.model.assessment import Assessment, Verdict
from checklists.model.case import Case
from tests.unit.checklists.assess.test_laws import (
    INDUSTRIES,
    NOON,
    answers_of,
    as_told,
    assessed,
    checklist_of,
    hold_nothing_rises,
    hold_nothing_turns_green,
)

REFUSED = "refused"


def gates_of(industry: str) -> tuple[str, ...]:
    """The questions of the sample's answers that can be answered with a refusal."""
    checklist = checklist_of(industry)
    answers = answers_of(industry)
    session = FormSession(form_of(checklist), answers, now=lambda: NOON, new_id=lambda: "c")
    return tuple(
        path
        for path, question in session.form.questions.items()
        if path in answers
        and any(choice.value == REFUSED for choice in _choices(session, path, question.kind.takes_answer))
    )


def _choices(session: FormSession, path: str, takes_answer: bool) -> tuple[Choice, ...]:
    return session.choices(path) if takes_answer else ()


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_refusal_lowers_and_never_raises(industry: str) -> None:
    before = as_told(industry)
    gates = gates_of(industry)
    assert len(gates) > 8
    risen = []
    for gate in gates:
        after = assessed(industry, answers_of(industry) | {gate: REFUSED})
        try:
            hold_nothing_rises(industry, before, after)
            hold_nothing_turns_green(before, after)
        except AssertionError as error:
            risen.append((gate, str(error).splitlines()[0]))
    assert risen == []


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_what_rests_on_a_refused_answer_is_not_passed(industry: str) -> None:
    """More checks pass by no refusal, and the refusals are counted."""
    before = as_told(industry)
    for gate in gates_of(industry):
        after = assessed(industry, answers_of(industry) | {gate: REFUSED})
        assert _passed(after) <= _passed(before), gate


def _passed(of: Assessment) -> set[str]:
    return {check.name for check in of.cross_checks if check.verdict is Verdict.PASS}


def test_a_refusal_is_not_the_same_as_not_asked() -> None:
    """Both are unverified; only the refusal is an answer, so nothing is left open by it."""
    industry = INDUSTRIES[0]
    checklist = checklist_of(industry)
    gate = checklist.paths["payables_gate"]
    told = answers_of(industry)
    refused = assessed(industry, told | {gate: REFUSED})
    blank = assessed(industry, {path: text for path, text in told.items() if path != gate})
    case = Case("c", "JD-1", industry, checklist.sha256, NOON, answers=told | {gate: REFUSED})
    assert case.answers[gate] == REFUSED
    label = form_of(checklist).questions[gate].label
    assert any(label in point for point in blank.decision.open_points)
    assert not any(point == f"必答未完成:{label}" for point in refused.decision.open_points)
