"""Sealing (封卷): a finished case becomes one immutable file that only head office, escrow and this laptop can read.

Attachments are age files already and are copied byte for byte; the smaller parts are encrypted here, under the same case key.
The file appears at its place whole and synced, or not at all.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from checklists.model.case import Attachment, Person
from sync.durable import replacing
from sync.envelope import dsse
from sync.envelope.archive import END, header, padding
from sync.envelope.manifests import (
    DSSE,
    MANIFEST,
    OUTER,
    PART_NAMES,
    REQUIRED_PARTS,
    SIGNATURE,
    STATEMENT_TYPE,
    InnerManifest,
    Member,
    OuterManifest,
    PaperCertificate,
    Part,
    Statement,
    StatementSigner,
    largest,
    manifest_bytes,
    outer_bytes,
    read_manifest,
    read_outer,
    statement_bytes,
)
from sync.errors import (
    DuplicateMember,
    HashMismatch,
    ManifestContradiction,
    MemberNameRefused,
    MemberSizeWrong,
    MemberTooLarge,
    MissingMember,
)
from sync.hashing import HashAlongside
from sync.keys.age import encrypt, recipient_of
from sync.keys.signing import Signer
from sync.keys.unlocked import DeviceKeys

_CHUNK = 1 << 20


class Signatory(Protocol):
    """A person with the key to sign: what unlocking a keyring gives."""

    @property
    def person(self) -> Person: ...

    @property
    def signer(self) -> Signer: ...


@dataclass(frozen=True, slots=True)
class SealedInfo:
    """The sealed file: its SHA-256 is its name in the outbox and its idempotency key on the wire."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the bytes of a member come from."""

    member: Member
    content: bytes | Path


def seal(
    target: Path,
    *,
    case_id: str,
    checklist_sha256: str,
    sealed_at: datetime,
    parts: Mapping[str, bytes],
    attachments: Sequence[tuple[Attachment, Path]],
    case_key: str,
    recipients: Sequence[str],
    signers: Sequence[Signatory],
    device: DeviceKeys,
    revision: int = 1,
    certificates: Sequence[PaperCertificate] = (),
) -> SealedInfo:
    """Write the case file to ``target``. ``parts`` are plain bytes by name (FORMAT.md, 5); ``attachments`` name their age files.

    ``recipients`` are head office's and escrow's; the device's own is added. Every signer signs the same statement.
    ``certificates`` are those by which signers signed ``report.pdf``.
    HashMismatch where an attachment's file is not what its id says; MissingMember, MemberNameRefused, ManifestContradiction;
    OSError.
    """
    _check_parts(parts)
    _check_signers(signers)
    listed, sources = _parts(parts, attachments, case_key)
    manifest = InnerManifest(
        case_id,
        revision,
        device.id,
        checklist_sha256,
        sealed_at,
        case_key,
        tuple(dict.fromkeys((*recipients, device.recipient))),
        tuple(one.person for one in signers),
        tuple(listed),
        tuple(certificates),
    )
    inner = manifest_bytes(manifest)
    read_manifest(inner)  # what a reader would refuse is not written
    statement = Statement(
        case_id,
        revision,
        hashlib.sha256(inner).hexdigest(),
        sealed_at,
        tuple(StatementSigner(one.person.id, one.signer.public_key) for one in signers),
    )
    signatures = dsse.sign(
        statement_bytes(statement), payload_type=STATEMENT_TYPE, signers=[one.signer for one in signers]
    )
    head = [_held(DSSE, signatures), _held(MANIFEST, _encrypted(inner, manifest.recipients))]
    sources = head + sorted(sources, key=lambda source: source.member.name)
    outer = OuterManifest(case_id, revision, device.id, device.signer.public_key, tuple(one.member for one in sources))
    outer_json = outer_bytes(outer)
    read_outer(outer_json)
    front = [_held(OUTER, outer_json), _held(SIGNATURE, device.signer.sign(outer_json))]
    return _write(target, front + sources)


def _check_parts(parts: Mapping[str, bytes]) -> None:
    for name in parts:
        if name not in PART_NAMES:
            raise MemberNameRefused(name)
    for name in REQUIRED_PARTS:
        if name not in parts:
            raise MissingMember(name)


def _check_signers(signers: Sequence[Signatory]) -> None:
    for what, found in (
        ("signer's key", [one.signer.public_key for one in signers]),
        ("signer", [one.person.id for one in signers]),
    ):
        if not found or len(set(found)) != len(found):
            raise ManifestContradiction(DSSE, what, f"{len(found)} of {len(set(found))}", "one or more, each once")
    for one in signers:
        if one.person.key != one.signer.public_key:
            raise ManifestContradiction(DSSE, "signer's key", one.person.key, one.signer.public_key)


def _parts(
    parts: Mapping[str, bytes], attachments: Sequence[tuple[Attachment, Path]], case_key: str
) -> tuple[list[Part], list[_Source]]:
    listed, sources = [], []
    recipients = (recipient_of(case_key),)
    for name in sorted(parts):
        sealed = _encrypted(parts[name], recipients)
        plain = hashlib.sha256(parts[name]).hexdigest()
        part = Part(name, len(parts[name]), plain, len(sealed), hashlib.sha256(sealed).hexdigest())
        listed.append(part)
        sources.append(_Source(Member(part.file, part.sealed_size, part.sealed_sha256), sealed))
    seen = set()
    for attachment, file in attachments:
        if attachment.id in seen:
            raise DuplicateMember(attachment.id)
        seen.add(attachment.id)
        name = f"attachments/{attachment.id}"
        part = Part(name, attachment.size, attachment.sha256, file.stat().st_size, attachment.id)
        listed.append(part)
        sources.append(_Source(Member(part.file, part.sealed_size, part.sealed_sha256), file))
    for source in sources:
        if source.member.size > largest(source.member.name):
            raise MemberTooLarge(source.member.name, source.member.size, largest(source.member.name))
    return listed, sources


def _encrypted(plain: bytes, recipients: Sequence[str]) -> bytes:
    sealed = io.BytesIO()
    encrypt(recipients, io.BytesIO(plain), sealed)
    return sealed.getvalue()


def _held(name: str, data: bytes) -> _Source:
    return _Source(Member(name, len(data), hashlib.sha256(data).hexdigest()), data)


def _write(target: Path, sources: Sequence[_Source]) -> SealedInfo:
    with replacing(target) as file, HashAlongside() as whole:
        out = _Hashed(file, whole)
        for source in sources:
            out.write(header(source.member.name, source.member.size))
            if isinstance(source.content, bytes):
                out.write(source.content)
            else:
                _copy(source.member, source.content, out)
            out.write(bytes(padding(source.member.size)))
        out.write(END)
        return SealedInfo(whole.hexdigest(), out.size)


def _copy(member: Member, file: Path, out: _Hashed) -> None:
    size = 0
    with HashAlongside() as found:
        for chunk in _chunks(file):
            found.update(chunk)
            size += len(chunk)
            out.write(chunk)
    if size != member.size:
        raise MemberSizeWrong(member.name, size, member.size)
    if found.hexdigest() != member.sha256:
        raise HashMismatch(member.name, found.hexdigest(), member.sha256)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            yield chunk


class _Hashed:
    """The file being written, with the hash and size of what it holds so far."""

    def __init__(self, file: BinaryIO, whole: HashAlongside) -> None:
        self._file = file
        self._hash = whole
        self.size = 0

    def write(self, data: bytes) -> None:
        self._hash.update(data)
        self._file.write(data)
        self.size += len(data)
