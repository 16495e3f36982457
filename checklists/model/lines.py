"""The statement lines that answers feed, by the ``jd:line`` of a question.

A line inside a repeat is a list: its rows are added, or, for a monthly line, kept as a series in the rows' order. Leaves that
are not relevant feed nothing; one relevant blank leaf makes the line unknown; a line that nothing feeds is unknown, not zero.
A list that the client does not have is fed by a calculation that is 0 once the gate question says so.
"""

from __future__ import annotations

from enum import Enum


class Statement(Enum):
    ASSET = "asset"
    LIABILITY = "liability"
    OFF_SHEET = "off_sheet"
    OPENING = "opening"
    MONTHLY = "monthly"
    EQUITY = "equity"
    DEBT_SERVICE = "debt_service"


class Scope(Enum):
    """Business and household are shown apart and assessed together."""

    BUSINESS = "business"
    HOUSEHOLD = "household"


class Line(Enum):
    """``jd:line`` values: (Chinese name, statement, scope). Amounts in yuan."""

    def __init__(self, label: str, statement: Statement, scope: Scope) -> None:
        self.label = label
        self.statement = statement
        self.scope = scope

    @property
    def key(self) -> str:
        """What stands in ``jd:line``: the name in lower case."""
        return self.name.lower()

    __hash__ = object.__hash__  # a line is looked up more often than anything else; there is one of each

    CASH = ("现金", Statement.ASSET, Scope.BUSINESS)
    BANK = ("银行存款", Statement.ASSET, Scope.BUSINESS)
    EPAY = ("微信支付宝余额", Statement.ASSET, Scope.BUSINESS)
    RECEIVABLES = ("应收账款", Statement.ASSET, Scope.BUSINESS)
    PREPAID = ("预付账款", Statement.ASSET, Scope.BUSINESS)
    INVENTORY = ("存货", Statement.ASSET, Scope.BUSINESS)
    DEFERRED_RENT = ("待摊租金", Statement.ASSET, Scope.BUSINESS)
    FIXED_ASSETS = ("固定资产净值", Statement.ASSET, Scope.BUSINESS)
    OTHER_ASSETS = ("其他经营资产", Statement.ASSET, Scope.BUSINESS)
    HOUSEHOLD_PROPERTY = ("家庭房产", Statement.ASSET, Scope.HOUSEHOLD)
    HOUSEHOLD_VEHICLES = ("家庭车辆", Statement.ASSET, Scope.HOUSEHOLD)
    HOUSEHOLD_SAVINGS = ("家庭金融资产", Statement.ASSET, Scope.HOUSEHOLD)

    PAYABLES = ("应付账款", Statement.LIABILITY, Scope.BUSINESS)
    ADVANCES = ("预收账款", Statement.LIABILITY, Scope.BUSINESS)
    CREDIT_CARDS = ("信用卡", Statement.LIABILITY, Scope.BUSINESS)
    SHORT_LOANS = ("短期贷款", Statement.LIABILITY, Scope.BUSINESS)
    PRIVATE_LOANS = ("民间借贷", Statement.LIABILITY, Scope.BUSINESS)
    LONG_LOANS = ("长期贷款", Statement.LIABILITY, Scope.BUSINESS)
    OTHER_LIABILITIES = ("其他负债", Statement.LIABILITY, Scope.BUSINESS)
    HOUSEHOLD_LOANS = ("家庭贷款", Statement.LIABILITY, Scope.HOUSEHOLD)

    GUARANTEES_GIVEN = ("对外担保余额", Statement.OFF_SHEET, Scope.BUSINESS)

    OPENING_MONEY = ("期初货币资金", Statement.OPENING, Scope.BUSINESS)
    OPENING_RECEIVABLES = ("期初应收账款", Statement.OPENING, Scope.BUSINESS)
    OPENING_PREPAID = ("期初预付账款", Statement.OPENING, Scope.BUSINESS)
    OPENING_INVENTORY = ("期初存货", Statement.OPENING, Scope.BUSINESS)
    OPENING_FIXED_ASSETS = ("期初固定资产净值", Statement.OPENING, Scope.BUSINESS)
    OPENING_OTHER_ASSETS = ("期初其他资产", Statement.OPENING, Scope.BUSINESS)
    OPENING_HOUSEHOLD_ASSETS = ("期初家庭资产", Statement.OPENING, Scope.HOUSEHOLD)
    OPENING_PAYABLES = ("期初应付账款", Statement.OPENING, Scope.BUSINESS)
    OPENING_ADVANCES = ("期初预收账款", Statement.OPENING, Scope.BUSINESS)
    OPENING_LOANS = ("期初借款", Statement.OPENING, Scope.BUSINESS)
    OPENING_HOUSEHOLD_LOANS = ("期初家庭贷款", Statement.OPENING, Scope.HOUSEHOLD)

    SALES = ("营业收入", Statement.MONTHLY, Scope.BUSINESS)
    COGS = ("营业成本", Statement.MONTHLY, Scope.BUSINESS)
    WAGES = ("工资", Statement.MONTHLY, Scope.BUSINESS)
    RENT = ("租金", Statement.MONTHLY, Scope.BUSINESS)
    UTILITIES = ("水电", Statement.MONTHLY, Scope.BUSINESS)
    TRANSPORT = ("运输油费", Statement.MONTHLY, Scope.BUSINESS)
    TAX = ("税金", Statement.MONTHLY, Scope.BUSINESS)
    OTHER_COSTS = ("其他支出", Statement.MONTHLY, Scope.BUSINESS)
    INTEREST = ("经营性利息", Statement.MONTHLY, Scope.BUSINESS)
    HOUSEHOLD_SPENDING = ("家庭开支", Statement.MONTHLY, Scope.HOUSEHOLD)
    OTHER_INCOME = ("其他稳定收入", Statement.MONTHLY, Scope.HOUSEHOLD)
    PREVIOUS_SALES = ("上年同期营业收入", Statement.MONTHLY, Scope.BUSINESS)

    DEPRECIATION = ("折旧", Statement.EQUITY, Scope.BUSINESS)
    INJECTIONS = ("期间注资", Statement.EQUITY, Scope.BUSINESS)
    WITHDRAWALS = ("表外提取", Statement.EQUITY, Scope.HOUSEHOLD)
    APPRECIATION = ("资产升值", Statement.EQUITY, Scope.BUSINESS)
    FIXED_ASSETS_BOUGHT = ("购置固定资产", Statement.EQUITY, Scope.BUSINESS)
    FIXED_ASSETS_SOLD = ("出售固定资产", Statement.EQUITY, Scope.BUSINESS)
    LOANS_DRAWN = ("期间新增借款", Statement.EQUITY, Scope.BUSINESS)
    LOANS_REPAID = ("期间归还本金", Statement.EQUITY, Scope.BUSINESS)

    MONTHLY_DEBT_SERVICE = ("现有贷款月还款", Statement.DEBT_SERVICE, Scope.BUSINESS)


LINE_BY_KEY = {line.key: line for line in Line}
