"""The business alone and the household alone add up to both together, whatever the figures; and what each is of the whole."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.financials.balance_sheet import balance_sheet
from checklists.financials.cash_flow import cash_flow
from checklists.financials.lines import Leaf, Lines, read_lines
from checklists.financials.profit import Profit, profit_and_loss, reported_profit, verified_profit
from checklists.financials.scopes import alone
from checklists.model.assessment import ScopedStatements
from checklists.model.lines import Line, Scope, Statement

MakeLines = Callable[..., Lines]
SHEET = [line for line in Line if line.statement in (Statement.ASSET, Statement.LIABILITY)]
YEAR = [line for line in Line if line.statement is Statement.MONTHLY]


def verified(lines: Lines, gap: int = 0) -> Profit:
    reported = reported_profit(lines)
    return verified_profit(reported, turnover=reported.sales, margin=reported.margin, equity_gap=Decimal(gap))


def parts(lines: Lines, hidden: Decimal | None = None) -> tuple[ScopedStatements, ScopedStatements]:
    business, household = alone(lines, verified=verified(lines), hidden_debt=hidden)
    assert (business.scope, household.scope) == (Scope.BUSINESS, Scope.HOUSEHOLD)
    return business, household


amounts = st.integers(min_value=0, max_value=10**8)


@given(
    sheet=st.lists(amounts, min_size=len(SHEET), max_size=len(SHEET)),
    hidden=amounts,
    months=st.lists(amounts, min_size=12, max_size=12),
)
def test_alone_and_household_add_up_to_both(sheet: list[int], hidden: int, months: list[int]) -> None:
    leaves = [
        Leaf(f"/data/{line.key}", line.key, str(amount), relevant=True)
        for line, amount in zip(SHEET, sheet, strict=True)
    ]
    leaves += [
        Leaf(f"/data/m[{at}]/{line.key}", line.key, str(month + at), relevant=True)
        for line in YEAR
        for at, month in enumerate(months, start=1)
    ]
    lines = read_lines(leaves)
    together = balance_sheet(lines, hidden_debt=Decimal(hidden))
    business, household = parts(lines, Decimal(hidden))
    for name in ("total_assets", "total_liabilities", "equity"):
        for column in ("reported", "adjusted", "verified"):
            of = [getattr(getattr(each.balance_sheet, name), column) for each in (business, household)]
            assert sum(of) == getattr(getattr(together, name), column)
    statement = profit_and_loss(lines, (), reported=reported_profit(lines), verified=verified(lines), verified_note="")
    for column in ("reported", "adjusted", "verified"):
        of = [getattr(each.surplus, column) for each in (business, household)]
        assert sum(of) == getattr(statement.disposable, column)


def test_no_line_stands_in_both(example: MakeLines) -> None:
    business, household = parts(example(household_property=60, household_loans=20), Decimal(5))
    keys = [
        [line.key for line in (*each.balance_sheet.assets, *each.balance_sheet.liabilities)]
        for each in (business, household)
    ]
    assert not set(keys[0]) & set(keys[1])
    assert "household_property" in keys[1]
    assert "hidden_debt" in keys[0], "what is hidden is the business's: the loan is for it"
    assert sorted(keys[0] + keys[1]) == sorted([line.key for line in SHEET] + ["hidden_debt"])


def test_the_business_s_ratios_are_without_the_house_and_its_mortgage(example: MakeLines) -> None:
    lines = example(household_property=60, household_loans=20)
    business, household = parts(lines, Decimal(0))
    found = {ratio.key: ratio.value for ratio in business.ratios}
    assert found["debt_ratio"] == Decimal(38) / Decimal("81.8")
    assert found["debt_to_sales"] == Decimal("0.0625")
    assert household.ratios == ()
    assert household.balance_sheet.equity.verified == 400_000


def test_an_unknown_house_leaves_the_business_known(example: MakeLines) -> None:
    business, household = parts(example(household_property=None), Decimal(0))
    assert business.balance_sheet.equity.verified is not None
    assert household.balance_sheet.equity.verified is None
    assert balance_sheet(example(household_property=None), hidden_debt=Decimal(0)).equity.verified is None


def test_an_equity_check_that_was_not_made_leaves_only_the_household_known(example: MakeLines) -> None:
    business, household = parts(example(), None)
    assert business.balance_sheet.total_liabilities.verified is None
    assert household.balance_sheet.total_liabilities.verified == 0


def test_common_size_is_of_assets_and_of_sales(example: MakeLines) -> None:
    lines = example()
    sheet = balance_sheet(lines, hidden_debt=Decimal(100_000))
    assert sheet.total_assets.reported_share == sheet.total_assets.verified_share == 1
    assert sum((line.verified_share or Decimal(0)) for line in sheet.assets) == pytest.approx(1)
    assert sheet.total_liabilities.verified_share == Decimal(48) / Decimal("81.8")
    assert sheet.total_liabilities.reported_share == Decimal(38) / Decimal("81.8")
    cut = verified_profit(
        reported_profit(lines), turnover=Decimal(3_600_000), margin=Decimal("0.12"), equity_gap=Decimal(0)
    )
    statement = profit_and_loss(lines, (), reported=reported_profit(lines), verified=cut, verified_note="")
    by_key = {line.key: line for line in (*statement.lines, statement.net_profit)}
    assert by_key["sales"].reported_share == by_key["sales"].verified_share == 1
    assert round(by_key["gross_profit"].reported_share or 0, 6) == Decimal("0.125")
    assert round(by_key["gross_profit"].verified_share or 0, 6) == Decimal("0.12")


def test_over_nothing_there_is_no_common_size(example: MakeLines) -> None:
    empty = balance_sheet(read_lines([]), hidden_debt=None)
    assert {line.verified_share for line in (*empty.assets, empty.equity)} == {None}
    assert cash_flow(example()).lines[0].reported_share is None
