"""`jindiao form eval`: what a form says after some steps, as one JSON document; bad steps listed all at once."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop import cli
from desktop.cli import form

SURVEY = (
    ("type", "name", "label", "relevant", "calculation", "constraint", "required"),
    ("integer", "age", "Age", "", "", ". > 0", "yes"),
    ("begin_group", "work", "Work", "${age} > 17", "", "", ""),
    ("text", "job", "Job", "", "", "", ""),
    ("calculate", "shout", "", "", "concat(${job}, '!')", "", ""),
    ("end_group", "", "", "", "", "", ""),
    ("begin_repeat", "stock", "Stock", "", "", "", ""),
    ("integer", "quantity", "Quantity", "", "", "", ""),
    ("calculate", "double", "", "", "${quantity} * 2", "", ""),
    ("end_repeat", "", "", "", "", "", ""),
    ("select_one_from_file towns.csv", "town", "Town", "", "", "", ""),
    ("calculate", "total", "", "", "sum(${quantity})", "", ""),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    sheets = {
        "survey": SURVEY,
        "choices": (("list_name", "name", "label"),),
        "settings": (("form_title", "form_id"), ("Small", "small")),
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    path = tmp_path / "small.xlsx"
    book.save(path)
    (tmp_path / "towns.csv").write_text("name,label\ngz,广州\n", encoding="utf-8")
    return path


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
 <instance><data id="t"><a>1</a><r jr:template=""><x/><s jr:template=""><y/></s></r></data></instance>
 <bind nodeset="/data/a" type="int" constraint=". &lt; 10"/>
 <bind nodeset="/data/r" relevant="/data/a &gt; 0"/>
 <bind nodeset="/data/r/x" relevant="/data/a &gt; 1"/></model></h:head>
 <h:body><input ref="/data/a"><label>a</label></input><group ref="/data/r"><label>r</label><repeat nodeset="/data/r">
 <input ref="/data/r/x"><label>x</label></input><group ref="/data/r/s"><label>s</label><repeat nodeset="/data/r/s">
 <input ref="/data/r/s/y"><label>y</label></input></repeat></group></repeat></group></h:body></h:html>"""


@pytest.fixture
def xform(tmp_path: Path) -> Path:
    path = tmp_path / "t.xml"
    path.write_text(XFORM, encoding="utf-8")
    return path


def _steps(folder: Path, steps: object) -> list[str]:
    path = folder / "steps.json"
    path.write_text(steps if isinstance(steps, str) else json.dumps(steps), encoding="utf-8")
    return ["--steps", str(path)]


def _run(*argv: str | Path) -> int:
    parser = argparse.ArgumentParser()
    form.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["form", *map(str, argv)])
    status: int = args.run(args)
    return status


@pytest.fixture
def evaluated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    def evaluate(path: Path, steps: object = None) -> dict[str, Any]:
        assert _run("eval", path, *([] if steps is None else _steps(tmp_path, steps)), "--json") == 0
        said = capsys.readouterr()
        assert said.err == ""
        document: dict[str, Any] = json.loads(said.out)
        assert list(document) == ["values", "relevant", "problems"]
        return document

    return evaluate


def test_workbook_is_converted_filled_in_and_told(workbook: Path, evaluated: Any) -> None:
    steps = [
        {"set": "/data/age", "value": "18"},
        {"set": "/data/work/job", "value": "baker"},
        {"set": "/data/stock[1]/quantity", "value": 3},
        {"add_repeat": "/data/stock"},
        {"set": "/data/stock[2]/quantity", "value": 4},
        {"set": "/data/town", "value": "gz"},
    ]
    document = evaluated(workbook, steps)
    values = document["values"]
    assert values.pop("/data/meta/instanceID").startswith("uuid:")
    assert values == {
        "/data/age": "18",
        "/data/work/job": "baker",
        "/data/work/shout": "baker!",
        "/data/stock[1]/quantity": "3",
        "/data/stock[1]/double": "6",
        "/data/stock[2]/quantity": "4",
        "/data/stock[2]/double": "8",
        "/data/town": "gz",
        "/data/total": "7",
    }
    assert set(document["relevant"]) == {
        *values, "/data/work", "/data/stock[1]", "/data/stock[2]", "/data/meta", "/data/meta/instanceID"
    }  # fmt: skip
    assert set(document["relevant"].values()) == {True}
    assert document["problems"] == []


def test_what_stands_in_an_irrelevant_group_is_irrelevant_and_keeps_its_text(workbook: Path, evaluated: Any) -> None:
    steps = [
        {"set": "/data/age", "value": "18"},
        {"set": "/data/work/job", "value": "baker"},
        {"set": "/data/age", "value": "17"},
    ]
    document = evaluated(workbook, steps)
    assert document["values"]["/data/work/job"] == "baker"
    assert [document["relevant"][path] for path in ("/data/work", "/data/work/job", "/data/work/shout")] == [False] * 3


