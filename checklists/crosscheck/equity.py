"""Equity check (权益检验): what the owner should have by now, against what was found. The core of the method.

Business and household together; equity = assets less liabilities is a definition, this is the test. Handbook 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checklists.crosscheck.tolerance import EQUITY, PROFIT_ALERT, Tolerance, exceeds, verdict_for
from checklists.model.assessment import Verdict

FORMULA = (
    "应有权益=初始权益+期间利润+生意外注资−生意外提取+资产升值−折旧贬值;差额=实际权益−应有权益;"
    "偏差率=差额/应有权益(应有权益≤0时改用期初数为分母),另列 差额/期间利润(绝对值超过30%时通过降为需解释)"
    "【手册1.1;公式见S1、S3、S4,容差为本行自定,待校准】"
)


@dataclass(frozen=True, slots=True)
class EquityCheck:
    """Amounts as they came in, rates as signed fractions. All None while the verdict is insufficient."""

    expected_equity: Decimal | None
    difference: Decimal | None
    rate_of_expected_equity: Decimal | None
    rate_of_period_profit: Decimal | None
    verdict: Verdict


_INSUFFICIENT = EquityCheck(None, None, None, None, Verdict.INSUFFICIENT)


def equity_check(
    *,
    initial_equity: Decimal | None,
    period_profit: Decimal | None,
    actual_equity: Decimal | None,
    injections: Decimal | None = Decimal(0),
    withdrawals: Decimal | None = Decimal(0),
    appreciation: Decimal | None = Decimal(0),
    depreciation: Decimal | None = Decimal(0),
    opening_base: Decimal | None = None,
    tolerance: Tolerance = EQUITY,
) -> EquityCheck:
    """The check with both denominators.

    An expected equity that is not positive is no base for a rate: ``opening_base`` (the opening assets; default the opening
    equity) takes its place. Where neither is positive nothing can be said. Any unknown amount makes the check insufficient
    with no figure shown, so that nobody works towards one (定案口径 9).
    Handbook 1.1.
    """
    amounts = (initial_equity, period_profit, injections, withdrawals, appreciation, depreciation, actual_equity)
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return _INSUFFICIENT
    initial, profit, added, taken, gained, worn, actual = known
    expected = initial + profit + added - taken + gained - worn
    base = expected if expected > 0 else opening_base if opening_base is not None else initial
    difference = actual - expected
    if base <= 0:
        return EquityCheck(expected, difference, None, difference / profit if profit else None, Verdict.INSUFFICIENT)
    rate = difference / base
    verdict = verdict_for(rate, tolerance)
    if verdict is Verdict.PASS and _out_of_proportion(difference, profit):
        verdict = Verdict.EXPLAIN
    return EquityCheck(expected, difference, rate, difference / profit if profit else None, verdict)


def _out_of_proportion(difference: Decimal, profit: Decimal) -> bool:
    """A gap that is small beside the equity may still be large beside what was earned. A profit of nothing gives no such rate."""
    return profit != 0 and exceeds(difference / profit, PROFIT_ALERT)
