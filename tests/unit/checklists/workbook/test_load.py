"""Reading what authors hand in: CSV as Excel saves it, and workbooks that may be anything."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from checklists import workbook
from checklists.model.xlsx import Limits
from checklists.model.zipped import Bounds
from checklists.workbook import csv_folder, excel

_TYPED_MOMENT = datetime.datetime.combine(datetime.date(2026, 3, 1), datetime.time())
WriteFolder = Callable[..., Path]
WriteWorkbook = Callable[..., Path]

SHEETS: dict[str, list[list[object]]] = {
    "survey": [
        ["type", "name", "label::中文 (zh)", "relevant"],
        ["date", "visit_date", "到场日期", None],
        [None, None, None, None],
        ["decimal", "amount", "金额", "${visit_date} != ''"],
    ],
    "settings": [["form_title", "form_id", "version"], ["表单", "form", 2026]],
}


def _refusal(load: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(workbook.SheetError) as raised:
        load(path)
    (problem,) = raised.value.problems
    assert "。" in problem.message
    return problem.code


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _refusal(workbook.load_industry, tmp_path / "nowhere") == "no_folder"


def test_a_folder_without_sheets_is_refused(tmp_path: Path) -> None:
    assert _refusal(workbook.load_industry, tmp_path) == "no_sheets"


def test_csv_is_read_as_excel_saves_it(write_folder: WriteFolder) -> None:
    """With a byte order mark, Windows line ends, padded cells and line breaks inside a cell."""
    text = '\ufefftype,name,label::中文 (zh)\r\n text ,first ,"一\n行"\r\n\r\ninteger,second,\u3000二\u00a0\r\n'
    sheets = workbook.load_industry(write_folder(survey=text))
    assert [(row.number, row["type"], row["name"], row.translated("label")) for row in sheets.rows("survey")] == [
        (2, "text", "first", "一\n行"),
        (4, "integer", "second", "二"),
    ]


def test_a_csv_in_the_old_chinese_encoding_is_told_how_to_save(write_folder: WriteFolder) -> None:
    folder = write_folder()
    (folder / "choices.csv").write_bytes("list_name,name,label\nyes_no,yes,是\n".encode("gbk"))
    problems = [each for each in workbook.check(workbook.load_industry(folder)) if each.sheet == "choices"]
    assert problems[0].code == "not_utf8"
    assert "CSV UTF-8" in problems[0].message


def test_a_cell_without_column_and_a_column_twice_are_told(write_folder: WriteFolder) -> None:
    folder = write_folder(redflags="name,when,when,severity,source\na,true(),true(),minor,x,stray\n")
    codes = [each.code for each in workbook.load_industry(folder).problems]
    assert codes == ["duplicate_column", "cell_without_column"]


def test_quotes_that_do_not_close_are_told(write_folder: WriteFolder) -> None:
    folder = write_folder(redflags='name,when\na,"true() x" y\n')
    assert [each.code for each in workbook.load_industry(folder).problems] == ["bad_csv"]


def test_a_workbook_reads_like_a_folder(write_workbook: WriteWorkbook) -> None:
    sheets = workbook.load_workbook(write_workbook(SHEETS))
    assert [(row.number, row["name"]) for row in sheets.rows("survey")] == [(2, "visit_date"), (4, "amount")]
    assert sheets.settings["version"] == "2026"
    assert workbook.check(sheets) == ()


def test_a_problem_in_a_workbook_names_the_row_that_excel_shows(write_workbook: WriteWorkbook) -> None:
    rows = [*SHEETS["survey"], ["decimal", "rate", "利率", "${visit_dte} != ''"]]
    (problem,) = workbook.check(workbook.load_workbook(write_workbook({**SHEETS, "Survey ": rows, "survey": rows})))[
        -1:
    ]
    assert (problem.sheet, problem.row, problem.column, problem.code) == ("survey", 5, "relevant", "unknown_reference")


def test_values_are_what_the_author_typed(write_workbook: WriteWorkbook) -> None:
    cells: list[object] = [5.0, 0.1, True, datetime.date(2026, 3, 1), _TYPED_MOMENT, " 文字 "]
    header: list[object] = [f"c{number}" for number in range(len(cells))]
    sheets = workbook.load_workbook(write_workbook({"redflags": [header, cells]}))
    (row,) = sheets.rows("redflags")
    assert [row[str(name)] for name in header] == ["5", "0.1", "true", "2026-03-01", "2026-03-01", "文字"]


def test_a_formula_is_never_computed(write_workbook: WriteWorkbook) -> None:
    rows = [*SHEETS["survey"], ["decimal", "rate", '=CONCATENATE("利","率")', None]]
    (problem,) = workbook.check(workbook.load_workbook(write_workbook({**SHEETS, "survey": rows})))[:1]
    assert (problem.code, problem.row, problem.column) == ("excel_formula", 5, "label::中文 (zh)")


def test_a_form_that_lost_a_cell_in_reading_is_not_converted(write_workbook: WriteWorkbook) -> None:
    rows = [*SHEETS["survey"], ["decimal", "rate", "=A1", None]]
    assert _refusal(lambda path: workbook.xform_of(workbook.load_workbook(path)), write_workbook({"survey": rows})) == (
        "excel_formula"
    )


def test_a_form_that_is_only_tried_out_takes_what_a_formula_showed(write_workbook: WriteWorkbook) -> None:
    path = write_workbook({"survey": [*SHEETS["survey"], ["decimal", "rate", "=A1", None]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    shown = re.sub(
        rb'<c r="C5"[^>]*><f>A1</f><v ?/?>(</v>)?</c>', b'<c r="C5" t="str"><f>A1</f><v>Rate</v></c>', parts[sheet]
    )
    assert shown != parts[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | {sheet: shown}).items():
            archive.writestr(name, data)
    sheets = workbook.load_workbook(path)
    assert b"Rate" in workbook.xform_of(sheets)
    assert "excel_formula" in {problem.code for problem in workbook.check(sheets)}


def test_a_yes_that_libreoffice_saved_is_a_yes(write_workbook: WriteWorkbook) -> None:
    sheets = workbook.load_workbook(
        write_workbook({"survey": [["type", "name", "required"], ["text", "a", "=TRUE()"]]})
    )
    assert sheets.rows("survey")[0]["required"] == "true"


def test_a_yes_that_shares_its_formula_is_a_yes(write_workbook: WriteWorkbook) -> None:
    rows = [["type", "name", "required"], ["text", "a", "=TRUE()"], ["text", "b", "=FALSE()"]]
    path = write_workbook({"survey": rows})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    first, second = re.findall(r'<c r="C[23]"[^>]*>.*?</c>', sheet)
    shared = '<c r="C2" t="b"><f t="shared" ref="C2:C3" si="0">TRUE()</f><v>1</v></c>'
    sheet = sheet.replace(first, shared).replace(second, '<c r="C3" t="b"><f t="shared" si="0"/><v>1</v></c>')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": sheet.encode()}.items():
            archive.writestr(name, data)
    sheets = workbook.load_workbook(path)
    assert [row["required"] for row in sheets.rows("survey")] == ["true", "true"]
    assert not sheets.problems


def test_an_unknown_sheet_with_a_near_name_is_pointed_out(write_workbook: WriteWorkbook) -> None:
    sheets = workbook.load_workbook(write_workbook({**SHEETS, "scorcard": [["kind"]], "说明": [["随便写"]]}))
    assert [(each.code, each.severity) for each in sheets.problems] == [("unknown_sheet", "warning")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xlsx"),
        (b"type,name\n", "not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_xlsx"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert _refusal(workbook.load_workbook, path) == code


def test_a_truncated_workbook_is_refused(write_workbook: WriteWorkbook) -> None:
    path = write_workbook(SHEETS)
    path.write_bytes(path.read_bytes()[:-200])
    assert _refusal(workbook.load_workbook, path) in ("not_xlsx", "damaged")


def test_a_workbook_with_damaged_insides_is_refused(write_workbook: WriteWorkbook, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(write_workbook(SHEETS)) as sound, zipfile.ZipFile(damaged, "w") as target:
        for name in sound.namelist():
            data = sound.read(name)
            target.writestr(name, data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    assert _refusal(workbook.load_workbook, damaged) == "damaged"


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert _refusal(workbook.load_workbook, path) == "not_xlsx"


def test_entities_are_refused(write_workbook: WriteWorkbook, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(write_workbook(SHEETS)) as sound, zipfile.ZipFile(bomb, "w") as target:
        for name in sound.namelist():
            data = sound.read(name)
            if name.endswith("sheet1.xml"):
                body = data[data.index(b"?>") + 2 :] if data.startswith(b"<?xml") else data
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + body
            target.writestr(name, data)
    assert _refusal(workbook.load_workbook, bomb) == "damaged"


def test_a_workbook_that_unpacks_out_of_proportion_is_refused(
    write_workbook: WriteWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        excel, "LIMITS", Limits(Bounds(parts=2000, unpacked=1000, largest=1000), marks=1000, text_marks=1000)
    )
    assert _refusal(workbook.load_workbook, write_workbook(SHEETS)) == "too_large"


def test_a_sheet_that_claims_the_whole_grid_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 50)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    sheet["A1"], sheet["B1"] = "type", "name"
    sheet["A2"], sheet["B2"] = "text", "first"
    sheet["A1048576"] = "far"
    path = tmp_path / "wide.xlsx"
    book.save(path)
    sheets = workbook.load_workbook(path)
    assert len(sheets.rows("survey")) == 1


@pytest.mark.parametrize(
    ("title", "meant"), [("surveys", "survey"), ("问卷", "survey"), ("选项", "choices"), ("评分卡", "scorecard")]
)
def test_a_sheet_by_another_name_is_pointed_out(write_workbook: WriteWorkbook, title: str, meant: str) -> None:
    sheets = workbook.load_workbook(write_workbook({**SHEETS, title: [["type"]]}))
    (problem,) = sheets.problems
    assert (problem.sheet, problem.code) == (title, "unknown_sheet")
    assert f"“{meant}”" in problem.message


def test_a_workbook_without_our_sheets_says_what_they_are_called(write_workbook: WriteWorkbook) -> None:
    path = write_workbook({"问卷": SHEETS["survey"], "Sheet2": []})
    with pytest.raises(workbook.SheetError) as raised:
        workbook.load_workbook(path)
    (problem,) = raised.value.problems
    assert problem.code == "no_sheets"
    assert "“问卷”" in problem.message
    assert "survey" in problem.message


def test_titles_are_read_without_the_blanks_that_slip_in(write_workbook: WriteWorkbook) -> None:
    sheets = workbook.load_workbook(
        write_workbook({"Survey\u3000": SHEETS["survey"], "\u200bsettings": SHEETS["settings"]})
    )
    assert workbook.check(sheets) == ()


def test_macros_are_told_and_not_run(write_workbook: WriteWorkbook) -> None:
    path = write_workbook(SHEETS, "form.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"code")
    assert [(each.code, each.severity) for each in workbook.load_workbook(path).problems] == [("macros", "warning")]


def test_rows_beyond_the_bound_are_told(write_workbook: WriteWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    sheets = workbook.load_workbook(write_workbook(SHEETS))
    assert [each.code for each in sheets.problems] == ["too_many_rows"]


def test_a_sheet_of_more_rows_than_anybody_fills_in_is_not_looked_through(
    write_folder: WriteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_folder, "MOST_QUESTIONS", 5)
    rows = "".join(f"text,q{number},题,nowhere(\n" for number in range(9))
    folder = write_folder(survey=f"type,name,label::中文 (zh),relevant\n{rows}")
    problems = workbook.check(workbook.load_industry(folder))
    assert [(each.sheet, each.code) for each in problems if each.sheet == "survey"] == [("survey", "too_many_rows")]


def test_a_csv_of_very_many_cells_is_not_read(write_folder: WriteFolder) -> None:
    folder = write_folder(redflags="name,when\n" + "a," * 1_100_000)
    problems = workbook.check(workbook.load_industry(folder))
    assert ("redflags", "too_large") in {(each.sheet, each.code) for each in problems}


def test_a_workbook_of_texts_as_long_as_books_is_refused(
    write_workbook: WriteWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "_MOST_TEXT", 100)
    assert _refusal(workbook.load_workbook, write_workbook({"survey": [["type"], ["x" * 200]]})) == "too_large"


def test_a_csv_by_another_name_is_pointed_out(write_folder: WriteFolder) -> None:
    folder = write_folder(caps=None)
    (folder / "额度.csv").write_text("name\n", encoding="utf-8")
    (problem,) = workbook.load_industry(folder).problems
    assert (problem.sheet, problem.code, problem.severity) == ("额度", "unknown_sheet", "warning")


def test_a_giant_cell_is_not_repeated_in_what_is_said_of_it(write_workbook: WriteWorkbook) -> None:
    rows: list[list[object]] = [["type", "name", "label"], ["x" * 30_000, "a", "甲"]]
    problems = workbook.check(workbook.load_workbook(write_workbook({"survey": rows})))
    assert {each.code for each in problems} >= {"unknown_type"}
    assert max(len(each.message) for each in problems) < 700
