"""One case against the bank's parameters: its term before anything is reckoned, the rest of the offer after the limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checklists.assess.answers import Variables
from checklists.assess.checks import CheckedCase
from checklists.model.assessment import CreditLimit
from checklists.model.facts import FACTS
from checklists.model.offer import Offer, Schedule, Term
from checklists.model.parameters import (
    BANK_CAPITAL,
    OTHER_PRODUCT,
    REPAYMENT_DAY,
    BankParameters,
    FigureKind,
    RegulationEffect,
)
from checklists.model.unknown import total
from checklists.scoring.authority import authority_for
from checklists.scoring.caps import Terms
from checklists.scoring.pricing import lpr_on, over, price_for
from checklists.scoring.products import Request, fit_of, product_ceiling
from checklists.scoring.regulation import regulations_on
from checklists.scoring.schedule import schedule_for
from checklists.scoring.term import product_bound, purpose_bound, regulation_bounds, term_within

_NOTHING = BankParameters()
_PRODUCT, _GUARANTEE, _PURPOSE = "product", "guarantee_kind", "purpose_kind"
_REPAYMENT, _OWN_LOANS = "requested_repayment", "own_bank_loans"


class BankTerms:
    """The bank's parameters over one case. A checklist without them leaves everything as it was asked for."""

    def __init__(self, read: CheckedCase, as_of: date) -> None:
        self._answers = read.answers
        self._parameters = read.checklist.parameters
        self._as_of = as_of
        self._asks_product = _PRODUCT in read.checklist.paths
        self._chosen = read.answers.text(_PRODUCT)
        self._product = self._parameters.product(self._chosen)
        self._guarantee = read.answers.text(_GUARANTEE)
        self.is_given = self._parameters != _NOTHING

    def facts(self) -> dict[str, Decimal | None]:
        """The figures that rules may name: the ceiling of product and authority, the bank's capital, the living floor."""
        bands = self._parameters.authority
        return {
            "product_ceiling": product_ceiling(self._product, bands, guarantee=self._guarantee),
            "bank_capital": self._figure(BANK_CAPITAL),
            "living_floor": self._living_floor(),
        }

    def _figure(self, name: str) -> Decimal | None:
        found = self._parameters.figure(FigureKind.FIGURE, name, self._as_of)
        return None if found is None else found.value

    def _living_floor(self) -> Decimal | None:
        """Members x the least that a person lives on x factor + schooling (handbook 1.4): the bank's figure, or a better one found on site."""
        if self._answers.text("living_basis") != "bank":
            return self._answers.number("household_floor")
        cost = self._parameters.living_cost(self._answers.text("living_region"), self._as_of)
        members, schooling = self._answers.number("hh_members"), self._answers.number("hh_education")
        if cost is None or members is None or schooling is None:
            return None
        return members * cost.monthly * cost.factor + schooling

    def term(self, requested: Decimal | None, facts: Variables) -> Term:
        """What was asked for, held down to product, purpose and regulation."""
        is_answered = not self._asks_product or self._product is not None or self._chosen == OTHER_PRODUCT
        evaluator = self._answers.evaluator({**dict.fromkeys(FACTS), **facts})
        in_force = [rule.name for rule in self._parameters.regulation if rule.is_in_force(self._as_of)]
        bounds = (
            *product_bound(self._product, is_answered=is_answered or not self._parameters.products),
            *purpose_bound(self._parameters, self._answers.text(_PURPOSE)),
            *regulation_bounds(self._parameters, evaluator, in_force=in_force),
        )
        return term_within(requested, bounds)

    def offer(
        self, term: Term, *, limit: CreditLimit, grade: str | None, terms: Terms, facts: Variables
    ) -> Offer | None:
        """The offer on the recommended amount, else on the one that was asked for; None without parameters."""
        if not self.is_given:
            return None
        amount = limit.recommended or limit.requested
        evaluator = self._answers.evaluator(facts)
        asked_months = None if term.requested is None else Decimal(term.requested)

        def request(months: Decimal | None) -> Request:
            lpr = lpr_on(self._parameters, self._as_of, months=months)
            return Request(
                amount=amount,
                months=months,
                rate_bp=over(terms.annual_rate, lpr),
                repayment=self._word(_REPAYMENT),
                guarantee=self._word(_GUARANTEE),
                purpose=self._word(_PURPOSE),
            )

        return Offer(
            product=self._answers.choice_label(_PRODUCT),
            products=fit_of(
                self._parameters.products,
                chosen=self._chosen,
                asked=request(asked_months),
                offered=request(terms.months),
                evaluator=evaluator,
            ),
            term=term,
            price=price_for(
                self._parameters,
                day=self._as_of,
                grade=grade,
                guarantee=self._guarantee,
                months=terms.months,
                asked=terms.annual_rate,
            ),
            authority=authority_for(
                self._parameters.authority,
                exposure=total((amount, self._answers.number(_OWN_LOANS))),
                guarantee=self._guarantee,
                grade=grade,
            ),
            regulations=regulations_on(
                [rule for rule in self._parameters.regulation if rule.effect is not RegulationEffect.TERM],
                evaluator,
                day=self._as_of,
            ),
            schedule=self._schedule(limit.recommended, terms),
        )

    def _word(self, question: str) -> tuple[str, str]:
        return self._answers.text(question), self._answers.choice_label(question)

    def _schedule(self, amount: Decimal | None, terms: Terms) -> Schedule | None:
        day = self._figure(REPAYMENT_DAY)
        if not amount or terms.months is None or terms.annual_rate is None or day is None:
            return None
        return schedule_for(
            amount,
            annual_rate=terms.annual_rate,
            months=int(terms.months),
            repayment=terms.repayment,
            drawn_on=self._as_of,
            repayment_day=int(day),
            holidays=self._parameters.holidays,
        )
