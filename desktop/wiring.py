"""The composition of the services, without Qt: keyring -> store -> cases, reports, sync. Windows and commands both come here."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from checklists import workbook
from checklists.model.case import Person
from checklists.model.errors import PermissionMissing
from checklists.store import CaseStore
from desktop.services.casebook import CaseService
from desktop.services.papers import PaperService
from desktop.services.reports import ReportService
from desktop.services.signals import SignalService
from desktop.services.sync import SyncService
from desktop.settings import Settings
from sync.casefile import contradictions, read_parts
from sync.envelope import open_sealed
from sync.errors import FolderNotEmpty
from sync.keys import AgeCipher, Keyring, Unlocked
from sync.keys.age import read_identity
from sync.recordcheck import record_contradictions


@dataclass(frozen=True, slots=True)
class ShippedShelf:
    """The checklists that come with the program, converted once and then read from ``cache``."""

    cache: Path

    def industries(self) -> tuple[workbook.IndustryInfo, ...]:
        return workbook.shipped()

    def package(self, industry_id: str) -> bytes:
        return workbook.build_shipped(industry_id, cache=self.cache)


class Services:
    """Everything that an unlocked laptop can do. Close it: keys are wiped and the store let go."""

    def __init__(self, settings: Settings, unlocked: Unlocked, store: CaseStore) -> None:
        self.settings = settings
        self.store = store
        self._unlocked = unlocked
        clock, device = _now, unlocked.device.id
        self.cases = CaseService(
            store,
            ShippedShelf(settings.packages),
            person=unlocked.person,
            device=device,
            clock=clock,
            new_id=lambda: str(uuid.uuid4()),
        )
        self.signals = SignalService(store, self.cases.checklist_of)
        self.reports = ReportService(store, self.cases)
        keyring = keyring_of(settings)
        self.papers = PaperService(
            self.cases, self.reports, signals=self.signals, keyring=keyring, unlocked=unlocked, clock=clock
        )
        self.sync = SyncService(
            store, self.cases, self.reports, signals=self.signals, keyring=keyring, unlocked=unlocked, clock=clock
        )

    @property
    def sees_points(self) -> bool:
        """Whether who is at work sees points and weights while answers can still change."""
        return self.person.id in self.points_seen_by()

    def points_seen_by(self) -> tuple[str, ...]:
        """The ids of the people who were given that permission."""
        return tuple(self.store.setting(_SEES_POINTS).split())

    def let_see_points(self, person: str, *, is_first: bool = False) -> None:
        """Give somebody the permission. PermissionMissing where the giver has it not; ``is_first``: with the new store itself."""
        if not is_first and not self.sees_points:
            raise PermissionMissing("points")
        self.store.put_setting(_SEES_POINTS, " ".join(dict.fromkeys((*self.points_seen_by(), person))))

    @property
    def person(self) -> Person:
        return self._unlocked.person

    def close(self) -> None:
        self.store.close()
        self._unlocked.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_SEES_POINTS = "sees_points"


def keyring_of(settings: Settings) -> Keyring:
    return Keyring(settings.keyring)


def has_store(settings: Settings) -> bool:
    """Whether this laptop was set up: else the window offers to do so."""
    return settings.keyring.exists()


def create_store(
    settings: Settings, *, name: str, passphrase: str, staff_number: str = ""
) -> tuple[Services, tuple[str, ...]]:
    """A new keyring and store with its first user, open, and the recovery words, which nothing keeps.

    WeakPassphrase, KeyringExists, StoreFull; OSError.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    unlocked, words = Keyring.create(settings.keyring, name=name, passphrase=passphrase, staff_number=staff_number)
    try:
        store = CaseStore.create(settings.store, unlocked.store_key, AgeCipher())
    except BaseException:
        unlocked.forget()
        settings.keyring.unlink(missing_ok=True)  # a keyring without a store would block the next try
        raise
    return Services(settings, unlocked, store), words


def open_services(settings: Settings, passphrase: str, user_id: str | None = None) -> Services:
    """The services of this laptop, for whom the passphrase opens. WrongPassphrase, UserUnknown, KeyringMissing, StoreError."""
    return _services_over(settings, keyring_of(settings).unlock(passphrase, user_id))


def recover_services(
    settings: Settings, words: Sequence[str], new_passphrase: str, user_id: str | None = None
) -> Services:
    """The services opened by the recovery words; the person gets the new passphrase. WrongWords, WeakPassphrase, AmbiguousUser."""
    return _services_over(settings, keyring_of(settings).recover(words, new_passphrase, user_id))


def _services_over(settings: Settings, unlocked: Unlocked) -> Services:
    try:
        store = _store_for(settings, unlocked)
    except BaseException:
        unlocked.forget()
        raise
    return Services(settings, unlocked, store)


def _store_for(settings: Settings, unlocked: Unlocked) -> CaseStore:
    """The store, made now where the power went between the keyring and the store."""
    if not settings.store.exists():
        return CaseStore.create(settings.store, unlocked.store_key, AgeCipher())
    return CaseStore.open(settings.store, unlocked.store_key, AgeCipher())


def open_sealed_case(file: Path, identity: Path, *, out: Path | None = None) -> dict[str, Any]:
    """What a sealed case file holds, verified; its parts as plain files in ``out``, an empty folder, where one is given.

    EnvelopeError, KeyInvalid, WrongIdentity, CasefileError, RecordContradiction, FolderNotEmpty; OSError.
    """
    opened = open_sealed(file, read_identity(identity))
    record = read_parts({part.name: opened.read(part.name) for part in opened.manifest.parts if "/" not in part.name})
    for contradiction in (*contradictions(record), *record_contradictions(record)):
        raise contradiction
    if out is not None:
        if out.exists() and any(out.iterdir()):
            raise FolderNotEmpty(out)
        names = {
            f"attachments/{item.id}": f"attachments/{item.id[:12]}-{Path(item.name).name}"
            for item in record.case.attachments
        }
        for part in opened.manifest.parts:
            target = out / names.get(part.name, part.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            opened.extract(part.name, target)
    return {
        "id": record.case.id,
        "number": record.case.number,
        "industry": record.case.industry,
        "checklist_sha256": record.case.checklist_sha256,
        "sealed_at": opened.manifest.sealed_at,
        "signed_by": [person.name for person in opened.manifest.signers],
        "history_entries": len(record.history),
        "attachments": len(record.case.attachments),
        "parts": [part.name for part in opened.manifest.parts],
    }


def _now() -> datetime:
    return datetime.now(UTC)
