"""The report (综合信用报告) as it will be printed, and saving it as PDF or workbook. Made in the background, on demand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QSplitter, QWidget

from checklists.model.assessment import Assessment
from desktop.background import Background, Job, Message
from desktop.screens.ports import Files, OpenCase, Preview, Printers, ReportService
from desktop.screens.report.stories import StoriesPane
from desktop.widgets.parts import Notice, button, column, progress_line, row, surface, text
from reports.chapters.material import ReportMaterial
from reports.chapters.narrative import subject

T = TypeVar("T")
_PREVIEW_PX, _STORIES_PX = 900, 420


class ReportScreen(QWidget):
    def __init__(
        self, opened: OpenCase, reports: ReportService, printers: Printers, *, background: Background, files: Files
    ) -> None:
        super().__init__()
        self._case = opened
        self._reports = reports
        self._printers = printers
        self._background = background
        self._files = files
        self._stale = True
        self._making = False
        self._is_previewing = False
        self._turn = 0
        self._job: Job | None = None
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView()
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(self.tr("报告预览"))
        self.stories = StoriesPane()
        self.notice = Notice()
        self._progress = progress_line()
        self._words = text("", "muted")
        self.pdf_button = button(self.tr("另存为 PDF"), self._on_save_pdf, kind="primary")
        self.xlsx_button = button(self.tr("另存为 Excel"), self._on_save_xlsx)
        self.again_button = button(self.tr("重新生成"), self.refresh)
        self.cancel_button = button(self.tr("取消(Esc)"), self.cancel)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.cancel)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.short_button = button(self.tr("简式(两页)"), self._on_form_changed)
        self.short_button.setCheckable(True)
        self.short_button.setToolTip(self.tr("新客户首次用信,或预筛派下的现场调查"))
        self._build()
        self._connect()
        self._show_busy(busy=False)

    def _connect(self) -> None:
        self.stories.rewritten.connect(self._on_rewritten)

    def show_assessment(self, _assessment: Assessment) -> None:
        """The case has changed since the report was made; it is made again when the page is looked at."""
        self._stale = True
        if self.isVisible():
            self._words.setText(self.tr("案件有改动,预览可能不是最新"))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # passed on as it came
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Makes the report once more, unless it is being made."""
        if self._making:
            return
        self._stale = False
        self.notice.hide()
        self._make(self._printers.preview, self._on_preview)

    def _build(self) -> None:
        layout = column(self, spacing=0)
        bar = surface("pane")
        line = row(bar, margins=(22, 12, 22, 10))
        line.addWidget(text(self.tr("综合信用报告"), "title"))
        line.addWidget(self._words, 1)
        for each in (self.cancel_button, self.short_button, self.again_button, self.xlsx_button, self.pdf_button):
            line.addWidget(each)
        layout.addWidget(bar)
        layout.addWidget(self._progress)
        layout.addWidget(self.notice)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        for part, share in ((self.view, 5), (self.stories, 3)):
            sides.addWidget(part)
            sides.setStretchFactor(sides.count() - 1, share)
        sides.setSizes([_PREVIEW_PX, _STORIES_PX])
        layout.addWidget(sides, 1)

    def _make(self, render: Callable[[ReportMaterial], T], done: Callable[[T], None]) -> None:
        """Reads the case on the store's thread, renders it in the worker process. What comes after a cancel is not shown."""
        self._show_busy(busy=True)
        self._turn = turn = self._turn + 1
        self._is_previewing = render is self._printers.preview

        def finish(paper: T) -> None:
            self._show_busy(busy=False)
            done(paper)

        def fail(message: Message) -> None:
            if turn == self._turn:
                self._on_failed(message)

        def print_it(material: ReportMaterial) -> None:
            if turn == self._turn:
                self._job = self._background.heavy(
                    self, partial(render, material), done=finish, failed=fail, progress=self._on_progress
                )

        short = self.short_button.isChecked()
        self._background.store(
            self, lambda: self._reports.material(self._case.id, short=short), done=print_it, failed=fail
        )

    def cancel(self) -> None:
        """Stops what is being made; what was shown before stays."""
        if not self._making:
            return
        self._turn += 1
        if self._job is not None:
            self._job.cancel()
        self._show_busy(busy=False)
        self._stale = self._stale or self._is_previewing
        self._words.setText(self.tr("已取消,可重新生成"))

    def words(self) -> str:
        """What the line beside the title says."""
        return self._words.text()

    def _on_progress(self, pages: int, whole: int) -> None:
        self._progress.setRange(0, whole)
        self._progress.setValue(pages)
        self._words.setText(self.tr("正在生成,第 {pages} 页,共 {whole} 页").format(pages=pages, whole=whole))

    def _on_preview(self, made: Preview) -> None:
        self.stories.show_stories(made.stories, closed=self._case.is_sealed)
        self._on_pdf(made.paper.data)
        if self._stale and self.isVisible():
            self.refresh()

    def _on_form_changed(self) -> None:
        self._stale = True
        self.refresh()

    def _on_rewritten(self, key: str, written: str) -> None:
        """Kept with the case like any remark; the page shows it once it is made again."""
        self._case.remark(subject(key), written)
        self._stale = True
        self.refresh()

    def _on_pdf(self, data: bytes) -> None:
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._words.setText(self.tr("共 {n} 页").format(n=self.document.pageCount()))

    def _on_save_pdf(self) -> None:
        name = f"{self._name()}.pdf"
        write = self._files.save(self, self.tr("另存为 PDF"), name)
        if write is not None:
            self._make(self._printers.pdf, lambda paper: self._write(write, paper.data, name))

    def _on_save_xlsx(self) -> None:
        name = f"{self._name()}.xlsx"
        write = self._files.save(self, self.tr("另存为 Excel"), name)
        if write is not None:
            self._make(self._printers.workbook, lambda data: self._write(write, data, name))

    def _write(self, write: Callable[[bytes], None], data: bytes, name: str) -> None:
        saved = self.tr("已保存 {name}").format(name=name)
        self._background.network(
            self, lambda: write(data), done=lambda _: self.notice.say(saved, tone="ok"), failed=self._on_failed
        )

    def _on_failed(self, message: Message) -> None:
        self._show_busy(busy=False)
        self.notice.say(message.text, message.hint)

    def _show_busy(self, *, busy: bool) -> None:
        self._making = busy
        self._job = None
        self._progress.setRange(0, 0)
        self._progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self._escape.setEnabled(busy)
        if busy:
            self._words.setText(self.tr("正在生成"))
        for each in (self.pdf_button, self.xlsx_button, self.again_button):
            each.setEnabled(not busy)

    def _name(self) -> str:
        client = "".join(letter for letter in self._case.client if letter not in '\\/:*?"<>|') or self.tr("未命名")
        return f"{client}-{self._case.case.number}"
