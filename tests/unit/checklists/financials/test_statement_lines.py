"""Answers become lines: blanks are unknown, irrelevant answers feed nothing, a year has twelve months."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.financials.lines import Leaf, read_lines
from checklists.model.lines import Line


def leaf(line: str, value: str, *, relevant: bool = True, at: int = 1) -> Leaf:
    return Leaf(f"/data/rows[{at}]/{line}", line, value, relevant)


def test_rows_of_a_list_are_added() -> None:
    lines = read_lines([leaf("inventory", "12.50"), leaf("inventory", "7.5", at=2)])
    assert lines.amount(Line.INVENTORY) == 20
    assert lines.paths(Line.INVENTORY) == ("/data/rows[1]/inventory", "/data/rows[2]/inventory")


@pytest.mark.parametrize("blank", ["", "  ", "many", "NaN", "Infinity"])
def test_one_blank_or_unreadable_row_makes_the_line_unknown(blank: str) -> None:
    assert read_lines([leaf("inventory", "12"), leaf("inventory", blank, at=2)]).amount(Line.INVENTORY) is None


def test_an_irrelevant_answer_feeds_nothing() -> None:
    lines = read_lines([leaf("cash", "5"), leaf("cash", "", relevant=False, at=2)])
    assert lines.amount(Line.CASH) == 5
    assert read_lines([leaf("cash", "5", relevant=False)]).amount(Line.CASH) is None


def test_a_line_that_nothing_feeds_is_unknown_not_zero() -> None:
    assert read_lines([]).amount(Line.CASH) is None
    assert read_lines([leaf("no_such_line", "5")]).sum(Line.CASH, Line.BANK) is None


def test_a_monthly_line_keeps_its_months() -> None:
    lines = read_lines([leaf("sales", str(month), at=month) for month in range(1, 13)])
    assert lines.amount(Line.SALES) == 78
    assert lines.series(Line.SALES)[11] == Decimal(12)


def test_fewer_than_twelve_months_are_no_year() -> None:
    lines = read_lines([leaf("sales", "10", at=month) for month in range(1, 12)])
    assert lines.amount(Line.SALES) is None
    assert lines.series(Line.SALES) == (None,) * 12
