"""The answers of a case as the method reads them: by question name, by statement line, and through expressions.

Only what is relevant counts. What is missing is told by the label of its question, since a person will read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from checklists.assess.memory import Rule, memory_of
from checklists.financials.lines import Leaf, Lines, LineValue, read_lines
from checklists.form import Form, FormSession
from checklists.form.questions import LeafState
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.evaluation import Unknown
from checklists.model.facts import FACTS
from checklists.model.lines import LINE_BY_KEY, Line
from checklists.model.money import LARGEST_FIGURE, figure_from_text
from checklists.model.remarks import subject_of
from checklists.model.transactions import SHANGHAI
from checklists.xpath import Context, Host, UnknownInput
from checklists.xpath.references import leaves_named, readings

_POSITION = re.compile(r"\[[0-9]+\]")
T = TypeVar("T")
Variables = Mapping[str, Decimal | str | bool | None]


@lru_cache(maxsize=4)
def _form(xform: bytes, files: tuple[tuple[str, bytes], ...]) -> Form:
    """Forms are immutable and cost more to parse than to assess."""
    return Form.from_xform(xform, files=dict(files))


def form_of(checklist: Checklist) -> Form:
    """The checklist's form, in its own first language."""
    return _form(checklist.xform, tuple(checklist.files.items()))


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
            form_of(checklist),
            case.answers,
            remarks=case.remarks,
            now=lambda: created,
            new_id=lambda: case.id,
        )
        self.memory = memory_of(self.session, checklist)
        self._names = self.memory.lasting("names", lambda: _names_of(self.session.form, checklist))
        self._paths = checklist.paths

    def _relevant(self, template: str) -> tuple[LeafState, ...]:
        def read() -> tuple[LeafState, ...]:
            return tuple(leaf for leaf in self.session.leaves_of(template) if leaf.is_relevant)

        return self.memory.keep(("leaves", template), (template,), read)

    def read_by(self, expression: str) -> tuple[str, ...]:
        """The relevant leaves that an expression's paths name, in the order in which it names them."""
        rule = self.memory.rule(expression)
        return self.memory.keep(
            ("paths", expression), rule.reads, lambda: rule.expression.leaves_read(self.session.tree)
        )

    def read_at(self, path: str) -> tuple[str, ...]:
        """The relevant leaves that the calculation at a path reads, those of its own row where it looks no further."""
        template = without_positions(path)
        field = self.session.form.fields.get(template)
        if field is None or field.calculate is None:
            return ()
        calculate = field.calculate
        read = self.memory.lasting(("read", template), lambda: readings(calculate.syntax, field.names))
        found: dict[str, None] = {}
        for reading in read:
            start = self.session.tree.find(_first_steps(path, reading.shared)) if reading.shared else None
            from_root = start is None
            names = reading.names[0 if from_root else reading.shared :]
            for leaf in leaves_named(start or self.session.tree.document, names):
                found[leaf.path] = None
        return tuple(found)

    def words_of(self, path: str, text: str) -> str:
        """An answer to a select question in the words of the options that were chosen."""
        labels = {choice.value: choice.label for choice in self.session.choices(path)}
        return "、".join(labels.get(each, each) for each in text.split())

    def paths(self, name: str) -> tuple[str, ...]:
        """The relevant leaves of a question, in the order of their rows."""
        return tuple(leaf.path for leaf in self._relevant(self._paths.get(name, "")))

    def given(self, template: str) -> tuple[tuple[str, str], ...]:
        """(path, text) of a question's relevant leaves, by its path without positions."""
        return tuple((leaf.path, leaf.text) for leaf in self._relevant(template))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(leaf.text.strip() for leaf in self._relevant(self._paths.get(name, "")))

    def kept(self, name: str) -> tuple[str, ...]:
        """The answers to a question, also where it does not apply as things stand."""
        return tuple(leaf.text.strip() for leaf in self.session.leaves_of(self._paths.get(name, "")))

    def text(self, name: str) -> str:
        """The answer to a question outside repeats; "" where it is blank, irrelevant or not asked."""
        return next(iter(self.texts(name)), "")

    def numbers(self, name: str) -> tuple[Decimal | None, ...]:
        return tuple(self.figure(leaf.path, leaf.text) for leaf in self._relevant(self._paths.get(name, "")))

    def number(self, name: str) -> Decimal | None:
        return next(iter(self.numbers(name)), None)

    def figure(self, _path: str, text: str) -> Decimal | None:
        """The number that the answer at a path is; None where it is none."""
        return figure_from_text(text)

    def evaluator(self, facts: Variables) -> CaseEvaluator:
        """What evaluates the sheets' expressions over these answers, with the facts known so far."""
        return CaseEvaluator(self, facts)

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
        return tuple(self._chosen(leaf) for leaf in self._relevant(self._paths.get(name, "")))

    def _chosen(self, leaf: LeafState) -> str:
        found = (choice.label for choice in self.session.choices(leaf.path) if choice.value == leaf.text)
        return next(found, leaf.text)

    def lines(self) -> Lines:
        """The statement lines that the answers feed."""
        feeding = self.memory.lasting("feeding", lambda: _feeding(self.session.form))
        read = ((line, self._line(line, fed_by)) for line, fed_by in feeding)
        return Lines({line: value for line, value in read if value is not None})

    def _line(self, line: Line, fed_by: tuple[str, ...]) -> LineValue | None:
        return self.memory.keep(line, fed_by, lambda: self._read_line(line, fed_by))

    def _read_line(self, line: Line, fed_by: tuple[str, ...]) -> LineValue | None:
        leaves = (leaf for template in fed_by for leaf in self._relevant(template))
        fed = [Leaf(leaf.path, line.key, leaf.text, leaf.is_relevant) for leaf in leaves]
        return read_lines(fed, figure=self.figure).values.get(line)

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
                unexplained = (p for p in self._blank(name) if not excused.get(subject_of("reason", p), "").strip())
                blank += unexplained
        return self.labels(blank) if blank else ()

    def _blank(self, template: str) -> tuple[str, ...]:
        def read() -> tuple[str, ...]:
            return tuple(leaf.path for leaf in self._relevant(template) if not leaf.text.strip())

        return self.memory.keep(("blank", template), (template,), read)

    def says(self, template: str, text: str) -> bool:
        """Whether a question that applies is answered so, in any of its rows."""
        return any(leaf.text.strip() == text for leaf in self._relevant(template))

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


