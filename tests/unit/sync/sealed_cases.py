"""A small office's worth of keys, and sealed case files made with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from checklists.model.canonical import canonical_bytes
from checklists.model.case import Attachment, AuditEntry, Case, CaseState, Change, ChangeKind, Person
from checklists.model.history import NO_ENTRY, chained_hash
from sync.casefile import write_case, write_history
from sync.envelope import PaperCertificate, SealedInfo, Signatory, seal
from sync.envelope.archive import END, header, padding
from sync.keys import AgeCipher, Argon2Cost, DeviceKeys, Keyring, Signer, recipient_of
from sync.keys.age import new_identity

QUICK = Argon2Cost(memory_kib=64, time=1, lanes=1)
"""So that a test does not pay for what an attacker has to pay."""

SEALED_AT = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
PARTS: Mapping[str, bytes] = {
    "case.json": b'{"a":1}',
    "history.jsonl": b"",
    "package.json": b"{}",
    "assessment.json": '{"结论":"同意"}'.encode(),
    "report.pdf": b"%PDF-1.7 " + bytes(range(256)) * 40,
}


def quick_keyring(path: Path, name: str = "王敏", passphrase: str = "春天去看店铺十二家") -> Keyring:
    Keyring.create(path, name=name, passphrase=passphrase, cost=QUICK)
    return Keyring(path, cost=QUICK)


@dataclass(frozen=True)
class Investigator:
    """Someone who can sign, without a keyring."""

    person: Person
    signer: Signer


def an_investigator(name: str = "王敏", person_id: str = "u1") -> Investigator:
    signer = Signer.generate()
    return Investigator(Person(person_id, name, signer.public_key, "A0" + person_id), signer)


def a_device() -> DeviceKeys:
    return DeviceKeys(Signer.generate(), new_identity())


class Bench:
    """Two investigators, a laptop, head office and escrow, and a case key."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.first: Signatory = an_investigator()
        self.second: Signatory = an_investigator("李强", "u2")
        self.device = a_device()
        self.office = new_identity()
        self.escrow = new_identity()
        self.case_key = new_identity()
        self.recipients = (recipient_of(self.office), recipient_of(self.escrow))

    @property
    def people(self) -> list[Person]:
        return [self.first.person, self.second.person]

    def seal_a_case(
        self, *photos: bytes, name: str = "case.jdc", case_id: str = "01J9-case", revision: int = 1
    ) -> tuple[Path, SealedInfo]:
        """A whole, consistent case, of which head office can judge everything."""
        attachments = [self.an_attachment(photo) for photo in photos]
        case, history = a_case(case_id, tuple(attachment for attachment, _ in attachments))
        parts = parts_of_a_case(case, history)
        return self.seal(
            *attachments,
            name=name,
            case_id=case_id,
            revision=revision,
            parts=parts,
            checklist_sha256=case.checklist_sha256,
        )

    def an_attachment(self, content: bytes, name: str = "货架.jpg") -> tuple[Attachment, Path]:
        """A photo as the store keeps it: an age file under the case key, named by its hash."""
        plain, sealed = self.folder / "plain", self.folder / "sealed"
        plain.write_bytes(content)
        with plain.open("rb") as source, sealed.open("wb") as target:
            AgeCipher().encrypt(self.case_key, source, target)
        blob = hashlib.sha256(sealed.read_bytes()).hexdigest()
        file = sealed.replace(self.folder / blob)
        digest = hashlib.sha256(content).hexdigest()
        return Attachment(blob, name, "image/jpeg", len(content), digest, "/data/x", SEALED_AT, "u1"), file

    def seal(
        self,
        *attachments: tuple[Attachment, Path],
        name: str = "case.jdc",
        case_id: str = "01J9-case",
        revision: int = 1,
        parts: Mapping[str, bytes] = PARTS,
        signers: tuple[Signatory, ...] | None = None,
        device: DeviceKeys | None = None,
        checklist_sha256: str = "c" * 64,
        certificates: tuple[PaperCertificate, ...] = (),
    ) -> tuple[Path, SealedInfo]:
        path = self.folder / name
        info = seal(
            path,
            case_id=case_id,
            revision=revision,
            checklist_sha256=checklist_sha256,
            sealed_at=SEALED_AT,
            parts=parts,
            attachments=attachments,
            case_key=self.case_key,
            recipients=self.recipients,
            signers=(self.first, self.second) if signers is None else signers,
            device=device or self.device,
            certificates=certificates,
        )
        return path, info


