"""Sealing and sending: the open case is sealed with both investigators' passphrases; what is sealed waits here until it was received."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from checklists.model.assessment import Assessment, AssessmentState
from desktop.background import Background, Message
from desktop.models.open_points import open_points, state_words
from desktop.models.rows import Cell, Row, RowsTable
from desktop.screens.ports import OpenCase, SyncService, SyncState
from desktop.services.words import CONCLUSIONS
from desktop.style.theme import set_role
from desktop.widgets.parts import Notice, button, column, progress_line, row, surface, text
from desktop.widgets.tables import RowsView

_MOST_POINTS = 6


class SyncScreen(QScrollArea):
    """With an open case: sealing on top. Always: enrolment, what waits, sending."""

    sealed = Signal()

    def __init__(
        self,
        sync: SyncService,
        *,
        background: Background,
        local: Callable[[datetime], datetime],
        opened: OpenCase | None = None,
    ) -> None:
        super().__init__()
        self._sync = sync
        self._background = background
        self._local = local
        self._case = opened
        self.passphrases: list[QLineEdit] = []
        self._advice: QLabel | None = None
        self._open_points = text("", "warn", wrap=True)
        self.doubts = text("", "bad", wrap=True)
        self.doubts.hide()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        canvas = QWidget()
        canvas.setProperty("kind", "canvas")
        page = column(canvas, margins=(22, 16, 22, 24), spacing=12)
        page.addWidget(text(self.tr("封存与同步") if opened else self.tr("同步"), "title"))
        self.notice = Notice()
        page.addWidget(self.notice)
        if opened is not None:
            page.addWidget(self._seal_card(opened))
        page.addWidget(self._office_card())
        page.addWidget(self._outbox_card())
        page.addStretch(1)
        self.setWidget(canvas)
        self.refresh()

    def show_assessment(self, assessment: Assessment) -> None:
        """What would be sealed now: the advice, whether it is final, and what is still open."""
        if self._case is not None:
            self._show_open_points(self._case)
        if self._advice is not None:
            final = assessment.state is AssessmentState.FINAL
            state = self.tr("最终") if final else self.tr("暂定,征信未录入")
            self._advice.setText(
                self.tr("现在的建议:{advice}({state})").format(advice=assessment.decision.label, state=state)
            )
            self.conclusion.setText(self._conclusion_words(assessment))
            set_role(self.conclusion, "ok" if assessment.is_confirmed else "warn", name="tone")

    def _conclusion_words(self, assessment: Assessment) -> str:
        """Whether a person concluded. Nothing is blocked by it; it is told before it is too late."""
        made = assessment.confirmation
        if made is None:
            return self.tr("还没有人工结论:仍可封存,报告会照印“尚未作出”。结论在“评分与额度”里写。")
        words = self.tr("人工结论:{what},{person}").format(what=CONCLUSIONS[made.conclusion], person=made.person)
        return words if assessment.is_confirmed else words + self.tr("。此后建议变了,请重新确认")

    def refresh(self) -> None:
        self._background.store(self, self._sync.state, done=self._show, failed=self._on_failed)

    def _ask_for_doubts(self) -> None:
        case = self._case
        if case is not None and not case.is_sealed:
            self._background.store(
                self, lambda: self._sync.doubts(case.id), done=self._show_doubts, failed=self._on_failed
            )

    def _show_doubts(self, doubts: Sequence[tuple[str, Sequence[str]]]) -> None:
        """What the paper would print as not borne out; it can still be mended in the report's text."""
        told = ";".join(f"{title}:{'、'.join(figures)}" for title, figures in doubts)
        self.doubts.setText(
            self.tr("报告正文里有对不上的数字:{what}。请在“综合信用报告”里核对后改正。").format(what=told)
        )
        self.doubts.setVisible(bool(doubts))

    def _seal_card(self, opened: OpenCase) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 16), spacing=10)
        layout.addWidget(text(self.tr("封存这个案件"), "heading"))
        words = self.tr(
            "封存后不能再改。每名调查人各输自己的口令,各签一份名;加密后只有总部能打开。否决的案件也照样封存上报。"
        )
        layout.addWidget(text(words, "muted", wrap=True))
        self._advice = text("", "strong", wrap=True)
        self.conclusion = text("", "", wrap=True)
        layout.addWidget(self._advice)
        layout.addWidget(self.conclusion)
        layout.addWidget(self.doubts)
        layout.addWidget(self._open_points)
        self._show_open_points(opened)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(2, 1)
        for at, name in enumerate((self.tr("主调查人(已登录)"), self.tr("辅调查人"))):
            line = QLineEdit()
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setFixedWidth(260)
            line.setPlaceholderText(self.tr("本人输入口令"))
            line.setAccessibleName(self.tr("{name}的口令").format(name=name))
            line.textChanged.connect(lambda _: self._show_sealable())
            grid.addWidget(text(name, "strong"), at, 0)
            grid.addWidget(line, at, 1)
            self.passphrases.append(line)
        grid.addWidget(text(self.tr("两人到场的案件,两人都要签"), "tiny"), 1, 2)
        layout.addLayout(grid)
        self.seal_button = button(self.tr("签名并封存"), self._on_seal, kind="primary", icon_name="lock")
        self._seal_words = text("", "muted", wrap=True)
        bar = row()
        bar.addWidget(self.seal_button)
        bar.addWidget(self._seal_words, 1)
        layout.addLayout(bar)
        self._show_sealable()
        if opened.is_sealed:
            self._show_sealed()
        return card

    def open_words(self) -> str:
        """What it says is still open in the case."""
        return self._open_points.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._case is not None:
            self._show_open_points(self._case)
            self._ask_for_doubts()

    def _show_open_points(self, opened: OpenCase) -> None:
        """What cannot be made up for once the case is sealed: by number, and the first of them by name."""
        points = open_points(opened.session)
        lines = [state_words(opened.session), *(f"· {point.words}" for point in points[:_MOST_POINTS])]
        if len(points) > _MOST_POINTS:
            lines.append(self.tr("· 另有 {n} 处,见离场检查").format(n=len(points) - _MOST_POINTS))
        self._open_points.setText("\n".join(lines))
        set_role(self._open_points, "warn" if points else "muted")

    def _office_card(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 16), spacing=10)
        layout.addWidget(text(self.tr("总部"), "heading"))
        self._office_words = text(self.tr("正在读取"), "muted", wrap=True)
        layout.addWidget(self._office_words)
        self._enrol_row = QWidget()
        line = row(self._enrol_row)
        self.url = QLineEdit()
        self.url.setPlaceholderText("https://")
        self.url.setAccessibleName(self.tr("总部地址"))
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("一次性登记码"))
        self.code.setAccessibleName(self.tr("一次性登记码"))
        self.code.setFixedWidth(200)
        self.enrol_button = button(self.tr("登记本机"), self._on_enrol, kind="primary")
        for part in (self.url, self.code, self.enrol_button):
            line.addWidget(part)
        layout.addWidget(self._enrol_row)
        self._enrol_row.hide()
        return card

    def _outbox_card(self) -> QWidget:
        card = surface("card")
        layout = column(card, margins=(16, 14, 16, 14), spacing=8)
        head = row()
        head.addWidget(text(self.tr("发件箱"), "heading"))
        self._outbox_words = text("", "muted")
        head.addWidget(self._outbox_words, 1)
        self.sync_button = button(self.tr("现在同步"), self._on_sync, kind="primary", icon_name="sync")
        head.addWidget(self.sync_button)
        layout.addLayout(head)
        self.progress = progress_line()
        layout.addWidget(self.progress)
        self._model = RowsTable([self.tr("案件"), self.tr("封存时间"), self.tr("状态"), self.tr("校验码")])
        self._table = RowsView(self._model, stretch=3, whole=True)
        self._table.setAccessibleName(self.tr("发件箱"))
        layout.addWidget(self._table)
        self.sync_button.setEnabled(False)
        return card

    def _show(self, state: SyncState) -> None:
        enrolled = bool(state.office_url)
        words = self.tr("已在 {server} 登记,本机编号 {device}。").format(
            server=state.office_url, device=state.device_id[:8]
        )
        self._office_words.setText(
            words if enrolled else self.tr("本机还没有登记。向总部要一次性登记码,登记后才能封存和发送。")
        )
        self._enrol_row.setVisible(not enrolled)
        self.sync_button.setEnabled(enrolled)
        waiting = sum(item.sent_at is None for item in state.outbox)
        self._outbox_words.setText(
            self.tr("{n} 个待发送").format(n=waiting) if waiting else self.tr("没有待发送的案件")
        )
        self._model.show_rows(
            [self._row(item.sha256, item.case_id, item.sealed_at, item.sent_at) for item in state.outbox]
        )
        self._table.setVisible(bool(state.outbox))

    def _row(self, sha256: str, case_id: str, sealed_at: datetime, sent_at: datetime | None) -> Row:
        received = (
            self.tr("总部已签收 {at}").format(at=f"{self._local(sent_at):%m-%d %H:%M}")
            if sent_at
            else self.tr("待发送")
        )
        sealed = f"{self._local(sealed_at):%Y-%m-%d %H:%M}"
        return Row(
            sha256,
            (
                Cell(case_id),
                Cell(sealed),
                Cell(received, "ok" if sent_at else "warn"),
                Cell(f"{sha256[:16]}…", "ink2", tip=sha256),
            ),
        )

    def _show_sealable(self) -> None:
        self.seal_button.setEnabled(bool(self.passphrases[0].text()) and not (self._case and self._case.is_sealed))

    def _show_sealed(self) -> None:
        for line in self.passphrases:
            line.clear()
            line.setEnabled(False)
        self.seal_button.setEnabled(False)
        self._seal_words.setText(self.tr("已封存,不能再改。"))

    def _on_seal(self) -> None:
        if self._case is None:
            return
        passphrases = [line.text() for line in self.passphrases if line.text()]
        case_id = self._case.id
        self.seal_button.setEnabled(False)
        self._seal_words.setText(self.tr("正在签名、加密"))
        self.notice.hide()
        self._background.store(
            self,
            lambda: self._sync.seal(case_id, passphrases),
            done=lambda _: self._on_sealed(),
            failed=self._on_seal_failed,
        )

    def _on_sealed(self) -> None:
        self._show_sealed()
        self.notice.say(self.tr("案件已封存,等待发送。"), tone="ok")
        self.refresh()
        self.sealed.emit()

    def _on_seal_failed(self, message: Message) -> None:
        self._seal_words.setText("")
        self._show_sealable()
        self._on_failed(message)

    def _on_enrol(self) -> None:
        url, code = self.url.text().strip(), self.code.text().strip()
        if not url or not code:
            self.notice.say(self.tr("请填写总部地址和登记码。"), tone="warn")
            return
        self.enrol_button.setEnabled(False)
        self._background.network(
            self, lambda: self._sync.enrol(url, code), done=lambda _: self._on_enrolled(), failed=self._on_enrol_failed
        )

    def _on_enrolled(self) -> None:
        self.enrol_button.setEnabled(True)
        self.code.clear()
        self.notice.say(self.tr("本机已登记。"), tone="ok")
        self.refresh()

    def _on_enrol_failed(self, message: Message) -> None:
        self.enrol_button.setEnabled(True)
        self._on_failed(message)

    def _on_sync(self) -> None:
        self.sync_button.setEnabled(False)
        self.notice.hide()
        report = self._background.progress(self, self._show_progress)
        self._background.network(
            self,
            lambda: self._sync.sync(lambda done, total: report((done, total))),
            done=lambda _: self._on_synced(),
            failed=self._on_sync_failed,
        )

    def _show_progress(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.progress.show()
        self.progress.setRange(0, max(1, total // 1024))
        self.progress.setValue(done // 1024)
        self._outbox_words.setText(
            self.tr("已发送 {done} / {total} MB").format(done=f"{done / 1e6:.1f}", total=f"{total / 1e6:.1f}")
        )

    def _on_synced(self) -> None:
        self.progress.hide()
        self.notice.say(self.tr("同步完成。"), tone="ok")
        self.refresh()

    def _on_sync_failed(self, message: Message) -> None:
        self.progress.hide()
        self.sync_button.setEnabled(True)
        self._on_failed(message)

    def _on_failed(self, message: Message) -> None:
        self.notice.say(message.text, message.hint)
