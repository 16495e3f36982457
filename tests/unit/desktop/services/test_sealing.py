"""A case is sealed as it counts: answers that no longer apply are left out, and history and file end alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from checklists.model.assessment import Advice, Verdict
from checklists.model.case import AuditEntry
from checklists.model.history import continued
from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.services.sync import LEFT_OUT
from desktop.settings import Settings
from desktop.wiring import Services
from sync.casefile import CaseRecord, contradictions, read_parts
from sync.envelope import open_sealed
from sync.headoffice.recompute import recompute
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost
from sync.recordcheck import record_contradictions
from tests.newer_checklist import INDUSTRY

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
COURT, NOTE = "/data/identity/court_check", "/data/identity/court_note"


class Office:
    """A head office of which only the keys are needed."""

    def __init__(self) -> None:
        self.identity = str(pyrage.x25519.Identity.generate())
        others = (pyrage.x25519.Identity.from_str(self.identity), pyrage.x25519.Identity.generate())
        self.recipients = tuple(str(each.to_public()) for each in others)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(tmp_path / "home")
    settings.home.mkdir()
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase="correct horse battery", cost=CHEAP)
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        yield services


def test_figures_of_a_rewritten_paragraph_are_doubted_before_sealing(services: Services) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    assert services.sync.doubts(opened.id) == ()
    opened.remark("narrative/balance-sheet", "总资产 900 万元。")
    assert services.sync.doubts(opened.id) == (("资产负债表", ("900 万元",)),)
    opened.remark("narrative/balance-sheet", "")
    assert services.sync.doubts(opened.id) == ()


def test_what_no_longer_applies_stays_in_the_draft_and_not_in_the_file(services: Services, tmp_path: Path) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    for value in ("settled", "none"):
        opened.set(COURT, value)
        if value == "settled":
            opened.set(NOTE, "2019 年货款纠纷，已结清")
    assert services.store.case(opened.id).answers[NOTE] == "2019 年货款纠纷，已结清"
    office = Office()
    services.sync._required_enrolment = lambda: office  # type: ignore[method-assign, assignment, return-value]
    services.sync.seal(opened.id, copy_to=tmp_path / "case.jdc")
    sealed = open_sealed(tmp_path / "case.jdc", office.identity)
    record = read_parts({part.name: sealed.read(part.name) for part in sealed.manifest.parts if "/" not in part.name})
    assert NOTE not in record.case.answers
    assert (record.history[-1].change.path, record.history[-1].reason) == (NOTE, LEFT_OUT)
    assert contradictions(record) == ()
    assert recompute(record.case, record.package) == record.assessment
    assert services.store.history(opened.id) == record.history
    assert services.store.case(opened.id).answers == record.case.answers


def test_a_sealed_case_with_records_is_worked_out_alike_and_a_forged_first_result_is_found(
    services: Services, tmp_path: Path
) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    paths = opened.checklist.paths
    opened.give_reason("工人底薪漏记,看了工资条")
    opened.set(paths["staff_wage_month"], "20000")
    failed = next(each for each in opened.reveal().cross_checks if each.verdict is Verdict.FAIL)
    opened.judging.except_check(failed.name, superior="沈国华", position="支行行长", reason="另有代发工资流水")
    opened.judging.override_grade(-1, authority="", decided_by="周明", second="许兰", reason="工人不稳定")
    opened.judging.confirm(Advice.CAUTION, amount=None, reason="等淡季流水")
    office = Office()
    services.sync._required_enrolment = lambda: office  # type: ignore[method-assign, assignment, return-value]
    services.sync.seal(opened.id, copy_to=tmp_path / "case.jdc")
    sealed = open_sealed(tmp_path / "case.jdc", office.identity)
    record = read_parts({part.name: sealed.read(part.name) for part in sealed.manifest.parts if "/" not in part.name})
    assert contradictions(record) == ()
    assert record_contradictions(record) == ()
    assert recompute(record.case, record.package) == record.assessment
    assert "沈国华".encode() in record.assessment

    forged = _with_first(record, failed.name, '"verdict":"pass"', '"verdict":"explain"')
    assert contradictions(forged) == ()  # the trail was chained anew and case and trail agree: only the method tells
    found = [(fault.subject, fault.kind) for fault in record_contradictions(forged)]
    assert found == [(f"first/{failed.name}", "unfounded")]


def _with_first(record: CaseRecord, name: str, old: str, new: str) -> CaseRecord:
    """The same case with another first result, forged by somebody who chains the whole trail anew."""
    subject = f"first/{name}"
    text = record.case.remarks[subject].replace(old, new)
    assert text != record.case.remarks[subject]
    lines: tuple[AuditEntry, ...] = ()
    for entry in record.history:
        change = replace(entry.change, new=text) if entry.change.path == subject else entry.change
        lines += continued(
            lines, [change], case_id=record.case.id, at=entry.at, by=entry.by, device=entry.device, reason=entry.reason
        )
    case = replace(record.case, remarks={**record.case.remarks, subject: text})
    return replace(record, case=case, history=lines)
