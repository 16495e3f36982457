"""The answers that the method reads, as input cells, and the form's own calculations over them as formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from checklists.xpath.references import names_read, readings
from checklists.xpath.syntax import Path, Syntax, Text
from reports.chapters.material import WorkedAnswer
from reports.chapters.sheets.cells import Cells, header, label, title_rows
from reports.chapters.sheets.xpath_cells import BLANK, NotSpoken, Translator
from reports.document import Accepts, CellStyle, NumberStyle, Sheet, SheetCell

TITLE = "计算答卷"
CHANGES = "answers.changes"
_NOTE = (
    "在黄底“改动”栏填写，各表随之重算；清空即恢复原答，未知填“未答”。选择题填代码。"
    "改动使题目增减的（如另加一行、换一种用途）不随之重算；改动后的结果不是本案结论。"
)
_STEP = re.compile(r"([^/\[]+)(?:\[(\d+)\])?")
Steps = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class AnswerCells:
    """Which cell holds which answer. Only what is asked for (``read``) gets a row."""

    answers: Sequence[WorkedAnswer]
    by_template: dict[str, list[WorkedAnswer]] = field(default_factory=dict)
    wanted: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for answer in self.answers:
            if answer.is_relevant:
                self.by_template.setdefault(answer.template, []).append(answer)

    def read(self, templates: Iterable[str]) -> None:
        """Take these questions in, and those that their calculations read."""
        for template in templates:
            if template in self.wanted:
                continue
            self.wanted[template] = None
            for answer in self.by_template.get(template, ())[:1]:
                if answer.calculation is not None:
                    self.read("/" + "/".join(each.names) for each in readings(answer.calculation, answer.names))

    def read_by(self, syntax: Syntax) -> None:
        self.read(name for name in names_read(syntax) if not name.startswith("$"))

    def cells_of(self, template: str) -> list[str]:
        return [_name(answer) for answer in self.by_template.get(template, ())]

    def all_rows(self, path: Path) -> list[str]:
        """The cells of a path that is read from outside every row."""
        return [cell for name in names_read(path) for cell in self.cells_of(name)]

    def sheet(self) -> Sheet:
        rows: list[Cells] = [*title_rows(TITLE, _NOTE), header("问题", "行", "原答", "改动", "采用值", "可填", "路径")]
        rows += [self._row(answer) for answer in self.answers if answer.is_relevant and answer.template in self.wanted]
        changes = [cell.name for row in rows for cell in row if cell.style is CellStyle.INPUT]
        counted = f"COUNTA({{{changes[0]}}}:{{{changes[-1]}}})" if changes else "0"
        rows[2] = label("已改动处数"), SheetCell(), SheetCell(), _changes_cell(counted)
        return Sheet(TITLE, (44, 6, 18, 18, 18, 40, 50), tuple(rows), header_row=4, landscape=True)

    def _row(self, answer: WorkedAnswer) -> Cells:
        positions = [place for _, place in _steps(answer.path) if place]
        return (
            label(answer.title),
            label(positions[-1] if positions else ""),
            *self._cells(answer),
            label("" if answer.calculation is not None else _may_be(answer), style=CellStyle.NOTE),
            label(answer.path, style=CellStyle.NOTE),
        )

    def _cells(self, answer: WorkedAnswer) -> Cells:
        """What was answered, what is typed over it, and what holds of the two. What the form works out cannot be typed over."""
        number, name = _number_style(answer.value), _name(answer)
        formula = "" if answer.calculation is None else self._formula(answer, answer.calculation)
        given = SheetCell(_figure(answer.value), "", CellStyle.FIXED, number, f"given:{answer.path}")
        if answer.calculation is not None:
            held = SheetCell(None, formula or f"{{{given.name}}}", CellStyle.RESULT, number, name)
            return given, SheetCell(), held
        typed = f"typed:{answer.path}"
        change = SheetCell(None, "", CellStyle.INPUT, number, typed, _accepts(answer))
        either = f"IF(ISBLANK({{{typed}}}),{{{given.name}}},{{{typed}}})"
        return given, change, SheetCell(None, either, CellStyle.RESULT, number, name)

    def _formula(self, answer: WorkedAnswer, calculation: Syntax) -> str:
        if isinstance(calculation, Text):
            return ""
        here = _steps(answer.path)

        def cells(path: Path) -> list[str]:
            found: list[str] = []
            for reading in readings(path, answer.names):
                template = "/" + "/".join(reading.names)
                shared = here[: reading.shared] if reading.shared else ()
                found += [_name(each) for each in self.by_template.get(template, ()) if _begins(each, shared)]
            return found

        def no_fact(name: str) -> str:
            raise NotSpoken(name)

        try:
            spoken = Translator(cells, no_fact, strict=False).value(calculation)
        except NotSpoken:
            return ""
        return f'IFERROR({spoken},"{BLANK}")'


def _changes_cell(counted: str) -> SheetCell:
    return SheetCell(None, counted, CellStyle.RESULT, NumberStyle.COUNT, CHANGES)


def _accepts(answer: WorkedAnswer) -> Accepts | None:
    """Codes of a choice, or numbers; ``BLANK`` says of any that it is not answered."""
    if answer.choices:
        return Accepts(texts=(*(code for code, _ in answer.choices), BLANK))
    return Accepts(numbers=True, texts=(BLANK,)) if answer.is_number else None


def _may_be(answer: WorkedAnswer) -> str:
    if answer.choices:
        return "；".join(f"{code} {words}" for code, words in answer.choices)
    return "数字" if answer.is_number else ""


def _begins(answer: WorkedAnswer, shared: Steps) -> bool:
    """Whether it lies in the same rows as far as ``shared`` goes."""
    own = _steps(answer.path)
    return all(step == own[place] for place, step in enumerate(shared) if place < len(own))


def _steps(path: str) -> Steps:
    return tuple((name, place) for name, place in _STEP.findall(path))


def _name(answer: WorkedAnswer) -> str:
    return f"answer:{answer.path}"


def _figure(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text or BLANK
    return number if number.is_finite() else text


def _number_style(text: str) -> NumberStyle:
    found = _figure(text)
    if not isinstance(found, Decimal):
        return NumberStyle.TEXT
    return NumberStyle.AMOUNT if abs(found) >= 1000 else NumberStyle.GENERAL
