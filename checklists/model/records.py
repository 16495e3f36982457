"""What is on record of a check and of a decision, beside what the form asks: kept as remarks, so that the one audit trail holds it.

Subjects: ``first/equity_check`` what the check said when it was first complete; ``exception/equity_check`` a superior's leave to
agree although it fails; ``decision/grade`` the grade moved by notches; ``decision/confirmation`` what a person concluded. The text
is canonical JSON of the dataclass; who wrote it, when, and at which line, the audit trail says. ``check/equity_check``, the written
explanation, is plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

from checklists.model.canonical import canonical_bytes, read_json
from checklists.model.verdicts import Advice, Verdict

FIRST, EXCEPTION, EXPLANATION = "first/", "exception/", "check/"
GRADE, CONFIRMATION = "decision/grade", "decision/confirmation"


@dataclass(frozen=True, slots=True)
class FirstResult:
    """What a check said the first time that all its inputs were in (首次结果). Never withdrawn, never written again."""

    verdict: Verdict
    expected: Decimal | None
    actual: Decimal | None
    deviation: Decimal | None
    rate: Decimal | None
    second_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class CheckException:
    """A superior's exception (上级例外) for a check that fails with exactly these figures."""

    superior: str
    position: str
    reason: str
    expected: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class GradeOverride:
    """The grade moved by ``notches`` (above zero: better) from ``grade``, the method's own.

    ``authority`` is the name of the checklist's rule that allows a move upwards, "" for one downwards. ``second`` confirmed it.
    """

    notches: int
    grade: str
    authority: str
    decided_by: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person concluded (人工结论) on the advice that the program gave then, with the amount agreed to, if any."""

    conclusion: Advice
    amount: Decimal | None
    reason: str
    person: str
    advice: Advice
    advised: Decimal | None


Record = FirstResult | CheckException | GradeOverride | Confirmation
_R = TypeVar("_R", FirstResult, CheckException, GradeOverride, Confirmation)
_ENUMS = {"verdict": Verdict, "advice": Advice, "conclusion": Advice}
_AMOUNTS = frozenset({"expected", "actual", "deviation", "rate", "second_rate", "amount", "advised"})


def is_record(subject: str) -> bool:
    """Whether a remark at this subject is a record, which nobody types as text."""
    return subject.startswith((FIRST, EXCEPTION, "decision/"))


def record_text(record: Record) -> str:
    return canonical_bytes(record).decode()


def record_of(kind: type[_R], text: str) -> _R:
    """The record that a text says. Raises ValueError where it is not exactly one of this kind."""
    data = read_json(text)
    names = {each.name for each in fields(kind)}
    if not isinstance(data, dict) or set(data) != names:
        raise ValueError(f"no {kind.__name__}")
    record = kind(**{name: _value(name, value) for name, value in data.items()})
    if record_text(record) != text:
        raise ValueError(f"a {kind.__name__} in other words")
    return record


def found(kind: type[_R], remarks: Mapping[str, str], subject: str) -> _R | None:
    """The record at a subject; None where there is none, or what stands there is none."""
    text = remarks.get(subject, "")
    if not text:
        return None
    try:
        return record_of(kind, text)
    except ValueError:
        return None


def is_readable(subject: str, text: str) -> bool:
    """Whether what stands at a record's subject is a record of its kind."""
    remarks = {subject: text}
    if subject.startswith(EXCEPTION):
        return found(CheckException, remarks, subject) is not None
    if subject.startswith(FIRST):
        return found(FirstResult, remarks, subject) is not None
    if subject == GRADE:
        return found(GradeOverride, remarks, subject) is not None
    return subject == CONFIRMATION and found(Confirmation, remarks, subject) is not None


def _value(name: str, value: Any) -> Any:
    if name in _ENUMS:
        return _ENUMS[name](value)
    if name in _AMOUNTS:
        return _amount(value)
    expected = int if name == "notches" else str
    if type(value) is not expected:
        raise ValueError(f"{name} of another type")
    return value


def _amount(value: Any) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    if type(value) is int:
        return Decimal(value)
    raise ValueError("an amount of another type")
