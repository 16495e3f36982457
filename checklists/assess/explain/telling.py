"""A traced figure becomes a tree: what has a name stands for itself, the arithmetic between names becomes one formula in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from checklists.assess.answers import without_positions
from checklists.assess.explain.beside import beside
from checklists.assess.explain.evidence import evidence_of, remark_of
from checklists.assess.explain.places import Place, Places
from checklists.assess.explain.rows import Rows
from checklists.assess.explain.sources import source_of
from checklists.assess.explain.tracing import AnswerAt, ConstantOf, Evaluated, LineOf, TextFact, TracedAnswers
from checklists.assess.explain.tree import Explanation, Kind
from checklists.assess.explain.words import expression_in_words, number_in_words
from checklists.form.definition import Field
from checklists.model.assessment import Assessment, IndicatorScore
from checklists.model.case import Case
from checklists.model.facts import FACTS
from checklists.model.lines import LINE_BY_KEY
from checklists.model.money import figure_from_text
from checklists.model.traced import Traced

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^"}
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_CALLED = {
    "least": "最小者",
    "most": "最大者",
    "middle": "中位数",
    "count": "计数",
    "floor": "向下取整",
    "abs": "绝对值",
}
_MANY = 6
"""More terms than these are told by their number."""


class Teller:
    """Tells the figures of one traced assessment."""

    def __init__(self, case: Case, assessment: Assessment, *, answers: TracedAnswers, rows: Rows) -> None:
        self.places = Places(assessment)
        self._case = case
        self._assessment = assessment
        self._answers = answers
        self._rows = rows
        self._names = self.places.by_figure()
        self._told: set[int | str] = set()
        self._labels: dict[str, str] = {}
        self._texts: dict[str, dict[str, str]] = {}
        self._answered: dict[AnswerAt, Explanation] = {}
        self._read: dict[str, tuple[str, ...]] = {}

    def tell(self, place: Place) -> Explanation:
        """The tree of a figure of the document."""
        self._told.clear()
        return self._figure(place.value, place)

    def _figure(self, value: Any, place: Place | None = None) -> Explanation:
        if isinstance(value, AnswerAt):
            return self._answer(value)
        place = place or self._names.get(id(value))
        if place is None and not isinstance(value, Traced):
            place = self._text_fact(value)
        if place is None and not isinstance(value, Traced):
            return Explanation(Kind.CONSTANT, "", number_in_words(value), value)
        about = value.made.about if isinstance(value, Traced) else None
        if isinstance(about, AnswerAt) and place is None:
            return self._answer(about)
        if isinstance(about, LineOf):
            return Explanation(Kind.MISSING, "", about.line.label, None, "yuan", missing=(about.line.label,))
        if isinstance(about, ConstantOf) and (place is None or place.field != "points"):
            return self._constant(about, value, place)
        return self._worked_out(value, place, about)

    def _worked_out(self, value: Any, place: Place | None, about: Any) -> Explanation:
        key = id(value) if isinstance(value, Traced) else place.path if place is not None else id(value)
        value = place.value if isinstance(value, TextFact) and place is not None else value
        is_above = key in self._told
        self._told.add(key)
        about = about or self._decided_by(place)
        formula, operands, source = self._made(value, about)
        extra = beside(place, self._assessment, self._answers) if place is not None else ()
        extra = tuple(each for each in extra if all(each is not known for known in operands))
        rule = self._rows.with_expression(about.expression) if isinstance(about, Evaluated) else None
        owner = place.owner if place is not None and not isinstance(place.owner, Assessment) else None
        is_ruled = isinstance(about, Evaluated)
        return Explanation(
            kind=(Kind.RULE if is_ruled else Kind.FIGURE) if operands or extra else Kind.CONSTANT,
            path=place.path if place is not None else "",
            label=place.label if place is not None else rule.label if rule is not None else "",
            value=_plain(value),
            unit=place.unit if place is not None else "",
            formula=formula,
            method="" if is_ruled else getattr(owner, "formula", "") or _bin_of(place),
            source=source or getattr(owner, "source", ""),
            rule=rule or self._row_of(owner),
            remark=getattr(owner, "remark", ""),
            inputs=() if is_above else tuple(self._figure(each) for each in (*operands, *extra)),
            is_above=is_above,
        )

    def _decided_by(self, place: Place | None) -> Evaluated | None:
        """The expression behind a figure that no arithmetic made: whether a rule fired, or which word an indicator found."""
        is_decided = place is not None and (
            place.field in ("fired", "is_wanted") or isinstance(place.owner, IndicatorScore)
        )
        expression = self._rows.condition_of(place.owner) if place is not None and is_decided else ""
        return (
            Evaluated(expression)
            if expression and place is not None and place.field not in ("points", "max_points")
            else None
        )

    def _text_fact(self, value: Any) -> Place | None:
        """A fact that is a word has no identity of its own: it comes with its name."""
        return self.places.by_path.get(f"facts.{value.name}") if isinstance(value, TextFact) else None

    def _row_of(self, owner: Any) -> Any:
        return self._rows.row_of(owner) if getattr(owner, "label", "") else None

    def _made(self, value: Any, about: Any) -> tuple[str, list[Any], str]:
        """The formula in words, what it is made of, and its source."""
        if isinstance(about, Evaluated):
            words = expression_in_words(about.expression, self._label)
            return (
                words,
                list(self._read_by(about.expression) if not isinstance(value, Traced) else value.made.inputs),
                "",
            )
        if isinstance(about, AnswerAt):
            return "", [about], ""
        if isinstance(about, ConstantOf) or not isinstance(value, Traced):
            return "", [], ""
        operands: dict[int, Any] = {}
        formula = self._words(value, operands)
        where = value.made.where
        return formula, list(operands.values()), "" if where is None else source_of(*where)

    def _read_by(self, expression: str) -> tuple[Any, ...]:
        return self._answers.inputs_of(self._answers.memory.rule(expression), dict(self._assessment.facts))

    def _words(self, value: Traced, operands: dict[int, Any]) -> str:
        operator = value.made.operator
        if operator in ("+", "*"):
            terms = [each for each in _flat(value, operator, self._is_named) if not _is_idle(each, operator)]
            if len(terms) > _MANY and operator == "+":
                for each in terms:
                    self._term(each, operands, 0)
                return f"{len(terms)}项合计"
            return f" {_SIGNS[operator]} ".join(self._term(each, operands, _BINDING[operator]) for each in terms)
        if operator in _SIGNS:
            left, right = value.made.inputs
            rank = _BINDING[operator]
            return f"{self._term(left, operands, rank)} {_SIGNS[operator]} {self._term(right, operands, rank + 1)}"
        if operator == "neg":
            return f"−{self._term(value.made.inputs[0], operands, 3)}"
        terms = [self._term(each, operands, 0) for each in value.made.inputs if each is not None]
        if len(terms) > _MANY:
            return f"{_CALLED[operator]}({len(terms)}项)"
        return f"{_CALLED[operator]}({'、'.join(terms)})"

    def _term(self, value: Any, operands: dict[int, Any], rank: int) -> str:
        if not isinstance(value, Traced):
            return number_in_words(value)
        if self._is_named(value):
            operands[id(value)] = value
            return self._name(value)
        inner = self._words(value, operands)
        binds = _BINDING.get(value.made.operator, 4)
        return f"({inner})" if binds < rank else inner

    def _is_named(self, value: Any) -> bool:
        return isinstance(value, Traced) and (id(value) in self._names or value.made.operator == "given")

    def _name(self, value: Traced) -> str:
        place, about = self._names.get(id(value)), value.made.about
        if place is not None:
            return place.label
        if isinstance(about, AnswerAt):
            return self._label(about.path)
        if isinstance(about, LineOf):
            return about.line.label
        if isinstance(about, ConstantOf):
            return number_in_words(value)
        row = self._rows.with_expression(about.expression)
        return row.label if row is not None else expression_in_words(about.expression, self._label)

    def _label(self, name: str) -> str:
        if name.startswith("$"):
            fact = FACTS.get(name[1:])
            return fact.label if fact is not None else name[1:]
        template = without_positions(name)
        label = self._labels.get(template)
        if label is None:
            label = self._labels[template] = next(iter(self._answers.labels([template])), "") or self._line_fed_by(
                template
            )
        return label

    def _line_fed_by(self, template: str) -> str:
        """What a calculation without questions is called: the line that it feeds, else its own name."""
        field = self._answers.session.form.fields.get(template)
        line = LINE_BY_KEY.get(field.extras.get("line", "")) if field is not None else None
        return line.label if line is not None else template.rpartition("/")[2]

    def _constant(self, about: ConstantOf, value: Traced, place: Place | None) -> Explanation:
        row = self._rows.row_of(about.rule) if about.rule is not None else None
        label = f"{row.label}·{number_in_words(value)}" if row is not None else number_in_words(value)
        source = row.source if row is not None else ""
        if place is not None:
            return Explanation(
                Kind.CONSTANT, place.path, place.label, _plain(value), place.unit, source=source, rule=row
            )
        return Explanation(Kind.CONSTANT, "", label, _plain(value), source=source, rule=row)

    def _answer(self, at: AnswerAt) -> Explanation:
        path = at.path
        field = self._answers.session.form.fields[without_positions(path)]
        if field.is_computed and field.calculate is not None:
            return self._calculation(path, self._text_at(path), field.calculate.source)
        told = self._answered.get(at)
        if told is None:
            told = self._answered[at] = self._told_answer(at, field)
        return told

    def _told_answer(self, at: AnswerAt, field: Field) -> Explanation:
        path, text, label = at.path, self._text_at(at.path), self._label(at.path)
        is_missing = at.is_missing or not text.strip()
        value = figure_from_text(text) if field.is_numeric else None
        return Explanation(
            Kind.MISSING if is_missing else Kind.ANSWER,
            path,
            label,
            None if is_missing else text if value is None else value,
            unit=field.extras.get("unit", ""),
            text=text if field.choices is None else self._answers.words_of(path, text),
            evidence=evidence_of(self._case, path),
            remark=remark_of(self._case, path),
            missing=(label,) if is_missing else (),
        )

    def _text_at(self, path: str) -> str:
        template = without_positions(path)
        texts = self._texts.get(template)
        if texts is None:
            leaves = self._answers.session.leaves_of(template)
            texts = self._texts[template] = {leaf.path: leaf.text for leaf in leaves}
        return texts[path]

    def _calculation(self, path: str, text: str, source: str) -> Explanation:
        """What the form itself works out: read on to the answers that it reads."""
        template = without_positions(path)
        is_above = path in self._told
        self._told.add(path)
        read = () if is_above else self._read_at(path, template)
        inputs = tuple(self._answer(AnswerAt(each)) for each in read if each != path)
        return Explanation(
            Kind.CALCULATION if inputs or is_above else Kind.CONSTANT if text.strip() else Kind.MISSING,
            path,
            self._label(path),
            figure_from_text(text) if text.strip() else None,
            formula=expression_in_words(source, lambda name: self._label(_absolute(name, template))),
            text=text,
            missing=() if text.strip() else (self._label(path),),
            inputs=inputs,
            is_above=is_above,
        )

    def _read_at(self, path: str, template: str) -> tuple[str, ...]:
        if path not in self._read:
            self._read[path] = self._answers.read_at(path) or self._gates(template)
        return self._read[path]

    def _gates(self, template: str) -> tuple[str, ...]:
        """A fixed figure (nothing where the client has none of it) stands because somebody said so: the questions that decide it."""
        gates = (self._answers.session.leaves_of(gate) for gate in self._answers.gates(template))
        return tuple(leaves[0].path for leaves in gates if len(leaves) == 1)


def _bin_of(place: Place | None) -> str:
    """Why an indicator earned its points, as the scorecard says it."""
    is_points = place is not None and place.field == "points" and isinstance(place.owner, IndicatorScore)
    return place.owner.reason if place is not None and is_points else ""


def _absolute(name: str, template: str) -> str:
    """``../price`` as a calculation at a place means it."""
    ups = name.count("../")
    return name if not ups else "/".join([*template.split("/")[:-ups], name.replace("../", "")])


def _flat(value: Any, operator: str, is_named: Any) -> Iterator[Any]:
    """The terms of a sum of sums; what has a name stays whole."""
    for each in value.made.inputs:
        if isinstance(each, Traced) and each.made.operator == operator and not is_named(each):
            yield from _flat(each, operator, is_named)
        else:
            yield each


def _is_idle(value: Any, operator: str) -> bool:
    return not isinstance(value, Traced) and value == (0 if operator == "+" else 1)


def _plain(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, Traced) else value
