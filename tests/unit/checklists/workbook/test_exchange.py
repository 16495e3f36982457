"""Folder and workbook are the same thing: whatever an expert writes comes back, as a difference where there is a core."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from PIL import Image

from checklists import workbook
from checklists.model.errors import SheetProblem
from checklists.workbook.book_folder import csv_of, read_folder
from checklists.workbook.excel import read_book
from checklists.workbook.grids import Grid, grid_of
from tests.unit.checklists.workbook.conftest import COMPLETE

WriteFolder = Callable[..., Path]
Edit = Callable[[openpyxl.Workbook], None]

SHIPPED = tuple(each.id for each in workbook.shipped())
AWKWARD = (
    "007", "0.10", "1E-3", "12345678901234567890", "  前后有空格  ", "\t制表", "两\n行", "两\r\n行", "\r", "=1+1", "=SUM(A1:A9)", "+86", "-1",
    "@name", "'quoted", '"双"引号', "a,b", "TRUE", "#N/A", "2026-01-01", "5%", "_x000D_", "_x005F_x000D_", "\x0b竖", "\ufeff头", "𠮷野家👨‍👩‍👧",
    "e\u0301", "\u200e左", "<b>&amp;</b>", "\ufffe", "null", " ", "\u3000",
)  # fmt: skip


def _export(source: Path, target: Path) -> Path:
    target.write_bytes(workbook.export_workbook(source).data)
    return target


@cache
def _shipped_workbook(industry_id: str) -> bytes:
    return workbook.export_workbook(workbook.INDUSTRIES / industry_id).data


def _import(xlsx: Path, folder: Path) -> Path:
    workbook.write_folder(workbook.import_workbook(xlsx).files, folder)
    return folder


def _grids(book: workbook.Sheets | Path) -> dict[str, Grid]:
    assert isinstance(book, Path)
    read = read_folder(book) if book.is_dir() else read_book(book)
    return {grid.title: grid for grid in read.grids if grid.title != "说明"}


def _edited(xlsx: Path, edit: Edit) -> Path:
    book = openpyxl.load_workbook(xlsx)
    edit(book)
    book.save(xlsx)
    return xlsx


def _row_of(sheet: Any, name: str, *, column: int = 2) -> int:
    return next(int(cell.row) for (cell,) in sheet.iter_rows(min_col=column, max_col=column) if cell.value == name)


@pytest.fixture
def industry(tmp_path: Path) -> Path:
    """The small checklist as a core, and an industry over it."""
    core, own = tmp_path / "core", tmp_path / "trade"
    core.mkdir()
    own.mkdir()
    for sheet, text in COMPLETE.items():
        (core / f"{sheet}.csv").write_text(text, encoding="utf-8")
    header = COMPLETE["survey"].splitlines()[0]
    survey = "begin_group,visit,,,,,,,,\ndate,opened_on,开业日期,,yes,,,,,\nend_group,,,,,,,,,\n"
    (own / "survey.csv").write_text(f"{header}\n{survey}", encoding="utf-8")
    titles = "form_title,form_id,version,default_language,base\n"
    (own / "settings.csv").write_text(f"{titles}行业清单,trade,2026.1,中文 (zh),core\n", encoding="utf-8")
    return own


# ---- folder -> workbook -> folder


@pytest.mark.parametrize("industry_id", SHIPPED)
def test_a_shipped_industry_comes_back_as_the_same_checklist(tmp_path: Path, industry_id: str) -> None:
    source, xlsx = workbook.INDUSTRIES / industry_id, tmp_path / "a.xlsx"
    xlsx.write_bytes(_shipped_workbook(industry_id))
    imported = workbook.import_workbook(xlsx)
    folder = _import(xlsx, tmp_path / "back")
    assert imported.notes == ()
    assert sum(map(len, imported.files.values())) < 3 * sum(path.stat().st_size for path in source.glob("*.csv")) / 2
    assert workbook.export_workbook(folder).data == xlsx.read_bytes()
    before, after = workbook.load_industry(source), workbook.load_industry(folder)
    for name, sheet in before.sheets.items():
        assert [row.cells for row in after.rows(name)] == [row.cells for row in sheet.rows], name


@pytest.mark.parametrize("industry_id", SHIPPED)
def test_a_workbook_is_judged_as_its_folder_is(tmp_path: Path, industry_id: str) -> None:
    source, xlsx = workbook.INDUSTRIES / industry_id, tmp_path / "a.xlsx"
    xlsx.write_bytes(_shipped_workbook(industry_id))
    folder, book = workbook.load_industry(source), workbook.load_workbook(xlsx)

    def findings(sheets: workbook.Sheets) -> list[tuple[str, str, str]]:
        return sorted((each.sheet.split("/")[-1], each.column, each.code) for each in workbook.check(sheets))

    assert findings(folder) == findings(book)
    assert workbook.describe(folder, industry_id="x") == workbook.describe(book, industry_id="x")


def test_findings_name_the_row_that_excel_shows(industry: Path, tmp_path: Path) -> None:
    text = (industry / "survey.csv").read_text(encoding="utf-8")
    (industry / "survey.csv").write_text(text.replace("yes,,,,,", "yes,${nowhere} > 1,,,,"), encoding="utf-8")
    (problem,) = workbook.check(workbook.load_industry(industry))
    xlsx = _export(industry, tmp_path / "a.xlsx")
    (shown,) = workbook.check(workbook.load_workbook(xlsx))
    assert (shown.code, shown.column, shown.message) == (problem.code, problem.column, problem.message)
    assert openpyxl.load_workbook(xlsx)["survey"].cell(shown.row, 2).value == "opened_on"


def test_every_cell_of_a_folder_without_core_comes_back(write_folder: WriteFolder, tmp_path: Path) -> None:
    words = ",".join('"' + text.replace('"', '""') + '"' for text in AWKWARD)
    columns = ",".join(f"c{number}" for number in range(len(AWKWARD)))
    folder = write_folder(redflags=f"name,,备注,{columns}\n,,,{words}\n,,,\nr,,留言,{words}\n")
    (folder / "评分 草稿.csv").write_text("甲,,乙\n\n,,=A1\n", encoding="utf-8")
    before = _grids(folder)
    after = _grids(_import(_export(folder, tmp_path / "a.xlsx"), tmp_path / "back"))
    assert after == before
    assert before["redflags"].records[1][3:] == AWKWARD


def test_shipped_sheets_are_written_as_they_stand_in_git() -> None:
    files = [
        path for folder in (workbook.INDUSTRIES / name for name in ("core", *SHIPPED)) for path in folder.glob("*.csv")
    ]
    assert files
    for path in files:
        records = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        assert csv_of(records) == path.read_bytes(), path


def test_the_same_folder_gives_the_same_bytes(industry: Path) -> None:
    assert workbook.export_workbook(industry) == workbook.export_workbook(industry)


_CELLS = st.one_of(
    st.sampled_from(AWKWARD), st.just(""), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
)
_TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=_TABLES)
def test_any_text_survives_both_ways(
    table: Sequence[Sequence[str]], tmp_path_factory: pytest.TempPathFactory, write_folder: WriteFolder
) -> None:
    place = tmp_path_factory.mktemp("any")
    folder = write_folder(**{name: None for name in COMPLETE if name != "survey"})
    (folder / "附表.csv").write_bytes(csv_of(table))
    xlsx = _export(folder, place / "a.xlsx")
    assert _grids(_import(xlsx, place / "back"))["附表"] == grid_of("附表", table)
    assert _export(place / "back", place / "b.xlsx").read_bytes() == xlsx.read_bytes()


# ---- workbook -> folder -> workbook


def test_a_stranger_s_workbook_keeps_sheets_columns_and_their_order(
    write_workbook: Callable[..., Path], tmp_path: Path
) -> None:
    sheets: Mapping[str, list[list[object]]] = {
        "想法": [["写给同事"], [None], ["下周再看"]],
        "choices": [["list name", None, "name", "label"], ["yn", None, "y", "是"]],
        "Survey ": [
            ["备注", "type", "Name", "label", "region"],
            [None] * 5,
            ["问老王", "select_one yn", "a", "甲", "南"],
            ["只有备注"],
        ],
        "CON": [["x"]],
        "a<b>": [["y"]],
    }
    xlsx = write_workbook(sheets)
    folder = _import(xlsx, tmp_path / "back")
    again = _export(folder, tmp_path / "b.xlsx")
    assert read_book(again).grids == read_book(xlsx).grids
    assert [sheet.title for sheet in openpyxl.load_workbook(again).worksheets] == [
        "想法",
        "choices",
        "survey",
        "CON",
        "a<b>",
    ]
    assert {path.name for path in folder.iterdir()} == {
        *("想法.csv", "choices.csv", "survey.csv", "CON_.csv", "a_b_.csv", "sheets.csv"),
    }


def test_cells_are_read_as_their_author_sees_them(write_workbook: Callable[..., Path], tmp_path: Path) -> None:
    typed: list[tuple[object, str, str]] = [
        (0.05, "General", "0.05"),
        (1e-3, "0.00E+00", "0.001"),
        (0.07, "General", "0.07"),
        (20260101, "General", "20260101"),
        (5.0, "General", "5"),
        (7, "0000", "0007"),
        (2026.1, "0.00", "2026.10"),
        (0.055, "0.00", "0.055"),
        (0.5, "0%", "0.5"),
        (True, "General", "true"),
        (datetime.date(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
        ("2026年3月", "@", "2026年3月"),
    ]
    xlsx = write_workbook({"redflags": [["when", "label"], *([value, value] for value, _, _ in typed)]})

    def formats(book: openpyxl.Workbook) -> None:
        for number, (_, number_format, _) in enumerate(typed, start=2):
            for column in (1, 2):
                book["redflags"].cell(number, column).number_format = number_format

    grid = read_book(_edited(xlsx, formats))["redflags"]
    assert [record[0] for record in grid.records[1:]] == [shown for _, _, shown in typed]
    words = {value: record[1] for (value, *_), record in zip(typed, grid.records[1:], strict=True)}
    assert (words[0.5], words[True]) == ("50%", "TRUE")


def test_a_formula_is_refused_and_nothing_is_written(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["survey"]["C3"] = "=A1"

    xlsx = _edited(_export(industry, tmp_path / "a.xlsx"), edit)
    with pytest.raises(workbook.SheetError) as raised:
        workbook.import_workbook(xlsx)
    assert [(each.code, each.row) for each in raised.value.problems] == [("excel_formula", 3)]


def test_formulas_of_a_stranger_s_sheet_stay_as_text_and_this_is_said(
    write_workbook: Callable[..., Path], tmp_path: Path
) -> None:
    xlsx = write_workbook({"survey": [["type", "name"], ["text", "a"]], "试算": [["一"], ["=1+1"], ["=A2"]]})
    imported = workbook.import_workbook(xlsx)
    assert imported.files["试算.csv"].decode() == "一\n=1+1\n=A2\n"
    assert len(imported.notes) == 1


def test_a_text_that_looks_like_a_formula_stays_text_in_excel(write_folder: WriteFolder, tmp_path: Path) -> None:
    folder = write_folder(redflags="name,label\nr,=HYPERLINK(1)\nminus,-5\n")
    sheet = openpyxl.load_workbook(_export(folder, tmp_path / "a.xlsx"))["redflags"]
    cells = [sheet["B2"], sheet["B3"], sheet["A2"]]
    assert [(cell.data_type, cell.number_format, cell.quotePrefix) for cell in cells] == [
        ("s", "@", True),
        ("s", "@", True),
        ("s", "@", False),
    ]


def test_the_workbook_is_pleasant_to_edit(industry: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_export(industry, tmp_path / "a.xlsx"))
    assert [sheet.title for sheet in book.worksheets][:3] == ["说明", "survey", "choices"]
    survey = book["survey"]
    assert (survey.freeze_panes, survey.auto_filter.ref) == ("C2", "A1:J14")
    assert survey["C2"].alignment.wrap_text
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in survey.data_validations.dataValidation}
    assert "begin_repeat" in offered["A2"]
    assert all(rule.showErrorMessage is False for rule in survey.data_validations.dataValidation)
    own, core = survey.cell(_row_of(survey, "opened_on"), 3), survey.cell(_row_of(survey, "visit_date"), 3)
    assert own.fill.fgColor.rgb != core.fill.fgColor.rgb


# ---- what an expert does to an exported workbook


def _changed(industry: Path, tmp_path: Path, edit: Edit) -> tuple[Path, workbook.Imported]:
    """The folder that comes back after an edit. Exported again it is the workbook that the expert saved."""
    xlsx = _edited(_export(industry, tmp_path / "a.xlsx"), edit)
    imported = workbook.import_workbook(xlsx)
    folder = tmp_path / "back"
    workbook.write_folder(imported.files, folder)
    again = _export(folder, tmp_path / "b.xlsx")
    assert read_book(again).grids == read_book(xlsx).grids
    merged, read = workbook.load_industry(folder), workbook.load_workbook(xlsx)
    for name in read.sheets:
        if name != "settings":
            assert [row.cells for row in merged.rows(name)] == [row.cells for row in read.rows(name)], name
    return folder, imported


def _survey(folder: Path) -> list[dict[str, str]]:
    text = (folder / "survey.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_reworded_core_question_is_one_row_of_the_industry(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["survey"]
        sheet.cell(_row_of(sheet, "cost"), 3).value = "进货单价"

    folder, imported = _changed(industry, tmp_path, edit)
    assert imported.notes == ()
    said = [(row["type"], row["name"], row["label::中文 (zh)"]) for row in _survey(folder)]
    assert ("decimal", "cost", "进货单价") in said
    assert "quantity" not in {name for _, name, _ in said}


def test_a_removed_core_question_is_not_asked_and_marked(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["survey"]
        sheet.delete_rows(_row_of(sheet, "visit_date"))
        book["redflags"].delete_rows(2)

    folder, imported = _changed(industry, tmp_path, edit)
    assert imported.notes == ()
    assert ("visit_date", "removed") in {(row["name"], row["base_row"]) for row in _survey(folder)}
    assert "visit_date" not in {row["name"] for row in workbook.load_industry(folder).rows("survey")}


def test_a_question_written_between_two_of_the_core_stays_there(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["survey"]
        row = _row_of(sheet, "cost")
        sheet.insert_rows(row)
        for column, text in enumerate(("text", "brand", "品牌"), start=1):
            sheet.cell(row, column).value = text
        first = _row_of(sheet, "visit")
        sheet.insert_rows(first)
        sheet.cell(first, 1).value, sheet.cell(first, 2).value, sheet.cell(first, 3).value = "text", "why", "为什么来"
        book["choices"].append(["yes_no", "unknown", "不清楚"])
        sheet.insert_rows(4, 2)

    folder, imported = _changed(industry, tmp_path, edit)
    assert imported.notes == ()
    names = [row["name"] for row in workbook.load_industry(folder).rows("survey")]
    assert names[0] == "why"
    assert names[names.index("quantity") + 1] == "brand"


def test_a_moved_section_is_a_difference_too(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["survey"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        end = next(place for place, row in enumerate(rows) if row[0] == "end_group") + 1
        for number, row in enumerate([*rows[end:], *rows[:end]], start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    _, imported = _changed(industry, tmp_path, edit)
    assert imported.notes == ()


def test_bins_and_indicators_that_are_changed_come_back(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["scorecard"]
        sheet.cell(_row_of(sheet, "debt_ratio_score", column=3) + 1, 9).value = "55"
        sheet.delete_rows(_row_of(sheet, "stock_seen", column=3), 3)
        sheet.append(["veto", None, "late", "迟到"])

    folder, imported = _changed(industry, tmp_path, edit)
    assert imported.notes == ()
    assert "debt_ratio_score" in (folder / "scorecard.csv").read_text(encoding="utf-8")


def test_remarks_columns_and_sheets_of_the_expert_come_back(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["survey"]
        sheet.insert_cols(4)
        sheet.cell(1, 4).value, sheet.cell(_row_of(sheet, "cost"), 4).value = "备注", "下版再议"
        book.create_sheet("想法", 1).append(["=", "+1"])

    folder, imported = _changed(industry, tmp_path, edit)
    assert imported.notes == ()
    assert {row["备注"] for row in _survey(folder)} == {"", "下版再议"}
    assert (folder / "想法.csv").read_text(encoding="utf-8") == "=,+1\n"


@pytest.mark.parametrize("sheet", ["survey", "redflags"])
def test_what_is_no_difference_is_written_whole_and_this_is_said(industry: Path, tmp_path: Path, sheet: str) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        if sheet == "survey":
            book["survey"].delete_cols(4)
        else:
            book.remove(book["redflags"])

    folder, imported = _changed(industry, tmp_path, edit)
    assert len(imported.notes) == 1
    assert sheet in imported.notes[0]
    assert f",{sheet}\n" in (folder / "settings.csv").read_text(encoding="utf-8")


def test_a_guide_that_the_expert_wrote_on_is_kept(industry: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["说明"]["B2"] = "先改评分卡"

    folder, _ = _changed(industry, tmp_path, edit)
    assert "先改评分卡" in (folder / "说明.csv").read_text(encoding="utf-8")


def test_comments_and_pictures_are_not_lost_unsaid(industry: Path, tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")

    def edit(book: openpyxl.Workbook) -> None:
        book["survey"]["C2"].comment = Comment("这题要不要留？", "老李")
        book["survey"].add_image(Picture(picture), "C3")

    _, imported = _changed(industry, tmp_path, edit)
    assert [note[:8] for note in imported.notes] == ["工作簿里的批注没", "工作簿里插入的图"]


def test_a_workbook_that_another_program_saved_comes_back(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    xlsx = tmp_path / "a.xlsx"
    xlsx.write_bytes(_shipped_workbook(SHIPPED[0]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(xlsx)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    saved = tmp_path / "saved" / "a.xlsx"
    assert saved.read_bytes() != xlsx.read_bytes()
    assert workbook.import_workbook(saved) == workbook.import_workbook(xlsx)


def test_a_core_that_has_moved_on_since_is_pointed_out(industry: Path, tmp_path: Path) -> None:
    xlsx = _export(industry, tmp_path / "a.xlsx")
    core = tmp_path / "core" / "survey.csv"
    core.write_text(core.read_text(encoding="utf-8").replace("到场日期", "哪天到场"), encoding="utf-8")
    (note,) = workbook.import_workbook(xlsx).notes
    assert "另一版通用部分" in note


def test_a_removed_row_that_the_core_no_longer_has_is_told(industry: Path) -> None:
    text = (industry / "survey.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{text[0]},base_row", *(f"{line}," for line in text[1:]), "text,gone,,,,,,,,,removed"]
    (industry / "survey.csv").write_text("\n".join(rows), encoding="utf-8")
    problems: list[SheetProblem] = list(workbook.check(workbook.load_industry(industry)))
    assert [(each.code, each.row) for each in problems] == [("no_base_row", 5)]


# ---- the files that questions draw on


def test_lists_travel_beside_the_sheets(write_folder: WriteFolder, tmp_path: Path) -> None:
    survey = "type,name,label::中文 (zh)\nselect_one_from_file towns.csv,town,哪个镇\n"
    folder = write_folder(survey=survey)
    (folder / "towns.csv").write_text("name,label\ndong,东镇\n", encoding="utf-8")
    exported = workbook.export_workbook(folder)
    assert exported.files == {"towns.csv": (folder / "towns.csv").read_bytes()}
    xlsx = tmp_path / "a.xlsx"
    xlsx.write_bytes(exported.data)
    (tmp_path / "a-media").mkdir()
    (tmp_path / "a-media" / "towns.csv").write_bytes(exported.files["towns.csv"])
    back = _import(xlsx, tmp_path / "back")
    assert (back / "towns.csv").read_bytes() == (folder / "towns.csv").read_bytes()
    assert not (back / "sheets.csv").exists()
    assert workbook.export_workbook(back) == exported


def test_a_list_cannot_have_the_name_of_a_sheet(write_workbook: Callable[..., Path], tmp_path: Path) -> None:
    survey = [["type", "name", "label"], ["select_one_from_file caps.csv", "a", "甲"]]
    (tmp_path / "caps.csv").write_text("name,label\nx,甲\n", encoding="utf-8")
    with pytest.raises(workbook.SheetError) as raised:
        workbook.import_workbook(write_workbook({"survey": survey}))
    assert [each.code for each in raised.value.problems] == ["bad_file_name"]


def test_what_excel_cannot_hold_is_refused(write_folder: WriteFolder) -> None:
    folder = write_folder(redflags=f"name,label\nr,{'长' * 32_768}\n")
    (folder / f"{'很长' * 16}.csv").write_text("甲\n", encoding="utf-8")
    with pytest.raises(workbook.SheetError) as raised:
        workbook.export_workbook(folder)
    assert sorted(each.code for each in raised.value.problems) == ["bad_title", "cell_too_long"]


def test_a_folder_is_replaced_sheet_by_sheet(industry: Path, tmp_path: Path) -> None:
    files = workbook.import_workbook(_export(industry, tmp_path / "a.xlsx")).files
    (industry / "旧表.csv").write_text("甲\n", encoding="utf-8")
    (industry / "README.md").write_text("留着", encoding="utf-8")
    assert workbook.write_folder(files, industry) == ("旧表.csv",)
    assert {path.name for path in industry.iterdir()} == {"README.md", *files}
