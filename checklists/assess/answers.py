"""The answers of a case as the method reads them: by question name, by statement line, and through expressions.

Only what is relevant counts. What is missing is told by the label of its question, since a person will read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from checklists.financials.lines import Leaf
from checklists.form import Form, FormSession
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.evaluation import Unknown
from checklists.model.facts import FACTS
from checklists.model.transactions import SHANGHAI
from checklists.xpath import Context, Host, UnknownInput, compile_expression

_POSITION = re.compile(r"\[[0-9]+\]")
Variables = Mapping[str, Decimal | str | bool | None]


@lru_cache(maxsize=4)
def _form(xform: bytes) -> Form:
    """Forms are immutable and cost more to parse than to assess."""
    return Form.from_xform(xform)


class Answers:
    """One case, opened once. The clock stands still at its creation: an assessment depends on nothing but the case."""

    def __init__(self, case: Case, checklist: Checklist) -> None:
        form = _form(checklist.xform)
        created = case.created_at
        self.session = FormSession(form, case.answers, now=lambda: created, new_id=lambda: case.id)
        self._questions = form.questions
        self._paths = checklist.paths
        self._checks = {rule.name: rule.label for rule in checklist.crosschecks}
        self._leaves: dict[str, list[str]] = {}
        for path in self.session.values():
            self._leaves.setdefault(_POSITION.sub("", path), []).append(path)

    def paths(self, name: str) -> tuple[str, ...]:
        """The relevant leaves of a question, in the order of their rows."""
        leaves = self._leaves.get(self._paths.get(name, ""), [])
        return tuple(path for path in leaves if self.session.is_relevant(path))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self.session.value(path).strip() for path in self.paths(name))

    def text(self, name: str) -> str:
        """The answer to a question outside repeats; "" where it is blank, irrelevant or not asked."""
        return next(iter(self.texts(name)), "")

    def numbers(self, name: str) -> tuple[Decimal | None, ...]:
        return tuple(_number(text) for text in self.texts(name))

    def number(self, name: str) -> Decimal | None:
        return _number(self.text(name))

    def rate(self, name: str) -> Decimal | None:
        """A percentage as a fraction."""
        value = self.number(name)
        return None if value is None else value / 100

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            return None

    def choice_label(self, name: str) -> str:
        """The words of the option that was chosen."""
        for path in self.paths(name):
            chosen = self.session.value(path)
            return next((choice.label for choice in self.session.choices(path) if choice.value == chosen), chosen)
        return ""

    def leaves(self) -> list[Leaf]:
        """What feeds the statement lines."""
        result = []
        for template, paths in self._leaves.items():
            question = self._questions.get(template)
            line = question.extras.get("line", "") if question is not None else ""
            if line:
                values = ((path, self.session.value(path), self.session.is_relevant(path)) for path in paths)
                result += [Leaf(path, line, value, relevant) for path, value, relevant in values]
        return result

    def label(self, name: str) -> str:
        """How a person knows a path or a ``$fact``."""
        if name.startswith("$"):
            fact = FACTS.get(name[1:])
            return fact.label if fact is not None else self._checks.get(name[1:], name[1:])
        question = self._questions.get(_POSITION.sub("", name))
        if question is None:
            return name
        row = _POSITION.findall(name)
        return f"{question.label or question.name}{'、'.join(row)}"

    def labels(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.label(name) for name in names))

    def missing(self, inputs: Sequence[str], facts: Variables) -> tuple[str, ...]:
        """Labels of a rule's ``inputs`` (paths or ``$facts``) that are relevant and blank, or unknown."""
        blank: list[str] = []
        for name in inputs:
            if name.startswith("$"):
                blank += [name] if facts.get(name[1:]) is None else []
            else:
                leaves = (path for path in self._leaves.get(name, ()) if self.session.is_relevant(path))
                blank += [path for path in leaves if not self.session.value(path).strip()]
        return self.labels(blank)

    def open_answers(self) -> tuple[str, ...]:
        """Labels of what the form still asks for: required answers that are blank, and answers that break its rules."""
        problems = (problem for problem in self.session.problems() if problem.severity == "error")
        return self.labels([problem.path for problem in problems])


class CaseEvaluator:
    """``model.Evaluator`` over one case: strict XPath with the facts known so far as variables."""

    def __init__(self, answers: Answers, facts: Variables) -> None:
        self._answers = answers
        tree = answers.session.tree
        self._context = Context(tree.document, current=tree, host=Host(), variables=dict(facts))

    def number(self, expression: str) -> Decimal | Unknown:
        found = compile_expression(expression).strict_number(self._context)
        return self._unknown(found) if isinstance(found, UnknownInput) else found

    def truth(self, expression: str) -> bool | Unknown:
        found = compile_expression(expression).strict_truth(self._context)
        return self._unknown(found) if isinstance(found, UnknownInput) else found

    def text(self, expression: str) -> str | Unknown:
        found = compile_expression(expression).strict_text(self._context)
        return self._unknown(found) if isinstance(found, UnknownInput) else found

    def paths(self, expression: str) -> tuple[str, ...]:
        return compile_expression(expression).leaves_read(self._context.current)

    def _unknown(self, found: UnknownInput) -> Unknown:
        return Unknown(self._answers.labels(found.missing))


def day_of(moment: datetime) -> date:
    """The day on the client's clock."""
    return moment.astimezone(SHANGHAI).date()


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
