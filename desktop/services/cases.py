"""Fill in and assess: open a case, answer, attach, import, assess. Each edit is saved at once, in one transaction.

Rules: the session (in memory) changes first, the store second; until the store has confirmed, the change counts as unsaved
and is tried again with the next one. What ``saved_at`` covers survives a kill at any moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from checklists import package
from checklists.assess import assess
from checklists.form import Edit, Form, FormSession
from checklists.model.assessment import Assessment
from checklists.model.case import Attachment, Case, CaseState, CaseSummary, Change, ChangeKind, Person, SetAside
from checklists.model.checklist import Checklist
from checklists.model.errors import AnswerError, CaseIsSealed
from checklists.model.history import remarked
from checklists.model.text import is_writable, writable
from checklists.statements import read_statement
from checklists.store import CaseStore
from checklists.workbook import IndustryInfo
from desktop.services.filling import fill_session
from desktop.services.media import evidence_held, media_type_of
from desktop.services.photos import photo_facts
from desktop.services.statements import STATEMENT_ENDINGS, flow_answers
from desktop.services.versions import Versions


class Shelf(Protocol):
    """The checklists that can be chosen for a new case."""

    def industries(self) -> tuple[IndustryInfo, ...]: ...

    def package(self, industry_id: str) -> bytes: ...


Keep = Callable[[Callable[[], None]], None]
"""Runs a piece of store work: at once, or later on the store's own thread."""


def keep_at_once(work: Callable[[], None]) -> None:
    work()


