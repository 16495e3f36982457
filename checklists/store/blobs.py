"""Attachments on the disk: each encrypted once under its case's key, named by the SHA-256 of its ciphertext.

The file is complete and durable before its row is committed. So a crash leaves at worst a file without a row, never a row
without its file; at start the first is set aside, the second is reported.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from checklists.model.errors import StoreDamaged
from checklists.store.cipher import BlobCipher
from checklists.store.connection import store_errors
from checklists.store.durable import PART, part_beside, place, sync_folder


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was found at start: leftovers deleted, files set aside because no row knows them, rows whose file is gone."""

    deleted: tuple[str, ...]
    quarantined: tuple[str, ...]
    missing: tuple[str, ...]


class BlobFolder:
    """Content-addressed ciphertext files in ``folder``; strangers are moved to ``quarantine``, never deleted."""

    def __init__(self, folder: Path, quarantine: Path, cipher: BlobCipher) -> None:
        self._folder, self._quarantine, self._cipher = folder, quarantine, cipher

    def path(self, blob_id: str) -> Path:
        return self._folder / blob_id

    def write(self, key: str, data: bytes) -> str:
        """Encrypts ``data`` into a file and gives its id. Raises StoreFull with nothing left behind."""
        part = part_beside(self._folder / "x")
        try:
            with store_errors(part), part.open("xb") as file:
                target = _HashingWriter(file)
                try:
                    self._cipher.encrypt(key, io.BytesIO(data), cast("BinaryIO", target))
                finally:
                    # A cipher may dress the disk's error up as its own; the disk's is the truth.
                    target.raise_failure()
                file.flush()
                os.fsync(file.fileno())
            with store_errors(part):
                place(part, self.path(target.sha256))
        finally:
            part.unlink(missing_ok=True)
        return target.sha256

    def read(self, key: str, blob_id: str) -> bytes:
        """The plain bytes. Raises StoreDamaged where the file is gone or is not what its name says."""
        path = self.path(blob_id)
        with store_errors(path):
            try:
                ciphertext = path.read_bytes()
            except FileNotFoundError as error:
                raise StoreDamaged(path, "the attachment's file is missing") from error
        if hashlib.sha256(ciphertext).hexdigest() != blob_id:
            raise StoreDamaged(path, "the attachment's file was altered")
        plain = io.BytesIO()
        self._cipher.decrypt(key, io.BytesIO(ciphertext), plain)
        return plain.getvalue()

    def fault(self, blob_id: str) -> str:
        """What is wrong with the file, "" where nothing is."""
        fault = file_fault(self.path(blob_id), blob_id)
        return fault and f"attachment: {fault}"

    def remove(self, blob_id: str) -> None:
        self.path(blob_id).unlink(missing_ok=True)
        sync_folder(self._folder)

    def sweep(self, *, kept: Collection[str], removed: Collection[str]) -> Sweep:
        """Makes the folder agree with the rows: ``kept`` have a file, ``removed`` no longer should."""
        deleted, quarantined = [], []
        found = {entry.name for entry in os.scandir(self._folder) if entry.is_file(follow_symlinks=False)}
        for name in sorted(found - set(kept)):
            if name.endswith(PART) or name in removed:
                (self._folder / name).unlink()
                deleted.append(name)
            else:
                set_aside(self._folder / name, self._quarantine)
                quarantined.append(name)
        return Sweep(tuple(deleted), tuple(quarantined), tuple(sorted(set(kept) - found)))


def file_fault(path: Path, sha256: str) -> str:
    """Whether the file is there and is what its hash says, "" where it is."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return f"{path.name} is missing"
    return "" if found == sha256 else f"{path.name} was altered"


def set_aside(path: Path, quarantine: Path) -> None:
    """Moves a file that no row knows out of the way, keeping every earlier one of its name."""
    target, attempt = quarantine / path.name, 1
    while target.exists():
        attempt += 1
        target = quarantine / f"{path.name}.{attempt}"
    place(path, target)
    sync_folder(path.parent)


class _HashingWriter(io.RawIOBase):
    """Passes bytes on, counts their SHA-256, and remembers the first error of the disk."""

    def __init__(self, target: BinaryIO) -> None:
        super().__init__()
        self._target, self._digest = target, hashlib.sha256()
        self._failure: OSError | None = None

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all that ciphers write
        try:
            self._target.write(data)
        except OSError as error:
            self._failure = self._failure or error
            raise
        self._digest.update(data)
        return len(data)

    def flush(self) -> None:
        try:
            self._target.flush()
        except OSError as error:
            self._failure = self._failure or error
            raise

    def raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
