"""The answers of a case as the method reads them: by question name, by statement line, and through expressions.

Only what is relevant counts. What is missing is told by the label of its question, since a person will read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from checklists.financials.lines import Leaf
from checklists.form import Form, FormSession
from checklists.form.questions import LeafState
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.evaluation import Unknown
from checklists.model.facts import FACTS
from checklists.model.money import LARGEST_FIGURE, figure_from_text
from checklists.model.remarks import subject_of
from checklists.model.transactions import SHANGHAI
from checklists.xpath import Context, Host, UnknownInput, compile_expression
from checklists.xpath.references import readings

_POSITION = re.compile(r"\[[0-9]+\]")
Variables = Mapping[str, Decimal | str | bool | None]


@lru_cache(maxsize=4)
def _form(xform: bytes, files: tuple[tuple[str, bytes], ...]) -> Form:
    """Forms are immutable and cost more to parse than to assess."""
    return Form.from_xform(xform, files=dict(files))


@lru_cache(maxsize=4_096)
def _gates(form: Form, template: str) -> tuple[str, ...]:
    """The questions that decide whether this one applies: in its own condition, in its groups', and in theirs."""
    found: dict[str, None] = {}
    names = tuple(template.strip("/").split("/"))
    for depth in range(1, len(names) + 1):
        field = form.fields.get("/" + "/".join(names[:depth]))
        if field is not None and field.relevant is not None:
            read = ("/" + "/".join(reading.names) for reading in readings(field.relevant.syntax, field.names))
            for gate in read:
                found |= dict.fromkeys((gate, *(_gates(form, gate) if gate != template else ())))
    return tuple(found)


@lru_cache(maxsize=4_096)
def _asked(form: Form, template: str) -> tuple[str, ...]:
    """The questions that somebody answers behind this one: itself, or those that its calculation reads, and theirs."""
    field = form.fields.get(template)
    if field is None or field.calculate is None:
        return (template,)
    read = ("/" + "/".join(reading.names) for reading in readings(field.calculate.syntax, field.names))
    return tuple(dict.fromkeys(asked for name in read if name != template for asked in _asked(form, name)))


