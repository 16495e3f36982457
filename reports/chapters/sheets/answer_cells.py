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
from reports.document import CellStyle, NumberStyle, Sheet, SheetCell

TITLE = "计算答卷"
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
        note = "蓝字是现场的回答，按代码填写；其余各表的推算都从这里带出。改动蓝字后的结果不是本案结论。"
        rows: list[Cells] = [*title_rows(TITLE, note), header("问题", "行", "取值", "路径")]
        rows += [self._row(answer) for answer in self.answers if answer.is_relevant and answer.template in self.wanted]
        return Sheet(TITLE, (44, 8, 20, 60), tuple(rows), header_row=4)

    def _row(self, answer: WorkedAnswer) -> Cells:
        positions = [place for _, place in _steps(answer.path) if place]
        return (
            label(answer.title),
            label(positions[-1] if positions else ""),
            self._cell(answer),
            label(answer.path, style=CellStyle.NOTE),
        )

    def _cell(self, answer: WorkedAnswer) -> SheetCell:
        formula = "" if answer.calculation is None else self._formula(answer, answer.calculation)
        if formula:
            return SheetCell(None, formula, CellStyle.RESULT, _number_style(answer.value), _name(answer))
        return SheetCell(_figure(answer.value), "", CellStyle.INPUT, _number_style(answer.value), _name(answer))

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
