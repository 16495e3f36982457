"""The open case: rail, questionnaire, and what it means so far; the conclusions share its frame.

Rules: an edit changes the session at once and is saved behind it; the page shows it in place; the right pane follows within a second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from checklists.form import Edit
from checklists.model.assessment import Assessment
from checklists.model.case import Attachment
from desktop.background import Background, Message
from desktop.models.answers import template_path
from desktop.models.open_points import open_points
from desktop.models.repeat_table import Pasted
from desktop.models.update_rows import earlier_words
from desktop.screens.ports import Assess, Files, OpenCase
from desktop.screens.saver import Saver
from desktop.screens.visit.assessor import Assessor
from desktop.screens.visit.chapters import aside_entries, section_entries, section_paths
from desktop.screens.visit.dialogs import HelpDialog, LeaveDialog, RemarkDialog
from desktop.screens.visit.draw_desk import DrawDesk
from desktop.screens.visit.evidence_desk import EvidenceDesk
from desktop.screens.visit.frame import Footer, Header
from desktop.screens.visit.insight_pane import InsightPane
from desktop.screens.visit.jump import JumpDialog, places
from desktop.screens.visit.rail import Entry, Rail
from desktop.screens.visit.reason_desk import ReasonDesk
from desktop.screens.visit.section import SectionPage
from desktop.screens.visit.update_parts import UpdateBanner
from desktop.widgets.parts import Notice, column, row

CHECKS, FINANCE, SCORE, REPORT, SYNC = "checks", "finance", "score", "report", "sync"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A page of what the case comes to, and how it takes an assessment."""

    page: QWidget
    show_assessment: Callable[[Assessment], None]


