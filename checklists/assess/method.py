"""The chain: answers -> lines -> statements -> equity, margin and turnover checks -> verified figures -> comparisons -> score,
limit, decision.

Each step names its figures as facts, and the rules of the next read them; an unknown fact makes its readers unknown. One fixed
decimal context, so that head office recomputes the field's assessment to the digit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

from checklists.assess.adjustments import for_lines, written_adjustments
from checklists.assess.answers import Answers, day_of
from checklists.assess.checks import CheckedCase, check_equity, check_margin, check_turnover
from checklists.assess.counting import Facts, counted, turnover_facts
from checklists.assess.offer import BankTerms
from checklists.assess.outlook import outlook
from checklists.assess.signals import seen_in, signal_facts
from checklists.crosscheck.compare import compare
from checklists.crosscheck.signals.findings import signals_of
from checklists.financials.balance_sheet import balance_sheet
from checklists.financials.cash_flow import cash_flow, positive_months
from checklists.financials.figures import Loan, Verification, loan_figures, reported_figures, verified_figures
from checklists.financials.profit import Profit, profit_and_loss, reported_profit, verified_profit
from checklists.financials.ratios import ratios
from checklists.financials.scopes import alone
from checklists.financials.standing import Peers, size_band_of, standings
from checklists.form import FormSession
from checklists.model.assessment import (
    Assessment,
    AssessmentState,
    CreditLimit,
    CrossCheck,
    Grading,
    RuleHit,
    Score,
    Statements,
    Turnover,
    WantedDocument,
)
from checklists.model.case import Case
from checklists.model.checklist import CheckKind, Checklist
from checklists.model.facts import FACTS
from checklists.model.records import CONFIRMATION, GRADE, Confirmation, GradeOverride, found
from checklists.model.traced import picked
from checklists.model.unknown import least, less
from checklists.scoring.aftercare import aftercare_for
from checklists.scoring.bureau import IN_DATE, VALID_DAYS, bureau_state
from checklists.scoring.caps import Terms, caps_at
from checklists.scoring.conditions import LoanFacts, conditions
from checklists.scoring.decision import Subject, decide
from checklists.scoring.grading import grading_of, moved
from checklists.scoring.limit import Converged, Rounding, converge, credit_limit, instalment_of
from checklists.scoring.repayment import ANNUITY, BULLET
from checklists.scoring.scorecard import Withheld, fired, score, working_grade, worse_of

ARITHMETIC = Context(prec=28)
_GROWTH_CEILING = Decimal("0.30")
"""Above this a forecast needs orders to back it (handbook 3.3 L1); the need is reckoned without the rest of it."""
_ABOVE_THE_TRADE = Decimal("0.05")
_BUREAU_DIMENSION = "credit"


def assess(case: Case, checklist: Checklist, *, session: FormSession | None = None) -> Assessment:
    """Everything that the method says of the case as it stands, also where hardly anything is answered.

    Pure and deterministic: the same case and checklist give the same assessment, whenever and wherever. Raises FormError for a
    checklist that cannot be opened and AnswerError for answers that it does not know. ``session``: one that is open already on
    these very answers, for who assesses while somebody types.
    """
    with localcontext(ARITHMETIC):
        return assessment_of(case, checklist, Answers(case, checklist, session))


def assessment_of(case: Case, checklist: Checklist, answers: Answers) -> Assessment:
    """``assess`` over answers that are open, in the arithmetic of whoever asks."""
    lines = answers.lines().adjusted(for_lines(answers, written_adjustments(answers)))
    return _Assessing(CheckedCase(case, checklist, answers, lines)).result()


@dataclass(frozen=True, slots=True)
class _Books:
    """The statements and what the three checks by method leave of them."""

    statements: Statements
    reported: Profit
    verified: Profit
    checks: tuple[CrossCheck, ...]
    turnover: Turnover
    facts: Facts


class _Assessing:
    """One assessment under way."""

    def __init__(self, read: CheckedCase) -> None:
        self.read = read
        self.answers = read.answers
        self.checklist = read.checklist
        self.as_of = self.answers.day("visit_date") or day_of(read.case.created_at)
        self.requested = self._requested()
        self.bank = BankTerms(read, self.as_of)
        asked = self._terms()
        self.term = self.bank.term(asked.months, {"requested_amount": self.requested, **self.bank.facts()})
        self.terms = replace(asked, months=_held_down(self.term.months, asked.months))
        self.bureau = bureau_state(
            entered=self.answers.text("bureau_in") == "yes",
            reported_on=self.answers.day("bureau_date"),
            visited_on=self.as_of,
            valid_days=int(self._setting("bureau_days", Decimal(VALID_DAYS))),
        )
        final = self.bureau == IN_DATE
        self.state = AssessmentState.FINAL if final else AssessmentState.PROVISIONAL
        dimension = self.checklist.settings.get("bureau_dimension") or _BUREAU_DIMENSION
        self.withheld = Withheld(() if final else (dimension,))

    def result(self) -> Assessment:
        books = self._books()
        facts = {**books.facts, **self._loan_facts(books, self.requested)}
        compared = self._comparisons(facts)
        checks = tuple(self.read.on_record(check) for check in (*books.checks, *compared))
        facts |= {check.name: check.verdict.value for check in checks} | counted(checks)
        seen = seen_in(self.read.case, self.answers)
        signals = signals_of(seen, self.checklist.signals, self.read.case.remarks)
        facts |= signal_facts(signals, seen)
        outcome, grading = self._outcome(books, facts)
        amount = outcome.limit.recommended or self.requested
        facts |= self._loan_facts(books, amount)
        ahead = outlook(
            self.read, facts, reported=books.reported, verified=books.verified, terms=self.terms, amount=amount
        )
        evaluator = self.answers.evaluator(facts)
        offer = self.bank.offer(self.term, limit=outcome.limit, grade=outcome.grade, terms=self.terms, facts=facts)
        red_flags = tuple(
            RuleHit(rule.name, rule.label, fired(rule.when, evaluator), rule.severity, rule.provenance.source)
            for rule in self.checklist.redflags
        )
        subject = Subject(
            state=self.state,
            bureau=self.bureau,
            outcome=outcome,
            grading=grading,
            excused_grade=self._excused_grade(books, facts, checks, outcome, grading),
            checks=checks,
            red_flags=red_flags,
            turnover=books.turnover,
            payment_share=_figure(facts, "payment_share"),
            cash_plan=ahead.cash_plan,
            open_answers=self.answers.open_answers(),
            signals=signals.found,
            conditions=conditions(self._loan_for_conditions(books.verified), checks=checks, red_flags=red_flags),
            offer=offer,
        )
        return Assessment(
            state=self.state,
            as_of=self.as_of,
            industry=self.read.case.industry,
            checklist_version=self.checklist.version,
            checklist_sha256=self.checklist.sha256,
            statements=books.statements,
            ratios=ratios(facts, self.checklist.benchmarks),
            cross_checks=checks,
            turnover=books.turnover,
            score=outcome.recommended,
            score_requested=outcome.requested,
            limit=outcome.limit,
            red_flags=red_flags,
            sensitivity=ahead.sensitivity,
            decision=decide(subject, self.checklist.scorecard),
            facts=tuple(facts.items()),
            documents=tuple(
                WantedDocument(rule.name, rule.label, fired(rule.when, evaluator) if rule.when else True)
                for rule in self.checklist.trade.documents
            ),
            trend=ahead.trend,
            trend_words=ahead.trend_words,
            season=ahead.season,
            cash_plan=ahead.cash_plan,
            signals=signals,
            standings=standings(
                facts, self.checklist.benchmarks, self.checklist.percentiles, self._peers(books.verified)
            ),
            grading=grading,
            confirmation=found(Confirmation, self.read.case.remarks, CONFIRMATION),
            offer=offer,
            aftercare=aftercare_for(
                self.checklist.parameters.aftercare,
                evaluator,
                grade=outcome.grade if self.state is AssessmentState.FINAL else None,
                red_flags=red_flags,
            ),
        )

    def _books(self) -> _Books:
        """Statements, the checks by method, and the figures that they verify."""
        lines = self.read.lines
        cash, reported = cash_flow(lines), reported_profit(lines)
        facts: Facts = dict.fromkeys(FACTS)
        facts |= {rule.name: None for rule in self.checklist.crosschecks}
        facts |= reported_figures(lines, cash)
        facts |= {"requested_amount": self.requested, "declared_sales": self.answers.number("declared_sales")}
        facts |= {"bureau_state": self.bureau, "client_region": self.answers.text("region") or None}
        facts |= self.bank.facts()
        equity, equity_result = check_equity(self.read)
        margin, margin_result = check_margin(self.read)
        facts |= {
            "expected_equity": equity_result.expected_equity,
            "equity_gap_rate": equity_result.rate_of_expected_equity,
            "weighted_margin": margin_result.weighted_margin,
        }
        turnover_check, turnover = check_turnover(self.read, facts)
        facts |= turnover_facts(turnover)
        verification = Verification(
            turnover=turnover.adopted,
            margin=least(reported.margin, margin_result.weighted_margin),
            equity_gap=equity_result.difference,
        )
        verified = verified_profit(
            reported,
            turnover=verification.turnover,
            margin=verification.margin,
            equity_gap=verification.equity_gap,
        )
        facts |= verified_figures(lines, verified, verification, growth=self._growth())
        facts["size_band"] = self._peers(verified).size or None
        facts["positive_cash_months"] = positive_months(cash, lines, less(reported.net_profit, verified.net_profit))
        statements = Statements(
            balance_sheet(lines, hidden_debt=verification.hidden_debt),
            profit_and_loss(
                lines,
                self.answers.texts("month"),
                reported=reported,
                verified=verified,
                verified_note="核实列=min(申报,各法中位数)",
            ),
            cash,
            written_adjustments(self.answers),
            alone(lines, verified=verified, hidden_debt=verification.hidden_debt),
        )
        return _Books(statements, reported, verified, (equity, margin, turnover_check), turnover, facts)

    def _comparisons(self, facts: Facts) -> tuple[CrossCheck, ...]:
        evaluator = self.answers.evaluator(facts)
        rules = (rule for rule in self.checklist.crosschecks if rule.kind is CheckKind.COMPARE)
        return tuple(
            compare(
                rule,
                evaluator,
                missing=self.answers.missing(rule.inputs, facts),
                remark=self.read.remark(rule.name),
            )
            for rule in rules
        )

    def _outcome(self, books: _Books, facts: Facts) -> tuple[Converged, Grading]:
        """Scores, limit and the grade that counts: the method's own, or as people moved it."""
        card = self.checklist.scorecard
        rounding = Rounding(
            self._setting("limit_step", Rounding().step),
            self._setting("limit_step_small", Rounding().small_step),
            self._setting("limit_small_below", Rounding().small_below),
        )
        at_request = self.answers.evaluator(facts)

        def score_at(amount: Decimal | None) -> Score:
            return self._score_at(amount, books, facts)

        def limit_at(grade: str | None) -> CreditLimit:
            caps = caps_at(self.checklist.caps, at_request, grade=grade, terms=self.terms)
            return credit_limit(caps, requested=self.requested, rounding=rounding, terms=self.terms)

        def converged(grade_of: Callable[[Score], str | None]) -> Converged:
            return converge(
                self.requested,
                score_at=score_at,
                limit_at=limit_at,
                grade_of=grade_of,
                worse_of=lambda one, other: worse_of(one, other, card.grades),
            )

        by_method = converged(lambda scored: working_grade(scored, card))
        override = found(GradeOverride, self.read.case.remarks, GRADE)
        grading = grading_of(override, by_method, card)
        if override is None or not grading.in_force:
            return by_method, grading
        outcome = converged(lambda scored: moved(override, working_grade(scored, card), scored, card))
        return outcome, replace(grading, grade=outcome.grade)

    def _score_at(self, amount: Decimal | None, books: _Books, facts: Facts) -> Score:
        evaluator = self.answers.evaluator(facts | self._loan_facts(books, amount))
        return score(self.checklist.scorecard, evaluator, amount=amount, withheld=self.withheld)

    def _excused_grade(
        self, books: _Books, facts: Facts, checks: Sequence[CrossCheck], outcome: Converged, grading: Grading
    ) -> str | None:
        """The grade that an agreement by exception looks at: without the ceilings that only the excepted failures press.

        None where there is no exception. Coefficients and limit stay at the grade under every ceiling.
        """
        if not any(check.is_excepted for check in checks):
            return None
        card = self.checklist.scorecard
        tally = counted([check for check in checks if not check.is_excepted])
        excused = {name: tally[name] for name in ("core_failed", "checks_failed", "unexplained_failures")}
        scored = self._score_at(outcome.recommended.amount, books, facts | excused)
        grade, override = working_grade(scored, card), grading.override
        return moved(override, grade, scored, card) if override is not None and grading.in_force else grade

    def _loan_facts(self, books: _Books, amount: Decimal | None) -> Facts:
        instalment = instalment_of(amount, self.terms)
        loan = Loan(amount, self.terms.months, self.terms.annual_rate, instalment)
        return dict(loan_figures(books.facts, books.verified, loan))

    def _terms(self) -> Terms:
        """What was asked for. Without a way of repaying nothing can be reckoned by the month."""
        repayment = self.answers.text("requested_repayment")
        months = self.answers.number("requested_months")
        rate = self.answers.rate("annual_rate_percent")
        sound = (
            repayment in (ANNUITY, BULLET)
            and months is not None
            and months > 0
            and months == months.to_integral_value()
        )
        return Terms(months if sound else None, rate if rate is None or rate >= 0 else None, repayment)

    def _requested(self) -> Decimal | None:
        """A request of nothing is none, and no ground to refuse one."""
        amount = self.answers.number("requested_amount")
        return amount if amount is not None and amount > 0 else None

    def _growth(self) -> Decimal | None:
        """The client's forecast, held down to the trade's own growth and a ceiling; a forecast fall counts as it is."""
        expected = self.answers.rate("expected_growth_percent")
        mids = (bench.mid for bench in self.checklist.benchmarks if bench.fact == "sales_growth")
        trade = [mid + _ABOVE_THE_TRADE for mid in mids if mid is not None]
        return least(expected, _GROWTH_CEILING, *trade)

    def _loan_for_conditions(self, verified: Profit) -> LoanFacts:
        guarantee = self.answers.text("guarantee_kind")
        refinanced = self.answers.texts("debt_refinance")
        return LoanFacts(
            purpose=self.answers.choice_label("purpose_kind"),
            payment_way=self.answers.text("payment_way"),
            guaranteed=None if not guarantee else guarantee != "credit",
            refinances="new_loan" in refinanced,
            verified_sales=verified.sales,
        )

    def _peers(self, verified: Profit) -> Peers:
        band = size_band_of(verified.sales, self.checklist.size_bands)
        name, label = ("", "") if band is None else (band.name, band.label)
        return Peers(self.answers.text("region"), self.answers.choice_label("region"), name, label)

    def _setting(self, key: str, default: Decimal) -> Decimal:
        text = self.checklist.settings.get(key, "")
        return Decimal(text) if text else default


def _held_down(months: int | None, asked: Decimal | None) -> Decimal | None:
    """The term, which is the one asked for or a shorter one. Decided convention 4."""
    return None if months is None else picked("least", Decimal(months), (asked, Decimal(months)))


def _figure(facts: Facts, name: str) -> Decimal | None:
    value = facts[name]
    return value if isinstance(value, Decimal) else None
