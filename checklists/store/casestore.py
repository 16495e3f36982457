"""Keep: the store as the rest of the program knows it, domain in and domain out.

One transaction a user action. A file is on the disk before its row says so. History is only appended to; a sealed case takes
no more changes. Calls may come from any thread and are served one at a time.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlmodel import Session

from checklists.model.case import Attachment, AuditEntry, Case, CaseState, CaseSummary, Change, ChangeKind, Person
from checklists.model.errors import AttachmentNotFound, CaseIsSealed, PackageError, StoreDamaged, StoreError, StoreFull
from checklists.store.backup import back_up_database, back_up_files
from checklists.store.blobs import BlobFolder
from checklists.store.cases import (
    attachment_of,
    case_number,
    find_case,
    investigator_rows,
    load_case,
    load_history,
    summaries,
)
from checklists.store.changes import Author, Lines, record, record_last
from checklists.store.checking import content_faults, database_faults, history_fault, kept_blobs, sweep_files
from checklists.store.cipher import BlobCipher
from checklists.store.clock import time_text
from checklists.store.connection import engine_over, store_errors
from checklists.store.lock import StoreLock
from checklists.store.marks import MarkIndex
from checklists.store.opening import DATABASE, create_database, fold_in_log, open_database
from checklists.store.outbox import OutboxItem, forget_source, outbox_items, place_sealed
from checklists.store.tables import AttachmentRow, CaseRow, OutboxRow, PackageRow, SettingRow

_FOLDERS = ("blobs", "outbox", "quarantine")


class CaseStore:
    """One person's cases on one laptop, in ``folder``: ``store.db``, ``store.id``, ``blobs/``, ``outbox/``, ``quarantine/``.

    Made by ``create`` or ``open``; ``close`` it. Raises ``StoreError`` and its kin, and nothing of the database's own.
    """

    def __init__(self, folder: Path, key: bytes, cipher: BlobCipher, *, lock: StoreLock, connection: Any) -> None:
        self._folder, self._key, self._cipher, self._lock, self._connection = folder, key, cipher, lock, connection
        self._path = folder / DATABASE
        self._blobs = BlobFolder(folder / "blobs", folder / "quarantine", cipher)
        self._guard = threading.RLock()
        self._closed = False
        self._engine = engine_over(connection)
        self.marks = MarkIndex(self._transaction)
        with self._transaction() as session:
            self.swept = sweep_files(session, self._blobs, outbox=folder / "outbox", quarantine=folder / "quarantine")

    @classmethod
    def create(cls, folder: Path, key: bytes, cipher: BlobCipher) -> Self:
        """A new, empty store. Raises StoreError where ``folder`` holds one already."""
        with store_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return cls._opened(folder, key, cipher, new=True)

    @classmethod
    def open(cls, folder: Path, key: bytes, cipher: BlobCipher) -> Self:
        """An existing store, migrated and swept. Raises StoreMissing, StoreLocked, WrongKey, StoreTooNew, StoreDamaged."""
        if not folder.is_dir():
            # Also says StoreMissing, and leaves no lock file in a folder that is not a store's.
            open_database(folder, key)
        return cls._opened(folder, key, cipher, new=False)

    @classmethod
    def _opened(cls, folder: Path, key: bytes, cipher: BlobCipher, *, new: bool) -> Self:
        with store_errors(folder):
            lock = StoreLock(folder / "store.lock")
        try:
            if new:
                create_database(folder, key)
            connection = open_database(folder, key)
            for name in _FOLDERS:
                (folder / name).mkdir(exist_ok=True)
            return cls(folder, key, cipher, lock=lock, connection=connection)
        except BaseException:
            lock.release()
            raise

    @property
    def folder(self) -> Path:
        """Where the store lies; what is written beside its files is on the same disk."""
        return self._folder

    @property
    def path(self) -> Path:
        """The database's file, for what is said when something is wrong with it."""
        return self._path

    def close(self) -> None:
        """Folds the log into the file and lets others in. May be called twice."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            try:
                fold_in_log(self._connection, self._path)
            finally:
                self._engine.dispose()
                self._connection.close()
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Packages and settings

    def put_package(self, data: bytes) -> str:
        """Keeps a published checklist; gives its SHA-256. Keeping it twice changes nothing."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self._transaction() as session:
            if session.get(PackageRow, sha256) is None:
                session.add(PackageRow(sha256=sha256, data=data))
        return sha256

    def package(self, sha256: str) -> bytes:
        """The bytes of a kept checklist. Raises PackageError where it is not kept."""
        with self._transaction() as session:
            row = session.get(PackageRow, sha256)
            if row is None:
                raise PackageError(f"package {sha256} is not in the store")
            return row.data

    def setting(self, key: str, default: str = "") -> str:
        with self._transaction() as session:
            row = session.get(SettingRow, key)
            return default if row is None else row.value

    def put_setting(self, key: str, value: str) -> None:
        with self._transaction() as session:
            session.merge(SettingRow(key=key, value=value))

    # Cases

    def new_case(
        self,
        *,
        case_id: str,
        industry: str,
        checklist_sha256: str,
        investigators: tuple[Person, ...],
        by: str,
        device: str,
        at: datetime,
    ) -> Case:
        """Opens a case (立案) under a kept checklist, with a fresh key of its own. ``by`` is a person's id."""
        with self._transaction() as session:
            if session.get(PackageRow, checklist_sha256) is None:
                raise PackageError(f"package {checklist_sha256} is not in the store")
            row = CaseRow(
                id=case_id,
                number=case_number(case_id, at),
                industry=industry,
                checklist_sha256=checklist_sha256,
                case_key=self._cipher.new_key(),
                created_at=time_text(at),
                created_by=by,
                created_on=device,
                changed_at=time_text(at),
            )
            session.add(row)
            session.flush()
            session.add_all(investigator_rows(case_id, investigators))
            session.flush()
            return load_case(session, row)

    def case(self, id_or_number: str) -> Case:
        """The whole case. Raises CaseNotFound."""
        with self._transaction() as session:
            return load_case(session, find_case(session, self._path, id_or_number))

    def cases(self, search: str = "") -> tuple[CaseSummary, ...]:
        """The case list, last changed first; ``search`` finds words, two Chinese characters too, in client and number."""
        with self._transaction() as session:
            return summaries(session, search)

    def case_key(self, case_id: str) -> str:
        """The key of the case's attachments, as the cipher made it."""
        with self._transaction() as session:
            return find_case(session, self._path, case_id).case_key

    def save(
        self,
        case_id: str,
        changes: tuple[Change, ...],
        *,
        by: str,
        device: str,
        at: datetime,
        reason: str = "",
        client: str | None = None,
        completeness: int | None = None,
        problems: int | None = None,
    ) -> None:
        """Keeps one user action: answers, history and the case list's row, in one transaction, durable on return.

        None leaves a figure of the case list as it was. Raises CaseIsSealed, CaseNotFound, StoreFull with nothing kept.
        """
        author = Author(by, at, device, reason)
        with self._transaction() as session:
            case = self._draft(session, case_id)
            for change in changes:
                record(session, case, change, author)
            case.client = case.client if client is None else client
            case.completeness = case.completeness if completeness is None else completeness
            case.problems = case.problems if problems is None else problems
            case.changed_at = time_text(at)

    # Evidence

    def add_attachment(
        self,
        case_id: str,
        data: bytes,
        *,
        name: str,
        media_type: str,
        question: str,
        by: str,
        at: datetime,
        taken_at: datetime | None = None,
        place: str = "",
        perceptual_hash: str = "",
        device: str = "",
    ) -> Attachment:
        """Encrypts ``data`` into a file of its own, then keeps its row. Raises StoreFull with neither kept."""
        with self._guard:
            with self._transaction() as session:
                key = self._draft(session, case_id).case_key
            blob_id = self._blobs.write(key, data)
            row = AttachmentRow(
                id=blob_id,
                case_id=case_id,
                name=name,
                media_type=media_type,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                question=question,
                added_at=time_text(at),
                added_by=by,
                taken_at=time_text(taken_at) if taken_at else None,
                place=place,
                perceptual_hash=perceptual_hash,
            )
            with self._transaction() as session:
                case = self._draft(session, case_id)
                row.case_id = case.id
                session.add(row)
                record(session, case, Change(ChangeKind.ATTACH, question, new=blob_id), Author(by, at, device))
                case.changed_at = time_text(at)
                session.flush()
                return attachment_of(row)

    def read_attachment(self, case_id: str, attachment_id: str) -> bytes:
        """The plain bytes, proved. Raises AttachmentNotFound, or StoreDamaged where the file is gone or altered."""
        with self._transaction() as session:
            case = find_case(session, self._path, case_id)
            row = self._attachment(session, case.id, attachment_id)
            key, sha256 = case.case_key, row.sha256
        data = self._blobs.read(key, attachment_id)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged(
                self._blobs.path(attachment_id), "the attachment's plain bytes differ from what was kept"
            )
        return data

    def blob_path(self, attachment_id: str) -> Path:
        """Where the attachment's ciphertext lies; the same bytes travel to head office."""
        return self._blobs.path(attachment_id)

    def remove_attachment(self, case_id: str, attachment_id: str, *, by: str, at: datetime, device: str = "") -> None:
        """Deletes the file; the row of what it was, and the line of who removed it, stay."""
        with self._guard:
            with self._transaction() as session:
                case = self._draft(session, case_id)
                row = self._attachment(session, case.id, attachment_id)
                row.removed_at, row.removed_by = time_text(at), by
                change = Change(ChangeKind.DETACH, row.question, old=attachment_id)
                record(session, case, change, Author(by, at, device))
                case.changed_at = time_text(at)
            with store_errors(self._path):
                self._blobs.remove(attachment_id)

    # History

    def history(self, case_id: str) -> tuple[AuditEntry, ...]:
        """Every line of the audit trail, the first first."""
        with self._transaction() as session:
            return load_history(session, find_case(session, self._path, case_id).id)

    def verify_history(self, case_id: str) -> None:
        """Raises StoreDamaged where a line was altered, taken out or cut off."""
        with self._transaction() as session:
            if fault := history_fault(session, find_case(session, self._path, case_id)):
                raise StoreDamaged(self._path, fault)

    # Sealing and sending

    def seal(self, case_id: str, sealed: Path, *, sha256: str, by: str, at: datetime, last: Lines = ()) -> None:
        """Moves the sealed file into the outbox and ends the draft. From here the case takes no more changes.

        ``last``: the lines with which the file ends its history, kept in the same transaction. Raises CaseIsSealed, StoreFull,
        or StoreDamaged where the file's SHA-256 is not ``sha256``.
        """
        with self._guard:
            with self._transaction() as session:
                self._draft(session, case_id)
                if session.get(OutboxRow, sha256) is not None:
                    raise StoreError(self._path, f"sealed file {sha256} is in the outbox already")
            target = place_sealed(sealed, self._folder / "outbox", sha256)
            try:
                with self._transaction() as session:
                    case = self._draft(session, case_id)
                    record_last(session, self._path, case, last)
                    session.add(OutboxRow(sha256=sha256, case_id=case.id, sealed_at=time_text(at), sealed_by=by))
                    case.state, case.changed_at = CaseState.SEALED.value, time_text(at)
            except StoreFull:
                # Surely rolled back, and the room is needed. After any other error the next start sees whether a row came.
                target.unlink(missing_ok=True)
                raise
            with store_errors(sealed):
                forget_source(sealed)

    def outbox(self) -> tuple[OutboxItem, ...]:
        """Every sealed case, sent or not, in the order of sealing."""
        with self._transaction() as session:
            return outbox_items(session, self._folder / "outbox")

    def record_receipt(self, sha256: str, receipt: bytes, at: datetime) -> None:
        """Keeps head office's signed receipt; the case is now sent. A receipt that is already kept stays."""
        with self._transaction() as session:
            row = session.get(OutboxRow, sha256)
            if row is None:
                raise StoreError(self._path, f"no sealed case {sha256} in the outbox")
            if row.receipt is None:
                row.receipt, row.sent_at = receipt, time_text(at)
                case = find_case(session, self._path, row.case_id)
                case.state = CaseState.SENT.value

    # Care

    def backup(self, to: Path) -> None:
        """Copies the store into the folder ``to``; ``open`` opens the copy. Works while the store is in use.

        The copy is read back before it replaces an earlier one; files that are there already are not copied again.
        """
        with self._guard:
            for name in _FOLDERS:
                with store_errors(to):
                    (to / name).mkdir(parents=True, exist_ok=True)
            # The database first: files only ever come before their rows, so copying them later misses none.
            back_up_database(self._connection, self._key, to)
            with self._transaction() as session:
                blobs = [(self._blobs.path(blob_id), blob_id) for blob_id in kept_blobs(session)]
            sealed = [(item.path, item.sha256) for item in self.outbox()]
            back_up_files(blobs, to / "blobs")
            back_up_files(sealed, to / "outbox")

    def check(self) -> None:
        """Reads everything: pages, structure, every history chain, every file. Raises StoreDamaged with all that fails."""
        with self._guard, store_errors(self._path):
            faults = database_faults(self._connection)
            if not faults:
                with self._transaction() as session:
                    faults = content_faults(session, self._blobs, self._folder / "outbox")
        if faults:
            raise StoreDamaged(self._path, "; ".join(faults))

    # Within

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self._guard, store_errors(self._path), Session(self._engine) as session, session.begin():
            yield session

    def _draft(self, session: Session, case_id: str) -> CaseRow:
        row = find_case(session, self._path, case_id)
        if row.state != CaseState.DRAFT.value:
            raise CaseIsSealed(self._path, case=row.number)
        return row

    def _attachment(self, session: Session, case_id: str, attachment_id: str) -> AttachmentRow:
        row = session.get(AttachmentRow, attachment_id)
        if row is None or row.case_id != case_id or row.removed_at is not None:
            raise AttachmentNotFound(self._path, attachment=attachment_id)
        return row
