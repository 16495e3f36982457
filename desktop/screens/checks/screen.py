"""Cross-checks (交叉验证): the list above; below it how the chosen one is computed, and the investigator's explanation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from checklists.model.assessment import Assessment, CheckInput, CrossCheck, TurnoverEstimate, Verdict
from desktop.models.assessment_rows import amount, check_row, tolerance_words
from desktop.models.insight import Names, method_words, percent, wan
from desktop.models.rows import RowsTable
from desktop.screens.checks.exception import ExceptionForm
from desktop.screens.checks.signals import SignalsCard
from desktop.screens.ports import OpenCase
from desktop.style.theme import set_role
from desktop.widgets.bars import Bar, MarkedBars
from desktop.widgets.parts import button, clear, column, row, surface, text
from desktop.widgets.tables import RowsView


class ChecksScreen(QWidget):
    jump_wanted = Signal(str)
    origin_wanted = Signal(str)
    """The place of a figure in the assessment's document."""
    remarked = Signal(str, str)

    def __init__(self, opened: OpenCase) -> None:
        super().__init__()
        self._case = opened
        self._names = Names(opened.session, opened.checklist)
        self.exception = ExceptionForm(opened)
        self._checks: dict[str, CrossCheck] = {}
        self.signals = SignalsCard(self._names, is_sealed=opened.is_sealed)
        self.signals.jump_wanted.connect(self.jump_wanted)
        self.signals.remarked.connect(self.remarked)
        page = column(self, margins=(22, 16, 22, 16), spacing=12)
        head = row()
        head.addWidget(text(self.tr("交叉验证"), "title"))
        head.addStretch(1)
        self._to_signals = button("", self.show_signals, kind="link")
        head.addWidget(self._to_signals)
        page.addLayout(head)
        page.addWidget(text(self.tr("同一个数从不同来源核对。输入没有填全的,不给结论。"), "muted"))
        headers = [self.tr("检验"), self.tr("应有"), self.tr("实际"), self.tr("偏差"), self.tr("结论")]
        self._model = RowsTable(headers, right=(1, 2, 3))
        self.table = RowsView(self._model, stretch=0)
        self.table.setAccessibleName(self.tr("交叉验证"))
        card = surface("card")
        column(card, margins=(8, 6, 8, 6)).addWidget(self.table)
        body = row(spacing=12)
        body.addWidget(card, 5)
        body.addWidget(self._side(), 4)
        page.addLayout(body, 1)
        self.table.chosen.connect(self._show_check)
        self.table.offer_origin()
        self.table.asked.connect(lambda key: self.origin_wanted.emit(f"cross_checks.{key}.rate"))

    def show_assessment(self, assessment: Assessment) -> None:
        """Refills the list; the chosen check stays chosen."""
        self._checks = {check.name: check for check in assessment.cross_checks}
        self._model.show_rows([check_row(check, self._names) for check in assessment.cross_checks])
        if not self.table.key() and assessment.cross_checks:
            worst = sorted(assessment.cross_checks, key=lambda check: _RANK[check.verdict])[0]
            self.table.choose(worst.name)
        else:
            self._show_check(self.table.key())
        self.signals.show_signals(assessment.signals)
        grave = sum(each.severity == "major" for each in assessment.signals.found)
        words = self.tr("线索 {n} 条,其中重大 {grave} 条").format(n=len(assessment.signals.found), grave=grave)
        self._to_signals.setText(words)
        turnover = assessment.turnover
        bars = [_bar(each, third_party=self.tr("第三方"), absent=self.tr("未取得")) for each in turnover.estimates]
        self._bars.show_bars(bars, turnover.declared, ";".join(f"{bar.label} {bar.words}" for bar in bars))
        declared = wan(turnover.declared) if turnover.declared is not None else "—"
        adopted = f"{wan(turnover.adopted)} 万元" if turnover.adopted is not None else self.tr("还不能采纳")
        words = self.tr("申报 {declared} 万元(竖线) · {n} 类来源,其中第三方 {third} 类 · 采纳 {adopted}")
        self._turnover_words.setText(
            words.format(declared=declared, n=turnover.families, third=turnover.third_party, adopted=adopted)
        )

    def choose(self, name: str) -> None:
        """Shows one check and puts the keyboard into its explanation, where it asks for one."""
        self.table.choose(name)
        if self._remark.isVisibleTo(self):
            self._remark.setFocus()
            self._scroll.ensureWidgetVisible(self._remark)

    def show_signals(self) -> None:
        """Brings the signals into view."""
        self._scroll.verticalScrollBar().setValue(self.signals.y())

    def _side(self) -> QWidget:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        canvas = QWidget()
        canvas.setProperty("kind", "canvas")
        layout = column(canvas, margins=(0, 0, 4, 0), spacing=12)
        layout.addWidget(self._detail())
        layout.addWidget(self.signals)
        layout.addWidget(self._turnover())
        layout.addStretch(1)
        self._scroll.setWidget(canvas)
        return self._scroll

    def _detail(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        head = row()
        self._title = text("", "heading")
        self._verdict = text("", "pill")
        head.addWidget(self._title)
        head.addWidget(self._verdict)
        head.addStretch(1)
        layout.addLayout(head)
        self._meaning = text("", "", wrap=True)
        self._first = text("", "strong", wrap=True)
        self._formula = text("", "muted", wrap=True)
        self._inputs = QGridLayout()
        self._inputs.setHorizontalSpacing(24)
        self._inputs.setColumnStretch(2, 1)
        self._source = text("", "tiny", wrap=True)
        for part in (self._meaning, self._first, self._formula):
            layout.addWidget(part)
        layout.addLayout(self._inputs)
        layout.addWidget(self._source)
        self._ask = text(self.tr("说明这个偏差的原因和证据(写明凭什么):"), "strong")
        self._remark = QPlainTextEdit()
        self._remark.setAccessibleName(self.tr("偏差说明"))
        self._remark.setFixedHeight(72)
        self._remark.setTabChangesFocus(True)
        self._save = button(self.tr("保存说明"), self._on_save, kind="primary")
        layout.addWidget(self._ask)
        layout.addWidget(self._remark)
        layout.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.exception)
        return card

    def _turnover(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        layout.addWidget(text(self.tr("年营业额:各种方法(万元)"), "heading"))
        self._bars = MarkedBars()
        self._turnover_words = text("", "muted", wrap=True)
        layout.addWidget(self._bars)
        layout.addWidget(self._turnover_words)
        return card

    def _show_check(self, name: str) -> None:
        check = self._checks.get(name)
        if check is None:
            return
        self._title.setText(check.label)
        words, tone = _VERDICTS[check.verdict]
        self._verdict.setText(words)
        set_role(self._verdict, tone, name="tone")
        missing = self.tr("还缺:{what}。").format(what=self._names.listed(check.missing, 8)) if check.missing else ""
        self._meaning.setText(f"{check.meaning}{missing}")
        self._show_first(check)
        self.exception.show_check(check)
        self._formula.setText(
            check.formula
            + (
                self.tr(" · 对当期利润的偏差 {rate}").format(rate=percent(check.second_rate))
                if check.second_rate is not None
                else ""
            )
        )
        tolerance = tolerance_words(check)
        words = self.tr("容差(通过 / 可说明):{tolerance} · ").format(tolerance=tolerance) if tolerance else ""
        self._source.setText(words + self.tr("依据:{source}").format(source=check.source))
        clear(self._inputs)
        for at, each in enumerate(check.inputs):
            self._add_input(at, each)
        asks = check.verdict in (Verdict.EXPLAIN, Verdict.FAIL) or bool(check.remark)
        for part in (self._ask, self._remark, self._save):
            part.setVisible(asks)
        self._remark.setReadOnly(self._case.is_sealed)
        self._save.setEnabled(not self._case.is_sealed)
        if not self._remark.hasFocus() or self._remark.property("check") != name:
            self._remark.setPlainText(check.remark)
        self._remark.setProperty("check", name)

    def _show_first(self, check: CrossCheck) -> None:
        """What the check said first, where it says something else by now."""
        first = check.first
        changed = first is not None and (first.verdict, first.expected, first.actual) != (
            check.verdict,
            check.expected,
            check.actual,
        )
        self._first.setVisible(changed)
        if first is not None:
            words = self.tr(
                "首次结果:{verdict},应有 {expected},实际 {actual},偏差 {rate}。此后改过输入,理由记在审计轨迹里。"
            )
            self._first.setText(
                words.format(
                    verdict=_VERDICTS[first.verdict][0],
                    expected=amount(first.expected, as_rate=check.kind == "margin"),
                    actual=amount(first.actual, as_rate=check.kind == "margin"),
                    rate=percent(first.rate),
                )
            )

    def _add_input(self, at: int, each: CheckInput) -> None:
        value = text(amount(each.value), "strong")
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._inputs.addWidget(text(each.label), at, 0)
        self._inputs.addWidget(value, at, 1)
        if each.paths:
            go = button(self.tr("看来源"), lambda: self.jump_wanted.emit(each.paths[0]), kind="link")
            go.setAccessibleName(self.tr("看 {what} 的来源").format(what=each.label))
            self._inputs.addWidget(go, at, 2, Qt.AlignmentFlag.AlignLeft)

    def _on_save(self) -> None:
        name = str(self._remark.property("check") or "")
        if name:
            self.remarked.emit(f"check/{name}", self._remark.toPlainText().strip())


def _bar(estimate: TurnoverEstimate, *, third_party: str, absent: str) -> Bar:
    label = method_words(estimate.label) + (f" · {third_party}" if estimate.third_party else "")
    return Bar(label, estimate.value, wan(estimate.value) if estimate.value is not None else absent)


_RANK = {Verdict.FAIL: 0, Verdict.EXPLAIN: 1, Verdict.INSUFFICIENT: 2, Verdict.PASS: 3}
_VERDICTS = {
    Verdict.PASS: ("通过", "ok"),
    Verdict.EXPLAIN: ("需说明", "warn"),
    Verdict.FAIL: ("不通过", "bad"),
    Verdict.INSUFFICIENT: ("资料不足", ""),
}
