"""The main window: the door, the case list, an open case, and sync, one after the other. It wires screens and does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop.background import Background, Message
from desktop.screens.cases.screen import CasesScreen
from desktop.screens.checks.comparison import Comparison
from desktop.screens.checks.screen import ChecksScreen
from desktop.screens.explained.asking import Asking
from desktop.screens.finance.screen import FinanceScreen
from desktop.screens.ports import (
    Access,
    Assess,
    CaseService,
    Files,
    OpenCase,
    Printers,
    ReportService,
    SignalService,
    SyncService,
)
from desktop.screens.report.screen import ReportScreen
from desktop.screens.saver import Saver
from desktop.screens.score.screen import ScoreScreen
from desktop.screens.sync.screen import SyncScreen
from desktop.screens.unlock.screen import UnlockScreen
from desktop.screens.visit.chapters import ASIDE
from desktop.screens.visit.screen import CHECKS, FINANCE, REPORT, SCORE, SYNC, Conclusion, VisitScreen
from desktop.screens.visit.update_desk import UpdateDesk
from desktop.screens.visit.update_parts import AsidePage
from desktop.style.theme import apply_theme, current
from desktop.style.tokens import DARK, LIGHT
from desktop.widgets.parts import button, column, row, surface


@dataclass(frozen=True, slots=True)
class Desk:
    """What an unlocked laptop offers the screens."""

    cases: CaseService
    reports: ReportService
    sync: SyncService
    signals: SignalService
    sees_points: bool = False
    """Whether who is at work sees points and weights while answers can still change."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the screens need of the world: clock, files, renderers, the method."""

    assess: Assess
    files: Files
    printers: Printers
    today: Callable[[], date]
    local: Callable[[datetime], datetime]


