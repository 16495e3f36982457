"""Files beside the sheets: found, checked, packed, and opened with the form that needs them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checklists import package, workbook
from checklists.form import Form, FormSession
from checklists.model.errors import SheetProblem

SURVEY = """\
type,name,label::中文 (zh),media::image::中文 (zh),calculation,choice_filter,parameters
select_one_from_file cities.csv,city,城市,door.png,,,
select_multiple_from_file towns.csv,town,镇,,,city=${city},value=code label=title
select_one_from_file places.geojson,place,地点,,,,value=id label=title
calculate,people,,,"pulldata('figures', 'people', 'name', ${city})",,
csv-external,prices,,,,,
calculate,price,,,instance('prices')/root/item[name = 'rice']/price,,
"""
CITIES = "name,label\nsz,苏州\nyz,扬州\n"
TOWNS = "code,title,city\nms,木渎,sz\nhj,邗江,yz\n"
PLACES = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "p1", "properties": {"title": "仓库"},
"geometry": {"type": "Point", "coordinates": [119.585, 32.012]}}]}"""
OTHERS = {
    "figures.csv": "name,people\nsz,1295\n",
    "prices.csv": "name,price\nrice,5.2\n",
    "towns.csv": TOWNS,
    "places.geojson": PLACES,
}
Write = Callable[..., Path]


@pytest.fixture
def folder(write_folder: Write) -> Path:
    """A checklist whose form reads files, all of them beside it; cities as Excel on a Chinese Windows saves them."""
    rest = dict.fromkeys(("choices", "crosschecks", "scorecard", "caps", "benchmarks", "redflags"))
    made = write_folder("filed", survey=SURVEY, **rest)
    (made / "cities.csv").write_bytes(CITIES.encode("gbk"))
    for name, text in OTHERS.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / "media").mkdir()
    (made / "media" / "door.png").write_bytes(b"\x89PNG picture")
    return made


def _problems(folder: Path) -> list[SheetProblem]:
    return [each for each in workbook.check(workbook.load_industry(folder)) if each.severity == "error"]


def _session(folder: Path) -> FormSession:
    checklist = package.read(built(folder))
    form = Form.from_xform(checklist.xform, files=checklist.files)
    return FormSession(form, {}, now=lambda: datetime(2026, 1, 5, tzinfo=UTC), new_id=lambda: "id")


def built(folder: Path) -> bytes:
    """The package's bytes, written past the checks of the method: a form alone is no whole checklist."""
    sheets = workbook.load_industry(folder)
    return package.write(
        id="filed", title="带文件", version="1", xform=workbook.xform_of(sheets), settings=sheets.settings,
        sheets={}, paths={}, files=sheets.files,
    )  # fmt: skip


def test_files_of_every_kind_are_read_by_the_published_form(folder: Path) -> None:
    session = _session(folder)
    assert [choice.label for choice in session.choices("/data/city")] == ["苏州", "扬州"]
    session.set("/data/city", "sz")
    assert [choice.value for choice in session.choices("/data/town")] == ["ms"]
    assert session.value("/data/people") == "1295"
    assert session.value("/data/price") == "5.2"
    assert [choice.label for choice in session.choices("/data/place")] == ["仓库"]


def test_lists_are_published_in_utf8_and_pictures_as_they_are(folder: Path) -> None:
    files = package.read(built(folder)).files
    assert files["cities.csv"] == CITIES.encode()
    assert files["door.png"] == b"\x89PNG picture"
    assert built(folder) == built(folder)


def test_a_list_with_a_byte_order_mark_keeps_its_first_column(folder: Path) -> None:
    (folder / "cities.csv").write_bytes(codecs.BOM_UTF8 + CITIES.encode())
    assert [choice.value for choice in _session(folder).choices("/data/city")] == ["sz", "yz"]


def test_whole_folder_has_no_error(folder: Path) -> None:
    assert [each.code for each in _problems(folder) if each.sheet == "survey"] == []


@pytest.mark.parametrize(
    ("name", "row", "column"), [("cities.csv", 2, "type"), ("figures.csv", 5, "calculation"), ("prices.csv", 6, "name")]
)
def test_a_missing_list_is_told_at_the_row_that_needs_it(folder: Path, name: str, row: int, column: str) -> None:
    (folder / name).unlink()
    (found,) = [each for each in _problems(folder) if each.code == "missing_file"]
    assert (found.sheet, found.row, found.column) == ("survey", row, column)
    assert name in found.message


def test_a_missing_picture_is_a_warning(folder: Path) -> None:
    (folder / "media" / "door.png").unlink()
    found = [each for each in workbook.check(workbook.load_industry(folder)) if each.code == "missing_media"]
    assert [(each.row, each.column, each.severity) for each in found] == [(2, "media::image::中文 (zh)", "warning")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cities.csv", b"code,label\nsz,x\n", "file_without_column"),
        ("cities.csv", b"\xff\xff\xff", "file_unreadable"),
        ("cities.csv", b'name,label\n"sz,x\n', "file_unreadable"),
        ("places.geojson", b"[1, 2]", "file_unreadable"),
        ("cities.csv", b"name,label\n" + b"x,y\n" * 2_500_000, "file_too_large"),
    ],
)
def test_a_list_that_cannot_serve_is_told(folder: Path, name: str, content: bytes, code: str) -> None:
    (folder / name).write_bytes(content)
    assert code in [each.code for each in _problems(folder)]


def test_a_name_that_leaves_the_folder_is_refused(folder: Path) -> None:
    survey = folder / "survey.csv"
    survey.write_text(survey.read_text(encoding="utf-8").replace("cities.csv", "../cities.csv"), encoding="utf-8")
    assert "bad_file_name" in [each.code for each in _problems(folder)]


def test_files_beside_a_workbook_are_found_in_its_media_folder(tmp_path: Path, write_workbook: Write) -> None:
    xlsx = write_workbook({"survey": [["type", "name", "label"], ["select_one_from_file cities.csv", "city", "城市"]]})
    (tmp_path / "form-media").mkdir()
    (tmp_path / "form-media" / "cities.csv").write_text(CITIES, encoding="utf-8")
    assert workbook.load_workbook(xlsx).files == {"cities.csv": CITIES.encode()}
