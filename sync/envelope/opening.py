"""Opening a case file with an age identity: of head office, escrow or the device that sealed it.

The outside is checked first, whole. Then the inner manifest must be the one that the investigators signed, must name the
same case and members, and every part must have the hash that it says. Plain bytes stay in memory or go where the caller
says, and there only when they are complete and right: the cipher hands out a good beginning before it finds a bad end.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from sync.durable import replacing
from sync.envelope.checking import Inspection, inspect
from sync.envelope.manifests import MANIFEST, REQUIRED_PARTS, InnerManifest, Part, read_manifest
from sync.errors import CiphertextDamaged, HashMismatch, ManifestContradiction, MissingMember
from sync.hashing import HashAlongside
from sync.keys.age import decrypt

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A case file whose inside agrees with its outside and with what was signed. Parts are decrypted when asked for."""

    path: Path
    inspection: Inspection
    manifest: InnerManifest

    def has(self, name: str) -> bool:
        return any(part.name == name for part in self.manifest.parts)

    def part(self, name: str) -> Part:
        """MissingMember where the case has no such part."""
        for part in self.manifest.parts:
            if part.name == name:
                return part
        raise MissingMember(name)

    def read(self, name: str) -> bytes:
        """The plain bytes of one part. HashMismatch, CiphertextDamaged, WrongIdentity, MissingMember."""
        plain = io.BytesIO()
        self._decrypt(self.part(name), plain)
        return plain.getvalue()

    def extract(self, name: str, target: Path) -> None:
        """The plain bytes of one part as the file ``target``, which appears whole or not at all. As ``read``; OSError."""
        with replacing(target) as file:
            self._decrypt(self.part(name), file)

    def check(self, name: str) -> None:
        """As ``read``, keeping nothing."""
        self._decrypt(self.part(name), cast("BinaryIO", _Nowhere()))

    def _decrypt(self, part: Part, target: BinaryIO) -> None:
        with _member(self.path, self.inspection, part.file) as source, HashAlongside() as found:
            out = _Hashed(target, found)
            try:
                decrypt(self.manifest.case_key, source, cast("BinaryIO", out))
            except CiphertextDamaged as error:
                raise CiphertextDamaged(part.name) from error
            out.finish()
        if found.hexdigest() != part.sha256 or out.size != part.size:
            raise HashMismatch(part.name, found.hexdigest(), part.sha256)


def open_sealed(path: Path, identity: str) -> Opened:
    """The case file at ``path``, opened with an ``AGE-SECRET-KEY-1…``.

    WrongIdentity, EnvelopeError, DocumentInvalid, CiphertextDamaged; OSError. Signatures were verified against the keys that
    the file names; whether those belong to known people is the caller's question.
    """
    inspection = inspect(path)
    plain = io.BytesIO()
    with _member(path, inspection, MANIFEST) as source:
        try:
            decrypt(identity, source, plain)
        except CiphertextDamaged as error:
            raise CiphertextDamaged(MANIFEST) from error
    found = hashlib.sha256(plain.getvalue()).hexdigest()
    if found != inspection.statement.manifest_sha256:
        raise HashMismatch(MANIFEST, found, inspection.statement.manifest_sha256)
    manifest = read_manifest(plain.getvalue())
    _check_agreement(inspection, manifest)
    return Opened(path, inspection, manifest)


def _check_agreement(inspection: Inspection, manifest: InnerManifest) -> None:
    outer, statement = inspection.outer, inspection.statement
    signers = tuple((person.id, person.key) for person in manifest.signers)
    sealed = sorted((part.file, part.sealed_size) for part in manifest.parts)
    members = [(member.name, member.size) for member in outer.members[2:]]
    for what, found, expected in (
        ("case", manifest.case, outer.case),
        ("revision", str(manifest.revision), str(outer.revision)),
        ("device", manifest.device, outer.device),
        ("sealed_at", manifest.sealed_at.isoformat(), statement.sealed_at.isoformat()),
        ("signers", repr(signers), repr(tuple((signer.id, signer.key) for signer in statement.signers))),
        ("parts", repr(sealed), repr(members)),
    ):
        if found != expected:
            raise ManifestContradiction(MANIFEST, what, found[:200], expected[:200])
    names = [part.name for part in manifest.parts]
    if len(set(names)) != len(names):
        raise ManifestContradiction(MANIFEST, "parts", "a name twice", "each name once")
    for name in REQUIRED_PARTS:
        if name not in names:
            raise MissingMember(name)


@contextmanager
def _member(path: Path, inspection: Inspection, name: str) -> Iterator[BinaryIO]:
    """The bytes of one member, as a file."""
    size = next(member.size for member in inspection.outer.members if member.name == name)
    with path.open("rb") as file:
        file.seek(inspection.offsets[name])
        yield cast("BinaryIO", _Slice(file, size))


class _Slice:
    """The next ``size`` bytes of a file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


class _Hashed:
    """A target file that hashes what goes into it, in large blocks: the cipher hands out 8 KiB at a time."""

    def __init__(self, file: BinaryIO, found: HashAlongside) -> None:
        self._file = file
        self._hash = found
        self._block = bytearray()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._block += data
        self.size += len(data)
        if len(self._block) >= _BLOCK:
            self.finish()
        return len(data)

    def finish(self) -> None:
        """Pass on what is held back."""
        block = bytes(self._block)
        self._block.clear()
        self._hash.update(block)
        self._file.write(block)


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)