class MainWindow(QMainWindow):
    def __init__(
        self, access: Access, desk: Callable[[], Desk], *, surroundings: Surroundings, background: Background
    ) -> None:
        super().__init__()
        self._desk_of = desk
        self._world = surroundings
        self._background = background
        self._access = access
        self._desk: Desk | None = None
        self._saver = Saver(background, self)
        self._stack = QStackedWidget()
        self.unlock = UnlockScreen(access, background)
        self.cases: CasesScreen | None = None
        self.visit: VisitScreen | None = None
        self._stack.addWidget(self.unlock)
        self.setCentralWidget(self._stack)
        self.setWindowTitle(self.tr("尽调"))
        self.resize(1366, 768)
        self.setMinimumSize(1100, 640)
        self.unlock.unlocked.connect(self._on_unlocked)

    def open_case(self, case_id: str) -> None:
        """Opens a case in the background and shows its first section."""
        if self._desk is not None:
            cases = self._desk.cases
            self._background.store(
                self, lambda: cases.open(case_id, keep=self._saver.keep), done=self.show_case, failed=self._say
            )

    def create_case(self, industry_id: str) -> None:
        """A new draft on the checklist of an industry."""
        if self._desk is not None:
            cases = self._desk.cases
            self._background.store(
                self, lambda: cases.create(industry_id, keep=self._saver.keep), done=self.show_case, failed=self._say
            )

    def show_case(self, opened: OpenCase, *, at: str = "", section: str = "") -> None:
        """Builds the case's screens; ``at`` is the conclusion, ``section`` the section to begin with."""
        desk = self._desk
        if desk is None:
            return
        world = self._world
        visit = VisitScreen(
            opened,
            {
                CHECKS: lambda: self._checks(visit, desk),
                FINANCE: self._finance,
                SCORE: lambda: self._score(visit, desk),
                REPORT: lambda: self._report(opened, desk),
                SYNC: lambda: self._sealing(opened, desk),
                ASIDE: lambda: self._aside(visit, updates),
            },
            assess=world.assess,
            files=world.files,
            background=self._background,
            saver=self._saver,
            today=world.today,
            local=world.local,
        )
        updates = self._updates(visit, desk)
        visit.back_wanted.connect(self.show_cases)
        visit.language_wanted.connect(lambda language: self._speak(visit, language))
        self._replace_visit(visit)
        if section:
            visit.show_section(section)
        if at:
            visit.show_conclusion(at)
        elif visit.page is not None:
            visit.page.go_to_start()

    def _speak(self, visit: VisitScreen, language: str) -> None:
        """The same case with its questions in another language; what is being typed is given first."""
        section = visit.page.section if visit.page is not None else ""
        visit.leave_section()
        visit.opened.speak(language)
        self.show_case(visit.opened, section=section)

    def _updates(self, visit: VisitScreen, desk: Desk) -> UpdateDesk:
        """Looks for a newer checklist behind the open case; after a move the case is read anew."""
        updates = UpdateDesk(
            visit.opened,
            desk.cases.versions,
            self._background,
            banner=visit.banner,
            commit=lambda: visit.page.commit() if visit.page is not None else None,
            parent=visit,
        )
        updates.began.connect(lambda: visit.setEnabled(False))
        updates.ended.connect(lambda: visit.setEnabled(True))
        updates.failed.connect(self._say)
        updates.moved.connect(lambda: self._reopen(visit.opened.id, at=ASIDE))
        updates.look()
        return updates

    def _aside(self, visit: VisitScreen, updates: UpdateDesk) -> Conclusion:
        page = AsidePage(visit.opened)
        page.undo_wanted.connect(updates.undo)
        page.jump_wanted.connect(visit.jump_to)
        updates.origin_found.connect(lambda: page.show_origin(updates.origin))
        page.show_origin(updates.origin)
        return Conclusion(page, lambda _: page.refresh())

    def _checks(self, visit: VisitScreen, desk: Desk) -> Conclusion:
        page = ChecksScreen(visit.opened)
        page.origin_wanted.connect(Asking(visit.opened, page).ask)
        comparison = Comparison(visit, desk.signals, self._background, parent=page)
        comparison.failed.connect(self._say)
        page.signals.compare_wanted.connect(comparison.make)
        comparison.make()
        page.jump_wanted.connect(visit.jump_to)
        page.remarked.connect(visit.remark)
        page.exception.decided.connect(visit.decided)
        page.exception.refused.connect(visit.say)
        visit.check_wanted.connect(page.choose)
        return Conclusion(page, page.show_assessment)

    def _finance(self) -> Conclusion:
        page = FinanceScreen()
        return Conclusion(page, page.show_assessment)

    def _score(self, visit: VisitScreen, desk: Desk) -> Conclusion:
        page = ScoreScreen(visit.opened, sees_points=desk.sees_points)
        page.judgement.decided.connect(visit.decided)
        page.judgement.refused.connect(visit.say)
        page.origin_wanted.connect(Asking(visit.opened, page).ask)
        return Conclusion(page, page.show_assessment)

    def _report(self, opened: OpenCase, desk: Desk) -> Conclusion:
        world = self._world
        page = ReportScreen(opened, desk.reports, world.printers, background=self._background, files=world.files)
        return Conclusion(page, page.show_assessment)

    def _sealing(self, opened: OpenCase, desk: Desk) -> Conclusion:
        page = SyncScreen(desk.sync, background=self._background, local=self._world.local, opened=opened)
        page.sealed.connect(lambda: self._reopen(opened.id, at=SYNC))
        return Conclusion(page, page.show_assessment)

    def show_cases(self) -> None:
        """Back to the list, with what changed in it."""
        self._replace_visit(None)
        if self.cases is not None:
            self._stack.setCurrentWidget(self.cases)
            self.cases.refresh()
            self.cases.table.setFocus()

    def show_sync(self) -> None:
        """Sync without an open case."""
        if self._desk is None:
            return
        holder = QWidget()
        layout = column(holder, spacing=0)
        header = surface("header")
        header.setFixedHeight(52)
        line = row(header, margins=(12, 0, 16, 0))
        line.addWidget(button(self.tr("案件列表"), lambda: self._leave(holder), kind="link", icon_name="back"))
        line.addStretch(1)
        layout.addWidget(header)
        layout.addWidget(SyncScreen(self._desk.sync, background=self._background, local=self._world.local), 1)
        QShortcut(QKeySequence("Esc"), holder, lambda: self._leave(holder))
        self._stack.addWidget(holder)
        self._stack.setCurrentWidget(holder)

    def toggle_theme(self) -> None:
        """Light and dark take turns; what is shown is built again in the other theme."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, LIGHT if current().is_dark else DARK)
            self._rebuild_cases()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed is given and saved before the window goes."""
        if self.visit is not None:
            self.visit.leave_section()
            self.visit.assessor.stop()
        super().closeEvent(event)

    def _on_unlocked(self) -> None:
        self._desk = self._desk_of()
        self._rebuild_cases()

    def _rebuild_cases(self) -> None:
        if self._desk is None:
            return
        before, self.cases = (
            self.cases,
            CasesScreen(self._desk.cases, background=self._background, local=self._world.local),
        )
        self.cases.open_wanted.connect(self.open_case)
        self.cases.create_wanted.connect(self.create_case)
        self.cases.sync_wanted.connect(self.show_sync)
        self.cases.theme_wanted.connect(self.toggle_theme)
        self.cases.lock_wanted.connect(self._on_lock)
        self._stack.addWidget(self.cases)
        if before is not None:
            self._leave(before, to=self.cases)
        self.show_cases()

    def _on_lock(self) -> None:
        """Forgets keys and screens; the passphrase opens them again."""
        cases, self.cases, self._desk = self.cases, None, None
        self._replace_visit(None)
        if cases is not None:
            self._leave(cases, to=self.unlock)
        self._background.store(self, self._access.lock, done=lambda _: self.unlock.start(), failed=self._say)

    def _reopen(self, case_id: str, *, at: str) -> None:
        """After sealing it or moving it to another checklist: the same case, read anew."""
        if self._desk is not None:
            cases = self._desk.cases
            self._background.store(
                self,
                lambda: cases.open(case_id, keep=self._saver.keep),
                done=lambda opened: self.show_case(opened, at=at),
                failed=self._say,
            )

    def _replace_visit(self, visit: VisitScreen | None) -> None:
        before, self.visit = self.visit, visit
        if before is not None:
            before.leave_section()
            before.assessor.stop()
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        if visit is not None:
            self._stack.addWidget(visit)
            self._stack.setCurrentWidget(visit)

    def _leave(self, screen: QWidget, *, to: QWidget | None = None) -> None:
        self._stack.removeWidget(screen)
        screen.hide()
        screen.deleteLater()
        if to is not None:
            self._stack.setCurrentWidget(to)
        else:
            self.show_cases()

    def _say(self, message: Message) -> None:
        if self.cases is not None and self._stack.currentWidget() is self.cases:
            self.cases.say(message)
        elif self.visit is not None:
            self.visit.notice.say(message.text, message.hint)
