"""Where a figure of the method comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """``source`` names a regulation, a publication or 本行待校准; ``row`` is the line of its sheet."""

    source: str
    version: str = ""
    row: int = 0
