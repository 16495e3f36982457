"""What the screens ask of the services. ``desktop/services`` fills these in; the tests fill them with working fakes.

A session changes at once, in the window's thread; the store follows on its own thread, through the ``keep`` handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from checklists.assess.explain import Explainer
from checklists.form import Edit, FormSession
from checklists.form.differences import Differences
from checklists.model.assessment import Advice, Assessment
from checklists.model.case import Attachment, Case, CaseSummary, SetAside
from checklists.model.checklist import Checklist
from checklists.model.signals import LaptopFindings
from reports.chapters.material import ReportMaterial
from reports.chapters.narrative import Story

Keep = Callable[[Callable[[], None]], None]


class Industry(Protocol):
    """A checklist that a new case can use."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def version(self) -> str: ...


class Judging(Protocol):
    """What people decide on a case; each refuses with a RecordRefused what the rules do not allow."""

    def except_check(self, name: str, *, superior: str, position: str, reason: str) -> object: ...

    def withdraw_exception(self, name: str) -> None: ...

    def override_grade(self, notches: int, *, authority: str, decided_by: str, second: str, reason: str) -> object: ...

    def withdraw_override(self) -> None: ...

    def confirm(self, conclusion: Advice, *, amount: Decimal | None, reason: str) -> object: ...

    def withdraw_confirmation(self) -> None: ...


class OpenCase(Protocol):
    """One case in work."""

    @property
    def id(self) -> str: ...

    @property
    def case(self) -> Case: ...

    @property
    def checklist(self) -> Checklist: ...

    @property
    def session(self) -> FormSession: ...

    @property
    def client(self) -> str: ...

    @property
    def is_sealed(self) -> bool: ...

    @property
    def saved_at(self) -> datetime | None: ...

    @property
    def unsaved(self) -> int: ...

    @property
    def set_aside(self) -> tuple[SetAside, ...]: ...

    @property
    def earlier_checklists(self) -> tuple[str, ...]: ...

    @property
    def judging(self) -> Judging: ...

    def give_reason(self, reason: str) -> None:
        """Why inputs of checks whose results were shown are about to be changed; blank where none is meant any more."""
        ...

    def checks_reading(self, path: str, *, is_row: bool = False) -> tuple[str, ...]:
        """Labels of the checks that were shown and read this answer, row or repeat: changing it needs a reason."""
        ...

    def held_back(self, shown: Assessment, section: str) -> frozenset[str]:
        """The checks whose first result waits until the section is left."""
        ...

    def keep_first_results(self, shown: Assessment, *, but: Collection[str] = ()) -> None:
        """Results that are shown for the first time go on record."""
        ...

    def explainer(self, *, live: bool = False) -> Explainer: ...

    def flush(self) -> None: ...

    def set(self, path: str, value: str) -> Edit: ...

    def add_row(self, repeat: str) -> Edit: ...

    def remove_row(self, row: str) -> Edit: ...

    def undo(self) -> Edit | None: ...

    def redo(self) -> Edit | None: ...

    def fill(self, answers: Mapping[str, str], *, remarks: Mapping[str, str] = ..., because: str = ...) -> None: ...

    def explain(self, path: str, reason: str, *, kind: str = "") -> Edit: ...

    def remark(self, subject: str, text: str) -> None: ...

    def speak(self, language: str) -> None:
        """Show the questions in another of the form's languages: ``session`` is another one from then on."""
        ...

    def attach(self, question: str, name: str, data: bytes) -> Attachment: ...

    def withdraw(self, attachment_id: str) -> None: ...

    def settle_evidence(self) -> Edit:
        """Tells the session, in its own thread, which evidence is held now."""
        ...

    def take_in(self, name: str, data: bytes) -> Attachment:
        """Reads a payment or bank export into the flows, and keeps the file."""
        ...

    def attachments(self, question: str = "") -> tuple[Attachment, ...]: ...

    def attachment_bytes(self, attachment_id: str) -> bytes: ...


class Version(Protocol):
    """One published version of a checklist."""

    @property
    def title(self) -> str: ...

    @property
    def version(self) -> str: ...


class Plan(Protocol):
    """A move of a case to another version, and what it changes."""

    @property
    def current(self) -> Version: ...

    @property
    def target(self) -> Version: ...

    @property
    def differences(self) -> Differences: ...

    @property
    def is_undo(self) -> bool: ...


