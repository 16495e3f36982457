"""Files that come in or leave on the user's wish: whole, or not at all, and never more than may be."""

from __future__ import annotations

import errno
from pathlib import Path

from sync.durable import write_whole

LARGEST_ATTACHMENT = 256 * 1024 * 1024
"""A film of some minutes. A file is held in memory while it is encrypted."""


def read_file(path: Path, *, most: int) -> bytes:
    """The file's bytes. OSError, of the kind EFBIG where there are more than ``most``: a device or a pipe may have no end."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"超过 {most // 1_048_576} MB", str(path))
    return data


def write_file(path: Path, data: bytes) -> None:
    """``data`` as the whole of ``path``, in a folder made where there is none. OSError escapes, naming ``path``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
