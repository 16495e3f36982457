"""From answers to limit by formula: what the sheets of the working share.

Two rules: what the program left unknown stays unknown here (a check shows nothing before all its inputs are in), and a column beside
the formulas says whether they give the assessed figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from checklists.model.facts import FACTS
from checklists.xpath import compile_expression
from checklists.xpath.syntax import Path
from reports.chapters.material import ReportMaterial
from reports.chapters.sheets.answer_cells import CHANGES, AnswerCells
from reports.chapters.sheets.cells import Cells, label, result
from reports.chapters.sheets.fact_cells import LOAN_FACTS
from reports.chapters.sheets.xpath_cells import NotSpoken, Translator
from reports.document import UNKNOWN, CellStyle, NumberStyle, SheetCell

Assessed = Decimal | str | bool | None
REQUESTED, FIRST, RECOMMENDED = ROUNDS = ("@申请", "@初次", "@建议")
"""The amounts at which the case is scored: as asked for, at the first limit, and at the limit that is left."""


@dataclass(slots=True)
class Reckoning:
    """What the sheets share: the cells of answers, and the assessed figures to compare with."""

    material: ReportMaterial
    answers: AnswerCells = field(init=False)
    assessed: dict[str, Assessed] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = AnswerCells(self.material.worked)
        self.assessed = dict(self.material.assessment.facts)

    def number(self, expression: str, at: str = REQUESTED) -> str:
        """A rule's expression as a formula that gives its words where something is not known."""
        return self._spoken(expression, at, "number")

    def text(self, expression: str, at: str = REQUESTED) -> str:
        return self._spoken(expression, at, "value")

    def truth(self, expression: str, at: str = REQUESTED) -> str:
        return self._spoken(expression, at, "truth")

    def _spoken(self, expression: str, at: str, kind: str) -> str:
        syntax = compile_expression(expression).syntax
        self.answers.read_by(syntax)

        def cells(path: Path) -> list[str]:
            return self.answers.all_rows(path)

        def fact(name: str) -> str:
            return f"fact.{name}{at}" if name in LOAN_FACTS else f"fact.{name}"

        translator = Translator(cells, fact, strict=True)
        try:
            return str(getattr(translator, kind)(syntax))
        except NotSpoken:
            return ""

    def answer(self, name: str) -> str:
        """The cell of a question outside repeats; what stands for an unanswered one where it does not apply."""
        cells = self.rows(name)
        return f"{{{cells[0]}}}" if cells else f'"{UNKNOWN}"'

    def rows(self, name: str) -> list[str]:
        template = self.material.checklist.paths.get(name, "")
        self.answers.read([template])
        return self.answers.cells_of(template)

    def answered_cells(self, template: str) -> list[str]:
        """The cells of a question that are answered; what was left open is left out of every reckoning as it was."""
        self.answers.read([template])
        found = self.answers.by_template.get(template, ())
        return [f"answer:{answer.path}" for answer in found if answer.value]


def known(expression: str, otherwise: str = UNKNOWN) -> str:
    return f'IFERROR({expression},"{otherwise}")'


def row_of(text: str, name: str, formula: str, assessed: Assessed, *, number: NumberStyle | None = None) -> Cells:
    """One reckoned figure beside the assessed one. What was left unknown, or has no formula, stands as assessed."""
    value = assessed if isinstance(assessed, Decimal) else UNKNOWN if assessed is None else str(assessed)
    style = (number if isinstance(assessed, Decimal) else None) or _style_of(assessed)
    live = bool(formula) and assessed is not None
    cell = result(known(formula), name, number=style) if live else result("", name, number=style, value=value)
    beside = f"{name}.assessed"
    beside_it = SheetCell(value, "", CellStyle.NOTE, style, beside)
    if not live:
        return label(text), cell, beside_it, label("" if assessed is None else "固定值", style=CellStyle.NOTE)
    equal = (
        f"IF(AND(ISNUMBER({{{name}}}),ISNUMBER({{{beside}}})),"
        f"ABS({{{name}}}-{{{beside}}})<=MAX(0.000001,ABS({{{beside}}})*0.000000001),{{{name}}}={{{beside}}})"
    )
    return label(text), cell, beside_it, result(agreement(equal), number=NumberStyle.TEXT)


def agreement(equal: str) -> str:
    """Whether the formula gives the assessed figure; with changed answers a difference is no fault."""
    return f'IF({equal},"相符",IF({{{CHANGES}}}>0,"随改动","不符"))'


_UNIT_STYLES = {
    "rate": NumberStyle.PERCENT,
    "yuan": NumberStyle.AMOUNT,
    "days": NumberStyle.NUMBER,
    "times": NumberStyle.NUMBER,
}


def style_of_fact(name: str) -> NumberStyle | None:
    """The format of a named figure's unit; None where its size tells."""
    return _UNIT_STYLES.get(FACTS[name].unit) if name in FACTS else None


def _style_of(value: Assessed) -> NumberStyle:
    if not isinstance(value, Decimal):
        return NumberStyle.TEXT
    if abs(value) >= 1000:
        return NumberStyle.AMOUNT
    return NumberStyle.GENERAL if value == value.to_integral_value() else NumberStyle.RATE
