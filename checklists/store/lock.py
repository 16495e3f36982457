"""One program at a time holds a store. The operating system's own lock, so a crash releases it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from checklists.model.errors import StoreLocked

# Windows locks bytes, and locked bytes cannot be read: the lock sits far behind the process id that others may read.
_LOCKED_BYTE = 1 << 30


class StoreLock:
    """Held from construction until ``release``. Raises StoreLocked (with the holder's process id) where another holds it."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            holder = os.read(self._handle, 32).decode("ascii", "replace").strip()
            os.close(self._handle)
            raise StoreLocked(path, f"held by process {holder}" if holder else "held by another process") from error
        os.ftruncate(self._handle, 0)
        os.write(self._handle, str(os.getpid()).encode())

    def release(self) -> None:
        """Gives the store free. May be called twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
