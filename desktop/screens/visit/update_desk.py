"""Moving an open case to a newer checklist and back: looks whether there is one, shows what changes, does it in one act.

Rules: looking and doing run on the store's thread, after every edit that waits there; nothing is done before the dialog is accepted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.background import Background, Message
from desktop.screens.ports import OpenCase, Plan, Version, Versions
from desktop.screens.visit.update_parts import UpdateBanner, UpdateDialog

Found = tuple[Version | None, Version | None]


class UpdateDesk(QObject):
    origin_found = Signal()
    began = Signal()
    ended = Signal()
    moved = Signal()
    failed = Signal(object)

    def __init__(
        self,
        opened: OpenCase,
        versions: Versions,
        background: Background,
        *,
        banner: UpdateBanner,
        commit: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._versions = versions
        self._background = background
        self._banner = banner
        self._commit = commit
        self._window = parent
        self.origin: Version | None = None
        banner.look_wanted.connect(self.update)

    def look(self) -> None:
        """Whether the shelf has a newer version, and whether there is an update to undo; told when it is known."""
        versions, case_id = self._versions, self._opened.id
        self._background.store(
            self,
            lambda: (versions.newer(case_id), versions.came_from(case_id)),
            done=self._on_found,
            failed=self.failed.emit,
        )

    def update(self) -> None:
        """Shows what the newest version changes and, where the person agrees, moves the case."""
        self._ask(lambda: self._versions.plan(self._opened))

    def undo(self) -> None:
        """The same for the way back from the last update."""
        self._ask(lambda: self._versions.plan_undo(self._opened))

    def _ask(self, plan: Callable[[], Plan | None]) -> None:
        self._commit()
        self.began.emit()
        self._background.store(self, plan, done=self._on_planned, failed=self._on_failed)

    def _on_found(self, found: Found) -> None:
        newer, self.origin = found
        if newer is not None:
            self._banner.offer(newer)
        self.origin_found.emit()

    def _on_planned(self, plan: Plan | None) -> None:
        if plan is None:
            self.ended.emit()
            self._banner.hide()
            return
        dialog = UpdateDialog(plan, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._make(plan))
        dialog.rejected.connect(self.ended)
        dialog.open()

    def _make(self, plan: Plan) -> None:
        versions, opened = self._versions, self._opened
        self._background.store(
            self, lambda: versions.make(plan, opened), done=lambda _: self.moved.emit(), failed=self._on_failed
        )

    def _on_failed(self, message: Message) -> None:
        self.ended.emit()
        self.failed.emit(message)
