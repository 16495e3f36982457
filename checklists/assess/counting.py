"""What the checks come to as facts: how many estimates stand, how many checks passed or failed, for what is known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklists.model.assessment import CrossCheck, Turnover, Verdict
from checklists.model.checklist import CheckKind
from checklists.model.unknown import count
from checklists.scoring.decision import CORE

Facts = dict[str, Decimal | str | bool | None]


def turnover_facts(turnover: Turnover) -> Facts:
    made = [estimate.value for estimate in turnover.estimates if estimate.value is not None]
    refused = sum(estimate.refused for estimate in turnover.estimates)
    valid, third_party = count(len(made) + refused, made), count(turnover.third_party, made)
    return {
        "median_turnover": turnover.median,
        "turnover_families": count(turnover.families, made),
        "turnover_third_party": third_party,
        # Estimates that are not made yet could thin it; a refused one stays in the count (decided convention 10).
        "third_party_coverage": third_party / valid if turnover.median is not None else None,
    }


def counted(checks: Sequence[CrossCheck]) -> Facts:
    """How many checks hold. What could not be made has not passed; that none failed is then not known either."""
    core = [check for check in checks if check.name in CORE]
    wanting = [check for check in core if check.verdict is Verdict.EXPLAIN and not check.remark]
    equity = next((check for check in checks if check.kind == CheckKind.EQUITY.value), None)
    return {
        "checks_passed": count(sum(check.verdict is Verdict.PASS for check in core), _found(core)),
        "core_failed": _at_least(_failed(core), core),
        "core_unexplained": _at_least(wanting, core),
        "checks_failed": _at_least(_failed(checks), checks),
        "unexplained_failures": _at_least([check for check in _failed(checks) if not check.remark], checks),
        "equity_fail_unexplained": None if equity is None else _unexplained(equity),
    }


def _unexplained(equity: CrossCheck) -> Decimal | None:
    """A superior's exception is no explanation."""
    if equity.verdict is Verdict.INSUFFICIENT:
        return None
    return count(equity.verdict is Verdict.FAIL and not equity.remark, _found([equity]))


def _failed(checks: Sequence[CrossCheck]) -> list[CrossCheck]:
    return [check for check in checks if check.verdict is Verdict.FAIL]


def _at_least(found: Sequence[CrossCheck], among: Sequence[CrossCheck]) -> Decimal | None:
    """How many, for what is known; none at all is known only where every check was made."""
    is_known = found or all(c.verdict is not Verdict.INSUFFICIENT for c in among)
    return count(len(found), _found(among)) if is_known else None


def _found(checks: Sequence[CrossCheck]) -> list[Decimal | None]:
    """The figures that the verdicts rest on."""
    return [check.deviation for check in checks]