def test_answers_that_break_a_rule_are_kept_and_listed(workbook: Path, evaluated: Any) -> None:
    steps = [{"set": "/data/age", "value": "-1"}, {"set": "/data/town", "value": "xx"}]
    document = evaluated(workbook, steps)
    assert document["values"]["/data/age"] == "-1"
    assert [(problem["path"], problem["kind"], problem["severity"]) for problem in document["problems"]] == [
        ("/data/age", "constraint", "error"),
        ("/data/town", "choice", "error"),
    ]
    assert all(set(problem) == {"path", "kind", "message", "severity"} for problem in document["problems"])


def test_repeat_with_only_a_template_starts_without_rows(xform: Path, evaluated: Any) -> None:
    assert evaluated(xform)["values"] == {"/data/a": "1"}


def test_nested_rows_carry_their_positions(xform: Path, evaluated: Any) -> None:
    steps = [
        {"add_repeat": "/data/r"},
        {"add_repeat": "/data/r"},
        {"add_repeat": "/data/r[2]/s"},
        {"set": "/data/r[2]/s[1]/y", "value": True},
        {"remove_repeat": "/data/r[1]"},
    ]
    document = evaluated(xform, steps)
    assert document["values"] == {"/data/a": "1", "/data/r[1]/x": "", "/data/r[1]/s[1]/y": "true"}
    assert document["relevant"] == {
        "/data/a": True,
        "/data/r[1]": True,
        "/data/r[1]/x": False,
        "/data/r[1]/s[1]": True,
        "/data/r[1]/s[1]/y": True,
    }


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            [
                {"set": "/data/zz", "value": "1"},
                {"set": "/data/total", "value": "1"},
                {"add_repeat": "/data/age"},
                {"set": "/data/stock[3]/quantity", "value": "1"},
                {"remove_repeat": "/data/stock[3]"},
                {"set": "/data/age", "value": "5"},
            ],
            ["第 1 步 /data/zz", "第 2 步 /data/total", "第 3 步 /data/age", "第 4 步 /data/stock[3]", "第 5 步"],
        ),
        (
            [{"set": "/data/age"}, {"set": 1, "value": ""}, {"ad": "/"}, 7, {"add_repeat": "/", "value": 1}, {}],
            ["第 1 步", "第 2 步", "第 3 步", "第 4 步", "第 5 步", "第 6 步"],
        ),
        ([{"set": "/data/age", "value": []}, {"set": "/", "remove_repeat": "/"}], ["第 1 步 value", "第 2 步"]),
        ({"set": "/data/age", "value": "1"}, ["一个对象", "列表"]),
        ("[{", ["JSON"]),
        ("[NaN]", ["steps.json"]),
    ],
)
def test_bad_steps_are_listed_all_at_once_and_nothing_is_printed(
    workbook: Path, tmp_path: Path, steps: object, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["form", "eval", str(workbook), *_steps(tmp_path, steps), "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    for words in said:
        assert words in told.err


@pytest.mark.parametrize(
    ("sound", "faulty", "said"),
    [
        ('constraint=". &lt; 10"', 'constraint="nosuch(1)"', "/data/a 的表达式:没有名为“nosuch”的函数"),
        ("input", "hologram", "不支持这种题型(位置:/data),发现:hologram"),
        ('relevant="/data/a &gt; 0"', 'relevant="/data/r/x"', "绕成了圈"),
    ],
)
def test_faulty_form_is_told_in_words(
    xform: Path, sound: str, faulty: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    xform.write_text(XFORM.replace(sound, faulty), encoding="utf-8")
    assert cli.main(["form", "eval", str(xform), "--json"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("absent.xlsx", None),
        ("absent.xml", None),
        ("letter.txt", b"hello"),
        ("half.xml", b"<h:html"),
        ("page.xml", b"<html><head/></html>"),
        ("bomb.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ],
)
def test_form_that_cannot_be_opened_is_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert cli.main(["form", "eval", str(tmp_path / name), "--json"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err


def test_data_file_is_found_in_the_media_folder_and_missed_by_name(
    workbook: Path, evaluated: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    media = workbook.parent / "small-media"
    media.mkdir()
    (workbook.parent / "towns.csv").rename(media / "towns.csv")
    assert (
        evaluated(workbook, [{"set": "/data/town", "value": "gz"}, {"set": "/data/age", "value": 1}])["problems"] == []
    )
    (media / "towns.csv").unlink()
    assert cli.main(["form", "eval", str(workbook), "--json"]) == 1
    assert "towns.csv" in capsys.readouterr().err


def test_files_beside_are_data_files_of_the_form_s_own_folder(workbook: Path) -> None:
    beside = form.FilesBeside(workbook)
    assert list(beside) == ["towns.csv"]
    assert len(beside) == 1
    assert beside["towns.csv"].startswith(b"name")
    assert "../towns.csv" not in beside
    assert "small.xlsx" not in beside
    with pytest.raises(KeyError):
        beside["absent.csv"]


def test_for_people_it_is_a_table_and_sentences(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("eval", workbook) == 0
    told = capsys.readouterr()
    for words in ("位置", "/data/stock[1]/quantity", "此项必填"):
        assert words in told.out
