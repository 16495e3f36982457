"""A superior's exception for a check that fails (上级例外): name, position, reason. It holds for the figures as they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from checklists.model.assessment import CrossCheck, Verdict
from checklists.model.errors import ChecklistError
from desktop.messages import message_for
from desktop.screens.ports import OpenCase
from desktop.widgets.parts import button, column, row, text


class ExceptionForm(QWidget):
    """Below a check that fails. ``decided`` after each record, ``refused`` with what stood against it."""

    decided = Signal()
    refused = Signal(object)
    """A ``Message``."""

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self._case = opened
        self._check = ""
        layout = column(self, spacing=6)
        layout.addWidget(text(self.tr("上级例外(不通过而仍要同意的,须由上级具名准予)"), "strong"))
        self._standing = text("", "", wrap=True)
        layout.addWidget(self._standing)
        self.superior, self.position, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        grid = QGridLayout()
        for at, (field, name) in enumerate(
            (
                (self.superior, self.tr("上级姓名")),
                (self.position, self.tr("上级职务")),
                (self.reason, self.tr("例外理由")),
            )
        ):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            grid.addWidget(field, at // 2, at % 2, 1, 2 if at == 2 else 1)
        layout.addLayout(grid)
        self.save_button = button(self.tr("记下例外"), self._on_save)
        self.withdraw_button = button(self.tr("撤回例外"), self._on_withdraw, kind="link")
        bar = row()
        bar.addWidget(self.save_button)
        bar.addWidget(self.withdraw_button)
        bar.addStretch(1)
        layout.addLayout(bar)

    def show_check(self, check: CrossCheck) -> None:
        """Only a check that fails, or one that has an exception, has this form."""
        self._check = check.name
        leave = check.exception
        is_open = not self._case.is_sealed
        self.setVisible(check.verdict is Verdict.FAIL or leave is not None)
        self._standing.setVisible(leave is not None)
        if leave is not None:
            lapsed = "" if check.is_excepted else self.tr("(检验的数字已变,例外失效)")
            words = self.tr("{position}{superior}准予例外,理由:{reason}{lapsed}")
            self._standing.setText(
                words.format(position=leave.position, superior=leave.superior, reason=leave.reason, lapsed=lapsed)
            )
        for part in (self.superior, self.position, self.reason, self.save_button):
            part.setVisible(is_open and check.verdict is Verdict.FAIL)
        self.withdraw_button.setVisible(is_open and leave is not None)

    def _on_save(self) -> None:
        try:
            self._case.judging.except_check(
                self._check,
                superior=self.superior.text(),
                position=self.position.text(),
                reason=self.reason.text(),
            )
        except ChecklistError as error:
            self.refused.emit(message_for(error))
        else:
            self.decided.emit()

    def _on_withdraw(self) -> None:
        try:
            self._case.judging.withdraw_exception(self._check)
        except ChecklistError as error:
            self.refused.emit(message_for(error))
        else:
            self.decided.emit()
