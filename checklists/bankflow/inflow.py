"""Effective inflow (有效流水): what of a statement's credits may stand for sales, and what was taken off, rule by rule.

Rules X1..X9 of handbook 7.4. A credit is taken off once, by the first rule that it meets, so that what is taken off and what
stays add up to the credits. A rule points at rows, it convicts nobody: more than half taken off has to be explained.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checklists.bankflow.matching import Thresholds
from checklists.bankflow.names import Names
from checklists.bankflow.rules import RULES, Flows
from checklists.model.money import Money
from checklists.model.transactions import Transaction, TransactionKind
from checklists.model.unknown import over

EXPLAIN_ABOVE = Decimal("0.50")
_TOP = 10
_CASH = ("存现", "现存", "现金存", "ATM存")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What one rule took off. ``rows`` are the lines in the file, for whoever wants to look."""

    rule: str
    label: str
    amount: Money
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """One calendar month (``2025-01``)."""

    month: str
    credit: Money
    debit: Money
    effective: Money


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Who paid, how much of the effective inflow, as amount and share."""

    name: str
    amount: Money
    share: Decimal


@dataclass(frozen=True, slots=True)
class Inflow:
    """The credits of a statement and what is left of them. ``months``: the time covered, in months of 365/12 days."""

    credit_total: Money
    debit_total: Money
    neutral_total: Money
    effective: Money
    excluded: tuple[Exclusion, ...]
    monthly: tuple[MonthFlow, ...]
    counterparties: tuple[Counterparty, ...]
    cash_share: Decimal | None
    first_day: date | None
    last_day: date | None
    months: Decimal = field(default=Decimal(0))

    @property
    def excluded_share(self) -> Decimal | None:
        """Taken off over all credits; above ``EXPLAIN_ABOVE`` it has to be explained."""
        return over((self.credit_total - self.effective).yuan, self.credit_total.yuan)

    @property
    def needs_explaining(self) -> bool:
        share = self.excluded_share
        return share is not None and share > EXPLAIN_ABOVE

    @property
    def effective_a_month(self) -> Decimal | None:
        """Yuan a month; None for less than three months, which stand for nothing longer (handbook 2.4)."""
        return self.effective.yuan / self.months if self.months >= 3 else None


def effective_inflow(
    transactions: Sequence[Transaction],
    *,
    related_names: Collection[str] = (),
    own_names: Collection[str] = (),
    thresholds: Thresholds | None = None,
) -> Inflow:
    """The effective inflow of one statement.

    ``own_names``: the client and the spouse, and companies of the same name; ``related_names``: relatives, affiliates and
    employees that collect for the client. Rows that did not go through or are neither income nor expense count nowhere.
    """
    flows = Flows(transactions, Names(own_names), Names(related_names), thresholds or Thresholds())
    rule_of: dict[int, str] = {}
    for rule in RULES:
        found = list(rule.finds(flows))
        flows.taken.update(found)
        rule_of |= dict.fromkeys(found, rule.name)
    kept = [flow for position, flow in enumerate(flows.credits) if position not in rule_of]
    days = [flow.at.date() for flow in (*flows.credits, *flows.debits)]
    return Inflow(
        credit_total=_sum(flows.credits),
        debit_total=-_sum(flows.debits),
        neutral_total=_size(
            each for each in transactions if each.kind in (TransactionKind.NEUTRAL, TransactionKind.FAILED)
        ),
        effective=_sum(kept),
        excluded=_exclusions(flows, rule_of),
        monthly=_months(flows, kept),
        counterparties=_top(kept),
        cash_share=over(_sum([flow for flow in flows.credits if _is_cash(flow)]).yuan, _sum(flows.credits).yuan),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        months=_months_covered(days),
    )


def _sum(flows: Sequence[Transaction]) -> Money:
    return Money(sum(flow.amount.fen for flow in flows))


def _size(flows: Iterable[Transaction]) -> Money:
    return Money(sum(abs(flow.amount.fen) for flow in flows))


def _exclusions(flows: Flows, rule_of: dict[int, str]) -> tuple[Exclusion, ...]:
    taken: dict[str, list[Transaction]] = defaultdict(list)
    for position, rule in sorted(rule_of.items()):
        taken[rule].append(flows.credits[position])
    return tuple(
        Exclusion(
            rule.name,
            rule.label,
            _sum(taken[rule.name]),
            len(taken[rule.name]),
            tuple(flow.row for flow in taken[rule.name]),
        )
        for rule in RULES
        if taken[rule.name]
    )


def _months(flows: Flows, kept: Sequence[Transaction]) -> tuple[MonthFlow, ...]:
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, rows in (("credit", flows.credits), ("debit", flows.debits), ("effective", kept)):
        for flow in rows:
            sums[f"{flow.at.year:04}-{flow.at.month:02}"][name] += abs(flow.amount.fen)
    return tuple(
        MonthFlow(month, Money(fen["credit"]), Money(fen["debit"]), Money(fen["effective"]))
        for month, fen in sorted(sums.items())
    )


def _top(kept: Sequence[Transaction]) -> tuple[Counterparty, ...]:
    by_name: Counter[str] = Counter()
    for flow in kept:
        by_name[flow.counterparty.strip()] += flow.amount.fen
    whole = sum(by_name.values())
    named = sorted(((fen, name) for name, fen in by_name.items() if name), key=lambda pair: (-pair[0], pair[1]))
    return tuple(Counterparty(name, Money(fen), Decimal(fen) / whole) for fen, name in named[:_TOP] if fen > 0)


def _is_cash(flow: Transaction) -> bool:
    return any(word in flow.summary for word in _CASH)


def _months_covered(days: Sequence[date]) -> Decimal:
    if not days:
        return Decimal(0)
    return (Decimal((max(days) - min(days)).days + 1) * 12 / 365).quantize(Decimal("0.1"))
