"""The worked example of the handbook as statement lines: its figures agree with one another, so every result is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from checklists.financials.lines import Leaf, Lines, read_lines
from checklists.model.lines import Line, Statement

EXAMPLE = Path(__file__).parents[3] / "golden" / "fmcg_worked_example.json"
MakeLines = Callable[..., Lines]


def _leaves() -> list[Leaf]:
    example = json.loads(EXAMPLE.read_bytes(), parse_float=Decimal)
    amounts = {f"opening_{key}": value for key, value in example["opening"].items()} | example["closing"]
    amounts |= {key: example[key] for key in ("withdrawals", "depreciation", "loans_drawn", "monthly_debt_service")}
    sales = [Decimal(month) for month in example["monthly_sales"]]
    monthly = {"sales": sales, "cogs": [example["cogs"] * month / sum(sales) for month in sales]}
    flat = example["costs"] | {key: example[key] for key in ("household_spending", "other_income")}
    monthly |= {key: [Decimal(value) / 12] * 12 for key, value in flat.items()}
    monthly["previous_sales"] = [month * Decimal("0.9") for month in sales]
    leaves = [
        Leaf(f"/data/m[{at + 1}]/{key}", key, str(month * 10_000), relevant=True)
        for key, series in monthly.items()
        for at, month in enumerate(series)
    ]
    for line in Line:
        if line.statement is not Statement.MONTHLY:
            amount = Decimal(amounts.get(line.key, 0)) * 10_000
            leaves.append(Leaf(f"/data/{line.key}", line.key, str(amount), relevant=True))
    return leaves


@pytest.fixture(scope="session")
def example() -> MakeLines:
    """The example's lines; a keyword changes a single leaf's line to another amount in 万元, or to None."""

    def lines(**changes: int | None) -> Lines:
        changed = []
        for leaf in _leaves():
            value = changes.get(leaf.line, ...)
            text = leaf.value if value is ... else "" if value is None else str(value * 10_000)
            changed.append(Leaf(leaf.path, leaf.line, text, relevant=True))
        return read_lines(changed)

    return lines
