"""The cases on this laptop: list them, begin one, open one.

Rules: a new case is tried whole before it is begun; it keeps the checklist version that it was begun with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from checklists import package
from checklists.form import Form, FormSession
from checklists.model.case import Case, CaseSummary, Person
from checklists.model.checklist import Checklist
from checklists.statements import read_statement
from checklists.store import CaseStore
from checklists.workbook import IndustryInfo
from desktop.services.cases import Keep, OpenCase, form_of, keep_at_once
from desktop.services.filling import fill_session
from desktop.services.statements import STATEMENT_ENDINGS
from desktop.services.versions import Versions


class Shelf(Protocol):
    """The checklists that can be chosen for a new case."""

    def industries(self) -> tuple[IndustryInfo, ...]: ...

    def package(self, industry_id: str) -> bytes: ...


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
            store, shelf, self.checklist_of, person=person, device=device, clock=clock, new_id=new_id
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
        if answers or files:
            opened.reveal()
        return opened

    def open(self, case_id: str, *, keep: Keep = keep_at_once) -> OpenCase:
        """A case by id or number, on the checklist version it was begun with. CaseNotFound escapes."""
        return self._opened(self._store.case(case_id), keep)

    def _opened(self, case: Case, keep: Keep) -> OpenCase:
        checklist, form = self.checklist_of(case.checklist_sha256)
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

    def checklist_of(self, sha256: str) -> tuple[Checklist, Form]:
        """A kept checklist and its form, read once. PackageError where it is not kept."""
        if sha256 not in self._forms:
            checklist = package.read(self._store.package(sha256))
            self._forms[sha256] = (checklist, form_of(checklist))
        return self._forms[sha256]
