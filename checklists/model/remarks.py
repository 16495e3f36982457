"""What the investigators write beside the answers: remarks by subject. ``history`` says how they follow rows that come and go.

A subject is a check (``check/equity_check``), the whole (``case``), a question (``/data/stock[2]/quantity``), or why something at a
question stands although the form objects: ``reason/data/…`` for the answer as it is (a warning overridden, a must item skipped),
``evidence/data/…`` for evidence that could not be had. A blank text is no remark.
"""

from __future__ import annotations

from typing import Literal

About = Literal["reason", "evidence"]
ABOUT: tuple[About, ...] = ("reason", "evidence")


def subject_of(about: About, path: str) -> str:
    """``reason/data/loan/amount``."""
    return f"{about}{path}"


def reason_at(subject: str) -> tuple[About, str] | None:
    """What a subject gives the reason for, and the question's path; None where it is no reason."""
    return next(((about, subject[len(about) :]) for about in ABOUT if subject.startswith(f"{about}/")), None)
