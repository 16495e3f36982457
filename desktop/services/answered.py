"""Answers as a report or a list shows them: labels instead of codes, sensitive values masked, only what is relevant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checklists.assess.answers import without_positions
from checklists.form import Form, FormSession, Item, Problem, Question, QuestionKind
from checklists.model.text import masked
from reports.chapters.material import AnsweredItem, AnsweredSection, CheckedPoint, WorkedAnswer

_CHOICES = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)
_NUMBERS = (QuestionKind.INTEGER, QuestionKind.DECIMAL)
_WORDS = {"must": "已跳过", "evidence": "没有证据"}


def answered_sections(
    form: Form, session: FormSession, remarks: Mapping[str, str] | None = None
) -> tuple[AnsweredSection, ...]:
    """The checklist's sections in order, each with its relevant questions, answered or not, with notes and reasons beside them."""
    beside = _beside(session, remarks or {})
    return tuple(
        AnsweredSection(
            section.name, session.label(section.path), tuple(_items(session, section.path, group="", beside=beside))
        )
        for section in form.sections
        if session.is_relevant(section.path)
    )


def checked_points(form: Form, session: FormSession) -> tuple[CheckedPoint, ...]:
    """What the form objects to, in order, with the reasons that were written."""
    return tuple(_point(form, session, problem) for problem in session.problems())


def worked_answers(form: Form, session: FormSession) -> tuple[WorkedAnswer, ...]:
    """Every leaf of the form in order, as the method reads it; what is masked elsewhere is blank here. What has no label is worked out."""
    made = []
    for leaf in session.leaves():
        question, place = form.questions.get(leaf.template), form.fields[leaf.template]
        hidden = question is not None and question.is_sensitive
        kind = None if question is None else question.kind
        made.append(
            WorkedAnswer(
                path=leaf.path,
                template=leaf.template,
                title=question.label if question is not None and question.label else f"算出的项（{place.names[-1]}）",
                value="" if hidden else leaf.text.strip(),
                is_relevant=leaf.is_relevant,
                line=question.extras.get("line", "") if question is not None else "",
                names=place.names,
                calculation=None if place.calculate is None else place.calculate.syntax,
                choices=_codes(session, leaf.path) if kind is QuestionKind.SELECT_ONE else (),
                is_number=kind in _NUMBERS,
            )
        )
    return tuple(made)


def _codes(session: FormSession, path: str) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, choice.label) for choice in session.choices(path))


def shown_value(session: FormSession, path: str, question: Question) -> str:
    """One answer in words: labels of choices, masked where the checklist says that it is sensitive."""
    value = session.value(path)
    if value and question.kind in _CHOICES:
        labels = {choice.value: choice.label for choice in session.choices(path)}
        value = "、".join(labels.get(chosen, chosen) for chosen in value.split())
    return masked(value) if question.is_sensitive else value


def _beside(session: FormSession, remarks: Mapping[str, str]) -> dict[str, str]:
    """What stands beside each answer: the note on its question, and why it stands or is missing."""
    said = {path: [text] for path, text in remarks.items() if path.startswith("/") and text}
    for problem in session.problems():
        if not problem.is_open:
            said.setdefault(problem.path, []).append(f"{_WORDS.get(problem.kind, '已说明')}：{problem.reason}")
    return {path: "；".join(texts) for path, texts in said.items()}


def _point(form: Form, session: FormSession, problem: Problem) -> CheckedPoint:
    steps = problem.path.split("/")
    section = form.questions.get(without_positions("/".join(steps[:3])))
    at, _, position = problem.path.rpartition("/")[0].rpartition("[")
    table = form.questions.get(without_positions(at)) if position else None
    row = f"{table.label}第 {position[:-1]} 行 " if table is not None and position.endswith("]") else ""
    return CheckedPoint(
        section=section.label if section is not None else "",
        title=f"{row}{session.label(problem.path)}",
        kind=problem.kind,
        message=problem.message,
        reason=problem.reason,
        path=problem.path,
    )


def _items(session: FormSession, path: str, *, group: str, beside: Mapping[str, str]) -> Iterator[AnsweredItem]:
    for item in session.children(path):
        if item.question.kind is QuestionKind.REPEAT:
            for row in session.children(item.path):
                if session.is_relevant(row.path):
                    yield from _items(session, row.path, group=item.question.label, beside=beside)
        elif not session.is_relevant(item.path) or item.question.kind is QuestionKind.NOTE:
            continue
        elif item.question.kind is QuestionKind.GROUP:
            yield from _items(session, item.path, group=group, beside=beside)
        elif item.question.label:
            yield _answered(session, item, group=group, remark=beside.get(item.path, ""))


def _answered(session: FormSession, item: Item, *, group: str, remark: str) -> AnsweredItem:
    extras = item.question.extras
    return AnsweredItem(
        title=session.label(item.path),
        value=shown_value(session, item.path, item.question),
        path=item.path,
        remark=remark,
        unit=extras.get("unit", ""),
        group=group,
        is_must=item.question.is_must,
    )
