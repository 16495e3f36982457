"""Fill in and assess: an open case, its answers, files, imports and assessment. Each edit is saved at once, in one transaction.

Rules: the session (in memory) changes first, the store second; until the store has confirmed, the change counts as unsaved
and is tried again with the next one. What ``saved_at`` covers survives a kill at any moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

from checklists.assess import assess
from checklists.assess.explain import Explainer
from checklists.form import Edit, Form, FormSession
from checklists.model.assessment import Assessment
from checklists.model.case import Attachment, Case, CaseState, Change, ChangeKind, Person, SetAside
from checklists.model.checklist import Checklist
from checklists.model.errors import AnswerError, CaseIsSealed, ReasonRequired
from checklists.model.history import remarked
from checklists.model.records import is_record
from checklists.model.signals import LAPTOP
from checklists.model.text import is_writable, writable
from checklists.store import CaseStore
from desktop.services.check_life import CheckLife, first_change
from desktop.services.filling import fill_session
from desktop.services.judging import Judging
from desktop.services.media import evidence_held, media_type_of
from desktop.services.photos import photo_facts
from desktop.services.placeless import without_place
from desktop.services.statements import STATEMENT_ENDINGS, flow_answers

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
        self._pending: list[tuple[Change, str]] = []
        self._life = CheckLife(checklist, form, self.session.answers())
        self._is_evidence_news = False
        self._is_account_news = False
        self._explainer: tuple[tuple[Case, int], Explainer] | None = None
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        return self._case.id

    @property
    def person(self) -> Person:
        """Who is at work."""
        return self._person

    @property
    def judging(self) -> Judging:
        """What people decide on this case."""
        return Judging(self)

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
        """Answer a question. AnswerError for a path that the form does not know, StoreError where it could not be saved,
        ReasonRequired for an input of a check whose result was shown, where no reason was given.
        """
        self._refuse_if_sealed()
        now = self.session.value(path)
        reason = self._life.reason_to_set(path, value, now=now, remarks=self._remarks)
        edit = self.session.set(path, value)
        try:
            # What the form itself answered in consequence may be an input too.
            reason = reason or self._life.reason_to_replay(edit.changes, self.session.answers, remarks=self._remarks)
        except ReasonRequired:
            self.session.undo()
            raise
        return self._record(edit, reason)

    def add_row(self, repeat: str) -> Edit:
        self._refuse_if_sealed()
        reason = self._life.reason_to_move(repeat, remarks=self._remarks)
        return self._record(self.session.add_row(repeat), reason)

    def remove_row(self, row: str) -> Edit:
        self._refuse_if_sealed()
        reason = self._life.reason_to_move(row, remarks=self._remarks)
        return self._record(self.session.remove_row(row), reason)

    def undo(self) -> Edit | None:
        """Take the last edit back. Back to what stood when results were shown it is free, else ReasonRequired and nothing is done."""
        return self._replay(self.session.undo, self.session.redo)

    def redo(self) -> Edit | None:
        return self._replay(self.session.redo, self.session.undo)

    def give_reason(self, reason: str) -> None:
        """Why inputs of checks whose results were shown are about to be changed; blank: no such change is meant any more."""
        if not is_writable(reason):
            raise AnswerError((("reason", "", "text that can be kept"),))
        self._life.reason = reason.strip()

    def checks_reading(self, path: str, *, is_row: bool = False) -> tuple[str, ...]:
        """Labels of the checks with a result on record that read this answer, or this row or repeat: it needs a reason to change."""
        return self._life.reading(self._remarks, path, is_row=is_row)

    def speak(self, language: str) -> None:
        """Show the questions in another of the form's languages. The answers and what can be undone stay; nothing is saved."""
        self.form = form_of(self.checklist, language)
        self.session = self.session.speaking(self.form)
        self._explainer = None

    def explain(self, path: str, reason: str, *, kind: str = "") -> Edit:
        """Why a problem at ``path`` stands (a warning, a must item skipped, evidence not to be had); blank withdraws the reason."""
        self._refuse_if_sealed()
        return self._record(self.session.explain(path, reason, kind=kind))

    def remark(self, subject: str, text: str) -> None:
        """The investigator's explanation of a check (``check/equity_check``), or a note on a question or the case."""
        if is_record(subject) or subject == LAPTOP:
            raise AnswerError(((subject, "", "remark"),))
        self.put_record(subject, text)

    def put_record(self, subject: str, text: str) -> None:
        """Keep an override or a conclusion (``model.records``), blank to withdraw it; ``services/judging.py`` says which may be made."""
        self._refuse_if_sealed()
        if not is_writable(text):
            raise AnswerError(((subject, "", "text that can be kept"),))
        change = Change(ChangeKind.REMARK, subject, old=self._remarks.get(subject, ""), new=text)
        self._record(Edit(changes=(change,), affected=frozenset()))

    def fill(
        self, answers: Mapping[str, str], *, remarks: Mapping[str, str] = MappingProxyType({}), because: str = ""
    ) -> None:
        """Answer many questions as one transaction, adding the rows that their paths name. AnswerError lists every bad path.

        ReasonRequired as of ``set``, where it is not said ``because`` of what; then none is answered.
        """
        self._refuse_if_sealed()
        held = self.session.answers()
        reasons = (
            self._life.reason_to_set(path, value, now=held.get(path, ""), remarks=self._remarks)
            for path, value in answers.items()
        )
        reason = because or next((each for each in reasons if each), "")
        said = (Change(ChangeKind.REMARK, at, old=self._remarks.get(at, ""), new=text) for at, text in remarks.items())
        self._record(Edit((*fill_session(self.session, answers), *said)), reason)

    def attach(self, question: str, name: str, data: bytes) -> Attachment:
        """Keep a file, encrypted, as evidence for ``question`` ("" = the case as a whole); ``settle_evidence`` tells the session."""
        self._refuse_if_sealed()
        media_type = media_type_of(data, name)
        says = photo_facts(data, media_type)
        data = without_place(data, media_type) if says.place and not self._may_keep_places else data
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

    def reveal(self) -> Assessment:
        """The same for somebody to look at: results that are new go on record."""
        found = self.assess()
        return self.assess() if self._keep_first(found, ()) else found

    def keep_first_results(self, shown: Assessment, *, but: Collection[str] = ()) -> None:
        """Results that are shown for the first time go on record, of the case as it stands; ``but`` names checks that are not shown."""
        if not self.is_sealed and self._life.unrecorded(shown, self._remarks, but):
            self._keep_first(assess(self.case, self.checklist), but)

    def held_back(self, shown: Assessment, section: str) -> frozenset[str]:
        """The checks whose first result waits until the section at this path, which they read, is left: rows may still follow."""
        new = self._life.unrecorded(shown, self._remarks, ())
        return frozenset(check.name for check in new if section and self._life.reads_section(check.name, section))

    def _keep_first(self, found: Assessment, but: Collection[str]) -> bool:
        new = [] if self.is_sealed else self._life.unrecorded(found, self._remarks, but)
        if new:
            self._life.recorded(self.session.answers())
            self._record(Edit(tuple(first_change(check) for check in new)))
        return bool(new)

    def explainer(self, *, live: bool = False) -> Explainer:
        """How the figures of ``assess`` came about, of the case as it stands; ``live``: sooner, over the open form."""
        case = self.case
        if not live:
            return Explainer(case, self.checklist)
        if self._explainer is None or self._explainer[0] != (case, self.session.edits):
            self._explainer = (case, self.session.edits), Explainer(case, self.checklist, session=self.session)
        return self._explainer[1]

    def flush(self) -> None:
        """Save what is pending. On a StoreError it stays pending, and is tried again with the next edit."""
        with self._lock:
            pending = tuple(self._pending)
            if not pending and not self._is_account_news:
                return
            changes = tuple(change for change, _ in pending)
            completeness = self.session.completeness()
            for reason, group in groupby(pending or ((None, ""),), key=lambda each: each[1]):
                part = tuple(change for change, _ in group if change is not None)
                self._store.save(
                    self.id,
                    part,
                    by=self._person.id,
                    device=self._device,
                    at=self._clock(),
                    reason=reason,
                    client=self.client,
                    completeness=completeness.percent,
                    problems=completeness.problems,
                )
                del self._pending[: len(part)]
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

    def _record(self, edit: Edit, reason: str = "") -> Edit:
        """Keep what was done, with the reason for it, where it changes a check's inputs."""
        self._pending.extend([(change, reason) for change in edit.changes])
        for change in edit.changes:
            if change.kind is not ChangeKind.SET:
                self._remarks = remarked(self._remarks, change)
        self._keep(self.flush)
        return edit

    def _replay(self, act: Callable[[], Edit | None], back: Callable[[], Edit | None]) -> Edit | None:
        self._refuse_if_sealed()
        edit = act()
        if edit is None:
            return None
        try:
            reason = self._life.reason_to_replay(edit.changes, self.session.answers, remarks=self._remarks)
        except ReasonRequired:
            back()
            raise
        return self._record(edit, reason)

    def _refuse_if_sealed(self) -> None:
        if self.is_sealed:
            raise CaseIsSealed(self._store.path, case=self._case.number)


def form_of(checklist: Checklist, language: str = "") -> Form:
    """The form of a published checklist with the files that it carries, in one of its languages or its own first one."""
    return Form.from_xform(checklist.xform, language=language, files=checklist.files)
