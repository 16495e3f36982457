"""What people decide on a case: explain a check, except it from above, move the grade, conclude. Each goes on record with a reason.

Nothing here blocks a submission: it is refused only to write down what the rules do not allow. The method says what each record
changes (``checklists.assess``), so that head office works it out again alike.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from checklists.model.assessment import Advice, Assessment, CrossCheck, Verdict
from checklists.model.case import Person
from checklists.model.checklist import Checklist
from checklists.model.errors import RecordRefused
from checklists.model.records import (
    CONFIRMATION,
    EXCEPTION,
    EXPLANATION,
    GRADE,
    CheckException,
    Confirmation,
    GradeOverride,
    record_text,
)
from checklists.scoring.grading import faults_of


class Case(Protocol):
    """The open case that is judged."""

    @property
    def person(self) -> Person: ...

    @property
    def checklist(self) -> Checklist: ...

    def reveal(self) -> Assessment: ...

    def remark(self, subject: str, text: str) -> None: ...

    def put_record(self, subject: str, text: str) -> None: ...


class Judging:
    """What may be decided on one open case."""

    def __init__(self, opened: Case) -> None:
        self._opened = opened

    def explain_check(self, name: str, text: str) -> CrossCheck:
        """The investigator's written explanation of a deviation; blank withdraws it. Gives the check as it was explained."""
        check = check_of(self._opened.reveal(), name)
        if text.strip() and check.verdict not in (Verdict.EXPLAIN, Verdict.FAIL):
            raise RecordRefused(check.label, check.verdict.value, "deviation")
        self._opened.remark(f"{EXPLANATION}{name}", text.strip())
        return check

    def except_check(self, name: str, *, superior: str, position: str, reason: str) -> CheckException:
        """A named superior allows an agreement although the check fails. It holds for the figures of this moment alone."""
        check = check_of(self._opened.reveal(), name)
        if check.verdict is not Verdict.FAIL:
            raise RecordRefused(check.label, check.verdict.value, "failed check")
        for text, expected in ((superior, "superior"), (position, "position"), (reason, "reason")):
            if not text.strip():
                raise RecordRefused(check.label, "", expected)
        leave = CheckException(superior.strip(), position.strip(), reason.strip(), check.expected, check.actual)
        self._opened.put_record(f"{EXCEPTION}{name}", record_text(leave))
        return leave

    def withdraw_exception(self, name: str) -> None:
        """The exception no longer stands; the audit trail keeps that it did. RecordRefused where there is none."""
        check = check_of(self._opened.reveal(), name)
        if check.exception is None:
            raise RecordRefused(check.label, "", "exception")
        self._opened.put_record(f"{EXCEPTION}{name}", "")

    def override_grade(
        self, notches: int, *, authority: str, decided_by: str, second: str, reason: str
    ) -> GradeOverride:
        """The grade is moved by notches, above zero to a better one. RecordRefused with every ground, in words, against it."""
        by_method = self._opened.reveal().grading.by_method
        if by_method is None:
            raise RecordRefused("grade", "", "grade")
        override = GradeOverride(
            notches, by_method, authority.strip(), decided_by.strip(), second.strip(), reason.strip()
        )
        faults = faults_of(override, self._opened.checklist.scorecard)
        if faults:
            raise RecordRefused("grade", "、".join(faults), "override")
        self._opened.put_record(GRADE, record_text(override))
        return override

    def withdraw_override(self) -> None:
        """The method's grade counts again. RecordRefused where nothing was moved."""
        if self._opened.reveal().grading.override is None:
            raise RecordRefused("grade", "", "override made")
        self._opened.put_record(GRADE, "")

    def confirm(self, conclusion: Advice, *, amount: Decimal | None, reason: str) -> Confirmation:
        """What the person at work concludes on the advice as it stands now, agreeing with it or not."""
        assessment = self._opened.reveal()
        if not reason.strip():
            raise RecordRefused("confirmation", "", "reason")
        if conclusion is Advice.WITHHELD:
            raise RecordRefused("confirmation", conclusion.value, "conclusion")
        if conclusion.agrees and (amount is None or amount <= 0):
            raise RecordRefused("confirmation", "", "amount")
        advised = assessment.decision
        made = Confirmation(
            conclusion,
            amount if conclusion.agrees else None,
            reason.strip(),
            self._opened.person.name,
            advised.advice,
            advised.amount,
        )
        self._opened.put_record(CONFIRMATION, record_text(made))
        return made

    def withdraw_confirmation(self) -> None:
        """No conclusion stands. RecordRefused where there was none."""
        if self._opened.reveal().confirmation is None:
            raise RecordRefused("confirmation", "", "confirmation")
        self._opened.put_record(CONFIRMATION, "")


def check_of(assessment: Assessment, name: str) -> CrossCheck:
    """The check of this name. RecordRefused where there is none."""
    found = next((check for check in assessment.cross_checks if check.name == name), None)
    if found is None:
        raise RecordRefused(name, "", "check")
    return found
