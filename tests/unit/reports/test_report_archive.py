"""PDF/A-2b: what an archive demands of the file, as far as programs that can be installed are able to tell."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image

from reports.compose import compose
from reports.errors import RenderCancelled
from reports.pdf import render_pdf
from tests.unit.reports.sample_assessment import material

_JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "javax.activation", "jaxb-api", "commons-io", "commons-logging")
]  # fmt: skip
needs_preflight = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in _JARS), reason="libpdfbox2-java is not installed"
)
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_pdf(compose(material())).data


@pytest.fixture
def pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def packet_of(data: bytes) -> ElementTree.Element:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return ElementTree.fromstring(opened.Root.Metadata.read_raw_bytes())


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those inside others too."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield value
            waiting += [inner for inner in dict(value.items()).values() if not inner_is_reference(inner)]
        elif isinstance(value, pikepdf.Array):
            waiting += [inner for inner in value if not inner_is_reference(inner)]


def inner_is_reference(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and bool(value.is_indirect)


def test_the_packet_names_part_two_conformance_b_and_says_what_the_info_says(data: bytes, pdf: pikepdf.Pdf) -> None:
    packet = packet_of(data)
    info = pdf.docinfo
    assert packet.findtext(".//pdfaid:part", namespaces=_NAMES) == "2"
    assert packet.findtext(".//pdfaid:conformance", namespaces=_NAMES) == "B"
    assert packet.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=_NAMES) == str(info.Title)
    assert packet.findtext(".//dc:creator/rdf:Seq/rdf:li", namespaces=_NAMES) == str(info.Author)
    assert packet.findtext(".//dc:language/rdf:Bag/rdf:li", namespaces=_NAMES) == "zh-CN"
    assert packet.findtext(".//dc:identifier", namespaces=_NAMES) == f"urn:sha256:{material().case_hash}"
    assert packet.findtext(".//pdf:Keywords", namespaces=_NAMES) == str(info.Keywords) == material().case_hash
    assert packet.findtext(".//xmp:CreateDate", namespaces=_NAMES) == "2026-11-18T00:00:00+00:00"
    assert str(info.CreationDate) == str(info.ModDate) == "D:20261118000000+00'00'"


def test_names_with_markup_stay_text_in_the_packet() -> None:
    made = render_pdf(replace(compose(material()), client='<甲>&"乙" 商行', bank="A & B <银行>")).data
    packet = packet_of(made)
    assert '<甲>&"乙" 商行' in (packet.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=_NAMES) or "")
    assert packet.findtext(".//dc:creator/rdf:Seq/rdf:li", namespaces=_NAMES) == "A & B <银行>"


def test_the_output_intent_is_srgb(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == pikepdf.Name.GTS_PDFA1
    profile = intent.DestOutputProfile
    assert profile.N == 3
    assert bytes(profile.read_bytes())[36:40] == b"acsp"
    assert bytes(profile.read_bytes())[16:20] == b"RGB "


def test_language_title_outline_and_identifier_are_set(data: bytes, pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.PageMode == pikepdf.Name.UseOutlines
    with pdf.open_outline() as outline:
        assert "决策页" in [entry.title for entry in outline.root]
    first, second = (bytes(part) for part in pdf.trailer.ID)
    assert first == second
    assert any(first)
    other = render_pdf(replace(compose(material()), edition=9)).data
    with pikepdf.open(io.BytesIO(other)) as differing:
        assert bytes(differing.trailer.ID[0]) != first


def test_every_font_is_embedded_and_has_the_widths_that_it_says(pdf: pikepdf.Pdf) -> None:
    fonts = [one for one in dictionaries(pdf) if one.get("/Type") == pikepdf.Name.Font]
    assert fonts
    for font in fonts:
        assert font.FontDescriptor.FontFile2.read_bytes()
        assert "/ToUnicode" in font
        assert "/Encoding" not in font  # symbolic TrueType: its own table alone says which glyph


def test_nothing_that_an_archive_forbids_is_in_the_file(pdf: pikepdf.Pdf) -> None:
    assert not pdf.is_encrypted
    for one in dictionaries(pdf):
        assert not {"/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFiles", "/F_", "/XFA", "/OPI", "/Ref"} & set(
            one.keys()
        )
        assert one.get("/S") not in {pikepdf.Name.Launch, pikepdf.Name.URI, pikepdf.Name.JavaScript, pikepdf.Name.GoToR}
        assert "/SMask" not in one
        assert one.get("/ca", 1) == 1
        if isinstance(one, pikepdf.Stream):
            assert "/F" not in one  # no stream outside the file
            assert one.get("/Filter") != pikepdf.Name.LZWDecode


def test_annotations_print_and_have_an_appearance(pdf: pikepdf.Pdf) -> None:
    kinds = set()
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            kinds.add(str(annotation.Subtype))
            assert int(annotation.F) & 4
            assert not int(annotation.F) & (1 | 2 | 32)  # invisible, hidden, not viewed
            if annotation.Subtype == pikepdf.Name.Widget:
                assert list(annotation.AP.keys()) == ["/N"]
    assert kinds == {"/Link", "/Widget"}


def test_three_empty_signature_fields_lie_on_the_last_page(pdf: pikepdf.Pdf) -> None:
    fields = list(pdf.Root.AcroForm.Fields)
    assert [str(field.T) for field in fields] == ["investigator_a", "investigator_b", "head_office"]
    assert all(pikepdf.Name.Sig == field.FT and "/V" not in field for field in fields)
    assert {field.P.objgen for field in fields} == {pdf.pages[-1].obj.objgen}
    tops = [float(field.Rect[3]) for field in fields]
    assert tops == sorted(tops, reverse=True)
    assert all(float(upper.Rect[1]) > float(lower.Rect[3]) for upper, lower in itertools.pairwise(fields))


def test_streams_end_as_the_standard_wants(data: bytes) -> None:
    assert data.startswith(b"%PDF-1.7\n%")
    assert data.count(b"endstream") == data.count(b"\nendstream") > 10
    assert data.endswith(b"%%EOF\n")


def test_the_qr_code_is_one_object_that_every_page_shows(pdf: pikepdf.Pdf) -> None:
    drawn = [page.Resources.XObject["/FormXob.case-hash-qr"].objgen for page in pdf.pages]
    assert len(set(drawn)) == 1
    for page in pdf.pages:
        assert page.Contents.read_bytes().count(b"/FormXob.case-hash-qr Do") == 1


def test_a_draft_has_its_watermark_as_one_object_without_transparency() -> None:
    draft = render_pdf(compose(material(final=False, sealed=False))).data
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        assert len({page.Resources.XObject["/FormXob.draft-watermark"].objgen for page in pdf.pages}) == 1
        assert all("/ca" not in one for one in dictionaries(pdf))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_the_file_sound(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_preflight
@pytest.mark.parametrize("sealed", [True, False])
def test_preflight_has_no_objection_but_to_the_part(sealed: bool, tmp_path: Path) -> None:
    """PDFBox's validator knows part 1 alone, which is stricter: told that this is part 1, it has to find the file valid."""
    made = render_pdf(compose(material(final=sealed, sealed=sealed))).data
    assert archive_fault(made.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"), tmp_path) == ""


def archive_fault(data: bytes, folder: Path) -> str:
    """What PDFBox's preflight says against the file as PDF/A-1b; "" where it is valid."""
    file = folder / "archive.pdf"
    file.write_bytes(data)
    jars = ":".join(map(str, _JARS))
    command = ["java", "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if "is a valid PDF/A-1b file" in done.stdout else done.stdout + done.stderr


def test_photos_of_jpeg_go_in_as_they_are() -> None:
    made = material()
    target = io.BytesIO()
    Image.effect_noise((200, 150), 60).convert("RGB").save(target, "JPEG", quality=70)
    photos = tuple(replace(piece, thumbnail=target.getvalue()) for piece in made.evidence)
    assert target.getvalue() in render_pdf(compose(replace(made, evidence=photos))).data


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    result = render_pdf(compose(material()), hear)
    assert told == [(number, result.pages) for number in range(result.pages + 1)]


@pytest.mark.parametrize("at", [0, 5])
def test_a_report_that_nobody_waits_for_stops_at_the_next_page(at: int) -> None:
    heard: list[int] = []

    def hear(done: int, total: int) -> bool:
        heard.append(done)
        return done < at

    with pytest.raises(RenderCancelled):
        render_pdf(compose(material()), hear)
    assert heard == list(range(at + 1))
    assert render_pdf(compose(material())).data == render_pdf(compose(material())).data


def test_no_date_but_the_cases_is_in_the_file(data: bytes) -> None:
    assert set(re.findall(rb"D:\d{14}", data)) == {b"D:20261118000000"}
