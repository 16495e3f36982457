"""Answers as a report or a list shows them: labels instead of codes, sensitive values masked, only what is relevant."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.form import Form, FormSession, Item, Question, QuestionKind
from reports.chapters.material import AnsweredItem, AnsweredSection

_CHOICES = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)


def answered_sections(form: Form, session: FormSession) -> tuple[AnsweredSection, ...]:
    """The checklist's sections in order, each with its relevant questions, answered or not."""
    return tuple(
        AnsweredSection(section.name, session.label(section.path), tuple(_items(session, section.path, group="")))
        for section in form.sections
        if session.is_relevant(section.path)
    )


def masked(value: str) -> str:
    """A sensitive value with its middle hidden: enough to recognise, not to use (``320***********1234``)."""
    if len(value) <= 2:
        return "*" * len(value)
    head, tail = (3, 4) if len(value) >= 11 else (1, 1 if len(value) > 3 else 0)
    return value[:head] + "*" * (len(value) - head - tail) + value[len(value) - tail :]


def shown_value(session: FormSession, path: str, question: Question) -> str:
    """One answer in words: labels of choices, masked where the checklist says that it is sensitive."""
    value = session.value(path)
    if value and question.kind in _CHOICES:
        labels = {choice.value: choice.label for choice in session.choices(path)}
        return "、".join(labels.get(chosen, chosen) for chosen in value.split())
    return masked(value) if question.extras.get("sensitive") == "true" else value


def _items(session: FormSession, path: str, *, group: str) -> Iterator[AnsweredItem]:
    for item in session.children(path):
        if item.question.kind is QuestionKind.REPEAT:
            for row in session.children(item.path):
                if session.is_relevant(row.path):
                    yield from _items(session, row.path, group=item.question.label)
        elif not session.is_relevant(item.path) or item.question.kind is QuestionKind.NOTE:
            continue
        elif item.question.kind is QuestionKind.GROUP:
            yield from _items(session, item.path, group=group)
        elif item.question.label:
            yield _answered(session, item, group=group)


def _answered(session: FormSession, item: Item, *, group: str) -> AnsweredItem:
    extras = item.question.extras
    return AnsweredItem(
        title=session.label(item.path),
        value=shown_value(session, item.path, item.question),
        path=item.path,
        unit=extras.get("unit", ""),
        group=group,
        is_must=extras.get("must") == "true",
    )
