"""A draft on this laptop moves to a newer version of its checklist, and back, until it is sealed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checklists.form import Form
from checklists.model.case import Change, ChangeKind, SetAsideReason
from checklists.model.checklist import Checklist
from checklists.model.errors import CaseIsSealed, SheetError, StoreFull, UpdateOutdated
from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.services.casebook import CaseService
from desktop.services.cases import OpenCase
from desktop.services.versions import Plan
from desktop.settings import Settings
from desktop.wiring import Services
from sync.casefile import contradictions, parts_of, read_parts
from sync.headoffice.recompute import recompute
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost
from tests.newer_checklist import INDUSTRY, NEWER_VERSION, Shelf

PASSPHRASE = "correct horse battery"
CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
_FORMS: dict[str, tuple[Checklist, Form]] = {}
"""One form for all tests: parsing it takes longer than most of them."""
NAME, CAREER, ORIGIN = "/data/identity/business_name", "/data/history/career", "/data/arrival/second_origin"
SIGN = "/data/premises/door_sign"


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with the sample in it, all answered, with a photo and remarks on questions that the newer version drops."""
    settings = Settings(tmp_path_factory.mktemp("laptop"))
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase=PASSPHRASE, cost=CHEAP)
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
        opened.attach(NAME, "sign.png", b"\x89PNG\r\n\x1a\n")
        opened.remark(NAME, "招牌是旧的")
        opened.remark(CAREER, "本人自述")
    return settings.home, opened.id


@pytest.fixture
def services(laptop: tuple[Path, str], tmp_path: Path) -> Iterator[Services]:
    shutil.copytree(laptop[0], tmp_path / "home")
    settings = Settings(tmp_path / "home")
    unlocked = Keyring(settings.keyring, cost=CHEAP).unlock(PASSPHRASE)
    with Services(settings, unlocked, CaseStore.open(settings.store, unlocked.store_key, AgeCipher())) as opened:
        opened.cases._shelf = opened.cases.versions._shelf = Shelf(opened.settings.packages)
        opened.cases._forms = _FORMS
        yield opened


@pytest.fixture
def cases(services: Services) -> CaseService:
    return services.cases


@pytest.fixture
def case(cases: CaseService, laptop: tuple[Path, str]) -> OpenCase:
    return cases.open(laptop[1])


def renewed(cases: CaseService) -> None:
    shelf = cases._shelf
    assert isinstance(shelf, Shelf)
    shelf.renew()


def moved(cases: CaseService, case: OpenCase) -> tuple[OpenCase, Plan]:
    renewed(cases)
    plan = cases.versions.plan(case)
    assert plan is not None
    cases.versions.make(plan, case)
    return cases.open(case.id), plan


def test_nothing_is_offered_while_the_case_is_on_the_newest_version(cases: CaseService, case: OpenCase) -> None:
    assert cases.versions.newer(case.id) is None
    assert cases.versions.plan(case) is None
    assert cases.versions.plan_undo(case) is None
    assert cases.versions.came_from(case.id) is None


def test_a_plan_says_what_changes_and_changes_nothing(services: Services, cases: CaseService, case: OpenCase) -> None:
    before = cases.open(case.id).case
    lines = len(services.store.history(case.id))
    renewed(cases)
    newer = cases.versions.newer(case.id)
    assert newer is not None
    assert newer.version == NEWER_VERSION
    plan = cases.versions.plan(case)
    assert plan is not None
    found = plan.differences
    assert [(item.title, item.shown) for item in found.no_longer_asked] == [("字号或企业名称", "宏达食品批发部(样例)")]
    assert {item.path: (item.reason, item.shown) for item in found.asked_again} == {
        ORIGIN: (SetAsideReason.CHOICE, "不同岗位"),
        CAREER: (SetAsideReason.RETYPED, sample_answers(INDUSTRY)[CAREER]),
    }
    assert [one.title for one in found.required] == ["招牌上的字号"]
    assert ("联系电话", "原问“手机号”") in [(one.title, one.words) for one in found.reworded]
    assert found.carried > 200
    assert cases.open(case.id).case == before
    assert len(services.store.history(case.id)) == lines


