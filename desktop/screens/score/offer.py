"""The bank's own terms, on the score screen: product, term, price and who decides, with the reasons of each product beside the price."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from checklists.model.assessment import Assessment
from desktop.models.offer_rows import (
    authority_words,
    price_row,
    price_words,
    product_row,
    product_words,
    schedule_words,
    term_words,
)
from desktop.models.rows import RowsTable
from desktop.style.theme import set_role
from desktop.widgets.parts import column, row, text
from desktop.widgets.tables import RowsView


class OfferCard(QFrame):
    """Hidden where the checklist carries no parameters of a bank."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(self, margins=(16, 14, 16, 14), spacing=10)
        layout.addWidget(text(self.tr("产品、期限与定价"), "heading"))
        figures = QGridLayout()
        figures.setHorizontalSpacing(32)
        self._product = self._figure(figures, 0, self.tr("拟办产品"))
        self._term = self._figure(figures, 1, self.tr("建议期限"))
        self._price = self._figure(figures, 2, self.tr("最低定价(年化单利)"))
        self._authority = self._figure(figures, 3, self.tr("审批权限"))
        layout.addLayout(figures)
        tables = row(spacing=24)
        self._products = RowsTable([self.tr("产品"), self.tr("结论"), self.tr("理由")])
        self._parts = RowsTable([self.tr("定价构成"), self.tr("年利率"), self.tr("算法")], right=(1,))
        for title, model, share in (
            (self.tr("本行产品逐一比对"), self._products, 5),
            (self.tr("定价构成"), self._parts, 4),
        ):
            view = RowsView(model, stretch=2, whole=True)
            view.setAccessibleName(title)
            tables.addWidget(view, share, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(tables)
        self._schedule = text("", "muted", wrap=True)
        layout.addWidget(self._schedule)

    def show_offer(self, assessment: Assessment) -> None:
        offer = assessment.offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        for (value, note), words in (
            (self._product, product_words(offer)),
            (self._term, term_words(offer)),
            (self._price, price_words(offer)),
            (self._authority, authority_words(offer)),
        ):
            value.setText(words[0])
            note.setText(words[1])
        chosen = offer.chosen
        set_role(self._product[0], "bad" if chosen is not None and chosen.fits is False else "", name="tone")
        set_role(self._price[0], "bad" if offer.price.is_below else "", name="tone")
        self._products.show_rows([product_row(each) for each in offer.products])
        self._parts.show_rows([price_row(each) for each in offer.price.parts])
        self._schedule.setText(schedule_words(offer.schedule))
        self._schedule.setVisible(offer.schedule is not None)

    def _figure(self, grid: QGridLayout, at: int, name: str) -> tuple[QLabel, QLabel]:
        value, note = text("—", "strong"), text("", "tiny", wrap=True)
        grid.addWidget(text(name, "tiny"), 0, at)
        grid.addWidget(value, 1, at)
        grid.addWidget(note, 2, at)
        grid.setColumnStretch(at, 1)
        return value, note
