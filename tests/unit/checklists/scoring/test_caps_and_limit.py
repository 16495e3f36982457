"""Caps, rounding and the meeting of score and amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checklists.model.assessment import CreditLimit, Score
from checklists.model.checklist import CapKind, CapRule, Provenance
from checklists.model.evaluation import Unknown
from checklists.scoring.bureau import bureau_state
from checklists.scoring.caps import Terms, caps_at
from checklists.scoring.limit import Converged, Rounding, converge, credit_limit

TERMS = Terms(Decimal(12), Decimal("0.06"), "annuity")


class Figures:
    """An evaluator in which every expression is a name; "yes" and "no" are truths."""

    def __init__(self, **values: str) -> None:
        self._values = values

    def number(self, expression: str) -> Decimal | Unknown:
        value = self._values.get(expression)
        return Unknown((expression,)) if value is None else Decimal(value)

    def truth(self, expression: str) -> bool | Unknown:
        value = self._values.get(expression)
        return Unknown((expression,)) if value is None else value == "yes"

    def text(self, expression: str) -> str | Unknown:
        raise NotImplementedError

    def paths(self, expression: str) -> tuple[str, ...]:
        return (f"/data/{expression}",)


def cap(name: str, gross: str, existing: str = "", when: str = "", *, monthly: bool = False, **grades: str) -> CapRule:
    kind = CapKind.REPAYMENT if monthly else CapKind.AMOUNT
    coefficients = {grade: Decimal(value) for grade, value in grades.items()}
    return CapRule(name, f"{name} 上限", kind, gross, existing, coefficients, when, Provenance("test"))


RULES = (
    cap("L1", "need", "loans"),
    cap("L2", "income", "service", monthly=True, A="0.7", B="0.6", D="0"),
    cap("L4", "equity", "loans", A="1", B="0.7"),
    cap("L6", "collateral", when="pledged"),
)
KNOWN = {
    "need": "330333.634",
    "loans": "250000",
    "income": "11666.666667",
    "service": "1000",
    "equity": "438000",
    "pledged": "no",
}


def limit(
    grade: str | None = "A",
    requested: str | None = "150000",
    terms: Terms = TERMS,
    unknown: str = "",
    **changes: str,
) -> CreditLimit:
    values = {key: value for key, value in (KNOWN | changes).items() if key != unknown}
    caps = caps_at(RULES, Figures(**values), grade=grade, terms=terms)
    amount = None if requested is None else Decimal(requested)
    return credit_limit(caps, requested=amount, rounding=Rounding(), terms=terms)


def amounts(found: CreditLimit) -> dict[str, int | None]:
    return {cap_found.name: None if cap_found.amount is None else round(cap_found.amount) for cap_found in found.caps}


def test_caps_of_the_worked_example() -> None:
    found = limit()
    assert amounts(found) == {"L1": 80_334, "L2": 83_269, "L4": 188_000, "L6": None}
    assert found.recommended == 80_000
    assert (found.binding, found.binding_label) == ("L1", "L1 上限")
    assert found.difference == -70_000
    assert found.instalment is not None
    assert round(found.instalment, 2) == Decimal("6885.31")


def test_a_bullet_loan_is_never_larger() -> None:
    found = limit(terms=replace(TERMS, repayment="bullet"))
    assert amounts(found)["L2"] == 81_132


def test_a_lower_grade_lowers_the_coefficient() -> None:
    assert amounts(limit("B"))["L2"] == 69_714
    assert amounts(limit("B"))["L4"] == 56_600
    assert limit("D").recommended == 0
    assert limit("D").binding == "L2"


def test_a_cap_that_does_not_apply_asks_for_nothing() -> None:
    found = limit().caps[3]
    assert not found.applies
    assert found.missing == ()
    assert limit(pledged="yes", collateral="40000").binding == "L6"


@pytest.mark.parametrize("name", ["need", "loans", "income", "pledged"])
def test_one_unknown_cap_leaves_no_limit(name: str) -> None:
    found = limit(unknown=name)
    assert found.recommended is None
    assert found.difference is None
    assert any(name in each.missing for each in found.caps)


def test_without_a_grade_or_terms_or_request_there_is_no_limit() -> None:
    assert limit(None).recommended is None
    assert limit(terms=Terms(None, None, "")).recommended is None
    assert limit(requested=None).recommended is None


def test_every_cap_names_its_inputs_and_answers() -> None:
    repayment = limit().caps[1]
    assert [item.label for item in repayment.inputs] == ["月净收入", "等级系数", "现有月还款", "期限(月)", "年利率"]
    assert repayment.inputs[0].paths == ("/data/income",)


@pytest.mark.parametrize(
    ("need", "requested", "amount", "step"),
    [
        ("339999", "150000", 85_000, 5_000),
        ("349999", "150000", 95_000, 5_000),
        ("350000", "150000", 100_000, 10_000),
        ("900000", "77000", 75_000, 5_000),
        ("239999", "150000", 0, 5_000),
    ],
)
def test_small_limits_are_rounded_in_small_steps(need: str, requested: str, amount: int, step: int) -> None:
    found = limit(need=need, income="50000", requested=requested)
    assert found.recommended == amount
    assert found.step == step


def a_score(amount: Decimal | None, grade: str | None) -> Score:
    zero = Decimal(0)
    return Score(amount, zero, zero, zero, grade, grade, (), zero, (), (), (), ())


def met(grades: dict[int, str | None], requested: str | None = "150000") -> Converged:
    def score_at(amount: Decimal | None) -> Score:
        return a_score(amount, None if amount is None else grades[int(amount)])

    return converge(
        None if requested is None else Decimal(requested),
        score_at=score_at,
        limit_at=lambda grade: limit(grade, requested),
        grade_of=lambda found: found.grade,
        worse_of=max,
    )


def test_both_scores_are_kept_and_a_better_one_at_less_does_not_raise_the_limit() -> None:
    found = met({150_000: "B", 55_000: "A"})
    assert (found.requested.grade, found.recommended.grade, found.grade) == ("B", "A", "B")
    assert found.limit.recommended == 55_000


def test_a_worse_score_at_the_limit_lowers_it_again() -> None:
    found = met({150_000: "A", 80_000: "B", 55_000: "B"})
    assert found.grade == "B"
    assert found.limit.recommended == found.recommended.amount == 55_000


def test_without_a_grade_there_is_one_score_and_no_limit() -> None:
    found = met({150_000: None})
    assert found.limit.recommended is None
    assert found.recommended is found.requested


def test_with_nothing_to_lend_the_score_is_that_of_the_request() -> None:
    found = met({150_000: "D"})
    assert found.limit.recommended == 0
    assert found.recommended.amount == 150_000


@pytest.mark.parametrize(
    ("reported", "state"),
    [("2025-12-01", "in_date"), ("2026-01-30", "in_date"), ("2025-11-30", "outdated"), ("2026-01-31", "outdated")],
)
def test_a_bureau_report_is_good_for_thirty_days_around_the_visit(reported: str, state: str) -> None:
    found = bureau_state(entered=True, reported_on=date.fromisoformat(reported), visited_on=date(2025, 12, 31))
    assert found == state


def test_a_bureau_report_that_is_not_in_is_absent() -> None:
    visit = date(2025, 12, 31)
    assert bureau_state(entered=False, reported_on=visit, visited_on=visit) == "absent"
    assert bureau_state(entered=True, reported_on=None, visited_on=visit) == "absent"
