"""The case list: search, state, completeness; a new case by industry; everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from checklists.model.case import CaseState, CaseSummary
from desktop.background import Background, Message
from desktop.models.rows import Cell, Row, RowsTable
from desktop.screens.ports import CaseService, Industry
from desktop.style.tokens import ROW_LIST
from desktop.widgets.parts import Notice, button, column, row, surface, text
from desktop.widgets.tables import RowsView

_TYPING_PAUSE_MS = 180


class CasesScreen(QWidget):
    open_wanted = Signal(str)
    create_wanted = Signal(str)
    sync_wanted = Signal()
    theme_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, cases: CaseService, *, background: Background, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._cases = cases
        self._background = background
        self._local = local
        self._titles: dict[str, str] = {}
        self._asked = 0
        self.setProperty("kind", "ground")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("按客户、编号查找  (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("查找案件"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(320)
        self.notice = Notice()
        self._model = RowsTable(
            [
                self.tr("客户"),
                self.tr("编号"),
                self.tr("行业"),
                self.tr("状态"),
                self.tr("完成"),
                self.tr("问题"),
                self.tr("最近改动"),
            ],
            right=(4, 5),
        )
        self.table = RowsView(self._model, stretch=0, row_height=ROW_LIST)
        self.table.setAccessibleName(self.tr("案件列表"))
        self._stack = QStackedWidget()
        self._empty_words = text("", "muted")
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._connect()

    def refresh(self) -> None:
        """Reads the list anew; rows already shown stay until the new ones arrive."""
        wanted = self.search.text().strip()
        self._asked += 1
        asked = self._asked
        if not self._titles:
            self._titles = {each.id: each.title for each in self._cases.industries()}
        self._background.store(
            self, lambda: self._cases.cases(wanted), done=lambda found: self._show(found, asked), failed=self._on_failed
        )

    def ask_industry(self) -> None:
        """Which checklist the new case uses; with one checklist there is nothing to ask."""
        industries = tuple(self._cases.industries())
        if len(industries) == 1:
            self.create_wanted.emit(industries[0].id)
            return
        dialog = IndustryDialog(industries, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.industry():
            self.create_wanted.emit(dialog.industry())

    def say(self, message: Message) -> None:
        self.notice.say(message.text, message.hint)

    def _show(self, found: tuple[CaseSummary, ...], asked: int) -> None:
        if asked != self._asked:
            return
        self.notice.hide()
        kept = self.table.key()
        self._model.show_rows([self._row(summary) for summary in found])
        searched = bool(self.search.text().strip())
        self._empty_words.setText(self.tr("没有找到符合的案件。") if searched else self.tr("这台电脑上还没有案件。"))
        self._stack.setCurrentIndex(0 if found else 1)
        if found:
            self.table.choose(kept if kept and self._model.row_of(kept) >= 0 else found[0].id)

    def _row(self, case: CaseSummary) -> Row:
        state, tone = _STATES[case.state]
        changed = self._local(case.changed_at)
        return Row(
            case.id,
            (
                Cell(case.client or self.tr("未填客户"), "" if case.client else "ink2", bold=bool(case.client)),
                Cell(case.number, "ink2"),
                Cell(self._titles.get(case.industry, case.industry)),
                Cell(state, tone),
                Cell(f"{case.completeness}%", "ok" if case.completeness == 100 else ""),
                Cell(str(case.problems) if case.problems else "", "warn"),
                Cell(f"{changed:%Y-%m-%d %H:%M}", "ink2"),
            ),
        )

    def _build(self) -> None:
        layout = column(self, spacing=0)
        header = surface("header")
        line = row(header, margins=(24, 9, 16, 9))
        line.addWidget(text("尽调", "client"))
        line.addStretch(1)
        line.addWidget(button(self.tr("同步"), self.sync_wanted.emit, icon_name="sync"))
        line.addWidget(button(self.tr("深浅色"), self.theme_wanted.emit, icon_name="theme"))
        line.addWidget(button(self.tr("锁定"), self.lock_wanted.emit, icon_name="lock"))
        layout.addWidget(header)
        page = column(margins=(24, 20, 24, 24), spacing=12)
        top = row()
        top.addWidget(text(self.tr("案件"), "title"))
        top.addStretch(1)
        top.addWidget(self.search)
        top.addWidget(button(self.tr("新建案件  Ctrl+N"), self.ask_industry, kind="primary", icon_name="plus"))
        page.addLayout(top)
        page.addWidget(self.notice)
        card = surface("card")
        column(card, margins=(8, 6, 8, 6)).addWidget(self.table)
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty())
        page.addWidget(self._stack, 1)
        layout.addLayout(page, 1)

    def _empty(self) -> QWidget:
        holder = QWidget()
        layout = column(holder, spacing=16)
        layout.addStretch(2)
        layout.addWidget(self._empty_words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(
            button(self.tr("新建案件"), self.ask_industry, kind="primary"), 0, Qt.AlignmentFlag.AlignHCenter
        )
        layout.addStretch(3)
        return holder

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._open_chosen)
        self._pause.timeout.connect(self.refresh)
        self.table.opened.connect(self.open_wanted)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence.StandardKey.New, self, self.ask_industry)

    def _open_chosen(self) -> None:
        if self.table.key():
            self.open_wanted.emit(self.table.key())

    def _on_failed(self, message: Message) -> None:
        self.notice.say(message.text, message.hint)


class IndustryDialog(QDialog):
    """A new case: which industry's checklist."""

    def __init__(self, industries: Sequence[Industry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("新建案件"))
        self.resize(420, 320)
        layout = column(self, margins=(20, 18, 20, 14), spacing=10)
        layout.addWidget(text(self.tr("用哪个行业的清单"), "heading"))
        self.list = QListWidget()
        for each in industries:
            item = QListWidgetItem(f"{each.title} · v{each.version}")
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self.accept())
        layout.addWidget(self.list, 1)
        bar = row()
        bar.addStretch(1)
        bar.addWidget(button(self.tr("取消"), self.reject))
        bar.addWidget(button(self.tr("新建"), self.accept, kind="primary"))
        layout.addLayout(bar)

    def industry(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""


_STATES = {
    CaseState.DRAFT: ("调查中", "accent"),
    CaseState.SEALED: ("已封存,待发送", "warn"),
    CaseState.SENT: ("已送达", "ok"),
}
