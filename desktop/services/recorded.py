"""What the audit trail says of records: who wrote each, when, at which line, and what was changed of a check's inputs afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checklists.assess.answers import without_positions
from checklists.assess.inputs import inputs_by_check, reads
from checklists.form import Form, FormSession
from checklists.model.case import AuditEntry, Case, Change, ChangeKind
from checklists.model.checklist import Checklist
from checklists.model.errors import AnswerError
from checklists.model.records import EXPLANATION, FIRST, is_record
from checklists.model.text import masked
from reports.chapters.material import InputChange, Recorded

_ROWS = {ChangeKind.ADD_ROW: ("", "新增一行"), ChangeKind.REMOVE_ROW: ("删去一行", "")}


def recorded(case: Case, history: Sequence[AuditEntry]) -> dict[str, Recorded]:
    """Where each record and explanation that stands was last written, by its subject."""
    names = {person.id: person.name for person in case.investigators}
    return {
        entry.change.path: Recorded(entry.number, entry.at, names.get(entry.by, entry.by))
        for entry in history
        if entry.change.kind is ChangeKind.REMARK
        and (is_record(entry.change.path) or entry.change.path.startswith(EXPLANATION))
        and entry.change.path in case.remarks
    }


def input_changes(
    case: Case, history: Sequence[AuditEntry], *, checklist: Checklist, form: Form, session: FormSession
) -> dict[str, tuple[InputChange, ...]]:
    """By check: what was changed of its inputs after its first result, each with its reason; sensitive answers masked."""
    inputs = inputs_by_check(checklist, form)
    names = {person.id: person.name for person in case.investigators}
    shown: set[str] = set()
    found: dict[str, list[InputChange]] = {}
    for entry in history:
        change = entry.change
        if change.kind is ChangeKind.REMARK and change.path.startswith(FIRST):
            shown.add(change.path.removeprefix(FIRST))
        for check in _reading(change, inputs, shown):
            told = _told(entry, form, session, by=names.get(entry.by, entry.by))
            found.setdefault(check, []).append(told)
    return {check: tuple(changes) for check, changes in found.items()}


def _reading(change: Change, inputs: Mapping[str, frozenset[str]], shown: set[str]) -> Iterator[str]:
    is_row = change.kind in _ROWS
    if is_row or change.kind is ChangeKind.SET:
        for name, questions in inputs.items():
            if name in shown and reads(questions, change.path, is_row=is_row):
                yield name


def _told(entry: AuditEntry, form: Form, session: FormSession, *, by: str) -> InputChange:
    change = entry.change
    template = without_positions(change.path)
    question = form.questions.get(template)
    title = question.label if question is not None and question.label else template.rpartition("/")[2]
    row = change.path.rpartition("[")[2].partition("]")[0] if "[" in change.path else ""
    if change.kind in _ROWS:
        before, after = _ROWS[change.kind]
    else:
        is_sensitive = question is not None and question.is_sensitive
        labels = _labels(session, change.path)
        before, after = (
            masked(text) if is_sensitive and text else labels.get(text, text) for text in (change.old, change.new)
        )
    return InputChange(
        entry.number,
        entry.at,
        by,
        f"{title}(第{row}行)" if row else title,
        before=before,
        after=after,
        reason=entry.reason,
    )


def _labels(session: FormSession, path: str) -> dict[str, str]:
    """The words of the choices; none where the row is gone by now."""
    try:
        return {choice.value: choice.label for choice in session.choices(path)}
    except AnswerError:
        return {}
