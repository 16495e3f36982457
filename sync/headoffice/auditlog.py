"""Head office's log as arithmetic: each entry's hash covers the entry before it, so that none can be changed, dropped or moved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from checklists.model.canonical import canonical_bytes

NO_ENTRY: Final = "0" * 64
"""What the first entry chains to."""


class Event(Enum):
    OFFICE_MADE = "office_made"
    DEVICE_INVITED = "device_invited"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    INVESTIGATORS_REGISTERED = "investigators_registered"
    CASE_RECEIVED = "case_received"
    CASE_OPENED = "case_opened"
    REPORT_COSIGNED = "report_cosigned"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """``facts`` is canonical JSON as it was hashed. ``hash`` is the head of the chain after this entry."""

    number: int
    at: str
    event: str
    facts: str
    hash: str


def entry_after(
    previous: LogEntry | None, *, at: datetime, event: Event, facts: Mapping[str, str | int | list[str]]
) -> LogEntry:
    number, head = (previous.number + 1, previous.hash) if previous else (1, NO_ENTRY)
    text = canonical_bytes(facts).decode()
    moment = canonical_bytes(at).decode().strip('"')
    return LogEntry(number, moment, event.value, text, _hash(head, number, moment, event.value, text))


def first_broken(entries: Iterable[LogEntry]) -> int | None:
    """The number at which the chain breaks; None where it holds."""
    head, expected = NO_ENTRY, 1
    for entry in entries:
        if entry.number != expected:
            return expected
        if entry.hash != _hash(head, entry.number, entry.at, entry.event, entry.facts):
            return expected
        head, expected = entry.hash, expected + 1
    return None


def _hash(head: str, number: int, at: str, event: str, facts: str) -> str:
    line = canonical_bytes({"number": number, "at": at, "event": event, "facts": facts})
    return hashlib.sha256(bytes.fromhex(head) + line).hexdigest()
