"""The difference to the core: found for whatever an author does to single rows, and believed only when it gives the sheet back."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.package.sheets import Problems, Sheet
from checklists.workbook.difference import difference
from checklists.workbook.grids import grid_of, written_sheet
from checklists.workbook.merge import merge_sheet
from tests.unit.checklists.workbook.conftest import COMPLETE

Lines = list[list[str]]


def _lines(sheet: str) -> Lines:
    return [list(record) for record in csv.reader(io.StringIO(COMPLETE[sheet]))]


def _sheet(name: str, lines: Lines) -> Sheet:
    return written_sheet(grid_of(name, lines))


def _is_block(line: list[str]) -> bool:
    return line[0].startswith(("begin", "end_"))


def _edit(lines: Lines, *, seed: int, times: int) -> Lines:
    """What an author may do to single rows: reword, clear, delete, insert, leave blank, move."""
    chance = random.Random(seed)
    edited = [list(line) for line in lines]
    for number in range(times):
        place = chance.randrange(1, len(edited))
        act = chance.choice(("reword", "clear", "delete", "insert", "blank", "move"))
        if act == "insert":
            edited.insert(place, ["text", f"new_{seed}_{number}", "新的", *[""] * (len(lines[0]) - 3)])
        elif act == "blank":
            edited.insert(place, [""] * len(lines[0]))
        elif act == "reword" or _is_block(edited[place]):
            edited[place][2] += "改"
        elif act == "clear":
            edited[place][2] = ""
        elif act == "delete" and len(edited) > 2:
            del edited[place]
        elif act == "move":
            edited.insert(chance.randrange(1, len(edited)), edited.pop(place))
    return edited


@pytest.mark.parametrize("sheet", ["survey", "choices", "crosschecks", "caps", "redflags"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), times=st.integers(0, 5))
def test_every_edit_of_rows_has_a_difference(sheet: str, seed: int, times: int) -> None:
    lines = _lines(sheet)
    core, full = _sheet(sheet, lines), _sheet(sheet, _edit(lines, seed=seed, times=times))
    own = difference(sheet, core, full)
    assert own is not None
    problems = Problems()
    assert [row.cells for row in merge_sheet(sheet, core, own, problems).rows] == [row.cells for row in full.rows]
    assert problems.found == []
    if times == 0:
        assert own.rows == ()


def test_a_difference_holds_only_what_differs() -> None:
    lines = _lines("survey")
    edited = [list(line) for line in lines]
    edited[3][2] = "有没有存货"
    own = difference("survey", _sheet("survey", lines), _sheet("survey", edited))
    assert own is not None
    assert [row["name"] for row in own.rows] == ["visit", "has_stock", ""]
    assert "base_row" not in own.columns


def test_a_column_that_is_gone_cannot_be_said() -> None:
    lines = _lines("choices")
    assert difference("choices", _sheet("choices", lines), _sheet("choices", [line[:2] for line in lines])) is None


def test_a_changed_bin_restates_its_scale() -> None:
    lines = _lines("scorecard")
    edited = [list(line) for line in lines]
    edited[3][8] = "55"
    own = difference("scorecard", _sheet("scorecard", lines), _sheet("scorecard", edited))
    assert own is not None
    assert [(row["kind"], row["name"]) for row in own.rows] == [("bin", "debt_ratio_score")] * 2
