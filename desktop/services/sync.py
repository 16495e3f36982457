"""The end of the road: seal a case with the investigators' signatures, and bring it to head office.

Rules: a case is sealed once; the outbox holds the sealed bytes; a receipt is kept only after its signature was verified; what could
not be sent stays where it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checklists.assess import assess
from checklists.model.case import Person
from checklists.model.history import continued
from checklists.store import CaseStore, OutboxItem
from desktop.services.casebook import CaseService
from desktop.services.papers import people_of, sealed_paper, to_be_signed
from desktop.services.reports import ReportService, render_workbook
from desktop.services.signals import SignalService
from sync.casefile import parts_of
from sync.client import Enrolment, HeadOffice, SignedReceipt
from sync.envelope import SealedInfo, seal
from sync.errors import NotEnrolled
from sync.keys import Keyring, Unlocked
from sync.messages.documents import Receipt

_ENROLMENT = "enrolment"
LEFT_OUT = "定稿：不再适用的答案不随案件上报"
_REGISTERED = "registered_people"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the sync page shows. ``office_url`` is "" until this laptop is enrolled."""

    office_url: str
    device_id: str
    outbox: tuple[OutboxItem, ...]

    @property
    def is_enrolled(self) -> bool:
        return bool(self.office_url)

    @property
    def waiting(self) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self.outbox if item.receipt is None)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A sealed case that head office holds, by its receipt: ``index`` is its line in head office's log."""

    sha256: str
    case_id: str
    index: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SyncResult:
    """``receipts`` of this sync; ``waiting`` counts what is still in the outbox."""

    receipts: tuple[Delivered, ...]
    waiting: int


