"""What can go wrong when a case becomes paper.

    ReportError
    ├── FontMissing        the report's own typeface is not where it was installed
    ├── ProfileMissing     the colour profile that an archive's file carries is not where it was installed
    ├── RenderCancelled    whoever waited for the report asks for it no more
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


@dataclass
class FormulaNameUnknown(ReportError):
    """A formula names a cell that does not exist: our own fault, caught before a file is written."""

    sheet: str
    formula: str
    name: str
