"""The method run once more with figures that know how they were made: answers and the rules' constants go in traced.

The result is the assessment itself, figure by figure; a test holds it against the plain one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any

from checklists.assess.answers import Answers, CaseEvaluator, Variables
from checklists.assess.memory import Rule
from checklists.financials.lines import Lines, LineValue
from checklists.form import FormSession
from checklists.model.case import Case
from checklists.model.checklist import Checklist, Provenance
from checklists.model.evaluation import Unknown
from checklists.model.lines import Line, Statement
from checklists.model.money import figure_from_text
from checklists.model.traced import Traced, given

_STAND_IN = Decimal(1)
"""What a figure that is not known counts as where the question is what it would be made of."""


@dataclass(frozen=True, slots=True)
class AnswerAt:
    """An answer (or a calculation of the form) at its path. ``is_missing``: it is asked and blank."""

    path: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class LineOf:
    """A statement line that no answer feeds, or a monthly one without all its months."""

    line: Line


@dataclass(frozen=True, slots=True)
class TextFact:
    """A fact that is no number: a verdict, the state of the bureau's report."""

    name: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What an expression of the sheets gave."""

    expression: str


@dataclass(frozen=True, slots=True)
class ConstantOf:
    """A figure of a rule. ``rule`` is the row that it stands in."""

    rule: Any
    field: str


class TracedAnswers(Answers):
    """Answers as traced figures. ``supposes_known``: what is not known stands in its place all the same, marked as missing."""

    def __init__(
        self, case: Case, checklist: Checklist, session: FormSession | None, *, supposes_known: bool = False
    ) -> None:
        super().__init__(case, checklist, session)
        self.supposes_known = supposes_known
        self._figures: dict[str, Traced] = {}

    def figure(self, path: str, text: str) -> Decimal | None:
        found = self._figures.get(path)
        if found is None:
            value = figure_from_text(text)
            if value is None and not self.supposes_known:
                return None
            found = given(_STAND_IN if value is None else value, AnswerAt(path, is_missing=value is None))
            self._figures[path] = found
        return found

    def lines(self) -> Lines:
        lines = super().lines()
        if not self.supposes_known:
            return lines
        return Lines({line: self._supposed(line, lines.values.get(line)) for line in Line})

    def _line(self, line: Line, fed_by: tuple[str, ...]) -> LineValue | None:
        """Not remembered: whoever assesses the same session wants plain figures."""
        return self._read_line(line, fed_by)

    def _supposed(self, line: Line, value: LineValue | None) -> LineValue:
        if value is not None and value.amount is not None:
            return value
        amount = given(_STAND_IN, LineOf(line), () if value is None else value.series)
        months = (amount,) * 12 if line.statement is Statement.MONTHLY else ()
        return LineValue(amount, months, () if value is None else value.paths)

    def missing(
        self, inputs: Sequence[str], facts: Variables, *, excused: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[str, ...]:
        return () if self.supposes_known else super().missing(inputs, facts, excused=excused)

    def evaluator(self, facts: Variables) -> CaseEvaluator:
        return _TracedEvaluator(self, facts)

    def inputs_of(self, rule: Rule, facts: Variables) -> tuple[Any, ...]:
        """The figures and answers that an expression reads: facts as they are known, then the answers at their paths."""
        known = [(name, value) for name in rule.names if (value := facts.get(name)) is not None]
        named = [value if isinstance(value, Decimal) else TextFact(name) for name, value in known]
        return (*named, *map(AnswerAt, self.read_by(rule.expression.source)))


class _TracedEvaluator(CaseEvaluator):
    def __init__(self, answers: TracedAnswers, facts: Variables) -> None:
        super().__init__(answers, facts)
        self._traced = answers

    def number(self, expression: str) -> Decimal | Unknown:
        found = super().number(expression)
        if isinstance(found, Unknown) and not self._traced.supposes_known:
            return found
        rule = self._traced.memory.rule(expression)
        passed_on = self._facts.get(rule.names[0]) if expression.strip() == f"${''.join(rule.names[:1])}" else None
        if isinstance(passed_on, Decimal):
            return passed_on
        value = _STAND_IN if isinstance(found, Unknown) else found
        return given(value, Evaluated(expression), self._traced.inputs_of(rule, self._facts))

    def truth(self, expression: str) -> bool | Unknown:
        found = super().truth(expression)
        return True if isinstance(found, Unknown) and self._traced.supposes_known else found

    def _kept(self, _kind: str, expression: str, evaluate: Any, /) -> Any:
        """Nothing is remembered: equal figures may have been made differently."""
        return evaluate(self._answers.memory.rule(expression))


def traced_rules(checklist: Checklist) -> Checklist:
    """The checklist with every figure in its rules marked by the row that it stands in."""
    changed = {
        each.name: _marked(getattr(checklist, each.name), None, each.name)
        for each in fields(checklist)
        if each.name not in ("xform", "files", "paths", "settings")
    }
    return replace(checklist, **changed)


def _marked(value: Any, rule: Any, field: str) -> Any:
    if isinstance(value, Decimal):
        return given(value, ConstantOf(rule, field))
    if isinstance(value, tuple):
        return tuple(_marked(each, rule, field) for each in value)
    if isinstance(value, Mapping):
        return {key: _marked(each, rule, f"{field}.{key}") for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type | Enum | Provenance):
        row = value if "label" in _field_names(type(value)) else rule
        return replace(value, **{name: _marked(getattr(value, name), row, name) for name in _field_names(type(value))})
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.init)
