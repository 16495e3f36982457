"""The report is signed by whom it names, one after the other on the same file, and travels as they signed it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.cli import main
from desktop.settings import Settings
from desktop.wiring import Services
from reports.errors import AlreadySigned, NoPlaceToSign, PaperOfAnotherCase, PaperSignatureBroken, PaperSignerMissing
from reports.signing import read_signatures
from sync.envelope import open_sealed
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost
from tests.newer_checklist import INDUSTRY
from tests.unit.desktop.services.test_sealing import Office

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
LEAD, SECOND, OTHER = "张调查(样例)", "李复核(样例)", "赵旁人"
PASSPHRASES = {LEAD: "lead passphrase 1", SECOND: "second passphrase 2", OTHER: "other passphrase 3"}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(tmp_path / "home")
    settings.home.mkdir()
    unlocked, _ = Keyring.create(
        settings.keyring, name=LEAD, passphrase=PASSPHRASES[LEAD], staff_number="A1", cost=CHEAP
    )
    keyring = Keyring(settings.keyring, cost=CHEAP)
    for name, staff in ((SECOND, "B2"), (OTHER, "C3")):
        keyring.add_user(unlocked, name, PASSPHRASES[name], staff_number=staff)
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        yield services


@pytest.fixture
def case(services: Services) -> str:
    return services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY)).id


def sealed(
    services: Services, case: str, paper: bytes | None, folder: Path, *names: str
) -> tuple[bytes, list[tuple[str, str]]]:
    """The report inside the sealed case, and whose certificates the manifest names."""
    office = Office()
    services.sync._required_enrolment = lambda: office  # type: ignore[method-assign, assignment, return-value]
    services.sync.seal(case, [PASSPHRASES[name] for name in names], copy_to=folder / "case.jdc", paper=paper)
    opened = open_sealed(folder / "case.jdc", office.identity)
    people = {person.id: person.name for person in opened.manifest.signers}
    return opened.read("report.pdf"), [(people[one.signer], one.sha256) for one in opened.manifest.certificates]


def test_both_investigators_sign_and_the_sealed_case_carries_that_very_file(
    services: Services, case: str, tmp_path: Path
) -> None:
    first = services.papers.sign(case)
    both = services.papers.sign(case, first.data, passphrase=PASSPHRASES[SECOND])
    assert [one.name for one in both.signatures] == [LEAD, SECOND]
    assert both.data.startswith(first.data)
    carried, certificates = sealed(services, case, both.data, tmp_path, LEAD, SECOND)
    assert carried == both.data
    assert certificates == [(one.name, one.certificate) for one in both.signatures]


def test_sealing_prints_and_signs_where_no_paper_is_given(services: Services, case: str, tmp_path: Path) -> None:
    carried, certificates = sealed(services, case, None, tmp_path, LEAD, SECOND, OTHER)
    found = read_signatures(carried)
    assert [one.name for one in found] == [LEAD, SECOND]
    assert all(one.holds for one in found)
    assert [name for name, _ in certificates] == [LEAD, SECOND]


def test_who_is_not_named_does_not_sign(services: Services, case: str) -> None:
    with pytest.raises(NoPlaceToSign):
        services.papers.sign(case, passphrase=PASSPHRASES[OTHER])


def test_nobody_signs_twice(services: Services, case: str) -> None:
    first = services.papers.sign(case)
    with pytest.raises(AlreadySigned):
        services.papers.sign(case, first.data)


def test_a_paper_of_another_case_or_of_earlier_answers_is_neither_signed_nor_sealed(
    services: Services, case: str, tmp_path: Path
) -> None:
    paper = services.papers.sign(case).data
    other = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY, "inflated_stock")).id
    with pytest.raises(PaperOfAnotherCase):
        services.papers.sign(other, paper, passphrase=PASSPHRASES[SECOND])
    services.cases.open(case).set("/data/identity/court_check", "none")
    services.cases.open(case).set("/data/identity/court_check", "settled")
    with pytest.raises(PaperOfAnotherCase):
        services.papers.sign(case, paper, passphrase=PASSPHRASES[SECOND])
    with pytest.raises(PaperOfAnotherCase):
        sealed(services, case, paper, tmp_path, LEAD)


def test_a_paper_changed_after_signing_is_not_sealed(services: Services, case: str, tmp_path: Path) -> None:
    paper = services.papers.sign(case).data
    at = paper.index(b"/FirstChar 0") + 11
    altered = paper[:at] + b"1" + paper[at + 1 :]
    with pytest.raises(PaperSignatureBroken):
        sealed(services, case, altered, tmp_path, LEAD, SECOND)
    assert services.store.outbox() == ()


def test_a_signature_on_the_paper_without_one_on_the_case_file_is_refused(
    services: Services, case: str, tmp_path: Path
) -> None:
    paper = services.papers.sign(case, passphrase=PASSPHRASES[SECOND]).data
    with pytest.raises(PaperSignerMissing):
        sealed(services, case, paper, tmp_path, LEAD)


def test_two_people_sign_from_the_command_line(
    services: Services, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    services.close()
    file = tmp_path / "passphrases"
    file.write_text("\n".join(PASSPHRASES.values()), encoding="utf-8")
    monkeypatch.setenv("JINDIAO_HOME", str(services.settings.home))
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(file))
    pdf = tmp_path / "report.pdf"
    signing = ["report", case, "--pdf", str(pdf), "--sign", "--as"]
    assert main([*signing, "A1"]) == 0
    once = pdf.read_bytes()
    assert main([*signing, SECOND]) == 0
    assert pdf.read_bytes().startswith(once)
    said = capsys.readouterr().out
    assert said.count(f"签名:{LEAD}") == 2
    assert said.count(f"签名:{SECOND}") == 1
    twice = pdf.read_bytes()
    for who, sentence in (
        (SECOND, "已在这份报告上签名"),
        (OTHER, "不是这份报告的调查人"),
        ("无此人", "本机没有这位用户"),
    ):
        assert main([*signing, who]) == 1
        assert sentence in capsys.readouterr().err
        assert pdf.read_bytes() == twice
    assert main(["report", case, "--pdf", str(pdf), "--as", LEAD]) == 2
    if shutil.which("pdfsig"):
        done = subprocess.run(["pdfsig", "-nocert", str(pdf)], capture_output=True, text=True, check=False)
        assert done.stdout.count("Signature is Valid") == 2


def test_another_cases_signed_file_is_told_from_the_command_line(
    services: Services, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY, "inflated_stock")).id
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(services.papers.sign(case).data)
    before = pdf.read_bytes()
    services.close()
    file = tmp_path / "passphrases"
    file.write_text(PASSPHRASES[LEAD], encoding="utf-8")
    monkeypatch.setenv("JINDIAO_HOME", str(services.settings.home))
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(file))
    assert main(["report", other, "--pdf", str(pdf), "--sign"]) == 1
    assert "不属于这一案件" in capsys.readouterr().err
    assert pdf.read_bytes() == before