def test_a_move_is_one_line_and_keeps_everything(services: Services, cases: CaseService, case: OpenCase) -> None:
    before, lines = case.case, len(services.store.history(case.id))
    opened, plan = moved(cases, case)
    after = opened.case
    history = services.store.history(case.id)
    assert (len(history), history[-1].change.kind) == (lines + 1, ChangeKind.UPDATE)
    assert (history[-1].change.old, history[-1].change.new) == (before.checklist_sha256, after.checklist_sha256)
    services.store.verify_history(case.id)
    assert opened.checklist.version == NEWER_VERSION
    assert after.earlier_checklists == (before.checklist_sha256,)
    aside = {item.path: item.value for item in after.set_aside}
    for path, value in before.answers.items():
        assert after.answers.get(path) == value or aside[path] == value
    assert [item.question for item in opened.attachments(NAME)] == [NAME]
    assert {item.path: item.remarks for item in after.set_aside}[NAME] == (("", "招牌是旧的"),)
    assert after.remarks[CAREER] == "本人自述"
    assert services.store.package(before.checklist_sha256)
    summary = cases.cases()[0]
    done = opened.session.completeness()
    assert (summary.client, summary.completeness, summary.problems) == (opened.client, done.percent, done.problems)
    assert plan.target.version == NEWER_VERSION


def test_undo_gives_the_case_as_it_was(services: Services, cases: CaseService, case: OpenCase) -> None:
    before = case.case
    opened, _ = moved(cases, case)
    undo = cases.versions.plan_undo(opened)
    assert undo is not None
    assert undo.is_undo
    cases.versions.make(undo, opened)
    after = cases.open(case.id)
    assert after.case == replace(before, attachments=after.case.attachments)
    assert after.attachments() == case.attachments()
    assert cases.versions.came_from(case.id) is None
    assert cases.versions.newer(case.id) is not None
    services.store.verify_history(case.id)


def test_what_was_answered_since_is_kept_when_the_move_is_undone(cases: CaseService, case: OpenCase) -> None:
    opened, _ = moved(cases, case)
    opened.set(SIGN, "宏达")
    opened.set("/data/premises/site_note", "又去了一次")
    undo = cases.versions.plan_undo(opened)
    assert undo is not None
    cases.versions.make(undo, opened)
    after = cases.open(case.id).case
    assert after.answers["/data/premises/site_note"] == "又去了一次"
    assert [(item.title, item.value) for item in after.set_aside] == [("招牌上的字号", "宏达")]


def test_a_plan_that_is_out_of_date_is_not_carried_out(cases: CaseService, case: OpenCase) -> None:
    renewed(cases)
    plan = cases.versions.plan(case)
    assert plan is not None
    case.set(NAME, "换了字号")
    before = cases.open(case.id).case
    with pytest.raises(UpdateOutdated):
        cases.versions.make(plan, case)
    assert cases.open(case.id).case == before


def test_edits_that_are_not_saved_yet_come_along(cases: CaseService, case: OpenCase) -> None:
    waiting: list[object] = []
    case._keep = waiting.append
    case.set("/data/premises/site_note", "还没有存")
    opened, _ = moved(cases, case)
    assert opened.session.value("/data/premises/site_note") == "还没有存"


