"""What can be wrong with a checklist, a case or a file read into one.

ChecklistError
├── SheetError             a workbook or sheet cannot be published; carries every problem found
├── FormError              an XForm that cannot be opened (malformed, cyclic, unknown function)
│   └── ExpressionError    an expression that does not parse, with its position
├── PackageError           the bytes of a published checklist are damaged or of another version
├── AnswerError            a path or value that the form does not know
├── StatementFileError     a payment or bank export that cannot be read
├── SpreadsheetError       an .xlsx that is none, is damaged, or is out of all proportion
├── DrawImpossible         nothing to draw from, or more to draw than there is
├── DrawMade               drawn already: another draw needs a reason
├── UpdateOutdated         a move to another checklist, worked out on a case that has changed since
├── ReasonRequired         an answer that a check has shown its result of changes only with a reason
├── RecordRefused          an override or a confirmation that may not be made like this
├── PermissionMissing      who is at work may not give what was asked for
├── NoSuchFigure           an assessment has no figure at that place
├── CalculationInputError  an input of a calculator is missing, unknown or of the wrong kind
└── StoreError             the local store
    ├── WrongKey           the key does not open it
    ├── StoreDamaged       it opens no more, or its pages fail their checks
    ├── StoreFull          no room on the disk; nothing half-written is left
    ├── StoreLocked        another program holds it
    ├── StoreTooNew        written by a newer version of the program
    ├── StoreMissing       the folder holds no store yet
    ├── CaseNotFound       no case of that id
    ├── AttachmentNotFound the case holds no such attachment
    └── CaseIsSealed       a submitted case takes no more answers

Errors carry facts (sheet, row, found, expected); ``desktop/messages.py`` turns them into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing wrong in a sheet. ``row`` is the line as Excel shows it (header = 1); 0 where no row is meant."""

    sheet: str
    row: int
    column: str
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"


class ChecklistError(Exception):
    """Base of every error of this folder."""


@dataclass
class NoSuchFigure(ChecklistError):
    """No figure stands at ``path`` of the assessment; ``near`` are the places whose names are most like it."""

    path: str
    near: tuple[str, ...] = ()


@dataclass
class SheetError(ChecklistError):
    """A workbook that cannot be published: all problems at once."""

    source: str
    problems: tuple[SheetProblem, ...]


@dataclass
class FormError(ChecklistError):
    """A form that cannot be opened: what was found, and where (a path or a question's name)."""

    reason: str
    where: str = ""
    found: str = ""


@dataclass
class ExpressionError(FormError):
    """An expression that does not parse. ``position`` counts characters from 0."""

    expression: str = ""
    position: int = 0


@dataclass
class PackageError(ChecklistError):
    """The bytes of a published checklist cannot be used."""

    reason: str


@dataclass
class AnswerError(ChecklistError):
    """Answers that the form does not know: ``problems`` lists (path, what was found, what was expected)."""

    problems: tuple[tuple[str, str, str], ...]


@dataclass
class StatementFileError(ChecklistError):
    """An export that cannot be read: its name, what was found, what was expected."""

    file: str
    found: str
    expected: str


@dataclass
class SpreadsheetError(ChecklistError):
    """An .xlsx that cannot be opened: ``reason`` (see ``model/zipped.py`` and ``model/xlsx.py``) and what was found."""

    reason: str
    found: str = ""


@dataclass
class DrawImpossible(ChecklistError):
    """``subject`` (``days``, ``goods``) cannot be drawn from ``found``."""

    subject: str
    found: str


@dataclass
class DrawMade(ChecklistError):
    """What was drawn for ``subject`` stands; drawing again takes a reason."""

    subject: str
    words: str


@dataclass
class UpdateOutdated(ChecklistError):
    """A move to another checklist that was worked out on another state of the case: nothing was done."""

    case: str


@dataclass
class ReasonRequired(ChecklistError):
    """An answer at ``path`` is an input of ``checks`` (their labels), whose results were shown: no reason was given for changing it."""

    path: str
    checks: tuple[str, ...]


@dataclass
class RecordRefused(ChecklistError):
    """An override or a confirmation that may not be made: of what (a check's or a rule's name), what was found, what was expected."""

    subject: str
    found: str
    expected: str


@dataclass
class PermissionMissing(ChecklistError):
    """Only who has this permission may give it: ``points``, seeing points and weights while answers can still change."""

    permission: str


@dataclass
class CalculationInputError(ChecklistError):
    """Inputs of a calculator at fault: ``problems`` lists (key, found, expected)."""

    problems: tuple[tuple[str, str, str], ...]


@dataclass
class StoreError(ChecklistError):
    """Base of what can be wrong with the local store; ``path`` is the store's file."""

    path: Path
    detail: str = ""


class WrongKey(StoreError):
    """The key does not open the store."""


class StoreDamaged(StoreError):
    """Pages fail their checks; ``detail`` says which test failed."""


class StoreFull(StoreError):
    """The disk has no room. What was confirmed before is kept."""


class StoreLocked(StoreError):
    """Another program holds the store."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""


class StoreMissing(StoreError):
    """The folder holds no store."""


@dataclass
class AttachmentNotFound(StoreError):
    """The case holds no attachment of this id."""

    attachment: str = ""


@dataclass
class CaseNotFound(StoreError):
    """No case of this id or number."""

    case: str = ""


@dataclass
class CaseIsSealed(StoreError):
    """The case was submitted; it takes no more answers."""

    case: str = field(default="")