def fake_recompute(case: Case, package: bytes) -> bytes:
    """A method small enough to be seen through: a point an answer, a thousand yuan a point."""
    points = len(case.answers)
    grade = json.loads(package)["grade"]
    return canonical_bytes({"limit": {"recommended": points * 1000}, "score": {"grade": grade, "total": points}})


PACKAGE = b'{"grade":"B"}'


def a_case(case_id: str = "01J9-case", attachments: tuple[Attachment, ...] = ()) -> tuple[Case, tuple[AuditEntry, ...]]:
    """A case of three answers and a remark, with the trail of how they came about."""
    changes = [
        Change(ChangeKind.SET, "/data/client_name", "", "李记批发部"),
        Change(ChangeKind.SET, "/data/stock[1]/quantity", "", "120"),
        Change(ChangeKind.SET, "/data/stock[1]/quantity", "120", "118"),
        Change(ChangeKind.SET, "/data/declared_sales", "", "3600000"),
        Change(ChangeKind.REMARK, "check/equity_check", "", "春节前集中备货"),
        *(Change(ChangeKind.ATTACH, one.question, "", one.id) for one in attachments),
    ]
    entries: list[AuditEntry] = []
    for number, change in enumerate(changes, start=1):
        entry = AuditEntry(number, SEALED_AT, "u1", "laptop", change, "", "")
        digest = chained_hash(
            entries[-1].hash if entries else NO_ENTRY,
            case_id=case_id,
            number=number,
            at=entry.at,
            by=entry.by,
            device=entry.device,
            change=change,
            reason="",
        )
        entries.append(replace(entry, hash=digest))
    case = Case(
        id=case_id,
        number="2026-0007",
        industry="fmcg_wholesale",
        checklist_sha256=hashlib.sha256(PACKAGE).hexdigest(),
        created_at=SEALED_AT,
        state=CaseState.SEALED,
        investigators=(Person("u1", "王敏", "a" * 64, "0417"), Person("u2", "李强")),
        answers={
            "/data/client_name": "李记批发部",
            "/data/declared_sales": "3600000",
            "/data/stock[1]/quantity": "118",
        },
        remarks={"check/equity_check": "春节前集中备货"},
        attachments=attachments,
    )
    return case, tuple(entries)


def parts_of_a_case(case: Case, history: tuple[AuditEntry, ...]) -> dict[str, bytes]:
    return {
        "case.json": write_case(case),
        "history.jsonl": write_history(history),
        "package.json": PACKAGE,
        "assessment.json": fake_recompute(case, PACKAGE),
        "report.pdf": b"%PDF-1.7 report",
    }


def members(data: bytes) -> list[tuple[str, bytes]]:
    """The members of a tar of ours, read the simple way."""
    found, position = [], 0
    while any(block := data[position : position + 512]):
        name, size = block[:100].rstrip(b"\0").decode(), int(block[124:135], 8)
        found.append((name, data[position + 512 : position + 512 + size]))
        position += 512 + size + padding(size)
    return found


def packed(content: list[tuple[str, bytes]]) -> bytes:
    """A tar of these members, whatever they are."""
    return b"".join(header(name, len(data)) + data + bytes(padding(len(data))) for name, data in content) + END


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The case file with its members changed and nothing signed anew."""
    content = dict(members(path.read_bytes()))
    change(content)
    path.write_bytes(packed(list(content.items())))
