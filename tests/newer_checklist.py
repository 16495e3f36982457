"""The shipped checklist a year on: a shelf whose package is replaced by a newer version while cases are in work."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from checklists.workbook import IndustryInfo, build_shipped, shipped
from checklists.workbook.csv_folder import INDUSTRIES

INDUSTRY = "fmcg_wholesale"
NEWER_VERSION = "2026.10"
Row = dict[str, str]


class Shelf:
    """What lies on the shelf: the shipped version until ``renew``."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._newer: bytes | None = None

    def industries(self) -> tuple[IndustryInfo, ...]:
        return shipped()

    def package(self, industry_id: str) -> bytes:
        return self._newer or build_shipped(industry_id, cache=self._cache)

    def renew(self) -> None:
        self._newer = newer_package()


@lru_cache(maxsize=1)
def newer_package() -> bytes:
    """The next version: a question dropped, one asked for a number, one choice gone, one reworded, one new and required."""
    with TemporaryDirectory() as folder:
        industries = Path(folder) / "industries"
        shutil.copytree(INDUSTRIES, industries)
        _edit(industries / "core" / "survey.csv", _question)
        _edit(industries / "core" / "choices.csv", lambda row: [] if _is(row, "second_origin", "other_post") else [row])
        _edit(industries / INDUSTRY / "settings.csv", lambda row: [{**row, "version": NEWER_VERSION}])
        return build_shipped(INDUSTRY, folder=industries)


def _question(row: Row) -> list[Row]:
    name = row["name"]
    if name == "business_name":
        return []
    if name == "career":
        return [{**row, "type": "integer", "label::中文 (zh)": "从业年数"}]
    if name == "client_phone":
        return [{**row, "label::中文 (zh)": "联系电话"}]
    if name == "premises_address":
        return [
            row,
            {
                **dict.fromkeys(row, ""),
                "type": "text",
                "name": "door_sign",
                "label::中文 (zh)": "招牌上的字号",
                "required": "yes",
            },
        ]
    return [row]


def _is(row: Row, list_name: str, name: str) -> bool:
    return row["list_name"] == list_name and row["name"] == name


def _edit(file: Path, change: Callable[[Row], list[Row]]) -> None:
    with file.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        columns = list(reader.fieldnames or ())
        rows = [changed for row in reader for changed in change(row)]
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns)
        writer.writeheader()
        writer.writerows(rows)
