"""`jindiao pack`: JSON and nothing else on stdout, words on stderr, and the exit statuses of the contract."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import pytest

from checklists import package
from checklists.model.errors import SheetError
from desktop.cli import pack

SURVEY = "type,name,label::中文 (zh),relevant\ndate,visit_date,到场日期,{relevant}\n"
SETTINGS = "form_title,form_id,version\n小清单,small,2026.1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "small"
    path.mkdir()
    (path / "survey.csv").write_text(SURVEY.format(relevant=""), encoding="utf-8")
    (path / "settings.csv").write_text(SETTINGS, encoding="utf-8")
    return path


def _run(*argv: str | Path) -> int:
    parser = argparse.ArgumentParser()
    pack.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["pack", *map(str, argv)])
    status: int = args.run(args)
    return status


def test_list_prints_the_shipped_industries(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list", "--json") == 0
    out = capsys.readouterr()
    listed = json.loads(out.out)
    assert "core" not in {each["id"] for each in listed}
    for each in listed:
        assert list(each) == ["id", "title", "version", "questions", "own_questions", "own_crosschecks"]
        assert each["questions"] > each["own_questions"] > 0
    assert out.err == ""


def test_check_of_a_sound_checklist_is_an_empty_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", folder, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_lists_every_problem_with_its_cell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "survey.csv").write_text(SURVEY.format(relevant="${visit_dat} ＞ 5"), encoding="utf-8")
    assert _run("check", folder, "--json") == 1
    problems = json.loads(capsys.readouterr().out)
    assert {each["code"] for each in problems} == {"unknown_reference", "full_width"}
    for each in problems:
        assert set(each) == {"sheet", "row", "column", "code", "message", "severity"}
        assert (each["sheet"], each["row"], each["column"], each["severity"]) == ("survey", 2, "relevant", "error")


def test_a_warning_alone_does_not_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "choices.csv").write_text("list_name,name,label\nlonely,a,甲\n", encoding="utf-8")
    assert _run("check", folder, "--json") == 0
    assert [each["severity"] for each in json.loads(capsys.readouterr().out)] == ["warning"]


def test_check_for_people_is_a_table_in_chinese(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "survey.csv").write_text(SURVEY.format(relevant="[bold]"), encoding="utf-8")
    assert _run("check", folder) == 1
    out = capsys.readouterr()
    for word in ("级别", "错误", "survey", "relevant", "[bold"):
        assert word in out.out
    assert "1 处错误" in out.err


@pytest.mark.parametrize("name", ["absent", "absent.xlsx", "old.xls"])
def test_what_is_no_checklist_is_one_problem(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name == "old.xls":
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert _run("check", tmp_path / name, "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["message"].endswith("。")


def test_build_writes_a_package(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "small.json"
    assert _run("build", folder, "--out", target) == 0
    data = target.read_bytes()
    assert package.read(data).id == "small"
    assert hashlib.sha256(data).hexdigest() in capsys.readouterr().err


def test_build_of_a_faulty_checklist_writes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "survey.csv").write_text(SURVEY.format(relevant="1 = = 2"), encoding="utf-8")
    assert _run("build", folder, "--out", tmp_path / "small.json") == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert "relevant" in out.err
    assert list(tmp_path.iterdir()) == [folder]


def test_a_checklist_goes_out_and_comes_back(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xlsx, back = tmp_path / "new" / "small.xlsx", tmp_path / "back"
    assert _run("export", folder, "--out", xlsx) == 0
    assert _run("check", xlsx, "--json") == 0
    assert _run("build", xlsx, "--out", tmp_path / "small.package") == 0
    assert _run("import", xlsx, "--out", back) == 0
    out = capsys.readouterr()
    assert json.loads(out.out) == []
    assert "pack check" in out.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in back.iterdir()
    }


def test_a_shipped_industry_is_exported_by_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xlsx = tmp_path / "a.xlsx"
    assert _run("export", "fmcg_wholesale", "--out", xlsx) == 0
    assert _run("list", xlsx, "--json") == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert _run("list", "--json") == 0
    assert listed in json.loads(capsys.readouterr().out)


def test_an_industry_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as raised:
        _run("export", "nowhere", "--out", tmp_path / "a.xlsx")
    assert [each.code for each in raised.value.problems] == ["no_industry"]


def test_an_edited_workbook_is_not_overwritten_unsaid(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xlsx = tmp_path / "small.xlsx"
    xlsx.write_bytes(b"edited")
    assert _run("export", folder, "--out", xlsx) == 1
    assert xlsx.read_bytes() == b"edited"
    assert "--overwrite" in capsys.readouterr().err
    assert _run("export", folder, "--out", xlsx, "--overwrite") == 0
    assert "已覆盖" in capsys.readouterr().err
    assert _run("export", folder, "--out", xlsx) == 0, "the same bytes again are no loss"


def test_an_industry_folder_is_not_replaced_unsaid(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xlsx = tmp_path / "small.xlsx"
    _run("export", folder, "--out", xlsx)
    (folder / "choices.csv").write_text("list_name,name,label\n", encoding="utf-8")
    (folder / "README.md").write_text("留着", encoding="utf-8")
    assert _run("import", xlsx, "--out", folder) == 1
    assert (folder / "choices.csv").exists()
    assert _run("import", xlsx, "--out", folder, "--overwrite") == 0
    assert "choices.csv" in capsys.readouterr().err
    assert {path.name for path in folder.iterdir()} == {"README.md", "survey.csv", "settings.csv"}


def test_lists_go_into_a_folder_beside_the_workbook(folder: Path, tmp_path: Path) -> None:
    survey = "type,name,label\nselect_one_from_file towns.csv,town,哪个镇\n"
    (folder / "survey.csv").write_text(survey, encoding="utf-8")
    (folder / "towns.csv").write_text("name,label\ndong,东镇\n", encoding="utf-8")
    xlsx = tmp_path / "small.xlsx"
    assert _run("export", folder, "--out", xlsx) == 0
    assert (tmp_path / "small-media" / "towns.csv").read_bytes() == (folder / "towns.csv").read_bytes()
    assert _run("check", xlsx) == 0
    assert _run("import", xlsx, "--out", tmp_path / "back") == 0
    assert (tmp_path / "back" / "towns.csv").is_file()


@pytest.mark.parametrize("target", ["export", "import"])
def test_a_refused_checklist_leaves_nothing_behind(folder: Path, tmp_path: Path, target: str) -> None:
    (folder / "survey.csv").write_bytes(SURVEY.encode("gbk"))
    xlsx = tmp_path / "small.xlsx"
    if target == "import":
        xlsx.write_bytes(b"PK")
    with pytest.raises(SheetError):
        _run(target, folder if target == "export" else xlsx, "--out", tmp_path / "out.xlsx")
    assert {path.name for path in tmp_path.iterdir()} - {"small.xlsx"} == {"small"}
