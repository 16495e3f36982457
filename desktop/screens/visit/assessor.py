"""Assesses the open case again after each edit, once for a burst of edits."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from checklists.model.assessment import Assessment
from desktop.background import Background
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

    def _start(self) -> None:
        """In the window's thread, where the session lives: an edit is assessed anew in less time than a frame takes."""
        self._background.here(self._assessed, done=self._on_done, failed=self.failed.emit)

    def _assessed(self) -> Assessment:
        return self._assess(self._case.case, self._case.checklist, session=self._case.session)

    def _on_done(self, assessment: Assessment) -> None:
        self.latest = assessment
        self.assessed.emit(assessment)