def _names_of(form: Form, checklist: Checklist) -> _QuestionNames:
    return _QuestionNames(form, {rule.name: rule.label for rule in checklist.crosschecks})


def _feeding(form: Form) -> list[tuple[Line, tuple[str, ...]]]:
    """The lines of a form, each with the questions that feed it, in the order of the form."""
    found: dict[Line, list[str]] = {}
    for template in form.fields:
        question = form.questions.get(template)
        line = LINE_BY_KEY.get(question.extras.get("line", "")) if question is not None else None
        if line is not None:
            found.setdefault(line, []).append(template)
    return [(line, tuple(fed_by)) for line, fed_by in found.items()]


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
        self._facts = dict(facts)
        tree = answers.session.tree
        self._context = Context(tree.document, current=tree, host=Host(), variables=self._facts)

    def number(self, expression: str) -> Decimal | Unknown:
        def evaluate(rule: Rule) -> Decimal | Unknown:
            found = rule.expression.strict_number(self._context)
            if isinstance(found, Decimal) and not found.is_nan() and abs(found) >= LARGEST_FIGURE:
                return Unknown(self._answers.labels(self.paths(expression)))  # made of an answer that is no figure
            return self._unknown(found) if isinstance(found, UnknownInput) else found

        return self._kept("number", expression, evaluate)

    def truth(self, expression: str) -> bool | Unknown:
        def evaluate(rule: Rule) -> bool | Unknown:
            found = rule.expression.strict_truth(self._context)
            return self._unknown(found) if isinstance(found, UnknownInput) else found

        return self._kept("truth", expression, evaluate)

    def text(self, expression: str) -> str | Unknown:
        def evaluate(rule: Rule) -> str | Unknown:
            found = rule.expression.strict_text(self._context)
            return self._unknown(found) if isinstance(found, UnknownInput) else found

        return self._kept("text", expression, evaluate)

    def paths(self, expression: str) -> tuple[str, ...]:
        return self._answers.read_by(expression)

    def _kept(self, kind: str, expression: str, evaluate: Callable[[Rule], T], /) -> T:
        memory, facts = self._answers.memory, self._facts
        rule = memory.rule(expression)
        values = [facts.get(name) for name in rule.names]
        return memory.at_values((kind, expression), rule, values, lambda: evaluate(rule))

    def _unknown(self, found: UnknownInput) -> Unknown:
        return Unknown(self._answers.labels(found.missing))


def _first_steps(path: str, steps: int) -> str:
    """``/data/stock[2]`` of ``/data/stock[2]/quantity`` for two steps."""
    return "/".join(path.split("/")[: steps + 1])


def without_positions(path: str) -> str:
    """``/data/stock[2]/quantity`` as the form names it: ``/data/stock/quantity``."""
    return _POSITION.sub("", path)


def day_of(moment: datetime) -> date:
    """The day on the client's clock."""
    return moment.astimezone(SHANGHAI).date()
