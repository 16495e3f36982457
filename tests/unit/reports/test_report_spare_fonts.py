"""A rare name is printed in a face of the machine, embedded and told; where no face has it, it is marked and told."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

import pikepdf
import pytest

from reports.compose import compose
from reports.document import Report
from reports.pdf import PdfResult, render_pdf
from reports.pdf.fonts import load_fonts
from reports.pdf.spare_fonts import SPARE_FONTS, legible_in
from tests.unit.reports.paper import printed
from tests.unit.reports.real_sample import real_material
from tests.unit.reports.small_font import write_small_font
from tests.unit.reports.test_report_archive import archive_fault, needs_preflight

T = TypeVar("T")
RARE = "\U0002a6d6"
OTHER = "\U0002f9ff"
NAME = f"王{RARE}明"


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(replace(real_material(), evidence=()))


@pytest.fixture(scope="module")
def named(report: Report) -> Report:
    """The client's name stands in prose, tables, facts, the graph, the running header and the title."""
    return _with_text(report, report.client, NAME)


def _with_text(value: T, old: str, new: str) -> T:
    """A document with a text replaced wherever it stands."""
    if isinstance(value, str):
        return value.replace(old, new)  # type: ignore[return-value]  # a str comes back for a str
    if isinstance(value, tuple):
        return tuple(_with_text(part, old, new) for part in value)  # type: ignore[return-value]  # same shape as it came
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Enum)):
        return replace(
            value,
            **{field.name: _with_text(getattr(value, field.name), old, new) for field in dataclasses.fields(value)},
        )
    return value


@pytest.fixture
def font(tmp_path: Path) -> Path:
    return write_small_font(tmp_path / "rare.ttf", RARE)


def test_a_face_of_the_machine_shows_the_character_and_is_told(named: Report, font: Path) -> None:
    result = render_pdf(named, spare_fonts=(font,))
    (warning,) = result.warnings
    assert RARE in warning
    assert "U+2A6D6" in warning
    assert "用本机字体" in warning
    assert "Jindiao-rare" in warning


def test_the_character_is_in_the_text_of_the_file(named: Report, font: Path, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(render_pdf(named, spare_fonts=(font,)).data)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert text.count(NAME) > 10
    assert "U+2A6D6" not in text


def test_every_face_is_embedded_and_the_spare_one_is_there(named: Report, font: Path) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(named, spare_fonts=(font,)).data)) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        assert all("/FontFile2" in each.FontDescriptor for each in fonts)
        means = [bytes(each.ToUnicode.read_bytes()) for each in fonts]
    assert any(b"D869DED6" in each for each in means)
    assert not any(b"<2A6D6>" in each for each in means)


@needs_preflight
def test_preflight_has_no_objection_to_a_spare_face(named: Report, font: Path, tmp_path: Path) -> None:
    made = render_pdf(named, spare_fonts=(font,)).data
    assert archive_fault(made.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"), tmp_path) == ""


def test_the_same_machine_gives_the_same_bytes(named: Report, font: Path) -> None:
    assert render_pdf(named, spare_fonts=(font,)).data == render_pdf(named, spare_fonts=(font,)).data


def test_where_no_face_has_it_the_mark_stays(named: Report, font: Path, tmp_path: Path) -> None:
    absent, broken = tmp_path / "absent.ttf", tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all" * 50)
    blank = write_small_font(tmp_path / "blank.ttf", RARE, is_blank=True)
    other = write_small_font(tmp_path / "other.ttf", OTHER)
    marked = render_pdf(named, spare_fonts=())
    for fonts in ((absent,), (broken,), (blank,), (other,), (absent, broken, blank, other)):
        result: PdfResult = render_pdf(named, spare_fonts=fonts)
        assert result.data == marked.data
        assert "以〔U+2A6D6〕代替" in result.warnings[0]


def test_a_report_without_rare_characters_asks_no_face(report: Report, tmp_path: Path) -> None:
    unread = write_small_font(tmp_path / "unread.ttf", "永" + RARE)
    assert render_pdf(report, spare_fonts=(unread,)).data == render_pdf(report, spare_fonts=()).data


def test_runs_are_measured_and_drawn_face_by_face(font: Path) -> None:
    text, fonts, _ = legible_in(f"甲{RARE}{RARE}乙", load_fonts(), (font,))
    parts = list(fonts.parts(text, bold=True))
    assert [part for _, part in parts] == ["甲", RARE * 2, "乙"]
    assert [face.name for face, _ in parts] == [fonts.bold.name, fonts.spare[ord(RARE)].name, fonts.bold.name]
    assert fonts.bold.width(text, 10) == sum(face.width(part, 10) for face, part in parts) == 40


def test_the_first_face_that_has_it_is_taken(tmp_path: Path) -> None:
    first = write_small_font(tmp_path / "first.ttf", RARE)
    second = write_small_font(tmp_path / "second.ttf", RARE + OTHER)
    _, fonts, _ = legible_in(RARE + OTHER, load_fonts(), (first, second))
    assert fonts.spare[ord(RARE)].name.endswith("first.ttf")
    assert fonts.spare[ord(OTHER)].name.endswith("second.ttf")


def test_a_second_face_of_the_same_name_is_passed_over(tmp_path: Path) -> None:
    first = write_small_font(tmp_path / "one.ttf", RARE, name="Twin")
    second = write_small_font(tmp_path / "two.ttf", OTHER, name="Twin")
    own = write_small_font(tmp_path / "own.ttf", RARE, name="NotoSansSC-Bold")
    text, fonts, warnings = legible_in(RARE + OTHER, load_fonts(), (own, first, second))
    assert text == f"{RARE}〔U+2F9FF〕"
    assert fonts.spare[ord(RARE)].name.endswith("one.ttf")
    assert len(warnings) == 2


def test_pages_with_a_spare_face_have_no_faults(named: Report, font: Path) -> None:
    paper = printed(named, spare_fonts=(font,))
    assert paper.faults() == []
    assert sum(word.face.endswith("rare.ttf") for word in paper.words) > 20


def test_the_faces_asked_for_are_files_of_the_three_platforms() -> None:
    assert all(path.suffix in {".ttf", ".ttc"} for path in SPARE_FONTS)
    assert len(set(SPARE_FONTS)) == len(SPARE_FONTS)
