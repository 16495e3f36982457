"""One question on the page: must mark, words, editor, evidence, what is wrong with the answer, and why it stands all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from checklists.form import FormSession, Problem, Question, QuestionKind
from checklists.model.text import masked
from desktop.models.answers import MEDIA, NUMBERS, choice_words, is_must, shown, unit_of
from desktop.models.appearance import is_heading_of_table
from desktop.models.open_points import BLANKS
from desktop.widgets.carried import Carried, LabelMedia
from desktop.widgets.choices import MultiChoice, SegmentedChoice
from desktop.widgets.evidence import EvidenceStrip
from desktop.widgets.factory import make_editor
from desktop.widgets.lists import ListChoice
from desktop.widgets.media import MediaEditor
from desktop.widgets.parts import MustMark, column, row, text
from desktop.widgets.rank import RankEditor
from desktop.widgets.reason import ReasonList
from desktop.widgets.veil import Veil

_NARROW = (
    *NUMBERS,
    QuestionKind.DATE,
    QuestionKind.TIME,
    QuestionKind.DATETIME,
    QuestionKind.BARCODE,
)
_CHOOSING = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)
_SHORT_LABEL = 16


class QuestionBlock(QWidget):
    answered = Signal(str, str)
    next_wanted = Signal(str)
    attach_wanted = Signal(str)
    open_wanted = Signal(str)
    remove_wanted = Signal(str)
    explained = Signal(str, str, str)
    draw_wanted = Signal(str)
    made = Signal(str, str, bytes)

    def __init__(
        self,
        session: FormSession,
        path: str,
        question: Question,
        *,
        today: Callable[[], date],
        carried: Carried,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.question = question
        self._session = session
        self._is_page_closed = False
        self._is_closed = False
        self._label = text("", "strong", wrap=True)
        self._hint = text("", "tiny", wrap=True)
        self._earlier = text("", "warn", wrap=True)
        self._problem = text("", "bad", wrap=True)
        self.editor = make_editor(session, path, question, today, carried)
        self.veil = Veil(self.editor) if self.editor is not None and question.is_sensitive else None
        self.reasons = ReasonList(self._last_in_hand)
        self.media = LabelMedia(question.media, carried) if question.media else None
        self.result = text("", "strong") if question.kind is QuestionKind.CALCULATE else None
        self.evidence = (
            EvidenceStrip(photos=_wants_photos(question), adds=question.kind not in MEDIA)
            if _wants_evidence(question)
            else None
        )
        self._build()
        self._connect()
        self.refresh()

    @property
    def is_narrow(self) -> bool:
        """Whether two such questions stand side by side."""
        if self.evidence is not None or len(self._label.text()) > _SHORT_LABEL:
            return False
        return (
            self.question.kind in _NARROW
            or isinstance(self.editor, ListChoice)
            or (self.question.kind is QuestionKind.TEXT and not self._hint.text())
        )

    def refresh(self) -> None:
        """Shows what the session holds now."""
        visible = self._session.is_relevant(self.path) and not is_heading_of_table(self.question)
        self.setVisible(visible)
        if not visible:
            return
        self._label.setText(self._session.label(self.path))
        self._hint.setText(self._session.hint(self.path))
        self._hint.setVisible(bool(self._hint.text()))
        answer = self._session.value(self.path)
        self._earlier.setVisible(bool(self._earlier.text()) and not answer)
        if self.question.kind in _CHOOSING and isinstance(
            self.editor, (SegmentedChoice, MultiChoice, ListChoice, RankEditor)
        ):
            self.editor.offer(self._session.choices(self.path))
        if self.editor is not None:
            self.editor.show_answer(answer)
            self.editor.name_for_screen_readers(self._spoken())
            self._close_editor()
        if self.veil is not None:
            self.veil.show_answer(self._words(answer))
            self.veil.name_for_screen_readers(self._session.label(self.path))
        if self.result is not None:
            self.result.setText(f"{self._words(answer, is_masked=True) or '—'} {unit_of(self.question)}")
        if self.evidence is not None and self.question.evidence is not None:
            self.evidence.show_wanted(self._session.evidence_wanted(self.path))

    def show_earlier(self, words: str) -> None:
        """What was answered before the checklist changed, told until the question is answered again."""
        self._earlier.setText(_translate("清单更新前答的是“{words}”,请重新回答。").format(words=words))
        self._earlier.setVisible(not self._session.value(self.path))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Says what is wrong; a blank that must be filled is told by its mark until the person leaves the premises."""
        wrong = next((each for each in problems if not each.may_explain and each.kind not in BLANKS), None)
        self._problem.setText(wrong.message if wrong else "")
        self._problem.setVisible(wrong is not None)
        self.reasons.show_problems([(each, "") for each in problems if each.may_explain])

    def problem(self) -> str:
        return self._problem.text()

    def commit(self) -> None:
        """Gives what is typed but not given yet."""
        if not self.isHidden():
            if self.editor is not None:
                self.editor.commit()
            self.reasons.commit()

    def set_closed(self, *, closed: bool) -> None:
        self._is_page_closed = closed
        self._close_editor()
        self.reasons.set_closed(closed=closed)
        if self.evidence is not None:
            self.evidence.set_closed(closed=closed)

    def _close_editor(self) -> None:
        """A question may be opened and closed by the answers of others."""
        if self.editor is not None:
            self._is_closed = self._is_page_closed or self._session.is_readonly(self.path)
            self.editor.set_closed(closed=self._is_closed)

    def focus_target(self) -> QWidget | None:
        """Where the keyboard goes when this question is jumped to; None where nothing can be filled in."""
        if self.editor is not None and not self._is_closed:
            return (self.veil or self.editor).focus_widget()
        return self.evidence.add_button if self.evidence is not None else None

    def _last_in_hand(self) -> QWidget | None:
        """Where the keyboard is last before what may be explained."""
        if self.evidence is not None:
            return self.evidence.add_button
        return self.editor.focus_widget() if self.editor is not None else None

    def _build(self) -> None:
        layout = column(self, spacing=4)
        head = row(spacing=6)
        if self._is_marked():
            head.addWidget(MustMark(_translate("必做")))
        head.addWidget(self._label, 1)
        layout.addLayout(head)
        layout.addWidget(self._hint)
        layout.addWidget(self._earlier)
        for part in (self.media, self.veil or self.editor, self.result, self.evidence, self._problem, self.reasons):
            if part is not None:
                layout.addWidget(part)
        layout.addStretch(1)
        self._problem.hide()
        self._earlier.hide()

    def _connect(self) -> None:
        if self.editor is not None:
            self.editor.answered.connect(lambda answer: self.answered.emit(self.path, answer))
            self.editor.next_wanted.connect(lambda: self.next_wanted.emit(self.path))
        if isinstance(self.editor, MediaEditor):
            self.editor.choose_wanted.connect(lambda: self.attach_wanted.emit(self.path))
            self.editor.draw_wanted.connect(lambda: self.draw_wanted.emit(self.path))
            self.editor.made.connect(lambda name, data: self.made.emit(self.path, name, data))
        if self.evidence is not None:
            self.evidence.add_wanted.connect(lambda: self.attach_wanted.emit(self.path))
            self.evidence.open_wanted.connect(self.open_wanted)
            self.evidence.remove_wanted.connect(self.remove_wanted)
        self.reasons.explained.connect(self.explained)
        self.reasons.next_wanted.connect(lambda: self.next_wanted.emit(self.path))

    def _words(self, answer: str, *, is_masked: bool = False) -> str:
        if self.question.kind in _CHOOSING:
            return choice_words(self._session, self.path, answer)
        words = shown(self.question, answer)
        return masked(words) if is_masked and self.question.is_sensitive else words

    def _is_marked(self) -> bool:
        return is_must(self.question)

    def _spoken(self) -> str:
        words = [self._session.label(self.path)]
        if self._is_marked():
            words.append(_translate("必做"))
        elif self._session.is_required(self.path):
            words.append(_translate("必填"))
        return " ".join(words)


def _wants_evidence(question: Question) -> bool:
    return question.kind in MEDIA or question.evidence is not None


def _wants_photos(question: Question) -> bool:
    wanted = question.evidence
    return question.kind is QuestionKind.IMAGE or (wanted is not None and wanted.is_photo)


def _translate(words: str) -> str:
    return QCoreApplication.translate("question", words)
