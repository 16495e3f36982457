"""A case in work: what is answered is saved at once, and survives whatever happens next."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from checklists.model.assessment import AssessmentState
from checklists.model.errors import AnswerError, CaseIsSealed, StatementFileError
from checklists.samples import sample_answers, sample_folder
from desktop.services.filling import missing_rows
from desktop.services.photos import photo_facts
from desktop.settings import Settings
from desktop.wiring import Services, create_store, open_services

PASSPHRASE = "correct horse battery"
INDUSTRY = "fmcg_wholesale"
STOCK = "/data/stock_take/stock"


@pytest.fixture
def services(empty_home: Path) -> Iterator[Services]:
    opened, _ = create_store(Settings.from_environment(), name="周明", passphrase=PASSPHRASE)
    with opened:
        yield opened


def test_answer_is_kept_across_a_restart(empty_home: Path) -> None:
    settings = Settings.from_environment()
    first, _ = create_store(settings, name="周明", passphrase=PASSPHRASE)
    with first:
        case = first.cases.create(INDUSTRY)
        case.set(case.checklist.paths["client_name"], "陈样例")
        assert case.saved_at is not None
        assert case.unsaved == 0
    with open_services(settings, PASSPHRASE) as second:
        assert second.cases.open(case.id).client == "陈样例"
        assert second.cases.cases("陈样")[0].client == "陈样例"


def test_case_with_a_wrong_answer_is_not_begun(services: Services) -> None:
    with pytest.raises(AnswerError) as refused:
        services.cases.create(INDUSTRY, answers={"/data/nope": "1", "/data/identity/nope": "2"})
    assert len(refused.value.problems) == 2
    assert services.cases.cases() == ()


def test_answers_that_do_not_fit_leave_the_open_case_as_it_was(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    before = case.session.answers()
    with pytest.raises(AnswerError):
        case.fill({case.checklist.paths["client_name"]: "陈样例", "/data/nope": "1"})
    assert case.session.answers() == before
    assert services.cases.open(case.id).session.answers() == before


def test_what_does_not_fit_takes_back_nothing_that_was_there_before(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    path = case.checklist.paths["client_name"]
    case.set(path, "陈样例")
    with pytest.raises(AnswerError):
        case.fill({path: "陈样例", "/data/nope": "1"})
    assert case.session.value(path) == "陈样例"


def test_undo_and_redo_are_saved_like_edits(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    path = case.checklist.paths["client_name"]
    case.set(path, "陈样例")
    case.undo()
    assert services.cases.open(case.id).session.value(path) == ""
    case.redo()
    assert services.cases.open(case.id).session.value(path) == "陈样例"


def test_reopened_sample_is_the_same_and_assesses_the_same(services: Services) -> None:
    case = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    again = services.cases.open(case.id)
    assert again.session.answers() == case.session.answers()
    assert again.assess() == case.assess()
    assert again.assess().state is AssessmentState.FINAL


def test_photo_goes_to_the_question_that_names_it_and_moves_with_its_row(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    for position in (1, 2):
        case.fill({f"{STOCK}[{position}]/stock_name": f"货{position}"})
    case.attach(f"{STOCK}[2]/stock_name", "photo.png", b"\x89PNG\r\n\x1a\n")
    case.remove_row(f"{STOCK}[1]")
    assert [item.question for item in case.attachments()] == [f"{STOCK}[1]/stock_name"]
    assert case.attachment_bytes(case.attachments()[0].id) == b"\x89PNG\r\n\x1a\n"


def test_imported_export_answers_a_row_of_flows(services: Services) -> None:
    case = services.cases.create(INDUSTRY, answers={"/data/identity/client_name": "陈样例"})
    case.take_in("wechat.csv", (sample_folder(INDUSTRY) / "wechat.csv").read_bytes())
    row = case.checklist.paths["flow_file"].rpartition("/")[0] + "[1]"
    assert case.session.value(f"{row}/flow_kind") == "wechat"
    assert (
        case.session.value(f"{row}/flow_effective_inflow") == sample_answers(INDUSTRY)[f"{row}/flow_effective_inflow"]
    )
    assert [item.question for item in case.attachments()] == [f"{row}/flow_file"]


def test_file_that_is_no_export_is_refused_and_not_attached(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    with pytest.raises(StatementFileError):
        case.take_in("notes.csv", b"just,some\ntext,here\n")
    assert case.attachments() == ()


def test_sealed_case_takes_no_answer(services: Services, tmp_path: Path) -> None:
    case = services.cases.create(INDUSTRY)
    sealed = tmp_path / "case.jdc"
    sealed.write_bytes(b"sealed")
    sha256 = hashlib.sha256(b"sealed").hexdigest()
    services.store.seal(case.id, sealed, sha256=sha256, by=services.person.id, at=case.case.created_at)
    with pytest.raises(CaseIsSealed):
        services.cases.open(case.id).set(case.checklist.paths["client_name"], "陈样例")


def test_rows_that_a_path_names_are_added_from_the_outside_in(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    rows = case.session.rows(STOCK)
    assert missing_rows(case.session, f"{STOCK}[{rows + 2}]/stock_name") == (STOCK, STOCK)
    case.add_row(STOCK)
    assert missing_rows(case.session, f"{STOCK}[{rows + 2}]/stock_name") == (STOCK,)
    assert missing_rows(case.session, f"{STOCK}[{rows + 1}]/stock_name") == ()


def test_export_that_cannot_be_read_begins_no_case(services: Services) -> None:
    with pytest.raises(StatementFileError):
        services.cases.create(INDUSTRY, files=[("photo.png", b"\x89PNG"), ("list.csv", b"no,statement\n")])
    assert services.cases.cases() == ()


@pytest.mark.parametrize("position", ["2001", "99999999", "9" * 10_000])
def test_row_beyond_all_lists_is_refused_at_once(services: Services, position: str) -> None:
    with pytest.raises(AnswerError):
        services.cases.create(INDUSTRY, answers={f"{STOCK}[{position}]/stock_name": "x"})
    assert services.cases.cases() == ()


@pytest.mark.parametrize("text", ["\x1b[31m", "\ud800", "a\0b", "x" * 100_001])
def test_text_that_no_report_could_hold_is_neither_answer_nor_remark(services: Services, text: str) -> None:
    case = services.cases.create(INDUSTRY)
    with pytest.raises(AnswerError):
        case.set(case.checklist.paths["client_name"], text)
    with pytest.raises(AnswerError):
        case.remark("check/equity_check", text)
    assert case.unsaved == 0
    assert services.cases.open(case.id).client == ""


def test_name_of_an_attachment_is_cleaned(services: Services) -> None:
    case = services.cases.create(INDUSTRY)
    assert case.take_in("evil\x1b[31m\udcff.png", b"\x89PNG").name == "evil_[31m_.png"
    assert services.cases.open(case.id).attachments()[0].name == "evil_[31m_.png"


def _photo_with_a_place() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[36867] = "2026:03:05 14:20:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)})
    target = io.BytesIO()
    Image.linear_gradient("L").rotate(90).save(target, "JPEG", exif=exif)
    return target.getvalue()


@pytest.mark.parametrize(("agreed", "place"), [("yes", "31.230000 121.470000"), ("refused", ""), ("", "")])
def test_where_a_photo_was_taken_is_kept_only_with_the_clients_consent(
    services: Services, agreed: str, place: str
) -> None:
    case = services.cases.create(INDUSTRY)
    case.set(case.checklist.paths["consent_location"], agreed)
    case.attach("", "front.jpg", _photo_with_a_place())
    (kept,) = services.cases.open(case.id).attachments()
    assert kept.place == place
    assert kept.taken_at == datetime(2026, 3, 5, 6, 20, tzinfo=UTC)
    assert len(kept.perceptual_hash) == 16
    assert bool(photo_facts(case.attachment_bytes(kept.id), "image/jpeg").place) is (agreed == "yes")
