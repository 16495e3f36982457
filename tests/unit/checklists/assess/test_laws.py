"""Laws of the whole method, over every shipped sample: what is taken away or added to a burden never makes a case look better."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from checklists import package, samples, workbook
from checklists.assess import assess
from checklists.model.assessment import Assessment, RuleHit, Score, Verdict
from checklists.model.case import Case
from checklists.model.checklist import Checklist

NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)
FMCG = "fmcg_wholesale"
INDUSTRIES = sorted(path.parent.name for path in Path(samples.__file__).parent.glob(f"*/{samples.ANSWERS}"))
FEW = settings(max_examples=6, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
Answers = dict[str, str]
CLEARED_ONCE_RAISED = (
    "/data/soft/neighbours[3]/nb_view",
    "/data/debts_section/opening/op_money",
    "/data/cash_bank/flows_gate",
    "/data/income/g06_random_days",
    "/data/income/business_days_year",
)
"""Answers of the wholesaler's sample whose absence would raise something, were unknown taken for nothing."""


@cache
def checklist_of(industry: str) -> Checklist:
    return package.read(workbook.build_shipped(industry))


@cache
def answers_of(industry: str, variant: str | None = None) -> Answers:
    return samples.sample_answers(industry, variant)


def assessed(industry: str, answers: Answers) -> Assessment:
    checklist = checklist_of(industry)
    return assess(Case("c", "JD-1", industry, checklist.sha256, NOON, answers=answers), checklist)


@cache
def as_told(industry: str, variant: str | None = None) -> Assessment:
    return assessed(industry, answers_of(industry, variant))


def without(industry: str, *paths: str, variant: str | None = None) -> Assessment:
    told = answers_of(industry, variant)
    return assessed(industry, {path: text for path, text in told.items() if path not in paths})


def rules(of: Assessment) -> dict[str, RuleHit]:
    return {hit.name: hit for hit in (*of.score.vetoes, *of.score.ceilings)}


def hold_nothing_rises(industry: str, before: Assessment, after: Assessment) -> None:
    """At the amount asked for, whose score does not shift with the limit."""
    hold_score_falls(industry, before.score_requested, after.score_requested)
    assert rank_of_limit(after) <= rank_of_limit(before)


def hold_score_falls(industry: str, before: Score, after: Score) -> None:
    grades = [grade.name for grade in checklist_of(industry).scorecard.grades]

    def rank(score: Score) -> int:
        return -1 if score.grade is None else len(grades) - grades.index(score.grade)

    assert after.lowest <= before.lowest
    assert after.total is None or (before.total is not None and after.total <= before.total)
    assert rank(after) <= rank(before)


def rank_of_limit(of: Assessment) -> Decimal:
    return Decimal(-1) if of.limit.recommended is None else of.limit.recommended


def hold_nothing_turns_green(before: Assessment, after: Assessment) -> None:
    was = {check.name: check.verdict for check in before.cross_checks}
    greener = [c.name for c in after.cross_checks if c.verdict is Verdict.PASS and was[c.name] is not Verdict.PASS]
    assert greener == []
    fired = {name: hit.fired for name, hit in rules(before).items()}
    assert [name for name, hit in rules(after).items() if hit.fired is False and fired[name] is not False] == []
    assert not after.decision.advice.agrees or before.decision.advice.agrees
    if any(hit.fired is None for hit in rules(after).values()):
        assert not after.decision.advice.agrees


def hold_clearing(industry: str, *paths: str, variant: str | None = None) -> None:
    before, after = as_told(industry, variant), without(industry, *paths, variant=variant)
    hold_nothing_rises(industry, before, after)
    hold_nothing_turns_green(before, after)


@pytest.mark.parametrize("variant", [None, "round_trips", "inflated_stock"])
@pytest.mark.parametrize("industry", INDUSTRIES)
def test_clearing_any_answer_raises_nothing_and_turns_nothing_green(industry: str, variant: str | None) -> None:
    paths = sorted(answers_of(industry, variant))

    @FEW
    @seed(20261122)
    @given(st.sampled_from(paths))
    def law(path: str) -> None:
        hold_clearing(industry, path, variant=variant)

    law()


@pytest.mark.parametrize("path", CLEARED_ONCE_RAISED)
@pytest.mark.parametrize("variant", [None, "round_trips"])
def test_clearing_what_once_raised_a_figure_raises_none(path: str, variant: str | None) -> None:
    assert path in answers_of(FMCG, variant)
    hold_clearing(FMCG, path, variant=variant)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_clearing_the_whole_bureau_block_raises_nothing(industry: str) -> None:
    bureau = [path for path in answers_of(industry) if path.startswith("/data/bureau/")]
    assert bureau
    hold_clearing(industry, *bureau)


