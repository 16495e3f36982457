"""With its key, head office opens what arrived and believes nothing that it did not check."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from checklists.model.case import Case
from sync.casefile import write_case
from sync.envelope import SealedInfo
from sync.errors import (
    FolderNotEmpty,
    OfficeDamaged,
    OfficeExists,
    OfficeMissing,
    RecomputationFailed,
    SyncError,
    UnknownCase,
    UnknownDevice,
    WrongIdentity,
)
from sync.headoffice.auditlog import first_broken
from sync.headoffice.examining import examine, open_case
from sync.headoffice.office import Office
from sync.headoffice.recompute import Outcome, outcome_of
from sync.headoffice.sentences import sentence_for
from sync.headoffice.verification import Verification, verify
from tests.unit.sync.live_office import Item, LiveOffice, an_item
from tests.unit.sync.sealed_cases import Bench, a_case, an_investigator, fake_recompute, parts_of_a_case


def _names(findings: list[SyncError]) -> list[str]:
    return [type(finding).__name__ for finding in findings]


def _pushed(bench: Bench, live: LiveOffice, *photos: bytes) -> Item:
    office, _ = live.enrol(bench.device, bench.people)
    item = an_item(bench, *photos, live=live)
    office.push(item)
    return item


def _pushed_as(bench: Bench, live: LiveOffice, sealed: tuple[Path, SealedInfo]) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    office.push(Item(sealed[1].sha256, sealed[0]))


def _verified(live: LiveOffice, *, inside: bool = True) -> Verification:
    return verify(live.office, identity=live.made.identity if inside else None, recompute=fake_recompute)


@pytest.mark.parametrize("which", ["identity", "escrow_identity"])
def test_office_and_escrow_open_a_case_and_recompute_its_score(
    bench: Bench, live: LiveOffice, tmp_path: Path, which: str
) -> None:
    _pushed(bench, live, b"first photo", b"second photo")
    received = live.office.register.find_case("01J9-case")
    out = tmp_path / "opened"
    found = open_case(live.office, received, getattr(live.made, which), out=out, recompute=fake_recompute)
    assert _names(found.findings) == []
    assert found.sealed == found.recomputed
    assert [one.name for one in found.signers] == ["王敏", "李强"]
    assert sorted(path.name for path in out.iterdir()) == [
        "assessment.json",
        "attachments",
        "case.json",
        "history.jsonl",
        "package.json",
        "report.pdf",
    ]
    assert [path.read_bytes() for path in sorted((out / "attachments").iterdir())] == [b"first photo", b"second photo"]
    assert [path.name for path in sorted((out / "attachments").iterdir())] == ["001_货架.jpg", "002_货架.jpg"]


def test_the_folder_alone_opens_nothing(bench: Bench, live: LiveOffice) -> None:
    _pushed(bench, live)
    kept = b"".join(path.read_bytes() for path in live.office.folder.rglob("*") if path.is_file())
    assert live.made.identity.encode() not in kept
    assert live.made.escrow_identity.encode() not in kept
    with pytest.raises(WrongIdentity):
        examine(live.office, live.office.register.received()[0], bench.case_key, recompute=fake_recompute)


def test_an_opened_case_never_lands_among_other_files(bench: Bench, live: LiveOffice, tmp_path: Path) -> None:
    _pushed(bench, live)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(FolderNotEmpty):
        open_case(
            live.office,
            live.office.register.received()[0],
            live.made.identity,
            out=tmp_path / "full",
            recompute=fake_recompute,
        )


def _case_with(
    bench: Bench, live: LiveOffice, change: Callable[[dict[str, bytes], Case], None]
) -> tuple[Path, SealedInfo]:
    """A case sealed properly by people who sealed something that does not hold together."""
    bench.recipients = (live.office.recipient, live.office.escrow_recipient)
    case, history = a_case()
    parts = parts_of_a_case(case, history)
    change(parts, case)
    return bench.seal(parts=parts, checklist_sha256=case.checklist_sha256)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda parts, case: parts.update(
                {"assessment.json": parts["assessment.json"].replace(b'"total":3', b'"total":97')}
            ),
            ["AssessmentDiffers"],
        ),
        (lambda parts, case: parts.update({"assessment.json": b"{}"}), ["DocumentInvalid"]),
        (
            lambda parts, case: parts.update(
                {"assessment.json": parts["assessment.json"].replace(b":3000", b":3e999999999")}
            ),
            ["DocumentInvalid"],
        ),
        (lambda parts, case: parts.update({"package.json": b'{"grade":"A"}'}), ["CasefileError", "AssessmentDiffers"]),
        (
            lambda parts, case: parts.update({"case.json": write_case(replace(case, answers={"/data/a": "1"}))}),
            ["CasefileError", "AssessmentDiffers"],
        ),
        (
            lambda parts, case: parts.update({"history.jsonl": parts["history.jsonl"].replace(b'"120"', b'"900"', 1)}),
            ["CasefileError"],
        ),
        (lambda parts, case: parts.update({"history.jsonl": b""}), ["CasefileError"] * 2),
        (lambda parts, case: parts.update({"case.json": b"{}"}), ["DocumentInvalid"]),
        (
            lambda parts, case: parts.update({"case.json": write_case(replace(case, id="another"))}),
            ["CasefileError", "CasefileError"],
        ),
        (
            lambda parts, case: parts.update({"case.json": write_case(replace(case, checklist_sha256="e" * 64))}),
            ["CasefileError", "CasefileError"],
        ),
    ],
)
def test_a_case_that_does_not_hold_together_is_opened_with_its_faults(
    bench: Bench,
    live: LiveOffice,
    tmp_path: Path,
    change: Callable[[dict[str, bytes], Case], None],
    expected: list[str],
) -> None:
    _pushed_as(bench, live, _case_with(bench, live, change))
    received = live.office.register.received()[0]
    found = open_case(live.office, received, live.made.identity, out=tmp_path / "out", recompute=fake_recompute)
    assert _names(found.findings) == expected
    assert not found.is_good
    assert (tmp_path / "out" / "case.json").exists(), "a person has to be able to look"
    assert all(sentence_for(finding) for finding in found.findings)


def test_an_attachment_that_nobody_vouches_for_is_not_written(bench: Bench, live: LiveOffice, tmp_path: Path) -> None:
    bench.recipients = (live.office.recipient, live.office.escrow_recipient)
    attachment, file = bench.an_attachment(b"real")
    liar = replace(attachment, sha256="0" * 64)
    case, history = a_case(attachments=(liar,))
    sealed = bench.seal((liar, file), parts=parts_of_a_case(case, history), checklist_sha256=case.checklist_sha256)
    _pushed_as(bench, live, sealed)
    received = live.office.register.received()[0]
    found = open_case(live.office, received, live.made.identity, out=tmp_path / "out", recompute=fake_recompute)
    assert _names(found.findings) == ["HashMismatch"]
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_a_signer_whom_nobody_registered_is_named(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, [bench.first.person])
    bench.second = an_investigator("生人", "u7")
    office.push(an_item(bench, live=live))
    found = examine(live.office, live.office.register.received()[0], live.made.identity, recompute=fake_recompute)
    assert _names(found.findings) == ["SignerUnknown"]


def test_a_key_under_a_borrowed_name_is_named(bench: Bench, live: LiveOffice) -> None:
    registered = [replace(bench.first.person, name="别人"), bench.second.person]
    office, _ = live.enrol(bench.device, registered)
    office.push(an_item(bench, live=live))
    found = examine(live.office, live.office.register.received()[0], live.made.identity, recompute=fake_recompute)
    assert _names(found.findings) == ["SignerUnknown"]


def test_a_start_sweeps_what_a_stop_cut_off_and_nothing_younger(live: LiveOffice) -> None:
    for name, age_s in (("old", 4000), ("young", 10)):
        path = live.office.folder / "incoming" / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age_s,) * 2)
    live.office.sweep()
    assert live.incoming_files() == ["young"]


def test_a_method_that_cannot_compute_is_a_finding(bench: Bench, live: LiveOffice) -> None:
    _pushed(bench, live)

    def failing(case: Case, package: bytes) -> bytes:
        raise RecomputationFailed("FormError")

    found = examine(live.office, live.office.register.received()[0], live.made.identity, recompute=failing)
    assert _names(found.findings) == ["RecomputationFailed"]
    assert found.recomputed is None


def test_figures_that_would_take_a_gigabyte_to_print_are_refused() -> None:
    assert outcome_of(b'{"score":{"total":null,"grade":null},"limit":{"recommended":1.50}}').limit is not None
    assert outcome_of(b'{"score":{"total":null,"grade":null},"limit":{"recommended":null}}') == Outcome(
        None, None, None
    )
    for figure in (b"1e999999999", b"9" * 100, b'"5"', b"true"):
        with pytest.raises(SyncError):
            outcome_of(b'{"score":{"total":' + figure + b',"grade":"A"},"limit":{"recommended":1}}')


def test_a_sound_office_has_no_findings(bench: Bench, live: LiveOffice) -> None:
    _pushed(bench, live, b"photo")
    result = _verified(live)
    assert (result.findings, result.unrecorded) == ([], [])
    assert (result.cases, result.devices) == (1, 1)
    assert _verified(live, inside=False).findings == []


def _sql(live: LiveOffice, *statements: str) -> None:
    """What someone with the register in an editor can do."""
    db = sqlite3.connect(live.office.folder / "register.db")
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE received SET size = size + 1", {"ReceiptContradiction", "LogContradiction"}),
        ("UPDATE received SET revision = 2", {"ReceiptContradiction", "LogContradiction"}),
        ("UPDATE received SET received_at = '2020-01-01T00:00:00+00:00'", {"ReceiptContradiction"}),
        ("UPDATE received SET receipt = x'7b7d'", {"ReceiptContradiction"}),
        ("DELETE FROM received", {"LogContradiction"}),
        ("UPDATE device SET public_key = '" + "a" * 64 + "'", {"CertificateContradiction", "SenderUnknown"}),
        ("UPDATE device SET certificate = x'00'", {"CertificateContradiction"}),
        ("UPDATE investigator SET key = '" + "a" * 64 + "' WHERE name = '李强'", {"SignerUnknown"}),
    ],
)
def test_a_register_that_was_edited_is_found_out(
    bench: Bench, live: LiveOffice, statement: str, expected: set[str]
) -> None:
    _pushed(bench, live)
    _sql(live, statement)
    assert {type(error).__name__ for _, error in _verified(live).findings} == expected


def test_the_log_refuses_change_and_shows_it_where_it_was_forced(bench: Bench, live: LiveOffice) -> None:
    _pushed(bench, live)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        _sql(live, "DELETE FROM log WHERE number = 2")
    _sql(live, "DROP TRIGGER log_is_never_changed", "UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE number = 3")
    assert [(where, type(error).__name__) for where, error in _verified(live).findings] == [("log", "LogBroken")]
    assert first_broken(live.office.register.log()) == 3


def test_a_log_cut_at_its_end_contradicts_the_receipts(bench: Bench, live: LiveOffice) -> None:
    _pushed(bench, live)
    last = live.office.register.log()[-1].number
    _sql(live, "DROP TRIGGER log_is_never_cut", f"DELETE FROM log WHERE number = {last}")
    assert "LogContradiction" in {type(error).__name__ for _, error in _verified(live).findings}


def test_a_sealed_file_altered_or_gone_is_found(bench: Bench, live: LiveOffice) -> None:
    item = _pushed(bench, live)
    path = live.office.sealed_path(item.sha256)
    whole = path.read_bytes()
    path.write_bytes(whole[:-3000] + b"\0" + whole[-2999:])
    assert len(_verified(live).findings) == 1
    path.write_bytes(an_item(bench, b"other", live=live).path.read_bytes())
    assert {type(error).__name__ for _, error in _verified(live).findings} == {"SealedFileDiffers"}
    path.unlink()
    assert {type(error).__name__ for _, error in _verified(live).findings} == {"SealedFileMissing"}


def test_a_file_nobody_recorded_is_kept_and_named(bench: Bench, live: LiveOffice) -> None:
    (live.office.folder / "sealed" / "orphan.jdc").write_bytes(b"x")
    result = _verified(live)
    assert (result.findings, result.unrecorded) == ([], ["orphan.jdc"])
    assert (live.office.folder / "sealed" / "orphan.jdc").exists()


def test_cases_and_devices_are_found_by_the_beginning_of_their_id(bench: Bench, live: LiveOffice) -> None:
    item = _pushed(bench, live)
    register = live.office.register
    assert register.find_case(item.sha256[:12]) == register.find_case("01J9-c") == register.find_case("01J9-case")
    assert register.find_device(bench.device.id[:8]).id == bench.device.id
    for text in ("", "01", "nobody"):
        with pytest.raises(UnknownCase):
            register.find_case(text)
        with pytest.raises(UnknownDevice):
            register.find_device(text)


def test_the_latest_revision_is_opened(bench: Bench, live: LiveOffice) -> None:
    office, _ = live.enrol(bench.device, bench.people)
    for revision in (1, 2):
        office.push(an_item(bench, live=live, revision=revision))
    assert live.office.register.find_case("01J9-case").revision == 2


def test_an_office_is_made_once_and_missing_or_damaged_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing):
        Office.open(tmp_path)
    folder = tmp_path / "office"
    Office.create(folder).office.close()
    with pytest.raises(OfficeExists):
        Office.create(folder)
    Office.open(folder).close()
    document = json.loads((folder / "office.json").read_text())
    (folder / "office.json").write_text(json.dumps({**document, "key": "a" * 64}))
    with pytest.raises(OfficeDamaged):
        Office.open(folder)
    (folder / "office.key").unlink()
    with pytest.raises(OfficeDamaged):
        Office.open(folder)
