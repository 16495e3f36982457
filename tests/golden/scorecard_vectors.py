"""The scorecards' golden vectors, worked out from the sheets alone: ``python -m tests.golden.scorecard_vectors`` writes them anew.

Nothing of the program is used: a sheet is read as text, and a value's points are those of the first bin whose bounds hold it. Every
bound is tried from both sides, every word of a choice once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
SHEETS = HERE.parents[1] / "checklists" / "industries"
INDUSTRIES = ("fmcg_wholesale", "lorry_transport", "metal_workshop", "pig_farm", "restaurant")
STEP = Fraction(1, 10_000)
"""Rates are compared to a hundredth of a percent."""
Row = dict[str, str]
COLUMNS = ("indicator", "value", "points")


def bins_of(industry: str) -> dict[str, list[Row]]:
    """Indicator -> its bins; what an industry says of one takes the place of what the core says."""
    found: dict[str, list[Row]] = {}
    for folder in ("core", industry):
        own: dict[str, list[Row]] = {}
        with (SHEETS / folder / "scorecard.csv").open(encoding="utf-8-sig", newline="") as sheet:
            for row in csv.DictReader(sheet):
                if row["kind"] == "bin":
                    own.setdefault(row["name"], []).append(row)
        found |= own
    return found


def vectors(bins: list[Row]) -> Iterator[tuple[str, str]]:
    """(value, points) of one indicator."""
    yield from ((word, row["points"]) for row in bins for word in row["equals"].split())
    bounds = {Fraction(row[side]) for row in bins for side in ("lower", "upper") if row[side]}
    for value in sorted({each for bound in bounds for each in (bound - STEP, bound, bound + STEP)}):
        holding = [row for row in bins if _holds(row, value)]
        yield _written(value), holding[0]["points"] if holding else "0"


def _holds(row: Row, value: Fraction) -> bool:
    above = not row["lower"] or value >= Fraction(row["lower"])
    return above and (not row["upper"] or value < Fraction(row["upper"]))


def _written(value: Fraction) -> str:
    thousands = value * 10_000
    assert thousands.denominator == 1
    sign, digits = ("-" if thousands < 0 else ""), str(abs(thousands.numerator)).rjust(5, "0")
    return f"{sign}{digits[:-4]}.{digits[-4:]}".rstrip("0").rstrip(".")


def table_of(industry: str) -> str:
    lines = [",".join(COLUMNS)]
    for indicator, bins in bins_of(industry).items():
        lines += [f"{indicator},{value},{points}" for value, points in vectors(bins)]
    return "\n".join(lines) + "\n"


def main() -> None:
    for industry in INDUSTRIES:
        (HERE / f"{industry}_scorecard.csv").write_text(table_of(industry), "utf-8")


if __name__ == "__main__":
    main()
