"""What lies ahead, on the score screen: the loan under each stress, and twelve months of cash with the instalments in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from checklists.model.assessment import Assessment
from desktop.models.insight import wan
from desktop.widgets.chart import ChartView
from desktop.widgets.parts import column, row, text
from reports.chapters.outlook import plan_bars, tornado_of

_ROW_PX, _HEAD_PX, _MONTHS_PX = 24, 40, 210


class OutlookCard(QFrame):
    """Two charts side by side with the sentence that each comes to."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sides = row(spacing=24)
        layout = column(self, margins=(16, 14, 16, 14), spacing=8)
        layout.addLayout(sides)
        left, right = column(spacing=8), column(spacing=8)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        left.addWidget(text(self.tr("各情形下月还款占月净收入"), "heading"))
        self._tornado = ChartView(_MONTHS_PX)
        self._stresses = text("", "muted", wrap=True)
        left.addWidget(self._tornado)
        left.addWidget(self._stresses)
        left.addStretch(1)
        right.addWidget(text(self.tr("未来十二个月月末余额"), "heading"))
        self._months = ChartView(_MONTHS_PX)
        self._plan = text("", "muted", wrap=True)
        right.addWidget(self._months)
        right.addWidget(self._plan)
        right.addStretch(1)

    def show_outlook(self, assessment: Assessment) -> None:
        stresses = tuple(assessment.sensitivity)
        tornado = tornado_of(stresses)
        spoken = "".join(f"{each.label}:{each.words}" for each in stresses)
        height = _HEAD_PX + _ROW_PX * len(tornado.swings) if tornado is not None else _MONTHS_PX
        self._tornado.show_chart(tornado, spoken, height=height)
        known = [each for each in stresses if each.payment_share is not None]
        self._stresses.setText(
            f"{known[-1].label}:{known[-1].words}" if known else self.tr("还测不出:申请金额、期限或利润不全。")
        )
        plan = assessment.cash_plan
        self._months.show_chart(plan_bars(plan) if plan is not None else None, self._plan_sentence(assessment))
        self._plan.setText(self._plan_sentence(assessment))

    def _plan_sentence(self, assessment: Assessment) -> str:
        plan = assessment.cash_plan
        if plan is None or plan.lowest is None:
            return self.tr("还测不出:逐月收支或余额不全。")
        if plan.is_feasible:
            return self.tr("最低在 {month} 月末,余 {n} 万元;各月末都不为负,还款计划可行。").format(
                month=plan.lowest_month, n=wan(plan.lowest)
            )
        return self.tr("{month} 月末缺 {n} 万元,还款计划不可行。").format(month=plan.lowest_month, n=wan(-plan.lowest))
