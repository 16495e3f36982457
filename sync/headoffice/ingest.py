"""A case file arrives: checked while it streams, stored once, receipted. No key that opens anything is at hand here.

Order at the end: file synced, then renamed, then folder synced, then the row with its receipt and log entry in one transaction,
then the answer. A power cut before the row leaves a file that the next attempt replaces by the same bytes.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sync.durable import sync_folder
from sync.envelope.checking import CaseFileChecker, Inspection
from sync.hashing import HashAlongside
from sync.headoffice.auditlog import Event
from sync.headoffice.office import Office
from sync.headoffice.refusals import Refusal
from sync.headoffice.register import Device, ReceivedCase
from sync.messages.documents import Receipt


class IncomingCase:
    """One upload. ``feed`` raises as soon as it cannot become a case of this device; ``discard`` is always called at the end."""

    def __init__(self, office: Office, device: Device, sha256: str) -> None:
        self._office = office
        self._device = device
        self._sha256 = sha256
        self._whole = HashAlongside()
        self._checker = CaseFileChecker(self._whole)
        self._admitted = False
        self._path: Path | None = office.folder / "incoming" / f"{sha256}.{secrets.token_hex(6)}"
        self._file: BinaryIO = self._path.open("xb")

    def feed(self, data: bytes) -> None:
        """EnvelopeError, DocumentInvalid, Refusal; OSError where the disk is at fault."""
        self._checker.feed(data)
        if not self._admitted and self._checker.outer is not None:
            self._admit()
        self._file.write(data)

    def commit(self) -> bytes:
        """The signed receipt; the same one if these bytes are here already."""
        inspection = self._checker.finish()
        if inspection.sha256 != self._sha256:
            raise Refusal(400, "hash_wrong", {"found": inspection.sha256, "expected": self._sha256})
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        register = self._office.register
        with register.changing() as changes:
            known = register.received_file(self._sha256)
            if known is not None:
                return known.receipt
            self._check_still_welcome()
            self._keep()
            at, outer = self._office.now(), inspection.outer
            entry = changes.log(
                Event.CASE_RECEIVED,
                at,
                case=outer.case,
                revision=outer.revision,
                device=outer.device,
                sha256=inspection.sha256,
                size=inspection.size,
            )
            receipt = Receipt(
                self._office.id,
                inspection.sha256,
                inspection.size,
                outer.case,
                outer.revision,
                outer.device,
                entry.number,
                entry.hash,
                at,
            )
            signed = receipt.signed(self._office.signer)
            changes.receive(_row(inspection, receipt, signed))
        return signed

    def discard(self) -> None:
        """Close, and remove what was not kept."""
        self._whole.close()
        self._file.close()
        if self._path is not None:
            with suppress(FileNotFoundError):
                self._path.unlink()

    def _admit(self) -> None:
        outer = self._checker.outer
        assert outer is not None
        if outer.device != self._device.id:
            raise Refusal(403, "another_device")
        self._check_conflict()
        self._admitted = True

    def _check_still_welcome(self) -> None:
        device = self._office.register.device(self._device.id)
        if device is None or device.revoked_at is not None:
            raise Refusal(403, "device_revoked")
        self._check_conflict()

    def _check_conflict(self) -> None:
        outer = self._checker.outer
        assert outer is not None
        other = self._office.register.received_revision(outer.case, outer.revision)
        if other is not None and other.sha256 != self._sha256:
            raise Refusal(409, "case_conflict", {"case": outer.case, "revision": str(outer.revision)})

    def _keep(self) -> None:
        assert self._path is not None
        target = self._office.sealed_path(self._sha256)
        self._path.replace(target)
        self._path = None
        sync_folder(target.parent)


def _row(inspection: Inspection, receipt: Receipt, signed: bytes) -> ReceivedCase:
    return ReceivedCase(
        inspection.sha256,
        receipt.case,
        receipt.revision,
        receipt.device,
        inspection.size,
        receipt.received_at,
        receipt.log_index,
        receipt.chain_head,
        signed,
    )
