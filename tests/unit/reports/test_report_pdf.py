"""The PDF: the same bytes every time, only embedded fonts, Chinese that can be searched, a state on every page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reports.compose import Evidence, compose
from reports.document import Signatures
from reports.pdf import PdfResult, render_pdf
from tests.unit.reports.sample_assessment import material

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@pytest.fixture(scope="module")
def final() -> PdfResult:
    return render_pdf(compose(material()))


def pages_of(result: PdfResult, folder: Path) -> list[str]:
    file = folder / "report.pdf"
    file.write_bytes(result.data)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True)
    return done.stdout.split("\f")[:-1]


def test_the_same_case_gives_the_same_bytes(final: PdfResult) -> None:
    assert render_pdf(compose(material())).data == final.data


def test_the_sample_has_at_least_twelve_pages_and_nothing_to_warn_of(final: PdfResult) -> None:
    assert final.pages >= 12
    assert final.warnings == ()


def test_no_font_but_the_embedded_one_is_named(final: PdfResult) -> None:
    names = set(re.findall(rb"/BaseFont\s*/([A-Za-z0-9+-]+)", final.data))
    assert names
    assert all(re.fullmatch(rb"[A-Z]{6}\+NotoSansSC-(Regular|Bold)", name) for name in names)
    assert b"Helvetica" not in final.data


@needs_poppler
def test_pdffonts_finds_every_font_embedded_and_subset(final: PdfResult, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(final.data)
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_language_and_title_are_told_to_readers(final: PdfResult) -> None:
    assert b"/Lang (zh-CN)" in final.data
    assert b"/DisplayDocTitle true" in final.data
    title = "综合信用报告 JD-2026-000317 宏达食品批发部（最终）".encode("utf-16-be")
    assert title.hex().encode() in final.data.lower() or b"/Title" in final.data


@needs_poppler
def test_chinese_can_be_extracted_and_searched(final: PdfResult, tmp_path: Path) -> None:
    text = "\n".join(pages_of(final, tmp_path))
    for expected in ("宏达食品批发部", "有条件同意 5 万元", "资产负债表", "权益检验", "调查人声明与签名", "9f3c0707"):
        assert expected in text


@needs_poppler
def test_every_page_carries_number_state_case_and_hash(final: PdfResult, tmp_path: Path) -> None:
    pages = pages_of(final, tmp_path)
    assert len(pages) == final.pages
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页，共 {final.pages} 页" in page
        assert "JD-2026-000317" in page
        assert "最终" in page
        assert material().case_hash in page


@needs_poppler
def test_a_provisional_draft_says_so_on_every_page(tmp_path: Path) -> None:
    result = render_pdf(compose(material(final=False, sealed=False)))
    for page in pages_of(result, tmp_path):
        assert "暂定" in page
        assert "未经调查人签名" in page


@needs_poppler
def test_the_contents_name_the_page_each_chapter_is_on(final: PdfResult, tmp_path: Path) -> None:
    pages = pages_of(final, tmp_path)
    entry = re.search(r"6\s+交叉验证\s+(\d+)", pages[1])
    assert entry is not None
    assert re.search(r"^\s*6\s+交叉验证\s*$", pages[int(entry.group(1)) - 1], re.MULTILINE)


@needs_poppler
def test_the_decision_fits_on_the_first_page(final: PdfResult, tmp_path: Path) -> None:
    first, second, *_ = pages_of(final, tmp_path)
    assert "对外担保不得新增" in first
    assert "目录" in second


def test_a_case_without_bureau_differs_from_a_final_one(final: PdfResult) -> None:
    assert render_pdf(compose(material(final=False))).data != final.data


def test_the_file_carries_the_day_of_the_investigation_and_no_clock(final: PdfResult) -> None:
    assert final.data.count(b"D:20261118000000+00'00'") == 2


def test_very_long_names_are_cut_in_the_header_and_broken_in_the_title() -> None:
    report = replace(
        compose(material()), client="很长的名字" * 30, bank="很长的银行名称" * 20, case_number="信贷-第1号", chapters=()
    )
    assert render_pdf(report).warnings == ()


def test_a_rare_name_is_marked_and_told() -> None:
    report = replace(compose(material()), client="𪛖某食品店")
    result = render_pdf(report)
    assert len(result.warnings) == 1
    assert "〔U+2A6D6〕" in result.warnings[0]


def test_a_picture_that_is_none_is_told_and_the_rest_printed() -> None:
    made = material()
    broken = replace(
        made, evidence=(Evidence(made.evidence[0].attachment, b"not a picture", "门头"), *made.evidence[1:])
    )
    result = render_pdf(compose(broken))
    assert any("门头.jpg" in warning for warning in result.warnings)
    assert result.pages >= 12


def test_answers_with_markup_and_very_long_texts_are_printed() -> None:
    made = material()
    section = made.sections[2]
    wild = replace(section.items[1], value="<para>& <font color=red>" + "从前有一家店，" * 900)
    changed = replace(section, items=(section.items[0], wild))
    result = render_pdf(compose(replace(made, sections=(*made.sections[:2], changed, *made.sections[3:]))))
    assert result.warnings == ()


def test_a_name_of_sixty_characters_stays_beside_its_place_to_sign() -> None:
    made = compose(material())
    *others, last = made.chapters
    (section,) = last.sections
    blocks = tuple(
        replace(block, lines=tuple(replace(line, name="很长的姓名" * 12) for line in block.lines))
        if isinstance(block, Signatures)
        else block
        for block in section.blocks
    )
    report = replace(made, chapters=(*others, replace(last, sections=(replace(section, blocks=blocks),))))
    with pikepdf.open(io.BytesIO(render_pdf(report).data)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert all(float(field.Rect[0]) >= 40 + 128 for field in fields)
        assert {field.P.objgen for field in fields} == {pdf.pages[-1].obj.objgen}
