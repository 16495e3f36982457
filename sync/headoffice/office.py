"""Head office's folder: what ``init`` makes and every other command opens.

    office.json   public: the office's signing key, its age recipient, escrow's age recipient
    office.key    the signing key, readable by the service only: it signs receipts, it opens nothing
    register.db   devices, people, what arrived, the log
    sealed/       the case files, each named by its SHA-256
    incoming/     files still arriving

The age identities that open cases are not in it. A machine that holds this folder can lose cases, but not read one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from checklists.model.canonical import readable_json
from sync.durable import write_whole
from sync.errors import DocumentInvalid, OfficeDamaged, OfficeExists, OfficeMissing
from sync.headoffice.auditlog import Event
from sync.headoffice.register import Device, Invitation, ReceivedCase, Register
from sync.keys.age import new_identity, recipient_of
from sync.keys.signing import Signer
from sync.messages.code import InvitationCode
from sync.strict import load

_FORMAT: Final = "jindiao-office/1"
_KEY_FORMAT: Final = "jindiao-office-key/1"
_ABANDONED_S: Final = 3600
CODE_LIFETIME: Final = timedelta(hours=72)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What ``init`` hands to the operator, once: two secrets that the folder does not keep."""

    office: Office
    identity: str
    escrow_identity: str


class Office:
    """An opened folder. ``now`` is the clock of everything that it records."""

    def __init__(
        self, folder: Path, *, signer: Signer, recipient: str, escrow_recipient: str, register: Register, now: Clock
    ) -> None:
        self.folder = folder
        self.signer = signer
        self.recipient = recipient
        self.escrow_recipient = escrow_recipient
        self.register = register
        self.now = now

    @classmethod
    def create(cls, folder: Path, *, now: Clock = utc_now) -> NewOffice:
        """A new office in an empty or absent folder. OfficeExists."""
        if folder.exists() and any(folder.iterdir()):
            raise OfficeExists(folder)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        for name in ("sealed", "incoming"):
            (folder / name).mkdir(mode=0o700)
        signer, identity, escrow = Signer.generate(), new_identity(), new_identity()
        seed = {"format": _KEY_FORMAT, "seed": bytes(signer.seed)}
        write_whole(folder / "office.key", readable_json(seed).encode() + b"\n", mode=0o600)
        register = Register.create(folder / "register.db")
        office = cls(
            folder,
            signer=signer,
            recipient=recipient_of(identity),
            escrow_recipient=recipient_of(escrow),
            register=register,
            now=now,
        )
        with register.changing() as changes:
            changes.log(Event.OFFICE_MADE, now(), office=signer.key_id, recipient=office.recipient)
        description = {
            "format": _FORMAT,
            "key": signer.public_key,
            "recipient": office.recipient,
            "escrow_recipient": office.escrow_recipient,
        }
        # Written last: a folder with this file is a whole office.
        write_whole(folder / "office.json", readable_json(description).encode() + b"\n", mode=0o644)
        return NewOffice(office, identity, escrow)

    @classmethod
    def open(cls, folder: Path, *, now: Clock = utc_now) -> Office:
        """OfficeMissing; OfficeDamaged where its files contradict one another."""
        if not (folder / "office.json").is_file():
            raise OfficeMissing(folder)
        try:
            public = load((folder / "office.json").read_bytes(), document="office.json", most=1 << 16)
            public.constant("format", _FORMAT)
            secret = load((folder / "office.key").read_bytes(), document="office.key", most=1 << 16)
            secret.constant("format", _KEY_FORMAT)
            signer = Signer(bytes.fromhex(secret.digest("seed")))
            if signer.public_key != public.digest("key"):
                raise OfficeDamaged(folder, "office.key does not belong to office.json")
            recipient, escrow = public.text("recipient"), public.text("escrow_recipient")
        except DocumentInvalid as error:
            raise OfficeDamaged(folder, f"{error.document} {error.where}") from error
        except FileNotFoundError as error:
            raise OfficeDamaged(folder, "a file is missing") from error
        if not (folder / "register.db").is_file():
            raise OfficeDamaged(folder, "register.db is missing")
        register = Register(folder / "register.db")
        return cls(folder, signer=signer, recipient=recipient, escrow_recipient=escrow, register=register, now=now)

    @property
    def id(self) -> str:
        return self.signer.key_id

    def close(self) -> None:
        self.register.close()
        self.signer.forget()

    def sealed_path(self, sha256: str) -> Path:
        return self.folder / "sealed" / f"{sha256}.jdc"

    def invite(self, *, name: str, branch: str) -> tuple[InvitationCode, Invitation]:
        """A one-time code for one device. The office keeps the public half of the key that the code stands for."""
        code = InvitationCode.generate(self.id)
        at = self.now()
        invitation = Invitation(code.signer().public_key, name, branch, at + CODE_LIFETIME, None)
        with self.register.changing() as changes:
            changes.invite(invitation)
            changes.log(Event.DEVICE_INVITED, at, name=name, branch=branch)
        return code, invitation

    def revoke(self, device: Device) -> None:
        """From now on nothing is taken from this device. What it sent before stays valid."""
        at = self.now()
        with self.register.changing() as changes:
            changes.revoke(device, at)
            changes.log(Event.DEVICE_REVOKED, at, device=device.id)

    def sweep(self) -> None:
        """Remove uploads that a stop cut off; their senders begin anew. Young ones may be another process's, still arriving."""
        for left_over in (self.folder / "incoming").iterdir():
            if time.time() - left_over.stat().st_mtime > _ABANDONED_S:
                left_over.unlink()

    def record_opening(self, received: ReceivedCase, *, good: bool) -> None:
        """Leave in the log that someone opened a case, and whether everything held."""
        with self.register.changing() as changes:
            verdict = "good" if good else "findings"
            changes.log(Event.CASE_OPENED, self.now(), case=received.case_id, sha256=received.sha256, verdict=verdict)