class Answers:
    """One case, opened once. The clock stands still at its creation: an assessment depends on nothing but the case."""

    def __init__(self, case: Case, checklist: Checklist, session: FormSession | None = None) -> None:
        created = case.created_at
        self.session = session or FormSession(
            _form(checklist.xform, tuple(checklist.files.items())),
            case.answers,
            remarks=case.remarks,
            now=lambda: created,
            new_id=lambda: case.id,
        )
        self._names = _QuestionNames(self.session.form, {rule.name: rule.label for rule in checklist.crosschecks})
        self._paths = checklist.paths
        self._values: dict[str, str] = {}
        self._leaves: dict[str, list[LeafState]] = {}
        for leaf in self.session.leaves():
            self._values[leaf.path] = leaf.text
            self._leaves.setdefault(leaf.template, []).append(leaf)
        self._read: dict[str, tuple[str, ...]] = {}

    def _relevant(self, template: str) -> tuple[str, ...]:
        return tuple(leaf.path for leaf in self._leaves.get(template, ()) if leaf.is_relevant)

    def read_by(self, expression: str) -> tuple[str, ...]:
        """The relevant leaves that an expression's paths name, in the order in which it names them."""
        if expression not in self._read:
            self._read[expression] = self._leaves_read(expression)
        return self._read[expression]

    def _leaves_read(self, expression: str) -> tuple[str, ...]:
        compiled = compile_expression(expression)
        templates = [name for name in compiled.references if not name.startswith("$")]
        if all(template in self._leaves for template in templates):
            return tuple(path for template in templates for path in self._relevant(template))
        return compiled.leaves_read(self.session.tree)

    def paths(self, name: str) -> tuple[str, ...]:
        """The relevant leaves of a question, in the order of their rows."""
        return self._relevant(self._paths.get(name, ""))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self._values[path].strip() for path in self.paths(name))

    def kept(self, name: str) -> tuple[str, ...]:
        """The answers to a question, also where it does not apply as things stand."""
        return tuple(leaf.text.strip() for leaf in self._leaves.get(self._paths.get(name, ""), ()))

    def text(self, name: str) -> str:
        """The answer to a question outside repeats; "" where it is blank, irrelevant or not asked."""
        return next(iter(self.texts(name)), "")

    def numbers(self, name: str) -> tuple[Decimal | None, ...]:
        return tuple(figure_from_text(text) for text in self.texts(name))

    def number(self, name: str) -> Decimal | None:
        return figure_from_text(self.text(name))

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
        return next(iter(self.choice_labels(name)), "")

    def choice_labels(self, name: str) -> tuple[str, ...]:
        """The words of the options that were chosen, row by row."""
        return tuple(self._chosen(path) for path in self.paths(name))

    def _chosen(self, path: str) -> str:
        chosen = self._values[path]
        return next((choice.label for choice in self.session.choices(path) if choice.value == chosen), chosen)

    def leaves(self) -> list[Leaf]:
        """What feeds the statement lines."""
        result = []
        questions = self.session.form.questions
        for template, leaves in self._leaves.items():
            question = questions.get(template)
            line = question.extras.get("line", "") if question is not None else ""
            if line:
                result += [Leaf(leaf.path, line, leaf.text, leaf.is_relevant) for leaf in leaves]
        return result

    def labels(self, names: Sequence[str]) -> tuple[str, ...]:
        """How a person knows these paths and ``$facts``; the rows of one question are told once."""
        return self._names.of(names)

    def missing(
        self, inputs: Sequence[str], facts: Variables, *, excused: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[str, ...]:
        """Labels of a rule's ``inputs`` (paths or ``$facts``) that are relevant and blank, or unknown.

        ``excused``: remarks by subject; a blank whose reason was written is not missed.
        """
        blank: list[str] = []
        for name in inputs:
            if name.startswith("$"):
                blank += [name] if facts.get(name[1:]) is None else []
            else:
                blank += [
                    path
                    for path in self._relevant(name)
                    if not self._values[path].strip() and not excused.get(subject_of("reason", path), "").strip()
                ]
        return self.labels(blank)

    def gates(self, template: str) -> tuple[str, ...]:
        """The questions on whose answers it depends whether this one is asked at all."""
        return _gates(self.session.form, template)

    def asked(self, template: str) -> tuple[str, ...]:
        """The questions whose answers a figure is worked out from."""
        return _asked(self.session.form, template)

    def open_answers(self) -> tuple[str, ...]:
        """Labels of what the form still asks for: required answers that are blank and unexplained, and answers that break its rules.

        Evidence is not among them: the method reckons with answers, the report lists what stands unproved.
        """
        problems = (problem for problem in self.session.problems() if problem.severity == "error" and problem.is_open)
        return self.labels([problem.path for problem in problems if problem.kind != "evidence"])


class _QuestionNames:
    """Labels of paths and facts. A calculation has none of its own: it is known by the questions that it is made of."""

    def __init__(self, form: Form, checks: Mapping[str, str]) -> None:
        self._form = form
        self._checks = checks
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, names: Sequence[str]) -> tuple[str, ...]:
        rows: dict[str, set[str]] = {}
        for name in names:
            for label in self._fact(name) if name.startswith("$") else self._question(without_positions(name)):
                rows.setdefault(label, set()).update(_POSITION.findall(name)[-1:])
        return tuple(f"{label}({len(found)}行)" if len(found) > 1 else label for label, found in rows.items())

    def _fact(self, name: str) -> tuple[str, ...]:
        fact = FACTS.get(name[1:])
        return (fact.label if fact is not None else self._checks.get(name[1:], name[1:]),)

    def _question(self, template: str) -> tuple[str, ...]:
        if template not in self._known:
            self._known[template] = ()
            self._known[template] = self._read(template)
        return self._known[template]

    def _read(self, template: str) -> tuple[str, ...]:
        question, field = self._form.questions.get(template), self._form.fields.get(template)
        if question is not None and question.label:
            return (question.label,)
        if field is None or field.calculate is None:
            return (template.rpartition("/")[2],)
        read = ("/" + "/".join(reading.names) for reading in readings(field.calculate.syntax, field.names))
        return tuple(dict.fromkeys(label for name in read for label in self._question(name)))


class CaseEvaluator:
    """``model.Evaluator`` over one case: strict XPath with the facts known so far as variables."""

    def __init__(self, answers: Answers, facts: Variables) -> None:
        self._answers = answers
        tree = answers.session.tree
        self._context = Context(tree.document, current=tree, host=Host(), variables=dict(facts))

    def number(self, expression: str) -> Decimal | Unknown:
        found = compile_expression(expression).strict_number(self._context)
        if isinstance(found, Decimal) and not found.is_nan() and abs(found) >= LARGEST_FIGURE:
            return Unknown(self._answers.labels(self.paths(expression)))  # made of an answer that is no figure
        return self._unknown(found) if isinstance(found, UnknownInput) else found

    def truth(self, expression: str) -> bool | Unknown:
        found = compile_expression(expression).strict_truth(self._context)
        return self._unknown(found) if isinstance(found, UnknownInput) else found

    def text(self, expression: str) -> str | Unknown:
        found = compile_expression(expression).strict_text(self._context)
        return self._unknown(found) if isinstance(found, UnknownInput) else found

    def paths(self, expression: str) -> tuple[str, ...]:
        return self._answers.read_by(expression)

    def _unknown(self, found: UnknownInput) -> Unknown:
        return Unknown(self._answers.labels(found.missing))


def without_positions(path: str) -> str:
    """``/data/stock[2]/quantity`` as the form names it: ``/data/stock/quantity``."""
    return _POSITION.sub("", path)


def day_of(moment: datetime) -> date:
    """The day on the client's clock."""
    return moment.astimezone(SHANGHAI).date()
