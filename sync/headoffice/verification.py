"""Verifying a whole office folder: every file, receipt, certificate and log entry without a key; with one, every inside too."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from sync.envelope.checking import inspect
from sync.errors import (
    BadSignature,
    CertificateContradiction,
    DocumentInvalid,
    LogBroken,
    LogContradiction,
    ReceiptContradiction,
    SealedFileDiffers,
    SealedFileMissing,
    SenderUnknown,
    SyncError,
)
from sync.headoffice.auditlog import Event, LogEntry, first_broken
from sync.headoffice.examining import examine
from sync.headoffice.office import Office
from sync.headoffice.recompute import Recompute
from sync.headoffice.register import Device, ReceivedCase
from sync.messages.documents import read_certificate, read_receipt


@dataclass(slots=True)
class Verification:
    """What was looked at, and each finding with where it is: ``log``, ``device …`` or ``case …``.

    ``unrecorded`` are sealed files without an entry: a power cut between storing and recording leaves one, and the sender,
    who has no receipt, sends it again. They are kept and named, and no fault.
    """

    cases: int = 0
    devices: int = 0
    log_entries: int = 0
    findings: list[tuple[str, SyncError]] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)


def verify(office: Office, *, identity: str | None, recompute: Recompute) -> Verification:
    """WrongIdentity escapes; everything else that is wrong is a finding. OSError, sqlite3.Error."""
    result = Verification()
    log = office.register.log()
    devices = {device.id: device for device in office.register.devices()}
    received = office.register.received()
    result.cases, result.devices, result.log_entries = len(received), len(devices), len(log)
    broken = first_broken(log)
    if broken is not None:
        result.findings.append(("log", LogBroken(broken)))
    entries = {entry.number: entry for entry in log}
    for device in devices.values():
        result.findings += [(f"device {device.name}", error) for error in _certificate_faults(office, device)]
    for case in received:
        where = f"case {case.case_id}"
        faults = [*_receipt_faults(office, case), *_entry_faults(entries.get(case.log_index), case)]
        result.findings += [(where, error) for error in [*faults, *_file_faults(office, case, devices)]]
        if identity is not None:
            seen = {type(error) for place, error in result.findings if place == where}
            inside = examine(office, case, identity, recompute=recompute).findings
            result.findings += [(where, error) for error in inside if type(error) not in seen]
    result.findings += _lost(log, received)
    known = {office.sealed_path(case.sha256).name for case in received}
    result.unrecorded = sorted(path.name for path in (office.folder / "sealed").iterdir() if path.name not in known)
    return result


def _file_faults(office: Office, case: ReceivedCase, devices: dict[str, Device]) -> list[SyncError]:
    path = office.sealed_path(case.sha256)
    if not path.is_file():
        return [SealedFileMissing(case.sha256)]
    try:
        inspection = inspect(path)
    except SyncError as error:
        return [error]
    if inspection.sha256 != case.sha256:
        return [SealedFileDiffers(inspection.sha256, case.sha256)]
    outer = inspection.outer
    device = devices.get(outer.device)
    if device is None or device.public_key != outer.device_key or outer.device != case.device:
        return [SenderUnknown(outer.device)]
    if (outer.case, outer.revision, inspection.size) != (case.case_id, case.revision, case.size):
        return [LogContradiction(case.log_index)]
    return []


def _receipt_faults(office: Office, case: ReceivedCase) -> list[SyncError]:
    try:
        receipt = read_receipt(case.receipt, office_key=office.signer.public_key)
    except (BadSignature, DocumentInvalid):
        return [ReceiptContradiction("signature")]
    pairs = (
        ("office", receipt.office, office.id),
        ("sealed_sha256", receipt.sealed_sha256, case.sha256),
        ("case", receipt.case, case.case_id),
        ("revision", receipt.revision, case.revision),
        ("device", receipt.device, case.device),
        ("size", receipt.size, case.size),
        ("log_index", receipt.log_index, case.log_index),
        ("chain_head", receipt.chain_head, case.chain_head),
        ("received_at", receipt.received_at, case.received_at),
    )
    return [ReceiptContradiction(what) for what, found, expected in pairs if found != expected]


def _entry_faults(entry: LogEntry | None, case: ReceivedCase) -> list[SyncError]:
    if entry is None or entry.event != Event.CASE_RECEIVED.value or entry.hash != case.chain_head:
        return [LogContradiction(case.log_index)]
    if json.loads(entry.facts).get("sha256") != case.sha256:
        return [LogContradiction(case.log_index)]
    return []


def _certificate_faults(office: Office, device: Device) -> list[SyncError]:
    try:
        certificate = read_certificate(device.certificate)
    except (BadSignature, DocumentInvalid):
        return [CertificateContradiction(device.id)]
    found = (certificate.office_key, certificate.device, certificate.device_key, certificate.device_recipient)
    expected = (office.signer.public_key, device.id, device.public_key, device.recipient)
    return [] if found == expected else [CertificateContradiction(device.id)]


def _lost(log: tuple[LogEntry, ...], received: tuple[ReceivedCase, ...]) -> list[tuple[str, SyncError]]:
    """Entries that tell of a file which the register no longer knows."""
    known = {case.log_index for case in received}
    return [
        ("log", LogContradiction(entry.number))
        for entry in log
        if entry.event == Event.CASE_RECEIVED.value and entry.number not in known
    ]
