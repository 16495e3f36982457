"""Attachments are encrypted so that nothing is lost in silence and stock age opens them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from sync.errors import CiphertextDamaged, KeyInvalid, WrongIdentity
from sync.keys import AgeCipher, recipient_of
from sync.keys.age import decrypt, encrypt, new_identity, read_identity


class FullDisk(io.RawIOBase):
    """Takes ``room`` bytes, then has no more."""

    def __init__(self, room: int) -> None:
        self.room = room

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.room -= len(cast("bytes", data))
        if self.room < 0:
            raise OSError(28, "No space left on device")
        return len(cast("bytes", data))


class Drip(io.BytesIO):
    """A raw file that writes a few bytes at a time, as files may."""

    def write(self, data: object) -> int:
        return super().write(cast("bytes", data)[:1000])


def _encrypted(plain: bytes, key: str) -> bytes:
    target = io.BytesIO()
    AgeCipher().encrypt(key, io.BytesIO(plain), target)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_was_encrypted_comes_back(size: int) -> None:
    key, plain, target = AgeCipher().new_key(), bytes(size), io.BytesIO()
    AgeCipher().decrypt(key, io.BytesIO(_encrypted(plain, key)), target)
    assert target.getvalue() == plain


def test_the_same_photo_never_encrypts_to_the_same_bytes() -> None:
    key = new_identity()
    assert _encrypted(b"x", key) != _encrypted(b"x", key)


@pytest.mark.parametrize("size", [0, 100, 70_000, 1_000_000])
def test_a_full_disk_is_an_error_even_at_the_last_write(size: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        encrypt([recipient_of(new_identity())], io.BytesIO(bytes(size)), cast("BinaryIO", FullDisk(size)))


def test_a_full_disk_while_decrypting_is_told_from_damage() -> None:
    key = new_identity()
    with pytest.raises(OSError, match="No space left"):
        decrypt(key, io.BytesIO(_encrypted(bytes(100), key)), cast("BinaryIO", FullDisk(50)))


def test_short_writes_lose_nothing() -> None:
    key, target, back = new_identity(), Drip(), io.BytesIO()
    encrypt([recipient_of(key)], io.BytesIO(b"y" * 200_000), target)
    decrypt(key, io.BytesIO(target.getvalue()), back)
    assert back.getvalue() == b"y" * 200_000


def test_another_key_is_told_from_damage() -> None:
    with pytest.raises(WrongIdentity):
        decrypt(new_identity(), io.BytesIO(_encrypted(b"x", new_identity())), io.BytesIO())


@pytest.mark.parametrize("cut", [0, 10, 300, 65_536 + 200, 131_072 + 232, 199_999])
def test_a_shortened_file_is_damaged(cut: int) -> None:
    key = new_identity()
    with pytest.raises(CiphertextDamaged):
        decrypt(key, io.BytesIO(_encrypted(bytes(200_000), key)[:cut]), io.BytesIO())


def test_a_lengthened_or_altered_file_is_damaged() -> None:
    key = new_identity()
    sealed = bytearray(_encrypted(bytes(1000), key))
    for damaged in (bytes(sealed) + b"x", bytes(sealed[:-9]) + b"?" + bytes(sealed[-8:])):
        with pytest.raises(CiphertextDamaged):
            decrypt(key, io.BytesIO(damaged), io.BytesIO())


def test_a_text_that_is_no_key_is_refused() -> None:
    with pytest.raises(KeyInvalid):
        recipient_of("AGE-SECRET-KEY-1NOTAKEY")
    with pytest.raises(KeyInvalid):
        encrypt(["age1nokey"], io.BytesIO(b""), io.BytesIO())
    with pytest.raises(KeyInvalid):
        encrypt([], io.BytesIO(b""), io.BytesIO())


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_stock_age_opens_a_blob(tmp_path: Path) -> None:
    key = new_identity()
    (tmp_path / "key").write_text(key)
    (tmp_path / "blob").write_bytes(_encrypted("货架第三排".encode(), key))
    opened = subprocess.run(
        ["age", "-d", "-i", str(tmp_path / "key"), str(tmp_path / "blob")], capture_output=True, check=True
    )
    assert opened.stdout.decode() == "货架第三排"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", b"# nothing else\n", b"AGE-SECRET-KEY-1" + b"Q" * 58, b"x" * 200_000]
)
def test_file_without_an_identity_is_no_key(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "identity"
    file.write_bytes(data)
    with pytest.raises(KeyInvalid):
        read_identity(file)


def test_identity_is_read_from_a_file_as_age_keygen_writes_it(tmp_path: Path) -> None:
    file, identity = tmp_path / "identity", new_identity()
    file.write_text(f"\ufeff# created\r\n# public key: {recipient_of(identity)}\r\n{identity}\r\n", encoding="utf-8")
    assert read_identity(file) == identity