class VisitScreen(QWidget):
    back_wanted = Signal()
    check_wanted = Signal(str)
    language_wanted = Signal(str)

    def __init__(
        self,
        opened: OpenCase,
        pages: Mapping[str, Callable[[], Conclusion]],
        *,
        assess: Assess,
        files: Files,
        background: Background,
        saver: Saver,
        today: Callable[[], date],
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__()
        self.opened = opened
        self._session = opened.session
        self._today = today
        self._local = local
        self._saver = saver
        self._makers = dict(pages)
        self._conclusions: dict[str, Conclusion] = {}
        self.page: SectionPage | None = None
        self._built: dict[str, SectionPage] = {}
        checklist = opened.checklist
        self.header = Header(opened.case, f"{checklist.title} · v{checklist.version}")
        self.header.offer_languages(self._session.form.languages, self._session.form.language)
        self.rail = Rail(self._conclusion_entries())
        self.insight = InsightPane(self._session, checklist)
        self.footer = Footer()
        self.notice = Notice()
        self.banner = UpdateBanner()
        self._middle = QStackedWidget()
        self.assessor = Assessor(opened, assess, background, parent=self)
        self.desk = EvidenceDesk(opened, files=files, background=background, local=local, parent=self)
        self.reasons = ReasonDesk(opened, parent=self)
        self.draws = DrawDesk(opened, files=files, background=background, today=today, parent=self)
        self._build()
        self._connect()
        self._shortcuts()
        self._show_state()
        self.show_section(section_paths(self._session)[0])
        self.insight.show_waiting()
        self.assessor.now()

    def show_section(self, path: str) -> None:
        """Leaves the section in hand, with what was typed in it, and shows the wanted one; a page is built once."""
        self.leave_section()
        page = self._built.get(path)
        if page is None:
            page = self._built[path] = self._new_page(path)
            self._middle.addWidget(page)
        else:
            page.refresh()
        self.desk.show_on(page)
        self.page = page
        self._middle.setCurrentWidget(page)
        self.insight.show()
        self.rail.mark(path)
        self._show_footer()
        self._show_results()

    def leave_section(self) -> None:
        """Gives what is typed but not given yet."""
        page, self.page = self.page, None
        if page is not None:
            page.commit()
            self.reasons.end_burst()

    def show_conclusion(self, key: str) -> None:
        """Cross-checks, score and limit, report, or sealing and sync: over the whole width."""
        self.leave_section()
        self._middle.setCurrentWidget(self.conclusion(key))
        self.insight.hide()
        self.rail.mark(key)
        self._show_footer()
        self._show_results()

    def conclusion(self, key: str) -> QWidget:
        """The page of a conclusion, built when it is first wanted."""
        made = self._conclusions.get(key)
        if made is None:
            made = self._conclusions[key] = self._makers[key]()
            self._middle.addWidget(made.page)
            if self.assessor.latest is not None:
                made.show_assessment(self.assessor.latest)
        return made.page

    def jump_to(self, path: str) -> None:
        """Shows the section of a question and puts the keyboard onto it."""
        if not path:
            return
        section = "/".join(template_path(path).split("/")[:3])
        if self.page is None or self.page.section != section:
            self.show_section(section)
        if self.page is not None:
            self.page.go_to(path)

    def step(self, by: int) -> None:
        """To the section before or after; past the last one, to the cross-checks."""
        paths = section_paths(self._session)
        at = paths.index(self.page.section) + by if self.page is not None else 0
        if at >= len(paths):
            self.show_conclusion(CHECKS)
        elif at >= 0:
            self.show_section(paths[at])
            if self.page is not None:
                self.page.go_to_start()

    def remark(self, subject: str, words: str) -> None:
        """Keeps the investigator's explanation of a check or a question."""
        self.opened.remark(subject, words)
        self._after_edit()

    def settle_record(self) -> None:
        """Something was written into the case beside the answers: shows it as saved, and assesses anew."""
        self._after_edit()

    def decided(self) -> None:
        """Somebody put an exception, a grade or a conclusion on record."""
        self.notice.hide()
        self._after_edit()

    def undo(self) -> None:
        if not self.opened.is_sealed:
            self._commit_page()
            self._edit(self.reasons.doing(self.opened.undo))

    def redo(self) -> None:
        if not self.opened.is_sealed:
            self._edit(self.reasons.doing(self.opened.redo))

    def _build(self) -> None:
        layout = column(self, spacing=0)
        layout.addWidget(self.header)
        body = row(spacing=0)
        body.addWidget(self.rail)
        middle = column(spacing=0)
        middle.addWidget(self.banner)
        middle.addWidget(self.notice)
        middle.addWidget(self._middle, 1)
        body.addLayout(middle, 1)
        body.addWidget(self.insight)
        layout.addLayout(body, 1)
        layout.addWidget(self.footer)

    def _new_page(self, path: str) -> SectionPage:
        files = self.opened.checklist.files
        page = SectionPage(self._session, path, today=self._today, files=files, drawn=self.draws.words)
        page.show_earlier(earlier_words(self.opened.set_aside))
        page.answered.connect(self._on_answered)
        page.row_wanted.connect(lambda repeat: self._edit(self.reasons.doing(lambda: self.opened.add_row(repeat))))
        page.row_unwanted.connect(
            lambda row_path: self._edit(self.reasons.doing(lambda: self.opened.remove_row(row_path)))
        )
        page.pasted.connect(self._on_pasted)
        page.attach_wanted.connect(lambda question: self.desk.add(self, question))
        page.open_wanted.connect(lambda attachment: self.desk.open(self, attachment))
        page.remove_wanted.connect(lambda attachment: self.desk.remove(self, attachment))
        page.explained.connect(self._on_explained)
        page.draw_wanted.connect(lambda question: self.desk.draw(self, question))
        page.made.connect(self.desk.keep)
        page.strips_changed.connect(lambda: self.desk.show_on(page))
        page.import_wanted.connect(self._on_import_wanted)
        page.sample_wanted.connect(self._on_sample_wanted)
        page.ended.connect(lambda: self.step(1))
        page.set_closed(closed=self.opened.is_sealed)
        return page

    def _connect(self) -> None:
        self.header.back_wanted.connect(self._on_back)
        self.header.photo_wanted.connect(self._on_photo)
        self.header.remark_wanted.connect(self._on_remark)
        self.header.leave_wanted.connect(self._on_leave)
        self.header.language_wanted.connect(self.language_wanted)
        self.rail.section_chosen.connect(self.show_section)
        self.rail.conclusion_chosen.connect(self.show_conclusion)
        self.insight.jump_wanted.connect(self.jump_to)
        self.insight.check_wanted.connect(self._on_check_wanted)
        self.assessor.assessed.connect(self._on_assessed)
        self.assessor.failed.connect(self.say)
        self.desk.attached.connect(self._on_attached)
        self.desk.made.connect(self._on_made)
        self.desk.removed.connect(self._on_removed)
        self.desk.importing.connect(self._on_importing)
        self.desk.imported.connect(self._on_imported)
        self.desk.failed.connect(self.say)
        self.draws.drawing.connect(self._on_importing)
        self.draws.drawn.connect(self._on_imported)
        self.draws.failed.connect(self.say)
        self._saver.saved.connect(self._on_saved)
        self._saver.failed.connect(self._on_save_failed)

    def _shortcuts(self) -> None:
        for keys, act in {
            "Ctrl+K": self._on_jump,
            "Ctrl+PgUp": lambda: self.step(-1),
            "Ctrl+PgDown": lambda: self.step(1),
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Y": self.redo,
            "F1": self._on_help,
            "F6": self._on_photo,
            "F7": self._on_remark,
            "F8": lambda: self.jump_to(self.insight.suggestion_path()),
            "F9": self._on_leave,
            "Alt+Left": self._on_back,
        }.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_answered(self, path: str, answer: str) -> None:
        if self.opened.is_sealed:
            return
        edit = self.reasons.doing(lambda: self.opened.set(path, answer))
        self._edit(edit)
        if edit is None and self.page is not None:
            self.page.refresh(frozenset({path}))

    def _on_explained(self, path: str, kind: str, reason: str) -> None:
        if not self.opened.is_sealed:
            self._edit(self.opened.explain(path, reason, kind=kind))

    def _on_pasted(self, pasted: Pasted) -> None:
        if pasted.answers:
            self.reasons.doing(lambda: self.opened.fill(pasted.answers))
            if self.page is not None:
                self.page.refresh()
            self._after_edit()

    def _edit(self, edit: Edit | None) -> None:
        """Shows what an edit changed; an undo elsewhere in the form goes there."""
        if edit is None:
            return
        if self.page is not None:
            self.page.refresh(edit.affected)
        self._after_edit()

    def _after_edit(self) -> None:
        self._show_state()
        self._show_footer()
        self.assessor.ask()

    def _show_state(self) -> None:
        self.header.show_client(self.opened.client)
        self.rail.sections.show_entries((*section_entries(self._session), *aside_entries(self.opened)))
        if self.opened.is_sealed:
            self.header.show_sealed()
        else:
            saved_at = self.opened.saved_at
            self.header.show_saved(self._local(saved_at) if saved_at else None, unsaved=self.opened.unsaved)

    def _show_footer(self) -> None:
        if self.page is None:
            done = self._session.completeness()
            self.footer.show_words(
                self.tr("全案 {n}% · 还缺 {left} 项").format(n=done.percent, left=done.expected - done.answered)
            )
            return
        done = self._session.completeness(self.page.section)
        words = self.tr("{section} {n}% · 还缺 {left} 项").format(
            section=self._session.label(self.page.section), n=done.percent, left=done.expected - done.answered
        )
        self.footer.show_words(words)

    def _on_assessed(self, assessment: Assessment) -> None:
        self._show_results()
        for made in self._conclusions.values():
            made.show_assessment(assessment)

    def _show_results(self) -> None:
        """What the answers mean so far. A check says nothing new of the section that is being filled in; what it says is on record."""
        assessment = self.assessor.latest
        if assessment is None:
            return
        held = self.opened.held_back(assessment, self.page.section if self.page is not None else "")
        self.opened.keep_first_results(assessment, but=held)
        self.insight.show_assessment(assessment, held)

    def _on_saved(self) -> None:
        self._show_state_of_saving()
        self.notice.hide()
        moved = self.opened.settle_evidence()
        if moved.affected:
            self._edit(moved)

    def _show_state_of_saving(self) -> None:
        if not self.opened.is_sealed:
            saved_at = self.opened.saved_at
            self.header.show_saved(self._local(saved_at) if saved_at else None, unsaved=self.opened.unsaved)

    def _on_save_failed(self, message: Message) -> None:
        self.header.show_unsaved(message.text)
        self.say(message)

    def say(self, message: Message) -> None:
        """A sentence above the page, with what to do."""
        self.notice.say(message.text, message.hint)

    def _on_attached(self, path: str, attachment: Attachment) -> None:
        if self.desk.answers(path) and not self._session.value(path):
            self._edit(self.opened.set(path, attachment.name))
        self._show_evidence()

    def _on_removed(self, attachment: Attachment) -> None:
        """An answer that was this file, and nothing else of its name, is no answer any more."""
        path = attachment.question
        others = {each.name for each in self.opened.attachments(path)} if path else set()
        if path and self.desk.answers(path) and self._session.value(path) == attachment.name not in others:
            self._edit(self.opened.set(path, ""))
        self._show_evidence()

    def _show_evidence(self) -> None:
        """What came or went closes or opens its items at once."""
        self._edit(self.opened.settle_evidence())
        if self.page is not None:
            self.desk.show_on(self.page)

    def _on_made(self, path: str, attachment: Attachment) -> None:
        """What was drawn or recorded anew takes the place of what was the answer before; that stays as evidence."""
        self._edit(self.opened.set(path, attachment.name))
        self._show_evidence()

    def _on_import_wanted(self) -> None:
        flows = self.opened.checklist.paths.get("flow_file", "").rpartition("/")[0]
        if not flows or self.reasons.may_move(flows):
            self.desk.import_statements(self)

    def _on_sample_wanted(self, repeat: str) -> None:
        if self.reasons.may_move(repeat):
            self.draws.draw(self, repeat)

    def _on_importing(self) -> None:
        """While a file is read into the case in the background, nothing else touches the session."""
        self.notice.hide()
        self.assessor.stop()
        self.setEnabled(False)

    def _on_imported(self) -> None:
        self.setEnabled(True)
        if self.page is not None:
            self.page.refresh()
            self.desk.show_on(self.page)
        self._after_edit()

    def _on_photo(self) -> None:
        path = self.page.path_in_hand() if self.page is not None else ""
        self.desk.add(self, path or (self.page.section if self.page is not None else ""))

    def _on_remark(self) -> None:
        path = (self.page.path_in_hand() or self.page.section) if self.page is not None else ""
        subject = self._session.label(path) if path else self.tr("整个案件")
        dialog = RemarkDialog(subject, self.opened.case.remarks.get(path or "case", ""), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.remark(path or "case", dialog.words())

    def _on_leave(self) -> None:
        self._commit_page()
        dialog = LeaveDialog(open_points(self._session), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.jump_to(dialog.path())

    def _on_jump(self) -> None:
        dialog = JumpDialog(places(self._session, section_paths(self._session)), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.jump_to(dialog.path())

    def _on_help(self) -> None:
        HelpDialog(self).exec()

    def _on_check_wanted(self, name: str) -> None:
        self.show_conclusion(CHECKS)
        self.check_wanted.emit(name)

    def _on_back(self) -> None:
        self.leave_section()
        self.assessor.stop()
        self.back_wanted.emit()

    def _commit_page(self) -> None:
        if self.page is not None:
            self.page.commit()

    def _conclusion_entries(self) -> tuple[Entry, ...]:
        return (
            Entry(CHECKS, self.tr("交叉验证"), icon="check"),
            Entry(FINANCE, self.tr("财务与同业"), icon="table"),
            Entry(SCORE, self.tr("评分与额度"), icon="score"),
            Entry(REPORT, self.tr("综合信用报告"), icon="report"),
            Entry(SYNC, self.tr("封存与同步"), icon="lock"),
        )
