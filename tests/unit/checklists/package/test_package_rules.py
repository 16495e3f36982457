"""Rows of our sheets become rules: names resolved, numbers exact, what is wrong collected."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checklists.model.checklist import CapKind, CheckKind
from checklists.package import Names, Rules, SheetRow, parse_rules
from checklists.package.names import nearest

PATHS = {
    "amount": "/data/ask/amount",
    "stock": "/data/goods/stock",
    "value": "/data/goods/stock/value",
    "requested_amount": "/data/ask/requested_amount",
}


def _rules(sheet: str, *rows: dict[str, str], **more: list[dict[str, str]]) -> Rules:
    sheets = {sheet: rows, **more}
    numbered = {
        name: [SheetRow(name, number, row) for number, row in enumerate(each, start=2)] for name, each in sheets.items()
    }
    return parse_rules(numbered, paths=PATHS)


def _check(**cells: str) -> dict[str, str]:
    row = {"kind": "compare", "name": "check", "label": "核对", "expected": "${amount}", "actual": "sum(${value})"}
    return {**row, "pass_within": "0.05", "explain_within": "0.15", "source": "本行待校准", **cells}


@pytest.mark.parametrize(
    ("written", "resolved"),
    [
        ("${amount} > 5", "/data/ask/amount > 5"),
        ("sum(${value})", "sum(/data/goods/stock/value)"),
        ("count(${stock})", "count(/data/goods/stock)"),
        ("${ amount }", "/data/ask/amount"),
        ("${equity} - ${amount}", "$equity - /data/ask/amount"),
        ("${mine} = 'pass'", "$mine = 'pass'"),
        ("${requested_amount}", "/data/ask/requested_amount"),
        ("${nothing}", "${nothing}"),
    ],
)
def test_a_name_stands_for_a_path_or_a_variable(written: str, resolved: str) -> None:
    assert Names(PATHS, frozenset({"mine"})).resolve(written) == resolved


def test_names_that_mean_nothing_are_listed_once_each() -> None:
    assert Names(PATHS).unknown_in("${amont} + ${amont} + ${amount} + ${stok}") == ("amont", "stok")


@pytest.mark.parametrize(("name", "meant"), [("amont", "amount"), ("AMOUNT", "amount"), ("xyz", "")])
def test_a_misspelling_is_answered_with_the_nearest_name(name: str, meant: str) -> None:
    assert nearest(name, PATHS) == meant


def test_a_comparison_carries_its_resolved_expressions() -> None:
    (rule,) = _rules("crosschecks", _check(inputs="value equity", base="${equity}")).crosschecks
    assert rule.kind is CheckKind.COMPARE
    assert (rule.expected, rule.actual, rule.base) == ("/data/ask/amount", "sum(/data/goods/stock/value)", "$equity")
    assert (rule.pass_within, rule.explain_within) == (Decimal("0.05"), Decimal("0.15"))
    assert rule.inputs == ("/data/goods/stock/value", "$equity")


def test_a_check_judged_by_method_needs_no_expression() -> None:
    (rule,) = _rules(
        "crosschecks", _check(kind="equity", expected="", actual="", pass_within="", explain_within="")
    ).crosschecks
    assert (rule.kind, rule.expected, rule.pass_within) == (CheckKind.EQUITY, "", None)


@pytest.mark.parametrize(
    ("cell", "third_party"),
    [
        ("", "false()"),
        ("no", "false()"),
        ("yes", "true()"),
        ("TRUE", "true()"),
        ("${amount} > 0", "/data/ask/amount > 0"),
    ],
)
def test_a_turnover_method_says_who_its_evidence_is_from(cell: str, third_party: str) -> None:
    row = _check(kind="turnover_method", method="M3", expected="", actual="${amount} * 12", third_party=cell)
    (rule,) = _rules("crosschecks", row).turnover_methods
    assert (rule.method, rule.value, rule.third_party) == ("M3", "/data/ask/amount * 12", third_party)


def test_a_turnover_method_is_no_check_and_has_no_verdict() -> None:
    rules = _rules("crosschecks", _check(kind="turnover_method", method="M3", expected=""))
    assert rules.crosschecks == ()
    assert rules.names.meaning("check") is None


def test_a_turnover_method_has_one_value() -> None:
    rules = _rules("crosschecks", _check(kind="turnover_method", method="M3"))
    assert [each.code for each in rules.problems] == ["two_values"]


def test_grades_are_listed_best_first_and_scale_the_caps() -> None:
    grades = [
        {"kind": "grade", "name": "C", "lower": "", "effect": "refuse"},
        {"kind": "grade", "name": "A", "lower": "80", "effect": "agree"},
    ]
    cap = {"name": "cap", "label": "上限", "kind": "repayment", "gross": "${amount}", "C": "0", "source": "本行待校准"}
    rules = _rules("caps", cap, scorecard=grades)
    assert [(each.name, each.lower) for each in rules.scorecard.grades] == [("A", Decimal(80)), ("C", Decimal(0))]
    (found,) = rules.caps
    assert (found.kind, found.coefficients) == (CapKind.REPAYMENT, {"A": Decimal(1), "C": Decimal(0)})
    assert (found.existing, found.when) == ("", "")


def test_an_indicator_has_the_bins_that_bear_its_name() -> None:
    rows = [
        {"kind": "dimension", "dimension": "d", "label": "维度", "points": "100"},
        {"kind": "bin", "name": "i", "lower": "-0.5", "upper": "0.5", "points": "60", "reason": "合适"},
        {
            "kind": "indicator",
            "dimension": "d",
            "name": "i",
            "label": "指标",
            "value": "${equity}",
            "points": "60",
            "source": "x",
        },
        {"kind": "bin", "name": "i", "equals": "yes no", "points": "0"},
    ]
    rules = _rules("scorecard", *rows)
    assert rules.problems == ()
    (indicator,) = rules.scorecard.indicators
    assert indicator.value == "$equity"
    assert [(each.lower, each.upper, each.equals, each.reason) for each in indicator.bins] == [
        (Decimal("-0.5"), Decimal("0.5"), (), "合适"),
        (None, None, ("yes", "no"), ""),
    ]


@pytest.mark.parametrize("text", ["5%", "1,000", "１", "1e3", "NaN", "five", "0x10", "+1", "1."])
def test_only_a_plain_number_is_a_number(text: str) -> None:
    rules = _rules("crosschecks", _check(pass_within=text))
    assert [(each.code, each.column) for each in rules.problems] == [("not_a_number", "pass_within")]


def test_a_reference_in_quotes_is_a_text() -> None:
    rules = _rules("crosschecks", _check(expected="'${amount}'"))
    assert [each.code for each in rules.problems] == ["reference_in_quotes"]


def test_a_row_that_cannot_be_read_does_not_hide_the_others() -> None:
    rules = _rules("crosschecks", _check(expected="${amont}"), _check(name="second"))
    assert [each.name for each in rules.crosschecks] == ["second"]
    (problem,) = rules.problems
    assert (problem.row, problem.column, problem.code) == (2, "expected", "unknown_reference")
    assert "“amount”" in problem.message


@pytest.mark.parametrize("name", ["权益", "a b", "1st", "a-b"])
def test_a_rules_name_can_be_an_xpath_variable(name: str) -> None:
    assert [each.code for each in _rules("crosschecks", _check(name=name)).problems] == ["bad_name"]
