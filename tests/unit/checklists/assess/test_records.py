"""What is on record of a check and of a decision, and what the method makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal

import pytest

from checklists.assess import assess
from checklists.assess.answers import form_of
from checklists.assess.inputs import inputs_by_check, reads
from checklists.model.assessment import Advice, Assessment, CrossCheck, Verdict, first_result
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.records import (
    GRADE,
    CheckException,
    Confirmation,
    FirstResult,
    GradeOverride,
    found,
    is_record,
    record_of,
    record_text,
)

Assess = Callable[..., Assessment]


def equity(of: Assessment) -> CrossCheck:
    return next(check for check in of.cross_checks if check.kind == "equity")


def leave_for(check: CrossCheck, **other: str) -> str:
    about = {"superior": "沈国华", "position": "支行行长", "reason": "期初数已另行查实"} | other
    return record_text(CheckException(**about, expected=check.expected, actual=check.actual))


@pytest.fixture(scope="module")
def failing(checklist: Checklist) -> dict[str, str]:
    """An opening balance that nobody believes: the equity check fails."""
    return {checklist.paths["op_other"]: "1000000"}


# ---- records as text


def test_each_record_reads_back_as_it_was_written() -> None:
    none = FirstResult(Verdict.FAIL, Decimal("1"), None, Decimal("-0.5"), Decimal("0.031"), None)
    records = (
        none,
        CheckException("甲", "行长", "理由", Decimal(3), None),
        GradeOverride(-1, "A", "", "甲", "乙", "理由"),
        Confirmation(Advice.AGREE, Decimal(90000), "理由", "周明", Advice.CAUTION, None),
    )
    assert record_of(FirstResult, record_text(records[0])) == records[0]
    assert record_of(CheckException, record_text(records[1])) == records[1]
    assert record_of(GradeOverride, record_text(records[2])) == records[2]
    assert record_of(Confirmation, record_text(records[3])) == records[3]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "nonsense", '{"verdict":"pass"}', record_text(GradeOverride(1, "B", "", "甲", "乙", "丙")) + " "],
)
def test_what_is_no_record_is_none(text: str) -> None:
    assert found(GradeOverride, {GRADE: text}, GRADE) is None


def test_a_number_of_notches_that_is_a_truth_value_is_no_record() -> None:
    text = record_text(GradeOverride(1, "B", "", "甲", "乙", "丙")).replace('"notches":1', '"notches":true')
    assert found(GradeOverride, {GRADE: text}, GRADE) is None


def test_explanations_are_remarks_and_records_are_none() -> None:
    assert not is_record("check/equity_check")
    assert not is_record("/data/stock")
    assert all(is_record(subject) for subject in ("first/x", "exception/x", "decision/grade", "decision/confirmation"))


# ---- which answers a check reads


def test_the_equity_check_reads_lists_through_lines_and_gates(checklist: Checklist) -> None:
    inputs = inputs_by_check(checklist, form_of(checklist))["equity_check"]
    paths = checklist.paths
    for name in ("ap_amount", "payables_gate", "month_wages", "stock_quantity", "stock_cost", "adj_line", "op_other"):
        assert paths[name] in inputs, name
    assert paths["client_name"] not in inputs
    assert paths["site_state"] not in inputs


def test_a_row_that_comes_or_goes_changes_a_check_that_reads_its_cells(checklist: Checklist) -> None:
    inputs = inputs_by_check(checklist, form_of(checklist))["stock_sampling"]
    row = checklist.paths["stock_quantity"].rpartition("/")[0]
    assert reads(inputs, f"{row}[3]", is_row=True)
    assert reads(inputs, f"{row}[3]/stock_quantity")
    assert not reads(inputs, f"{row}[3]/stock_name")
    assert not reads(inputs, checklist.paths["debt_balance"].rpartition("/")[0] + "[1]", is_row=True)


def test_changing_an_answer_that_no_check_names_changes_no_check(
    checklist: Checklist, a_case: Callable[..., Case]
) -> None:
    """The map is whole: whatever it leaves out cannot move a result."""
    inputs = inputs_by_check(checklist, form_of(checklist))
    case = a_case()
    before = {check.name: first_result(check) for check in assess(case, checklist).cross_checks}
    for path in sorted(case.answers)[::9]:
        text = case.answers[path]
        other = {**case.answers, path: str(int(text) + 3) if text.isdigit() else ""}
        other = {key: value for key, value in other.items() if value}
        changed = Case(case.id, case.number, case.industry, case.checklist_sha256, case.created_at, answers=other)
        after = {check.name: first_result(check) for check in assess(changed, checklist).cross_checks}
        moved = [name for name in before if after[name] != before[name]]
        assert all(reads(inputs[name], path) for name in moved), (path, moved)


# ---- first results


def test_a_first_result_on_record_stands_beside_the_last_one(assessed: Assess, failing: dict[str, str]) -> None:
    first = first_result(equity(assessed(failing)))
    now = equity(assessed(remarks={"first/equity_check": record_text(first)}))
    assert now.first == first
    assert (now.first.verdict, now.verdict) == (Verdict.FAIL, Verdict.PASS)


def test_a_record_that_cannot_be_read_is_no_first_result(assessed: Assess) -> None:
    assert equity(assessed(remarks={"first/equity_check": "{}"})).first is None


# ---- a superior's exception


def test_a_failed_check_that_is_excepted_allows_conditions_and_says_so(assessed: Assess, checklist: Checklist) -> None:
    answers = {checklist.paths["staff_wage_month"]: "20000"}
    without = assessed(answers)
    failed = [
        check for check in without.cross_checks if check.verdict is Verdict.FAIL and check.name == "net_profit_check"
    ]
    assert without.decision.advice is Advice.CAUTION
    assert without.grading.grade == "C"
    found = assessed(answers, remarks={"exception/net_profit_check": leave_for(failed[0])})
    assert found.decision.advice is Advice.AGREE_WITH_CONDITIONS
    assert found.decision.label.startswith("建议有条件同意(上级例外)")
    assert found.decision.reasons[0].startswith("上级例外:")
    assert "支行行长沈国华准予例外,理由:期初数已另行查实" in found.decision.reasons[0]
    assert any("偏差的解释和证据" in condition for condition in found.decision.conditions)
    # The grade stays under its ceiling, and with it every coefficient and the amount.
    assert (found.grading, found.limit, found.score) == (without.grading, without.limit, without.score)


def test_an_exception_of_one_check_lets_no_other_failure_pass(assessed: Assess, failing: dict[str, str]) -> None:
    """The opening balance fails the cash roll too."""
    failed = equity(assessed(failing))
    remarks = {"check/equity_check": "期初漏记设备款", "exception/equity_check": leave_for(failed)}
    found = assessed(failing, remarks=remarks)
    assert equity(found).is_excepted
    assert not found.decision.advice.agrees


def test_an_exception_is_no_explanation_so_the_veto_stays(assessed: Assess, failing: dict[str, str]) -> None:
    failed = equity(assessed(failing))
    found = assessed(failing, remarks={"exception/equity_check": leave_for(failed)})
    assert found.decision.advice is Advice.REFUSE
    assert [hit.name for hit in found.score.vetoes if hit.fired] == ["v_equity"]


def test_an_exception_lapses_with_the_figures_that_it_was_given_for(assessed: Assess, failing: dict[str, str]) -> None:
    leave = leave_for(equity(assessed(failing)))
    other = dict.fromkeys(failing, "1200000")
    found = equity(assessed(other, remarks={"exception/equity_check": leave}))
    assert found.exception is not None
    assert not found.is_excepted


# ---- the grade moved by people


def moved(notches: int, grade: str, **other: str) -> dict[str, str]:
    about = {
        "authority": "branch_head" if notches > 0 else "",
        "decided_by": "沈国华",
        "second": "许兰",
        "reason": "见面谈记录",
    }
    return {GRADE: record_text(GradeOverride(notches, grade, **(about | other)))}


def test_a_grade_moved_down_lowers_the_limit_and_prints_both(assessed: Assess) -> None:
    plain = assessed()
    assert (plain.grading.by_method, plain.grading.grade) == ("A", "A")
    found = assessed(remarks=moved(-1, "A"))
    assert (found.grading.by_method, found.grading.grade, found.grading.in_force) == ("A", "B", True)
    assert found.limit.recommended is not None
    assert plain.limit.recommended is not None
    assert found.limit.recommended <= plain.limit.recommended
    coefficients = {cap.name: cap.coefficient for cap in found.limit.caps}
    assert coefficients["l2_repayment"] == Decimal("0.6")
    assert any("人工下调为B" in reason for reason in found.decision.reasons)


def test_a_grade_moved_to_the_worst_is_refused(assessed: Assess) -> None:
    found = assessed(remarks=moved(-3, "A"))
    assert found.grading.grade == "D"
    assert found.decision.advice is Advice.REFUSE


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (moved(1, "B"), "是对B级决定的"),
        (moved(1, "A"), "没有可上调的余地"),
        (moved(2, "A"), "支行行长最多上调1级"),
        (moved(1, "A", authority="loan_officer"), "有权人"),
        (moved(-1, "A", second="沈 国华"), "复核人不能是决定人自己"),
        (moved(-1, "A", reason=" "), "没有写理由"),
        (moved(0, "A"), "没有写调几级"),
    ],
)
def test_a_move_that_may_not_be_made_changes_nothing_and_is_told(
    assessed: Assess, record: dict[str, str], why: str
) -> None:
    found, plain = assessed(remarks=record), assessed()
    assert not found.grading.in_force
    assert why in found.grading.lapsed
    assert found.limit == plain.limit
    assert found.decision.advice is plain.decision.advice


def test_a_grade_is_bettered_by_whom_the_scorecard_names_but_never_over_a_ceiling(
    assessed: Assess, checklist: Checklist
) -> None:
    paths = checklist.paths
    weak = {
        paths["site_state"]: "closed",
        paths["main_business_years"]: "1",
        paths["neighbour_result"]: "bad",
        paths["top_customer_percent"]: "60",
    }
    plain = assessed(weak)
    grade = plain.grading.by_method
    assert grade in ("B", "C")
    found = assessed(weak, remarks=moved(1, grade))
    assert found.grading.in_force
    assert found.grading.grade == {"B": "A", "C": "B"}[grade]
    pressed = {**weak, paths["bureau_max_consecutive"]: "2"}
    held = assessed(pressed)
    assert held.grading.by_method == "C"
    assert assessed(pressed, remarks=moved(1, "C")).grading.grade == "C"


def test_no_grade_lifts_a_veto(assessed: Assess, checklist: Checklist) -> None:
    found = assessed({checklist.paths["court_check"]: "unsettled"}, remarks=moved(2, "A", authority="risk_head"))
    assert found.decision.advice is Advice.REFUSE


def test_two_people_of_the_bank_may_better_a_grade(checklist: Checklist) -> None:
    assert {rule.label: rule.most_notches for rule in checklist.scorecard.authorities} == {
        "支行行长": 1,
        "总行风险管理部负责人": 2,
    }


# ---- a person concludes


def test_a_conclusion_stands_beside_the_advice_until_the_advice_changes(assessed: Assess) -> None:
    advised = assessed().decision
    record = record_text(Confirmation(Advice.CAUTION, None, "还要看旺季", "周明", advised.advice, advised.amount))
    found = assessed(remarks={"decision/confirmation": record})
    assert found.is_confirmed
    assert found.decision == advised
    later = assessed(remarks={"decision/confirmation": record, **moved(-3, "A")})
    assert later.confirmation is not None
    assert not later.is_confirmed


def test_a_case_without_records_has_none(assessed: Assess) -> None:
    plain = assessed()
    assert plain.confirmation is None
    assert plain.grading.override is None
    assert all(check.first is None and check.exception is None for check in plain.cross_checks)
    assert {each.name for each in fields(plain.grading)} == {"by_method", "grade", "override", "lapsed"}
