"""What every container is opened into: lines of cells, numbered as the client's own program numbers them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

HEADER_WITHIN = 200
"""Lines: a table's header stands among the first of its sheet."""

_LONGEST_HEADING = 100
# Control and bidirectional-override characters: they show nothing, or something other than what is there.
_INVISIBLE: dict[int, str] = dict.fromkeys(
    [*range(32), 0x7F, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF], ""
) | dict.fromkeys(map(ord, "\t\r\n"), " ")
_TEXT_FORMULA = re.compile(r'^="([^"]*)"$')
_RULE = re.compile(r"^[-=—–_*\s]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet or text file; ``number`` counts from 1, header lines included."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)

    @property
    def is_rule(self) -> bool:
        """Whether it only separates (``------``), or is a title set between dashes (``----账单明细列表----``)."""
        filled = [cell for cell in self.cells if cell]
        return len(filled) == 1 and (bool(_RULE.match(filled[0])) or filled[0].startswith("-----"))


@dataclass(frozen=True, slots=True)
class Container:
    """An opened file: its sheets (a text file has one), each as lines."""

    file_type: Literal["csv", "xlsx", "xls"]
    sheets: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised table: the lines above its header, the header's width, its columns by meaning, the lines below."""

    above: tuple[Line, ...]
    width: int
    columns: Mapping[str, int]
    below: tuple[Line, ...]


def clean(text: str) -> str:
    """A cell's text without padding, invisible characters and Excel's ``="..."`` wrapping."""
    if not text.isprintable():
        text = text.translate(_INVISIBLE)
    text = text.strip()
    match = _TEXT_FORMULA.match(text) if text.startswith("=") else None
    return match[1].strip() if match else text


def column_name(cell: str) -> str:
    """A heading for comparison: one width of letters, no blanks, no unit behind it."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))
    return re.sub(r"\((元|人民币|rmb|cny|人民币元)\)$", "", name, flags=re.IGNORECASE)


def columns_of(line: Line, names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column holds which meaning; of several names for one meaning the first in ``names`` wins."""
    found: dict[str, int] = {}
    for position, cell in enumerate(line.cells):
        if len(cell) <= _LONGEST_HEADING:
            found.setdefault(column_name(cell), position)
    result = {}
    for meaning, synonyms in names.items():
        present = [found[name] for name in synonyms if name in found]
        if present:
            result[meaning] = present[0]
    return result


def find_table(lines: tuple[Line, ...], names: Mapping[str, tuple[str, ...]], required: Iterable[str]) -> Table | None:
    """The first line that names every required column is the header, wherever it stands."""
    wanted = set(required)
    for index, line in enumerate(lines[:HEADER_WITHIN]):
        columns = columns_of(line, names)
        if wanted <= columns.keys():
            return Table(lines[:index], len(line.cells), columns, lines[index + 1 :])
    return None
