"""Files that leave the store on the user's wish: whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from sync.durable import write_whole


def write_file(path: Path, data: bytes) -> None:
    """``data`` as the whole of ``path``, in a folder made where there is none. OSError escapes, naming ``path``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