def test_nothing_moves_while_edits_cannot_be_saved(
    services: Services, cases: CaseService, case: OpenCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed(cases)
    plan = cases.versions.plan(case)
    assert plan is not None
    case._keep = lambda work: None
    case.set("/data/premises/site_note", "没有地方存")

    def full(*_: object, **__: object) -> None:
        raise StoreFull(services.store.path)

    with monkeypatch.context() as patched:
        patched.setattr(CaseStore, "save", full)
        with pytest.raises(StoreFull):
            cases.versions.make(plan, case)
    assert services.store.case(case.id).earlier_checklists == ()


def test_an_edited_and_moved_case_is_edited_on(cases: CaseService, case: OpenCase) -> None:
    opened, _ = moved(cases, case)
    opened.set(CAREER, "15")
    opened.remove_row("/data/partners/suppliers[1]")
    again = cases.open(case.id)
    assert again.case.answers == opened.case.answers
    assert again.case.set_aside == opened.case.set_aside


def test_head_office_gets_the_whole_way_and_comes_to_the_same_result(
    services: Services, cases: CaseService, case: OpenCase
) -> None:
    opened, _ = moved(cases, case)
    opened.set(SIGN, "宏达")
    whole = opened.case
    parts = parts_of(
        whole,
        services.store.history(case.id),
        package=services.store.package(whole.checklist_sha256),
        assessment=opened.assess(),
        report_pdf=b"%PDF",
    )
    record = read_parts(parts)
    assert contradictions(record) == ()
    assert replace(record.case, state=whole.state) == whole
    assert (record.case.earlier_checklists, len(record.case.set_aside)) == ((case.case.checklist_sha256,), 3)
    assert recompute(record.case, record.package) == record.assessment


def test_a_sealed_case_is_not_moved(services: Services, cases: CaseService, case: OpenCase, tmp_path: Path) -> None:
    opened, _ = moved(cases, case)
    undo = cases.versions.plan_undo(opened)
    assert undo is not None
    sealed = tmp_path / "case.jdc"
    sealed.write_bytes(b"sealed")
    sha256 = hashlib.sha256(b"sealed").hexdigest()
    services.store.seal(case.id, sealed, sha256=sha256, by="p", at=case.case.created_at)
    with pytest.raises(CaseIsSealed):
        cases.versions.make(undo, opened)
    assert cases.versions.newer(case.id) is None
    assert cases.versions.came_from(case.id) is None
    assert cases.versions.plan_undo(opened) is None


def test_a_case_of_a_trade_that_is_not_shipped_any_more_stays(cases: CaseService, case: OpenCase) -> None:
    class Bare(Shelf):
        def package(self, industry_id: str) -> bytes:
            raise SheetError(industry_id, ())

    cases.versions._shelf = Bare(Path())
    assert cases.versions.newer(case.id) is None


def test_a_package_that_cannot_be_read_is_not_offered(cases: CaseService, case: OpenCase) -> None:
    shelf = cases.versions._shelf
    assert isinstance(shelf, Shelf)
    shelf._newer = b"{}"
    assert cases.versions.newer(case.id) is None


def test_an_older_version_is_never_offered(cases: CaseService) -> None:
    renewed(cases)
    newest = cases.create(INDUSTRY)
    shelf = cases._shelf
    assert isinstance(shelf, Shelf)
    shelf._newer = None
    assert cases.versions.newer(newest.id) is None


def test_a_case_without_an_answer_moves_without_defaults(services: Services, cases: CaseService) -> None:
    opened = cases.create(INDUSTRY)
    for path in opened.session.answers():
        services.store.save(opened.id, (Change(ChangeKind.SET, path, new=""),), by="p", device="d", at=cases._clock())
    again, _ = moved(cases, cases.open(opened.id))
    assert again.session.answers() == dict(services.store.case(opened.id).answers)


def test_the_report_tells_of_the_move_and_of_what_was_set_aside(
    services: Services, cases: CaseService, case: OpenCase
) -> None:
    before = services.reports.material(case.id)
    assert (before.moves, before.earlier_answers) == ((), ())
    moved(cases, case)
    told = services.reports.material(case.id)
    ((move,), answers) = told.moves, {each.title: each for each in told.earlier_answers}
    assert (move.by, move.after, move.is_undo) == ("周明", NEWER_VERSION, False)
    dropped = answers["字号或企业名称"]
    assert (dropped.shown, dropped.remark, dropped.files) == ("宏达食品批发部(样例)", "招牌是旧的", ("sign.png",))
    assert dropped.where == "主体与关系"
    assert told.case_hash != before.case_hash
    captions = {piece.attachment.question: piece.caption for piece in told.evidence}
    assert captions[NAME] == "字号或企业名称"
