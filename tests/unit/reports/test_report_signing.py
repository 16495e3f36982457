"""Signatures on the paper: each holds after the next, one changed byte is found, and nobody signs where they should not."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from reports.compose import compose
from reports.document import Report
from reports.errors import AlreadySigned, NoPlaceToSign, PaperOfAnotherCase, PaperSignatureBroken, PaperUnreadable
from reports.pdf import render_pdf
from reports.signing import HEAD_OFFICE, field_for, read_signatures, sign_paper
from sync.keys import PaperSigner, Signer
from tests.unit.reports.sample_assessment import material
from tests.unit.reports.test_report_archive import archive_fault, dictionaries, needs_preflight

AT = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")


def a_person(name: str, number: int) -> PaperSigner:
    return PaperSigner(Signer(bytes([number]) * 32), name=name, staff_number=f"A{number}")


CHEN, ZHOU, OFFICE = a_person("陈静", 1), a_person("周航", 2), a_person("总行", 3)


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material())


@pytest.fixture(scope="module")
def paper(report: Report) -> bytes:
    return render_pdf(report).data


@pytest.fixture(scope="module")
def once(report: Report, paper: bytes) -> bytes:
    return sign_paper(paper, CHEN, field=field_for(report, "陈静"), case_hash=report.case_hash, at=AT)


@pytest.fixture(scope="module")
def thrice(report: Report, once: bytes) -> bytes:
    twice = sign_paper(
        once, ZHOU, field=field_for(report, "周航"), case_hash=report.case_hash, at=AT + timedelta(hours=1)
    )
    return sign_paper(twice, OFFICE, field=HEAD_OFFICE, case_hash=report.case_hash, at=AT + timedelta(days=3))


def test_both_investigators_and_head_office_sign_one_after_the_other(thrice: bytes) -> None:
    found = read_signatures(thrice)
    assert [(one.field, one.name, one.fault) for one in found] == [
        ("investigator_a", "陈静", ""),
        ("investigator_b", "周航", ""),
        ("head_office", "总行", ""),
    ]
    assert [one.certificate for one in found] == [one.fingerprint for one in (CHEN, ZHOU, OFFICE)]
    assert [one.signed_at for one in found] == [AT, AT + timedelta(hours=1), AT + timedelta(days=3)]


def test_signing_only_appends(paper: bytes, once: bytes, thrice: bytes) -> None:
    assert once.startswith(paper)
    assert thrice.startswith(once)
    assert len(thrice) - len(paper) < 120_000


def test_a_paper_that_nobody_signed_has_no_signatures(paper: bytes) -> None:
    assert read_signatures(paper) == ()


@needs_pdfsig
def test_poppler_confirms_every_signature(thrice: bytes, tmp_path: Path) -> None:
    said = pdfsig(thrice, tmp_path)
    assert said.count("Signature Validation: Signature is Valid.") == 3
    assert said.count("ETSI.CAdES.detached") == 3
    assert said.count("Hash Algorithm: SHA-256") + said.count("Signing Hash Algorithm: SHA-256") >= 3
    for name in ("陈静", "周航", "总行"):
        assert name in said


def pdfsig(data: bytes, folder: Path) -> str:
    file = folder / "signed.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
    return done.stdout


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_one_changed_byte_is_found(share: float, thrice: bytes, tmp_path: Path) -> None:
    at = int(len(thrice) * share)
    while not 48 <= thrice[at] < 57:  # a digit for a digit: the file stays readable, which is the harder case
        at += 1
    altered = thrice[:at] + bytes([thrice[at] + 1]) + thrice[at + 1 :]
    with contextlib.suppress(PaperUnreadable):
        assert any(not one.holds for one in read_signatures(altered))
    if shutil.which("pdfsig"):
        assert pdfsig(altered, tmp_path).count("Signature is Valid") < 3


def test_whoever_changes_the_paper_afterwards_breaks_the_first_signature(report: Report, once: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(once))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(90)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]
    (signature,) = read_signatures(target.getvalue())
    assert not signature.holds
    with pytest.raises(PaperSignatureBroken):
        sign_paper(target.getvalue(), ZHOU, field="investigator_b", case_hash=report.case_hash, at=AT)


def test_nobody_signs_twice_nor_in_anothers_place(report: Report, once: bytes) -> None:
    with pytest.raises(AlreadySigned):
        sign_paper(once, CHEN, field="investigator_a", case_hash=report.case_hash, at=AT)
    with pytest.raises(AlreadySigned):
        sign_paper(once, CHEN, field="investigator_b", case_hash=report.case_hash, at=AT)
    with pytest.raises(AlreadySigned):
        sign_paper(once, ZHOU, field="investigator_a", case_hash=report.case_hash, at=AT)


def test_the_report_says_who_signs_where(report: Report) -> None:
    assert (field_for(report, "陈静"), field_for(report, "周航")) == ("investigator_a", "investigator_b")
    with pytest.raises(NoPlaceToSign) as refused:
        field_for(report, "赵六")
    assert refused.value.named == ("陈静", "周航")
    with pytest.raises(NoPlaceToSign):
        field_for(report, "总行")


def test_another_cases_paper_is_not_signed(report: Report, paper: bytes) -> None:
    with pytest.raises(PaperOfAnotherCase):
        sign_paper(paper, CHEN, field="investigator_a", case_hash="0" * 64, at=AT)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"not a pdf" * 100, b"%PDF-1.4\ntrailer<</Root 1 0 R>>startxref\n0\n%%EOF"]
)
def test_what_is_no_report_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(PaperUnreadable):
        sign_paper(data, CHEN, field="investigator_a", case_hash="0" * 64, at=AT)


def test_a_cut_off_paper_is_refused(once: bytes, report: Report) -> None:
    for length in range(1, len(once), len(once) // 23):
        with pytest.raises((PaperUnreadable, PaperSignatureBroken)):
            sign_paper(once[:length], ZHOU, field="investigator_b", case_hash=report.case_hash, at=AT)


def test_a_paper_without_that_field_is_not_signed(report: Report) -> None:
    bare = render_pdf(replace(report, chapters=())).data
    with pytest.raises(NoPlaceToSign):
        sign_paper(bare, CHEN, field="investigator_a", case_hash=report.case_hash, at=AT)


def test_a_long_and_rare_name_signs_too(report: Report, paper: bytes) -> None:
    person = a_person("𪛖" + "很长的名字" * 12, 9)
    signed = sign_paper(paper, person, field="investigator_a", case_hash=report.case_hash, at=AT)
    assert read_signatures(signed)[0].holds


def test_signatures_bring_no_font_that_is_not_embedded(thrice: bytes) -> None:
    with pikepdf.open(io.BytesIO(thrice)) as pdf:
        fonts = [one for one in dictionaries(pdf) if one.get("/Type") == pikepdf.Name.Font]
        assert all(font.FontDescriptor.FontFile2.read_bytes() for font in fonts)
        assert all("/ca" not in one for one in dictionaries(pdf))
        for field in pdf.Root.AcroForm.Fields:
            assert int(field.F) & 4
            assert list(field.AP.keys()) == ["/N"]
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2
        assert "Helvetica" not in thrice.decode("latin-1")


def test_a_signed_paper_stays_of_the_version_that_its_archive_format_rests_on(thrice: bytes) -> None:
    with pikepdf.open(io.BytesIO(thrice)) as pdf:
        assert pdf.pdf_version == "1.7"
        assert "/Version" not in pdf.Root
        assert list(pdf.Root.Extensions.keys()) == ["/ESIC"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_the_signed_file_sound(thrice: bytes, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(thrice)
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_preflight
def test_a_signed_paper_is_still_an_archives(report: Report, paper: bytes, tmp_path: Path) -> None:
    part_one = paper.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<")
    once = sign_paper(part_one, CHEN, field="investigator_a", case_hash=report.case_hash, at=AT)
    twice = sign_paper(once, ZHOU, field="investigator_b", case_hash=report.case_hash, at=AT)
    assert archive_fault(twice, tmp_path) == ""
