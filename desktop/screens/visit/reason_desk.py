"""Why an input of a check that was shown is changed (定案口径 9): asked once for a burst of edits, with the last reason at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from checklists.model.errors import ReasonRequired
from desktop.screens.ports import OpenCase
from desktop.widgets.parts import button, column, row, text

T = TypeVar("T")
_BURST_MS = 120_000
_MOST = 3


class ReasonDialog(QDialog):
    """One field, filled with the last reason; Ctrl+Enter keeps, Esc leaves everything as it was."""

    def __init__(self, checks: tuple[str, ...], last: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("改动须写理由"))
        self.resize(520, 250)
        layout = column(self, margins=(20, 18, 20, 14), spacing=10)
        named = "、".join(checks[:_MOST]) + (self.tr("等 {n} 项").format(n=len(checks)) if len(checks) > _MOST else "")
        layout.addWidget(text(self.tr("“{checks}”的结果已经显示过").format(checks=named), "heading", wrap=True))
        words = self.tr("再改它的输入,须写明为什么改、凭什么改。理由和改动都印在报告里。")
        layout.addWidget(text(words, "muted", wrap=True))
        self.box = QPlainTextEdit(last)
        self.box.setAccessibleName(self.tr("改动理由"))
        self.box.setPlaceholderText(self.tr("例如:老板娘出示了正月的进货单,补记一笔"))
        self.box.setTabChangesFocus(True)
        self.box.selectAll()
        layout.addWidget(self.box, 1)
        bar = row()
        bar.addStretch(1)
        bar.addWidget(button(self.tr("不改了"), self.reject))
        self.keep_button = button(self.tr("按此理由改"), self.accept, kind="primary")
        self.keep_button.setShortcut("Ctrl+Return")
        bar.addWidget(self.keep_button)
        layout.addLayout(bar)
        self.box.textChanged.connect(self._on_typed)
        self._on_typed()

    def words(self) -> str:
        return self.box.toPlainText().strip()

    def _on_typed(self) -> None:
        self.keep_button.setEnabled(bool(self.words()))


class ReasonDesk(QObject):
    """Does edits that may need a reason. ``last`` is offered again; a reason holds until two minutes pass or the section is left."""

    def __init__(self, opened: OpenCase, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._case = opened
        self._screen = parent
        self.last = ""
        self._burst = QTimer(self, singleShot=True, interval=_BURST_MS)
        self._burst.timeout.connect(self.end_burst)

    def doing(self, act: Callable[[], T]) -> T | None:
        """What the edit gives; None where the person rather left things as they were."""
        try:
            done = act()
        except ReasonRequired as needed:
            if not self.ask(needed.checks):
                return None
            done = act()
        if self._burst.isActive():
            self._burst.start()
        return done

    def ask(self, checks: tuple[str, ...]) -> bool:
        """Asks why; whether a reason was given, which then holds for the edits that follow."""
        if self._burst.isActive():
            return True
        dialog = ReasonDialog(checks, self.last, self._screen)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        self.last = dialog.words()
        self._case.give_reason(self.last)
        self._burst.start()
        return True

    def may_move(self, repeat: str) -> bool:
        """Whether rows of a repeat may come in the background: asked before, since nobody can be asked then."""
        checks = self._case.checks_reading(repeat, is_row=True)
        return not checks or self.ask(checks)

    def end_burst(self) -> None:
        """The next such edit asks again."""
        self._burst.stop()
        self._case.give_reason("")
