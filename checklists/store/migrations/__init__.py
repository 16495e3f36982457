"""The schema's history: one module a version, each complete in itself, applied in order, each in one transaction.

``PRAGMA user_version`` holds the number of the last one. A released migration is never edited: the next one mends.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checklists.model.errors import StoreTooNew
from checklists.store.migrations import m0001_first, m0002_checklist_updates, m0003_picture_hashes, m0004_marks

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    m0001_first.STATEMENTS,
    m0002_checklist_updates.STATEMENTS,
    m0003_picture_hashes.STATEMENTS,
    m0004_marks.STATEMENTS,
)


def migrate(connection: Any, path: Path, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Brings the schema up to date. Raises StoreTooNew, having touched nothing, where a newer program has been here."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(migrations):
        raise StoreTooNew(path, f"schema {version}, this program knows {len(migrations)}")
    for number, statements in enumerate(migrations[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
