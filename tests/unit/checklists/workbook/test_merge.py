"""An industry over the core: what replaces, what is added, and where it lands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checklists import workbook
from checklists.package.sheets import SheetRow

Merge = Callable[..., workbook.Sheets]

HEADER = "type,name,label::中文 (zh),relevant\n"
CORE = f"""{HEADER}begin_group,stock_take,点货,
text,keeper,谁管库,
begin_repeat,stock,存货,
decimal,quantity,数量,
end_repeat,,,
decimal,shelf,货架,
end_group,,,
begin_group,partners,上下游,
text,supplier,主要供货商,
end_group,,,
begin_group,soft,软信息,
text,neighbours,邻居怎么说,
end_group,,,
"""
SETTINGS = "form_title,form_id,version,base\n行业,industry,1,core\n"


@pytest.fixture
def merged(tmp_path: Path) -> Merge:
    def merge(survey: str, *, header: str = HEADER, whole: str = "", **more: tuple[str, str]) -> workbook.Sheets:
        core, own = tmp_path / "core", tmp_path / "industry"
        core.mkdir()
        own.mkdir()
        (core / "survey.csv").write_text(CORE, encoding="utf-8")
        (core / "settings.csv").write_text("form_title,form_id,version\n通用,core,7\n", encoding="utf-8")
        (own / "survey.csv").write_text(header + survey, encoding="utf-8")
        settings = SETTINGS.replace("base\n", "base,whole_sheets\n").replace(",core\n", f",core,{whole}\n")
        (own / "settings.csv").write_text(settings, encoding="utf-8")
        for sheet, (below, above) in more.items():
            (core / f"{sheet}.csv").write_text(below, encoding="utf-8")
            (own / f"{sheet}.csv").write_text(above, encoding="utf-8")
        return workbook.load_industry(own)

    return merge


def _names(sheets: workbook.Sheets, sheet: str = "survey") -> list[str]:
    return [row["name"] or row["type"] for row in sheets.rows(sheet)]


def _row(sheets: workbook.Sheets, name: str) -> SheetRow:
    return next(row for row in sheets.rows("survey") if row["name"] == name)


def test_a_question_added_to_a_core_group_lands_at_its_end(merged: Merge) -> None:
    sheets = merged("begin_group,stock_take,,\ntext,near_expiry,临期货,\nend_group,,,\n")
    names = _names(sheets)
    assert names[names.index("shelf") + 1 : names.index("partners")] == ["near_expiry", "end_group"]


def test_a_question_can_be_added_to_every_row_of_a_core_repeat(merged: Merge) -> None:
    sheets = merged(
        "begin_group,stock_take,,\nbegin_repeat,stock,,\ndate,made_on,生产日期,\nend_repeat,,,\nend_group,,,\n"
    )
    names = _names(sheets)
    assert names[names.index("quantity") + 1] == "made_on"
    assert names.count("stock") == 1


def test_a_question_lands_below_the_core_question_it_stands_below(merged: Merge) -> None:
    sheets = merged("begin_group,stock_take,,\ntext,keeper,谁管仓库,\ntext,keeper_phone,电话,\nend_group,,,\n")
    names = _names(sheets)
    assert names[names.index("keeper") + 1] == "keeper_phone"


def test_a_row_of_the_same_name_replaces_the_cores(merged: Merge) -> None:
    sheets = merged("text,keeper,库管员是谁,${quantity} > 0\n")
    keeper = _row(sheets, "keeper")
    assert (keeper["label::中文 (zh)"], keeper.origin, keeper.number) == ("库管员是谁", "", 2)
    assert _names(sheets).count("keeper") == 1


def test_a_group_row_that_says_nothing_more_only_marks_the_place(merged: Merge) -> None:
    marked = merged("begin_group,partners,,\nend_group,,,\nbegin_group,cold,冷库,\ntext,degrees,温度,\nend_group,,,\n")
    names = _names(marked)
    assert names[names.index("cold") - 2 :] == [
        *("supplier", "end_group", "cold", "degrees", "end_group", "soft", "neighbours", "end_group"),
    ]
    assert _row(marked, "partners")["label::中文 (zh)"] == "上下游"


def test_a_group_row_that_says_more_replaces_the_cores(merged: Merge) -> None:
    assert _row(merged("begin_group,partners,渠道,\nend_group,,,\n"), "partners")["label::中文 (zh)"] == "渠道"


def test_a_section_that_stands_nowhere_goes_to_the_end(merged: Merge) -> None:
    assert _names(merged("begin_group,cold,冷库,\ntext,degrees,温度,\nend_group,,,\n"))[-3:] == [
        "cold",
        "degrees",
        "end_group",
    ]


def test_a_question_cannot_become_a_group(merged: Merge) -> None:
    sheets = merged("begin_group,keeper,库管,\ntext,x,甲,\nend_group,,,\n")
    (problem,) = sheets.problems
    assert (problem.code, problem.row) == ("kind_changed", 2)


def test_settings_are_the_industrys_with_the_cores_beneath(merged: Merge) -> None:
    settings = merged("").settings
    assert (settings["form_id"], settings["version"], settings["base"]) == ("industry", "1", "core")


def test_a_list_grows_at_its_own_end(merged: Merge) -> None:
    below = "list_name,name,label\nkinds,a,甲\nkinds,b,乙\nother,x,丙\n"
    sheets = merged("", choices=(below, "list_name,name,label\nkinds,c,丁\nkinds,a,戊\n"))
    found = [(row["list_name"], row["name"], row["label"]) for row in sheets.rows("choices")]
    assert found == [("kinds", "a", "戊"), ("kinds", "b", "乙"), ("kinds", "c", "丁"), ("other", "x", "丙")]


def test_bins_are_restated_as_a_whole(merged: Merge) -> None:
    header = "kind,name,lower,upper,points\n"
    below = f"{header}indicator,a,,,10\nbin,a,,5,10\nbin,a,5,9,4\nbin,a,9,,0\nindicator,b,,,3\nbin,b,,,3\n"
    sheets = merged("", scorecard=(below, f"{header}bin,a,,7,10\nbin,a,7,,0\n"))
    bins = [(row["name"], row["lower"], row["upper"]) for row in sheets.rows("scorecard") if row["kind"] == "bin"]
    assert sorted(bins) == [("a", "", "7"), ("a", "7", ""), ("b", "", "")]


def test_benchmarks_are_replaced_by_fact(merged: Merge) -> None:
    header = "fact,low,high\n"
    sheets = merged("", benchmarks=(f"{header}dscr,1,2\nturns,3,4\n", f"{header}turns,5,6\n"))
    assert [(row["fact"], row["low"]) for row in sheets.rows("benchmarks")] == [("dscr", "1"), ("turns", "5")]


def test_a_problem_in_the_core_names_the_cores_sheet(merged: Merge) -> None:
    sheets = merged("decimal,quantity,数量,${nowhere} > 1\n")
    own = [each for each in workbook.check(sheets) if each.code == "unknown_reference"]
    assert [each.sheet for each in own] == ["survey"]
    core = [each for each in workbook.check(sheets) if each.code == "missing_label"]
    assert core == []
    assert _row(sheets, "shelf").place == "core/survey"


def test_a_base_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "lonely"
    folder.mkdir()
    (folder / "survey.csv").write_text(HEADER, encoding="utf-8")
    (folder / "settings.csv").write_text("form_id,base\nlonely,../etc\n", encoding="utf-8")
    with pytest.raises(workbook.SheetError) as raised:
        workbook.load_industry(folder)
    assert [each.code for each in raised.value.problems] == ["bad_base"]


MARKED = "type,name,label::中文 (zh),relevant,base_row\n"


def test_a_base_row_can_be_removed_and_a_block_goes_with_all_that_is_in_it(merged: Merge) -> None:
    survey = "begin_group,stock_take,,\ntext,keeper,,\nend_group,,,\n"
    names = _names(
        merged(survey.replace("text,keeper,,", "begin_repeat,stock,,,removed\nend_repeat,,,"), header=MARKED)
    )
    assert names[:4] == ["stock_take", "keeper", "shelf", "end_group"]
    assert "quantity" not in names


def test_a_place_mark_leaves_the_cores_row_as_it_is(merged: Merge) -> None:
    survey = "begin_group,stock_take,,\ntext,keeper,,,same\ntext,keeper_phone,电话,\nend_group,,,\n"
    sheets = merged(survey, header=MARKED)
    assert _names(sheets)[1:3] == ["keeper", "keeper_phone"]
    assert (_row(sheets, "keeper").origin, _row(sheets, "keeper")["label::中文 (zh)"]) == ("core", "谁管库")
    assert "base_row" not in sheets.sheets["survey"].columns


def test_a_new_row_can_stand_first(merged: Merge) -> None:
    survey = "text,reason,为什么来,,here\nbegin_group,stock_take,,\ndate,counted_on,哪天点的,,here\nend_group,,,\n"
    assert _names(merged(survey, header=MARKED))[:4] == ["reason", "stock_take", "counted_on", "keeper"]


def test_a_row_moves_when_it_is_removed_here_and_written_there(merged: Merge) -> None:
    survey = "begin_group,partners,,\ntext,keeper,谁管库,\nend_group,,,\ntext,keeper,,,removed\n"
    names = _names(merged(survey, header=MARKED))
    assert names[names.index("supplier") + 1] == "keeper"
    assert names.count("keeper") == 1


def test_marks_that_mean_nothing_are_told(merged: Merge) -> None:
    survey = "text,keepr,,,removed\ntext,nobody,,,same\ntext,mine,我的,,hier\n"
    found = [(each.code, each.row, each.column) for each in merged(survey, header=MARKED).problems]
    assert found == [("unknown_word", 4, "base_row"), ("no_base_row", 2, "base_row"), ("no_base_row", 3, "base_row")]


def test_rows_of_single_sheets_are_removed_and_placed_by_mark(merged: Merge) -> None:
    header = "fact,low,high"
    own = f"{header},base_row\nc,1,1,removed\na,,,same\nx,5,5,here\ny,6,6,\n"
    sheets = merged("", benchmarks=(f"{header}\na,1,1\nb,2,2\nc,3,3\n", own))
    assert [row["fact"] for row in sheets.rows("benchmarks")] == ["a", "x", "b", "y"]


def test_bins_stand_with_their_indicator(merged: Merge) -> None:
    header = "kind,name,lower,upper,points\n"
    below = f"{header}indicator,a,,,10\nbin,a,,5,10\nindicator,b,,,3\nbin,b,,,3\n"
    own = f"{header}bin,a,,7,10\nindicator,c,,,2\nbin,c,,,2\n"
    found = [(row["kind"], row["name"]) for row in merged("", scorecard=(below, own)).rows("scorecard")]
    assert found == [(kind, name) for name in "abc" for kind in ("indicator", "bin")]


def test_a_sheet_can_stand_without_the_core_beneath(merged: Merge) -> None:
    header = "fact,low,high\n"
    sheets = merged(
        "", benchmarks=(f"{header}a,1,1\n", f"{header}x,5,5\n"), whole="benchmarks", redflags=("name\nr\n", "")
    )
    assert [row["fact"] for row in sheets.rows("benchmarks")] == ["x"]
    assert [row["name"] for row in sheets.rows("redflags")] == ["r"]
