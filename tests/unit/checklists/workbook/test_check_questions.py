"""Names, types, lists, columns and settings: what an author gets wrong before any expression is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checklists import workbook
from checklists.model.errors import SheetProblem
from checklists.workbook.columns import standard_column
from checklists.workbook.converter_words import in_chinese

Check = Callable[..., list[SheetProblem]]


def _only(problems: list[SheetProblem], code: str) -> SheetProblem:
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1, problems
    return found[0]


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column", "said"),
    [
        ("date,visit_date", "date,到场日期", "bad_name", 3, "name", "英文"),
        ("date,visit_date", "date,2nd_visit", "bad_name", 3, "name", "字母开头"),
        ("date,visit_date", "date,has_stock", "duplicate_name", 4, "name", "survey 第 3 行"),
        ("date,visit_date", "date,", "missing_name", 3, "name", "name"),
        ("date,visit_date", "dat,visit_date", "unknown_type", 3, "type", "“date”"),
        ("date,visit_date", "select_one,visit_date", "missing_list", 3, "type", "select_one yes_no"),
        ("select_one yes_no", "select_one yesno", "missing_list", 4, "type", "“yes_no”"),
        ("inventory", "inventry", "unknown_line", 10, "bind::jd:line", "“inventory”"),
        ("存货,,,,,,,\ndecimal", "存货,,,,,,,\ntext", "line_of_text", 8, "bind::jd:line", "decimal"),
        ("end_repeat", "end_group", "block_mismatch", 11, "type", "end_repeat"),
        ("${quantity} * ${cost}", "", "missing_value", 10, "calculation", "calculation"),
        ("日期,,yes", ",,yes", "missing_label", 3, "label::中文 (zh)", "题目"),
    ],
)
def test_a_slip_in_the_survey_is_found(
    problems_after: Check, old: str, new: str, code: str, row: int, column: str, said: str
) -> None:
    edits = [("survey", old, new)]
    if code == "line_of_text":
        edits.append(("survey", "text,quantity,数量,,,,. >= 0,数量不能小于 0,,", "text,quantity,数量,,,,,,,cash"))
    if code == "missing_label":
        edits = [("survey", "visit_date,到场日期", "visit_date,")]
    problem = _only(problems_after(*edits), code)
    assert (problem.sheet, problem.row, problem.column) == ("survey", row, column)
    assert said in problem.message


def test_a_block_left_open_is_named(problems_after: Check) -> None:
    (problem,) = (each for each in problems_after(("survey", "end_repeat,,,,,,,,,\n", "")) if each.severity == "error")
    assert (problem.code, problem.row) == ("block_not_closed", 7)
    assert "end_repeat" in problem.message


def test_an_end_too_many_is_named(problems_after: Check) -> None:
    (problem,) = problems_after(("survey", "end_group,,,,,,,,,\n", "end_group,,,,,,,,,\nend_group,,,,,,,,,\n"))
    assert (problem.code, problem.row) == ("block_mismatch", 6)


def test_choices_are_complete_and_used(problems_after: Check) -> None:
    problems = problems_after(
        ("choices", "yes_no,no,否", "yes_no,no,\nyes_no,yes,对\nyes_no,may be,也许\nlonely,one,一\n,two,二")
    )
    assert [(each.code, each.row, each.severity) for each in problems] == [
        ("missing_label", 3, "error"),
        ("duplicate_choice", 4, "error"),
        ("bad_name", 5, "error"),
        ("unused_list", 6, "warning"),
        ("missing_name", 7, "error"),
    ]


def test_a_misspelt_column_is_an_error_and_a_private_one_a_warning(problems_after: Check) -> None:
    misspelt = _only(problems_after(("survey", "relevant", "relevent")), "unknown_column")
    assert (misspelt.row, misspelt.column, misspelt.severity) == (1, "relevent", "error")
    assert "“relevant”" in misspelt.message
    private = _only(problems_after(("survey", "hint::中文 (zh)", "谁写的")), "unknown_column")
    assert private.severity == "warning"
    assert problems_after(("survey", "hint::中文 (zh)", "备注")) == []


def test_an_unknown_jd_column_is_an_error(problems_after: Check) -> None:
    problem = _only(problems_after(("survey", "hint::中文 (zh)", "bind::jd:wieght")), "unknown_column")
    assert problem.severity == "error"


def test_a_sheet_without_a_column_it_needs_is_told_so(problems_after: Check) -> None:
    problem = _only(problems_after(("redflags", "severity", "严重程度")), "missing_column")
    assert (problem.sheet, problem.row, problem.column) == ("redflags", 1, "severity")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (" Relevant ", "relevant"),
        ("relevance", "relevant"),
        ("calculate", "calculation"),
        ("constraint message", "constraint_message"),
        ("Label::中文 (zh)", "label::中文 (zh)"),
        ("label :: 中文  (zh)", "label::中文 (zh)"),
        ("bind::jd:line", "bind::jd:line"),
        ("谁写的", "谁写的"),
    ],
)
def test_older_spellings_of_columns_are_understood(header: str, column: str) -> None:
    assert standard_column("survey", header) == column


def test_a_checklist_says_what_it_is(problems_after: Check) -> None:
    problem = _only(problems_after(("settings", "2026.1", "")), "missing_setting")
    assert (problem.sheet, problem.column, problem.severity) == ("settings", "version", "error")


def test_how_the_plan_pays_is_one_of_two_ways(problems_after: Check) -> None:
    def told(word: str) -> list[SheetProblem]:
        return problems_after(
            ("settings", "version", "version,plan_purchases"), ("settings", "2026.1", f"2026.1,{word}")
        )

    assert told("evenly") == []
    assert _only(told("monthly"), "unknown_word").column == "plan_purchases"


def test_chapters_of_the_report_are_ordered_by_their_keys(problems_after: Check) -> None:
    def told(words: str) -> list[SheetProblem]:
        return problems_after(
            ("settings", "version", "version,report_order"), ("settings", "2026.1", f"2026.1,{words}")
        )

    assert told("checks statements") == []
    assert _only(told("checks statement"), "unknown_word").column == "report_order"
    assert _only(told("checks checks"), "word_twice").column == "report_order"


def test_a_plain_form_is_only_told_that_it_cannot_be_published(write_folder: Callable[..., object]) -> None:
    nothing = dict.fromkeys(("settings", "crosschecks", "scorecard", "caps", "benchmarks", "redflags"))
    sheets = workbook.load_industry(write_folder(**nothing))  # type: ignore[arg-type]  # a factory fixture
    problems = workbook.check(sheets)
    assert {(each.code, each.severity) for each in problems} == {("missing_setting", "warning")}
    with pytest.raises(workbook.SheetError) as raised:
        workbook.build(sheets)
    assert sorted(each.column for each in raised.value.problems) == ["form_id", "form_title", "version"]
    assert {each.severity for each in raised.value.problems} == {"error"}


def test_a_checklist_without_survey_is_refused(write_folder: Callable[..., object]) -> None:
    (problem,) = workbook.check(workbook.load_industry(write_folder(survey="type,name\n")))  # type: ignore[arg-type]  # a factory fixture
    assert problem.code == "no_survey"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Could not find the name 'x'.", "“x”"),
        ("Unknown question type 'foo'.", "题型“foo”"),
        ("Reference variables must start with '${', then", "${名称}"),
        ("There should be an external_choices sheet in this xlsform.", "select_one_external"),
        ("This section has not been included.", "include"),
        ("Something nobody foresaw.\n It is new.", "它的原话是：Something nobody foresaw. It is new."),
    ],
)
def test_the_converter_is_heard_in_chinese(said: str, heard: str) -> None:
    assert heard in in_chinese(said)


def test_what_only_the_converter_knows_comes_with_the_authors_row(problems_after: Check) -> None:
    """Blank lines are left out before conversion, so pyxform counts other rows than Excel does."""
    problems = problems_after(
        ("survey", "begin_group,visit,", "\n\nbegin_group,visit,"),
        ("survey", "constraint_message::中文 (zh)", "parameters"),
        ("survey", "数量不能小于 0", "rows"),
    )
    problem = _only(problems, "pyxform")
    assert (problem.sheet, problem.row, problem.severity) == ("survey", 10, "error")
    assert "名=值" in problem.message
