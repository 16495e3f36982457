"""What the store relies on of a cipher, run on the tests' own and on the one that is shipped."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from checklists.store import BlobCipher, CaseStore
from sync.keys import AgeCipher
from tests.unit.checklists.store.stores import AT, KEY, PACKAGE, StreamCipher

LONG = bytes(range(256)) * 1024


@pytest.fixture(params=[StreamCipher, AgeCipher])
def cipher(request: pytest.FixtureRequest) -> BlobCipher:
    made: BlobCipher = request.param()
    return made


def encrypted(cipher: BlobCipher, key: str, data: bytes) -> bytes:
    target = io.BytesIO()
    cipher.encrypt(key, io.BytesIO(data), target)
    return target.getvalue()


@pytest.mark.parametrize("data", [b"", b"x", LONG])
def test_what_went_in_comes_out(cipher: BlobCipher, data: bytes) -> None:
    key = cipher.new_key()
    plain = io.BytesIO()
    cipher.decrypt(key, io.BytesIO(encrypted(cipher, key, data)), plain)
    assert plain.getvalue() == data


def test_same_bytes_are_never_encrypted_to_the_same(cipher: BlobCipher) -> None:
    key = cipher.new_key()
    assert encrypted(cipher, key, b"photo") != encrypted(cipher, key, b"photo")
    assert cipher.new_key() != cipher.new_key()


def test_ciphertext_shows_nothing_of_the_plain_bytes(cipher: BlobCipher) -> None:
    assert b"WITNESS" not in encrypted(cipher, cipher.new_key(), b"WITNESS" * 100)


@pytest.mark.parametrize("position", [0, 20, -1])
def test_altered_bytes_are_refused(cipher: BlobCipher, position: int) -> None:
    key = cipher.new_key()
    altered = bytearray(encrypted(cipher, key, LONG))
    altered[position] ^= 1
    with pytest.raises(Exception):  # noqa: B017, PT011 (which error it is, is the cipher's own affair)
        cipher.decrypt(key, io.BytesIO(altered), io.BytesIO())


def test_another_key_opens_nothing(cipher: BlobCipher) -> None:
    ciphertext = encrypted(cipher, cipher.new_key(), LONG)
    with pytest.raises(Exception):  # noqa: B017, PT011 (which error it is, is the cipher's own affair)
        cipher.decrypt(cipher.new_key(), io.BytesIO(ciphertext), io.BytesIO())


def test_store_keeps_and_gives_back_attachments_with_it(cipher: BlobCipher, tmp_path: Path) -> None:
    with CaseStore.create(tmp_path, KEY, cipher) as store:
        sha256 = store.put_package(PACKAGE)
        store.new_case(case_id="c", industry="x", checklist_sha256=sha256, investigators=(), by="p", device="d", at=AT)
        kept = store.add_attachment("c", LONG, name="a", media_type="x", question="", by="p", at=AT)
        assert store.read_attachment("c", kept.id) == LONG
