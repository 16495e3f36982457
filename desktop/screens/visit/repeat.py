"""A repeat on the page: its grid and, below it, what of the row in hand has no room in a cell: files, orders, rows of its own.

Rules: the panel below is built for one row at a time and again when another is chosen; a repeat inside a row is such a part itself,
so that any depth can be reached and filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checklists.form import FormSession, Problem, Question, QuestionKind
from desktop.models.answers import MEDIA, is_shown
from desktop.models.open_points import problems_by_path
from desktop.models.repeat_table import IN_PANEL, Pasted, RepeatTable
from desktop.widgets.carried import Carried
from desktop.widgets.evidence import EvidenceStrip
from desktop.widgets.grid import Grid
from desktop.widgets.parts import clear, column, text
from desktop.widgets.question import QuestionBlock
from desktop.widgets.reason import ReasonList

_STATEMENT_FILE = "flow_file"
_SAMPLED_DAYS, _STOCK = "sample_date", "stock_name"
Problems = Mapping[str, Sequence[Problem]]


class Wants(QObject):
    """What the parts of a page ask for, whichever of them and however deep."""

    answered = Signal(str, str)
    row_wanted = Signal(str)
    row_unwanted = Signal(str)
    pasted = Signal(object)
    attach_wanted = Signal(str)
    open_wanted = Signal(str)
    remove_wanted = Signal(str)
    explained = Signal(str, str, str)
    draw_wanted = Signal(str)
    made = Signal(str, str, bytes)
    import_wanted = Signal()
    sample_wanted = Signal(str)
    next_wanted = Signal(str)
    strips_changed = Signal()


@dataclass(frozen=True, slots=True)
class Setting:
    """What every part of a page works with."""

    session: FormSession
    today: Callable[[], date]
    carried: Carried
    wants: Wants
    drawn: Callable[[str], str] = lambda _: ""
    """What the program drew into a repeat."""


def block_of(setting: Setting, path: str, question: Question, parent: QWidget) -> QuestionBlock:
    """A question with its wishes passed on."""
    block = QuestionBlock(setting.session, path, question, today=setting.today, carried=setting.carried, parent=parent)
    wants = setting.wants
    block.answered.connect(wants.answered)
    block.next_wanted.connect(wants.next_wanted)
    block.attach_wanted.connect(wants.attach_wanted)
    block.open_wanted.connect(wants.open_wanted)
    block.remove_wanted.connect(wants.remove_wanted)
    block.explained.connect(wants.explained)
    block.draw_wanted.connect(wants.draw_wanted)
    block.made.connect(wants.made)
    return block


class RepeatPart(QWidget):
    """The grid of a repeat, one strip of evidence for all of its rows, and the panel of the row in hand."""

    def __init__(self, setting: Setting, path: str, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self.question = question
        self._setting = setting
        self._session = setting.session
        self._is_closed = False
        self._row = -1
        self._inner: list[QuestionBlock | RepeatPart] = []
        self.grid = self._new_grid()
        self.grid.view.setAccessibleName(self._session.label(path))
        wanted = [q.evidence for q in question.children if q.kind not in MEDIA and q.evidence is not None]
        self._proved = [q for q in question.children if q.kind not in MEDIA and q.evidence is not None]
        self.evidence = EvidenceStrip(photos=any(each.is_photo for each in wanted)) if wanted else None
        self.reasons = ReasonList(lambda: self.evidence.add_button if self.evidence is not None else self.grid.view)
        self._title = text("", "strong", wrap=True)
        self._panel = QFrame()
        self._panel.setProperty("kind", "rowpanel")
        self._in_panel = column(self._panel, margins=(12, 10, 12, 12), spacing=12)
        layout = column(self)
        for part in (self.grid, self.evidence, self.reasons, self._panel):
            if part is not None:
                layout.addWidget(part)
        self._connect()
        self._show_row(0)

    def parts(self) -> Iterator[QuestionBlock | RepeatPart]:
        """What is in the panel, at any depth, in the order of the screen."""
        for part in self._inner:
            yield part
            if isinstance(part, RepeatPart):
                yield from part.parts()

    def refresh(self, affected: frozenset[str] | None, problems: Problems) -> None:
        """Shows what the session holds now; a row in hand that is gone is left first."""
        self.setVisible(is_shown(self._session, self.path))
        inside, places = (
            f"{self.path}[",
            {self.path, self.path.rpartition("/")[0]},
        )  # rows come and go in what they stand in
        if (
            affected is not None
            and affected.isdisjoint(places)
            and not any(each.startswith(inside) for each in affected)
        ):
            return
        rows = self._session.rows(self.path) if self._is_there() else 0
        if self._row >= rows or (self._row < 0 < rows):
            self._show_row(min(max(self._row, 0), rows - 1))
        if self._is_there():
            self.grid.row_in_hand = self._row
            self.grid.refresh()
            self.grid.say_drawn(self._setting.drawn(self.path))
            self._show_reasons(problems)
            self._show_title()
        for part in self._inner:
            if isinstance(part, RepeatPart):
                part.refresh(None, problems)  # rows above may have moved: the same path is another row then
            else:
                part.refresh()
                part.show_problems(problems.get(part.path, ()))
        self._panel.setVisible(any(not part.isHidden() for part in self._inner))

    def set_closed(self, *, closed: bool) -> None:
        self._is_closed = closed
        self.grid.set_closed(closed=closed)
        self.reasons.set_closed(closed=closed)
        if self.evidence is not None:
            self.evidence.set_closed(closed=closed)
        for part in self._inner:
            part.set_closed(closed=closed)

    def commit(self) -> None:
        self.reasons.commit()
        for part in self._inner:
            part.commit()

    def reach(self, path: str) -> QuestionBlock | RepeatPart:
        """The part that shows ``path``, its row taken in hand and its cell edited where it is one."""
        number, _, step = path[len(self.path) + 1 :].partition("]")
        if not number.isdecimal() or not 0 < int(number) <= self.grid.model.instances:
            return self
        steps = [each.step for each in self.grid.model.columns]
        self.grid.edit_cell(int(number) - 1, steps.index(step) if step in steps else 0)
        self._show_row(int(number) - 1)
        for part in self._inner:
            if path == part.path:
                return part
            if isinstance(part, RepeatPart) and path.startswith(f"{part.path}["):
                return part.reach(path)
        return self

    def _is_there(self) -> bool:
        """Whether the row that this repeat stands in still exists."""
        head = self.path.rpartition("/")[0]
        outer, _, position = head.rpartition("[")
        if not position.endswith("]"):
            return True
        return int(position[:-1]) <= self._session.rows(outer)

    def _new_grid(self) -> Grid:
        setting = self._setting
        table = RepeatTable(
            self._session, self.path, write=setting.wants.answered.emit, today=setting.today, parent=self
        )
        takes_files = any(child.name == _STATEMENT_FILE for child in self.question.children)
        fixed = not self._session.may_change_rows(self.path)
        return Grid(table, self._session.choices, fixed=fixed, takes_files=takes_files, drawn=self._draws())

    def _draws(self) -> str:
        """The words of the button that has the program draw: days of documents, or goods of the client's list."""
        names = {child.name for child in self.question.children}
        if _SAMPLED_DAYS in names:
            return self.tr("由程序抽日期")
        return self.tr("从存货清单抽品种") if _STOCK in names else ""

    def _connect(self) -> None:
        wants = self._setting.wants
        self.grid.import_wanted.connect(wants.import_wanted)
        self.grid.sample_wanted.connect(lambda: wants.sample_wanted.emit(self.path))
        self.grid.next_wanted.connect(lambda: wants.next_wanted.emit(self.path))
        self.grid.row_wanted.connect(self._on_row_wanted)
        self.grid.row_unwanted.connect(lambda at: wants.row_unwanted.emit(f"{self.path}[{at + 1}]"))
        self.grid.pasted.connect(self._on_pasted)
        self.grid.view.selectionModel().currentRowChanged.connect(lambda at, _before: self._on_row(at.row()))
        if self.evidence is not None:
            self.evidence.add_wanted.connect(lambda: wants.attach_wanted.emit(self.path))
            self.evidence.open_wanted.connect(wants.open_wanted)
            self.evidence.remove_wanted.connect(wants.remove_wanted)
        self.reasons.explained.connect(wants.explained)

    def _on_row_wanted(self) -> None:
        self._setting.wants.row_wanted.emit(self.path)
        if self.grid.model.instances:
            self.grid.edit_cell(self.grid.model.instances - 1, 0)

    def _on_pasted(self, pasted: Pasted) -> None:
        self._setting.wants.pasted.emit(pasted)
        self.grid.say_refused(pasted)

    def _on_row(self, at: int) -> None:
        if at != self._row and 0 <= at < self.grid.model.instances:
            self._show_row(at)
            self.grid.row_in_hand = at
            self.grid.refresh()
            section = "/".join(self.path.split("/")[:3])
            self._show_reasons(problems_by_path(self._session, section))

    def _show_row(self, at: int) -> None:
        """Builds the panel of a row; of a repeat without rows, and of rows that fit their cells, there is none."""
        if at == self._row and self._inner:
            return
        self.commit()
        self._let_go()
        clear(self._in_panel)
        self._inner = []
        self._row = at if self._is_there() and at < self._session.rows(self.path) else -1
        if self._row >= 0:
            self._title = text("", "strong", wrap=True)
            self._in_panel.addWidget(self._title)
            self._fill(f"{self.path}[{at + 1}]", self._in_panel)
            self._show_title()
        for part in self._inner:
            part.set_closed(closed=self._is_closed)
        self._panel.setVisible(any(not part.isHidden() for part in self._inner))
        if self._inner:
            self._setting.wants.strips_changed.emit()

    def _show_reasons(self, problems: Problems) -> None:
        """The reasons of the row in hand, and how many rows lack what proves them."""
        inside = f"{self.path}[{self._row + 1}]"
        steps = {f"{inside}{column.step}": column.label for column in self.grid.model.columns}
        self.reasons.show_problems(
            [
                (problem, self.tr("第 {n} 行 {label}:").format(n=self._row + 1, label=label))
                for path, label in steps.items()
                for problem in problems.get(path, ())
                if problem.may_explain
            ]
        )
        if self.evidence is not None:
            self.evidence.show_wanted(self._wanted_words())

    def _wanted_words(self) -> str:
        rows = self._session.rows(self.path)
        lacking: dict[str, int] = {}
        for at in range(rows):
            for question in self._proved:
                path = f"{self.path}[{at + 1}]/{question.name}"
                words = self._session.evidence_wanted(path) if self._session.value(path) else ""
                if words:
                    lacking[words] = lacking.get(words, 0) + 1
        return "  ".join(self.tr("{words} · 还缺 {n} 处").format(words=words, n=n) for words, n in lacking.items())

    def _show_title(self) -> None:
        """Which row the panel is about: its number and the first words in it."""
        words = str(self.grid.model.index(self._row, 0).data() or "") if self.grid.model.columns else ""
        self._title.setText(self.tr("第 {n} 行 {words}").format(n=self._row + 1, words=words).strip())

    def _let_go(self) -> None:
        """What is about to be deleted asks the session nothing more."""
        for part in self.parts():
            if isinstance(part, RepeatPart):
                part.grid.model.let_go()

    def _fill(self, path: str, layout: QVBoxLayout) -> None:
        for item in self._session.children(path):
            if item.question.kind is QuestionKind.GROUP:
                self._fill(item.path, layout)
            elif item.question.kind is QuestionKind.REPEAT:
                layout.addWidget(text(self._session.label(item.path), "heading", wrap=True))
                part = RepeatPart(self._setting, item.path, item.question, self._panel)
                layout.addWidget(part)
                self._inner.append(part)
            elif item.question.kind in IN_PANEL:
                block = block_of(self._setting, item.path, item.question, self._panel)
                layout.addWidget(block)
                self._inner.append(block)
