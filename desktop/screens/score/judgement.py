"""What people decide beside the advice: the conclusion (人工结论), and the grade moved by notches. Each with a reason, on record."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QWidget

from checklists.model.assessment import Advice, Assessment
from checklists.model.errors import ChecklistError
from checklists.model.money import yuan_text
from desktop.messages import message_for
from desktop.screens.ports import OpenCase
from desktop.services.words import CONCLUSIONS, grade_words
from desktop.style.theme import set_role
from desktop.widgets.parts import button, column, row, text

_UP = (1, 2)
_DOWN = (-1, -2, -3)


class JudgementCard(QFrame):
    """The conclusion on the left, the grade on the right. ``decided`` after each record, ``refused`` with what stood against it."""

    decided = Signal()
    refused = Signal(object)
    """A ``Message``."""

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self._case = opened
        self._advised: Assessment | None = None
        self.setProperty("kind", "card")
        sides = row(self, margins=(16, 14, 16, 14), spacing=32)
        sides.addWidget(self._conclusion_side(), 1)
        sides.addWidget(self._grade_side(), 1)

    def show_assessment(self, assessment: Assessment) -> None:
        """What stands on record; what is being typed stays."""
        self._advised = assessment
        made = assessment.confirmation
        if made is None:
            self._conclusion.setText(self.tr("还没有人工结论。程序只出建议,结论由人来下。"))
            set_role(self._conclusion, "warn", name="tone")
        else:
            amount = self.tr(",{n} 元").format(n=yuan_text(made.amount, places=0)) if made.amount is not None else ""
            stale = "" if assessment.is_confirmed else self.tr("(此后建议变了,请重新确认)")
            words = self.tr("{person}:{what}{amount}。理由:{reason}{stale}")
            self._conclusion.setText(
                words.format(
                    person=made.person,
                    what=CONCLUSIONS[made.conclusion],
                    amount=amount,
                    reason=made.reason,
                    stale=stale,
                )
            )
            set_role(self._conclusion, "ok" if assessment.is_confirmed else "warn", name="tone")
        grading = assessment.grading
        lapsed = self.tr("。原记录不起作用:{why}").format(why=grading.lapsed) if grading.lapsed else ""
        self._grade.setText(self.tr("现在:{grade}{lapsed}").format(grade=grade_words(assessment), lapsed=lapsed))
        is_open = not self._case.is_sealed
        for part in (*self._fields, self.confirm_button, self.override_button):
            part.setEnabled(is_open)
        self._withdraw_conclusion.setVisible(is_open and made is not None)
        self._withdraw_grade.setVisible(is_open and grading.override is not None)

    def _conclusion_side(self) -> QWidget:
        side = QWidget()
        layout = column(side, spacing=8)
        layout.addWidget(text(self.tr("人工结论"), "heading"))
        self._conclusion = text("", "", wrap=True)
        layout.addWidget(self._conclusion)
        self.conclusion = QComboBox()
        for advice in (Advice.AGREE, Advice.AGREE_WITH_CONDITIONS, Advice.CAUTION, Advice.REFUSE):
            self.conclusion.addItem(CONCLUSIONS[advice], advice.value)
        self.amount = QLineEdit()
        self.amount.setPlaceholderText(self.tr("同意的金额,元;不填即建议金额"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("理由"))
        self.confirm_button = button(self.tr("记下结论"), self._on_confirm, kind="primary")
        self._withdraw_conclusion = button(self.tr("撤回结论"), self._on_withdraw_conclusion, kind="link")
        self._name(
            (self.conclusion, self.tr("结论")), (self.amount, self.tr("同意的金额")), (self.reason, self.tr("结论理由"))
        )
        grid = QGridLayout()
        grid.addWidget(self.conclusion, 0, 0)
        grid.addWidget(self.amount, 0, 1)
        grid.addWidget(self.reason, 1, 0, 1, 2)
        layout.addLayout(grid)
        bar = row()
        bar.addWidget(self.confirm_button)
        bar.addWidget(self._withdraw_conclusion)
        bar.addStretch(1)
        layout.addLayout(bar)
        layout.addStretch(1)
        return side

    def _grade_side(self) -> QWidget:
        side = QWidget()
        layout = column(side, spacing=8)
        layout.addWidget(text(self.tr("等级调整"), "heading"))
        self._grade = text("", "", wrap=True)
        layout.addWidget(self._grade)
        self.notches = QComboBox()
        for notches in (*_DOWN, *_UP):
            verb = self.tr("上调 {n} 级") if notches > 0 else self.tr("下调 {n} 级")
            self.notches.addItem(verb.format(n=abs(notches)), notches)
        self.authority = QComboBox()
        self.authority.addItem(self.tr("下调,不需权限"), "")
        for rule in self._case.checklist.scorecard.authorities:
            self.authority.addItem(
                self.tr("{who}(至多上调 {n} 级)").format(who=rule.label, n=rule.most_notches), rule.name
            )
        self.decided_by, self.second, self.grade_reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.decided_by.setPlaceholderText(self.tr("决定人姓名"))
        self.second.setPlaceholderText(self.tr("复核人姓名,不能是同一人"))
        self.grade_reason.setPlaceholderText(self.tr("理由"))
        self._name(
            (self.notches, self.tr("调几级")),
            (self.authority, self.tr("上调权限")),
            (self.decided_by, self.tr("决定人")),
            (self.second, self.tr("复核人")),
            (self.grade_reason, self.tr("调整理由")),
        )
        self._fields = (
            self.conclusion, self.amount, self.reason, self.notches, self.authority, self.decided_by, self.second, self.grade_reason,
        )  # fmt: skip
        self.override_button = button(self.tr("记下调整"), self._on_override, kind="primary")
        self._withdraw_grade = button(self.tr("撤回调整"), self._on_withdraw_grade, kind="link")
        grid = QGridLayout()
        for at, field in enumerate((self.notches, self.authority, self.decided_by, self.second)):
            grid.addWidget(field, at // 2, at % 2)
        grid.addWidget(self.grade_reason, 2, 0, 1, 2)
        layout.addLayout(grid)
        bar = row()
        bar.addWidget(self.override_button)
        bar.addWidget(self._withdraw_grade)
        bar.addStretch(1)
        layout.addLayout(bar)
        layout.addStretch(1)
        return side

    def _name(self, *fields: tuple[QWidget, str]) -> None:
        for field, name in fields:
            field.setAccessibleName(name)

    def _on_confirm(self) -> None:
        conclusion = Advice(self.conclusion.currentData())
        amount = self._amount()
        self._decide(lambda: self._case.judging.confirm(conclusion, amount=amount, reason=self.reason.text()))

    def _on_withdraw_conclusion(self) -> None:
        self._decide(self._case.judging.withdraw_confirmation)

    def _on_override(self) -> None:
        self._decide(
            lambda: self._case.judging.override_grade(
                int(self.notches.currentData()),
                authority=str(self.authority.currentData()),
                decided_by=self.decided_by.text(),
                second=self.second.text(),
                reason=self.grade_reason.text(),
            )
        )

    def _on_withdraw_grade(self) -> None:
        self._decide(self._case.judging.withdraw_override)

    def _amount(self) -> Decimal | None:
        """What was typed, else what is advised; None for what is no figure."""
        typed = self.amount.text().replace(",", "").strip()
        if not typed:
            return self._advised.decision.amount if self._advised is not None else None
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            return None
        return amount if amount.is_finite() else None

    def _decide(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ChecklistError as error:
            self.refused.emit(message_for(error))
        else:
            self.decided.emit()
