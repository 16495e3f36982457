"""Expressions in the survey and in our sheets: every usual slip is found, placed and answered with how to mend it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists.model.errors import SheetProblem

Check = Callable[..., list[SheetProblem]]


def test_a_sound_checklist_has_no_problems(problems_after: Check) -> None:
    assert problems_after() == []


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("=IF(${total}>5,1,0)", "excel_formula", "Excel"),
        ("${total} ＞ 5", "full_width", "第 10 个字符“＞”应为“>”"),
        ("（${total} > 5）", "full_width", "第 1 个字符“（”应为“(”"),
        ("${total} <> 5", "wrong_operator", "!="),
        ("${total} == 5", "wrong_operator", "一个等号"),
        ("${total} / 2 > 5", "wrong_operator", "div"),
        ("${total} > 10%", "wrong_operator", "小数"),
        ("${total} > 5 AND ${total} < 9", "wrong_operator", "and"),
        ("${total} ${total}", "missing_operator", "运算符"),
        ("{total} > 5", "bad_reference", "${"),
        ("${total > 5", "bad_reference", "${名称}"),
        ("1 = = 2", "bad_expression", "读不通"),
        ("(${total} > 5", "bad_expression", "右括号"),
        ("${has_stock} = 'yes", "bad_expression", "引号"),
        ("${total} > ", "bad_expression", "没有写完"),
        ("sumif(${total}, 5)", "unknown_function", "sum"),
        ("IF(${total} > 5, 1, 0)", "unknown_function", "“if”"),
        ("selectd(${has_stock}, 'yes')", "unknown_function", "“selected”"),
        ("if(${total} > 5, 1)", "argument_count", "3 个参数"),
        ("${totl} > 5", "unknown_reference", "“total”"),
        ("${debt_ratio} > 0.5", "unknown_reference", "规则表"),
        ("total > 5", "bare_name", "${total}"),
        ("${has_stock} = 'Yes'", "unknown_choice", "“yes”"),
        ("selected(${has_stock}, 'maybe')", "unknown_choice", "yes、no"),
    ],
)
def test_a_slip_in_relevant_is_found(problems_after: Check, written: str, code: str, said: str) -> None:
    cell = written.replace('"', '""')
    problems = problems_after(("survey", "date,visit_date,到场日期,,yes,,", f'date,visit_date,到场日期,,yes,"{cell}",'))
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1
    assert (found[0].sheet, found[0].row, found[0].column, found[0].severity) == ("survey", 3, "relevant", "error")
    assert said in found[0].message


def test_one_slip_is_told_once(problems_after: Check) -> None:
    """pyxform would refuse the same cell in English."""
    problems = problems_after(("survey", "${quantity} * ${cost}", "${quantty} * ${cost}"))
    assert [problem.code for problem in problems] == ["unknown_reference"]


@pytest.mark.parametrize(
    "sound",
    [
        "yes",
        "false",
        "${has_stock} = 'yes' and ${total} > 0.5",
        "${has_stock} = ''",
        "selected(${has_stock}, 'no')",
        "not(${has_stock} = 'no')",
        "count(${stock}) > 2",
        "string-length('中文，标点：（）') > 3",
        "${total} div 2 > 5 - 3",
        "(${total} -${total}) * 2 > 1",
    ],
)
def test_what_is_right_is_left_alone(problems_after: Check, sound: str) -> None:
    assert (
        problems_after(("survey", "date,visit_date,到场日期,,yes,,", f'date,visit_date,到场日期,,yes,"{sound}",')) == []
    )


def test_all_slips_are_listed_at_once(problems_after: Check) -> None:
    problems = problems_after(
        ("survey", "sum(${value})", "SUM(${value})"),
        ("survey", ". >= 0", ". ≥ 0"),
        ("crosschecks", "sum(${value})", "sum(${vale})"),
        ("redflags", "${has_stock} = 'no'", "${has_stock} = 'none'"),
    )
    assert [(each.sheet, each.row, each.column, each.code) for each in problems] == [
        ("survey", 8, "constraint", "full_width"),
        ("survey", 12, "calculation", "unknown_function"),
        ("crosschecks", 3, "actual", "unknown_reference"),
        ("redflags", 2, "when", "unknown_choice"),
    ]


def test_a_sum_inside_its_own_repeat_is_refused(problems_after: Check) -> None:
    """pyxform makes it the sum of this row's own value."""
    problems = problems_after(("survey", "${quantity} * ${cost}", "${cost} div sum(${cost})"))
    assert [(each.code, each.row, each.column) for each in problems] == [("own_repeat_aggregate", 10, "calculation")]


def test_the_larger_of_two_cells_of_one_row_is_no_sum(problems_after: Check) -> None:
    assert problems_after(("survey", "${quantity} * ${cost}", '"max(${quantity}, ${cost})"')) == []


def test_a_rule_that_reads_only_the_first_row_is_pointed_out(problems_after: Check) -> None:
    (problem,) = problems_after(("redflags", "${has_stock} = 'no'", "${cost} > 100"))
    assert (problem.code, problem.severity) == ("first_row_only", "warning")
    assert "sum(${cost})" in problem.message


def test_a_path_typed_by_hand_must_exist(problems_after: Check) -> None:
    (problem,) = problems_after(("redflags", "${has_stock} = 'no'", "/data/visit/has_stok = 'no'"))
    assert problem.code == "unknown_reference"
    assert "has_stock" in problem.message


def test_a_verdict_can_only_be_one_of_four(problems_after: Check) -> None:
    (problem,) = problems_after(("redflags", "${has_stock} = 'no'", "${stock_check} = 'failed'"))
    assert (problem.code, problem.column) == ("unknown_choice", "when")
    assert "fail" in problem.message


def test_a_name_in_a_label_must_exist(problems_after: Check) -> None:
    (problem,) = problems_after(("survey", "有无存货", "${visit_dat} 有无存货"))
    assert (problem.code, problem.row, problem.column) == ("unknown_reference", 4, "label::中文 (zh)")


def test_formulas_that_go_in_a_circle_are_named(problems_after: Check) -> None:
    circle = "calculate,first,,,,,,,${second} + 1,\ncalculate,second,,,,,,,${first} + 1,\n"
    (problem,) = problems_after(("survey", "calculate,total,", f"{circle}calculate,total,"))
    assert (problem.code, problem.column) == ("cycle", "calculation")
    assert problem.row in (12, 13)
    assert "first" in problem.message
    assert "second" in problem.message


def test_a_type_that_the_engine_does_not_know_is_told(problems_after: Check) -> None:
    problems = problems_after(("survey", "date,visit_date", "background-audio,visit_date"))
    assert [each.code for each in problems] == ["unknown_type"]


@pytest.mark.parametrize("type_", ["select_one yes_no or_other", "select one from yes_no or specify other"])
def test_a_list_with_other_takes_other(problems_after: Check, type_: str) -> None:
    edits = (("survey", "select_one yes_no", type_), ("redflags", "${has_stock} = 'no'", "${has_stock} = 'other'"))
    assert [each for each in problems_after(*edits) if each.severity == "error"] == []