class OpenCase:
    """One case in work: its form session, its attachments, and the saving of both."""

    def __init__(
        self,
        case: Case,
        checklist: Checklist,
        *,
        form: Form,
        store: CaseStore,
        person: Person,
        device: str,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        keep: Keep = keep_at_once,
    ) -> None:
        self.checklist = checklist
        self.form = form
        self.session = FormSession(
            form,
            case.answers,
            remarks=case.remarks,
            evidence=evidence_held(case.attachments),
            now=clock,
            new_id=new_id,
            # A case that moved to a newer checklist is not new, even where it has no answer: it gets no defaults.
            first_load=False if case.earlier_checklists or case.set_aside else None,
        )
        self.saved_at: datetime | None = None
        self._case = case
        self._store = store
        self._person = person
        self._device = device
        self._clock = clock
        self._keep = keep
        self._remarks = dict(case.remarks)
        self._attachments = list(case.attachments)
        self._set_aside = case.set_aside
        self._pending: list[Change] = []
        self._is_evidence_news = False
        self._is_account_news = False
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        return self._case.id

    @property
    def is_sealed(self) -> bool:
        return self._case.state is not CaseState.DRAFT

    @property
    def unsaved(self) -> int:
        """Edits that the store has not confirmed yet."""
        return len(self._pending)

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The answers that the case's checklist does not take."""
        return self._set_aside

    @property
    def earlier_checklists(self) -> tuple[str, ...]:
        """The versions that the case was on before, oldest first."""
        return self._case.earlier_checklists

    @property
    def case(self) -> Case:
        """The case as it stands now, whole."""
        return Case(
            id=self._case.id,
            number=self._case.number,
            industry=self._case.industry,
            checklist_sha256=self._case.checklist_sha256,
            created_at=self._case.created_at,
            state=self._case.state,
            investigators=self._case.investigators,
            answers=self.session.answers(),
            remarks=dict(self._remarks),
            attachments=tuple(self._attachments),
            set_aside=self._set_aside,
            earlier_checklists=self._case.earlier_checklists,
        )

    def set(self, path: str, value: str) -> Edit:
        """Answer a question. AnswerError for a path that the form does not know, StoreError where it could not be saved."""
        self._refuse_if_sealed()
        return self._record(self.session.set(path, value))

    def add_row(self, repeat: str) -> Edit:
        self._refuse_if_sealed()
        return self._record(self.session.add_row(repeat))

    def remove_row(self, row: str) -> Edit:
        self._refuse_if_sealed()
        return self._record(self.session.remove_row(row))

    def undo(self) -> Edit | None:
        self._refuse_if_sealed()
        edit = self.session.undo()
        return edit and self._record(edit)

    def redo(self) -> Edit | None:
        self._refuse_if_sealed()
        edit = self.session.redo()
        return edit and self._record(edit)

    def speak(self, language: str) -> None:
        """Show the questions in another of the form's languages. The answers and what can be undone stay; nothing is saved."""
        self.form = form_of(self.checklist, language)
        self.session = self.session.speaking(self.form)

    def explain(self, path: str, reason: str, *, kind: str = "") -> Edit:
        """Why a problem at ``path`` stands (a warning, a must item skipped, evidence not to be had); blank withdraws the reason."""
        self._refuse_if_sealed()
        return self._record(self.session.explain(path, reason, kind=kind))

    def remark(self, subject: str, text: str) -> None:
        """The investigator's explanation of a check (``check/equity_check``), or a note on a question or the case."""
        self._refuse_if_sealed()
        if not is_writable(text):
            raise AnswerError(((subject, "", "text that can be kept"),))
        change = Change(ChangeKind.REMARK, subject, old=self._remarks.get(subject, ""), new=text)
        self._record(Edit(changes=(change,), affected=frozenset()))

    def fill(self, answers: Mapping[str, str]) -> None:
        """Answer many questions as one transaction, adding the rows that their paths name. AnswerError lists every bad path."""
        self._refuse_if_sealed()
        self._record(Edit(tuple(fill_session(self.session, answers))))

    def attach(self, question: str, name: str, data: bytes) -> Attachment:
        """Keep a file, encrypted, as evidence for ``question`` ("" = the case as a whole); ``settle_evidence`` tells the session."""
        self._refuse_if_sealed()
        media_type = media_type_of(data, name)
        says = photo_facts(data, media_type)
        attachment = self._store.add_attachment(
            self.id,
            data,
            name=writable(name),
            media_type=media_type,
            question=question,
            by=self._person.id,
            at=self._clock(),
            taken_at=says.taken_at,
            place=says.place if self._may_keep_places else "",
            perceptual_hash=says.perceptual_hash,
            device=self._device,
        )
        self._attachments.append(attachment)
        self._is_evidence_news = True
        return attachment

    @property
    def _may_keep_places(self) -> bool:
        """Where a photo was taken is kept only where the client agreed to it by itself (PIPL 29; handbook 5.2)."""
        path = self.checklist.paths.get("consent_location", "")
        return bool(path) and self.session.value(path) == "yes"

    def withdraw(self, attachment_id: str) -> None:
        """Take a file out of the case again; the audit trail keeps both lines. AttachmentNotFound escapes."""
        self._refuse_if_sealed()
        self._store.remove_attachment(self.id, attachment_id, by=self._person.id, at=self._clock(), device=self._device)
        self._attachments = [each for each in self._attachments if each.id != attachment_id]
        self._is_evidence_news = True

    def settle_evidence(self) -> Edit:
        """Tell the session what is held now, in the session's own thread; gives what looks different by it."""
        if not self._is_evidence_news:
            return Edit()
        self._is_evidence_news = False
        edit = self.session.hold_evidence(evidence_held(self._attachments))
        if edit.affected:
            self._is_account_news = True
            self._keep(self.flush)
        return edit

    def take_in(self, name: str, data: bytes) -> Attachment:
        """Attach a file to the question that names it; read it first where it is a payment or bank export (行列文件).

        StatementFileError where such an export cannot be read: it is then not attached.
        """
        name = writable(name)
        question = next((path for path, value in self.session.answers().items() if value == name), "")
        if name.lower().endswith(STATEMENT_ENDINGS):
            question = self.import_statement(name, data)
        attachment = self.attach(question, name, data)
        self.settle_evidence()
        return attachment

    def import_statement(self, name: str, data: bytes) -> str:
        """Read an export and answer a row of ``flows`` with its figures; gives the path of the row's file question."""
        self._refuse_if_sealed()
        figures = flow_answers(self.session, self.checklist.paths, name=name, data=data)
        self.fill(figures.answers)
        return figures.file_path

    def attachments(self, question: str = "") -> tuple[Attachment, ...]:
        """The files of one question, or all of them."""
        return tuple(item for item in self._attachments if not question or item.question == question)

    def attachment_bytes(self, attachment_id: str) -> bytes:
        return self._store.read_attachment(self.id, attachment_id)

    def assess(self) -> Assessment:
        """The method over the case as it stands. Pure: nothing is stored."""
        return assess(self.case, self.checklist)

    def flush(self) -> None:
        """Save what is pending. On a StoreError it stays pending, and is tried again with the next edit."""
        with self._lock:
            changes = tuple(self._pending)
            if not changes and not self._is_account_news:
                return
            completeness = self.session.completeness()
            self._store.save(
                self.id,
                changes,
                by=self._person.id,
                device=self._device,
                at=self._clock(),
                client=self.client,
                completeness=completeness.percent,
                problems=completeness.problems,
            )
            del self._pending[: len(changes)]
            self._is_account_news = False
            if any(change.kind in (ChangeKind.ADD_ROW, ChangeKind.REMOVE_ROW) for change in changes):
                kept = self._store.case(self.id)  # both move with their rows
                self._attachments, self._set_aside = list(kept.attachments), kept.set_aside
                self._is_evidence_news = True
            self.saved_at = self._clock()

    @property
    def client(self) -> str:
        """The client's name, "" while it is not answered."""
        path = self.checklist.paths.get("client_name", "")
        return self.session.value(path) if path else ""

    def record_opening(self) -> None:
        """Keep what the form set by itself when it was new: dates, defaults, the rows of a counted repeat."""
        self._record(self.session.opening)

    def _record(self, edit: Edit) -> Edit:
        for change in edit.changes:
            if change.kind is not ChangeKind.SET:
                self._remarks = remarked(self._remarks, change)
        self._pending.extend(edit.changes)
        self._keep(self.flush)
        return edit

    def _refuse_if_sealed(self) -> None:
        if self.is_sealed:
            raise CaseIsSealed(self._store.path, case=self._case.number)


