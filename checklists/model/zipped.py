"""A zip archive from outside, as .xlsx files are: opened within bounds, whatever it claims of itself.

Rules kept: the number of parts is bounded before a directory is read, the unpacked size before a byte is unpacked; no part
yields more than the archive said it holds; names are only compared, never used as paths; an archive inside is bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from checklists.model.errors import SpreadsheetError

MEGABYTE = 1_048_576

_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, LookupError, RuntimeError,
    NotImplementedError, OverflowError,
)  # fmt: skip
"""What ``zipfile`` raises over archives that are not what they claim to be."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many parts an archive may have, how many bytes they may unpack to together, and how many the largest one read."""

    parts: int
    unpacked: int
    largest: int


class Zipped:
    """An archive's parts by name, whatever the case and the slashes of the names."""

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        """Raises SpreadsheetError: ``not-zip``, ``damaged``, ``encrypted``, ``too-many-parts``, ``too-large``."""
        if not data.startswith(b"PK"):
            raise SpreadsheetError("not-zip")
        # Every part has an entry, so there are not more parts than marks: known before zipfile builds a list of them.
        if (count := data.count(_DIRECTORY_ENTRY)) > bounds.parts:
            raise SpreadsheetError("too-many-parts", str(count))
        with _told_as_damage():
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            parts = self._archive.infolist()
        self._bounds = bounds
        self._parts = {_plain(part.filename): part for part in parts}
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise SpreadsheetError("encrypted")
        unpacked = sum(part.file_size for part in parts)
        if unpacked > bounds.unpacked:
            raise SpreadsheetError("too-large", f"{unpacked // MEGABYTE} MB")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in lower case."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def read(self, name: str, *, most: int) -> bytes:
        """A small part as a whole, "" where there is none. Raises SpreadsheetError where it is larger than ``most``."""
        part = self._parts.get(_plain(name))
        if part is None:
            return b""
        if part.file_size > most:
            raise SpreadsheetError("too-large", f"{part.file_size // MEGABYTE} MB")
        with _told_as_damage():
            return self._archive.read(part)

    def marks(self, name: str) -> int:
        """How many "<" a part holds: unpacking is fast, and tells how long reading would take."""
        source = self.open(name)
        count = 0
        while piece := source.piece(MEGABYTE):
            count += piece.count(b"<")
        source.close()
        return count

    def open(self, name: str) -> Part:
        """A part to be read piece by piece. Raises SpreadsheetError where it is missing or too large."""
        part = self._parts.get(_plain(name))
        if part is None:
            raise SpreadsheetError("damaged", name)
        if part.file_size > self._bounds.largest:
            raise SpreadsheetError("too-large", f"{part.file_size // MEGABYTE} MB")
        with _told_as_damage():
            return Part(self._archive.open(part))


class Part:
    """One part of an archive, unpacked as it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def piece(self, size: int) -> bytes:
        """The next bytes, "" at the end. Raises SpreadsheetError where they are damaged."""
        with _told_as_damage():
            return self._source.read(size)

    def close(self) -> None:
        self._source.close()


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


@contextmanager
def _told_as_damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise SpreadsheetError("damaged", type(error).__name__) from error
