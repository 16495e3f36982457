"""One section of the questionnaire, generated from the form: a card for each group, a grid for each repeat.

Rules: the page is built once for a section; an edit only shows, hides and refills what is there, and the field in hand stays where
it is on the screen while things above it come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from checklists.form import FormSession, Problem, Question, QuestionKind
from desktop.models.answers import MEDIA, is_must, is_shown, template_path
from desktop.models.repeat_table import Pasted, RepeatTable
from desktop.widgets.evidence import EvidenceStrip
from desktop.widgets.grid import Grid
from desktop.widgets.parts import column, row, text
from desktop.widgets.question import QuestionBlock

BLANKS = ("required", "must")
_STATEMENT_FILE = "flow_file"


class Card(QFrame):
    """A white card: a title, and below it what belongs together. Hidden while all that is in it is hidden."""

    def __init__(self, title: str = "", hint: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = column(self, margins=(16, 14, 16, 14), spacing=14)
        if title:
            self.body.addWidget(text(title, "heading", wrap=True))
        if hint:
            self.body.addWidget(text(hint, "tiny", wrap=True))


class Pair(QWidget):
    """Two narrow questions side by side; one alone keeps its half."""

    def __init__(self, left: QuestionBlock, right: QuestionBlock | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._blocks = [left] if right is None else [left, right]
        layout = row(self, spacing=12)
        for block in self._blocks:
            layout.addWidget(block, 1)
        self._filler = QWidget()
        layout.addWidget(self._filler, 1)
        self.refresh()

    def refresh(self) -> None:
        shown = sum(not block.isHidden() for block in self._blocks)
        self._filler.setVisible(shown == 1)
        self.setVisible(shown > 0)


class RepeatPart(QWidget):
    """A repeat: its grid and, where its rows ask for evidence, one strip for all of them."""

    def __init__(self, session: FormSession, path: str, question: Question, *, grid: Grid, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self.question = question
        self.grid = grid
        self._session = session
        grid.view.setAccessibleName(session.label(path))
        wants = [child for child in question.children if child.kind in MEDIA or child.extras.get("evidence")]
        self.evidence = (
            EvidenceStrip(photos=any(child.extras.get("evidence") == "photo" for child in wants)) if wants else None
        )
        layout = column(self)
        layout.addWidget(grid)
        if self.evidence is not None:
            layout.addWidget(self.evidence)


class SectionPage(QScrollArea):
    answered = Signal(str, str)
    row_wanted = Signal(str)
    row_unwanted = Signal(str)
    pasted = Signal(object)
    attach_wanted = Signal(str)
    open_wanted = Signal(str)
    import_wanted = Signal()
    ended = Signal()

    def __init__(self, session: FormSession, section: str, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.section = section
        self._session = session
        self._today = today
        self._blocks: dict[str, QuestionBlock] = {}
        self._repeats: dict[str, RepeatPart] = {}
        self._cards: list[tuple[Card, str, list[QWidget]]] = []
        self._pairs: list[Pair] = []
        self._order: list[QuestionBlock | RepeatPart] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._canvas = QWidget()
        self._canvas.setProperty("kind", "canvas")
        self._column = column(self._canvas, margins=(22, 16, 22, 24), spacing=12)
        self.setWidget(self._canvas)
        self._build()
        self.refresh()
        self.set_closed(closed=False)

    def blocks(self) -> tuple[QuestionBlock, ...]:
        return tuple(self._blocks.values())

    def block(self, path: str) -> QuestionBlock:
        """The question at ``path``. KeyError where the section has none."""
        return self._blocks[path]

    def grid(self, repeat: str) -> Grid:
        """The grid of a repeat. KeyError where the section has none."""
        return self._repeats[repeat].grid

    def strips(self) -> Iterator[tuple[str, EvidenceStrip]]:
        """Every evidence strip with the path that its files belong to."""
        for part in self._order:
            if part.evidence is not None:
                yield part.path, part.evidence

    def refresh(self, affected: frozenset[str] | None = None) -> None:
        """Shows what the session holds now; ``affected`` None = everything."""
        held = self._hold()
        problems = {problem.path: problem for problem in self._session.problems(self.section)}
        for path, block in self._blocks.items():
            if affected is None or path in affected or block.isHidden() != (not self._session.is_relevant(path)):
                block.refresh()
            block.show_problem(_worth_saying(problems.get(path)))
        for path, part in self._repeats.items():
            part.setVisible(is_shown(self._session, path))
            inside = f"{path}["
            if affected is None or path in affected or any(each.startswith(inside) for each in affected):
                part.grid.refresh()
        for pair in self._pairs:
            pair.refresh()
        for card, path, parts in reversed(self._cards):
            card.setVisible(is_shown(self._session, path) and any(not part.isHidden() for part in parts))
        self._keep(held)

    def set_closed(self, *, closed: bool) -> None:
        for block in self._blocks.values():
            block.set_closed(closed=closed)
        for part in self._repeats.values():
            part.grid.set_closed(closed=closed)
            if part.evidence is not None:
                part.evidence.set_closed(closed=closed)

    def commit(self) -> None:
        """Gives what is typed but not given yet, before the page goes away."""
        for block in self._blocks.values():
            if block.editor is not None and not block.isHidden():
                block.editor.commit()

    def go_to(self, path: str) -> None:
        """Puts the keyboard onto the question at ``path``, a cell of a grid included."""
        block = self._blocks.get(path)
        if block is not None:
            self._focus(block)
            return
        for repeat, part in self._repeats.items():
            if path == repeat or path.startswith(f"{repeat}["):
                self._focus(part)
                number, _, step = path[len(repeat) + 1 :].partition("]")
                steps = [each.step for each in part.grid.model.columns]
                if number.isdecimal() and step in steps:
                    part.grid.edit_cell(int(number) - 1, steps.index(step))

    def go_to_start(self) -> None:
        """The first thing that can be filled in."""
        first = next((part for part in self._order if not part.isHidden() and _target(part) is not None), None)
        if first is not None:
            self._focus(first)

    def path_in_hand(self) -> str:
        """The question or repeat that has the keyboard; blank where none has."""
        focus = QApplication.focusWidget()
        return next((part.path for part in self._order if focus is not None and part.isAncestorOf(focus)), "")

    def go_on(self, path: str) -> None:
        """To what comes after the question at ``path``; past the end the section has ended."""
        places = [part.path for part in self._order]
        for part in self._order[places.index(path) + 1 :]:
            if not part.isHidden() and _target(part) is not None:
                self._focus(part)
                return
        self.ended.emit()

    def _build(self) -> None:
        question = self._session.form.questions[template_path(self.section)]
        self._column.addWidget(text(self._session.label(self.section), "title"))
        hint = self._session.hint(self.section)
        if hint:
            self._column.addWidget(text(hint, "muted", wrap=True))
        if question.kind is QuestionKind.REPEAT:
            card = self._card("", "", self.section)
            self._add_repeat(card, self.section, question)
        else:
            self._build_group(self.section, self._column, titled=False)
        self._column.addStretch(1)

    def _build_group(self, path: str, holder: QVBoxLayout, *, titled: bool) -> None:
        """The children of a group: leaves share a card, an item that must be done starts one, groups and repeats have their own."""
        card: Card | None = None
        run: list[QuestionBlock] = []
        if titled:
            card = self._card(self._session.label(path), self._session.hint(path), path, holder)
        for item in self._session.children(path):
            if item.question.kind in (QuestionKind.GROUP, QuestionKind.REPEAT):
                self._place(card, run)
                card, run = None, []
                self._build_part(item.path, item.question, holder)
                continue
            if is_must(item.question) and run:
                self._place(card, run)
                card, run = None, []
            block = self._block(item.path, item.question)
            if card is None:
                card = self._card("", "", path, holder)
            run.append(block)
        self._place(card, run)

    def _build_part(self, path: str, question: Question, holder: QVBoxLayout) -> None:
        if question.kind is QuestionKind.REPEAT:
            card = self._card(self._session.label(path), self._session.hint(path), path, holder)
            self._add_repeat(card, path, question)
        else:
            self._build_group(path, holder, titled=True)

    def _card(self, title: str, hint: str, path: str, holder: QVBoxLayout | None = None) -> Card:
        card = Card(title, hint)
        (holder or self._column).addWidget(card)
        self._cards.append((card, path, []))
        return card

    def _parts_of(self, card: Card) -> list[QWidget]:
        return next(parts for each, _, parts in self._cards if each is card)

    def _place(self, card: Card | None, run: list[QuestionBlock]) -> None:
        """Puts the blocks onto the card, narrow ones in pairs."""
        if card is None:
            return
        waiting: QuestionBlock | None = None
        for block in [*run, None]:
            if block is not None and block.is_narrow:
                if waiting is None:
                    waiting = block
                    continue
                self._add_pair(card, waiting, block)
                waiting = None
                continue
            if waiting is not None:
                self._add_pair(card, waiting, None)
                waiting = None
            if block is not None:
                card.body.addWidget(block)
        self._parts_of(card).extend(run)

    def _add_pair(self, card: Card, left: QuestionBlock, right: QuestionBlock | None) -> None:
        pair = Pair(left, right, card)
        self._pairs.append(pair)
        card.body.addWidget(pair)

    def _block(self, path: str, question: Question) -> QuestionBlock:
        block = QuestionBlock(self._session, path, question, today=self._today, parent=self._canvas)
        block.answered.connect(self.answered)
        block.next_wanted.connect(self.go_on)
        block.attach_wanted.connect(self.attach_wanted)
        block.open_wanted.connect(self.open_wanted)
        self._blocks[path] = block
        self._order.append(block)
        return block

    def _add_repeat(self, card: Card, path: str, question: Question) -> None:
        table = RepeatTable(self._session, path, write=self.answered.emit, today=self._today, parent=self)
        takes_files = any(child.name == _STATEMENT_FILE for child in question.children)
        fixed = not self._session.may_change_rows(path)
        grid = Grid(table, self._session.choices, fixed=fixed, takes_files=takes_files)
        part = RepeatPart(self._session, path, question, grid=grid, parent=card)
        part.grid.import_wanted.connect(self.import_wanted)
        part.grid.row_wanted.connect(lambda: self._on_row_wanted(path))
        part.grid.row_unwanted.connect(lambda at: self.row_unwanted.emit(f"{path}[{at + 1}]"))
        part.grid.pasted.connect(lambda pasted: self._on_pasted(part, pasted))
        if part.evidence is not None:
            part.evidence.add_wanted.connect(lambda: self.attach_wanted.emit(path))
            part.evidence.open_wanted.connect(self.open_wanted)
        card.body.addWidget(part)
        self._parts_of(card).append(part)
        self._repeats[path] = part
        self._order.append(part)

    def _on_row_wanted(self, path: str) -> None:
        self.row_wanted.emit(path)
        grid = self._repeats[path].grid
        if grid.model.instances:
            grid.edit_cell(grid.model.instances - 1, 0)

    def _on_pasted(self, part: RepeatPart, pasted: Pasted) -> None:
        self.pasted.emit(pasted)
        part.grid.say_refused(pasted)

    def _focus(self, part: QuestionBlock | RepeatPart) -> None:
        target = _target(part)
        if target is not None:
            target.setFocus()
        self.ensureWidgetVisible(part, 0, 40)

    def _hold(self) -> tuple[QWidget, int] | None:
        focus = QApplication.focusWidget()
        if focus is None or not self._canvas.isAncestorOf(focus):
            return None
        return focus, focus.mapTo(self.viewport(), QPoint(0, 0)).y()

    def _keep(self, held: tuple[QWidget, int] | None) -> None:
        """Scrolls by as much as the page above the field in hand has grown or shrunk."""
        if held is None:
            return
        widget, before = held
        self._column.activate()
        QTimer.singleShot(0, self, lambda: self._scroll_back(widget, before))

    def _scroll_back(self, widget: QWidget, before: int) -> None:
        if QApplication.focusWidget() is widget and self._canvas.isAncestorOf(widget):
            moved = widget.mapTo(self.viewport(), QPoint(0, 0)).y() - before
            if moved:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)


def _target(part: QuestionBlock | RepeatPart) -> QWidget | None:
    return part.focus_target() if isinstance(part, QuestionBlock) else part.grid.view


def _worth_saying(problem: Problem | None) -> Problem | None:
    """A blank is shown by the ring, the mark and the check before leaving; a wrong answer is said at once."""
    return None if problem is None or problem.kind in BLANKS else problem
