"""The shipped method keeps the decided conventions when one answer of the sample changes: unknown is never zero, a refusal costs
marks, nothing falls back to what was only declared, and who a person is changes no point."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from checklists.model.assessment import Advice, Assessment, CrossCheck, IndicatorScore, Verdict
from checklists.model.checklist import Checklist
from checklists.samples import sample_answers

Assess = Callable[..., Assessment]
Change = Callable[..., Assessment]


@pytest.fixture(scope="session")
def changed(checklist: Checklist, assessed: Assess) -> Change:
    """The sample assessed with other answers, by question name; ``row`` is the row of those inside a list."""

    def run(row: int = 1, remarks: dict[str, str] | None = None, **answers: str) -> Assessment:
        return assessed({_path(checklist, name, row): text for name, text in answers.items()}, remarks=remarks)

    return run


def _path(checklist: Checklist, name: str, row: int) -> str:
    template = checklist.paths[name]
    known = {_bare(path, row) for path in sample_answers("fmcg_wholesale")}
    folder, _, leaf = template.rpartition("/")
    inside = any(path.startswith(f"{folder}[1]/") for path in known)
    return f"{folder}[{row}]/{leaf}" if inside else template


def _bare(path: str, row: int) -> str:
    return path.replace(f"[{row}]", "[1]")


@pytest.fixture(scope="session")
def sample(assessed: Assess) -> Assessment:
    return assessed()


def check(result: Assessment, name: str) -> CrossCheck:
    return next(each for each in result.cross_checks if each.name == name)


def indicator(result: Assessment, name: str) -> IndicatorScore:
    return next(each for dimension in result.score.dimensions for each in dimension.indicators if each.name == name)


def points(result: Assessment) -> list[Decimal | None]:
    return [each.points for dimension in result.score.dimensions for each in dimension.indicators]


# ---- a row without its amount


def test_a_stock_row_without_its_count_leaves_no_estimate_that_rests_on_the_stock(changed: Change) -> None:
    found = changed(row=12, stock_name="新添的一行")
    assert found.fact("inventory") is None
    by_purchases = next(each for each in found.turnover.estimates if each.label.startswith("M4 进货法"))
    assert by_purchases.value is None
    assert check(found, "warehouse_capacity").verdict is Verdict.INSUFFICIENT
    flags = {hit.name: hit.fired for hit in found.red_flags}
    assert flags["r_near_expiry"] is None


def test_a_debt_without_its_kind_leaves_the_borrowing_unknown(changed: Change) -> None:
    found = changed(row=2, debt_lender="某人", debt_balance="200000", debt_month_payment="0")
    assert found.fact("existing_loans") is None
    assert found.limit.recommended is None


@pytest.mark.parametrize("answer", ["refused", ""])
def test_a_kind_of_debt_that_is_not_told_leaves_the_monthly_payments_unknown(changed: Change, answer: str) -> None:
    found = changed(debt_gate_private=answer)
    assert found.fact("existing_debt_service_month") is None
    assert indicator(found, "c1_payment_share").points is None


# ---- refusals


@pytest.mark.parametrize(
    "question",
    ["related_gate", "deposits_gate", "power_gate", "previous_gate", "vehicle_gate", "invoice_gate", "licence_seen",
     "ledger_asked", "agency_gate", "rebate_gate", "fines_gate"],
)  # fmt: skip
def test_whatever_is_refused_costs_marks_and_a_blank_does_not(
    changed: Change, sample: Assessment, question: str
) -> None:
    full = indicator(sample, "a6_cooperation").points
    assert full == 2
    assert indicator(changed(**{question: "refused"}), "a6_cooperation").points == 1
    assert indicator(changed(**{question: ""}), "a6_cooperation").points == full


# ---- who a person is


@pytest.mark.parametrize(
    ("question", "answer"),
    [("marital_status", "divorced"), ("soft_marriage", "single"), ("soft_age", "under_30"), ("soft_age", "over_45"),
     ("soft_children", "none"), ("client_id_number", "320981199001011229")],
)  # fmt: skip
def test_marriage_age_children_and_sex_change_no_point(
    changed: Change, sample: Assessment, question: str, answer: str
) -> None:
    found = changed(**{question: answer})
    assert points(found) == points(sample)
    assert found.limit.recommended == sample.limit.recommended


# ---- what binds


def test_loans_that_only_the_bureau_knows_stand_in_the_way(changed: Change) -> None:
    found = changed(bureau_loan_balance="500000", remarks={"check/bureau_loans": "客户说忘了"})
    assert check(found, "bureau_loans").verdict is Verdict.FAIL
    assert not found.decision.advice.agrees
    assert found.decision.amount is None


def test_a_hole_in_the_cash_roll_stands_in_the_way(changed: Change) -> None:
    found = changed(op_money="100000", remarks={"check/cash_roll": "记不清了"})
    assert check(found, "cash_roll").verdict is Verdict.FAIL
    assert not found.decision.advice.agrees


def test_guarantees_that_only_the_bureau_knows_burden_the_household(changed: Change, sample: Assessment) -> None:
    def household(result: Assessment) -> Decimal | None:
        return next(cap.amount for cap in result.limit.caps if cap.name == "l5_household")

    before, after = household(sample), household(changed(bureau_guarantees="50000"))
    assert before is not None
    assert after == before - 50_000


def test_a_loan_on_collateral_that_is_not_listed_has_no_limit(changed: Change) -> None:
    found = changed(guarantee_kind="mortgage")
    assert found.limit.recommended is None
    assert not found.decision.advice.agrees


def test_an_equity_check_that_could_not_be_made_leaves_its_veto_undecided(changed: Change) -> None:
    found = changed(op_other="")
    assert {hit.name: hit.fired for hit in found.score.vetoes}["v_equity"] is None
    assert any(point.startswith("权益检验未通过且没有解释") for point in found.decision.open_points)


def test_the_need_for_working_capital_shows_what_it_is_worked_out_from(sample: Assessment) -> None:
    need = next(cap for cap in sample.limit.caps if cap.name == "l1_working_capital")
    shown = {each.label: each.value for each in need.inputs}
    assert shown["营运资金量(销售利润率取核实净利率,不含权益缺口调减)"] == sample.fact("working_capital_requirement")
    assert shown["旺季营运资金量(营运资金量×旺季系数)"] == sample.fact("working_capital_peak")
    assert shown["自有营运资金"] == sample.fact("own_funds")


# ---- verified figures


def test_months_of_cash_are_counted_on_what_the_checks_leave(changed: Change, sample: Assessment) -> None:
    assert sample.fact("positive_cash_months") == 12
    fewer = changed(declared_sales="2500000").fact("positive_cash_months")
    assert isinstance(fewer, Decimal)
    assert fewer < 6


def test_without_turnover_no_month_of_cash_is_counted(changed: Change) -> None:
    found = changed(declared_sales="")
    assert found.fact("positive_cash_months") is None
    assert indicator(found, "c4_cash_months").points is None


def test_who_pays_no_interest_has_no_open_question_about_it(assessed: Assess, checklist: Checklist) -> None:
    template = checklist.paths["month_interest"]
    folder, _, leaf = template.rpartition("/")
    found = assessed({f"{folder}[{month}]/{leaf}": "0" for month in range(1, 13)})
    assert found.fact("interest_cover") is None
    assert {hit.name: hit.fired for hit in found.red_flags}["r_interest"] is False


# ---- the request


@pytest.mark.parametrize("amount", ["0", "-5", ""])
def test_a_request_of_nothing_is_open_and_no_ground_to_refuse(changed: Change, amount: str) -> None:
    found = changed(requested_amount=amount)
    assert found.limit.recommended is None
    assert found.decision.advice is Advice.WITHHELD
    assert found.decision.reasons[0] == "申请金额未填或无效,额度无法测算。"


def test_a_request_below_one_step_is_told_so(changed: Change) -> None:
    found = changed(requested_amount="4000")
    assert found.decision.advice is Advice.WITHHELD
    assert "申请金额不足一个取整单位(0.5万元),不出额度。" in found.decision.reasons


def test_a_request_that_is_only_rounded_is_not_called_cut(changed: Change) -> None:
    found = changed(requested_amount="79000")
    assert found.limit.binding == "requested"
    assert found.decision.label == "建议同意,取整为7.5万元"
    assert "按核实数测算额度7.5万元,申请金额在各项上限之内,按0.5万元向下取整。" in found.decision.reasons