class SyncService:
    """Sealing and sending for this laptop."""

    def __init__(
        self,
        store: CaseStore,
        cases: CaseService,
        reports: ReportService,
        *,
        signals: SignalService,
        keyring: Keyring,
        unlocked: Unlocked,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._cases = cases
        self._reports = reports
        self._signals = signals
        self._keyring = keyring
        self._unlocked = unlocked
        self._clock = clock

    def state(self) -> SyncState:
        enrolment = self._enrolment()
        return SyncState(enrolment.url if enrolment else "", self._unlocked.device.id, self._store.outbox())

    def enrol(self, url: str, code: str) -> None:
        """Make this laptop and its people known to head office, by its one-time code. TransferError escapes."""
        people = self.people()
        enrolment = HeadOffice.enrol(url, code, device=self._unlocked.device, investigators=people)
        self._store.put_setting(_ENROLMENT, enrolment.to_bytes().decode())
        self._remember_registered(people)

    def add_person(self, name: str, passphrase: str, *, staff_number: str = "") -> Person:
        """One more investigator on this laptop; head office hears of them at the next sync. WeakPassphrase."""
        return self._keyring.add_user(self._unlocked, name, passphrase, staff_number=staff_number)

    def doubts(self, case_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Figures in the report's rewritten paragraphs that the case does not bear out, to be told before it is sealed."""
        return self._reports.doubts(case_id)

    def seal(
        self,
        case_id: str,
        passphrases: Sequence[str] = (),
        *,
        copy_to: Path | None = None,
        paper: bytes | None = None,
    ) -> SealedInfo:
        """Sign with every investigator whose passphrase is given (the unlocking person always), seal, put into the outbox.

        ``paper`` is the report that was signed before, which travels as it is; without it one is printed and signed now.
        The case is compared with the laptop's others first, but where it was signed already. Answers that no longer apply are left
        out, and the history ends by saying so. The file, the state, these last lines and the outbox change together or not at all.
        NotEnrolled, WrongPassphrase, SigningError, CaseIsSealed, StoreError.
        """
        enrolment = self._required_enrolment()
        opened = self._cases.open(case_id)
        if paper is None:
            self._signals.record(opened)
        opened.reveal()  # what the report will show for the first time goes on record before the trail is read
        history, at, by = self._store.history(opened.id), self._clock(), self._unlocked.person.id
        left_out = opened.session.leave_out_irrelevant()
        last = continued(
            history, left_out.changes, case_id=opened.id, at=at, by=by, device=self._unlocked.device.id, reason=LEFT_OUT
        )
        case = opened.case
        with self._signatories(passphrases) as signatories:
            people = tuple(one.person for one in signatories)
            printed = self._reports.material(opened, signed_by=people, history=(*history, *last))
            material = to_be_signed(printed, people_of(self._keyring))
            report, certificates = sealed_paper(material, signatories, at=at, paper=paper)
            with tempfile.TemporaryDirectory(prefix="sealing-", dir=self._store.folder) as folder:
                target = Path(folder) / "case.jdc"
                sealed = seal(
                    target,
                    case_id=case.id,
                    checklist_sha256=case.checklist_sha256,
                    sealed_at=at,
                    parts=parts_of(
                        case,
                        (*history, *last),
                        package=self._store.package(case.checklist_sha256),
                        assessment=assess(case, opened.checklist),
                        report_pdf=report,
                        report_xlsx=render_workbook(material),
                    ),
                    attachments=[(item, self._store.blob_path(item.id)) for item in case.attachments],
                    case_key=self._store.case_key(case.id),
                    recipients=enrolment.recipients,
                    signers=signatories,
                    device=self._unlocked.device,
                    certificates=certificates,
                )
                if copy_to is not None:
                    copy_to.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(target, copy_to)
                self._store.seal(case.id, target, sha256=sealed.sha256, by=by, at=at, last=last)
        return sealed

    def sync(self, progress: Progress | None = None) -> SyncResult:
        """Send what waits in the outbox, oldest first. What was sent keeps its receipt even where a later file fails."""
        office = HeadOffice(self._required_enrolment(), self._unlocked.device)
        people = self.people()
        if self._registered() != _fingerprint(people):
            office.register(people)
            self._remember_registered(people)
        receipts = []
        for item in self.state().waiting:
            signed = office.push(item, progress=progress)
            self._store.record_receipt(item.sha256, signed.signed, self._clock())
            receipts.append(_delivered(item, signed))
        return SyncResult(tuple(receipts), len(self.state().waiting))

    def push_again(self, sha256: str) -> Delivered:
        """Send a file of the outbox once more: head office answers with the receipt it gave before."""
        office = HeadOffice(self._required_enrolment(), self._unlocked.device)
        item = next(item for item in self._store.outbox() if item.sha256 == sha256)
        return _delivered(item, office.push(item))

    @contextmanager
    def _signatories(self, passphrases: Sequence[str]) -> Iterator[list[Unlocked]]:
        """The unlocking person, then everybody else whom a passphrase opens; their keys are wiped afterwards."""
        others: list[Unlocked] = []
        known = {self._unlocked.person.id}
        try:
            for passphrase in passphrases:
                other = self._keyring.unlock(passphrase)
                if other.person.id in known:
                    other.forget()
                else:
                    known.add(other.person.id)
                    others.append(other)
            yield [self._unlocked, *others]
        finally:
            for other in others:
                other.forget()

    def people(self) -> tuple[Person, ...]:
        """The investigators on this laptop who can sign."""
        return people_of(self._keyring)

    def _enrolment(self) -> Enrolment | None:
        kept = self._store.setting(_ENROLMENT)
        return Enrolment.from_bytes(kept.encode()) if kept else None

    def _required_enrolment(self) -> Enrolment:
        enrolment = self._enrolment()
        if enrolment is None:
            raise NotEnrolled
        return enrolment

    def _registered(self) -> str:
        return self._store.setting(_REGISTERED)

    def _remember_registered(self, people: Sequence[Person]) -> None:
        self._store.put_setting(_REGISTERED, _fingerprint(people))


def _fingerprint(people: Sequence[Person]) -> str:
    return " ".join(sorted(person.key for person in people))


def _delivered(item: OutboxItem, signed: SignedReceipt) -> Delivered:
    receipt: Receipt = signed.receipt
    return Delivered(item.sha256, item.case_id, receipt.log_index, receipt.received_at)
