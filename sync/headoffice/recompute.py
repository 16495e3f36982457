"""The score computed anew from what was decrypted, and nothing else: case, checklist, method."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checklists.model.canonical import canonical_bytes
from checklists.model.case import Case
from checklists.model.errors import ChecklistError
from sync.errors import DocumentInvalid, RecomputationFailed

Recompute = Callable[[Case, bytes], bytes]
"""(case, the package's bytes) -> the assessment's canonical bytes. RecomputationFailed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What people compare: points of a hundred, grade, recommended limit in yuan. None is unknown."""

    score: Decimal | None
    grade: str | None
    limit: Decimal | None


def recompute(case: Case, package: bytes) -> bytes:
    """By the program's own method. RecomputationFailed where the sealed answers or checklist cannot be used."""
    from checklists.assess import assess
    from checklists.package import read

    try:
        return canonical_bytes(assess(case, read(package)))
    except ChecklistError as error:
        raise RecomputationFailed(type(error).__name__) from error


def outcome_of(assessment: bytes) -> Outcome:
    """The figures in an ``assessment.json``. DocumentInvalid where they are not there."""
    try:
        document = json.loads(assessment, parse_float=_decimal, parse_int=_decimal)
        score, limit = document["score"], document["limit"]
        return Outcome(_number(score["total"]), _text(score["grade"]), _number(limit["recommended"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DocumentInvalid("assessment.json", "$", type(error).__name__, "score and limit") from error


def _decimal(text: str) -> Decimal:
    # No exponent: 1e999999999 is short to send and a gigabyte to print.
    if len(text) > 60 or "e" in text.lower():
        raise ValueError("no figure of ours")
    return Decimal(text)


def _number(value: Any) -> Decimal | None:
    if value is not None and not isinstance(value, Decimal):
        raise TypeError("not a number")
    return value


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("not a text")
    return value
