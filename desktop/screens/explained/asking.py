"""A page asks how one of its figures came about; the answer opens beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from checklists.model.errors import NoSuchFigure
from desktop.screens.explained.dialog import ExplanationDialog
from desktop.screens.ports import OpenCase


class Asking(QObject):
    """Explains figures of one open case as it stands when it is asked. One window at a time."""

    def __init__(self, opened: OpenCase, page: QWidget) -> None:
        super().__init__(page)
        self._case = opened
        self._page = page
        self.shown: ExplanationDialog | None = None

    def ask(self, path: str) -> None:
        """Shows the figure at a place of the assessment; a place that it has not (a rule gone with an edit) shows nothing."""
        try:
            explained = self._case.explainer(live=True).explain(path)
        except NoSuchFigure:
            return
        if self.shown is not None:
            self.shown.close()
        dialog = self.shown = ExplanationDialog(explained, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda: self._on_closed(dialog))
        dialog.show()

    def _on_closed(self, dialog: ExplanationDialog) -> None:
        if self.shown is dialog:
            self.shown = None
