"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(target: Path, data: bytes) -> None:
    """Write beside the target, sync, then take its place. OSError escapes; nothing half-written is left."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as temporary:
        part = Path(temporary.name)
        try:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
        except OSError:
            part.unlink(missing_ok=True)
            raise
    try:
        part.chmod(0o644)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
