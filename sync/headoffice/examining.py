"""Opening a case at head office: the act that needs the age identity, apart from the service, which has none.

What is checked, in order: the file is the one that was receipted; its outside; the inner manifest is the one that was signed;
the signers are registered with the sending device, under the names that the case gives; every part has the hash that the manifest says; the
signatures on the report hold and are by the certificates that the manifest names; checklist, history chain, answers and attachments agree; first
results are what the answers gave; the score computed anew from the decrypted bytes alone equals the sealed one byte for byte.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from checklists.model.case import Attachment, Person
from sync.casefile import ASSESSMENT, CASE, HISTORY, PACKAGE, PDF, CaseRecord, contradictions, read_parts
from sync.envelope.opening import Opened, open_sealed
from sync.errors import (
    AssessmentDiffers,
    CasefileError,
    FolderNotEmpty,
    PaperSignatureWrong,
    SealedFileDiffers,
    SealedFileMissing,
    SenderUnknown,
    SignerUnknown,
    SyncError,
    WrongIdentity,
)
from sync.headoffice.office import Office
from sync.headoffice.recompute import Outcome, Recompute, outcome_of
from sync.headoffice.register import ReceivedCase
from sync.recordcheck import record_contradictions

_RECORD_PARTS: Final = (CASE, HISTORY, PACKAGE, ASSESSMENT)
_UNSAFE = re.compile(r"[^\w.\-]+")


@dataclass(slots=True)
class Examination:
    """What was found. ``sealed`` and ``recomputed`` are None where it did not come to that. Good = no findings."""

    received: ReceivedCase
    findings: list[SyncError] = field(default_factory=list)
    signers: tuple[Person, ...] = ()
    checklist_sha256: str = ""
    sealed: Outcome | None = None
    recomputed: Outcome | None = None
    written: bool = False

    @property
    def is_good(self) -> bool:
        return not self.findings


def examine(office: Office, received: ReceivedCase, identity: str, *, recompute: Recompute) -> Examination:
    """Every check, nothing written. WrongIdentity escapes: it says nothing about the case."""
    found = Examination(received)
    opened = _opened(office, found, identity)
    if opened is None:
        return found
    for part in opened.manifest.parts:
        with _collecting(found):
            opened.check(part.name)
    if found.is_good or _only_people(found):
        _judge(opened, found, recompute)
    return found


def open_case(office: Office, received: ReceivedCase, identity: str, *, out: Path, recompute: Recompute) -> Examination:
    """Every check, and the plain parts in the folder ``out``, which appears whole or not at all.

    Where a part or a signature fails, nothing is written: bytes that nobody vouches for are not evidence. Where only the
    registration of a signer, a signature on the report, the history or the score is in question, the parts are written for a person to look at.
    FolderNotEmpty, WrongIdentity; OSError.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderNotEmpty(out)
    found = Examination(received)
    opened = _opened(office, found, identity)
    if opened is None:
        return found
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.{secrets.token_hex(6)}.part")
    try:
        (draft / "attachments").mkdir(parents=True, mode=0o700)
        draft.chmod(0o700)
        for part in opened.manifest.parts:
            with _collecting(found):
                opened.extract(part.name, draft / part.name)
        if found.is_good or _only_people(found):
            record = _judge(opened, found, recompute)
            if record is not None:
                _name_attachments(draft / "attachments", record.case.attachments)
            if out.exists():
                out.rmdir()
            draft.replace(out)
            found.written = True
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return found


def _opened(office: Office, found: Examination, identity: str) -> Opened | None:
    """The opened file with its outer findings; None where it cannot be opened at all."""
    received = found.received
    path = office.sealed_path(received.sha256)
    if not path.is_file():
        found.findings.append(SealedFileMissing(received.sha256))
        return None
    opened = None
    with _collecting(found):
        opened = open_sealed(path, identity)
    if opened is None:
        return None
    if opened.inspection.sha256 != received.sha256:
        found.findings.append(SealedFileDiffers(opened.inspection.sha256, received.sha256))
        return None
    found.signers = opened.manifest.signers
    found.checklist_sha256 = opened.manifest.checklist_sha256
    device = office.register.device(opened.manifest.device)
    if device is None or device.public_key != opened.inspection.outer.device_key:
        found.findings.append(SenderUnknown(opened.manifest.device))
    known = {
        (one.key, one.person, one.name) for one in office.register.people() if one.device == opened.manifest.device
    }
    found.findings += [SignerUnknown(one.key) for one in found.signers if (one.key, one.id, one.name) not in known]
    return opened


