"""A case moves to another version of its checklist: its rows, inside the caller's transaction, as ``model.updates`` says."""

from __future__ import annotations

from sqlalchemy import delete, insert
from sqlmodel import Session, col, or_, select

from checklists.model.case import Change, ChangeKind, SetAside
from checklists.model.errors import PackageError, UpdateOutdated
from checklists.model.history import checklists_after, followed
from checklists.model.updates import (
    Update,
    answers_after,
    last_made,
    rehomed,
    remarks_after,
    set_aside_after,
    set_aside_text,
    unaccounted,
    update_of,
)
from checklists.store.cases import change_of, load_set_aside
from checklists.store.tables import AnswerRow, AttachmentRow, CaseRow, ChangeRow, PackageRow, RemarkRow, SetAsideRow


def follow_rows(session: Session, case_id: str, change: Change, number: int) -> None:
    """What is set aside moves with the rows that line ``number`` adds or removes."""
    before = load_set_aside(session, case_id)
    after = followed(before, change, number)
    if after != before:
        _keep_set_aside(session, case_id, after)


def make_update(session: Session, case: CaseRow, change: Change) -> None:
    """Moves the whole case. UpdateOutdated, with nothing kept, where the move was worked out on another state of the case;
    PackageError where the store does not keep the checklist.
    """
    update = update_of(change)
    if session.exec(select(PackageRow.sha256).where(PackageRow.sha256 == update.new)).first() is None:
        raise PackageError(f"package {update.new} is not in the store")
    answers = dict(session.exec(select(AnswerRow.path, AnswerRow.value).where(AnswerRow.case_id == case.id)).all())
    remarks = dict(session.exec(select(RemarkRow.subject, RemarkRow.text).where(RemarkRow.case_id == case.id)).all())
    _refuse_outdated(case, update, lost=unaccounted(update, answers, remarks, _undone(session, case.id, update)))
    _keep_answers(session, case.id, answers_after(answers, update))
    _keep_remarks(session, case.id, remarks_after(remarks, update))
    _rehome_evidence(session, case.id, update)
    items = set_aside_after(load_set_aside(session, case.id), update, case.history_count + 1)
    _keep_set_aside(session, case.id, items)
    checklists = (*case.earlier_checklists.split(), case.checklist_sha256)
    *earlier, case.checklist_sha256 = checklists_after(checklists, update.new, is_undo=update.is_undo)
    case.earlier_checklists = " ".join(earlier)


def _refuse_outdated(case: CaseRow, update: Update, *, lost: tuple[str, ...]) -> None:
    came_from = case.earlier_checklists.split()[-1:]
    if update.old != case.checklist_sha256 or (update.is_undo and came_from != [update.new]) or lost:
        raise UpdateOutdated(case.number)


def _undone(session: Session, case_id: str, update: Update) -> Update | None:
    """The move that an undo takes back. Canonical JSON has its keys in order, so a line's kind is how it begins."""
    if not update.is_undo:
        return None
    kinds = (ChangeKind.UPDATE, ChangeKind.UPDATE_UNDONE)
    is_move = or_(*(col(ChangeRow.body).startswith(f'{{"kind":"{kind.value}"') for kind in kinds))
    lines = select(ChangeRow.number, ChangeRow.body).where(ChangeRow.case_id == case_id, is_move)
    found = session.exec(lines.order_by(col(ChangeRow.number))).all()
    made = last_made((number, change_of(body)) for number, body in found)
    return made[1] if made is not None else None


def _keep_answers(session: Session, case_id: str, answers: dict[str, str]) -> None:
    session.execute(delete(AnswerRow).where(col(AnswerRow.case_id) == case_id))
    rows = [{"case_id": case_id, "path": path, "value": value} for path, value in answers.items()]
    if rows:
        session.execute(insert(AnswerRow), rows)


def _keep_set_aside(session: Session, case_id: str, items: tuple[SetAside, ...]) -> None:
    session.execute(delete(SetAsideRow).where(col(SetAsideRow.case_id) == case_id))
    rows = [
        {"case_id": case_id, "since": item.since, "place": item.order, "body": set_aside_text(item)} for item in items
    ]
    if rows:
        session.execute(insert(SetAsideRow), rows)


def _keep_remarks(session: Session, case_id: str, remarks: dict[str, str]) -> None:
    session.execute(delete(RemarkRow).where(col(RemarkRow.case_id) == case_id))
    rows = [{"case_id": case_id, "subject": subject, "text": text} for subject, text in remarks.items()]
    if rows:
        session.execute(insert(RemarkRow), rows)


def _rehome_evidence(session: Session, case_id: str, update: Update) -> None:
    """Evidence goes with its question. A removed attachment stays where it was removed."""
    wanted = (AttachmentRow.case_id == case_id, col(AttachmentRow.removed_at).is_(None))
    for attachment in session.exec(select(AttachmentRow).where(*wanted)).all():
        going = rehomed([attachment.question], update)
        attachment.question = going.get(attachment.question, attachment.question)
