"""The three statements of the worked example, reported and verified."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from checklists.financials.balance_sheet import Balance, balance_sheet
from checklists.financials.cash_flow import cash_flow, positive_months
from checklists.financials.lines import Lines
from checklists.financials.profit import Profit, profit_and_loss, reported_profit, verified_profit
from checklists.model.assessment import StatementLine
from checklists.model.lines import Line

MakeLines = Callable[..., Lines]


def near(value: Decimal | None) -> Decimal | None:
    """To the fen: thirds of a yuan come from spreading a year over months."""
    return None if value is None else round(value, 2)


def test_profit_is_after_costs_and_interest_only(example: MakeLines) -> None:
    profit = reported_profit(example())
    assert near(profit.gross_profit) == 500_000
    assert near(profit.net_profit) == 194_000
    assert near(profit.net_income_month) == Decimal("11666.67")


def test_depreciation_and_principal_leave_the_profit_alone(example: MakeLines) -> None:
    assert reported_profit(example(depreciation=9, loans_repaid=20)).net_profit == reported_profit(example()).net_profit


def test_verified_profit_has_the_adopted_turnover_and_margin(example: MakeLines) -> None:
    reported = reported_profit(example())
    verified = verified_profit(reported, turnover=Decimal(3_600_000), margin=Decimal("0.12"), equity_gap=Decimal(0))
    assert verified.cogs == 3_168_000
    assert near(verified.net_profit) == 432_000 - 294_000 - 12_000


def test_a_shortfall_of_equity_cuts_the_profit_once(example: MakeLines) -> None:
    reported = reported_profit(example())

    def verified(turnover: int) -> Profit:
        return verified_profit(
            reported, turnover=Decimal(turnover), margin=Decimal("0.125"), equity_gap=Decimal(-50_000)
        )

    assert near(verified(4_000_000).net_profit) == 144_000
    assert near(verified(3_800_000).net_profit) == 144_000, "25,000 are gone with the turnover, 25,000 are left to cut"
    assert near(verified(3_000_000).net_profit) == 69_000, "the turnover has cut more than the gap already"


def test_an_excess_of_equity_is_no_profit(example: MakeLines) -> None:
    reported = reported_profit(example())
    verified = verified_profit(reported, turnover=reported.sales, margin=reported.margin, equity_gap=Decimal(100_000))
    assert near(verified.net_profit) == near(reported.net_profit)


def test_an_unknown_cost_makes_the_profit_unknown(example: MakeLines) -> None:
    profit = reported_profit(example(rent=None))
    assert profit.net_profit is profit.net_income_month is None
    assert near(profit.gross_profit) == 500_000


def test_balance_sheet_of_the_example(example: MakeLines) -> None:
    balance = Balance(example())
    assert balance.total_assets == 818_000
    assert balance.total_liabilities == 380_000
    assert balance.equity == 438_000
    assert balance.opening_equity == 420_000
    assert balance.current_assets == 668_000


def test_an_excess_of_equity_is_shown_as_hidden_debt(example: MakeLines) -> None:
    sheet = balance_sheet(example(), hidden_debt=Decimal(100_000))
    hidden = next(line for line in sheet.liabilities if line.key == "hidden_debt")
    assert hidden.reported == 0
    assert hidden.verified == 100_000
    assert sheet.equity.reported == 438_000
    assert sheet.equity.verified == 338_000


def test_assets_equal_liabilities_and_equity_in_both_columns(example: MakeLines) -> None:
    sheet = balance_sheet(example(inventory=46), hidden_debt=Decimal(100_000))
    assert sheet.total_assets.reported is not None
    for column in ("reported", "verified"):
        assets, liabilities, equity = (
            getattr(line, column) for line in (sheet.total_assets, sheet.total_liabilities, sheet.equity)
        )
        assert assets == liabilities + equity


def test_one_unknown_debt_makes_the_equity_unknown(example: MakeLines) -> None:
    sheet = balance_sheet(example(private_loans=None), hidden_debt=Decimal(0))
    assert sheet.total_liabilities.reported is sheet.equity.reported is None
    assert sheet.total_assets.reported == 818_000


def line(lines: tuple[StatementLine, ...], key: str) -> StatementLine:
    return next(each for each in lines if each.key == key)


def test_cash_rolls_forward_to_the_money_counted(example: MakeLines) -> None:
    statement = cash_flow(example())
    assert near(line(statement.lines, "receipts").reported) == 3_940_000
    assert near(line(statement.lines, "purchases").reported) == 3_540_000
    assert near(statement.closing) == 78_000
    assert near(statement.difference) == 0


def test_stock_that_was_not_paid_for_shows_as_missing_cash(example: MakeLines) -> None:
    assert near(cash_flow(example(inventory=46)).difference) == 100_000


def test_buying_what_is_on_the_sheet_costs_cash_and_no_equity(example: MakeLines) -> None:
    bought = example(household_vehicles=5, cash=None)
    assert near(cash_flow(bought).closing) == 28_000
    assert cash_flow(bought).difference is None


def test_months_of_operating_cash_add_up_to_the_year(example: MakeLines) -> None:
    operating = line(cash_flow(example()).lines, "operating_cash")
    assert near(sum((month for month in operating.series if month is not None), Decimal(0))) == near(operating.reported)
    assert near(operating.reported) == 106_000


def test_months_of_cash_lose_the_profit_that_the_checks_do_not_believe(example: MakeLines) -> None:
    lines = example()
    months = [positive_months(cash_flow(lines), lines, cut) for cut in (Decimal(0), Decimal(106_000), Decimal(-90_000))]
    assert months[0] == 11, "only the weakest month spends more than it takes"
    assert months[1] is not None
    assert months[1] < 11
    assert months[2] == 11, "what the checks believe beyond the books adds no month"
    assert positive_months(cash_flow(lines), lines, None) is None


def test_profit_and_loss_shows_months_and_keeps_depreciation_apart(example: MakeLines) -> None:
    lines = example()
    reported = reported_profit(lines)
    verified = verified_profit(reported, turnover=reported.sales, margin=reported.margin, equity_gap=Decimal(-10_000))
    statement = profit_and_loss(lines, ("2025-01",), reported=reported, verified=verified, verified_note="核实")
    assert line(statement.lines, Line.SALES.key).series[1] == 220_000
    assert near(line(statement.lines, "equity_shortfall").verified) == 10_000
    assert near(statement.net_profit.reported) == 194_000
    assert near(statement.net_profit.verified) == 184_000
    assert near(sum((month for month in statement.net_profit.series if month is not None), Decimal(0))) == 194_000
    assert line(statement.lines, Line.DEPRECIATION.key).reported == 30_000
