"""Checking a case file from outside, without a key, while its bytes arrive: by head office from the wire, by anyone from disk.

Order of refusal: a byte is never believed before its header, a member never before the outer manifest that lists it, and
the outer manifest never before the device's signature over it. Nothing is written here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sync.envelope import dsse
from sync.envelope.archive import BLOCK, END, padding, parse_header
from sync.envelope.manifests import (
    DSSE,
    LARGEST_FILE,
    OUTER,
    SIGNATURE,
    STATEMENT_TYPE,
    Member,
    OuterManifest,
    Statement,
    check_member_name,
    largest,
    read_outer,
    read_statement,
)
from sync.errors import (
    BadSignature,
    DuplicateMember,
    HashMismatch,
    ManifestContradiction,
    MemberNameRefused,
    MemberSizeWrong,
    MemberTooLarge,
    MissingMember,
    NotACaseFile,
    TrailingBytes,
    TruncatedFile,
)
from sync.hashing import HashAlongside
from sync.keys.signing import is_signed_by, key_id

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Inspection:
    """A case file whose outside holds together. ``offsets`` says where each member's bytes begin.

    The keys are those that the file itself names: whether head office knows them is head office's question.
    """

    outer: OuterManifest
    statement: Statement
    sha256: str
    size: int
    offsets: dict[str, int]


def inspect(path: Path) -> Inspection:
    """Structure, sizes, hashes and signatures of a case file, in one pass. EnvelopeError, DocumentInvalid; OSError."""
    with path.open("rb") as file, HashAlongside() as whole:
        checker = CaseFileChecker(whole)
        while chunk := file.read(_CHUNK):
            checker.feed(chunk)
        return checker.finish()


class CaseFileChecker:
    """Takes a case file in pieces of any size and raises at the first byte that cannot belong to one.

    ``whole`` hashes the file as such; who gave it closes it.
    """

    def __init__(self, whole: HashAlongside) -> None:
        self.outer: OuterManifest | None = None
        """The outer manifest, once the device's signature over it is verified."""
        self._statement: Statement | None = None
        self._whole = whole
        self._size = 0
        self._expected: list[Member] = []
        self._offsets: dict[str, int] = {}
        self._pending = bytearray()
        self._member: _Running | None = None
        self._padding = 0
        self._ended = False
        self._outer_bytes = b""

    def feed(self, data: bytes) -> None:
        self._whole.update(data)
        if self._size + len(data) > LARGEST_FILE:
            raise MemberTooLarge("", self._size + len(data), LARGEST_FILE)
        rest = memoryview(data)
        while rest:
            taken = self._step(rest)
            self._size += taken
            rest = rest[taken:]

    def finish(self) -> Inspection:
        """What was found, when the last byte was the last byte."""
        if not self._ended:
            raise TruncatedFile(self._member.name if self._member else "")
        assert self.outer is not None
        assert self._statement is not None
        return Inspection(self.outer, self._statement, self._whole.hexdigest(), self._size, dict(self._offsets))

    def _step(self, data: memoryview) -> int:
        """Use up some of ``data``; how much."""
        if self._ended:
            raise TrailingBytes("")
        if self._member is not None:
            taken = self._member.take(data)
            if self._member.is_complete:
                member, self._member = self._member, None
                self._padding = padding(member.size)
                self._complete(member)
            return taken
        if self._padding:
            piece = data[: self._padding]
            if any(piece):
                raise TrailingBytes("")
            self._padding -= len(piece)
            return len(piece)
        return self._take_header(data)

    def _take_header(self, data: memoryview) -> int:
        taken = min(BLOCK - len(self._pending) % BLOCK, len(data))
        self._pending += data[:taken]
        if self._pending == END:
            self._end()
        elif len(self._pending) == BLOCK and any(self._pending):
            name, size = parse_header(bytes(self._pending))
            self._pending.clear()
            self._begin(name, size, offset=self._size + taken)
        elif len(self._pending) == 2 * BLOCK:
            raise TrailingBytes("")
        return taken

    def _begin(self, name: str, size: int, *, offset: int) -> None:
        if not self._offsets and name != OUTER:
            raise NotACaseFile(name)
        check_member_name(name)
        if name in self._offsets:
            raise DuplicateMember(name)
        if size > largest(name):
            raise MemberTooLarge(name, size, largest(name))
        if name not in (OUTER, SIGNATURE):
            self._check_listed(name, size)
        elif name == SIGNATURE and size != 64:
            raise MemberSizeWrong(name, size, 64)
        self._offsets[name] = offset
        self._member = _Running(name, size, keeps=name in (OUTER, SIGNATURE, DSSE))
        if size == 0:
            member, self._member = self._member, None
            self._complete(member)

    def _check_listed(self, name: str, size: int) -> None:
        if self.outer is None:
            raise MissingMember(SIGNATURE)
        if all(member.name != name for member in self._expected[:1]):
            listed = any(member.name == name for member in self._expected)
            raise MissingMember(self._expected[0].name) if listed else MemberNameRefused(name)
        if self._expected[0].size != size:
            raise MemberSizeWrong(name, size, self._expected[0].size)

    def _complete(self, member: _Running) -> None:
        if member.name == OUTER:
            self._outer_bytes = bytes(member.kept)
            return
        if member.name == SIGNATURE:
            self._accept_outer(bytes(member.kept))
            return
        listed = self._expected.pop(0)
        if member.hash.hexdigest() != listed.sha256:
            raise HashMismatch(member.name, member.hash.hexdigest(), listed.sha256)
        if member.name == DSSE:
            self._statement = _verified_statement(bytes(member.kept), self.outer)

    def _accept_outer(self, signature: bytes) -> None:
        outer = read_outer(self._outer_bytes)
        if key_id(outer.device_key) != outer.device:
            raise ManifestContradiction(OUTER, "device", key_id(outer.device_key), outer.device)
        if not is_signed_by(outer.device_key, self._outer_bytes, signature):
            raise BadSignature(SIGNATURE, outer.device)
        self._expected = list(outer.members)
        self.outer = outer

    def _end(self) -> None:
        if self.outer is None:
            raise MissingMember(SIGNATURE if OUTER in self._offsets else OUTER)
        if self._expected:
            raise MissingMember(self._expected[0].name)
        self._ended = True


class _Running:
    """A member whose bytes are arriving."""

    def __init__(self, name: str, size: int, *, keeps: bool) -> None:
        self.name = name
        self.size = size
        self.hash = hashlib.sha256()
        self.kept = bytearray()
        self._keeps = keeps
        self._left = size

    @property
    def is_complete(self) -> bool:
        return self._left == 0

    def take(self, data: memoryview) -> int:
        piece = data[: self._left]
        self.hash.update(piece)
        if self._keeps:
            self.kept += piece
        self._left -= len(piece)
        return len(piece)


def _verified_statement(data: bytes, outer: OuterManifest | None) -> Statement:
    assert outer is not None
    signed = dsse.parse(data, document=DSSE, payload_type=STATEMENT_TYPE)
    statement = read_statement(signed.payload)
    dsse.verify(signed, [signer.key for signer in statement.signers])
    if len({signer.id for signer in statement.signers}) != len(statement.signers):
        raise ManifestContradiction(DSSE, "signers", "one person twice", "different people")
    for what, found, expected in (
        ("case", statement.case, outer.case),
        ("revision", str(statement.revision), str(outer.revision)),
    ):
        if found != expected:
            raise ManifestContradiction(DSSE, what, found, expected)
    return statement
