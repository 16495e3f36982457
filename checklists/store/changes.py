"""One edit -> answers, remarks and one line of history, inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import BindParameter, bindparam, delete, insert
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, col, select

from checklists.model.case import AuditEntry, Change, ChangeKind
from checklists.model.errors import StoreError
from checklists.model.history import applied, chained_hash, moved, moved_subject, row_of
from checklists.model.updates import is_update
from checklists.store.cases import change_text
from checklists.store.clock import time_text
from checklists.store.tables import AnswerRow, AttachmentRow, CaseRow, ChangeRow, RemarkRow
from checklists.store.updates import follow_rows, make_update

# Built once: an import answers hundreds of questions, and building a statement costs more than running it.
_of_case: BindParameter[str] = bindparam("of_case")
_at_path: BindParameter[str] = bindparam("at_path")
_ANSWER_HERE = (col(AnswerRow.case_id) == _of_case, col(AnswerRow.path) == _at_path)
_REMARK_HERE = (col(RemarkRow.case_id) == _of_case, col(RemarkRow.subject) == _at_path)
_OLD_ANSWER = select_columns(col(AnswerRow.value)).where(*_ANSWER_HERE)
_OLD_REMARK = select_columns(col(RemarkRow.text)).where(*_REMARK_HERE)
_DROP_ANSWER = delete(AnswerRow).where(*_ANSWER_HERE)
_DROP_REMARK = delete(RemarkRow).where(*_REMARK_HERE)
_NEW_ANSWER, _NEW_REMARK = upsert(AnswerRow), upsert(RemarkRow)
_PUT_ANSWER = _NEW_ANSWER.on_conflict_do_update(["case_id", "path"], set_={"value": _NEW_ANSWER.excluded.value})
_PUT_REMARK = _NEW_REMARK.on_conflict_do_update(["case_id", "subject"], set_={"text": _NEW_REMARK.excluded.text})
_PUT_LINE = insert(ChangeRow)


Lines = tuple[AuditEntry, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes, when, on which device, and why where the method asks for a reason."""

    by: str
    at: datetime
    device: str
    reason: str = ""


def record(session: Session, case: CaseRow, change: Change, author: Author) -> None:
    """Applies one change and chains its line. The line holds what was really there before, whatever the caller believed."""
    if change.kind is ChangeKind.SET:
        change = _set_answer(session, case.id, change)
    elif change.kind is ChangeKind.REMARK:
        change = _set_remark(session, case.id, change)
    elif change.kind in (ChangeKind.ADD_ROW, ChangeKind.REMOVE_ROW):
        change = _move_rows(session, case, change)
        follow_rows(session, case.id, change, case.history_count + 1)
    elif is_update(change):
        make_update(session, case, change)
    number = case.history_count + 1
    head = chained_hash(
        case.history_head,
        case_id=case.id,
        number=number,
        at=author.at,
        by=author.by,
        device=author.device,
        change=change,
        reason=author.reason,
    )
    line = {
        "case_id": case.id,
        "number": number,
        "at": time_text(author.at),
        "by": author.by,
        "device": author.device,
        "reason": author.reason,
        "body": change_text(change),
        "hash": head,
    }
    session.connection().execute(_PUT_LINE, line)
    case.history_count, case.history_head = number, head


def record_last(session: Session, path: Path, case: CaseRow, lines: Lines) -> None:
    """The lines that a sealed file has already. Raises StoreError where they are not what they would be here."""
    for line in lines:
        record(session, case, line.change, Author(line.by, line.at, line.device, line.reason))
        if (case.history_count, case.history_head) != (line.number, line.hash):
            raise StoreError(path, f"history moved on before line {line.number} was sealed")


def _set_answer(session: Session, case_id: str, change: Change) -> Change:
    here = {"of_case": case_id, "at_path": change.path}
    old = session.connection().execute(_OLD_ANSWER, here).scalar() or ""
    if change.new:
        row = {"case_id": case_id, "path": change.path, "value": change.new}
        session.connection().execute(_PUT_ANSWER, row)
    else:
        session.connection().execute(_DROP_ANSWER, here)
    return replace(change, old=old)


def _set_remark(session: Session, case_id: str, change: Change) -> Change:
    here = {"of_case": case_id, "at_path": change.path}
    old = session.connection().execute(_OLD_REMARK, here).scalar() or ""
    if change.new:
        row = {"case_id": case_id, "subject": change.path, "text": change.new}
        session.connection().execute(_PUT_REMARK, row)
    else:
        session.connection().execute(_DROP_REMARK, here)
    return replace(change, old=old)


def _move_rows(session: Session, case: CaseRow, change: Change) -> Change:
    """Inserts or removes a row of a repeat; the rows behind it, and what hangs on them, move by one."""
    repeat, _ = row_of(change.path)
    path = col(AnswerRow.path)
    # Every path of the repeat's rows starts with "repeat[", and "\\" is the character after "[".
    rows = (col(AnswerRow.case_id) == case.id, path >= f"{repeat}[", path < f"{repeat}\\")
    before = dict(session.exec(select(AnswerRow.path, AnswerRow.value).where(*rows)).all())
    after = applied(before, change)
    session.execute(delete(AnswerRow).where(*rows))
    if after:
        session.execute(
            insert(AnswerRow),
            [{"case_id": case.id, "path": where, "value": value} for where, value in after.items()],
        )
    _move_remarks(session, case.id, change)
    _move_attachments(session, case, change)
    if change.kind is ChangeKind.REMOVE_ROW:
        gone = tuple(sorted((where, value) for where, value in before.items() if moved(where, change) is None))
        return replace(change, rows=gone)
    return change


def _move_remarks(session: Session, case_id: str, change: Change) -> None:
    """Remarks follow their question, and go with its row: the line that withdrew or wrote one still says what it was."""
    subjects = session.exec(select(RemarkRow.subject, RemarkRow.text).where(RemarkRow.case_id == case_id)).all()
    moving = {subject: text for subject, text in subjects if moved_subject(subject, change) != subject}
    for subject in moving:
        session.connection().execute(_DROP_REMARK, {"of_case": case_id, "at_path": subject})
    for subject, text in moving.items():
        place = moved_subject(subject, change)
        if place is not None:
            session.connection().execute(_PUT_REMARK, {"case_id": case_id, "subject": place, "text": text})


def _move_attachments(session: Session, case: CaseRow, change: Change) -> None:
    """Evidence follows its question. That of a removed row belongs to the case until undo brings the row back."""
    wanted = (AttachmentRow.case_id == case.id, col(AttachmentRow.removed_at).is_(None))
    attachments = session.exec(select(AttachmentRow).where(*wanted)).all()
    for attachment in attachments:
        where = moved(attachment.question, change) if attachment.question else ""
        if where is None:
            attachment.row_question, attachment.row_removed = attachment.question, case.history_count + 1
        attachment.question = where or ""
    if change.kind is ChangeKind.ADD_ROW and change.rows:
        _bring_back([each for each in attachments if each.row_question.startswith(change.path + "/")])


def _bring_back(candidates: list[AttachmentRow]) -> None:
    """Undo returns rows in the reverse order of their removal: the last removed at this place comes back first."""
    last = max((each.row_removed for each in candidates), default=0)
    for attachment in candidates:
        if attachment.row_removed == last:
            attachment.question, attachment.row_question, attachment.row_removed = attachment.row_question, "", 0
