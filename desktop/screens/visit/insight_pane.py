"""The right pane: what the answers mean so far. It is refilled in place and keeps its shape while figures arrive."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from checklists.form import FormSession
from checklists.model.assessment import Assessment, Turnover, TurnoverEstimate
from checklists.model.checklist import Checklist
from desktop.models.insight import (
    CheckLine,
    Names,
    assessed_words,
    core_lines,
    limit_words,
    method_words,
    next_question,
    state_words,
    tally_words,
    turnover_is_shown,
    wan,
)
from desktop.widgets.bars import Bar, MarkedBars
from desktop.widgets.parts import Dot, Elided, button, clear, column, hairline, row, surface, text


class InsightPane(QFrame):
    jump_wanted = Signal(str)
    check_wanted = Signal(str)

    def __init__(self, session: FormSession, checklist: Checklist) -> None:
        super().__init__()
        self._session = session
        self._names = Names(session, checklist)
        self.setProperty("kind", "insight")
        self.setFixedWidth(332)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        canvas = QWidget()
        canvas.setProperty("kind", "pane")
        self._column = column(canvas, margins=(16, 16, 16, 16), spacing=6)
        canvas.setFixedWidth(331)
        scroll.setWidget(canvas)
        column(self).addWidget(scroll)
        self._checks = self._group(self.tr("交叉验证"))
        self._tally = text("", "tiny")
        self._column.addWidget(self._tally)
        self._column.addSpacing(10)
        self._turnover_title = text(self.tr("年营业额"), "muted")
        self._column.addWidget(self._turnover_title)
        self._bars = MarkedBars()
        self._column.addWidget(self._bars)
        self._adopted = self._line()
        self._score = self._line_group(self.tr("评分 · 填写时不显示得分"))
        self._limit = self._line_group(self.tr("额度"))
        self._suggest = self._suggestion_box()
        self._column.addStretch(1)

    def show_waiting(self) -> None:
        """Before the first result: the same shape with nothing known."""
        self._adopted[0].setText(self.tr("正在计算"))

    def show_assessment(self, assessment: Assessment, held: frozenset[str] = frozenset()) -> None:
        """Refills every line; ``held`` names the checks whose first result waits until the section is left."""
        clear(self._checks)
        for line in core_lines(assessment, self._names, held=held):
            self._checks.addWidget(self._check(line))
        self._tally.setText(tally_words(assessment, held))
        self._show_turnover(assessment.turnover, is_shown=turnover_is_shown(assessment, held))
        self._score[0].setText(assessed_words(assessment))
        self._score[1].say(state_words(assessment))
        name, words = limit_words(assessment, self._names)
        self._limit[0].setText(name)
        self._limit[1].say(words)
        self._show_suggestion(assessment)

    def suggestion_path(self) -> str:
        """Where the next most useful question is; blank where none is left."""
        return str(self._suggest.property("path") or "")

    def _check(self, line: CheckLine) -> QWidget:
        holder = QWidget()
        layout = column(holder, spacing=0)
        words = row(spacing=8)
        words.addWidget(Dot(line.tone))
        words.addWidget(text(line.label))
        if line.asks:
            words.addStretch(1)
            opens = button(line.words, lambda: self.check_wanted.emit(line.name), kind="link")
            opens.setAccessibleName(self.tr("{check}:{result},去说明").format(check=line.label, result=line.words))
            opens.setProperty("tone", line.tone)
            words.addWidget(opens)
        else:
            result = Elided(line.words, line.tone if line.tone != "unknown" else "muted")
            result.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            words.addWidget(result, 1)
        layout.addSpacing(4)
        layout.addLayout(words)
        layout.addSpacing(5)
        layout.addWidget(hairline())
        return holder

    def _show_turnover(self, turnover: Turnover, *, is_shown: bool) -> None:
        """The estimates beside what was declared once the check is shown: before, nobody should fill in towards it."""
        declared = f" · 申报 {wan(turnover.declared)} 万" if turnover.declared is not None else ""
        self._turnover_title.setText(self.tr("年营业额") + declared)
        known = [estimate for estimate in turnover.estimates if estimate.value is not None and is_shown]
        bars = [_bar(estimate) for estimate in known[:6]]
        self._bars.show_bars(bars, turnover.declared, ";".join(f"{bar.label} {bar.words} 万元" for bar in bars))
        self._bars.setVisible(bool(bars))
        if turnover.adopted is not None and is_shown:
            self._adopted[0].setText(self.tr("采纳"))
            self._adopted[1].say(self.tr("{n} 万(中位数与申报孰低)").format(n=wan(turnover.adopted)))
        else:
            self._adopted[0].setText(self.tr("还不能采纳"))
            self._adopted[1].say(self.tr("已有 {n} 类来源,须 3 类").format(n=turnover.families))

    def _show_suggestion(self, assessment: Assessment) -> None:
        found = next_question(assessment, self._session, self._names)
        self._suggest.setVisible(found is not None)
        self._suggest.setProperty("path", found.path if found else "")
        if found is None:
            return
        self._where.setText(f"{found.section} · {found.question}")
        decides = "、".join(found.decides[:3])
        self._why.setText(self.tr("它决定:{what}。").format(what=decides) if decides else self.tr("必做项,还没有填。"))

    def _suggestion_box(self) -> QFrame:
        box = surface("suggest")
        layout = column(box, margins=(12, 10, 12, 10), spacing=4)
        layout.addWidget(text(self.tr("下一个最有用的问题"), "accent"))
        self._where = text("", "", wrap=True)
        self._why = text("", "tiny", wrap=True)
        layout.addWidget(self._where)
        layout.addWidget(self._why)
        layout.addWidget(
            button(self.tr("去回答  F8"), lambda: self.jump_wanted.emit(self.suggestion_path()), kind="link"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        self._column.addSpacing(8)
        self._column.addWidget(box)
        box.hide()
        return box

    def _group(self, title: str) -> QVBoxLayout:
        self._column.addWidget(text(title, "muted"))
        layout = column(spacing=0)
        self._column.addLayout(layout)
        return layout

    def _line_group(self, title: str) -> tuple[QLabel, Elided]:
        self._column.addSpacing(8)
        self._column.addWidget(text(title, "muted"))
        return self._line()

    def _line(self) -> tuple[QLabel, Elided]:
        left, right = text("", "strong"), Elided("", "muted")
        right.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout = row()
        layout.addWidget(left)
        layout.addWidget(right, 1)
        self._column.addLayout(layout)
        self._column.addWidget(hairline())
        return left, right


def _bar(estimate: TurnoverEstimate) -> Bar:
    value = estimate.value or Decimal(0)
    return Bar(method_words(estimate.label), estimate.value, wan(value))
