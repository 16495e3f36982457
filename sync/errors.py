"""What can be wrong with keys, a sealed case file, or its way to head office.

SyncError
├── DocumentInvalid            JSON of ours that is not as its format says: document, where in it, found, expected
├── KeysError
│   ├── WeakPassphrase         too short to protect anything
│   ├── WrongPassphrase        opens no user of the keyring (costs time, nothing else)
│   ├── WrongWords             the recovery words do not open it, or are no recovery words
│   ├── AmbiguousUser          several users fit; say which
│   ├── UserUnknown            no user of that id
│   ├── UserLocked             this user was locked
│   ├── LastUser               locking the last user would leave nobody who can open the store
│   ├── KeyringExists          a keyring is there already; it is never overwritten
│   ├── KeyringMissing         no keyring at that path
│   ├── KeyringDamaged         the file cannot be read as a keyring
│   ├── KeyringTooNew          written by a newer version of the program
│   ├── KeysForgotten          the keys were wiped from memory; unlock again
│   ├── KeyInvalid             a text or bytes that is no key of the kind expected
│   ├── WrongIdentity          this age identity is not among those that the file was encrypted to
│   └── CiphertextDamaged      an age file that was altered, cut short or lengthened
├── EnvelopeError              a sealed case file that is refused; carries the member's name
│   ├── NotACaseFile           no ustar header where one must be
│   ├── HeaderRefused          a header this format never writes (a link, a device, another date or mode)
│   ├── UnsupportedFormat      a format or suite of another version
│   ├── TruncatedFile          ends before its last byte
│   ├── TrailingBytes          goes on after its last byte
│   ├── MemberNameRefused      a member that has no place in a case file
│   ├── DuplicateMember        a member twice
│   ├── MissingMember          a member that must be there is not
│   ├── MemberTooLarge         over the cap of its kind
│   ├── MemberSizeWrong        another size than the outer manifest says
│   ├── HashMismatch           other bytes than a manifest says
│   ├── BadSignature           a signature that does not verify, or is not one a signer
│   └── ManifestContradiction  two manifests of one file disagree
├── CasefileError              the inside of a case file contradicts itself (history chain, part missing)
├── RecordContradiction        a first result, or a change of a check's input, that the audit trail does not bear out
├── TransferError              the way to head office
│   ├── NotEnrolled            this device is not enrolled
│   ├── InsecureAddress        plain http to anything but this computer
│   ├── OfficeUnreachable      no answer after every retry; nothing is lost
│   ├── NotTheOffice           something answered that is not the office we enrolled with (a hotspot's page, a proxy)
│   ├── CodeRefused            enrolment code mistyped, expired, used, or unknown
│   ├── DeviceRefused          the office no longer accepts this device
│   ├── CaseConflict           the office holds another file under this case and revision
│   ├── RequestRefused         the office refuses this request, with its reason
│   └── ReceiptInvalid         a receipt that is not for this file, or not by this office
└── OfficeError                head office's own folder
    ├── OfficeExists           a folder that already holds an office
    ├── OfficeMissing          a folder that holds none
    ├── OfficeDamaged          its files contradict one another
    ├── UnknownDevice          no device of that id or name
    ├── UnknownCase            no case of that id
    ├── CosigningRefused       a report that head office does not put its signature on
    ├── FolderNotEmpty         an opened case is written into an empty folder only
    └── Finding                what a verification found, one each:
        ├── LogBroken              the log's chain breaks at an entry
        ├── LogContradiction       the log and the register disagree about a file
        ├── ReceiptContradiction   a stored receipt is not this office's, or not for this file
        ├── CertificateContradiction  a device's certificate is not what the register says
        ├── SealedFileMissing      a receipted file is gone
        ├── SealedFileDiffers      a receipted file has other bytes
        ├── SenderUnknown          sealed by a device that is not registered
        ├── SignerUnknown          signed by a key that the device did not register under this name
        ├── PaperSignatureWrong    a signature on the report does not hold, or is by another certificate than the manifest names
        ├── AssessmentDiffers      the score computed anew is not the one that was sealed
        └── RecomputationFailed    the sealed answers cannot be computed

Errors carry facts, never prose and never a secret or an answer of a case; sentences are made where people read them
(``desktop/messages.py``, ``sync/headoffice/sentences.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class SyncError(Exception):
    """Base of every error of this folder."""


@dataclass(eq=False)
class DocumentInvalid(SyncError):
    """JSON of ours that is refused. ``found`` names a kind or a length, never a value: values may be a client's."""

    document: str
    where: str
    found: str
    expected: str


class KeysError(SyncError):
    """Base of what can be wrong with passphrases, keys and the keyring."""


@dataclass(eq=False)
class WeakPassphrase(KeysError):
    found: int
    minimum: int


class WrongPassphrase(KeysError):
    """No user of the keyring is opened by this passphrase."""


class WrongWords(KeysError):
    """Not this keyring's recovery words."""


@dataclass(eq=False)
class AmbiguousUser(KeysError):
    users: tuple[str, ...]


@dataclass(eq=False)
class UserUnknown(KeysError):
    user: str


@dataclass(eq=False)
class UserLocked(KeysError):
    user: str


