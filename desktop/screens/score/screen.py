"""Score and limit (评分与额度): the advice and its reasons first, then what they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from checklists.model.assessment import Advice, Assessment, AssessmentState, Score
from checklists.model.money import yuan_text
from desktop.models.assessment_rows import cap_row, indicator_row, rule_rows
from desktop.models.insight import Names, percent, wan
from desktop.models.rows import RowsTable
from desktop.models.typed import grouped
from desktop.screens.ports import OpenCase
from desktop.screens.score.judgement import JudgementCard
from desktop.screens.score.offer import OfferCard
from desktop.screens.score.outlook import OutlookCard
from desktop.services.words import grade_words
from desktop.style.theme import set_role
from desktop.widgets.bars import ShareBar
from desktop.widgets.chart import ChartView
from desktop.widgets.parts import clear, column, row, surface, text
from desktop.widgets.tables import RowsView
from reports.chapters.decision import radar_of

_TONES = {
    Advice.AGREE: "ok",
    Advice.AGREE_WITH_CONDITIONS: "ok",
    Advice.CAUTION: "warn",
    Advice.REFUSE: "bad",
    Advice.WITHHELD: "",
}

_MOST = 9
_RADAR_PX = 250


class ScoreScreen(QScrollArea):
    origin_wanted = Signal(str)
    """The place of a figure in the assessment's document."""

    def __init__(self, opened: OpenCase, *, sees_points: bool = False) -> None:
        super().__init__()
        self._shows_points = opened.is_sealed or sees_points
        self.judgement = JudgementCard(opened)
        self._names = Names(opened.session, opened.checklist)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        canvas = QWidget()
        canvas.setProperty("kind", "canvas")
        page = column(canvas, margins=(22, 16, 22, 24), spacing=12)
        page.addWidget(text(self.tr("评分与额度"), "title"))
        page.addWidget(self._decision())
        page.addWidget(self.judgement)
        middle = row(spacing=12)
        middle.addWidget(self._dimensions(), 4)
        middle.addWidget(self._caps(), 5)
        page.addLayout(middle)
        self._offer = OfferCard()
        page.addWidget(self._offer)
        self._outlook = OutlookCard()
        page.addWidget(self._outlook)
        page.addWidget(self._rules())
        page.addWidget(self._indicators())
        page.addStretch(1)
        self.setWidget(canvas)

    def show_assessment(self, assessment: Assessment) -> None:
        self._show_decision(assessment)
        self.judgement.show_assessment(assessment)
        score = assessment.score
        self._show_dimensions(score)
        self._score_words.setText(_score_words(score))
        limit = assessment.limit
        self._cap_model.show_rows([cap_row(cap, limit, self._names) for cap in limit.caps])
        self._limit_words.setText(self._limit_sentence(assessment))
        self._offer.show_offer(assessment)
        self._outlook.show_outlook(assessment)
        self._rule_model.show_rows(rule_rows(assessment))
        self._indicator_model.show_rows(
            [
                indicator_row(each, dimension.label, self._names, shows_points=self._shows_points)
                for dimension in score.dimensions
                for each in dimension.indicators
            ]
        )

    def _show_dimensions(self, score: Score) -> None:
        """Points of each dimension; while they are hidden only how many of its indicators are assessed."""
        spoken = ";".join(
            f"{each.label} {grouped(each.points)}/{grouped(each.max_points)}" for each in score.dimensions
        )
        radar = radar_of(score) if self._shows_points else None
        self._radar.show_chart(radar, spoken if radar is not None else "")
        clear(self._shares)
        if not self._shows_points:
            for at, each in enumerate(score.dimensions):
                done = sum(indicator.points is not None for indicator in each.indicators)
                words = self.tr("已评估 {n} / {all} 项").format(n=done, all=len(each.indicators))
                self._shares.addWidget(text(each.label), at, 0)
                self._shares.addWidget(text(words, "muted"), at, 1, Qt.AlignmentFlag.AlignRight)
            return
        for at, each in enumerate(score.dimensions):
            words = f"{grouped(each.points)} / {grouped(each.max_points)}"
            self._shares.addWidget(text(each.label), at, 0)
            self._shares.addWidget(
                ShareBar(float(each.points / each.max_points) if each.max_points else 0.0, f"{each.label} {words}"),
                at,
                1,
            )
            self._shares.addWidget(text(words, "muted"), at, 2, Qt.AlignmentFlag.AlignRight)

    def _decision(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=10)
        figures = QGridLayout()
        figures.setHorizontalSpacing(32)
        self._advice, self._advice_note = self._figure(figures, 0, self.tr("建议"))
        self._total, self._total_note = self._figure(figures, 1, self.tr("综合评分"))
        self._binding, self._binding_note = self._figure(figures, 2, self.tr("起约束作用的上限"))
        self._turnover, self._turnover_note = self._figure(figures, 3, self.tr("核实营业额"))
        layout.addLayout(figures)
        lists = row(spacing=24)
        self._reasons = self._list(lists, self.tr("理由"))
        self._conditions = self._list(lists, self.tr("条件"))
        self._open_points = self._list(lists, self.tr("待补"))
        layout.addLayout(lists)
        return card

    def _show_decision(self, assessment: Assessment) -> None:
        decision, score, limit = assessment.decision, assessment.score, assessment.limit
        provisional = assessment.state is AssessmentState.PROVISIONAL
        self._advice.setText(decision.label)
        set_role(self._advice, _TONES[decision.advice], name="tone")
        self._advice_note.setText(self.tr("暂定:征信未录入") if provisional else self.tr("最终:征信已录入"))
        self._total.setText(self._score_figure(assessment))
        self._total_note.setText(self.tr("未评估 {share}").format(share=percent(score.unassessed_share)))
        self._binding.setText(limit.binding_label or "—")
        self._binding_note.setText(
            self.tr("申请 {n} 万元").format(n=wan(limit.requested))
            if limit.requested is not None
            else self.tr("申请金额未填")
        )
        turnover = assessment.turnover
        self._turnover.setText(f"{wan(turnover.adopted)} 万元" if turnover.adopted is not None else "—")
        self._turnover_note.setText(
            self.tr("{n} 类来源,第三方 {third} 类").format(n=turnover.families, third=turnover.third_party)
        )
        self._fill(self._reasons, decision.reasons)
        self._fill(self._conditions, decision.conditions)
        self._fill(self._open_points, decision.open_points)

    def _score_figure(self, assessment: Assessment) -> str:
        score = assessment.score
        if not self._shows_points:
            return grade_words(assessment)
        if score.total is None:
            return f"{grouped(score.lowest)}–{grouped(score.highest)}"
        return f"{grouped(score.total)} / {assessment.grading.grade or score.grade or '—'}"

    def _dimensions(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        layout.addWidget(text(self.tr("五维评分"), "heading"))
        self._radar = ChartView(_RADAR_PX)
        self._shares = QGridLayout()
        self._shares.setHorizontalSpacing(12)
        self._shares.setColumnStretch(1, 1)
        self._score_words = text("", "muted", wrap=True)
        layout.addWidget(self._radar)
        layout.addLayout(self._shares)
        layout.addWidget(self._score_words)
        layout.addStretch(1)
        return card

    def _caps(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        layout.addWidget(text(self.tr("额度推导(万元)"), "heading"))
        headers = [self.tr("上限"), self.tr("算出"), self.tr("系数"), self.tr("减现有"), self.tr("可贷"), ""]
        self._cap_model = RowsTable(headers, right=(1, 2, 3, 4))
        view = RowsView(self._cap_model, stretch=0, whole=True)
        view.setAccessibleName(self.tr("额度推导"))
        view.offer_origin()
        view.asked.connect(lambda key: self.origin_wanted.emit(f"limit.caps.{key}.amount"))
        layout.addWidget(view)
        self._limit_words = text("", "muted", wrap=True)
        layout.addWidget(self._limit_words)
        layout.addStretch(1)
        return card

    def _rules(self) -> QWidget:
        self._rule_model = RowsTable([self.tr("类别"), self.tr("规则"), self.tr("结果"), self.tr("后果")])
        return self._table_card(self.tr("否决项、封顶与红旗"), self._rule_model, stretch=1, place="{key}.fired")

    def _indicators(self) -> QWidget:
        headers = [self.tr("维度"), self.tr("指标"), self.tr("取值")]
        headers += [self.tr("得分"), self.tr("满分")] if self._shows_points else [self.tr("状态")]
        self._indicator_model = RowsTable([*headers, self.tr("理由")], right=(2, 3, 4) if self._shows_points else (2,))
        title = self.tr("各项指标") if self._shows_points else self.tr("各项指标(得分和权重封存后显示)")
        place = "score.indicators.{key}.points" if self._shows_points else "score.indicators.{key}.value"
        return self._table_card(title, self._indicator_model, stretch=len(headers), place=place)

    def _table_card(self, title: str, model: RowsTable, *, stretch: int, place: str) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        layout.addWidget(text(title, "heading"))
        view = RowsView(model, stretch=stretch, whole=True)
        view.setAccessibleName(title)
        view.offer_origin()
        view.asked.connect(lambda key: self.origin_wanted.emit(place.format(key=key)))
        layout.addWidget(view)
        return card

    def _figure(self, grid: QGridLayout, at: int, name: str) -> tuple[QLabel, QLabel]:
        value, note = text("—", "figure"), text("", "tiny")
        grid.addWidget(text(name, "tiny"), 0, at)
        grid.addWidget(value, 1, at)
        grid.addWidget(note, 2, at)
        grid.setColumnStretch(at, 1)
        return value, note

    def _list(self, lists: QHBoxLayout, title: str) -> tuple[QWidget, QVBoxLayout]:
        holder = QWidget()
        layout = column(holder, spacing=4)
        layout.addWidget(text(title, "strong"))
        items = column(spacing=4)
        layout.addLayout(items)
        layout.addStretch(1)
        lists.addWidget(holder, 1)
        return holder, items

    def _fill(self, target: tuple[QWidget, QVBoxLayout], sentences: Sequence[str]) -> None:
        holder, items = target
        clear(items)
        for number, sentence in enumerate(sentences[:_MOST], start=1):
            items.addWidget(text(f"{number}  {sentence}", "", wrap=True))
        if len(sentences) > _MOST:
            items.addWidget(text(self.tr("另有 {n} 项,都写在报告里").format(n=len(sentences) - _MOST), "muted"))
        holder.setVisible(bool(sentences))

    def _limit_sentence(self, assessment: Assessment) -> str:
        limit = assessment.limit
        if limit.recommended is None:
            missing = [name for cap in limit.caps if cap.applies for name in cap.missing]
            return self.tr("还算不出额度,缺:{what}。").format(what=self._names.listed(missing, 5))
        words = [
            self.tr("各上限与申请额取最小,向下取整到 {step} 万元:{n} 万元。").format(
                step=wan(limit.step), n=wan(limit.recommended)
            )
        ]
        if limit.instalment is not None:
            words.append(
                self.tr("期限 {months} 个月,年利率 {rate},月还款 {pay} 元。").format(
                    months=limit.term_months, rate=percent(limit.annual_rate), pay=yuan_text(limit.instalment)
                )
            )
        return "".join(words)


def _score_words(score: Score) -> str:
    sides = (("加分", score.ups), ("扣分", score.downs))
    return "".join(f"{side}:{';'.join(text.rstrip('。') for text in texts)}。" for side, texts in sides if texts)
