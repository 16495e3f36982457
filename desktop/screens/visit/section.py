"""One section of the questionnaire, generated from the form: a card for each group, a grid for each repeat.

Rules: the page is built once for a section; an edit only shows, hides and refills what is there, and the field in hand stays where
it is on the screen while things above it come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from checklists.form import FormSession, Question, QuestionKind
from desktop.models.answers import is_must, is_shown, template_path
from desktop.models.open_points import problems_by_path
from desktop.screens.visit.repeat import RepeatPart, Setting, Wants, block_of
from desktop.widgets.carried import Carried
from desktop.widgets.evidence import EvidenceStrip
from desktop.widgets.grid import Grid
from desktop.widgets.parts import column, row, text
from desktop.widgets.question import QuestionBlock

_NO_FILES: Mapping[str, bytes] = {}


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


class SectionPage(QScrollArea):
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
    strips_changed = Signal()
    ended = Signal()

    def __init__(
        self,
        session: FormSession,
        section: str,
        *,
        today: Callable[[], date],
        files: Mapping[str, bytes] = _NO_FILES,
        drawn: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self.section = section
        self._session = session
        self._wants = Wants(self)
        self._setting = Setting(session, today, Carried(files), self._wants, drawn)
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
        self._connect()
        self._build()
        self.refresh()
        self.set_closed(closed=False)

    def blocks(self) -> tuple[QuestionBlock, ...]:
        return tuple(self._blocks.values())

    def block(self, path: str) -> QuestionBlock:
        """The question at ``path``, one of a row in hand included. KeyError where the section shows none."""
        if path in self._blocks:
            return self._blocks[path]
        return {part.path: part for part in self._parts() if isinstance(part, QuestionBlock)}[path]

    def grid(self, repeat: str) -> Grid:
        """The grid of a repeat, one inside a row in hand included. KeyError where the section shows none."""
        return {part.path: part.grid for part in self._parts() if isinstance(part, RepeatPart)}[repeat]

    def strips(self) -> Iterator[tuple[str, EvidenceStrip]]:
        """Every evidence strip with the path that its files belong to."""
        for part in self._parts():
            if part.evidence is not None:
                yield part.path, part.evidence

    def _parts(self) -> Iterator[QuestionBlock | RepeatPart]:
        """Every part in the order of the screen, those of rows in hand behind their grid."""
        for part in self._order:
            yield part
            if isinstance(part, RepeatPart):
                yield from part.parts()

    def show_earlier(self, words: Mapping[str, str]) -> None:
        """What was answered by path before the checklist changed, at the questions that are asked again."""
        for path in words.keys() & self._blocks.keys():
            self._blocks[path].show_earlier(words[path])

    def refresh(self, affected: frozenset[str] | None = None) -> None:
        """Shows what the session holds now; ``affected`` None = everything."""
        held = self._hold()
        problems = problems_by_path(self._session, self.section)
        for path, block in self._blocks.items():
            if affected is None or path in affected or block.isHidden() != (not self._session.is_relevant(path)):
                block.refresh()
            block.show_problems(problems.get(path, ()))
        for part in self._repeats.values():
            part.refresh(affected, problems)
        for pair in self._pairs:
            pair.refresh()
        for card, path, parts in reversed(self._cards):
            card.setVisible(is_shown(self._session, path) and any(not part.isHidden() for part in parts))
        self._keep(held)

    def set_closed(self, *, closed: bool) -> None:
        for block in self._blocks.values():
            block.set_closed(closed=closed)
        for part in self._repeats.values():
            part.set_closed(closed=closed)

    def commit(self) -> None:
        """Gives what is typed but not given yet, before the page goes away."""
        for block in self._blocks.values():
            block.commit()
        for part in self._repeats.values():
            part.commit()

    def go_to(self, path: str) -> None:
        """Puts the keyboard onto the question at ``path``, a cell of a grid included."""
        block = self._blocks.get(path)
        if block is not None:
            self._focus(block)
            return
        for repeat, part in self._repeats.items():
            if path == repeat or path.startswith(f"{repeat}["):
                self._focus(part)
                reached = part.reach(path)
                if reached is not part:
                    self._focus(reached)

    def go_to_start(self) -> None:
        """The first thing that can be filled in."""
        first = next((part for part in self._order if not part.isHidden() and _target(part) is not None), None)
        if first is not None:
            self._focus(first)

    def path_in_hand(self) -> str:
        """The question or repeat that has the keyboard; blank where none has."""
        focus = QApplication.focusWidget()
        return next(
            reversed([part.path for part in self._parts() if focus is not None and part.isAncestorOf(focus)]), ""
        )

    def go_on(self, path: str) -> None:
        """To what comes after the question at ``path``; past the end the section has ended."""
        parts = list(self._parts())
        places = [part.path for part in parts]
        for part in parts[places.index(path) + 1 :]:
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
        block = block_of(self._setting, path, question, self._canvas)
        self._blocks[path] = block
        self._order.append(block)
        return block

    def _add_repeat(self, card: Card, path: str, question: Question) -> None:
        part = RepeatPart(self._setting, path, question, card)
        card.body.addWidget(part)
        self._parts_of(card).append(part)
        self._repeats[path] = part
        self._order.append(part)

    def _connect(self) -> None:
        wants = self._wants
        wants.answered.connect(self.answered)
        wants.row_wanted.connect(self.row_wanted)
        wants.row_unwanted.connect(self.row_unwanted)
        wants.pasted.connect(self.pasted)
        wants.attach_wanted.connect(self.attach_wanted)
        wants.open_wanted.connect(self.open_wanted)
        wants.remove_wanted.connect(self.remove_wanted)
        wants.explained.connect(self.explained)
        wants.draw_wanted.connect(self.draw_wanted)
        wants.made.connect(self.made)
        wants.import_wanted.connect(self.import_wanted)
        wants.sample_wanted.connect(self.sample_wanted)
        wants.strips_changed.connect(self.strips_changed)
        wants.next_wanted.connect(self.go_on)

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
