"""What can go wrong when a case becomes paper.

    ReportError
    ├── FontMissing        the report's own typeface is not where it was installed
    ├── ProfileMissing     the colour profile that an archive's file carries is not where it was installed
    ├── RenderCancelled    whoever waited for the report asks for it no more
    ├── SigningError       a signature that is not put on a paper
    │   ├── PaperUnreadable      no PDF, or none that this program printed
    │   ├── PaperOfAnotherCase   printed of another case, or of other answers of this one
    │   ├── PaperSignatureBroken a signature on it does not hold, or the paper was changed after it
    │   ├── AlreadySigned        this person, or somebody in this place, has signed it
    │   ├── PaperSignerMissing   somebody has signed it who does not sign the case file that is to carry it
    │   └── NoPlaceToSign        the report does not name this person among those who sign
    └── FormulaNameUnknown a formula of the workbook names a cell that no sheet has

Texts, figures and pictures never raise: what cannot be shown is shown as such and listed in the result's warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ReportError(Exception):
    """Base of every error of this folder."""


@dataclass
class FontMissing(ReportError):
    """The file of a typeface cannot be read."""

    path: Path


@dataclass
class ProfileMissing(ReportError):
    """The file of the colour profile cannot be read."""

    path: Path


class RenderCancelled(ReportError):
    """The progress callback said stop; nothing was made."""


class SigningError(ReportError):
    """A paper that is not signed. Nothing was written."""


@dataclass
class PaperUnreadable(SigningError):
    """``detail`` is the reader's own word, for a technician."""

    detail: str


@dataclass
class PaperOfAnotherCase(SigningError):
    """Case hashes: the one printed on the paper, and the case's."""

    found: str
    expected: str


@dataclass
class PaperSignatureBroken(SigningError):
    """Whose signature, and what is wrong with it."""

    name: str
    fault: str


@dataclass
class AlreadySigned(SigningError):
    """Who has signed."""

    name: str


@dataclass
class PaperSignerMissing(SigningError):
    """Who has signed the paper."""

    name: str


@dataclass
class NoPlaceToSign(SigningError):
    """Who wants to sign, and who is named."""

    name: str
    named: tuple[str, ...]


@dataclass
class FormulaNameUnknown(ReportError):
    """A formula names a cell that does not exist: our own fault, caught before a file is written."""

    sheet: str
    formula: str
    name: str
