"""Version 4: what identifies each case's people and things, so that another case finds them again at once.

``marked_at`` is the length of the history whose answers left the marks; every case of before is due.
"""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE cases ADD COLUMN marked_at INTEGER NOT NULL DEFAULT -1",
    """
    CREATE TABLE mark (
        meaning VARCHAR NOT NULL,
        key VARCHAR NOT NULL,
        role VARCHAR NOT NULL,
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        path VARCHAR NOT NULL,
        PRIMARY KEY (meaning, key, role, case_id, path)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX ix_mark_case_id ON mark (case_id)",
)
