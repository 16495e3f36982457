"""Why a request is refused: a code for the client, a status, and no more. Nothing of paths, queries or other cases."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.errors import OfficeError


@dataclass(eq=False)
class Refusal(OfficeError):
    """``code`` is part of the protocol (PROTOCOL.md); ``facts`` are short texts that the sender already knows."""

    status: int
    code: str
    facts: dict[str, str] = field(default_factory=dict)
