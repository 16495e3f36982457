"""Saving in the background, in order, with word of every success and failure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.background import Background, Message


class Saver(QObject):
    """What an open case gives its store work to. It outlives the screens, so that leaving a screen loses nothing."""

    saved = Signal()
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background

    def keep(self, work: Callable[[], None]) -> None:
        self._background.store(self, work, done=lambda _: self.saved.emit(), failed=self._on_failed)

    def _on_failed(self, message: Message) -> None:
        self.failed.emit(message)
