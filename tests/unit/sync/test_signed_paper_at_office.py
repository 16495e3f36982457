"""Head office checks the signatures on the report against the certificates that the signed manifest names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from reports.compose import compose
from reports.pdf import render_pdf
from reports.signing import read_signatures, sign_paper
from sync.envelope import PaperCertificate, open_sealed
from sync.errors import (
    CosigningRefused,
    DocumentInvalid,
    ManifestContradiction,
    MissingMember,
    PaperSignatureWrong,
    SyncError,
)
from sync.headoffice.cosigning import OFFICE_NAME, cosign
from sync.headoffice.examining import Examination, examine, open_case
from sync.headoffice.register import ReceivedCase
from sync.headoffice.sentences import sentence_for
from sync.keys import PaperSigner
from tests.unit.reports.sample_assessment import material
from tests.unit.sync.live_office import Item, LiveOffice
from tests.unit.sync.sealed_cases import PARTS, SEALED_AT, Bench, a_case, fake_recompute, parts_of_a_case


@pytest.fixture(scope="module")
def paper() -> bytes:
    return render_pdf(compose(material())).data


def signers_of(bench: Bench) -> tuple[PaperSigner, PaperSigner]:
    first, second = (PaperSigner(one.signer, name=one.person.name) for one in (bench.first, bench.second))
    return first, second


def signed(paper: bytes, *signers: PaperSigner) -> bytes:
    for field, signer in zip(("investigator_a", "investigator_b"), signers, strict=False):
        paper = sign_paper(
            paper, signer, field=field, case_hash=material().case_hash, at=SEALED_AT + timedelta(hours=1)
        )
    return paper


def named(bench: Bench, *signers: PaperSigner) -> tuple[PaperCertificate, ...]:
    people = {person.name: person.id for person in bench.people}
    return tuple(PaperCertificate(people[one.name], one.fingerprint) for one in signers)


def findings(
    bench: Bench, live: LiveOffice, paper: bytes, certificates: tuple[PaperCertificate, ...]
) -> list[SyncError]:
    received = received_with(bench, live, paper, certificates)
    return examine(live.office, received, live.made.identity, recompute=fake_recompute).findings


def received_with(
    bench: Bench, live: LiveOffice, paper: bytes, certificates: tuple[PaperCertificate, ...]
) -> ReceivedCase:
    case, history = a_case()
    parts = {**parts_of_a_case(case, history), "report.pdf": paper}
    path, info = bench.seal(parts=parts, checklist_sha256=case.checklist_sha256, certificates=certificates)
    bench_recipients(bench, live)
    office, _ = live.enrol(bench.device, bench.people)
    office.push(Item(info.sha256, path))
    return live.office.register.find_case(case.id)


def bench_recipients(bench: Bench, live: LiveOffice) -> None:
    bench.recipients = (live.office.recipient, live.office.escrow_recipient)


def test_a_paper_signed_by_both_is_accepted(bench: Bench, live: LiveOffice, paper: bytes) -> None:
    bench_recipients(bench, live)
    both = signers_of(bench)
    assert findings(bench, live, signed(paper, *both), named(bench, *both)) == []


@pytest.mark.parametrize("fault", ["altered", "unsigned", "one short", "one too many", "no pdf"])
def test_a_paper_whose_signatures_are_not_the_manifests_is_told(
    fault: str, bench: Bench, live: LiveOffice, paper: bytes
) -> None:
    bench_recipients(bench, live)
    first, second = signers_of(bench)
    whole = signed(paper, first, second)
    at = whole.index(b"/FirstChar 0") + 11
    cases: Mapping[str, tuple[bytes, tuple[PaperCertificate, ...]]] = {
        "altered": (whole[:at] + b"1" + whole[at + 1 :], named(bench, first, second)),
        "unsigned": (paper, named(bench, first)),
        "one short": (signed(paper, first), named(bench, first, second)),
        "one too many": (whole, named(bench, first)),
        "no pdf": (b"%PDF-1.7 report", named(bench, first)),
    }
    found = findings(bench, live, *cases[fault])
    assert found
    assert all(isinstance(one, PaperSignatureWrong) for one in found)
    assert all("数字签名不成立" in sentence_for(one) for one in found)


def test_a_signed_paper_that_the_manifest_does_not_mention_is_told(
    bench: Bench, live: LiveOffice, paper: bytes
) -> None:
    bench_recipients(bench, live)
    assert findings(bench, live, signed(paper, signers_of(bench)[0]), ())


def test_certificates_travel_in_the_manifest_that_the_investigators_sign(bench: Bench) -> None:
    certificates = (PaperCertificate("u1", "a" * 64), PaperCertificate("u2", "b" * 64))
    path, _ = bench.seal(certificates=certificates)
    assert open_sealed(path, bench.office).manifest.certificates == certificates


def test_a_case_without_signed_paper_is_of_the_first_format(bench: Bench) -> None:
    path, _ = bench.seal()
    assert open_sealed(path, bench.office).manifest.certificates == ()


@pytest.mark.parametrize(
    ("certificates", "refused"),
    [
        ((PaperCertificate("u9", "a" * 64),), ManifestContradiction),
        ((PaperCertificate("u1", "a" * 64), PaperCertificate("u1", "b" * 64)), ManifestContradiction),
        ((PaperCertificate("u1", "A" * 64),), DocumentInvalid),
    ],
)
def test_certificates_of_nobody_who_signs_are_not_written(
    certificates: tuple[PaperCertificate, ...], refused: type[SyncError], bench: Bench
) -> None:
    with pytest.raises(refused):
        bench.seal(certificates=certificates)


def test_certificates_without_a_paper_are_not_written(bench: Bench, tmp_path: Path) -> None:
    parts = {name: data for name, data in PARTS.items() if name != "report.pdf"}
    with pytest.raises(MissingMember):
        bench.seal(parts=parts, certificates=(PaperCertificate("u1", "a" * 64),))


def examined(live: LiveOffice, received: ReceivedCase, folder: Path) -> Examination:
    return open_case(live.office, received, live.made.identity, out=folder, recompute=fake_recompute)


def test_head_office_cosigns_a_report_that_held_and_logs_it(
    bench: Bench, live: LiveOffice, paper: bytes, tmp_path: Path
) -> None:
    bench_recipients(bench, live)
    both = signers_of(bench)
    received = received_with(bench, live, signed(paper, *both), named(bench, *both))
    file = cosign(live.office, examined(live, received, tmp_path / "opened"), tmp_path / "opened")
    found = read_signatures(file.read_bytes())
    assert [one.name for one in found] == ["王敏", "李强", OFFICE_NAME]
    assert all(one.holds for one in found)
    assert file.read_bytes().startswith((tmp_path / "opened" / "report.pdf").read_bytes())
    last = live.office.register.log()[-1]
    assert (last.event, json.loads(last.facts)["certificate"]) == ("report_cosigned", found[-1].certificate)


def test_head_office_cosigns_neither_an_unsigned_report_nor_one_with_a_finding(
    bench: Bench, live: LiveOffice, paper: bytes, tmp_path: Path
) -> None:
    bench_recipients(bench, live)
    received = received_with(bench, live, paper, ())
    found = examined(live, received, tmp_path / "opened")
    with pytest.raises(CosigningRefused) as refused:
        cosign(live.office, found, tmp_path / "opened")
    assert "没有调查人的签名" in sentence_for(refused.value)
    found.findings.append(PaperSignatureWrong("王敏", "x"))
    with pytest.raises(CosigningRefused) as refused:
        cosign(live.office, found, tmp_path / "opened")
    assert "没有通过全部核对" in sentence_for(refused.value)
    assert not (tmp_path / "opened" / "report-cosigned.pdf").exists()
