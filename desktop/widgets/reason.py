"""Written reasons below a question: a warning overridden, a must item skipped, evidence that could not be had.

Rules: an open warning offers its field at once, the others on a link, so that the easy way is to do the item; a reason that was
given stands there quietly and can be changed or withdrawn; who is writing keeps the field, whatever is saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from checklists.form import Problem
from desktop.style.theme import set_role
from desktop.widgets.editor import TextEditor
from desktop.widgets.parts import button, column, row, text


class ReasonLine(QWidget):
    """One problem that a reason settles."""

    given = Signal(str)
    next_wanted = Signal()

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self._problem = problem
        self._prefix = ""
        self._is_closed = False
        self._is_writing = False
        self.words = text("", "warn", wrap=True)
        self.offer = button("", self.write, kind="link")
        self.change = button(self.tr("修改"), self.write, kind="link")
        self.withdraw = button(self.tr("撤回"), lambda: self.given.emit(""), kind="link")
        self.field = TextEditor()
        self.field.box.setPlaceholderText(self.tr("说明理由：看到的事实、谁说的、凭什么"))
        self.field.box.installEventFilter(self)
        self.field.answered.connect(self.given)
        self.field.next_wanted.connect(self._on_done)
        layout = column(self, spacing=4)
        head = row(spacing=8)
        head.addWidget(self.words, 1)
        for link in (self.offer, self.change, self.withdraw):
            head.addWidget(link)
        head.addStretch(0)
        layout.addLayout(head)
        layout.addWidget(self.field)

    def show_problem(self, problem: Problem, prefix: str) -> None:
        """Shows the problem as it stands now. ``prefix`` says which row."""
        self._problem, self._prefix = problem, prefix
        self.field.show_answer(problem.reason)
        self._show()

    def set_closed(self, *, closed: bool) -> None:
        self._is_closed = closed
        self._show()

    def write(self) -> None:
        """Opens the field and puts the keyboard into it."""
        self._is_writing = True
        self._show()
        self.field.box.setFocus()

    def commit(self) -> None:
        if not self.field.isHidden():
            self.field.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field.box and event.type() == QEvent.Type.FocusIn:
            self._is_writing = True
        elif watched is self.field.box and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._on_left)  # the field gives its words first
        return super().eventFilter(watched, event)

    def _on_left(self) -> None:
        if not self.field.box.hasFocus():
            self._is_writing = False
            self._show()

    def _on_done(self) -> None:
        self._is_writing = False
        self._show()
        self.next_wanted.emit()

    def _show(self) -> None:
        problem = self._problem
        takes = not self._is_closed
        is_warning = problem.kind not in ("must", "evidence")
        is_writing = takes and self._is_writing
        self.words.setText(self._sentence())
        self.words.setVisible(bool(self.words.text()))
        set_role(self.words, "warn" if problem.is_open else "muted")
        self.field.setVisible(is_writing or (takes and problem.is_open and is_warning))
        self.field.name_for_screen_readers(f"{self.tr('说明理由')} {self._prefix}{problem.message}")
        self.offer.setText(self._offer())
        self.offer.setVisible(takes and problem.is_open and not is_warning and not is_writing)
        for link in (self.change, self.withdraw):
            link.setVisible(takes and not problem.is_open and not is_writing)
            link.setAccessibleName(f"{link.text()}:{problem.message}")

    def _offer(self) -> str:
        words = self.tr("跳过并说明") if self._problem.kind == "must" else self.tr("无法取得,说明理由")
        return f"{self._prefix}{words}"

    def _sentence(self) -> str:
        """A blank must item and missing evidence are told by their marks; what was explained is told with its reason."""
        problem = self._problem
        if problem.is_open:
            return "" if problem.kind in ("must", "evidence") else f"{self._prefix}{problem.message}"
        if problem.kind == "must":
            return f"{self._prefix}{self.tr('已跳过')}:{problem.reason}"
        if problem.kind == "evidence":
            return f"{self._prefix}{self.tr('没有证据')}:{problem.reason}"
        return f"{self._prefix}{problem.message}{self.tr('已说明')}:{problem.reason}"


class ReasonList(QWidget):
    """The reasons of one question, or of one row of a table. A line stays the same widget as long as its problem is there."""

    explained = Signal(str, str, str)
    next_wanted = Signal()

    def __init__(self, before: Callable[[], QWidget | None]) -> None:
        """``before``: what has the keyboard before these fields."""
        super().__init__()
        self._before = before
        self._lines: dict[tuple[str, str], ReasonLine] = {}
        self._is_closed = False
        self._column = column(self, spacing=6)
        self.hide()

    def lines(self) -> tuple[ReasonLine, ...]:
        return tuple(self._lines.values())

    def line(self, path: str, kind: str) -> ReasonLine:
        """The line of a problem. KeyError where it is not shown."""
        return self._lines[path, kind]

    def show_problems(self, problems: Sequence[tuple[Problem, str]]) -> None:
        """``problems`` with what says which row each is in."""
        wanted = {(problem.path, problem.kind): (problem, prefix) for problem, prefix in problems}
        for key in [key for key in self._lines if key not in wanted]:
            line = self._lines.pop(key)
            line.hide()
            line.deleteLater()
        for key, (problem, prefix) in wanted.items():
            line = self._lines.get(key) or self._new_line(problem)
            line.show_problem(problem, prefix)
        self.setVisible(bool(self._lines))

    def set_closed(self, *, closed: bool) -> None:
        self._is_closed = closed
        for line in self._lines.values():
            line.set_closed(closed=closed)

    def commit(self) -> None:
        for line in tuple(self._lines.values()):
            line.commit()

    def _new_line(self, problem: Problem) -> ReasonLine:
        line = self._lines[problem.path, problem.kind] = ReasonLine(problem)
        line.set_closed(closed=self._is_closed)
        line.given.connect(lambda reason: self.explained.emit(problem.path, problem.kind, reason))
        line.next_wanted.connect(self.next_wanted)
        self._column.addWidget(line)
        self._set_tab_order()
        return line

    def _set_tab_order(self) -> None:
        """Lines come and go; the keyboard reaches them from their question all the same."""
        last = self._before()
        for line in self._lines.values():
            for part in (line.offer, line.change, line.withdraw, line.field.box):
                if last is not None:
                    QWidget.setTabOrder(last, part)
                last = part
