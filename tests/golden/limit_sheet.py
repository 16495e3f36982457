"""The golden limits, worked out like on a sheet of paper: ``python -m tests.golden.limit_sheet`` writes ``limits.csv`` anew.

Nothing of the program is used. ``limit_inputs.csv`` is a small spreadsheet: one column a case, and beside each input where it stands in
the answers. Below are the handbook's formulas (3.3 L1 to L7, decided conventions 1, 4 and 5) in fractions, without rounding until the end.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
INPUTS, TABLE = HERE / "limit_inputs.csv", HERE / "limits.csv"
COLUMNS = ("case", "what", "value")
Sheet = dict[str, Fraction]


def cases() -> dict[str, Sheet]:
    """Case -> input -> figure."""
    with INPUTS.open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    names = [name for name in rows[0] if name != "input" and " " not in name]
    return {name: {row["input"]: Fraction(row[name]) for row in rows} for name in names}


def caps_of(x: Sheet) -> dict[str, Fraction]:
    profit = x["sales"] - x["cogs"] - x["fixed_costs"] - x["interest"]
    current = x["money"] + x["receivables"] + x["inventory"] + x["prepaid"]
    short_debt = x["payables"] + x["advances"] + x["short_loans"]
    loans = x["short_loans"] + x["long_loans"]
    equity = current + x["fixed_assets"] + x["other_assets"] + x["household_assets"] - short_debt - x["long_loans"]

    caps = {}
    if x["l1_applies"]:
        mean = {
            name: (x[f"{name}_opening"] + x[name]) / 2
            for name in ("receivables", "inventory", "prepaid", "payables", "advances")
        }
        by_sales, by_cost = 360 / x["sales"], 360 / x["cogs"]
        days = mean["inventory"] * by_cost + mean["receivables"] * by_sales + mean["prepaid"] * by_cost
        days -= mean["payables"] * by_cost + mean["advances"] * by_sales
        need = x["sales"] * (1 - profit / x["sales"]) * (1 + x["growth"]) * days / 360
        season = x["peak_month"] / (x["sales"] / 12)
        caps["l1_working_capital"] = need * season - (current - short_debt) - x["short_loans"]

    free = (profit - x["shortfall"] + x["interest"]) / 12 - x["household_month"] + x["other_income_month"]
    instalment = max(free * x["l2_coefficient"] - x["debt_service_month"], Fraction(0))
    i, n = x["annual_rate"] / 12, int(x["months"])
    caps["l2_repayment"] = instalment * (n / (1 + i * n) if x["bullet"] else (1 - (1 + i) ** -n) / i)

    caps["l3_sales"] = x["sales"] * x["l3_share"] - loans
    caps["l4_equity"] = equity * x["l4_coefficient"] - loans
    caps["l5_household"] = x["household_assets"] / 2
    if x["collateral_value"]:
        lendable = x["collateral_value"] * x["collateral_rate"] * x["collateral_discount"]
        caps["l6_collateral"] = lendable - x["collateral_prior"]
    caps["l7_product"] = x["product_ceiling"]
    if x["truck_price"]:
        caps["l7_truck_purchase"] = x["truck_price"] * Fraction(7, 10)
    return caps


def limit_of(x: Sheet) -> tuple[str, int, int]:
    """What binds, the step of rounding, the limit: down to 5,000 below 100,000, else to 10,000, and never below zero."""
    bounds = {"requested": x["requested"]} | caps_of(x)
    binding = min(bounds, key=lambda name: bounds[name])
    step = 5_000 if bounds[binding] < 100_000 else 10_000
    return binding, step, max(int(bounds[binding] // step) * step, 0)


def table() -> str:
    lines = [",".join(COLUMNS)]
    for name, figures in cases().items():
        lines += [f"{name},{cap},{float(amount):.2f}" for cap, amount in caps_of(figures).items()]
        lines += [
            f"{name},{what},{value}"
            for what, value in zip(("binding", "step", "limit"), limit_of(figures), strict=True)
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
