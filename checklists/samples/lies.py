"""One lie at a time, told over a clean sample: what each of the handbook's checks is there to catch.

A lie is a variant ({path: value} laid over the sample's answers). It changes what one person could change by one story, and
leaves alone what others know: the suppliers' slips, the sampled days, what the neighbours say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from checklists.bankflow import effective_inflow
from checklists.samples.accounts import Books, Movement, moment
from checklists.samples.exports import bank_csv
from checklists.samples.movements import year_of_movements
from checklists.samples.paths import Answers
from checklists.statements import read_statement

Overlay = dict[str, str]

SALES_TOLD = Decimal("1.5")
MARGIN_TOLD = Decimal("0.03")
TRIP = Decimal("0.02")
"""Of a year's sales, sent round every month."""


@dataclass(frozen=True, slots=True)
class Liar:
    """What the lies need to know of a sample. ``goods``: the repeat, the row and the counts in it that can be written up, and what
    one of them is worth. ``flow_row`` and ``account_row``: where the bank's export and its balance are answered.

    ``household_told``: the share of the household's spending that is owned up to. ``margin_told``: the points added to the margin, more
    of them where margins are wide.
    """

    answers: Answers
    books: Books
    goods: tuple[str, int, tuple[str, ...], Decimal]
    worth: int
    household_told: Decimal = Decimal("0.3")
    margin_told: Decimal = MARGIN_TOLD
    flow_row: int = 2
    account_row: int = 1
    own_names: tuple[str, ...] = ()

    def single_lies(self) -> dict[str, Overlay]:
        """Variant name -> what it changes."""
        return {
            "household_understated": self.household_understated(),
            "sales_inflated": self.sales_inflated(),
            "margin_inflated": self.margin_inflated(),
            "round_trips": self.round_trips(),
            "borrowed_deposits": self.borrowed_deposits(),
        }

    def more_goods(self, worth: int) -> Overlay:
        """Goods that are not there or that undeclared money paid for: the books were written up to match the shelves."""
        repeat, row, names, each = self.goods
        more = Decimal(worth) / each
        return {
            path: _text(self._value(path) + more) for path in (self.answers.path(name, repeat, row) for name in names)
        }

    def household_understated(self) -> Overlay:
        names = ("hh_living", "hh_education", "hh_medical", "hh_social")
        return self._scaled({self.answers.path(name): self.household_told for name in names})

    def sales_inflated(self) -> Overlay:
        """Half as much again, in what the owner says and in the months he wrote down; the margin stays what it was."""
        return self._scaled({self.answers.path("declared_sales"): SALES_TOLD}) | self._months(SALES_TOLD)

    def margin_inflated(self) -> Overlay:
        """Some points more margin in the owner's months; slips and price tags still say what goods cost."""
        return {
            path: _text(self._value(path) - self._value(sales) * self.margin_told)
            for path, sales in zip(self._column("month_cogs"), self._column("month_sales"), strict=True)
        }

    def round_trips(self) -> Overlay:
        """Money sent out and taken back within days, to make the account look busy, and sales told to match."""
        year = self.books.year
        part = (sum(self._value(path) for path in self._column("month_sales")) * TRIP).quantize(Decimal(1))
        trips = {
            month: (
                Movement(moment(year, month, 11, 10, 12), "maker", "样例贸易行", -part, "往来款"),
                Movement(moment(year, month, 13, 15, 41), "receipt", "样例贸易行", part, "货款"),
            )
            for month in range(12)
        }
        told = 1 + TRIP * 12
        return self._export(trips) | self._scaled({self.answers.path("declared_sales"): told}) | self._months(told)

    def borrowed_deposits(self) -> Overlay:
        """A friend's money on the account for the day of the visit."""
        year = self.books.year
        lent = Movement(moment(year, 11, 30, 16, 20), "receipt", "样例友人", Decimal(self.worth), "往来款")
        balance = self.answers.path("ba_balance", "bank_accounts", self.account_row)
        return self._export({11: (lent,)}) | {balance: _text(self._value(balance) + self.worth)}

    def _export(self, extra: Mapping[int, tuple[Movement, ...]]) -> Overlay:
        """What importing the bank's export answers when these movements are among the rest."""
        accounts = year_of_movements(self.books)
        rows = sorted((*accounts.bank, *(row for rows in extra.values() for row in rows)), key=lambda row: row.at)
        statement = read_statement(bank_csv(self.books, accounts.with_bank(tuple(rows))), "bank.csv")
        inflow = effective_inflow(statement.transactions, related_names=(), own_names=self.own_names)
        figures = {"flow_credit_total": inflow.credit_total, "flow_effective_inflow": inflow.effective}
        return {self.answers.path(name, "flows", self.flow_row): _text(amount.yuan) for name, amount in figures.items()}

    def _months(self, factor: Decimal) -> Overlay:
        paths = (*self._column("month_sales"), *self._column("month_cogs"))
        return self._scaled(dict.fromkeys(paths, factor))

    def _column(self, name: str) -> list[str]:
        return [self.answers.path(name, "monthly", row) for row in range(1, 13)]

    def _scaled(self, factors: Mapping[str, Decimal]) -> Overlay:
        return {path: _text((self._value(path) * factor).quantize(Decimal(1))) for path, factor in factors.items()}

    def _value(self, path: str) -> Decimal:
        return Decimal(self.answers.found[path])


def _text(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
