"""Our own sheets: scorecard arithmetic, bins, caps, benchmarks, red flags, and a source for every figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checklists import workbook
from checklists.model.errors import SheetProblem

Check = Callable[..., list[SheetProblem]]

LOW = "bin,,debt_ratio_score,,,,0.5,,60,,,负债低,,"
HIGH = "bin,,debt_ratio_score,,,0.5,,,20,,,负债高,,"


@pytest.mark.parametrize(
    ("sheet", "old", "new", "code", "row", "column"),
    [
        ("scorecard", HIGH, HIGH.replace(",0.5,,,20", ",0.6,,,20"), "bin_gap", 5, "lower"),
        ("scorecard", HIGH, HIGH.replace(",0.5,,,20", ",0.4,,,20"), "bin_overlap", 5, "lower"),
        ("scorecard", HIGH, HIGH.replace(",0.5,,,20", ",0.5,2,,20"), "bin_gap", 5, "upper"),
        ("scorecard", LOW, LOW.replace(",,0.5,,60", ",0,0.5,,60"), "bin_gap", 4, "lower"),
        ("scorecard", LOW, LOW.replace(",,0.5,,60", ",0.7,0.5,,60"), "bin_empty", 4, "lower"),
        ("scorecard", LOW, LOW.replace(",60,", ",50,"), "max_points", 3, "points"),
        ("scorecard", LOW, LOW.replace("debt_ratio_score", "debt_ratio_scor"), "unknown_name", 4, "name"),
        ("scorecard", "还款能力,,,,,60", "还款能力,,,,,50", "total_not_100", 2, "points"),
        ("scorecard", "indicator,ability,", "indicator,abilty,", "unknown_name", 3, "dimension"),
        ("scorecard", "${debt_ratio},,,,60", "${debt_ratio},,,,55", "dimension_total", 2, "points"),
        ("scorecard", "${debt_ratio},,,,60", ",,,,60", "missing_value", 3, "value"),
        ("scorecard", "explain fail", "explain failed", "unknown_choice", 9, "equals"),
        ("scorecard", "explain fail", "explain", "choice_without_bin", 7, "value"),
        ("scorecard", "explain fail", "explain fail pass", "bin_overlap", 9, "equals"),
        ("scorecard", "0.8,B,", "0.8,E,", "unknown_grade", 11, "effect"),
        ("scorecard", ",caution,", ",maybe,", "unknown_advice", 13, "effect"),
        ("scorecard", "差,,,,", "差,,10,,", "grade_bounds", 12, "lower"),
        ("scorecard", "veto,,no_stock", "vetto,,no_stock", "unknown_kind", 10, "kind"),
        ("scorecard", "= 'no',,,本行待校准", "= 'no',,,", "missing_source", 10, "source"),
        ("crosschecks", "0.05,0.15", "5%,0.15", "not_a_number", 3, "pass_within"),
        ("crosschecks", "0.05,0.15", "0.25,0.15", "tolerance_order", 3, "pass_within"),
        ("crosschecks", "value inventory", "valu inventory", "unknown_reference", 3, "inputs"),
        ("crosschecks", "compare,stock_check", "compare,equity_check", "duplicate_name", 3, "name"),
        ("crosschecks", "compare,stock_check,存货核对,,", "equity,stock_check,存货核对,,", "duplicate_kind", 3, "kind"),
        ("crosschecks", ",M3,", ",M13,", "unknown_method", 6, "method"),
        ("crosschecks", "0.20,,本行待校准", "0.20,,", "missing_source", 2, "source"),
        ("crosschecks", "margin_check", "adopted_margin", "name_taken", 4, "name"),
        ("crosschecks", "margin_check", "has_stock", "name_taken", 4, "name"),
        ("caps", "amount", "amont", "unknown_kind", 2, "kind"),
        ("caps", "${equity} * 0.5", "${equty} * 0.5", "unknown_reference", 2, "gross"),
        ("caps", ",,0.8,0,", ",,-0.8,0,", "negative_coefficient", 2, "B"),
        ("benchmarks", "inventory_days", "inventory_day", "unknown_fact", 2, "fact"),
        ("benchmarks", ",20,,45", ",50,,45", "benchmark_order", 2, "low"),
        ("redflags", "major", "huge", "unknown_severity", 2, "severity"),
        ("redflags", "店里没货", "", "missing_label", 2, "label::中文 (zh)"),
        ("redflags", "${has_stock} = 'no'", "", "missing_value", 2, "when"),
    ],
)
def test_a_slip_in_a_rule_is_found(
    problems_after: Check, sheet: str, old: str, new: str, code: str, row: int, column: str
) -> None:
    found = [problem for problem in problems_after((sheet, old, new)) if problem.code == code]
    assert [(each.sheet, each.row, each.column) for each in found] == [(sheet, row, column)]


def test_the_message_of_a_gap_says_where_it_is(problems_after: Check) -> None:
    (problem,) = problems_after(("scorecard", HIGH, HIGH.replace(",0.5,,,20", ",0.6,,,20")))
    assert problem.message == "指标“资产负债率”在 0.5 与 0.6 之间没有分档。"


def test_a_percent_is_answered_with_a_fraction(problems_after: Check) -> None:
    (problem,) = problems_after(("crosschecks", "0.05,0.15", "5%,0.15"))
    assert "0.10" in problem.message


def test_a_checklist_without_grades_is_refused(problems_after: Check) -> None:
    kept = "grade,,A,优,,80,,,,,agree,,,\ngrade,,B,中,,60,,,,,caution,,,\ngrade,,C,差,,,,,,,refuse,,,\n"
    codes = {each.code for each in problems_after(("scorecard", kept, ""))}
    assert "no_grades" in codes


def test_an_indicator_without_bins_is_refused(problems_after: Check) -> None:
    problems = problems_after(("scorecard", f"{LOW}\n", ""), ("scorecard", f"{HIGH}\n", ""))
    assert [each.code for each in problems] == ["no_bins"]


@pytest.mark.parametrize(
    ("sheet", "code", "severity"),
    [("scorecard", "no_scorecard", "error"), ("caps", "no_caps", "error"), ("crosschecks", "no_equity", "warning")],
)
def test_a_method_without_one_of_its_parts_is_told(
    write_folder: Callable[..., Path], sheet: str, code: str, severity: str
) -> None:
    problems = workbook.check(workbook.load_industry(write_folder(**{sheet: None})))
    assert (code, severity) in {(each.code, each.severity) for each in problems}


def test_a_turnover_check_without_methods_is_refused(problems_after: Check) -> None:
    problems = problems_after(
        ("crosschecks", "turnover_method,by_stock,按存货推算,M3,,${total} * 12,,no,,,total,本行待校准,1\n", "")
    )
    assert [(each.code, each.severity) for each in problems] == [("no_turnover_methods", "error")]


def test_a_name_with_two_meanings_is_pointed_out(problems_after: Check) -> None:
    problems = problems_after(
        ("survey", "decimal,cost", "decimal,rent"),
        ("survey", "${cost}", "${rent}"),
        ("redflags", "${has_stock} = 'no'", "sum(${rent}) > 5"),
    )
    assert [(each.code, each.severity, each.column) for each in problems] == [("two_meanings", "warning", "when")]
