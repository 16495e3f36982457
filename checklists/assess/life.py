"""Whether a case's records agree with its own audit trail: each first result worked out anew from the answers of its moment.

For whoever receives a case and did not see it being filled in. What was put on record under an earlier version of the checklist
cannot be worked out again, since that version does not travel; that it was not written twice still can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checklists.assess.answers import form_of
from checklists.assess.inputs import inputs_by_check, reads, repeat_of
from checklists.assess.method import assess
from checklists.model.assessment import Assessment, first_result
from checklists.model.case import AuditEntry, Case, Change, ChangeKind
from checklists.model.checklist import Checklist
from checklists.model.history import Replayed
from checklists.model.records import FIRST, FirstResult, found, is_readable, is_record
from checklists.model.updates import is_update


@dataclass(frozen=True, slots=True)
class LifeFault:
    """Where a record and the trail disagree. ``line`` of the history, 0 where a line is wanting; ``kind``: see ``FAULTS``."""

    line: int
    subject: str
    kind: str


FAULTS = ("rewritten", "withdrawn", "unfounded", "unexplained", "missing", "unreadable")
"""A first result written twice, taken back, unlike what the answers gave, changed inputs without a reason, no first result, no record."""


def faults_of_life(case: Case, history: Sequence[AuditEntry], checklist: Checklist) -> tuple[LifeFault, ...]:
    """Every disagreement, in the order of the trail. Raises FormError and AnswerError as ``assess`` does."""
    return tuple(_Following(case, history, checklist).faults())


class _Following:
    def __init__(self, case: Case, history: Sequence[AuditEntry], checklist: Checklist) -> None:
        self._case, self._history, self._checklist = case, history, checklist
        self._inputs = inputs_by_check(checklist, form_of(checklist))
        self._under = max((entry.number for entry in history if is_update(entry.change)), default=0)
        self._whole = Replayed()
        self._recorded: set[str] = set()
        self._known: Assessment | None = None

    def faults(self) -> Iterator[LifeFault]:
        for entry in self._history:
            change = entry.change
            if change.kind is ChangeKind.REMARK:
                yield from self._of_record(entry)
            elif entry.number > self._under and self._is_input(change) and not entry.reason.strip():
                yield LifeFault(entry.number, change.path, "unexplained")
            if change.kind is not ChangeKind.REMARK or not change.path.startswith(FIRST):
                self._known = None
            self._whole.follow(entry)
        shown = [check.name for check in self._now().cross_checks if check.is_shown]
        yield from (LifeFault(0, f"{FIRST}{name}", "missing") for name in shown if name not in self._recorded)

    def _of_record(self, entry: AuditEntry) -> Iterator[LifeFault]:
        change = entry.change
        if not change.path.startswith(FIRST):
            if is_record(change.path) and change.new and not is_readable(change.path, change.new):
                yield LifeFault(entry.number, change.path, "unreadable")
            return
        name = change.path.removeprefix(FIRST)
        written = found(FirstResult, {change.path: change.new}, change.path)
        if name in self._recorded:
            yield LifeFault(entry.number, change.path, "rewritten" if change.new else "withdrawn")
        elif written is None:
            yield LifeFault(entry.number, change.path, "unreadable")
        elif entry.number > self._under and written != self._result(name):
            yield LifeFault(entry.number, change.path, "unfounded")
        self._recorded.add(name)

    def _result(self, name: str) -> FirstResult | None:
        check = next((each for each in self._now().cross_checks if each.name == name and each.is_shown), None)
        return None if check is None else first_result(check)

    def _now(self) -> Assessment:
        """The method over the case as the trail gives it so far; worked out once for results that went on record together."""
        if self._known is None:
            whole = self._whole
            case = replace(
                self._case, answers=whole.answers, remarks=whole.remarks, set_aside=whole.set_aside, attachments=()
            )
            self._known = assess(case, self._checklist)
        return self._known

    def _is_input(self, change: Change) -> bool:
        is_row = change.kind in (ChangeKind.ADD_ROW, ChangeKind.REMOVE_ROW)
        if not is_row and change.kind is not ChangeKind.SET:
            return False
        path = repeat_of(change.path) if is_row else change.path
        return any(reads(self._inputs.get(name, frozenset()), path, is_row=is_row) for name in self._recorded)
