"""Balance sheet (资产负债表) on the day of the visit, business and household together (decided convention 2), or either alone.

Assets count only as seen (the form values them so); of what the equity check cannot explain, an excess of equity is taken
for debt that was not told of (handbook 1.1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.financials.lines import Lines
from checklists.model.assessment import BalanceSheet, StatementLine
from checklists.model.lines import Line, Scope, Statement
from checklists.model.unknown import less, over, total

ASSETS = tuple(line for line in Line if line.statement is Statement.ASSET)
LIABILITIES = tuple(line for line in Line if line.statement is Statement.LIABILITY)
MONEY = (Line.CASH, Line.BANK, Line.EPAY)
CURRENT_ASSETS = (*MONEY, Line.RECEIVABLES, Line.PREPAID, Line.INVENTORY)
CURRENT_LIABILITIES = (Line.PAYABLES, Line.ADVANCES, Line.CREDIT_CARDS, Line.SHORT_LOANS, Line.PRIVATE_LOANS)
LOANS = (Line.CREDIT_CARDS, Line.SHORT_LOANS, Line.PRIVATE_LOANS, Line.LONG_LOANS, Line.HOUSEHOLD_LOANS)
WORKING_CAPITAL_LOANS = (Line.CREDIT_CARDS, Line.SHORT_LOANS, Line.PRIVATE_LOANS)
"""The loans among the current liabilities, all of them: one that lowered the own funds and was not deducted would raise the need."""
HOUSEHOLD_ASSETS = tuple(line for line in ASSETS if line.scope is Scope.HOUSEHOLD)
_OPENING = tuple(line for line in Line if line.statement is Statement.OPENING)
OPENING_LIABILITIES = (
    Line.OPENING_PAYABLES,
    Line.OPENING_ADVANCES,
    Line.OPENING_LOANS,
    Line.OPENING_HOUSEHOLD_LOANS,
)
OPENING_ASSETS = tuple(line for line in _OPENING if line not in OPENING_LIABILITIES)


@dataclass(frozen=True, slots=True)
class Balance:
    """Totals. ``hidden_debt`` is the unexplained excess of the equity check, counted as a short loan from somebody.

    ``scope``: the business or the household alone; None is both together. The current items are the business's in either case.
    Handbook 2.1, decided convention 2.
    """

    lines: Lines
    hidden_debt: Decimal | None = Decimal(0)
    scope: Scope | None = None

    def _of(self, *lines: Line) -> Decimal | None:
        return self.lines.sum(*(line for line in lines if self.scope in (None, line.scope)))

    @property
    def total_assets(self) -> Decimal | None:
        return self._of(*ASSETS)

    @property
    def total_liabilities(self) -> Decimal | None:
        return self._with_hidden(self._of(*LIABILITIES))

    @property
    def equity(self) -> Decimal | None:
        return less(self.total_assets, self.total_liabilities)

    @property
    def current_assets(self) -> Decimal | None:
        return self.lines.sum(*CURRENT_ASSETS)

    @property
    def current_liabilities(self) -> Decimal | None:
        return self._with_hidden(self.lines.sum(*CURRENT_LIABILITIES))

    @property
    def loans(self) -> Decimal | None:
        """Everything borrowed, household loans included."""
        return self._with_hidden(self._of(*LOANS))

    def _with_hidden(self, amount: Decimal | None) -> Decimal | None:
        return total((amount, self.hidden_debt))

    @property
    def opening_assets(self) -> Decimal | None:
        return self.lines.sum(*OPENING_ASSETS)

    @property
    def opening_equity(self) -> Decimal | None:
        return less(self.opening_assets, self.lines.sum(*OPENING_LIABILITIES))


def balance_sheet(lines: Lines, *, hidden_debt: Decimal | None, scope: Scope | None = None) -> BalanceSheet:
    """The statement with its columns and common size; of the business or the household alone where ``scope`` says so.

    What is hidden counts as the business's: it is the business that the loan is for.
    Handbook 2.1.
    """
    if scope is Scope.HOUSEHOLD:
        hidden_debt = Decimal(0)
    reported, adjusted = Balance(lines.before(), scope=scope), Balance(lines, scope=scope)
    verified = Balance(lines, hidden_debt, scope)
    liabilities = [_line(lines, line) for line in LIABILITIES if scope in (None, line.scope)]
    if hidden_debt:
        note = "实际权益多于应有权益的差额,按潜在隐性负债计入(权益检验)"
        liabilities.append(
            StatementLine("hidden_debt", "潜在隐性负债", Decimal(0), hidden_debt, note=note, adjusted=Decimal(0))
        )
    assets = _total("total_assets", "资产合计", reported, adjusted, verified)

    def sized(line: StatementLine) -> StatementLine:
        return common_size(line, assets)

    return BalanceSheet(
        assets=tuple(sized(_line(lines, line)) for line in ASSETS if scope in (None, line.scope)),
        liabilities=tuple(map(sized, liabilities)),
        total_assets=sized(assets),
        total_liabilities=sized(_total("total_liabilities", "负债合计", reported, adjusted, verified)),
        equity=sized(_total("equity", "权益", reported, adjusted, verified)),
    )


def common_size(line: StatementLine, base: StatementLine) -> StatementLine:
    """The line with its shares of ``base`` (共同比), reported of reported and verified of verified."""
    return replace(
        line, reported_share=over(line.reported, base.reported), verified_share=over(line.verified, base.verified)
    )


def _line(lines: Lines, line: Line) -> StatementLine:
    amount = lines.amount(line)
    return StatementLine(
        line.key, line.label, lines.before().amount(line), amount, paths=lines.paths(line), adjusted=amount
    )


def _total(key: str, label: str, reported: Balance, adjusted: Balance, verified: Balance) -> StatementLine:
    """A total of the three columns; ``key`` is the name that ``Balance`` knows it by."""
    before, after, left = (getattr(balance, key) for balance in (reported, adjusted, verified))
    return StatementLine(key, label, before, left, is_total=True, adjusted=after)
