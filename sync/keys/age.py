"""age v1 with X25519 identities: what is encrypted on this laptop opens with the stock ``age`` program, and back.

Rules kept, each measured on pyrage 1.4:
- ``encrypt_io`` swallows an error of the last write (a full disk): every write is watched and its error raised here.
- ``decrypt_io`` hands out authenticated chunks before it finds that a later one is damaged: callers decrypt into a
  temporary file and use it only when ``decrypt`` returned.
- ``encrypt_io``, not ``encrypt_file``: the latter holds the interpreter for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage

from sync.errors import CiphertextDamaged, KeyInvalid, WrongIdentity

_IDENTITY = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]+")
_LARGEST_KEY_FILE = 64 * 1024


def new_identity() -> str:
    """A fresh ``AGE-SECRET-KEY-1…``."""
    return str(pyrage.x25519.Identity.generate())


def read_identity(path: Path) -> str:
    """The identity in a key file as ``age-keygen`` writes them. KeyInvalid where there is not exactly one; OSError."""
    with path.open("rb") as file:
        text = file.read(_LARGEST_KEY_FILE).decode("utf-8-sig", errors="replace")
    keys = [line.strip() for line in text.splitlines() if _IDENTITY.fullmatch(line.strip())]
    if len(keys) != 1:
        raise KeyInvalid("age identity")
    recipient_of(keys[0])
    return keys[0]


def recipient_of(identity: str) -> str:
    """The ``age1…`` that belongs to an identity. KeyInvalid where it is no identity."""
    return str(_identity(identity).to_public())


def check_recipient(recipient: str) -> str:
    """The recipient itself, or KeyInvalid."""
    _recipient(recipient)
    return recipient


def encrypt(recipients: Sequence[str], source: BinaryIO, target: BinaryIO) -> None:
    """``source`` to its end as one age file in ``target``, for every recipient. OSError of either file escapes."""
    if not recipients:
        raise KeyInvalid("age recipient")
    reader, writer = _Watched(source), _Watched(target)
    keys = [_recipient(recipient) for recipient in recipients]
    try:
        pyrage.encrypt_io(reader, writer, keys)
    except pyrage.EncryptError as error:
        _raise_first(reader, writer)
        raise OSError(str(error)) from error
    _raise_first(reader, writer)


def decrypt(identity: str, source: BinaryIO, target: BinaryIO) -> None:
    """The plain bytes of the age file ``source``. What stands in ``target`` after an error is not to be used.

    WrongIdentity, CiphertextDamaged; OSError of either file escapes.
    """
    reader, writer = _Watched(source), _Watched(target)
    key = _identity(identity)
    try:
        pyrage.decrypt_io(reader, writer, [key])
    except (pyrage.DecryptError, OSError) as error:
        _raise_first(reader, writer)
        if isinstance(error, pyrage.DecryptError) and "No matching keys" in str(error):
            raise WrongIdentity from error
        raise CiphertextDamaged from error
    _raise_first(reader, writer)


class AgeCipher:
    """How the store keeps attachments: one age file each, under the case's own identity (its ``key``)."""

    def new_key(self) -> str:
        return new_identity()

    def encrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None:
        encrypt([recipient_of(key)], source, target)

    def decrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None:
        decrypt(key, source, target)


class _Watched:
    """A file whose first error is remembered, since the library may lose it, and whose writes are never short."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except BaseException as error:
            self.error = self.error or error
            raise

    def write(self, data: bytes) -> int:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]
        except BaseException as error:
            self.error = self.error or error
            raise
        return len(data)

    def flush(self) -> None:
        """The caller flushes and syncs its own file."""


def _raise_first(*files: _Watched) -> None:
    for file in files:
        if file.error is not None:
            raise file.error


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise KeyInvalid("age identity") from error


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise KeyInvalid("age recipient") from error
