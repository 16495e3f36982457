"""Sheets ``size_bands`` and ``percentiles``: what is wrong in them is told, and what is right reaches the checklist by way of the package."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from checklists import package, workbook
from checklists.model.errors import SheetProblem

BANDS = """\
name,label::中文 (zh),lower,upper,source,version
small,小,,1000000,本行待校准,1
large,大,1000000,,本行待校准,1
"""
HEAD = "fact,region,size_band,n,p10,p25,p50,p75,p90,window_from,window_to,source,version\n"
ROW = "debt_ratio,,,62,0.1,0.2,0.3,0.5,0.9,2025-01,2025-12,样例,2025.4\n"
WriteFolder = Callable[..., Path]


@pytest.fixture
def told(write_folder: WriteFolder) -> Callable[..., list[SheetProblem]]:
    def check(rows: str = ROW, bands: str = BANDS) -> list[SheetProblem]:
        choices = (write_folder() / "choices.csv").read_text(encoding="utf-8") + "region,32,江苏省\nregion,33,浙江省\n"
        folder = write_folder(size_bands=bands, percentiles=HEAD + rows, choices=choices)
        return [
            each
            for each in workbook.check(workbook.load_industry(folder))
            if each.sheet in ("percentiles", "size_bands")
        ]

    return check


def codes(problems: list[SheetProblem]) -> list[tuple[str, str, str]]:
    return [(each.code, each.column, each.severity) for each in problems]


def test_sound_rows_are_sound(told: Callable[..., list[SheetProblem]]) -> None:
    assert told() == []
    assert told(ROW + ROW.replace("ratio,,", "ratio,32,") + ROW.replace("ratio,,", "ratio,32,small")) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("0.1,0.2", "0.2,0.1", "percentile_order", "p10"),
        ("0.5,0.9", "0.9,0.5", "percentile_order", "p10"),
        ("0.3", "", "missing_value", "p50"),
        ("0.3", "30%", "not_a_number", "p50"),
        (",62,", ",,", "missing_value", "n"),
        (",62,", ",62.5,", "bad_count", "n"),
        (",62,", ",0,", "bad_count", "n"),
        ("2025-01,2025-12", "2025-12,2025-01", "window_reversed", "window_from"),
        ("2025-01", "", "bad_month", "window_from"),
        ("2025-12", "25年12月", "bad_month", "window_to"),
        ("debt_ratio", "debt_rato", "unknown_fact", "fact"),
        ("debt_ratio", "bureau_state", "unknown_fact", "fact"),
        ("debt_ratio", "", "unknown_fact", "fact"),
        ("ratio,,", "ratio,99,", "unknown_region", "region"),
        ("ratio,,,", "ratio,32,huge,", "unknown_size_band", "size_band"),
        ("ratio,,,", "ratio,,small,", "size_without_region", "region"),
        ("样例", "", "missing_source", "source"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_cell(
    told: Callable[..., list[SheetProblem]], old: str, new: str, code: str, column: str
) -> None:
    problems = told(ROW.replace(old, new, 1))
    assert (code, column, "error") in codes(problems)
    assert {each.row for each in problems} == {2}


def test_a_row_of_too_few_cases_is_a_reminder(told: Callable[..., list[SheetProblem]]) -> None:
    assert codes(told(ROW.replace(",62,", ",29,"))) == [("few_cases", "n", "warning")]
    assert told(ROW.replace(",62,", ",30,")) == []


def test_the_same_group_stands_once(told: Callable[..., list[SheetProblem]]) -> None:
    assert codes(told(ROW + ROW)) == [("duplicate_name", "fact", "error")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("large,大,1000000,", "large,大,900000,", "band_overlap"), ("大,1000000,,", "大,9,5,", "band_order")],
)
def test_bands_of_size_neither_overlap_nor_run_backwards(
    told: Callable[..., list[SheetProblem]], old: str, new: str, code: str
) -> None:
    assert (code, "lower", "error") in codes(told(bands=BANDS.replace(old, new)))


def test_the_rows_reach_the_checklist_through_the_package(write_folder: WriteFolder) -> None:
    rows = HEAD + ROW.replace("2025-01,2025-12", "2025-01-01,2025-12-01")
    data = workbook.build(workbook.load_industry(write_folder(size_bands=BANDS, percentiles=rows)))
    checklist = package.read(data)
    (row,) = checklist.percentiles
    assert (row.fact, row.n, row.window_from, row.window_to) == ("debt_ratio", 62, "2025-01", "2025-12")
    assert row.values == tuple(map(Decimal, ("0.1", "0.2", "0.3", "0.5", "0.9")))
    assert [band.name for band in checklist.size_bands] == ["small", "large"]


def test_a_checklist_without_these_sheets_keeps_its_bytes(write_folder: WriteFolder) -> None:
    """A case names its package by hash: a sheet that nobody wrote must not appear in it."""
    data = workbook.build(workbook.load_industry(write_folder()))
    assert b"percentiles" not in data
    assert b"size_bands" not in data


def test_an_exported_workbook_brings_the_rows_back(write_folder: WriteFolder, tmp_path: Path) -> None:
    folder = write_folder(size_bands=BANDS, percentiles=HEAD + ROW)
    book = tmp_path / "small.xlsx"
    book.write_bytes(workbook.export_workbook(folder).data)
    imported = workbook.import_workbook(book)
    assert imported.files["percentiles.csv"].decode("utf-8-sig").splitlines()[1] == ROW.strip()
    assert "size_bands.csv" in imported.files
