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
    (FMCG, "/data/soft/neighbours[3]/nb_view"),
    (FMCG, "/data/debts_section/opening/op_money"),
    (FMCG, "/data/cash_bank/flows_gate"),
    (FMCG, "/data/income/g06_random_days"),
    (FMCG, "/data/income/business_days_year"),
    ("restaurant", "/data/industry/banquets/banquet_tables_12m"),
    ("restaurant", "/data/industry/banquets/banquet_table_price"),
    ("restaurant", "/data/receivables_payables/advances_gate"),
    ("pig_farm", "/data/adjustments_section/adjust_gate"),
    ("pig_farm", "/data/adjustments_section/adjustments[1]/adj_line"),
)
"""Answers whose absence would raise something, were unknown taken for nothing."""


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
    for was_hit, hit in zip(before.score_requested.vetoes, after.score_requested.vetoes, strict=True):
        assert hit.fired is not False or was_hit.fired is False, hit.name
    assert pressed_to(after) >= pressed_to(before), "a graver ceiling may take a milder one's place, none may lift"
    assert not after.decision.advice.agrees or before.decision.advice.agrees
    if any(hit.fired is None for hit in rules(after).values()):
        assert not after.decision.advice.agrees


def pressed_to(of: Assessment) -> str:
    """The grade (A the best) that ceilings press to; one that could not be decided presses too."""
    return max((hit.effect[-1] for hit in of.score_requested.ceilings if hit.fired is not False), default="A")


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


@pytest.mark.parametrize(("industry", "path"), CLEARED_ONCE_RAISED)
@pytest.mark.parametrize("variant", [None, "round_trips", "margin_inflated"])
def test_clearing_what_once_raised_a_figure_raises_none(industry: str, path: str, variant: str | None) -> None:
    assert path in answers_of(industry, variant)
    hold_clearing(industry, path, variant=variant)


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
    "v_equity": {"op_other": "5000000"},
    "v_licence": {"licences_state": "missing"},
    "v_purpose": {"purpose_kind": "house"},
    "v_identity": {"face_match": "mismatch"},
    "v_two_people": {"two_required": "yes", "investigators_on_site": "1"},
    "v_borrowed_name": {"real_user_kind": "other"},
    "v_forged": {"forged": "forged"},
    "v_restricted": {"restricted_industry": "yes"},
    "k_overdue": {"bureau_max_consecutive": "2"},
    "k_checks": {"declared_sales": "1", "op_other": "5000000", "staff_wage_month": "20000"},
    "k_failed": {"staff_wage_month": "20000"},
    "k_debt": {"requested_amount": "50000000"},
}
WAGE_TO_EXPLAIN = {
    "fmcg_wholesale": "4300",
    "lorry_transport": "9100",
    "metal_workshop": "5550",
    "pig_farm": "7200",
    "restaurant": "3740",
}
"""Monthly wages at which the net profit check has to be explained, and does not fail."""
OWN: dict[str, dict[str, dict[str, str]]] = {
    "fmcg_wholesale": {"v_food_licence": {"food_licence": "expired"}},
    "lorry_transport": {
        "v_road_permit": {"permit_state": "expired"},
        "v_dangerous": {"dangerous_gate": "have", "dangerous_permit": "no"},
    },
    "metal_workshop": {"k_machine_debt": {"machine_unpaid": "900000"}},
    "pig_farm": {
        "v_land": {"land_state": "farmland"},
        "k_epidemic": {"epidemic_state": "own"},
        "k_price": {"price_now_kg": "9"},
        "k_count": {"count_way": "told"},
    },
    "restaurant": {"v_food_permit": {"food_permit": "expired"}},
}
"""What the trades' own vetoes and ceilings are there for."""
ALONG: dict[str, set[str]] = {"v_equity": {"k_failed"}, "k_checks": {"v_equity", "k_failed"}}
"""Whoever lets a core check fail meets the ceiling on that too."""


def conditions_of(industry: str) -> dict[str, dict[str, str]]:
    return CONDITIONS | {"k_unexplained": {"staff_wage_month": WAGE_TO_EXPLAIN[industry]}} | OWN[industry]


def fired_by(industry: str, answers: dict[str, str]) -> set[str]:
    paths = checklist_of(industry).paths
    of = assessed(industry, answers_of(industry) | {paths[name]: text for name, text in answers.items()})
    return {hit.name for hit in (*of.score_requested.vetoes, *of.score_requested.ceilings) if hit.fired}


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_the_tables_name_every_veto_and_ceiling_and_none_fires_on_the_sample(industry: str) -> None:
    card = checklist_of(industry).scorecard
    assert set(conditions_of(industry)) == {rule.name for rule in card.vetoes} | {rule.name for rule in card.ceilings}
    assert fired_by(industry, {}) == set()


@pytest.mark.parametrize(("industry", "rule"), [(each, rule) for each in OWN for rule in conditions_of(each)])
def test_a_veto_or_ceiling_fires_for_its_own_condition_and_no_other(industry: str, rule: str) -> None:
    assert fired_by(industry, conditions_of(industry)[rule]) == {rule} | ALONG.get(rule, set())


# ---- what is not known bars an agreement


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_veto_of_which_an_input_is_unknown_bars_an_agreement(industry: str) -> None:
    paths, told = checklist_of(industry).paths, answers_of(industry)
    for rule, condition in conditions_of(industry).items():
        for path in (paths[name] for name in condition if rule.startswith("v_") and paths.get(name) in told):
            after = without(industry, path)
            assert not after.decision.advice.agrees, (rule, path)
            assert rules(after)[rule].fired is None or rule == "v_two_people", (rule, path)
