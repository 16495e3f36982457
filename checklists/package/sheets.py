"""Author, first seam: the rows of a checklist's sheets as text, with the place each one came from.

A row keeps its line number as Excel shows it and the part it came from, so that a problem can name the cell to mend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from checklists.model.errors import SheetProblem

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
CROSSCHECKS, SCORECARD, CAPS = "crosschecks", "scorecard", "caps"
BENCHMARKS, REDFLAGS, TRADE = "benchmarks", "redflags", "trade"
SIGNALS = "signals"
SIZE_BANDS, PERCENTILES = "size_bands", "percentiles"
PRODUCTS, AUTHORITY, PRICING, LIVING_COST = "products", "authority", "pricing", "living_cost"
HOLIDAYS, REGULATION, TERMS, AFTERCARE = "holidays", "regulation", "terms", "aftercare"

FORM_SHEETS = (SURVEY, CHOICES, SETTINGS)
METHOD_SHEETS = (CROSSCHECKS, SCORECARD, CAPS, BENCHMARKS, REDFLAGS, TRADE, SIGNALS, SIZE_BANDS, PERCENTILES)
PARAMETER_SHEETS = (PRODUCTS, AUTHORITY, PRICING, LIVING_COST, HOLIDAYS, REGULATION, TERMS, AFTERCARE)
"""What the bank sets; of use only beside a method."""
RULE_SHEETS = (*METHOD_SHEETS, *PARAMETER_SHEETS)

LANGUAGE = "中文 (zh)"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its cells by column (blanks left out), its line as Excel shows it, and ``origin`` ("core", or "" = own)."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    origin: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def translated(self, column: str) -> str:
        """The Chinese text of a column that may carry a language (``label`` or ``label::中文 (zh)``)."""
        return self[f"{column}::{LANGUAGE}"] or self[column]

    @property
    def place(self) -> str:
        """The sheet as an author finds it: ``core/survey`` for a row that the core contributed."""
        return f"{self.origin}/{self.sheet}" if self.origin else self.sheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns as they stand in the header row, and its rows."""

    columns: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """A checklist as its author wrote it, core merged in. ``problems`` were found while reading it, ``base`` is the core's part."""

    source: str
    sheets: Mapping[str, Sheet]
    problems: tuple[SheetProblem, ...] = ()
    base: Sheets | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What stood beside the sheets and is named in them: lists, pictures and sounds, by file name."""

    def rows(self, sheet: str) -> tuple[SheetRow, ...]:
        found = self.sheets.get(sheet)
        return found.rows if found else ()

    @property
    def settings(self) -> Mapping[str, str]:
        """The first row of ``settings``: a checklist has one."""
        rows = self.rows(SETTINGS)
        return rows[0].cells if rows else {}

    @property
    def rules(self) -> dict[str, tuple[SheetRow, ...]]:
        """The rows of the method's own sheets, by sheet. A plain form may have a sheet called products; it is none of these."""
        if not any(name in self.sheets for name in METHOD_SHEETS):
            return {}
        return {name: self.rows(name) for name in RULE_SHEETS if name in self.sheets}


@dataclass(slots=True)
class Problems:
    """Collects everything that is wrong, so that an author mends a sheet in one round."""

    found: list[SheetProblem] = field(default_factory=list)

    def error(self, row: SheetRow, column: str, code: str, message: str) -> None:
        self.found.append(SheetProblem(row.place, row.number, column, code, message))

    def warning(self, row: SheetRow, column: str, code: str, message: str) -> None:
        self.found.append(SheetProblem(row.place, row.number, column, code, message, "warning"))

    def sheet(
        self, sheet: str, column: str, code: str, message: str, *, severity: Literal["error", "warning"] = "error"
    ) -> None:
        """A problem of a sheet as a whole, or of its header row where a column is named."""
        self.found.append(SheetProblem(sheet, 1 if column else 0, column, code, message, severity))

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.found)

    def __iter__(self) -> Iterator[SheetProblem]:
        return iter(self.found)
