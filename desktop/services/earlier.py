"""A case's way through the versions of its checklist, in words: which it was on, and the answers that were set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checklists.model.case import AuditEntry, Case, SetAside
from checklists.model.text import masked
from checklists.model.updates import is_update, update_of
from desktop.services.words import SET_ASIDE
from reports.chapters.material import ChecklistMove, EarlierAnswer

_ABOUT = {"": "", "reason": "说明：", "evidence": "没有证据："}


def checklist_moves(
    case: Case, history: Iterable[AuditEntry], version: Callable[[str], str]
) -> tuple[ChecklistMove, ...]:
    """Every update and undoing; ``version`` names a checklist by its SHA-256."""
    names = {person.id: person.name for person in case.investigators}
    return tuple(_move(entry, names.get(entry.by, entry.by), version) for entry in history if is_update(entry.change))


def earlier_answers(case: Case) -> tuple[EarlierAnswer, ...]:
    """The answers that the case's checklist does not take, masked where sensitive."""
    return tuple(
        EarlierAnswer(
            title=item.title,
            where=item.where,
            shown=shown_of(item),
            reason=SET_ASIDE[item.reason],
            remark=remark_of(item),
            files=tuple(each.name for each in case.attachments if each.question == item.path),
        )
        for item in case.set_aside
    )


def shown_of(item: SetAside) -> str:
    return masked(item.shown) if item.is_sensitive else item.shown


def remark_of(item: SetAside) -> str:
    """What was written on the question, one after the other."""
    return "；".join(f"{_ABOUT.get(about, '')}{text}" for about, text in item.remarks)


def _move(entry: AuditEntry, by: str, version: Callable[[str], str]) -> ChecklistMove:
    update = update_of(entry.change)
    return ChecklistMove(
        at=entry.at,
        by=by,
        before=version(update.old),
        after=version(update.new),
        before_sha256=update.old,
        after_sha256=update.new,
        is_undo=update.is_undo,
    )
