"""What checks and estimates come to as facts of the scorecard."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.assess.counting import turnover_facts
from checklists.model.assessment import Turnover, TurnoverEstimate, Verdict

SALES = Decimal(1_000_000)


def _estimate(*, value: Decimal | None = SALES, third_party: bool = False, refused: bool = False) -> TurnoverEstimate:
    return TurnoverEstimate("M1", "时间法", "单据时间", value, third_party, None, Verdict.PASS, refused=refused)


def _coverage(*estimates: TurnoverEstimate) -> object:
    third = sum(each.third_party for each in estimates if each.value is not None)
    turnover = Turnover(SALES, estimates, 3, third, SALES, SALES, Verdict.PASS)
    return turnover_facts(turnover)["third_party_coverage"]


@pytest.mark.parametrize("third_party", [False, True])
def test_refusing_an_estimate_never_raises_the_share_of_third_parties(third_party: bool) -> None:
    others = (_estimate(third_party=True), _estimate(third_party=True), _estimate())
    before = _coverage(*others, _estimate(third_party=third_party))
    after = _coverage(*others, _estimate(value=None, third_party=third_party, refused=True))
    assert isinstance(before, Decimal)
    assert isinstance(after, Decimal)
    assert after <= before


def test_an_estimate_that_a_trade_does_not_make_does_not_thin_the_share() -> None:
    others = (_estimate(third_party=True), _estimate(third_party=True), _estimate())
    assert _coverage(*others, _estimate(value=None)) == _coverage(*others)
