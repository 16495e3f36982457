"""The three documents of a case file, each canonical JSON: outer manifest, statement, inner manifest (FORMAT.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from checklists.model.canonical import canonical_bytes
from checklists.model.case import Person
from sync.errors import DuplicateMember, ManifestContradiction, MemberNameRefused, MissingMember, UnsupportedFormat
from sync.strict import CASE_ID, Fields, load

FORMAT: Final = "jindiao-case/1"
STATEMENT_FORMAT: Final = "jindiao-statement/1"
MANIFEST_FORMAT: Final = "jindiao-manifest/1"
MANIFEST_FORMAT_OF_SIGNED: Final = "jindiao-manifest/2"
"""Of a case whose paper is signed: it names the certificates. Every other case's manifest is of the first format."""
STATEMENT_TYPE: Final = "application/vnd.jindiao.statement+json"
SUITE: Final = 1
"""age v1 with X25519, Ed25519, SHA-256. Another suite (SM2/SM3/SM4) gets another number."""

OUTER, SIGNATURE, DSSE, MANIFEST = "outer.json", "outer.sig", "signatures.dsse.json", "manifest.age"
PART_NAMES: Final = ("assessment.json", "case.json", "history.jsonl", "package.json", "report.pdf", "report.xlsx")
REQUIRED_PARTS: Final = ("assessment.json", "case.json", "history.jsonl", "package.json")

MOST_PARTS: Final = 10_000
LARGEST_FILE: Final = 4 << 30
LARGEST: Final[Mapping[str, int]] = {OUTER: 2 << 20, SIGNATURE: 64, DSSE: 64 << 10, MANIFEST: 8 << 20}
LARGEST_PART: Final = 2 << 30

_PART_FILE = re.compile(r"parts/([0-9a-f]{64})\.age")
_PART_NAME = re.compile("|".join(re.escape(name) for name in PART_NAMES) + r"|attachments/[0-9a-f]{64}")
_AGE_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_AGE_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the tar as the outer manifest lists it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class OuterManifest:
    """What anyone may see: an opaque case id, which device sealed it, and every other member but its own signature."""

    case: str
    revision: int
    device: str
    device_key: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class StatementSigner:
    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What the investigators sign: this case, this revision, this inner manifest, and who signs it."""

    case: str
    revision: int
    manifest_sha256: str
    sealed_at: datetime
    signers: tuple[StatementSigner, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name and plain hash, and the ciphertext that holds it."""

    name: str
    size: int
    sha256: str
    sealed_size: int
    sealed_sha256: str

    @property
    def file(self) -> str:
        return f"parts/{self.sealed_sha256}.age"


@dataclass(frozen=True, slots=True)
class PaperCertificate:
    """By which certificate (its SHA-256) a signer signed the paper: what the signed manifest says, the Ed25519 key vouches for."""

    signer: str
    sha256: str


@dataclass(frozen=True, slots=True)
class InnerManifest:
    """What head office, escrow and the device can read: the case key and every part."""

    case: str
    revision: int
    device: str
    checklist_sha256: str
    sealed_at: datetime
    case_key: str
    recipients: tuple[str, ...]
    signers: tuple[Person, ...]
    parts: tuple[Part, ...]
    certificates: tuple[PaperCertificate, ...] = ()

    def __repr__(self) -> str:
        return f"InnerManifest({self.case}, {len(self.parts)} parts)"  # never the case key


def check_member_name(name: str) -> None:
    """MemberNameRefused for anything that is no member of a case file: there is nothing to escape with."""
    if name not in LARGEST and not _PART_FILE.fullmatch(name):
        raise MemberNameRefused(name)


def largest(name: str) -> int:
    return LARGEST.get(name, LARGEST_PART)


def outer_bytes(outer: OuterManifest) -> bytes:
    return canonical_bytes(
        {
            "format": FORMAT,
            "suite": SUITE,
            "case": outer.case,
            "revision": outer.revision,
            "device": outer.device,
            "device_key": outer.device_key,
            "members": outer.members,
        }
    )


def read_outer(data: bytes) -> OuterManifest:
    """DocumentInvalid, UnsupportedFormat, and the member errors where the list is not what a case file holds."""
    fields = _document(data, OUTER, FORMAT)
    outer = OuterManifest(
        fields.text("case", pattern=CASE_ID),
        fields.whole("revision", least=1, most=1_000_000),
        fields.digest("device"),
        fields.digest("device_key"),
        tuple(_member(item) for item in fields.objects("members", most=MOST_PARTS + 2)),
    )
    fields.done()
    _check_members(outer.members)
    return outer


def _member(fields: Fields) -> Member:
    member = Member(fields.text("name", longest=100), fields.whole("size"), fields.digest("sha256"))
    fields.done()
    return member


