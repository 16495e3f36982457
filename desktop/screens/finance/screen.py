"""Financials and peers (财务与同业): statements together or apart, ratios on both sides of the loan, the trade beside the client."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from checklists.model.assessment import Assessment
from checklists.model.lines import Scope
from checklists.model.percentiles import PeerLevel
from desktop.models.finance_rows import ratio_rows, sheet_rows, standing_rows, year_rows
from desktop.models.rows import RowsTable
from desktop.widgets.chart import ChartView
from desktop.widgets.parts import button, clear, column, row, surface, text
from desktop.widgets.tables import RowsView
from reports.chapters.industry import handbook_bands, peer_bands
from reports.document import BenchmarkBands

_BAND_PX, _EDGE_PX = 34, 12


class FinanceScreen(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self._assessment: Assessment | None = None
        self._scope: Scope | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        canvas = QWidget()
        canvas.setProperty("kind", "canvas")
        page = column(canvas, margins=(22, 16, 22, 24), spacing=12)
        head = row(spacing=8)
        head.addWidget(text(self.tr("财务与同业"), "title"))
        head.addStretch(1)
        self.scope_buttons = self._scope_buttons()
        for each in self.scope_buttons.values():
            head.addWidget(each)
        page.addLayout(head)
        statements = row(spacing=12)
        self._sheet = self._statement(self.tr("资产负债表(万元)"), self.tr("占总资产"))
        self._year = self._statement(self.tr("近 12 个月损益(万元)"), self.tr("占收入"))
        statements.addWidget(self._sheet.card, 1)
        statements.addWidget(self._year.card, 1)
        page.addLayout(statements)
        page.addWidget(self._words_card())
        page.addWidget(self._ratio_card())
        page.addWidget(self._peer_card())
        page.addStretch(1)
        self.setWidget(canvas)

    def show_assessment(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._show_statements()
        business = next((each.ratios for each in assessment.statements.alone if each.scope is Scope.BUSINESS), ())
        self._ratios.show_rows(ratio_rows(assessment.ratios, business))
        season = assessment.season
        self._fill(self._trend, assessment.trend_words)
        self._fill(self._season, season.words if season is not None else ())
        self._show_peers(assessment)

    def choose_scope(self, scope: Scope | None) -> None:
        """Together (None), the business alone, or the household alone."""
        self._scope = scope
        self.scope_buttons[scope].setChecked(True)
        self._show_statements()

    def _show_statements(self) -> None:
        if self._assessment is not None:
            self._sheet.model.show_rows(sheet_rows(self._assessment, self._scope))
            self._year.model.show_rows(year_rows(self._assessment, self._scope))

    def _show_peers(self, assessment: Assessment) -> None:
        standings = assessment.standings
        among = [each for each in standings if each.level is not PeerLevel.HANDBOOK]
        self._show_bands(self._strip, peer_bands(standings), "".join(f"{each.label}:{each.words}" for each in among))
        self._show_bands(self._bands, handbook_bands(standings), self.tr("手册区间"))
        self._peer_note.setText(
            self.tr("带为中间一半同业(P25 至 P75),竖线为中位,两端为 P10、P90,◆ 为本户。")
            if among
            else self.tr("本行同业样本不足 30 户,以下按手册区间对标:带为低至高,竖线为中位,◆ 为本户。")
        )
        self._band_note.setVisible(bool(among) and len(among) < len(standings))
        self._standings.show_rows(standing_rows(standings))

    def _show_bands(self, view: ChartView, bands: BenchmarkBands, words: str) -> None:
        count = len(bands.bands)
        view.show_chart(bands if count else None, words, height=_BAND_PX * count + _EDGE_PX)

    def _scope_buttons(self) -> dict[Scope | None, QPushButton]:
        group = QButtonGroup(self)
        buttons: dict[Scope | None, QPushButton] = {}
        scopes = (
            (None, self.tr("合并")),
            (Scope.BUSINESS, self.tr("单看经营")),
            (Scope.HOUSEHOLD, self.tr("单看家庭")),
        )
        for scope, words in scopes:
            made = button(words, partial(self.choose_scope, scope), kind="segment")
            made.setCheckable(True)
            made.setChecked(scope is None)
            group.addButton(made)
            buttons[scope] = made
        return buttons

    def _statement(self, title: str, share: str) -> _Statement:
        headers = [self.tr("项目"), self.tr("申报"), share, self.tr("调整后"), self.tr("核实"), share]
        return _Statement(title, RowsTable(headers, right=(1, 2, 3, 4, 5)))

    def _words_card(self) -> QWidget:
        card = surface("card")
        sides = row(card, margins=(16, 14, 16, 14), spacing=24)
        self._trend = self._list(sides, self.tr("走势"))
        self._season = self._list(sides, self.tr("淡旺季"))
        return card

    def _list(self, sides: QHBoxLayout, title: str) -> QVBoxLayout:
        holder = QWidget()
        layout = column(holder, spacing=6)
        layout.addWidget(text(title, "heading"))
        items = column(spacing=4)
        layout.addLayout(items)
        layout.addStretch(1)
        sides.addWidget(holder, 1)
        return items

    def _fill(self, items: QVBoxLayout, sentences: Sequence[str]) -> None:
        clear(items)
        for sentence in sentences or (self.tr("逐月数据还不全。"),):
            items.addWidget(text(sentence, "", wrap=True))

    def _ratio_card(self) -> QWidget:
        headers = [
            self.tr("指标"), self.tr("贷前"), self.tr("贷后"), self.tr("单看经营(贷前)"), self.tr("判断"), self.tr("参照"),
        ]  # fmt: skip
        self._ratios = RowsTable(headers, right=(1, 2, 3))
        return _table_card(self.tr("财务比率"), self._ratios, stretch=0)

    def _peer_card(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        layout.addWidget(text(self.tr("同业位置"), "heading"))
        self._peer_note = text("", "muted", wrap=True)
        layout.addWidget(self._peer_note)
        self._strip, self._bands = ChartView(_BAND_PX), ChartView(_BAND_PX)
        layout.addWidget(self._strip)
        self._band_note = text(self.tr("以下各项样本不足,按手册区间对标:带为低至高。"), "muted", wrap=True)
        layout.addWidget(self._band_note)
        layout.addWidget(self._bands)
        self._standings = RowsTable([self.tr("指标"), self.tr("本户"), self.tr("比什么"), self.tr("位置")], right=(1,))
        view = RowsView(self._standings, stretch=3, whole=True)
        view.setAccessibleName(self.tr("同业位置"))
        layout.addWidget(view)
        return card


class _Statement:
    """A statement in a card of its own, with the model that fills it."""

    def __init__(self, title: str, model: RowsTable) -> None:
        self.model = model
        self.card = _table_card(title, model, stretch=0)


def _table_card(title: str, model: RowsTable, *, stretch: int) -> QWidget:
    card = surface("card")
    layout = column(card, margins=(16, 14, 16, 14), spacing=8)
    layout.addWidget(text(title, "heading"))
    view = RowsView(model, stretch=stretch, whole=True)
    view.setAccessibleName(title)
    layout.addWidget(view)
    layout.addStretch(1)
    return card
