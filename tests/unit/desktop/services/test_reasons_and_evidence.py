"""Reasons and evidence of a case in work: kept at once, counted at once, and there again after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checklists.model.case import ChangeKind
from checklists.model.errors import AnswerError
from desktop.services.casebook import CaseService
from desktop.services.cases import OpenCase
from desktop.services.media import media_type_of
from desktop.settings import Settings
from desktop.wiring import Services, create_store
from sync.casefile import contradictions, parts_of, read_parts
from tests.small_checklist import AGE, CASH, DEBTOR, ID, PHOTO, RATE, SOUND, TALK, VISIT, SmallShelf


@pytest.fixture
def services(empty_home: Path) -> Iterator[Services]:
    opened, _ = create_store(Settings.from_environment(), name="周明", passphrase="correct horse battery")
    with opened:
        yield opened


@pytest.fixture
def cases(services: Services) -> CaseService:
    ids = iter(range(1000))
    at = iter(range(1000))
    return CaseService(
        services.store,
        SmallShelf(),
        person=services.person,
        device="laptop",
        clock=lambda: datetime(2026, 1, 5, tzinfo=UTC) + timedelta(seconds=next(at)),
        new_id=lambda: f"id-{next(ids)}",
    )


@pytest.fixture
def case(cases: CaseService) -> OpenCase:
    return cases.create(ID)


def open_kinds(case: OpenCase, path: str) -> list[str]:
    return [problem.kind for problem in case.session.problems() if problem.path == path and problem.is_open]


def test_a_reason_is_kept_in_the_same_transaction_and_is_there_again(
    case: OpenCase, cases: CaseService, services: Services
) -> None:
    case.set(AGE, "67")
    case.explain(AGE, "身体好,儿子共同经营")
    assert (case.unsaved, case.case.remarks) == (0, {f"reason{AGE}": "身体好,儿子共同经营"})
    again = cases.open(case.id)
    assert open_kinds(again, AGE) == []
    assert again.session.problems() == case.session.problems()
    last = services.store.history(case.id)[-1].change
    assert (last.kind, last.path, last.new) == (ChangeKind.REMARK, f"reason{AGE}", "身体好,儿子共同经营")


def test_a_new_number_takes_the_old_reason_away_in_its_own_line(
    case: OpenCase, cases: CaseService, services: Services
) -> None:
    case.set(AGE, "67")
    case.explain(AGE, "已核对")
    case.set(AGE, "71")
    assert case.case.remarks == cases.open(case.id).case.remarks == {}
    assert [entry.change.kind for entry in services.store.history(case.id)[-2:]] == [ChangeKind.SET, ChangeKind.REMARK]
    case.undo()
    assert case.case.remarks == cases.open(case.id).case.remarks == {f"reason{AGE}": "已核对"}


def test_an_error_takes_no_reason(case: OpenCase) -> None:
    case.set(RATE, "36")
    with pytest.raises(AnswerError):
        case.explain(RATE, "客户同意")
    assert case.case.remarks == {}


def test_notes_stand_beside_reasons(case: OpenCase, cases: CaseService) -> None:
    case.explain(VISIT, "户主外出")
    case.remark(VISIT, "改到周五")
    case.remark("check/equity_check", "寄售货")
    case.remark("check/equity_check", "")
    assert cases.open(case.id).case.remarks == {f"reason{VISIT}": "户主外出", VISIT: "改到周五"} == case.case.remarks


def test_an_item_is_done_while_its_photo_is_held(case: OpenCase, cases: CaseService) -> None:
    case.set(CASH, "500")
    assert open_kinds(case, CASH) == ["evidence"]
    before = cases.cases()[0].completeness
    photo = case.attach(CASH, "cash.png", PHOTO)
    assert CASH in case.settle_evidence().affected
    assert open_kinds(case, CASH) == open_kinds(cases.open(case.id), CASH) == []
    assert cases.cases()[0].completeness > before
    case.withdraw(photo.id)
    case.settle_evidence()
    assert case.attachments() == ()
    assert open_kinds(case, CASH) == open_kinds(cases.open(case.id), CASH) == ["evidence"]
    assert cases.cases()[0].completeness == before


def test_a_recording_is_no_photo(case: OpenCase) -> None:
    for path, answer in ((CASH, "500"), (TALK, "两家")):
        case.set(path, answer)
        case.attach(path, "talk.amr", SOUND)
    case.settle_evidence()
    assert (open_kinds(case, CASH), open_kinds(case, TALK)) == (["evidence"], [])


def test_files_given_with_a_new_case_count_at_once(cases: CaseService) -> None:
    case = cases.create(ID, answers={CASH: "500"}, files=[("other.png", PHOTO)])
    assert open_kinds(case, CASH) == ["evidence"]
    named = cases.create(ID, answers={TALK: "talk.amr"}, files=[("talk.amr", SOUND)])
    assert open_kinds(named, TALK) == []


def test_reasons_and_evidence_follow_their_row_through_store_and_undo(case: OpenCase, cases: CaseService) -> None:
    case.fill({f"{DEBTOR}[{row}]/owed": "60000" for row in (1, 2)})
    case.explain(f"{DEBTOR}[2]/owed", "有担保", kind="constraint")
    case.attach(f"{DEBTOR}[2]/owed", "iou.png", PHOTO)
    case.settle_evidence()
    case.remove_row(f"{DEBTOR}[1]")
    case.settle_evidence()
    again = cases.open(case.id)
    assert again.session.reasons() == case.session.reasons() == {f"reason{DEBTOR}[1]/owed": "有担保"}
    assert again.session.evidence() == case.session.evidence() == {f"{DEBTOR}[1]/owed": ("photo",)}
    case.remove_row(f"{DEBTOR}[1]")
    case.settle_evidence()
    assert (case.case.remarks, case.session.evidence()) == ({}, {})
    case.undo()
    case.undo()
    case.settle_evidence()
    again = cases.open(case.id)
    assert again.session.problems() == case.session.problems()
    assert again.session.evidence() == case.session.evidence() == {f"{DEBTOR}[2]/owed": ("photo",)}
    assert again.case.remarks == case.case.remarks == {f"reason{DEBTOR}[2]/owed": "有担保"}


def test_reasons_travel_in_the_sealed_case_and_agree_with_its_history(case: OpenCase, services: Services) -> None:
    case.set(AGE, "67")
    case.explain(AGE, "儿子共同经营")
    case.fill({f"{DEBTOR}[{row}]/owed": "60000" for row in (1, 2)})
    case.explain(f"{DEBTOR}[2]/owed", "有担保", kind="constraint")
    case.remove_row(f"{DEBTOR}[1]")
    case.explain(VISIT, "户主外出")
    case.set(VISIT, "skipped")
    kept, history = services.store.case(case.id), services.store.history(case.id)
    package = services.store.package(kept.checklist_sha256)
    parts = parts_of(kept, history, package=package, assessment=case.assess(), report_pdf=b"%PDF-")
    record = read_parts(parts)
    assert record.case.remarks == {f"reason{AGE}": "儿子共同经营", f"reason{DEBTOR}[1]/owed": "有担保"}
    assert contradictions(record) == ()
    stale = replace(record.case, remarks={**record.case.remarks, f"reason{VISIT}": "户主外出"})
    (found,) = contradictions(replace(record, case=stale))
    assert found.where == "remarks"


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"#!AMR\n", "a.amr", "audio/amr"),
        (b"RIFF\0\0\0\0WAVE", "a.wav", "audio/wav"),
        (b"RIFF\0\0\0\0WEBP", "a.webp", "image/webp"),
        (b"\0\0\0\x18ftypheic", "a.heic", "image/heic"),
        (b"\0\0\0\x18ftypM4A ", "x", "audio/mp4"),
        (b"\0\0\0\x18ftypmp42", "a.m4a", "audio/mp4"),
        (b"\0\0\0\x18ftypmp42", "a.mp4", "video/mp4"),
        (b"OggS", "a.ogg", "audio/ogg"),
    ],
)
def test_recordings_and_photos_of_telephones_are_known(data: bytes, name: str, media_type: str) -> None:
    assert media_type_of(data, name) == media_type