def _check_members(members: tuple[Member, ...]) -> None:
    names = [member.name for member in members]
    for position, required in enumerate((DSSE, MANIFEST)):
        if len(names) <= position or names[position] != required:
            raise MissingMember(required)
    for member in members[2:]:
        match = _PART_FILE.fullmatch(member.name)
        if match is None or match.group(1) != member.sha256:
            raise MemberNameRefused(member.name)
    for name, following in pairwise(names[2:]):
        if name == following:
            raise DuplicateMember(name)
        if name > following:
            raise MemberNameRefused(following)


def statement_bytes(statement: Statement) -> bytes:
    return canonical_bytes(
        {
            "format": STATEMENT_FORMAT,
            "case": statement.case,
            "revision": statement.revision,
            "manifest_sha256": statement.manifest_sha256,
            "sealed_at": statement.sealed_at,
            "signers": statement.signers,
        }
    )


def read_statement(data: bytes) -> Statement:
    fields = _document(data, DSSE, STATEMENT_FORMAT, suite=False)
    signers = []
    for item in fields.objects("signers", most=8):
        signers.append(StatementSigner(item.text("id", pattern=CASE_ID), item.digest("key")))
        item.done()
    statement = Statement(
        fields.text("case", pattern=CASE_ID),
        fields.whole("revision", least=1, most=1_000_000),
        fields.digest("manifest_sha256"),
        fields.moment("sealed_at"),
        tuple(signers),
    )
    fields.done()
    return statement


def manifest_bytes(manifest: InnerManifest) -> bytes:
    return canonical_bytes(
        {
            "format": MANIFEST_FORMAT_OF_SIGNED if manifest.certificates else MANIFEST_FORMAT,
            "suite": SUITE,
            "case": manifest.case,
            "revision": manifest.revision,
            "device": manifest.device,
            "checklist_sha256": manifest.checklist_sha256,
            "sealed_at": manifest.sealed_at,
            "case_key": manifest.case_key,
            "recipients": manifest.recipients,
            "signers": manifest.signers,
            "parts": [
                {
                    "name": part.name,
                    "size": part.size,
                    "sha256": part.sha256,
                    "file": part.file,
                    "sealed_size": part.sealed_size,
                    "sealed_sha256": part.sealed_sha256,
                }
                for part in manifest.parts
            ],
            **({"certificates": manifest.certificates} if manifest.certificates else {}),
        }
    )


def read_manifest(data: bytes) -> InnerManifest:
    fields = _document(data, MANIFEST, MANIFEST_FORMAT, MANIFEST_FORMAT_OF_SIGNED)
    is_signed = fields.text("format") == MANIFEST_FORMAT_OF_SIGNED
    manifest = InnerManifest(
        fields.text("case", pattern=CASE_ID),
        fields.whole("revision", least=1, most=1_000_000),
        fields.digest("device"),
        fields.digest("checklist_sha256"),
        fields.moment("sealed_at"),
        fields.text("case_key", pattern=_AGE_SECRET),
        fields.texts("recipients", most=16, pattern=_AGE_RECIPIENT),
        tuple(_person(item) for item in fields.objects("signers", most=8)),
        tuple(_part(item) for item in fields.objects("parts", most=MOST_PARTS)),
        tuple(_certificate(item) for item in fields.objects("certificates", most=8)) if is_signed else (),
    )
    fields.done()
    if is_signed:
        _check_certificates(manifest)
    return manifest


def _check_certificates(manifest: InnerManifest) -> None:
    """At least one, each of another signer of this case, and a paper that they signed."""
    if "report.pdf" not in {part.name for part in manifest.parts}:
        raise MissingMember("report.pdf")
    named = [one.signer for one in manifest.certificates]
    known = {person.id for person in manifest.signers}
    if not named or len(set(named)) != len(named) or not set(named) <= known:
        raise ManifestContradiction(MANIFEST, "certificates", f"{len(named)}", "one or more, each of a signer")


def _certificate(fields: Fields) -> PaperCertificate:
    certificate = PaperCertificate(fields.text("signer", pattern=CASE_ID), fields.digest("sha256"))
    fields.done()
    return certificate


def _person(fields: Fields) -> Person:
    person = Person(
        fields.text("id", pattern=CASE_ID), fields.text("name"), fields.digest("key"), fields.text("staff_number")
    )
    fields.done()
    return person


def _part(fields: Fields) -> Part:
    part = Part(
        fields.text("name", pattern=_PART_NAME),
        fields.whole("size", most=LARGEST_PART),
        fields.digest("sha256"),
        fields.whole("sealed_size", most=LARGEST_PART),
        fields.digest("sealed_sha256"),
    )
    fields.constant("file", part.file)
    fields.done()
    return part


def _document(data: bytes, name: str, *expected: str, suite: bool = True) -> Fields:
    fields = load(data, document=name, most=LARGEST[name], canonical=True)
    found = fields.text("format")
    if found not in expected:
        raise UnsupportedFormat(name, found[:40], expected[-1])
    if suite and (number := fields.whole("suite")) != SUITE:
        raise UnsupportedFormat(name, f"suite {number}", f"suite {SUITE}")
    return fields
