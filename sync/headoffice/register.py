"""Head office's register: devices, people, what arrived, and the log, in one SQLite file.

Every change appends its log entry in the same transaction, with ``synchronous=FULL``: what was answered is on disk. Nothing is
deleted; the log's table refuses change by trigger. One connection, one lock; other processes (``device revoke`` while the
service runs) are seen at once, since nothing is cached.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from checklists.model.case import Person
from sync.errors import UnknownCase, UnknownDevice
from sync.headoffice.auditlog import Event, LogEntry, entry_after

_SCHEMA: Final = """
CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, facts TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_never_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TABLE invitation (public_key TEXT PRIMARY KEY, name TEXT NOT NULL, branch TEXT NOT NULL, expires_at TEXT NOT NULL,
    device TEXT);
CREATE TABLE device (id TEXT PRIMARY KEY, public_key TEXT NOT NULL, recipient TEXT NOT NULL, name TEXT NOT NULL,
    branch TEXT NOT NULL, enrolled_at TEXT NOT NULL, revoked_at TEXT, certificate BLOB NOT NULL);
CREATE TABLE investigator (key TEXT NOT NULL, device TEXT NOT NULL REFERENCES device, person TEXT NOT NULL, name TEXT NOT NULL,
    staff_number TEXT NOT NULL, registered_at TEXT NOT NULL, PRIMARY KEY (key, device));
CREATE TABLE received (sha256 TEXT PRIMARY KEY, case_id TEXT NOT NULL, revision INTEGER NOT NULL,
    device TEXT NOT NULL REFERENCES device, size INTEGER NOT NULL, received_at TEXT NOT NULL, log_index INTEGER NOT NULL,
    chain_head TEXT NOT NULL, receipt BLOB NOT NULL, UNIQUE (case_id, revision));
PRAGMA user_version = 1;
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    public_key: str
    name: str
    branch: str
    expires_at: datetime
    device: str | None


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    public_key: str
    recipient: str
    name: str
    branch: str
    enrolled_at: datetime
    revoked_at: datetime | None
    certificate: bytes


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """An investigator's key, as a device registered it."""

    key: str
    device: str
    person: str
    name: str
    staff_number: str


@dataclass(frozen=True, slots=True)
class ReceivedCase:
    """A sealed file that head office holds."""

    sha256: str
    case_id: str
    revision: int
    device: str
    size: int
    received_at: datetime
    log_index: int
    chain_head: str
    receipt: bytes


class Register:
    """Open with ``create`` or ``Register(path)``; ``close()`` when done. sqlite3.Error escapes where the file is at fault."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        self._db.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            self._db.execute(f"PRAGMA {pragma}")

    @classmethod
    def create(cls, path: Path) -> Register:
        register = cls(path)
        register._db.executescript("BEGIN IMMEDIATE;" + _SCHEMA + "COMMIT;")
        return register

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def changing(self) -> Iterator[Changes]:
        """One transaction, durable when the block ends well."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield Changes(self._db)
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk may have ended it already
                    self._db.execute("ROLLBACK")
                raise

    def log(self) -> tuple[LogEntry, ...]:
        return tuple(_entry(row) for row in self._all("SELECT * FROM log ORDER BY number"))

    def invitation(self, public_key: str) -> Invitation | None:
        rows = self._all("SELECT * FROM invitation WHERE public_key = ?", public_key)
        return _invitation(rows[0]) if rows else None

    def devices(self) -> tuple[Device, ...]:
        return tuple(_device(row) for row in self._all("SELECT * FROM device ORDER BY enrolled_at, id"))

    def device(self, device_id: str) -> Device | None:
        rows = self._all("SELECT * FROM device WHERE id = ?", device_id)
        return _device(rows[0]) if rows else None

    def find_device(self, text: str) -> Device:
        """The one device of this id, name, or beginning of an id. UnknownDevice where none or several fit."""
        known = self.devices()
        found = [device for device in known if text in (device.id, device.name)]
        found = found or [device for device in known if len(text) >= 6 and device.id.startswith(text)]
        if len(found) != 1:
            raise UnknownDevice(text)
        return found[0]

    def people(self) -> tuple[RegisteredPerson, ...]:
        rows = self._all("SELECT key, device, person, name, staff_number FROM investigator ORDER BY registered_at, key")
        return tuple(RegisteredPerson(*row) for row in rows)

    def received(self) -> tuple[ReceivedCase, ...]:
        return tuple(_received(row) for row in self._all("SELECT * FROM received ORDER BY log_index"))

    def received_file(self, sha256: str) -> ReceivedCase | None:
        rows = self._all("SELECT * FROM received WHERE sha256 = ?", sha256)
        return _received(rows[0]) if rows else None

    def received_revision(self, case_id: str, revision: int) -> ReceivedCase | None:
        rows = self._all("SELECT * FROM received WHERE case_id = ? AND revision = ?", case_id, revision)
        return _received(rows[0]) if rows else None

    def find_case(self, text: str) -> ReceivedCase:
        """The latest revision of the case of this id, or the file of this hash, or the one whose id or hash begins so. UnknownCase."""
        known = self.received()
        found = [case for case in known if text in (case.case_id, case.sha256)]
        if not found and len(text) >= 6:
            found = [case for case in known if case.case_id.startswith(text) or case.sha256.startswith(text)]
        if len({case.case_id for case in found}) != 1:
            raise UnknownCase(text)
        return max(found, key=lambda case: case.revision)

    def _all(self, query: str, *values: str | int) -> list[Any]:
        with self._lock:
            return self._db.execute(query, values).fetchall()


