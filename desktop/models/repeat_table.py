"""A repeat as a table: a row for each instance, a column for each question, and a line of totals below.

Rules: the model writes nothing itself; what is typed goes out through ``write`` and comes back through ``refresh``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from checklists.form import Form, FormSession, Problem, Question, QuestionKind
from checklists.model.text import masked
from desktop.models.answers import (
    GROUPS,
    MEDIA,
    NUMBERS,
    OUTLINES,
    choice_value,
    choice_values,
    choice_words,
    is_summed,
    reader_for,
    shown,
    template_path,
    total_words,
    unit_of,
)
from desktop.models.open_points import BLANKS
from desktop.models.typed import number_of
from desktop.style.theme import current

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
CHOICES = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)
_NO_CELL = (*MEDIA, *OUTLINES, QuestionKind.RANK, QuestionKind.ACKNOWLEDGE, QuestionKind.NOTE)
IN_PANEL = (*_NO_CELL, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANGE)
"""What of a row is asked below the grid, because a cell has no room for it or is not the best place."""


@dataclass(frozen=True, slots=True)
class Column:
    """One question of every row, or one computed figure that goes into a statement; ``step`` is its path below the row."""

    question: Question
    step: str
    label: str

    @property
    def is_computed(self) -> bool:
        return self.question.kind is QuestionKind.CALCULATE

    @property
    def is_number(self) -> bool:
        return self.question.kind in (*NUMBERS, QuestionKind.RANGE) or self.is_computed


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a pasted block: the answers it holds and the cells that were refused (row, column, text)."""

    answers: Mapping[str, str]
    refused: tuple[tuple[int, int, str], ...]


def columns_of(form: Form, repeat: Question) -> tuple[Column, ...]:
    """The leaves of a repeat in body order, through the groups in it, then what is computed of them for a statement.

    Files, orders, outlines and notes have no cell.
    """
    found: list[Column] = []

    def walk(parent: Question, prefix: str) -> None:
        for child in parent.children:
            step = f"{prefix}/{child.path.rsplit('/', 1)[1]}"
            if child.kind is QuestionKind.GROUP:
                walk(child, step)
            elif child.kind not in (*GROUPS, *_NO_CELL):
                found.append(Column(child, step, child.label))

    walk(repeat, "")
    inside = f"{repeat.path}/"
    computed = [
        q
        for path, q in form.questions.items()
        if path.startswith(inside) and q.kind is QuestionKind.CALCULATE and "line" in q.extras
    ]
    asked = {column.question.extras.get("line") for column in found}
    found += [
        Column(q, q.path[len(repeat.path) :], computed_label(form, q))
        for q in computed
        if q.extras["line"] not in asked
    ]
    return tuple(found)


def computed_label(form: Form, question: Question) -> str:
    """What a calculation is called: it has no control, so its label stands only among the form's texts."""
    text = form.texts.get(f"{question.path}:label")
    return question.label or (text.plain if text is not None else "") or question.name


