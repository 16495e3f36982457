"""Files that survive a power cut: written beside their place, synced, renamed, the folder synced.

The order matters: a name appears only once its bytes are on the disk, and a row that speaks of a file is committed after that.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

PART = ".part"
"""The ending of a file that is still being written; whoever finds one at start may delete it."""


def part_beside(target: Path) -> Path:
    """A fresh temporary name in the target's folder."""
    return target.parent / f"{secrets.token_hex(8)}{PART}"


def sync_file(path: Path) -> None:
    # Windows refuses to flush a file that is open for reading only.
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Makes a rename in ``folder`` durable. NTFS journals names itself and cannot open a folder, so Windows does nothing."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place(part: Path, target: Path) -> None:
    """Gives a synced file its name, durably."""
    part.replace(target)
    sync_folder(target.parent)


def write_file(target: Path, data: bytes) -> None:
    """``target`` holds ``data`` or what it held before, never something between."""
    part = part_beside(target)
    try:
        part.write_bytes(data)
        sync_file(part)
        place(part, target)
    finally:
        part.unlink(missing_ok=True)
