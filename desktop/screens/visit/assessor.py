"""Assesses the open case again after each edit, in the background, once for a burst of edits."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from checklists.model.assessment import Assessment
from desktop.background import Background, Message
from desktop.screens.ports import Assess, OpenCase

_PAUSE_MS = 250


class Assessor(QObject):
    assessed = Signal(object)
    failed = Signal(object)

    def __init__(self, opened: OpenCase, assess: Assess, background: Background, *, parent: QObject) -> None:
        super().__init__(parent)
        self._case = opened
        self._assess = assess
        self._background = background
        self._running = False
        self._again = False
        self.latest: Assessment | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._start)

    def ask(self) -> None:
        """An edit happened."""
        self._pause.start()

    def now(self) -> None:
        """The case was opened: no need to wait."""
        self._pause.stop()
        self._start()

    def stop(self) -> None:
        self._pause.stop()
        self._again = False

    def _start(self) -> None:
        if self._running:
            self._again = True
            return
        self._running = True
        case, checklist, assess = self._case.case, self._case.checklist, self._assess
        self._background.network(self, lambda: assess(case, checklist), done=self._on_done, failed=self._on_failed)

    def _on_done(self, assessment: Assessment) -> None:
        self._running = False
        self.latest = assessment
        self.assessed.emit(assessment)
        self._start_again()

    def _on_failed(self, message: Message) -> None:
        self._running = False
        self.failed.emit(message)
        self._start_again()

    def _start_again(self) -> None:
        if self._again:
            self._again = False
            self._start()
