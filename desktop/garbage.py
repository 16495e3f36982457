"""Collects cyclic garbage in the window's thread only.

Python runs its collector in whichever thread happens to allocate; a worker thread that frees a Qt object can wait for a lock of the
window's thread, which waits for the interpreter: the program stands still. So automatic collection is off while a window is
open, and a timer of the window collects as often as Python would have. What was there at the start (modules, types) stays for
good and is not walked through again each time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class WindowGarbage(QObject):
    """Takes over from Python's own collector until ``stop``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.collect()
        gc.freeze()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def stop(self) -> None:
        """Gives collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @staticmethod
    def collect_due() -> int:
        """Collects the oldest generation whose threshold is passed, as Python does. Returns it, -1 where none was due."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > threshold
        ]
        if not due:
            return -1
        gc.collect(max(due))
        return max(due)
