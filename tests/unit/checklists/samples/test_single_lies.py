"""One lie at a time over each clean sample: the check that is there for it catches it, with the right sign, and the limit falls."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from checklists import package, samples, workbook
from checklists.assess import assess
from checklists.model.assessment import Advice, Assessment, Verdict
from checklists.model.case import Case

NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
INDUSTRIES = sorted(path.parent.name for path in Path(samples.__file__).parent.glob(f"*/{samples.ANSWERS}"))
CATCHES = {
    "inflated_stock": ("equity_check", +1),
    "hidden_debt": ("equity_check", +1),
    "borrowed_deposits": ("equity_check", +1),
    "household_understated": ("equity_check", -1),
    "sales_inflated": ("turnover_check", -1),
    "margin_inflated": ("margin_check", -1),
    "round_trips": ("turnover_check", -1),
}
"""Variant -> the check that catches it, and the sign of its rate: actual above (+) or below (-) what it should be."""


@cache
def _assessed(industry: str, variant: str | None = None) -> Assessment:
    checklist = package.read(workbook.build_shipped(industry))
    case = Case("c", "JD-1", industry, checklist.sha256, NOON, answers=samples.sample_answers(industry, variant))
    return assess(case, checklist)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_the_truth_passes_every_check_and_gets_an_agreement(industry: str) -> None:
    told = _assessed(industry)
    assert {check.name: check.verdict for check in told.cross_checks if check.verdict is not Verdict.PASS} == {}
    assert told.decision.advice in (Advice.AGREE, Advice.AGREE_WITH_CONDITIONS)
    assert told.limit.recommended


@pytest.mark.parametrize("lie", CATCHES)
@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_lie_is_caught_with_the_right_sign_and_lowers_the_limit(industry: str, lie: str) -> None:
    truth, told = _assessed(industry), _assessed(industry, lie)
    name, sign = CATCHES[lie]
    check = next(check for check in told.cross_checks if check.name == name)
    assert check.verdict in (Verdict.EXPLAIN, Verdict.FAIL)
    assert check.rate is not None
    assert check.rate * sign > 0
    assert not told.decision.advice.agrees
    assert truth.limit.recommended is not None
    assert told.limit.recommended is not None
    assert told.limit.recommended < truth.limit.recommended


@pytest.mark.parametrize("lie", CATCHES)
@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_lie_adjusts_debt_or_profit(industry: str, lie: str) -> None:
    told = _assessed(industry, lie)
    liabilities, profit = told.statements.balance_sheet.total_liabilities, told.statements.profit_and_loss.net_profit
    debt_added = (liabilities.verified or Decimal(0)) - (liabilities.reported or Decimal(0))
    profit_cut = (profit.reported or Decimal(0)) - (profit.verified or Decimal(0))
    assert (debt_added if CATCHES[lie] == ("equity_check", +1) else profit_cut) > 0


def matrix() -> str:
    """The table of all lies over all industries, for people: what catches each, how far off it is, and what is left of the limit."""
    lines = []
    for industry in INDUSTRIES:
        truth = _assessed(industry).limit.recommended
        lines.append(f"{industry}: {truth:,.0f}")
        for lie, (name, _) in CATCHES.items():
            told = _assessed(industry, lie)
            check = next(check for check in told.cross_checks if check.name == name)
            lines.append(
                f"  {lie:<22} {name:<15} {check.verdict.value:<8} {check.rate or 0:>+8.1%} "
                f"{told.limit.recommended or 0:>9,.0f}  {told.decision.advice.value}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    print(matrix())  # noqa: T201  # python -m tests.unit.checklists.samples.test_single_lies
