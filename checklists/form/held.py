"""What a filled-in form holds, in words that outlive the form: an answer's question, its place, its choices by their labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from checklists.form.answers import steps_of
from checklists.form.choices import ChoiceLists
from checklists.form.definition import Field
from checklists.form.fitting import CHOSEN, Asked, Labels, unit_of
from checklists.form.form import Form
from checklists.form.questions import QuestionKind
from checklists.form.session import FormSession
from checklists.model.case import SetAside, SetAsideReason
from checklists.model.errors import AnswerError
from checklists.model.remarks import ABOUT

_POSITION = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class World:
    """The clock and the source of fresh ids, which a session needs."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]


class Filled:
    """A form with answers in it. AnswerError where the answers are not of this form."""

    def __init__(self, form: Form, answers: Mapping[str, str], remarks: Mapping[str, str], world: World) -> None:
        self.form = form
        self.remarks = remarks
        self.session = FormSession(form, answers, remarks=remarks, now=world.now, new_id=world.new_id, first_load=False)
        self._choices = ChoiceLists(self.session.tree.document, self.session.host, form.texts, sensitive=form.sensitive)
        self._every: dict[str, Labels | None] = {}

    def field_at(self, path: str) -> Field | None:
        """The field of an instance path whose positions stand on repeats and nowhere else, save at the end of a number of rows."""
        field = self.form.fields.get(template_of(path))
        steps = steps_of(path)
        if field is None or steps is None:
            return None
        lineage = _lineage(field)
        fits = [(position > 0) is step.is_repeat for (_, position), step in zip(steps, lineage, strict=True)]
        return field if all(fits[:-1]) and (fits[-1] or field.is_repeat) else None

    def offered(self, field: Field) -> Labels | None:
        """Every choice that a question may offer, with its label; None where rows of the form are what is chosen."""
        if field.path not in self._every:
            self._every[field.path] = self._choices.every(field)
        return self._every[field.path]

    def asked(self, path: str, value: str) -> Asked:
        """The answer with what its question asks for."""
        field = self.form.fields[template_of(path)]
        return Asked(field.kind, value, unit_of(field), self.offered(field))

    def title(self, path: str) -> str:
        field = self.form.fields[template_of(path)]
        try:
            label = self.session.label(path)
        except AnswerError:
            label = field.label.plain
        return label or field.name

    def where(self, path: str) -> str:
        """The section and the rows that a question stands in: ``存货盘点 › 存货清单 第 2 行``."""
        field = self.form.fields[template_of(path)]
        words = [self.title(field.section)] if field.section in self.form.questions else []
        steps = steps_of(path) or []
        for step, (_, position) in zip(_lineage(field)[: len(steps) - 1], steps, strict=False):
            if step.is_repeat:
                label = step.label.plain
                row = f"第 {position} 行" if position else ""
                words.append(f"{label} {row}".strip() if label not in words else row)
        return " › ".join(word for word in dict.fromkeys(words) if word)

    def shown(self, path: str, value: str) -> str:
        """An answer in words: labels of choices, figures with their unit."""
        field = self.form.fields[template_of(path)]
        if field.is_repeat:
            return f"{value} 行"
        if field.kind in CHOSEN and value:
            labels = self._labels(field, path)
            several = [value] if field.kind is QuestionKind.SELECT_ONE else value.split()
            return "、".join(labels.get(one) or one for one in several)
        return f"{value} {unit_of(field)}".strip()

    def set_aside(self, path: str, value: str, reason: SetAsideReason) -> SetAside:
        """The answer as it is kept once the form is gone, with what was written on it."""
        field = self.form.fields[template_of(path)]
        written = ((about, self.remarks.get(f"{about}{path}", "")) for about in ("", *ABOUT))
        return SetAside(
            path=path,
            value=value,
            shown=self.shown(path, value),
            title=self.title(path),
            where=self.where(path),
            reason=reason,
            kind=field.kind.value,
            unit=unit_of(field),
            is_sensitive=field.is_sensitive,
            remarks=tuple(pair for pair in written if pair[1]),
        )

    def _labels(self, field: Field, path: str) -> Labels:
        every = self.offered(field)
        return every if every is not None else {each.value: each.label for each in self.session.choices(path)}


def template_of(path: str) -> str:
    """An instance path without its positions."""
    return _POSITION.sub("", path)


def repeats_of(field: Field) -> tuple[str, ...]:
    """The names of the repeats that a field stands in, itself included, outermost first."""
    return tuple(each.name for each in _lineage(field) if each.is_repeat)


def placed(field: Field, path: str) -> str:
    """Where an answer at ``path`` stands in a form that asks for it at ``field``, in the same rows."""
    positions = [int(match[1:-1]) for match in _POSITION.findall(path)]
    steps = []
    for each in _lineage(field):
        row = f"[{positions.pop(0)}]" if each.is_repeat and positions else ""
        steps.append(f"{each.name}{row}")
    return "/" + "/".join(steps)


def _lineage(field: Field) -> list[Field]:
    found = [field]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found[::-1]