def test_a_bad_bureau_report_taken_away_raises_nothing() -> None:
    worse = answers_of(FMCG) | {checklist_of(FMCG).paths["bureau_max_consecutive"]: "2"}
    bureau = [path for path in worse if path.startswith("/data/bureau/")]
    before = assessed(FMCG, worse)
    assert before.score.grade == "C"
    after = assessed(FMCG, {path: text for path, text in worse.items() if path not in bureau})
    hold_nothing_rises(FMCG, before, after)
    hold_nothing_turns_green(before, after)


@pytest.mark.parametrize("industry", INDUSTRIES)
@pytest.mark.parametrize("burden", ["debt_balance", "debt_month_payment", "hh_living"])
def test_more_debt_or_household_cost_raises_neither_limit_nor_score(industry: str, burden: str) -> None:
    told = answers_of(industry)
    path = next(path for path in told if path.rpartition("/")[2] == burden)

    @FEW
    @given(st.integers(1, 300_000))
    def law(more: int) -> None:
        hold_nothing_rises(industry, as_told(industry), with_more(industry, path, more))

    law()


def with_more(industry: str, path: str, more: int) -> Assessment:
    told = answers_of(industry)
    return assessed(industry, told | {path: str(Decimal(told[path]) + more)})


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_guarantees_given_raise_neither_limit_nor_score(industry: str) -> None:
    paths = checklist_of(industry).paths
    balance = paths["gt_balance"].replace("guarantees_list", "guarantees_list[1]")
    for amount in ("1", "40000", "500000"):
        given_more = {paths["guarantees_gate"]: "have", balance: amount}
        hold_nothing_rises(industry, as_told(industry), assessed(industry, answers_of(industry) | given_more))


def test_more_debt_on_a_card_raises_no_need_for_working_capital() -> None:
    told = answers_of(FMCG)
    kind = "/data/debts_section/debts[1]/debt_kind"
    card = told | {
        kind: "card",
        "/data/debts_section/debt_gate_short": "none",
        "/data/debts_section/debt_gate_card": "have",
    }
    balance = "/data/debts_section/debts[1]/debt_balance"
    needs = []
    for amount in (100_000, 250_000):
        found = assessed(FMCG, card | {balance: str(amount)})
        needs.append(next(cap.amount for cap in found.limit.caps if cap.name == "l1_working_capital"))
    assert needs[0] is not None
    assert needs[1] is not None
    assert needs[1] <= needs[0]


# ---- each rule fires for its own condition

CONDITIONS: dict[str, dict[str, str]] = {
    "v_court": {"court_check": "unsettled"},
    "v_overdue": {"bureau_current_overdue": "yes"},
    "v_equity": {"op_other": "1000000"},
    "v_licence": {"licences_state": "missing"},
    "v_purpose": {"purpose_kind": "house"},
    "v_identity": {"face_match": "mismatch"},
    "v_two_people": {"two_required": "yes", "investigators_on_site": "1"},
    "v_borrowed_name": {"real_user_kind": "other"},
    "v_forged": {"forged": "forged"},
    "v_restricted": {"restricted_industry": "yes"},
    "k_overdue": {"bureau_max_consecutive": "2"},
    "k_checks": {"declared_sales": "1", "op_other": "1000000"},
    "k_failed": {"staff_wage_month": "20000"},
    "k_unexplained": {"staff_wage_month": "3800"},
    "k_debt": {"requested_amount": "50000000"},
}
ALONG: dict[str, set[str]] = {"v_equity": {"k_failed"}, "k_checks": {"v_equity", "k_failed"}}
"""Whoever lets a core check fail meets the ceiling on that too."""


def fired_by(answers: dict[str, str]) -> set[str]:
    paths = checklist_of(FMCG).paths
    of = assessed(FMCG, answers_of(FMCG) | {paths[name]: text for name, text in answers.items()})
    return {hit.name for hit in (*of.score_requested.vetoes, *of.score_requested.ceilings) if hit.fired}


def test_the_table_names_every_veto_and_ceiling_and_none_fires_on_the_sample() -> None:
    card = checklist_of(FMCG).scorecard
    assert set(CONDITIONS) == {rule.name for rule in card.vetoes} | {rule.name for rule in card.ceilings}
    assert fired_by({}) == set()


@pytest.mark.parametrize("rule", CONDITIONS)
def test_a_veto_or_ceiling_fires_for_its_own_condition_and_no_other(rule: str) -> None:
    assert fired_by(CONDITIONS[rule]) == {rule} | ALONG.get(rule, set())
