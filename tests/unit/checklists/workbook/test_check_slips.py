"""The slips that authors make, one by one and all at once: found at their cell, told in words that say how to mend them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from checklists import workbook
from checklists.model.errors import SheetProblem
from tests.unit.checklists.workbook.conftest import COMPLETE

Check = Callable[..., list[SheetProblem]]

HEADER = "type,name,label::中文 (zh),hint::中文 (zh),required,relevant,constraint,constraint_message::中文 (zh),calculation,bind::jd:line"
DATE_ROW = "date,visit_date,到场日期,,yes,,,,,"
STOCK_ROW = "select_one yes_no,has_stock,有无存货,,yes,,,,,"
COST_ROW = "decimal,cost,单价,,,,,,,"


def _at(problems: list[SheetProblem], code: str) -> list[tuple[str, int, str, str]]:
    return [(each.sheet, each.row, each.column, each.severity) for each in problems if each.code == code]


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("${total} > 1 && ${total} < 3", "wrong_operator", "and"),
        ("${total} > 1 || ${total} < 3", "wrong_operator", "or"),
        ("${total} > 1 Or ${total} < 3", "wrong_operator", "or"),
        ("${total} > 1 且 ${total} < 3", "wrong_operator", "“and”"),
        ("${total} 大于等于 3", "wrong_operator", "“>=”"),
        ("and(${total} > 1, ${total} < 3)", "wrong_operator", "甲 and 乙"),
        ("not ${total} > 1", "wrong_operator", "not(…)"),
        ("!${total}", "wrong_operator", "not(…)"),
        ("${total} => 5", "wrong_operator", ">="),
        ("${total} ^ 2 > 5", "wrong_operator", "pow"),
        ("'a' & 'b' = 'ab'", "wrong_operator", "concat"),
        ("${total} > 10万", "wrong_number", "100000"),
        ("${total} > ¥100", "wrong_number", "货币符号"),
        ("${total} > 1,000", "wrong_number", "1000"),
        ("${total} > １０", "full_width", "应为“1”"),
        ("selected(${has_stock}，'yes')", "full_width", "应为“,”"),
        ("＄｛total｝ > 5", "full_width", "应为“$”"),
        ("${has_stock}\u00a0= 'yes'", "invisible_character", "特殊空格"),
        ("${has_stock}\u200b = 'yes'", "invisible_character", "U+200B"),
        ("${has_stock} = 'yes\ufeff'", "invisible_character", "U+FEFF"),
        ("${ has_stock } = 'yes'", "bad_reference", "空格"),
        ("${} = 'yes'", "bad_reference", "没有写名称"),
        ("$total > 5", "bad_reference", "花括号"),
        ("'${total}' > 5", "reference_in_quotes", "引号"),
        ("1 < ${total} < 5", "chained_comparison", "and"),
        ("${total} > 'abc'", "type_mismatch", "“abc”"),
        ("${has_stock} > 3", "type_mismatch", "选择题"),
        ("'a' + 1 > 3", "type_mismatch", "加减乘除"),
        ("sum(${has_stock}) > 3", "type_mismatch", "选择题"),
        ("round('abc', 1) > 3", "type_mismatch", "“abc”"),
        ("today() > 5", "type_mismatch", "日期"),
        ("today() > '2026/01/02'", "bad_date", "2026-01-31"),
        ("today() > '2026-02-30'", "bad_date", "日历"),
        ("today() > 2026-01-02", "bad_date", "加引号"),
        ("date('2026-2-3') < today()", "bad_date", "“2026-2-3”"),
        ("${has_stock} = 是", "bare_name", "“是”"),
        ("roundup(${total}) > 3", "unknown_function", "ceiling"),
    ],
)
def test_a_slip_in_an_expression_is_found(problems_after: Check, written: str, code: str, said: str) -> None:
    problems = problems_after(("survey", DATE_ROW, f'date,visit_date,到场日期,,yes,"{written}",,,,'))
    assert _at(problems, code) == [("survey", 3, "relevant", "error")]
    assert any(said in each.message for each in problems if each.code == code)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("${total} > '5'", "quoted_number"),
        ("'5' > 3", "quoted_number"),
        ("selected(${total}, '5')", "type_mismatch"),
        ("selected(${has_stock}, 'yes') = 'true'", "type_mismatch"),
        ("${quantity} > 5", "first_row_only"),
        ("${has_stock} = ‘yes’", "full_width"),
    ],
)
def test_what_works_by_luck_is_pointed_out(problems_after: Check, written: str, code: str) -> None:
    problems = problems_after(("survey", DATE_ROW, f'date,visit_date,到场日期,,yes,"{written}",,,,'))
    assert _at(problems, code) == [("survey", 3, "relevant", "warning")]
    assert not any(each.severity == "error" for each in problems)


@pytest.mark.parametrize(
    "sound",
    [
        "today() - ${visit_day} > 30",
        "${visit_day} >= '2026-01-31' and ${visit_day} < today()",
        "${total} = 5 or ${total} * 2 > 1",
        "${has_stock} != ''",
        "string-length(${who}) > 3",
        "number(${who}) > 3",
        "${rating} > 3",
        "${phone} = 12",
        "selected(${has_stock}, 'yes') + selected(${has_stock}, 'no') > 0",
        "if(${has_stock} = 'yes', 1, 0) > 0",
        "max(${total}, 5) > 3",
        "jr:choice-name(${has_stock}, '${has_stock}') = '是'",
        "concat('10%', '，', '1 且 2', '=IF(') != ''",
        "${OR} > 1 and ${not} > 2",
        "coalesce(${total}, 0) > 1",
        "${who} = 'abc'",
    ],
)
def test_what_is_meant_so_is_left_alone(problems_after: Check, sound: str) -> None:
    more = (
        "date,visit_day,哪天,,,,,,,\ntext,who,谁,,,,,,,\nselect_one scale,rating,评分,,,,,,,\ntext,phone,电话,,,,,,,\n"
        "integer,OR,甲,,,,,,,\ninteger,not,乙,,,,,,,\n"
    ).replace("text,phone,电话,,,,,,,", "barcode,phone,电话,,,,,,,")
    edits = (
        ("survey", "begin_group,visit,到场,,,,,,,\n", f"begin_group,visit,到场,,,,,,,\n{more}"),
        ("survey", DATE_ROW, f'date,visit_date,到场日期,,yes,"{sound}",,,,'),
        ("choices", "yes_no,no,否\n", "yes_no,no,否\nscale,1,低\nscale,5,高\n"),
    )
    assert problems_after(*edits) == []


@pytest.mark.parametrize(
    ("column", "row", "cell", "code", "severity"),
    [
        ("required", DATE_ROW, "是", "yes_no_word", "error"),
        ("readonly", DATE_ROW, "√", "yes_no_word", "error"),
        ("default", DATE_ROW, "2026/1/2", "bad_date", "error"),
        ("default", COST_ROW, "abc", "bad_default", "error"),
        ("default", STOCK_ROW, "maybe", "unknown_choice", "error"),
        ("choice_filter", STOCK_ROW, "region = 'a'", "unknown_choice_column", "error"),
        ("choice_filter", DATE_ROW, "name = 'a'", "idle_cell", "warning"),
        ("choice_filter", STOCK_ROW, "name = ${has_stock}", "cycle", "warning"),
        ("repeat_count", DATE_ROW, "3", "idle_cell", "warning"),
        ("trigger", DATE_ROW, "${nobody}", "unknown_reference", "error"),
        ("bind::jd:must", DATE_ROW, "是", "unknown_word", "error"),
        ("bind::jd:evidence", DATE_ROW, "照片", "unknown_word", "error"),
        ("bind::jd:evidence", DATE_ROW, "photo:done", "unknown_choice", "error"),
        ("bind::jd:evidence", STOCK_ROW, "photo:yse", "unknown_choice", "error"),
        ("bind::jd:severity", DATE_ROW, "Warning", "unknown_word", "error"),
        ("bind::jd:severity", DATE_ROW, "warning", "idle_cell", "warning"),
        ("bind::jd:sensitive", DATE_ROW, "1", "unknown_word", "error"),
    ],
)
def test_a_slip_in_a_further_column_is_found(
    problems_after: Check, column: str, row: str, cell: str, code: str, severity: str
) -> None:
    changed = row.replace(",,yes,", f",,{cell},") if column == "required" else f'{row},"{cell}"'
    edits = [("survey", row, changed)]
    if column != "required":
        edits.insert(0, ("survey", HEADER, f"{HEADER},{column}"))
    number = next(n for n, line in enumerate(COMPLETE["survey"].splitlines(), start=1) if line == row)
    assert ("survey", number, column, severity) in _at(problems_after(*edits), code)


@pytest.mark.parametrize(
    ("sheet", "old", "new", "code", "row", "column", "severity"),
    [
        ("survey", ". >= 0", "${total} > 0", "constraint_without_answer", 8, "constraint", "warning"),
        ("survey", ". >= 0", "", "message_without_rule", 8, "constraint", "warning"),
        ("survey", ". >= 0", ". >= '零'", "type_mismatch", 8, "constraint", "error"),
        ("survey", COST_ROW, "decimal,cost,单价,,,,,,,inventory", "line_twice", 10, "bind::jd:line", "warning"),
        ("survey", "decimal,quantity", "number,quantity", "unknown_type", 8, "type", "error"),
        ("survey", "select_one yes_no", "单选 yes_no", "unknown_type", 4, "type", "error"),
        ("survey", "decimal,quantity", "Decimal,quantity", "unknown_type", 8, "type", "error"),
        ("survey", "begin_group,visit", "Begin_Group,visit", "unknown_type", 2, "type", "error"),
        ("survey", "begin_group,visit", "begin loop over yes_no,visit", "unknown_type", 2, "type", "error"),
        ("survey", "date,visit_date", "date,visit_date\u200b", "invisible_character", 3, "name", "error"),
        ("survey", "relevant", "relevant\u200b", "invisible_character", 1, "relevant", "error"),
        ("survey", "hint::中文 (zh)", "hint::中文(zh)", "wrong_language", 1, "hint::中文(zh)", "error"),
        ("survey", "有无存货", "${visit_date 有无存货", "bad_reference", 4, "label::中文 (zh)", "error"),
        ("survey", "有无存货", "＄{visit_date}有无存货", "full_width", 4, "label::中文 (zh)", "error"),
        ("survey", "${quantity} * ${cost}", "count(${stock})", "own_repeat_aggregate", 10, "calculation", "error"),
        ("crosschecks", "0.05,0.15", "5,15", "looks_like_percent", 3, "pass_within", "error"),
        ("crosschecks", "0.05,0.15", "０.05,0.15", "not_a_number", 3, "pass_within", "error"),
        ("crosschecks", ",,no,,", ",,是,,", "yes_no_word", 6, "third_party", "error"),
        ("caps", ",0.8,0,", ",80,0,", "looks_like_percent", 2, "B", "warning"),
        ("caps", ",0.8,0,", ",80%,0,", "not_a_number", 2, "B", "error"),
        ("scorecard", "${debt_ratio} > 0.8", "${debt_ratio} > '高'", "type_mismatch", 11, "when", "error"),
        ("redflags", "${has_stock} = 'no'", "${has_stock} = 0", "type_mismatch", 2, "when", "error"),
        ("redflags", "${has_stock} = 'no'", "${bureau_state} > 3", "type_mismatch", 2, "when", "error"),
        ("redflags", "${has_stock} = 'no'", "=IF(1,2,3)", "excel_formula", 2, "when", "error"),
    ],
)
def test_a_slip_in_any_sheet_is_found(
    problems_after: Check, sheet: str, old: str, new: str, code: str, row: int, column: str, severity: str
) -> None:
    assert (sheet, row, column, severity) in _at(problems_after((sheet, old, new)), code)


@pytest.mark.parametrize("written", ["${who} > 5", "${who} = 5", "5 < ${who}", "${who} + 1 > 2", "${who} > 'b'"])
def test_words_are_not_compared_with_numbers(problems_after: Check, written: str) -> None:
    edits = (
        ("survey", "begin_group,visit,到场,,,,,,,\n", "begin_group,visit,到场,,,,,,,\ntext,who,谁,,,,,,,\n"),
        ("survey", DATE_ROW, f'date,visit_date,到场日期,,yes,"{written}",,,,'),
    )
    (problem,) = problems_after(*edits)
    assert (problem.row, problem.column, problem.code, problem.severity) == (4, "relevant", "type_mismatch", "error")
    assert "${who} 是文字题" in problem.message


def test_several_chosen_are_not_compared_with_one(problems_after: Check) -> None:
    problems = problems_after(("survey", "select_one yes_no", "select_multiple yes_no"))
    assert _at(problems, "select_multiple_compared") == [
        ("scorecard", 10, "when", "warning"),
        ("redflags", 2, "when", "warning"),
    ]


def test_must_and_readonly_contradict_each_other(problems_after: Check) -> None:
    edits = (("survey", HEADER, f"{HEADER},readonly,bind::jd:must"), ("survey", DATE_ROW, f"{DATE_ROW},yes,true"))
    assert _at(problems_after(*edits), "must_readonly") == [("survey", 3, "bind::jd:must", "warning")]


@pytest.mark.parametrize(
    ("rows", "column", "members"),
    [
        ("calculate,a,,,,,,,${a} + 1,\n", "calculation", "a → a"),
        (
            "calculate,a,,,,,,,${b} + 1,\ncalculate,b,,,,,,,${c} + 1,\ncalculate,c,,,,,,,${a} + 1,\n",
            "calculation",
            "a → b → c → a",
        ),
        ("calculate,a,,,,${b} > 1,,,1,\ncalculate,b,,,,,,,${a} + 1,\n", "relevant", "a → b → a"),
        ("begin_group,a,甲,,,${b} > 1,,,,\ncalculate,b,,,,,,,1 + 1,\nend_group,,,,,,,,,\n", "relevant", "a → a"),
    ],
)
def test_every_circle_is_named_with_its_members(problems_after: Check, rows: str, column: str, members: str) -> None:
    (problem,) = problems_after(("survey", f"{DATE_ROW}\n", f"{DATE_ROW}\n{rows}"))
    assert (problem.row, problem.column, problem.code) == (4, column, "cycle")
    assert f"：{members}。" in problem.message


def test_a_circle_through_a_number_of_rows_is_found(problems_after: Check) -> None:
    edits = (
        ("survey", HEADER, f"{HEADER},repeat_count"),
        ("survey", "begin_repeat,stock,存货,,,,,,,", "begin_repeat,stock,存货,,,,,,,,${total}"),
    )
    (problem,) = problems_after(*edits)
    assert (problem.row, problem.column, problem.code) == (7, "repeat_count", "cycle")


def test_two_circles_are_both_told_beside_other_errors(problems_after: Check) -> None:
    rows = (
        "calculate,a,,,,,,,${b},\ncalculate,b,,,,,,,${a},\ncalculate,c,,,,,,,${d},\ncalculate,d,,,,,,,${c},\n"
        "text,x,甲,,,${nobody} = 1,,,,\n"
    )
    problems = problems_after(("survey", f"{DATE_ROW}\n", f"{DATE_ROW}\n{rows}"))
    assert [(each.row, each.code) for each in problems] == [(4, "cycle"), (6, "cycle"), (8, "unknown_reference")]


def test_a_calculation_that_waits_for_a_trigger_is_no_circle(problems_after: Check) -> None:
    edits = (
        ("survey", HEADER, f"{HEADER},trigger"),
        (
            "survey",
            f"{DATE_ROW}\n",
            f"{DATE_ROW}\ninteger,a,甲,,,,,,${{b}} + 1,,${{has_stock}}\ncalculate,b,,,,,,,${{a}} + 1,\n",
        ),
    )
    assert "cycle" not in {each.code for each in problems_after(*edits)}


def test_every_slip_of_one_expression_is_told(problems_after: Check) -> None:
    written = "sumif(${total}，1) <> 10% AND averag(2) == ${totl}"
    problems = problems_after(("survey", DATE_ROW, f'date,visit_date,到场日期,,yes,"{written}",,,,'))
    assert {each.row for each in problems} == {3}
    codes = [each.code for each in problems]
    assert sorted(codes) == sorted(
        ["full_width", *["wrong_operator"] * 4, "unknown_function", "unknown_function", "unknown_reference"]
    )


def test_every_wrong_number_of_arguments_is_told(problems_after: Check) -> None:
    problems = problems_after(
        ("survey", DATE_ROW, 'date,visit_date,到场日期,,yes,"if(1, 2) + round(1,2,3) > today(1)",,,,')
    )
    assert [each.code for each in problems] == ["argument_count"] * 3


def test_a_figure_that_could_not_be_read_is_not_told_twice(problems_after: Check) -> None:
    problems = problems_after(("scorecard", ",,0.5,,60", ",,50%,,60"))
    assert [each.code for each in problems] == ["not_a_number"]


def test_a_block_that_is_not_closed_does_not_hide_a_sum_over_its_own_repeat(problems_after: Check) -> None:
    problems = problems_after(
        ("survey", "${quantity} * ${cost}", "${cost} div sum(${cost})"),
        ("survey", "calculate,total", "begin_group,open,没有关,,,,,,,\ncalculate,total"),
    )
    assert [(each.row, each.code) for each in problems] == [(6, "block_not_closed"), (10, "own_repeat_aggregate")]


def test_an_option_of_no_list_and_a_question_of_no_type_give_a_bare_name_no_kind(problems_after: Check) -> None:
    problems = problems_after(
        ("choices", "yes_no,no,否", "yes_no,no,否\n,x,无"),
        ("survey", f"{DATE_ROW}\n", f"{DATE_ROW}\n,,题目,,,,,,,\n"),
        ("survey", ". >= 0", "cost > 3"),
    )
    told = [(each.sheet, each.row, each.code) for each in problems if each.column == "constraint"]
    assert told == [("survey", 9, "bare_name"), ("survey", 9, "constraint_without_answer")]


def test_a_check_of_an_unknown_kind_is_told_its_other_slips_too(problems_after: Check) -> None:
    problems = problems_after(
        ("crosschecks", "compare,stock_check,存货核对,,${inventory}", "comp,stock_check,存货核对,,${inventry}")
    )
    told = [(each.row, each.column, each.code) for each in problems if each.sheet == "crosschecks"]
    assert told == [(3, "kind", "unknown_kind"), (3, "expected", "unknown_reference")]


@pytest.mark.parametrize("column", ["image::中文 (zh)", "big-image::English (en)", "media::audio::中文 (zh)"])
def test_media_may_be_of_a_language(column: str, problems_after: Check) -> None:
    told = problems_after(("survey", "bind::jd:line", f"bind::jd:line,{column}"))
    assert not any(each.code == "unknown_column" for each in told)


def test_a_language_without_its_columns_is_told_once_a_sheet_in_chinese(problems_after: Check) -> None:
    """pyxform says it of all languages and sheets in one breath."""
    told = problems_after(
        ("survey", "bind::jd:line", "bind::jd:line,hint::English (en),label::English (en)"),
        ("choices", "label::中文 (zh)", "label::中文 (zh),image::English (en)"),
    )
    assert [(each.sheet, each.row, each.code, each.message) for each in told] == [
        (
            "survey",
            0,
            "pyxform_warning",
            "survey 表有别的语言，却缺少“English (en)”的 constraint_message 列，那种语言里会是空白。",
        ),
        (
            "choices",
            0,
            "pyxform_warning",
            "choices 表有别的语言，却缺少“English (en)”的 label 列，那种语言里会是空白。",
        ),
        ("choices", 0, "pyxform_warning", "choices 表有别的语言，却缺少“中文 (zh)”的 image 列，那种语言里会是空白。"),
    ]


def test_one_colon_before_a_language_is_told_with_the_spelling_that_works(
    write_workbook: Callable[..., Path], problems_after: Check
) -> None:
    """pyxform splits at one colon, as of old, only where no title of the sheet has two."""
    (problem,) = problems_after(("survey", "hint::中文 (zh)", "hint:中文 (zh)"))
    assert (problem.code, problem.column, problem.severity) == ("unknown_column", "hint:中文 (zh)", "error")
    assert "hint::中文 (zh)" in problem.message
    path = write_workbook({"survey": [["type", "name", "label:English (en)"], ["text", "a", "A"]]})
    told = [each for each in workbook.check(workbook.load_workbook(path)) if each.sheet == "survey" and each.column]
    assert [(each.code, each.row, each.column, each.severity) for each in told] == [
        ("single_colon", 1, "label:English (en)", "warning")
    ]


ALL_AT_ONCE = (
    ("survey", "date,visit_date", "date,到场日期"),
    ("survey", "select_one yes_no", "select_one yesno"),
    ("survey", ". >= 0", ". ≥ 0"),
    ("survey", "${quantity} * ${cost}", "${quantity} × sum(${cost})"),
    ("survey", "sum(${value})", "=SUM(${value})".replace("=", "", 1)),
    ("survey", "hint::中文 (zh)", "hnit::中文 (zh)"),
    ("choices", "yes_no,no,否", "yes_no,yes,否\nnever,a,甲"),
    ("settings", "2026.1", ""),
    ("crosschecks", "sum(${value})", "sum(${vale})"),
    ("crosschecks", "0.05,0.15", "5%,0.15"),
    ("scorecard", "还款能力,,,,,60", "还款能力,,,,,50"),
    ("scorecard", "bin,,debt_ratio_score,,,0.5", "bin,,debt_ratio_score,,,0.6"),
    ("caps", "amount", "amont"),
    ("benchmarks", "行业经验", ""),
    ("redflags", "${has_stock} = 'no'", "${has_stok} = 'no'"),
)


def test_all_slips_of_all_sheets_are_told_at_once_in_a_folder_and_in_a_workbook(
    problems_after: Check, tmp_path: Path
) -> None:
    told = problems_after(*ALL_AT_ONCE)
    assert {each.code for each in told if each.severity == "error"} >= {
        *(
            "bad_name",
            "missing_list",
            "full_width",
            "unknown_function",
            "duplicate_choice",
            "missing_setting",
            "unknown_reference",
        ),
        *("not_a_number", "total_not_100", "bin_gap", "unknown_kind", "missing_source"),
    }
    assert {each.sheet for each in told} == set(COMPLETE)
    assert (
        list(workbook.check(workbook.load_workbook(_as_workbook(tmp_path / "small", tmp_path / "small.xlsx")))) == told
    )


def _as_workbook(folder: Path, target: Path) -> Path:
    """The folder's sheets as an author would have them in Excel."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in COMPLETE:
        page = book.create_sheet(name)
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for record in csv.reader(file):
                page.append(record)
    book.save(target)
    return target