class Changes:
    """What a transaction may do. Each verb that changes something is followed by its ``log`` entry."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def log(self, event: Event, at: datetime, **facts: str | int | list[str]) -> LogEntry:
        row = self._db.execute("SELECT * FROM log ORDER BY number DESC LIMIT 1").fetchone()
        entry = entry_after(_entry(row) if row else None, at=at, event=event, facts=facts)
        values = (entry.number, entry.at, entry.event, entry.facts, entry.hash)
        self._db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?)", values)
        return entry

    def invite(self, invitation: Invitation) -> None:
        values = (invitation.public_key, invitation.name, invitation.branch, _text(invitation.expires_at), None)
        self._db.execute("INSERT INTO invitation VALUES (?, ?, ?, ?, ?)", values)

    def enrol(self, device: Device, invitation: Invitation) -> None:
        self._db.execute("UPDATE invitation SET device = ? WHERE public_key = ?", (device.id, invitation.public_key))
        self._db.execute(
            "INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                device.id,
                device.public_key,
                device.recipient,
                device.name,
                device.branch,
                _text(device.enrolled_at),
                None,
                device.certificate,
            ),
        )

    def revoke(self, device: Device, at: datetime) -> None:
        self._db.execute("UPDATE device SET revoked_at = ? WHERE id = ?", (_text(at), device.id))

    def register(self, device_id: str, person: Person, at: datetime) -> bool:
        """Whether this key is new for this device."""
        values = (person.key, device_id, person.id, person.name, person.staff_number, _text(at))
        cursor = self._db.execute("INSERT OR IGNORE INTO investigator VALUES (?, ?, ?, ?, ?, ?)", values)
        return cursor.rowcount == 1

    def receive(self, case: ReceivedCase) -> None:
        values: Mapping[str, object] = {
            "sha256": case.sha256,
            "case_id": case.case_id,
            "revision": case.revision,
            "device": case.device,
            "size": case.size,
            "received_at": _text(case.received_at),
            "log_index": case.log_index,
            "chain_head": case.chain_head,
            "receipt": case.receipt,
        }
        self._db.execute(f"INSERT INTO received ({', '.join(values)}) VALUES (:{', :'.join(values)})", values)  # noqa: S608  # names are constants


def _entry(row: Any) -> LogEntry:
    return LogEntry(row["number"], row["at"], row["event"], row["facts"], row["hash"])


def _invitation(row: Any) -> Invitation:
    return Invitation(row["public_key"], row["name"], row["branch"], _time(row["expires_at"]), row["device"])


def _device(row: Any) -> Device:
    revoked = row["revoked_at"]
    return Device(
        row["id"],
        row["public_key"],
        row["recipient"],
        row["name"],
        row["branch"],
        _time(row["enrolled_at"]),
        _time(revoked) if revoked else None,
        row["certificate"],
    )


def _received(row: Any) -> ReceivedCase:
    return ReceivedCase(
        row["sha256"],
        row["case_id"],
        row["revision"],
        row["device"],
        row["size"],
        _time(row["received_at"]),
        row["log_index"],
        row["chain_head"],
        row["receipt"],
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
