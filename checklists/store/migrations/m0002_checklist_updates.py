"""Version 2: the versions that a case was on, and the answers that its checklist no longer takes."""

from __future__ import annotations


def _only_in_drafts(event: str) -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    return (
        f"CREATE TRIGGER set_aside_{event.lower()}_only_in_drafts BEFORE {event} ON set_aside"  # noqa: S608 (names from below)
        f" WHEN (SELECT state FROM cases WHERE id = {row}.case_id) <> 'draft'"
        " BEGIN SELECT RAISE(ABORT, 'case is sealed'); END"
    )


STATEMENTS = (
    "ALTER TABLE cases ADD COLUMN earlier_checklists VARCHAR NOT NULL DEFAULT ''",
    """
    CREATE TABLE set_aside (
        case_id VARCHAR NOT NULL REFERENCES cases (id),
        since INTEGER NOT NULL,
        place INTEGER NOT NULL,
        body VARCHAR NOT NULL,
        PRIMARY KEY (case_id, since, place)
    ) WITHOUT ROWID
    """,
    *(_only_in_drafts(event) for event in ("INSERT", "UPDATE", "DELETE")),
    # A draft moves to another version of its checklist; what was sealed was sealed under one.
    """
    CREATE TRIGGER sealed_keeps_its_checklist BEFORE UPDATE OF checklist_sha256, earlier_checklists ON cases
    WHEN OLD.state <> 'draft'
    AND (NEW.checklist_sha256 <> OLD.checklist_sha256 OR NEW.earlier_checklists <> OLD.earlier_checklists)
    BEGIN SELECT RAISE(ABORT, 'case is sealed'); END
    """,
)
