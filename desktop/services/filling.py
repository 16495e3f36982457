"""Many answers at once: the rows that their paths name are added first, and either all answers fit or none is set."""

from __future__ import annotations

from collections.abc import Mapping

from checklists.form import Edit, FormSession
from checklists.form.recompute import MAX_ROWS
from checklists.model.case import Change
from checklists.model.errors import AnswerError


def fill_session(session: FormSession, answers: Mapping[str, str]) -> list[Change]:
    """Every answer set, the rows that the paths name added first. AnswerError lists all that do not fit; then none is set."""
    edits: list[Edit] = []
    problems: list[tuple[str, str, str]] = []
    for path, value in answers.items():
        try:
            edits += [session.add_row(repeat) for repeat in missing_rows(session, path)]
            edits.append(session.set(path, value))
        except AnswerError as error:
            problems += error.problems
    if problems:
        for edit in edits:
            if edit.changes:
                session.undo()
        raise AnswerError(tuple(problems))
    return [change for edit in edits for change in edit.changes]


def _refuse_endless(repeat: str, position: str) -> None:
    """Before the rows are counted out one by one."""
    if len(position) > len(str(MAX_ROWS)) or int(position) > MAX_ROWS:
        raise AnswerError(((f"{repeat}[{position[:12]}]", "", "number of rows"),))


def missing_rows(session: FormSession, path: str) -> tuple[str, ...]:
    """The repeats to which rows must be added, once each row, before ``path`` exists; outermost first."""
    wanted: list[str] = []
    prefix = ""
    for step in path.strip("/").split("/"):
        name, bracket, rest = step.partition("[")
        repeat = f"{prefix}/{name}"
        position = rest.rstrip("]")
        if bracket and position.isdecimal():
            _refuse_endless(repeat, position)
            have = session.rows(repeat) if not any(item != repeat and repeat.startswith(item) for item in wanted) else 0
            wanted += [repeat] * max(0, int(position) - have)
        prefix = f"{prefix}/{step}"
    return tuple(wanted)
