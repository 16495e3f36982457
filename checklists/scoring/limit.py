"""Limit (额度): the least of the caps and of what was asked for, rounded down. Handbook 3.3, decided conventions 5 and 7."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checklists.model.assessment import Cap, CreditLimit, Score
from checklists.model.money import round_down_to_step
from checklists.model.unknown import less
from checklists.scoring.caps import Terms
from checklists.scoring.repayment import instalment_for

FORMULA = "额度=min(申请金额,各项上限),不低于零,向下取整到取整单位;约束项为最小者,申请金额最小(或相等)时为requested【手册3.3】"
COVER_FORMULA = "押品可担保额=Σ评估值×抵押率【手册3.3 L6】"
REQUESTED = "requested"


def collateral_cover(items: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The sum of value x rate. Handbook 3.3 L6."""
    return sum((value * rate for value, rate in items), Decimal(0))


def limit_under(caps: Sequence[tuple[str, Decimal]], *, requested: Decimal, step: Decimal) -> tuple[Decimal, str]:
    """The limit and what binds it: the name of the least cap (the first of equals), or ``requested``. Handbook 3.3."""
    binding, least = REQUESTED, requested
    for name, amount in caps:
        if amount < least:
            binding, least = name, amount
    return round_down_to_step(least, step), binding


@dataclass(frozen=True, slots=True)
class Rounding:
    """Limits are given in steps of ``step``, small ones (below ``small_below``) in steps of ``small_step``."""

    step: Decimal = Decimal(10_000)
    small_step: Decimal = Decimal(5_000)
    small_below: Decimal = Decimal(100_000)

    def step_for(self, amount: Decimal) -> Decimal:
        return self.small_step if amount < self.small_below else self.step


def credit_limit(caps: Sequence[Cap], *, requested: Decimal | None, rounding: Rounding, terms: Terms) -> CreditLimit:
    """The limit under the caps that apply. Where one of them or the request is unknown there is none: a bound not known binds too.

    Handbook 3.3, decided convention 5.
    """
    applying = [cap for cap in caps if cap.applies]
    known = [(cap.name, cap.amount) for cap in applying if cap.amount is not None]
    recommended, binding, step = None, None, rounding.step
    if requested is not None and len(known) == len(applying):
        step = rounding.step_for(min((amount for _, amount in known), default=requested))
        step = min(step, rounding.step_for(requested))
        recommended, binding = limit_under(known, requested=requested, step=step)
    labels = {cap.name: cap.label for cap in caps} | {REQUESTED: "申请金额"}
    return CreditLimit(
        requested=requested,
        recommended=recommended,
        binding=binding,
        binding_label=labels[binding] if binding else "",
        step=step,
        difference=less(recommended, requested),
        caps=tuple(caps),
        term_months=None if terms.months is None else int(terms.months),
        annual_rate=terms.annual_rate,
        repayment=terms.repayment,
        instalment=instalment_of(recommended, terms),
    )


def instalment_of(amount: Decimal | None, terms: Terms) -> Decimal | None:
    """What ``amount`` takes a month on these terms. Handbook 3.3 L2."""
    if amount is None or terms.months is None or terms.annual_rate is None:
        return None
    return instalment_for(amount, annual_rate=terms.annual_rate, months=terms.months, repayment=terms.repayment)


@dataclass(frozen=True, slots=True)
class Converged:
    """The outcome of convention 7: both scores, the limit, and the grade whose coefficients it was reckoned with."""

    requested: Score
    recommended: Score
    limit: CreditLimit
    grade: str | None


def converge(
    requested: Decimal | None,
    *,
    score_at: Callable[[Decimal | None], Score],
    limit_at: Callable[[str | None], CreditLimit],
    grade_of: Callable[[Score], str | None],
    worse_of: Callable[[str, str], str],
) -> Converged:
    """Score at the request, limit, score at the limit, and again while the grade still falls.

    The lower of the grades counts and the smaller of the amounts (decided convention 7). Each round worsens the grade, so that
    it ends; where there is no limit, or none above zero, the first score stands for both.
    """
    first = score_at(requested)
    grade, limit = grade_of(first), limit_at(grade_of(first))
    while limit.recommended:
        second = score_at(limit.recommended)
        found = grade_of(second)
        if grade is None or found is None or worse_of(grade, found) == grade:
            return Converged(first, second, limit, grade)
        grade, again = found, limit_at(found)
        if again.recommended is None or again.recommended <= limit.recommended:
            limit = again
    return Converged(first, first, limit, grade)