class RepeatTable(QAbstractTableModel):
    def __init__(
        self,
        session: FormSession,
        path: str,
        *,
        write: Callable[[str, str], None],
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.path = path
        self._write = write
        self._today = today
        self.columns = columns_of(session.form, session.form.questions[template_path(path)])
        self._rows = session.rows(path)
        self._problems: dict[str, Problem] = {}
        self._closed = False
        self._is_revealed = False
        self._find_problems()

    @property
    def has_sensitive(self) -> bool:
        return any(column.question.is_sensitive for column in self.columns)

    @property
    def is_revealed(self) -> bool:
        return self._is_revealed

    def reveal(self, *, revealed: bool) -> None:
        """Show sensitive answers, or hide their middles again. A cell that is being edited shows its own."""
        if revealed != self._is_revealed:
            self._is_revealed = revealed
            self._all_changed()

    @property
    def instances(self) -> int:
        """Rows of the repeat, the totals not counted."""
        return self._rows

    @property
    def has_totals(self) -> bool:
        return self._rows > 1 and any(self._summed(at) for at in range(len(self.columns)))

    def cell_path(self, row: int, column: int) -> str:
        return f"{self.path}[{row + 1}]{self.columns[column].step}"

    def set_closed(self, *, closed: bool) -> None:
        self._closed = closed
        self._all_changed()

    def refresh(self) -> None:
        """Takes over what the session holds now; the selection stays where it was."""
        wanted = self._session.rows(self.path)
        had_totals = self.has_totals
        if wanted > self._rows:
            self.beginInsertRows(_NO_PARENT, self._rows, wanted - 1)
            self._rows = wanted
            self.endInsertRows()
        elif wanted < self._rows:
            self.beginRemoveRows(_NO_PARENT, wanted, self._rows - 1)
            self._rows = wanted
            self.endRemoveRows()
        if had_totals != self.has_totals:
            self.beginResetModel()
            self.endResetModel()
        self._find_problems()
        self._all_changed()

    def let_go(self) -> None:
        """Shows nothing from now on: the row that its repeat stood in is no longer in hand, or is gone."""
        self.beginResetModel()
        self._rows = 0
        self._problems = {}
        self.endResetModel()

    def problem(self, row: int, column: int) -> Problem | None:
        return self._problems.get(self.cell_path(row, column)) if row < self._rows else None

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the table and not explained, blanks not counted."""
        return tuple(problem for problem in self._problems.values() if problem.is_open)

    def read_block(self, block: str, row: int, column: int) -> Pasted:
        """A block copied from a spreadsheet, read into answers from ``row``, ``column`` on; rows may lie past the end."""
        answers: dict[str, str] = {}
        refused: list[tuple[int, int, str]] = []
        for down, line in enumerate(block.rstrip("\r\n").splitlines()):
            for right, cell in enumerate(line.split("\t")):
                at = column + right
                if at >= len(self.columns) or not self._takes(row + down, at):
                    if cell.strip():
                        refused.append((row + down, at, cell))
                    continue
                answer = self._read(row + down, at, cell)
                if answer is None:
                    refused.append((row + down, at, cell))
                else:
                    answers[self.cell_path(row + down, at)] = answer
        return Pasted(answers, tuple(refused))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._rows + int(self.has_totals)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < self._rows else "Σ"
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            unit = unit_of(column.question)
            return f"{column.label}({unit})" if unit and unit not in column.label else column.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.question.hint or column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if row >= self._rows:
            return self._total(column, role)
        if role == Qt.ItemDataRole.EditRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        problem = self.problem(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(problem) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[column].label} {self._shown(row, column)} {_told(problem)}".strip()
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(problem)
        if role == Qt.ItemDataRole.BackgroundRole:
            return None if self._takes(row, column) else QColor(current().head)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self._takes(index.row(), index.column()):
            return False
        if str(value) == self._words(index.row(), index.column()):
            return True
        answer = self._read(index.row(), index.column(), str(value))
        path = self.cell_path(index.row(), index.column())
        if answer is None:
            return False
        if answer != self._session.value(path):
            self._write(path, answer)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.row() >= self._rows:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._takes(index.row(), index.column()) else flags

    def _takes(self, row: int, column: int) -> bool:
        if self._closed:
            return False
        if row >= self._rows:
            return not self.columns[column].is_computed
        path = self.cell_path(row, column)
        return self._session.is_relevant(path) and not self._session.is_readonly(path)

    def _read(self, row: int, column: int, typed: str) -> str | None:
        question = self.columns[column].question
        if question.kind is QuestionKind.SELECT_ONE:
            path = self.cell_path(min(row, max(0, self._rows - 1)), column)
            return choice_value(self._session, path, typed)
        if question.kind is QuestionKind.SELECT_MULTIPLE:
            return choice_values(self._session, self.cell_path(min(row, max(0, self._rows - 1)), column), typed)
        return reader_for(question, self._today)(typed).answer

    def _words(self, row: int, column: int) -> str:
        path = self.cell_path(row, column)
        question = self.columns[column].question
        if not self._session.is_relevant(path):
            return ""
        answer = self._session.value(path)
        return choice_words(self._session, path, answer) if question.kind in CHOICES else shown(question, answer)

    def _shown(self, row: int, column: int) -> str:
        words = self._words(row, column)
        return words if self._is_revealed or not self.columns[column].question.is_sensitive else masked(words)

    def _summed(self, column: int) -> bool:
        return is_summed(self.columns[column].question, computed=self.columns[column].is_computed)

    def _total(self, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(current().head)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if self._summed(column):
            numbers = [number_of(self._session.value(self.cell_path(row, column))) for row in range(self._rows)]
            return total_words([number for number in numbers if number is not None] or [Decimal(0)])
        return self.tr("合计 {n} 项").format(n=self._rows) if column == 0 else ""

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self.columns[column].is_number
        return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def _find_problems(self) -> None:
        inside = f"{self.path}["
        self._problems = {
            problem.path: problem
            for problem in self._session.problems()
            if problem.path.startswith(inside) and problem.kind not in BLANKS
        }

    def _all_changed(self) -> None:
        if self.rowCount() and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))


def _told(problem: Problem | None) -> str:
    if problem is None:
        return ""
    return problem.message if problem.is_open else f"{problem.message}已说明:{problem.reason}"


def _colour(problem: Problem | None) -> QColor | None:
    """Only what is open is coloured: a warning in its own colour."""
    if problem is None or not problem.is_open:
        return None
    return QColor(current().warn if problem.severity == "warning" else current().bad)
