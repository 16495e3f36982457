"""`jindiao pack benchmarks`: printed assessments in, a sheet that `pack check` accepts out."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import pytest

from checklists import workbook
from checklists.model.errors import SheetError
from desktop.cli import pack


def run(*argv: str | Path) -> int:
    parser = argparse.ArgumentParser()
    pack.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["pack", "benchmarks", *map(str, argv)])
    status: int = args.run(args)
    return status


def printed(folder: Path, count: int, *, region: str | None = "32", **changed: object) -> None:
    folder.mkdir(exist_ok=True)
    start = len(list(folder.iterdir()))
    for at in range(start, start + count):
        facts = [
            ["client_region", region],
            ["size_band", "from_3m"],
            ["core_failed", 0],
            ["debt_ratio", at / 100],
            ["dscr", None],
        ]
        document: dict[str, object] = {
            "case": f"c{at}",
            "industry": "fmcg_wholesale",
            "state": "final",
            "as_of": f"2025-{at % 12 + 1:02}-15",
        }
        document |= {"facts": facts} | changed
        (folder / f"{at}.json").write_text(json.dumps(document), encoding="utf-8")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sheet_holds_every_group_of_thirty_and_nothing_smaller(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(tmp_path / "cases", 41)
    printed(tmp_path / "cases", 20, region="33")
    out = tmp_path / "percentiles.csv"
    assert run(tmp_path / "cases", "--out", out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"cases": 61, "counted": 61, "left_out": {}, "rows": 3}
    rows = rows_of(out)
    assert [(row["region"], row["size_band"], row["n"]) for row in rows] == [
        ("", "", "61"),
        ("32", "", "41"),
        ("32", "from_3m", "41"),
    ]
    assert [rows[0][point] for point in ("p10", "p25", "p50", "p75", "p90")] == ["0.06", "0.15", "0.3", "0.45", "0.54"]
    assert (rows[0]["window_from"], rows[0]["window_to"], rows[0]["version"]) == ("2025-01", "2025-12", "2025-12")
    assert "Hyndman-Fan 7" in rows[0]["source"]


def test_a_shipped_industry_takes_the_sheet_as_it_was_written(tmp_path: Path) -> None:
    printed(tmp_path / "cases", 30)
    folder = tmp_path / "fmcg_wholesale"
    folder.mkdir()
    for sheet in (workbook.INDUSTRIES / "fmcg_wholesale").glob("*.csv"):
        (folder / sheet.name).write_bytes(sheet.read_bytes())
    assert run(tmp_path / "cases", "--out", folder / "percentiles.csv") == 0
    assert [each for each in workbook.check(workbook.load_industry(folder)) if each.sheet == "percentiles"] == []


def test_what_makes_no_benchmark_is_left_out_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases"
    printed(cases, 30)
    printed(cases, 2, state="provisional")
    printed(cases, 3, facts=[["core_failed", 1], ["debt_ratio", 9]])
    printed(cases, 4, facts=[["core_failed", None], ["debt_ratio", 9]])
    printed(cases, 5, industry="restaurant")
    printed(cases, 1, case="c0", as_of="2024-12-01")
    out = tmp_path / "percentiles.csv"
    assert run(cases, "--out", out, "--industry", "fmcg_wholesale", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["counted"] == 30
    assert report["left_out"] == {"other_industry": 5, "printed_again": 1, "provisional": 2, "unverified": 7}
    assert {row["n"] for row in rows_of(out)} == {"30"}


def test_twenty_nine_cases_make_no_sheet(tmp_path: Path) -> None:
    printed(tmp_path / "cases", 29)
    assert run(tmp_path / "cases", "--out", tmp_path / "percentiles.csv") == 1
    assert not (tmp_path / "percentiles.csv").exists()


def test_several_industries_have_to_be_told_apart(tmp_path: Path) -> None:
    printed(tmp_path / "cases", 30)
    printed(tmp_path / "cases", 1, industry="restaurant")
    assert run(tmp_path / "cases", "--out", tmp_path / "percentiles.csv") == 1
    assert not (tmp_path / "percentiles.csv").exists()


def test_a_sheet_that_is_there_is_not_replaced_unless_told(tmp_path: Path) -> None:
    printed(tmp_path / "cases", 30)
    out = tmp_path / "percentiles.csv"
    out.write_text("mine", encoding="utf-8")
    assert run(tmp_path / "cases", "--out", out) == 1
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(tmp_path / "cases", "--out", out, "--overwrite") == 0
    assert len(rows_of(out)) == 3


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"facts": [["a", 1]]}', '{"facts": 3, "industry": "x"}', "\xff"])
def test_a_file_that_holds_no_assessment_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SheetError) as caught:
        run(path, "--out", tmp_path / "percentiles.csv")
    assert caught.value.problems[0].code == "no_assessment"