@dataclass(eq=False)
class LastUser(KeysError):
    user: str


@dataclass(eq=False)
class KeyringExists(KeysError):
    path: Path


@dataclass(eq=False)
class KeyringMissing(KeysError):
    path: Path


@dataclass(eq=False)
class KeyringDamaged(KeysError):
    path: Path
    detail: str


@dataclass(eq=False)
class KeyringTooNew(KeysError):
    path: Path
    found: str


class KeysForgotten(KeysError):
    """Used after ``forget()``."""


@dataclass(eq=False)
class KeyInvalid(KeysError):
    kind: str


class WrongIdentity(KeysError):
    """Not encrypted to this identity."""


@dataclass(eq=False)
class CiphertextDamaged(KeysError):
    what: str = ""


@dataclass(eq=False)
class EnvelopeError(SyncError):
    """Base of the reasons for which a case file is refused."""

    member: str


class NotACaseFile(EnvelopeError):
    pass


class HeaderRefused(EnvelopeError):
    pass


@dataclass(eq=False)
class UnsupportedFormat(EnvelopeError):
    found: str
    expected: str


class TruncatedFile(EnvelopeError):
    pass


class TrailingBytes(EnvelopeError):
    pass


class MemberNameRefused(EnvelopeError):
    pass


class DuplicateMember(EnvelopeError):
    pass


class MissingMember(EnvelopeError):
    pass


@dataclass(eq=False)
class MemberTooLarge(EnvelopeError):
    found: int
    limit: int


@dataclass(eq=False)
class MemberSizeWrong(EnvelopeError):
    found: int
    expected: int


@dataclass(eq=False)
class HashMismatch(EnvelopeError):
    found: str
    expected: str


@dataclass(eq=False)
class BadSignature(EnvelopeError):
    key: str


@dataclass(eq=False)
class ManifestContradiction(EnvelopeError):
    what: str
    found: str
    expected: str


@dataclass(eq=False)
class CasefileError(SyncError):
    """A contradiction inside the opened case: part, where in it, found, expected."""

    part: str
    where: str
    found: str
    expected: str


@dataclass(eq=False)
class RecordContradiction(SyncError):
    """``line`` of the history (0: a line is wanting), the record's or answer's ``subject``, ``kind`` as ``assess.life.FAULTS``."""

    line: int
    subject: str
    kind: str


class TransferError(SyncError):
    """Base of what can go wrong on the way to head office."""


class NotEnrolled(TransferError):
    pass


@dataclass(eq=False)
class InsecureAddress(TransferError):
    url: str


@dataclass(eq=False)
class OfficeUnreachable(TransferError):
    url: str
    attempts: int
    detail: str = ""


@dataclass(eq=False)
class NotTheOffice(TransferError):
    url: str
    detail: str


@dataclass(eq=False)
class CodeRefused(TransferError):
    """``reason``: ``mistyped``, ``unknown``, ``expired`` or ``used``."""

    reason: str


@dataclass(eq=False)
class DeviceRefused(TransferError):
    """``reason``: ``unknown`` or ``revoked``."""

    reason: str


@dataclass(eq=False)
class CaseConflict(TransferError):
    case: str
    revision: int


@dataclass(eq=False)
class RequestRefused(TransferError):
    status: int
    code: str
    detail: str = ""


@dataclass(eq=False)
class ReceiptInvalid(TransferError):
    what: str


class OfficeError(SyncError):
    """Base of what can be wrong with head office's folder."""


@dataclass(eq=False)
class OfficeExists(OfficeError):
    path: Path


@dataclass(eq=False)
class OfficeMissing(OfficeError):
    path: Path


@dataclass(eq=False)
class OfficeDamaged(OfficeError):
    path: Path
    detail: str


@dataclass(eq=False)
class UnknownDevice(OfficeError):
    device: str


@dataclass(eq=False)
class UnknownCase(OfficeError):
    case: str


@dataclass(eq=False)
class FolderNotEmpty(OfficeError):
    path: Path


class Finding(OfficeError):
    """Base of what a verification lists."""


@dataclass(eq=False)
class LogBroken(Finding):
    number: int


@dataclass(eq=False)
class LogContradiction(Finding):
    number: int


@dataclass(eq=False)
class ReceiptContradiction(Finding):
    what: str


@dataclass(eq=False)
class CertificateContradiction(Finding):
    device: str


@dataclass(eq=False)
class SealedFileMissing(Finding):
    sha256: str


@dataclass(eq=False)
class SealedFileDiffers(Finding):
    found: str
    expected: str


@dataclass(eq=False)
class SenderUnknown(Finding):
    device: str


@dataclass(eq=False)
class CosigningRefused(OfficeError):
    """``reason``: ``findings``, ``unsigned``, or the name of what the report's reader said."""

    reason: str


@dataclass(eq=False)
class SignerUnknown(Finding):
    key: str


@dataclass(eq=False)
class PaperSignatureWrong(Finding):
    """Whose signature on the report, and what is wrong with it."""

    name: str
    fault: str


@dataclass(eq=False)
class AssessmentDiffers(Finding):
    found: str
    expected: str


@dataclass(eq=False)
class RecomputationFailed(Finding):
    detail: str
