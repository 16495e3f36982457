"""Compare rows: any two figures of the sheets; what is blank makes no verdict."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.crosscheck.compare import compare
from checklists.model.assessment import CrossCheck, Verdict
from checklists.model.checklist import CheckKind, CrossCheckRule, Provenance
from checklists.model.evaluation import Unknown


class Sheet:
    """An evaluator over a handful of named figures."""

    def __init__(self, **figures: str) -> None:
        self._figures = figures

    def number(self, expression: str) -> Decimal | Unknown:
        value = self._figures.get(expression, "")
        return Decimal(value) if value else Unknown((expression,))

    def truth(self, expression: str) -> bool | Unknown:
        raise NotImplementedError

    def text(self, expression: str) -> str | Unknown:
        raise NotImplementedError

    def paths(self, expression: str) -> tuple[str, ...]:
        return (f"/data/{expression}",)


def row(base: str = "") -> CrossCheckRule:
    return CrossCheckRule(
        "rent_check",
        "租金",
        CheckKind.COMPARE,
        "contract",
        "booked",
        base,
        Decimal("0.05"),
        Decimal("0.10"),
        (),
        Provenance("手册1.4"),
    )


def check(rule: CrossCheckRule, *missing: str, **figures: str) -> CrossCheck:
    return compare(rule, Sheet(**figures), missing=missing, remark="说明")


@pytest.mark.parametrize(
    ("booked", "verdict"),
    [("105", Verdict.PASS), ("106", Verdict.EXPLAIN), ("90", Verdict.EXPLAIN), ("89", Verdict.FAIL)],
)
def test_deviation_is_measured_by_the_expected_figure(booked: str, verdict: Verdict) -> None:
    found = check(row(), contract="100", booked=booked)
    assert found.verdict is verdict
    assert found.deviation == Decimal(booked) - 100
    assert found.rate == (Decimal(booked) - 100) / 100
    assert found.inputs[0].paths == ("/data/booked",)
    assert found.remark == "说明"


def test_another_base_may_be_named() -> None:
    found = check(row("base"), contract="100", booked="120", base="1000")
    assert found.rate == Decimal("0.02")
    assert [item.label for item in found.inputs] == ["实际值", "对照值", "基准值"]


def test_deviation_from_a_negative_figure_keeps_its_sign() -> None:
    assert check(row(), contract="-100", booked="-104").rate == Decimal("-0.04")


def test_against_nothing_only_nothing_passes() -> None:
    assert check(row(), contract="0", booked="0").verdict is Verdict.PASS
    assert check(row(), contract="0", booked="1").verdict is Verdict.FAIL


def test_a_blank_side_makes_no_verdict_and_shows_no_figure() -> None:
    found = check(row(), booked="100")
    assert found.verdict is Verdict.INSUFFICIENT
    assert found.actual is found.expected is found.deviation is None
    assert found.missing == ("contract",)


def test_nothing_is_shown_before_all_inputs_are_answered() -> None:
    found = check(row(), "合同月租金", contract="100", booked="100")
    assert found.verdict is Verdict.INSUFFICIENT
    assert found.inputs[0].value is None
    assert found.meaning == "资料不足,不能下结论:缺合同月租金。"


@pytest.mark.parametrize(("actual", "said"), [("97000", "少3,000.00"), ("103000", "多3,000.00")])
def test_a_difference_is_told_with_its_amount_and_direction(actual: str, said: str) -> None:
    found = check(row(), contract="100000", booked=actual)
    assert said in found.meaning


def test_no_difference_is_not_told_as_one() -> None:
    meaning = check(row(), contract="100000", booked="100000").meaning
    assert "多" not in meaning
    assert "少" not in meaning