class CaseService:
    """The cases on this laptop. One store, one person at work."""

    def __init__(
        self,
        store: CaseStore,
        shelf: Shelf,
        *,
        person: Person,
        device: str,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._person = person
        self._device = device
        self._clock = clock
        self._new_id = new_id
        self._forms: dict[str, tuple[Checklist, Form]] = {}
        self.versions = Versions(
            store, shelf, self._checklist, person=person, device=device, clock=clock, new_id=new_id
        )

    def industries(self) -> tuple[IndustryInfo, ...]:
        return self._shelf.industries()

    def cases(self, search: str = "") -> tuple[CaseSummary, ...]:
        return self._store.cases(search)

    def create(
        self,
        industry_id: str,
        *,
        answers: Mapping[str, str] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        keep: Keep = keep_at_once,
    ) -> OpenCase:
        """A new draft on the newest version of an industry's checklist, which the case keeps.

        Everything is tried first: where an answer does not fit (AnswerError) or an export cannot be read (StatementFileError)
        no case is begun. A file answers the question whose answer is its name; of an export the figures are answered too.
        """
        data = self._shelf.package(industry_id)
        for name, content in files:
            if name.lower().endswith(STATEMENT_ENDINGS):
                read_statement(content, name)
        if answers:
            form = form_of(package.read(data))
            fill_session(FormSession(form, {}, now=self._clock, new_id=self._new_id), answers)
        sha256 = self._store.put_package(data)
        case = self._store.new_case(
            case_id=self._new_id(),
            industry=industry_id,
            checklist_sha256=sha256,
            investigators=(self._person,),
            by=self._person.id,
            device=self._device,
            at=self._clock(),
        )
        opened = self._opened(case, keep)
        opened.record_opening()
        if answers:
            opened.fill(answers)
        for name, content in files:
            opened.take_in(name, content)
        return opened

    def open(self, case_id: str, *, keep: Keep = keep_at_once) -> OpenCase:
        """A case by id or number, on the checklist version it was begun with. CaseNotFound escapes."""
        return self._opened(self._store.case(case_id), keep)

    def _opened(self, case: Case, keep: Keep) -> OpenCase:
        checklist, form = self._checklist(case.checklist_sha256)
        return OpenCase(
            case,
            checklist,
            form=form,
            store=self._store,
            person=self._person,
            device=self._device,
            clock=self._clock,
            new_id=self._new_id,
            keep=keep,
        )

    def _checklist(self, sha256: str) -> tuple[Checklist, Form]:
        if sha256 not in self._forms:
            checklist = package.read(self._store.package(sha256))
            self._forms[sha256] = (checklist, form_of(checklist))
        return self._forms[sha256]


def form_of(checklist: Checklist, language: str = "") -> Form:
    """The form of a published checklist with the files that it carries, in one of its languages or its own first one."""
    return Form.from_xform(checklist.xform, language=language, files=checklist.files)
