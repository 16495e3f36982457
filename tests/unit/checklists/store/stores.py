"""Stores for tests: a small one with a case in it, and a cipher that works without cryptography."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from checklists.model.case import Case, Change, ChangeKind, Person
from checklists.store import CaseStore

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PACKAGE = b'{"format":"jindiao-package/1"}'
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ZHANG = Person(id="p-zhang", name="张调查", key="ab" * 32, staff_number="0731")


class StreamCipher:
    """A keystream from SHA-256 and a tag over all: enough to behave like a cipher. Not for secrets."""

    def new_key(self) -> str:
        return secrets.token_hex(16)

    def encrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None:
        nonce = secrets.token_bytes(16)
        body = _mixed(source.read(), key, nonce)
        target.write(nonce)
        target.write(_tag(key, nonce, body))
        target.write(body)

    def decrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None:
        data = source.read()
        nonce, tag, body = data[:16], data[16:48], data[48:]
        if tag != _tag(key, nonce, body):
            raise ValueError("not written under this key")
        target.write(_mixed(body, key, nonce))


def _tag(key: str, nonce: bytes, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + nonce + body).digest()


def _mixed(data: bytes, key: str, nonce: bytes) -> bytes:
    def stream() -> Iterator[int]:
        counter = 0
        while True:
            yield from hashlib.sha256(key.encode() + nonce + counter.to_bytes(8, "big")).digest()
            counter += 1

    return bytes(a ^ b for a, b in zip(data, stream(), strict=False))


class Desk:
    """One open store with its usual author, and short words for what an investigator does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = CaseStore.create(folder, KEY, StreamCipher())
        self.sha256 = self.store.put_package(PACKAGE)
        self.minutes = 0

    def reopened(self) -> CaseStore:
        self.store.close()
        self.store = CaseStore.open(self.folder, KEY, StreamCipher())
        return self.store

    def now(self) -> datetime:
        self.minutes += 1
        return AT + timedelta(minutes=self.minutes)

    def case(self, case_id: str = "case-1", client: str = "") -> Case:
        case = self.store.new_case(
            case_id=case_id,
            industry="fmcg_wholesale",
            checklist_sha256=self.sha256,
            investigators=(ZHANG,),
            by=ZHANG.id,
            device="laptop-7",
            at=self.now(),
        )
        if client:
            self.save(answer("/data/identity/client_name", client), case_id=case_id, client=client)
        return case

    def save(self, *changes: Change, case_id: str = "case-1", reason: str = "", client: str | None = None) -> None:
        self.store.save(case_id, changes, by=ZHANG.id, device="laptop-7", at=self.now(), reason=reason, client=client)

    def attach(self, data: bytes = b"photo", *, case_id: str = "case-1", question: str = "/data/premises/photo") -> str:
        return self.store.add_attachment(
            case_id,
            data,
            name="门头.jpg",
            media_type="image/jpeg",
            question=question,
            by=ZHANG.id,
            device="laptop-7",
            at=self.now(),
        ).id

    def answers(self, case_id: str = "case-1") -> dict[str, str]:
        return dict(self.store.case(case_id).answers)

    def sealed_file(self, content: bytes = b"sealed bytes") -> tuple[Path, str]:
        path = self.folder.parent / "case.jdc"
        path.write_bytes(content)
        return path, hashlib.sha256(content).hexdigest()

    def seal(self, case_id: str = "case-1", content: bytes = b"sealed bytes") -> str:
        path, sha256 = self.sealed_file(content)
        self.store.seal(case_id, path, sha256=sha256, by=ZHANG.id, at=self.now())
        return sha256


def answer(path: str, value: str) -> Change:
    return Change(ChangeKind.SET, path, new=value)


def row_added(path: str, *rows: tuple[str, str]) -> Change:
    return Change(ChangeKind.ADD_ROW, path, rows=rows)


def row_removed(path: str) -> Change:
    return Change(ChangeKind.REMOVE_ROW, path)


def remark(subject: str, text: str) -> Change:
    return Change(ChangeKind.REMARK, subject, new=text)
