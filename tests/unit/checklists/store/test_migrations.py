"""The schema that migrations build is the schema that the rows describe; a migration happens whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from checklists.model.errors import StoreTooNew
from checklists.store.migrations import MIGRATIONS, migrate
from checklists.store.tables import StoreRow

PATH = Path("store.db")


def empty() -> Any:
    return dbapi2.connect(":memory:", isolation_level=None)


def shape(connection: Any) -> dict[str, Any]:
    """Every table with its columns (name, type, not null, place in the key), references, indexes and rowid."""
    result = {}
    tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    for name, sql in connection.execute(tables).fetchall():
        columns = connection.execute(f"PRAGMA table_info('{name}')").fetchall()
        indexes = connection.execute(f"PRAGMA index_list('{name}')").fetchall()
        result[name] = {
            "columns": [(column, kind, bool(required), key) for _, column, kind, required, _, key in columns],
            "references": sorted(
                row[2:5] for row in connection.execute(f"PRAGMA foreign_key_list('{name}')").fetchall()
            ),
            "indexes": sorted(
                (
                    bool(unique),
                    tuple(row[2] or "" for row in connection.execute(f"PRAGMA index_info('{index}')").fetchall()),
                )
                for _, index, unique, _, _ in indexes
            ),
            "without_rowid": "WITHOUT ROWID" in sql,
        }
    return result


def test_migrated_schema_is_the_one_of_the_rows() -> None:
    from sqlalchemy import StaticPool, create_engine

    migrated, described = empty(), empty()
    migrate(migrated, PATH)
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: described, poolclass=StaticPool)
    StoreRow.metadata.create_all(engine)
    assert shape(migrated) == shape(described)
    assert len(shape(migrated)) == 11
    engine.dispose()
    migrated.close()


def test_migrating_twice_changes_nothing() -> None:
    connection = empty()
    migrate(connection, PATH)
    before = connection.execute("SELECT * FROM sqlite_schema").fetchall()
    migrate(connection, PATH)
    assert connection.execute("SELECT * FROM sqlite_schema").fetchall() == before
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    connection.close()


def test_later_migrations_run_on_what_is_there() -> None:
    connection = empty()
    migrate(connection, PATH, MIGRATIONS[:1])
    connection.execute("INSERT INTO setting VALUES ('a', 'b')")
    migrate(connection, PATH, (*MIGRATIONS[:1], ("ALTER TABLE setting ADD COLUMN note VARCHAR NOT NULL DEFAULT ''",)))
    assert connection.execute("SELECT * FROM setting").fetchall() == [("a", "b", "")]
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
    connection.close()


def test_migration_that_fails_leaves_the_version_before() -> None:
    connection = empty()
    migrate(connection, PATH, MIGRATIONS[:1])
    broken = ("CREATE TABLE half (x)", "CREATE TABLE setting (x)")
    with pytest.raises(dbapi2.OperationalError):
        migrate(connection, PATH, (*MIGRATIONS[:1], broken))
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone()[0] == 0
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    connection.close()


def test_newer_schema_is_refused() -> None:
    connection = empty()
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(StoreTooNew):
        migrate(connection, PATH)
    connection.close()
