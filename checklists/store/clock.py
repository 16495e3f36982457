"""Times as the database keeps them: RFC 3339 in UTC with microseconds, so that texts sort as times do."""

from __future__ import annotations

from datetime import UTC, datetime


def time_text(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a time needs its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text)
