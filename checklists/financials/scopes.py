"""Business alone and household alone (单看经营、单看家庭), beside both together: no item stands in both, so that the two add up.

The method judges both together (decided convention 2); alone, each shows which of the two carries the other.
"""

from __future__ import annotations

from decimal import Decimal

from checklists.financials.balance_sheet import Balance, balance_sheet
from checklists.financials.figures import Figures, burden
from checklists.financials.lines import Lines
from checklists.financials.profit import Profit, reported_profit
from checklists.financials.ratios import ratios_of
from checklists.model.assessment import ScopedStatements, StatementLine
from checklists.model.lines import Line, Scope
from checklists.model.unknown import less, over

_HOUSEHOLD_SURPLUS = "其他稳定收入−家庭开支"
_BUSINESS_SURPLUS = "收入−变动成本−固定支出−利息;未扣本金、折旧和家庭开支"


def alone(lines: Lines, *, verified: Profit, hidden_debt: Decimal | None) -> tuple[ScopedStatements, ...]:
    """The business and the household, each with its balance sheet and what the year left it.

    Handbook 2.1, decided convention 2.
    """
    columns = (reported_profit(lines.before()), reported_profit(lines), verified)
    business, adjusted, left = (column.net_profit for column in columns)
    household = [less(column.other_income, column.household_spending) for column in columns]
    return (
        ScopedStatements(
            Scope.BUSINESS,
            "单看经营",
            balance_sheet(lines, hidden_debt=hidden_debt, scope=Scope.BUSINESS),
            StatementLine(
                "net_profit", "净利润", business, left, is_total=True, note=_BUSINESS_SURPLUS, adjusted=adjusted
            ),
            ratios_of(_business(lines, verified, hidden_debt)),
        ),
        ScopedStatements(
            Scope.HOUSEHOLD,
            "单看家庭",
            balance_sheet(lines, hidden_debt=hidden_debt, scope=Scope.HOUSEHOLD),
            StatementLine(
                "household_surplus",
                "家庭收支结余",
                household[0],
                household[2],
                paths=lines.paths(Line.OTHER_INCOME, Line.HOUSEHOLD_SPENDING),
                is_total=True,
                note=_HOUSEHOLD_SURPLUS,
                adjusted=household[1],
            ),
        ),
    )


def _business(lines: Lines, profit: Profit, hidden_debt: Decimal | None) -> Figures:
    """The ratios that the household's property and loans change. Current ratios and days are the business's anyway."""
    balance = Balance(lines, hidden_debt, Scope.BUSINESS)
    return {
        "debt_ratio": burden(balance.total_liabilities, balance.total_assets),
        "asset_turns": over(profit.sales, balance.total_assets),
        "debt_to_sales": burden(balance.loans, profit.sales),
        "rigid_debt_share": over(balance.loans, balance.total_liabilities),
        "debt_to_equity": burden(balance.loans, balance.equity),
        "equity_to_existing_loans": over(balance.equity, balance.loans),
        "return_on_assets": over(profit.net_profit, balance.total_assets),
    }
