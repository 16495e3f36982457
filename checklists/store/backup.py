"""A second store that opens like the first: the database by SQLite's online backup, then the files, which never change."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from checklists.model.errors import StoreDamaged, StoreError
from checklists.store import keycheck
from checklists.store.connection import connect, store_errors
from checklists.store.durable import part_beside, place, sync_file
from checklists.store.opening import DATABASE, closing_connection, damaged_pages


def back_up_database(connection: Any, key: bytes, to: Path) -> None:
    """Copies the open database into the folder ``to``, encrypted under the same key, and reads the copy back.

    The copy takes its name only after every page of it passed: an earlier backup stays until then.
    """
    target = to / DATABASE
    part = part_beside(target)
    try:
        with store_errors(target):
            with closing_connection(connect(part, key, durable=False)) as copy:
                connection.backup(copy)
            with closing_connection(connect(part, key, durable=False)) as copy:
                damage = damaged_pages(copy)
                if damage:
                    raise StoreDamaged(target, "; ".join(damage[:5]))
            sync_file(part)
            _refuse_open_log(target)
            place(part, target)
            keycheck.write_key_check(to, key)
    finally:
        for leftover in to.glob(f"{part.name}*"):
            leftover.unlink()


def back_up_files(files: Iterable[tuple[Path, str]], to: Path) -> None:
    """Copies each (file, SHA-256) that ``to`` does not hold yet, and proves the copy."""
    for source, sha256 in files:
        target = to / source.name
        if target.exists():
            continue
        part = part_beside(target)
        try:
            with store_errors(target):
                shutil.copyfile(source, part)
                with part.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                        raise StoreDamaged(source, "the file is not what its name says")
                sync_file(part)
                place(part, target)
        finally:
            part.unlink(missing_ok=True)


def _refuse_open_log(target: Path) -> None:
    # A log beside the old copy would be replayed into the new one.
    log = target.with_name(target.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(target, "the backup's folder is a store in use")
