"""Version 1: cases with answers, remarks, history, attachments; packages, outbox, settings."""

from __future__ import annotations


def _only_in_drafts(table: str, event: str) -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    return (
        f"CREATE TRIGGER {table}_{event.lower()}_only_in_drafts BEFORE {event} ON {table}"  # noqa: S608 (names from below)
        f" WHEN (SELECT state FROM cases WHERE id = {row}.case_id) <> 'draft'"
        " BEGIN SELECT RAISE(ABORT, 'case is sealed'); END"
    )


STATEMENTS = (
    "CREATE TABLE setting (key VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)",
    "CREATE TABLE package (sha256 VARCHAR NOT NULL PRIMARY KEY, data BLOB NOT NULL)",
    """
    CREATE TABLE cases (
        id VARCHAR NOT NULL PRIMARY KEY,
        number VARCHAR NOT NULL UNIQUE,
        industry VARCHAR NOT NULL,
        checklist_sha256 VARCHAR NOT NULL REFERENCES package (sha256),
        state VARCHAR NOT NULL,
        case_key VARCHAR NOT NULL,
        client VARCHAR NOT NULL,
        completeness INTEGER NOT NULL,
        problems INTEGER NOT NULL,
        created_at VARCHAR NOT NULL,
        created_by VARCHAR NOT NULL,
        created_on VARCHAR NOT NULL,
        changed_at VARCHAR NOT NULL,
        history_count INTEGER NOT NULL,
        history_head VARCHAR NOT NULL
    )
    """,
    "CREATE INDEX ix_cases_changed_at ON cases (changed_at)",
    """
    CREATE TABLE investigator (
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        position INTEGER NOT NULL,
        person_id VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        key VARCHAR NOT NULL,
        staff_number VARCHAR NOT NULL,
        PRIMARY KEY (case_id, position)
    )
    """,
    """
    CREATE TABLE answer (
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        path VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (case_id, path)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE remark (
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        subject VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        PRIMARY KEY (case_id, subject)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE change (
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        number INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        by VARCHAR NOT NULL,
        device VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        hash VARCHAR NOT NULL,
        PRIMARY KEY (case_id, number)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE attachment (
        id VARCHAR NOT NULL PRIMARY KEY,
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        name VARCHAR NOT NULL,
        media_type VARCHAR NOT NULL,
        size INTEGER NOT NULL,
        sha256 VARCHAR NOT NULL,
        question VARCHAR NOT NULL,
        added_at VARCHAR NOT NULL,
        added_by VARCHAR NOT NULL,
        taken_at VARCHAR,
        place VARCHAR NOT NULL,
        row_question VARCHAR NOT NULL,
        row_removed INTEGER NOT NULL,
        removed_at VARCHAR,
        removed_by VARCHAR NOT NULL
    )
    """,
    "CREATE INDEX ix_attachment_case_id ON attachment (case_id)",
    """
    CREATE TABLE outbox (
        sha256 VARCHAR NOT NULL PRIMARY KEY,
        case_id VARCHAR NOT NULL UNIQUE REFERENCES cases (id),
        sealed_at VARCHAR NOT NULL,
        sealed_by VARCHAR NOT NULL,
        sent_at VARCHAR,
        receipt BLOB
    )
    """,
    # History is only ever appended to, line after line.
    "CREATE TRIGGER change_is_never_altered BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    "CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    """
    CREATE TRIGGER change_follows_the_last BEFORE INSERT ON change
    WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM change WHERE case_id = NEW.case_id), 0)
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
    """,
    # A sealed case never becomes a draft again, and what was sealed stays as it was.
    """
    CREATE TRIGGER sealed_stays_sealed BEFORE UPDATE OF state ON cases
    WHEN OLD.state <> 'draft' AND NEW.state = 'draft'
    BEGIN SELECT RAISE(ABORT, 'case is sealed'); END
    """,
    *(
        _only_in_drafts(table, event)
        for table in ("answer", "remark", "attachment")
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    _only_in_drafts("change", "INSERT"),
)
