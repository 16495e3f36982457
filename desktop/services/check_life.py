"""The life of a check in an open case: its first result goes on record, and from then on its inputs change only with a reason.

Handbook 定案口径 9. A result is on record once it was shown; going back to what stood there before is free.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from checklists.assess.inputs import inputs_by_check, reads, repeat_of
from checklists.form import Form
from checklists.model.assessment import Assessment, CrossCheck, first_result
from checklists.model.case import Change, ChangeKind
from checklists.model.checklist import Checklist
from checklists.model.errors import ReasonRequired
from checklists.model.records import FIRST, record_text

BACK = "改回原值"
"""The reason that the audit trail gives where an input was set back to what it was."""

_ROWS = (ChangeKind.ADD_ROW, ChangeKind.REMOVE_ROW)


class CheckLife:
    """What one open case's checks read. ``reason`` is the investigator's, for the changes that are about to come; "" none."""

    def __init__(self, checklist: Checklist, form: Form, answers: Mapping[str, str]) -> None:
        self.reason = ""
        self._checklist = checklist
        self._form = form
        self._before = dict(answers)
        self._inputs: dict[str, frozenset[str]] | None = None

    def reading(self, remarks: Mapping[str, str], path: str, *, is_row: bool = False) -> tuple[str, ...]:
        """Labels of the checks with a result on record that read the answer, or the row or repeat, at ``path``."""
        return tuple(
            rule.label
            for rule in self._checklist.crosschecks
            if f"{FIRST}{rule.name}" in remarks and reads(self._read_by(rule.name), path, is_row=is_row)
        )

    def reads_section(self, name: str, section: str) -> bool:
        """Whether a check reads anything in the section at this path."""
        return any(each.startswith(f"{section}/") for each in self._read_by(name))

    def reason_to_set(self, path: str, value: str, *, now: str, remarks: Mapping[str, str]) -> str:
        """What the audit trail says of an answer that is about to change. ReasonRequired where it must say something and cannot."""
        checks = self.reading(remarks, path) if value != now else ()
        if not checks:
            return ""
        return BACK if value == self._before.get(path, "") else self._given(path, checks)

    def reason_to_move(self, row: str, *, remarks: Mapping[str, str]) -> str:
        """The same of a row that comes or goes; ``row`` may be the repeat."""
        checks = self.reading(remarks, row, is_row=True)
        return self._given(row, checks) if checks else ""

    def reason_to_replay(
        self, changes: Sequence[Change], answers: Callable[[], Mapping[str, str]], *, remarks: Mapping[str, str]
    ) -> str:
        """The same of what was just done as a whole, by undo or redo; ``answers`` gives those that stand now. A return to before is free."""
        reason = ""
        for change in changes:
            is_row = change.kind in _ROWS
            if change.kind not in (ChangeKind.SET, *_ROWS):
                continue
            checks = self.reading(remarks, change.path, is_row=is_row)
            if checks:
                reason = reason or (BACK if self._is_back(change, answers()) else self._given(change.path, checks))
        return reason

    def unrecorded(self, assessment: Assessment, remarks: Mapping[str, str], but: Collection[str]) -> list[CrossCheck]:
        """The checks that say something and have no first result on record."""
        return [
            check
            for check in assessment.cross_checks
            if check.is_shown and f"{FIRST}{check.name}" not in remarks and check.name not in but
        ]

    def recorded(self, answers: Mapping[str, str]) -> None:
        """Results went on record: what stands now is what one may go back to."""
        self._before = dict(answers)

    def _given(self, path: str, checks: tuple[str, ...]) -> str:
        if not self.reason:
            raise ReasonRequired(path, checks)
        return self.reason

    def _is_back(self, change: Change, answers: Mapping[str, str]) -> bool:
        if change.kind is ChangeKind.SET:
            return answers.get(change.path, "") == self._before.get(change.path, "")
        rows = f"{repeat_of(change.path)}["
        return _below(answers, rows) == _below(self._before, rows)

    def _read_by(self, name: str) -> frozenset[str]:
        if self._inputs is None:
            self._inputs = inputs_by_check(self._checklist, self._form)
        return self._inputs.get(name, frozenset())


def first_change(check: CrossCheck) -> Change:
    """A check's result as it goes on record."""
    return Change(ChangeKind.REMARK, f"{FIRST}{check.name}", new=record_text(first_result(check)))


def _below(answers: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {path: text for path, text in answers.items() if path.startswith(prefix)}
