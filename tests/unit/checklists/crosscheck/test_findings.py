"""Findings of the core checks: what they say to a banker, and that they say nothing while something is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checklists.crosscheck.equity import EquityCheck
from checklists.crosscheck.findings import (
    EquityInputs,
    equity_finding,
    margin_finding,
    rule_of,
    turnover_finding,
)
from checklists.crosscheck.margin import Product
from checklists.model.assessment import CheckInput, CrossCheck, Turnover, Verdict
from checklists.model.checklist import CheckKind, CrossCheckRule, Provenance, TurnoverMethodRule

EQUITY = rule_of(CheckKind.EQUITY, [])


def given(label: str, value: int | None) -> CheckInput:
    return CheckInput(label, None if value is None else Decimal(value), (f"/data/{label}",))


def inputs(**changes: int | None) -> EquityInputs:
    amounts: dict[str, int | None] = {
        "initial_equity": 420_000,
        "period_profit": 194_000,
        "injections": 0,
        "other_income": 30_000,
        "withdrawals": 80_000,
        "household_spending": 96_000,
        "appreciation": 0,
        "depreciation": 30_000,
        "actual_equity": 438_000,
    }
    return EquityInputs(**{key: given(key, value) for key, value in (amounts | changes).items()})


def equity(
    rule: CrossCheckRule = EQUITY, missing: tuple[str, ...] = (), **changes: int | None
) -> tuple[CrossCheck, EquityCheck]:
    return equity_finding(rule, inputs(**changes), opening_assets=Decimal(720_000), missing=missing, remark="")


def test_the_worked_example_closes() -> None:
    finding, check = equity()
    assert check.difference == 0
    assert finding.verdict is Verdict.PASS
    assert "对得上" in finding.meaning
    assert finding.formula.startswith("应有权益=")
    assert len(finding.inputs) == 9


def test_inflated_stock_is_an_excess_that_may_be_hidden_debt() -> None:
    finding, check = equity(actual_equity=538_000)
    assert finding.verdict is Verdict.FAIL
    assert round(check.rate_of_expected_equity or 0, 6) == Decimal("0.228311")
    assert round(check.rate_of_period_profit or 0, 6) == Decimal("0.515464")
    assert "多100,000.00元(偏差率22.8%,占期间利润51.5%)" in finding.meaning
    assert "潜在隐性负债" in finding.meaning


def test_missing_equity_is_taken_off_the_profit() -> None:
    finding, _ = equity(actual_equity=410_000)
    assert finding.verdict is Verdict.EXPLAIN
    assert "少28,000.00元" in finding.meaning
    assert "从期间利润中扣减" in finding.meaning


def test_a_small_gap_passes_and_is_reckoned_with_all_the_same() -> None:
    finding, check = equity(actual_equity=437_000)
    assert finding.verdict is Verdict.PASS
    assert check.difference == -1000
    assert "从利润中扣减" in finding.meaning


def test_no_figure_is_shown_while_an_input_is_missing() -> None:
    finding, _ = equity(depreciation=None)
    assert finding.verdict is Verdict.INSUFFICIENT
    assert finding.expected is finding.actual is finding.rate is None
    assert finding.missing == ("depreciation",)
    assert finding.meaning == "资料不足,不能下结论:缺depreciation。"
    blank_row, _ = equity(missing=("期初存货",))
    assert blank_row.verdict is Verdict.INSUFFICIENT
    assert blank_row.missing == ("期初存货",)


def test_an_expected_equity_below_zero_is_measured_by_the_opening_assets() -> None:
    _, check = equity(period_profit=-400_000, actual_equity=-120_000)
    assert check.expected_equity == -156_000
    assert check.rate_of_expected_equity == Decimal("0.05")


def test_a_checklist_may_set_its_own_tolerances() -> None:
    strict = replace(EQUITY, pass_within=Decimal("0.01"), explain_within=Decimal("0.02"))
    assert equity(strict, actual_equity=430_000)[0].verdict is Verdict.EXPLAIN
    assert equity(strict, actual_equity=420_000)[0].verdict is Verdict.FAIL


def test_core_checks_are_made_even_where_a_checklist_lists_none() -> None:
    assert [rule_of(kind, []).name for kind in (CheckKind.EQUITY, CheckKind.MARGIN, CheckKind.TURNOVER)] == [
        "equity_check",
        "margin_check",
        "turnover_check",
    ]


def product(name: str, share: str, margin: str) -> Product:
    return Product(name, Decimal(share), Decimal(margin))


THREE = (product("饮料", "0.45", "0.1"), product("乳品", "0.3", "0.14"), product("休闲食品", "0.25", "0.152"))


def margin(products: tuple[Product, ...], reported: str | None, missing: tuple[str, ...] = ()) -> CrossCheck:
    value = CheckInput("报表毛利率", None if reported is None else Decimal(reported))
    rule = rule_of(CheckKind.MARGIN, [])
    return margin_finding(rule, products, value, least_products=3, paths=(), missing=missing, remark="")[0]


@pytest.mark.parametrize(
    ("reported", "verdict", "words"),
    [
        ("0.125", Verdict.PASS, "在容差内"),
        ("0.112", Verdict.EXPLAIN, "低报收入或多列成本"),
        ("0.16", Verdict.FAIL, "虚增收入、少列成本"),
    ],
)
def test_margin_findings_say_which_way_the_statement_leans(reported: str, verdict: Verdict, words: str) -> None:
    finding = margin(THREE, reported)
    assert finding.verdict is verdict
    assert words in finding.meaning


def test_too_few_products_or_too_little_of_sales_say_nothing() -> None:
    for sample in (THREE[:2], (THREE[1], THREE[2], product("糖", "0.01", "0.2"))):
        finding = margin(sample, "0.125")
        assert finding.verdict is Verdict.INSUFFICIENT
        assert finding.actual is finding.deviation is None
    assert margin(THREE, None).missing == ("报表毛利率",)


METHODS = (("M3", 3_940_000, True), ("M4", 4_004_577, False), ("M1", 4_020_375, False), ("M2", None, False))


def turnover(
    declared: int | None, methods: tuple[tuple[str, int | None, bool], ...] = METHODS
) -> tuple[CrossCheck, Turnover]:
    rows = [
        (
            TurnoverMethodRule(name, f"{name} 法", name, "", "", (), Provenance("test")),
            None if value is None else Decimal(value),
            third_party,
            (f"/data/{name}",),
        )
        for name, value, third_party in methods
    ]
    return turnover_finding(rule_of(CheckKind.TURNOVER, []), given("申报营业额", declared), rows, missing=(), remark="")


def test_turnover_names_its_sources_and_the_farthest_estimate() -> None:
    finding, summary = turnover(4_000_000)
    assert finding.verdict is Verdict.PASS
    assert summary.median == 4_004_577
    assert summary.adopted == 4_000_000
    assert finding.meaning.startswith("3种有效方法、3类来源、其中第三方1种")
    assert "“M3 法”,比申报低1.5%" in finding.meaning
    assert [estimate.verdict for estimate in summary.estimates][-1] is Verdict.INSUFFICIENT
    assert {estimate.family for estimate in summary.estimates} == {"流水税票", "进货存货", "单据时间", "现金盘点"}


def test_turnover_that_is_overstated_fails_and_the_median_is_adopted() -> None:
    finding, summary = turnover(5_200_000)
    assert finding.verdict is Verdict.FAIL
    assert summary.adopted == 4_004_577
    assert finding.deviation == 4_004_577 - 5_200_000
    assert "超出容差" in finding.meaning


def test_turnover_without_enough_evidence_adopts_nothing() -> None:
    finding, summary = turnover(4_000_000, METHODS[:2])
    assert finding.verdict is summary.verdict is Verdict.INSUFFICIENT
    assert summary.adopted is finding.actual is None
    assert "须至少3种方法" in finding.meaning
    nothing_declared, _ = turnover(None)
    assert nothing_declared.missing == ("申报营业额",)
