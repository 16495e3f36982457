"""From sheets to the package's bytes, the shipped industries, and the cache that spares the conversion."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists import package, workbook
from checklists.form import Form
from checklists.model.checklist import CheckKind

WriteFolder = Callable[..., Path]


@pytest.fixture
def industries(write_folder: WriteFolder) -> Path:
    """A folder of industries with a core that is none by itself."""
    core = write_folder("core")
    industry = core.parent / "shop"
    industry.mkdir()
    added = "type,name,label::中文 (zh)\nbegin_group,visit,\ntext,shelf,货架\nnote,hello,你好\ndate,visit_date,哪天到场\nend_group,,\n"
    (industry / "survey.csv").write_text(added, encoding="utf-8")
    (industry / "settings.csv").write_text("form_title,form_id,version,base\n小店,shop,3,core\n", encoding="utf-8")
    header = "kind,name,label::中文 (zh),expected,actual,pass_within,explain_within,source\n"
    row = "compare,own_check,小店核对,${total},${total},0.1,0.2,行业经验\n"
    (industry / "crosschecks.csv").write_text(header + row, encoding="utf-8")
    return core.parent


def test_a_built_checklist_reads_back_whole(write_folder: WriteFolder) -> None:
    checklist = package.read(workbook.build(workbook.load_industry(write_folder())))
    assert (checklist.id, checklist.title, checklist.version) == ("small", "小清单", "2026.1")
    assert {rule.kind for rule in checklist.crosschecks} == set(CheckKind)
    assert checklist.turnover_methods[0].value == "/data/stock_take/total * 12"
    assert checklist.caps[0].existing == "$existing_loans"
    form = Form.from_xform(checklist.xform)
    assert set(checklist.paths.values()) <= set(form.questions)
    assert form.questions["/data/stock_take/stock/value"].extras == {"line": "inventory"}


def test_building_twice_gives_the_same_bytes(write_folder: WriteFolder) -> None:
    folder = write_folder()
    assert workbook.build(workbook.load_industry(folder)) == workbook.build(workbook.load_industry(folder))


def test_a_folder_and_a_workbook_of_the_same_sheets_are_one_package(
    write_folder: WriteFolder, write_workbook: Callable[..., Path]
) -> None:
    sheets = workbook.load_industry(write_folder())
    cells: dict[str, list[list[object]]] = {}
    for name, sheet in sheets.sheets.items():
        cells[name] = [[*sheet.columns]]
        cells[name] += [[row[column] for column in sheet.columns] for row in sheet.rows]
    assert workbook.build(workbook.load_workbook(write_workbook(cells))) == workbook.build(sheets)


def test_sheets_with_errors_are_not_built(write_folder: WriteFolder) -> None:
    with pytest.raises(workbook.SheetError) as raised:
        workbook.build(workbook.load_industry(write_folder(redflags="name,when\nx,${nothing}\n")))
    assert {"unknown_reference", "missing_source"} <= {each.code for each in raised.value.problems}


def test_an_industry_counts_what_is_its_own(industries: Path) -> None:
    (shop,) = workbook.shipped(industries)
    assert (shop.id, shop.title, shop.version) == ("shop", "小店", "3")
    assert shop.questions == 5
    assert shop.own_questions == 1
    assert shop.own_crosschecks == 1


def test_no_industries_are_shipped_from_an_absent_folder(tmp_path: Path) -> None:
    assert workbook.shipped(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("industry", ["nothing", "core", "../shop"])
def test_an_industry_that_is_not_shipped_is_refused(industries: Path, industry: str) -> None:
    with pytest.raises(workbook.SheetError) as raised:
        workbook.build_shipped(industry, folder=industries)
    assert [each.code for each in raised.value.problems] == ["no_industry"]


def test_the_cache_is_believed(industries: Path, tmp_path: Path, write_folder: WriteFolder) -> None:
    cache = tmp_path / "cache" / "packages"
    workbook.build_shipped("shop", cache, folder=industries)
    (kept,) = cache.iterdir()
    other = workbook.build(workbook.load_industry(write_folder("another")))
    kept.write_bytes(hashlib.sha256(other).hexdigest().encode() + b"\n" + other)
    assert workbook.build_shipped("shop", cache, folder=industries) == other


def test_a_changed_sheet_is_built_anew(industries: Path, tmp_path: Path) -> None:
    first = workbook.build_shipped("shop", tmp_path / "cache", folder=industries)
    choices = industries / "core" / "choices.csv"
    choices.write_text(choices.read_text(encoding="utf-8").replace("是", "有"), encoding="utf-8")
    assert workbook.build_shipped("shop", tmp_path / "cache", folder=industries) != first


@pytest.mark.parametrize("damage", ["emptied", "cut short", "one digit changed"])
def test_a_damaged_cache_is_rebuilt(industries: Path, tmp_path: Path, damage: str) -> None:
    first = workbook.build_shipped("shop", tmp_path / "cache", folder=industries)
    (kept,) = (tmp_path / "cache").iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(
        {"emptied": b"", "cut short": sound[:-9], "one digit changed": sound.replace(b"0.15", b"0.95", 1)}[damage]
    )
    assert workbook.build_shipped("shop", tmp_path / "cache", folder=industries) == first
    assert kept.read_bytes() == sound


def test_the_cache_keeps_one_package_an_industry(industries: Path, tmp_path: Path) -> None:
    for version in ("3", "4", "5"):
        (industries / "shop" / "settings.csv").write_text(
            f"form_title,form_id,version,base\n小店,shop,{version},core\n", encoding="utf-8"
        )
        workbook.build_shipped("shop", tmp_path / "cache", folder=industries)
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_cache_that_cannot_be_written_costs_only_time(industries: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "cache"
    occupied.write_text("a file where the folder should be", encoding="utf-8")
    assert package.read(workbook.build_shipped("shop", occupied, folder=industries)).id == "shop"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "package.json"
    workbook.write_whole(target, b"first")
    (tmp_path / "occupied").mkdir()
    for unwritable in (tmp_path / "nowhere" / "package.json", tmp_path / "occupied"):
        with pytest.raises(OSError) as raised:  # noqa: PT011 - which one depends on the platform; its file is what matters
            workbook.write_whole(unwritable, b"second")
        assert raised.value.filename == str(unwritable)
    (tmp_path / "occupied").rmdir()
    assert target.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["package.json"]


def test_any_xlsform_becomes_a_form(write_workbook: Callable[..., Path]) -> None:
    rows: list[list[object]] = [["type", "name", "label"], ["integer", "age", "Age"]]
    xform = workbook.xform_of(workbook.load_workbook(write_workbook({"survey": rows})))
    assert "/data/age" in Form.from_xform(xform).questions


def test_a_form_that_cannot_be_made_carries_the_reason(write_workbook: Callable[..., Path]) -> None:
    rows: list[list[object]] = [["type", "name", "label"], ["integer", "age", "${nobody}"]]
    with pytest.raises(workbook.SheetError) as raised:
        workbook.xform_of(workbook.load_workbook(write_workbook({"survey": rows})))
    assert "nobody" in raised.value.problems[0].message


@pytest.mark.parametrize("industry", [each.id for each in workbook.shipped()])
def test_every_shipped_industry_is_sound(industry: str) -> None:
    """No error and no warning, its folder is its id, and the engine opens it."""
    sheets = workbook.load_industry(workbook.INDUSTRIES / industry)
    assert workbook.check(sheets) == ()
    checklist = package.read(workbook.build(sheets))
    assert checklist.id == industry
    assert set(checklist.paths.values()) <= set(Form.from_xform(checklist.xform).questions)