def _judge(opened: Opened, found: Examination, recompute: Recompute) -> CaseRecord | None:
    record = None
    with _collecting(found):
        record = read_parts({name: opened.read(name) for name in _RECORD_PARTS})
    if record is None:
        return None
    found.findings += _paper_faults(opened)
    found.findings += _disagreements(opened, record)
    found.findings += contradictions(record)
    found.findings += record_contradictions(record)
    with _collecting(found):
        found.sealed = outcome_of(record.assessment)
        anew = recompute(record.case, record.package)
        found.recomputed = outcome_of(anew)
        if anew != record.assessment:
            raise AssessmentDiffers(hashlib.sha256(anew).hexdigest(), hashlib.sha256(record.assessment).hexdigest())
    return record


def _disagreements(opened: Opened, record: CaseRecord) -> list[CasefileError]:
    """Where the case inside is not the one that the manifest speaks of."""
    manifest, case = opened.manifest, record.case
    listed = {part.name: (part.sha256, part.size) for part in manifest.parts if part.name.startswith("attachments/")}
    named = {f"attachments/{one.id}": (one.sha256, one.size) for one in case.attachments}
    pairs = (
        ("id", case.id, manifest.case),
        ("checklist_sha256", case.checklist_sha256, manifest.checklist_sha256),
        ("attachments", f"{len(named)} named", f"{len(listed)} listed" if named != listed else f"{len(named)} named"),
    )
    return [CasefileError(CASE, where, found, expected) for where, found, expected in pairs if found != expected]


def _paper_faults(opened: Opened) -> list[SyncError]:
    """Where the report's signatures are not those that the signed manifest vouches for."""
    manifest = opened.manifest
    if PDF not in {part.name for part in manifest.parts}:
        return []
    paper = opened.read(PDF)
    if not manifest.certificates and b"/ByteRange" not in paper:
        return []
    from reports.errors import SigningError  # pyHanko is loaded by a signed paper alone
    from reports.signing import read_signatures

    names = {person.id: person.name for person in manifest.signers}
    try:
        signatures = {one.certificate: one for one in read_signatures(paper)}
    except SigningError:
        return [PaperSignatureWrong("、".join(names.values()), "报告无法读取")]
    named = {one.sha256: names[one.signer] for one in manifest.certificates}
    faults = [PaperSignatureWrong(one.name, one.fault) for one in signatures.values() if not one.holds]
    faults += [
        PaperSignatureWrong(one.name, "证书未列入封卷清单") for key, one in signatures.items() if key not in named
    ]
    faults += [PaperSignatureWrong(name, "报告上没有这一签名") for key, name in named.items() if key not in signatures]
    return list(faults)


def _only_people(found: Examination) -> bool:
    return all(isinstance(finding, SenderUnknown | SignerUnknown) for finding in found.findings)


def _name_attachments(folder: Path, attachments: tuple[Attachment, ...]) -> None:
    """Numbers and the names that the investigators gave, with nothing in them that a file system could mistake."""
    for number, attachment in enumerate(attachments, start=1):
        file = folder / attachment.id
        if file.is_file():
            name = _UNSAFE.sub("_", attachment.name).strip("._")[-60:] or "attachment"
            file.replace(folder / f"{number:03d}_{name}")


class _collecting:  # noqa: N801  # reads as a statement
    """An error of ours becomes a finding; a wrong identity is the operator's, and goes on."""

    def __init__(self, found: Examination) -> None:
        self._found = found

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, SyncError) and not isinstance(error, WrongIdentity):
            self._found.findings.append(error)
            return True
        return False
