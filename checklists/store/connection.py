"""The one place that opens a SQLCipher file, with every pragma, and that says in our words what the engine reports."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from checklists.model.errors import StoreDamaged, StoreError, StoreFull, StoreLocked

KEY_BYTES = 32
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LITTLE_ROOM = 256 * 1024

# Names from sqlite.org/rescode.html; the primary code is the low byte of the extended one.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

_BEFORE_KEY = ("cipher_log_level = NONE",)
_AFTER_KEY = (
    "cipher_compatibility = 4",
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "foreign_keys = ON",
    # INSERT OR REPLACE fires delete triggers only so: history must not be replaced either.
    "recursive_triggers = ON",
)
_DURABLE = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 1000",
    *(("fullfsync = ON", "checkpoint_fullfsync = ON") if sys.platform == "darwin" else ()),
)


def connect(path: Path, key: bytes, *, durable: bool = True) -> Any:
    """A raw connection to the file under a raw 32-byte key. ``durable`` False: the file is a copy still being made.

    Raises StoreError where the first page cannot be read; which one cannot tell a wrong key from damage.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key has {KEY_BYTES} bytes")
    with store_errors(path):
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            for pragma in (*_BEFORE_KEY, f"key = \"x'{key.hex()}'\"", *_AFTER_KEY, *(_DURABLE if durable else ())):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except BaseException:
            connection.close()
            raise
    return connection


def engine_over(connection: Any) -> Engine:
    """SQLAlchemy over this one connection. Every transaction takes the write lock at once: one writer, no upgrade to fail."""
    # The module is named so that SQLAlchemy wraps this library's exceptions and not those of the standard sqlite3.
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(active: Connection) -> None:
        active.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turns what the engine and the disk report into the tree of ``StoreError``; mistakes of the program pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        translated = _engine_error(path, error.orig)
        if translated is None:
            raise
        raise translated from error
    except dbapi2.Error as error:
        translated = _engine_error(path, error)
        if translated is None:
            raise
        raise translated from error
    except OSError as error:
        kind = StoreFull if error.errno in _NO_ROOM else StoreError
        raise kind(path, str(error)) from error


def _engine_error(path: Path, error: BaseException | None) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    detail = str(error)
    if code == _FULL or (code == _IOERR and _free_bytes(path) < _LITTLE_ROOM):
        return StoreFull(path, detail)
    if code in (_BUSY, _LOCKED):
        return StoreLocked(path, detail)
    if code in (_CORRUPT, _NOTADB):
        return StoreDamaged(path, detail)
    if code in (_READONLY, _IOERR, _CANTOPEN):
        return StoreError(path, detail)
    return None


def _free_bytes(path: Path) -> int:
    return shutil.disk_usage(path.parent).free
