"""A draft moves to a newer version of its checklist, and back: look, decide, do.

Rules: nothing is done before a person has seen what changes; what is done is what was seen, worked out again on the stored case in the
same breath; one transaction, one line of history; both packages stay in the store.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from checklists import package
from checklists.form import Form, FormSession
from checklists.form.differences import Differences, differences
from checklists.form.migration import Migration, migrated, taken_back
from checklists.model.case import Attachment, Case, CaseState, Person
from checklists.model.checklist import Checklist
from checklists.model.errors import CaseIsSealed, PackageError, SheetError, UpdateOutdated
from checklists.model.history import replayed_case
from checklists.model.updates import Update, answers_after, last_made, rehomed, remarks_after
from checklists.store import CaseStore
from desktop.services.media import evidence_held


class Shelf(Protocol):
    """The newest checklists on this laptop."""

    def package(self, industry_id: str) -> bytes: ...


class SavedCase(Protocol):
    """A case in work, whose pending edits can be saved now."""

    @property
    def id(self) -> str: ...

    def flush(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of a checklist."""

    sha256: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A move that can be made: from where to where, and what it changes. ``is_undo``: back to where the case came from."""

    case_id: str
    current: Version
    target: Version
    update: Update
    differences: Differences

    @property
    def is_undo(self) -> bool:
        return self.update.is_undo


class Versions:
    """The versions of the cases on this laptop."""

    def __init__(
        self,
        store: CaseStore,
        shelf: Shelf,
        checklist: Callable[[str], tuple[Checklist, Form]],
        *,
        person: Person,
        device: str,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._checklist = checklist
        self._person = person
        self._device = device
        self._clock = clock
        self._new_id = new_id

    def newer(self, case_id: str) -> Version | None:
        """The version on the shelf that a draft could move to; None where it is on the newest one, sealed, or of no shipped trade."""
        case = self._store.case(case_id)
        if case.state is not CaseState.DRAFT:
            return None
        try:
            data = self._shelf.package(case.industry)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 == case.checklist_sha256:
                return None
            found = package.read(data)
        except (SheetError, PackageError):
            return None  # who begins a new case is told; a case in work goes on as it is
        present = self._checklist(case.checklist_sha256)[0]
        if found.id != present.id or _in_order(found.version) < _in_order(present.version):
            return None
        return Version(sha256, found.title, found.version)

    def came_from(self, case_id: str) -> Version | None:
        """The version that the last update left and that a draft can go back to; None where there is none."""
        case = self._store.case(case_id)
        if case.state is not CaseState.DRAFT or not case.earlier_checklists:
            return None
        return self._version(case.earlier_checklists[-1])

    def plan(self, opened: SavedCase) -> Plan | None:
        """What moving to the newest version changes; None where there is none. Saves what is pending; nothing else is done."""
        opened.flush()
        newer = self.newer(opened.id)
        if newer is None:
            return None
        case = self._store.case(opened.id)
        shelved = package.read(self._shelf.package(case.industry))
        old = self._checklist(case.checklist_sha256)[1]
        new = Form.from_xform(shelved.xform, files=shelved.files)
        migration = migrated(case, old, new, to=newer.sha256, now=self._clock, new_id=self._new_id)
        return self._plan(case, newer, migration)

    def plan_undo(self, opened: SavedCase) -> Plan | None:
        """What taking the last update back changes; None where there is none. Saves what is pending; nothing else is done."""
        opened.flush()
        target = self.came_from(opened.id)
        history = self._store.history(opened.id)
        last = last_made((entry.number, entry.change) for entry in history)
        if target is None or last is None:
            return None
        line, made = last
        case = self._store.case(opened.id)
        migration = taken_back(
            case,
            self._checklist(case.checklist_sha256)[1],
            self._checklist(target.sha256)[1],
            made=made,
            line=line,
            then=replayed_case(history[:line]).answers,
            now=self._clock,
            new_id=self._new_id,
        )
        return self._plan(case, target, migration)

    def make(self, plan: Plan, opened: SavedCase) -> None:
        """Makes the move. UpdateOutdated where the case changed since the plan; CaseIsSealed, StoreError: nothing was done."""
        case = self._store.case(plan.case_id)
        if case.state is not CaseState.DRAFT:
            raise CaseIsSealed(self._store.path, case=case.number)
        again = self.plan_undo(opened) if plan.is_undo else self.plan(opened)
        if again is None or _seen(again) != _seen(plan):
            raise UpdateOutdated(case.number)
        if not plan.is_undo:
            self._store.put_package(self._shelf.package(case.industry))
        session, client = self._after(self._store.case(plan.case_id), again)
        done = session.completeness()
        self._store.save(
            plan.case_id,
            (again.update.change(),),
            by=self._person.id,
            device=self._device,
            at=self._clock(),
            client=client,
            completeness=done.percent,
            problems=done.problems,
        )

    def name_of(self, sha256: str) -> str:
        """The version number of a kept checklist."""
        return self._version(sha256).version

    def _plan(self, case: Case, target: Version, migration: Migration) -> Plan:
        current = self._version(case.checklist_sha256)
        return Plan(case.id, current, target, migration.update, differences(migration))

    def _version(self, sha256: str) -> Version:
        checklist, _ = self._checklist(sha256)
        return Version(sha256, checklist.title, checklist.version)

    def _after(self, case: Case, plan: Plan) -> tuple[FormSession, str]:
        """The case as it will be, and its client's name: for the case list."""
        checklist, form = self._checklist(plan.target.sha256)
        session = FormSession(
            form,
            answers_after(case.answers, plan.update),
            remarks=remarks_after(case.remarks, plan.update),
            evidence=evidence_held(_rehomed(case.attachments, plan.update)),
            now=self._clock,
            new_id=self._new_id,
            first_load=False,
        )
        path = checklist.paths.get("client_name", "")
        return session, session.value(path) if path else ""


def _seen(plan: Plan) -> tuple[object, ...]:
    """What a person decided on; what a form computes once (a time, a number drawn) comes out anew."""
    update = plan.update
    return plan.current, plan.target, update.taken, update.homes, update.aside, update.returned


def _rehomed(attachments: tuple[Attachment, ...], update: Update) -> tuple[Attachment, ...]:
    going = rehomed({each.question for each in attachments}, update)
    return tuple(replace(each, question=going.get(each.question, each.question)) for each in attachments)


def _in_order(version: str) -> tuple[tuple[int, str], ...]:
    """``2026.10`` after ``2026.9``."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|[^\d.]+", version))
