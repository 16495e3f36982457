"""Compares the open case with the laptop's others beside the window, and writes what was found into it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from checklists.model.signals import LaptopFindings
from desktop.background import Background
from desktop.screens.ports import SignalService
from desktop.screens.visit.screen import VisitScreen


class Comparison(QObject):
    failed = Signal(object)

    def __init__(self, visit: VisitScreen, signals: SignalService, background: Background, *, parent: QObject) -> None:
        super().__init__(parent)
        self._visit = visit
        self._signals = signals
        self._background = background
        self._running = False

    def make(self) -> None:
        """Once at a time; a sealed case keeps what it was sealed with."""
        if self._running or self._visit.opened.is_sealed:
            return
        self._running = True
        case = self._visit.opened.case
        self._background.network(self, lambda: self._signals.findings(case), done=self._on_done, failed=self._on_failed)

    def _on_done(self, findings: LaptopFindings) -> None:
        self._running = False
        if self._signals.write(self._visit.opened, findings):
            self._visit.settle_record()

    def _on_failed(self, message: object) -> None:
        self._running = False
        self.failed.emit(message)