class Versions(Protocol):
    """The versions of the cases on this laptop. ``make`` refuses where the case changed since the plan."""

    def newer(self, case_id: str) -> Version | None: ...

    def came_from(self, case_id: str) -> Version | None: ...

    def plan(self, opened: OpenCase) -> Plan | None: ...

    def plan_undo(self, opened: OpenCase) -> Plan | None: ...

    def make(self, plan: Any, opened: OpenCase) -> None: ...


class CaseService(Protocol):
    """The cases on this laptop."""

    @property
    def versions(self) -> Versions: ...

    def industries(self) -> Sequence[Industry]: ...

    def cases(self, search: str = "") -> tuple[CaseSummary, ...]: ...

    def create(self, industry_id: str, *, keep: Keep) -> OpenCase: ...

    def open(self, case_id: str, *, keep: Keep) -> OpenCase: ...


class ReportService(Protocol):
    """A case as paper: what the report is made of. Making it is heavy work, done in the worker process by ``Printers``."""

    def material(self, case: str, *, short: bool = False) -> ReportMaterial: ...


class Paper(Protocol):
    @property
    def data(self) -> bytes: ...


class Preview(Protocol):
    """The report as it will be printed, and its paragraphs that may be rewritten."""

    @property
    def paper(self) -> Paper: ...

    @property
    def stories(self) -> tuple[Story, ...]: ...


@dataclass(frozen=True, slots=True)
class Printers:
    """The renderers; plain functions, since they travel to another process."""

    preview: Callable[[ReportMaterial], Preview]
    pdf: Callable[[ReportMaterial], Paper]
    workbook: Callable[[ReportMaterial], bytes]


class OutboxRow(Protocol):
    """A sealed case on its way."""

    @property
    def sha256(self) -> str: ...

    @property
    def case_id(self) -> str: ...

    @property
    def sealed_at(self) -> datetime: ...

    @property
    def sent_at(self) -> datetime | None: ...


class SignalService(Protocol):
    """What the cases on this laptop have in common."""

    def findings(self, case: Case) -> LaptopFindings:
        """Compares; takes a moment, and may run beside the window."""
        ...

    def write(self, opened: Any, findings: LaptopFindings) -> bool:
        """Writes them into the case; whether that was news."""
        ...


class SyncState(Protocol):
    """Where this laptop stands with head office; ``office_url`` is blank while it is not enrolled."""

    @property
    def office_url(self) -> str: ...

    @property
    def device_id(self) -> str: ...

    @property
    def outbox(self) -> Sequence[OutboxRow]: ...


class SyncService(Protocol):
    """Sealing and sending."""

    def doubts(self, case_id: str) -> Sequence[tuple[str, Sequence[str]]]:
        """Figures in rewritten paragraphs that the case does not bear out, by the paragraph's title."""
        ...

    def seal(self, case_id: str, passphrases: Sequence[str]) -> object:
        """Signs with everybody whom a passphrase opens, seals, and puts the case into the outbox."""
        ...

    def enrol(self, url: str, code: str) -> None: ...

    def sync(self, progress: Callable[[int, int], None]) -> object:
        """Sends what waits and fetches what came; ``progress`` is told bytes done and bytes in all."""
        ...

    def state(self) -> SyncState: ...


class Access(Protocol):
    """The door: first start, unlocking, locking."""

    def exists(self) -> bool: ...

    def create(self, name: str, passphrase: str) -> Sequence[str]:
        """Makes keys and store; returns the recovery words, which are shown once."""
        ...

    def unlock(self, passphrase: str) -> None: ...

    def recover(self, words: Sequence[str], new_passphrase: str) -> None: ...

    def lock(self) -> None:
        """Wipes the keys and lets the store go."""
        ...


class PickedFile(Protocol):
    """A file that a person chose; reading it may take a while and is done in the background."""

    @property
    def name(self) -> str: ...

    def read(self) -> bytes: ...


class Files(Protocol):
    """Asking the person for files. The screens themselves touch no disk."""

    def choose(self, parent: QWidget, title: str, *, photos: bool) -> Sequence[PickedFile]: ...

    def save(self, parent: QWidget, title: str, name: str) -> Callable[[bytes], None] | None:
        """A function that writes the file the person named; None where they changed their mind."""
        ...


class Assess(Protocol):
    """``assess``, which a session open on these very answers makes quick."""

    def __call__(self, case: Case, checklist: Checklist, *, session: FormSession | None = None) -> Assessment: ...


Today = Callable[[], date]
