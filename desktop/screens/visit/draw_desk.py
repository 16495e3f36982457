"""The random draw on the page: asks for the client's list or, where there was a draw already, for the reason of another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.background import Background, Message
from desktop.screens.ports import Files, OpenCase, PickedFile
from desktop.services.draws import DAYS, draw_documents, draw_stock, subject_for
from desktop.widgets.parts import button, column, row, text


class AgainDialog(QDialog):
    """What was drawn, and why that will not do."""

    def __init__(self, drawn: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("重新抽样"))
        self.resize(520, 300)
        layout = column(self, margins=(20, 18, 20, 14), spacing=10)
        layout.addWidget(text(self.tr("已经抽过样"), "title"))
        layout.addWidget(text(drawn, "muted", wrap=True))
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(self.tr("重抽的理由"))
        self.box.setPlaceholderText(self.tr("写明为什么要重抽;原来抽到的和理由都留痕"))
        layout.addWidget(self.box, 1)
        bar = row()
        bar.addStretch(1)
        self.keep_button = button(self.tr("不重抽"), self.reject)
        self.again_button = button(self.tr("重抽"), self.accept, kind="primary")
        self.again_button.setEnabled(False)
        bar.addWidget(self.keep_button)
        bar.addWidget(self.again_button)
        layout.addLayout(bar)
        self.box.textChanged.connect(lambda: self.again_button.setEnabled(bool(self.reason())))

    def reason(self) -> str:
        return self.box.toPlainText().strip()


class DrawDesk(QObject):
    """Draws into the repeats of one open case."""

    drawing = Signal()
    drawn = Signal()
    failed = Signal(object)

    def __init__(
        self, opened: OpenCase, *, files: Files, background: Background, today: Callable[[], date], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._case = opened
        self._files = files
        self._background = background
        self._today = today

    def words(self, repeat: str) -> str:
        """What was drawn into a repeat; "" where nothing was."""
        subject = subject_for(repeat)
        return self._case.case.remarks.get(subject, "") if subject else ""

    def draw(self, parent: QWidget, repeat: str) -> None:
        """Draws, after the reason where there was a draw before and, for goods, after the list."""
        before = self.words(repeat)
        if not before:
            self._draw(parent, repeat, "")
            return
        dialog = AgainDialog(before, parent)
        dialog.accepted.connect(lambda: self._draw(parent, repeat, dialog.reason()))
        dialog.open()

    def _draw(self, parent: QWidget, repeat: str, reason: str) -> None:
        if subject_for(repeat) == DAYS:
            self._run(lambda: draw_documents(self._case, today=self._today(), reason=reason))
            return
        files = self._files.choose(parent, self.tr("选择客户的存货清单"), photos=False)
        if files:
            self._from_list(files[0], reason)

    def _from_list(self, file: PickedFile, reason: str) -> None:
        self._run(lambda: draw_stock(self._case, name=file.name, data=file.read(), reason=reason))

    def _run(self, act: Callable[[], object]) -> None:
        """The page takes no answers meanwhile."""
        self.drawing.emit()
        self._background.store(self, act, done=lambda _: self.drawn.emit(), failed=self._on_failed)

    def _on_failed(self, message: Message) -> None:
        self.drawn.emit()
        self.failed.emit(message)
