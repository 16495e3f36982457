"""Creating and opening the database file: what is wrong is told apart before anything is used.

missing -> StoreMissing; another program -> StoreLocked; other key -> WrongKey; newer program -> StoreTooNew; all else that
does not read -> StoreDamaged. A database stands under its name only once it is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from checklists.model.errors import StoreDamaged, StoreError, StoreFull, StoreMissing, WrongKey
from checklists.store import keycheck
from checklists.store.connection import connect, store_errors
from checklists.store.durable import place, sync_file
from checklists.store.migrations import migrate

DATABASE = "store.db"
_SMALL = 16 * 1024 * 1024


def create_database(folder: Path, key: bytes) -> None:
    """A new, empty store in ``folder``. Raises StoreError where one is there already."""
    target = folder / DATABASE
    if target.exists() or (folder / keycheck.NAME).exists():
        raise StoreError(target, "a store is already here")
    draft = folder / f"{DATABASE}.new"
    for leftover in folder.glob(f"{draft.name}*"):
        leftover.unlink()
    with store_errors(target):
        with closing_connection(connect(draft, key)) as connection:
            migrate(connection, target)
        sync_file(draft)
        # The database before its key check: a crash between leaves a store that the key still opens.
        place(draft, target)
        try:
            keycheck.write_key_check(folder, key)
        except BaseException:
            # Empty, and its key may be forgotten with this failure: it must not stand in the way of the next try.
            target.unlink(missing_ok=True)
            raise


def open_database(folder: Path, key: bytes) -> Any:
    """A raw connection to the store's database, migrated and looked over."""
    path = folder / DATABASE
    if not path.exists():
        if (folder / keycheck.NAME).exists():
            raise StoreDamaged(path, "the database file is missing")
        raise StoreMissing(path)
    with store_errors(path):
        known = keycheck.key_fits(folder, key)
        if known is False:
            raise WrongKey(path)
        if path.stat().st_size == 0:
            raise StoreDamaged(path, "the database file is empty")
        connection = connect(path, key)
        try:
            migrate(connection, path)
            _look_over(connection, path)
            if known is None:
                keycheck.write_key_check(folder, key)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def closing_connection(connection: Any) -> Iterator[Any]:
    try:
        yield connection
    finally:
        connection.close()


def damaged_pages(connection: Any) -> tuple[str, ...]:
    """The pages whose HMAC does not fit, as SQLCipher words it. What it reads is the file, so the log is folded in first."""
    return tuple(line for (line,) in connection.execute("PRAGMA cipher_integrity_check").fetchall())


def fold_in_log(connection: Any, path: Path) -> bool:
    """Moves the write-ahead log into the file. False where the disk is too full for that: the store still reads."""
    with suppress(StoreFull), store_errors(path):
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
    return False


def _look_over(connection: Any, path: Path) -> None:
    """Whether the file is as long as it says, and, while it is small, whether every page is what was written."""
    if not fold_in_log(connection, path):
        return
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    page_bytes = int(connection.execute("PRAGMA cipher_page_size").fetchone()[0])
    size = path.stat().st_size
    if size < pages * page_bytes:
        raise StoreDamaged(path, f"the file has {size} bytes of {pages * page_bytes}")
    if size <= _SMALL and (damage := damaged_pages(connection)):
        raise StoreDamaged(path, "; ".join(damage[:5]))
