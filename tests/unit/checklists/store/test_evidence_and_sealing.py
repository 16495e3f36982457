"""Attachments are files that are durable before their rows; a sealed case stays as it was sealed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from checklists.model.case import AuditEntry, CaseState, Change, ChangeKind
from checklists.model.errors import AttachmentNotFound, CaseIsSealed, CaseNotFound, StoreDamaged, StoreError
from checklists.model.history import continued
from checklists.store import CaseStore
from tests.unit.checklists.store.stores import KEY, ZHANG, Desk, StreamCipher, answer, remark, row_removed


def test_attachment_comes_back_as_it_was(desk: Desk) -> None:
    desk.case()
    data = bytes(range(256)) * 300
    attachment = desk.attach(data)
    kept = desk.reopened().case("case-1").attachments[0]
    assert desk.store.read_attachment("case-1", attachment) == data
    assert (kept.id, kept.size, kept.sha256) == (attachment, len(data), hashlib.sha256(data).hexdigest())
    assert (kept.name, kept.question, kept.added_by, kept.taken_at) == (
        "门头.jpg",
        "/data/premises/photo",
        ZHANG.id,
        None,
    )


def test_attachment_is_named_by_its_ciphertext(desk: Desk) -> None:
    desk.case()
    attachment = desk.attach(b"photo")
    ciphertext = desk.store.blob_path(attachment).read_bytes()
    assert hashlib.sha256(ciphertext).hexdigest() == attachment
    assert b"photo" not in ciphertext


def test_same_photo_twice_is_two_attachments(desk: Desk) -> None:
    desk.case()
    assert desk.attach(b"photo") != desk.attach(b"photo")


def test_attachment_of_another_case_is_not_read(desk: Desk) -> None:
    desk.case("case-1")
    desk.case("case-2")
    attachment = desk.attach(case_id="case-1")
    with pytest.raises(AttachmentNotFound):
        desk.store.read_attachment("case-2", attachment)


def test_removed_attachment_is_gone_from_case_and_disk(desk: Desk) -> None:
    desk.case()
    attachment = desk.attach()
    desk.store.remove_attachment("case-1", attachment, by=ZHANG.id, at=desk.now())
    assert desk.store.case("case-1").attachments == ()
    assert not desk.store.blob_path(attachment).exists()
    with pytest.raises(AttachmentNotFound):
        desk.store.read_attachment("case-1", attachment)
    desk.reopened().check()


def test_altered_file_is_not_shown(desk: Desk) -> None:
    desk.case()
    path = desk.store.blob_path(desk.attach(b"photo of the shop"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreDamaged, match="altered"):
        desk.store.read_attachment("case-1", path.name)
    with pytest.raises(StoreDamaged, match="altered"):
        desk.store.check()


def test_row_without_its_file_is_reported(desk: Desk) -> None:
    desk.case()
    attachment = desk.attach()
    desk.store.blob_path(attachment).unlink()
    assert desk.reopened().swept.missing == (attachment,)
    with pytest.raises(StoreDamaged, match="missing"):
        desk.store.read_attachment("case-1", attachment)
    with pytest.raises(StoreDamaged, match=attachment):
        desk.store.check()


def test_leftovers_of_a_crash_are_swept_and_strangers_are_kept_aside(desk: Desk) -> None:
    desk.case()
    attachment = desk.attach()
    blobs, outbox, quarantine = (desk.folder / name for name in ("blobs", "outbox", "quarantine"))
    (blobs / "0badc0de.part").write_bytes(b"half")
    (outbox / "0badc0de.part").write_bytes(b"half")
    (blobs / ("a" * 64)).write_bytes(b"whole, but the row was never committed")
    (outbox / f"{'b' * 64}.jdc").write_bytes(b"sealed, but the row was never committed")
    swept = desk.reopened().swept
    assert (swept.deleted, swept.quarantined, swept.missing) == (("0badc0de.part",), ("a" * 64,), ())
    assert sorted(path.name for path in quarantine.iterdir()) == ["a" * 64, "b" * 64 + ".jdc"]
    assert [path.name for path in blobs.iterdir()] == [attachment]
    assert list(outbox.iterdir()) == []


def test_quarantine_keeps_every_stranger_of_a_name(desk: Desk) -> None:
    for content in (b"one", b"two", b"three"):
        (desk.folder / "blobs" / "stranger").write_bytes(content)
        desk.reopened()
    kept = sorted(path.read_bytes() for path in (desk.folder / "quarantine").iterdir())
    assert kept == [b"one", b"three", b"two"]


def test_removal_that_a_crash_cut_short_is_finished(desk: Desk) -> None:
    desk.case()
    attachment = desk.attach()
    path = desk.store.blob_path(attachment)
    ciphertext = path.read_bytes()
    desk.store.remove_attachment("case-1", attachment, by=ZHANG.id, at=desk.now())
    path.write_bytes(ciphertext)
    assert desk.reopened().swept.deleted == (attachment,)
    assert list((desk.folder / "quarantine").iterdir()) == []


def test_sealing_moves_the_file_and_ends_the_draft(desk: Desk) -> None:
    desk.case()
    path, sha256 = desk.sealed_file(b"sealed bytes")
    desk.store.seal("case-1", path, sha256=sha256, by=ZHANG.id, at=desk.now())
    (item,) = desk.reopened().outbox()
    assert (item.sha256, item.case_id, item.sent_at, item.receipt) == (sha256, "case-1", None, None)
    assert item.path.read_bytes() == b"sealed bytes"
    assert not path.exists()
    assert desk.store.case("case-1").state is CaseState.SEALED


def _cleared(desk: Desk) -> tuple[AuditEntry, ...]:
    """The line that a sealed file ends with: an answer that no longer applies is left out."""
    change = Change(ChangeKind.SET, "/data/name", "张三")
    history = desk.store.history("case-1")
    return continued(history, (change,), case_id="case-1", at=desk.now(), by=ZHANG.id, device="d", reason="定稿")


def test_the_last_lines_are_kept_with_the_seal(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/name", "张三"))
    last = _cleared(desk)
    path, sha256 = desk.sealed_file(b"sealed bytes")
    desk.store.seal("case-1", path, sha256=sha256, by=ZHANG.id, at=desk.now(), last=last)
    assert desk.store.history("case-1")[-1] == last[-1]
    assert "/data/name" not in desk.store.case("case-1").answers
    desk.store.verify_history("case-1")


def test_a_history_that_moved_on_is_not_sealed(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/name", "张三"))
    last = _cleared(desk)
    desk.save(answer("/data/name", "李四"))
    path, sha256 = desk.sealed_file(b"sealed bytes")
    with pytest.raises(StoreError):
        desk.store.seal("case-1", path, sha256=sha256, by=ZHANG.id, at=desk.now(), last=last)
    assert desk.store.case("case-1").state is CaseState.DRAFT
    assert desk.store.case("case-1").answers["/data/name"] == "李四"


def test_sealed_case_takes_no_more_changes(desk: Desk) -> None:
    desk.case()
    desk.save(answer("/data/cash", "5"))
    attachment = desk.attach()
    desk.seal()
    before = desk.store.case("case-1")
    path, sha256 = desk.sealed_file()
    for forbidden in (
        lambda: desk.save(answer("/data/cash", "6")),
        lambda: desk.save(remark("check/x", "y")),
        lambda: desk.save(row_removed("/data/stock[1]")),
        lambda: desk.attach(),
        lambda: desk.store.remove_attachment("case-1", attachment, by="p", at=desk.now()),
        lambda: desk.store.seal("case-1", path, sha256=sha256, by="p", at=desk.now()),
    ):
        with pytest.raises(CaseIsSealed):
            forbidden()
    assert desk.store.case("case-1") == before
    assert desk.store.read_attachment("case-1", attachment) == b"photo"
    assert path.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET value = '6'",
        "DELETE FROM answer",
        "INSERT INTO answer VALUES ('case-1', '/data/bank', '1')",
        "UPDATE attachment SET question = ''",
        "DELETE FROM attachment",
        "INSERT INTO remark VALUES ('case-1', 'x', 'y')",
        "UPDATE cases SET state = 'draft'",
        "INSERT INTO change SELECT case_id, 3, at, by, device, reason, body, hash FROM change WHERE number = 1",
    ],
)
def test_database_itself_guards_a_sealed_case(desk: Desk, statement: str) -> None:
    desk.case()
    desk.save(answer("/data/cash", "5"))
    desk.attach()
    desk.seal()
    with pytest.raises(Exception, match="case is sealed"):
        desk.store._connection.execute(statement)


def test_sealing_refuses_a_file_that_is_not_the_one_announced(desk: Desk) -> None:
    desk.case()
    path, _ = desk.sealed_file(b"sealed bytes")
    with pytest.raises(StoreDamaged, match="announced"):
        desk.store.seal("case-1", path, sha256="0" * 64, by=ZHANG.id, at=desk.now())
    assert desk.store.case("case-1").state is CaseState.DRAFT
    assert list((desk.folder / "outbox").iterdir()) == []
    assert path.exists()


def test_one_sealed_file_belongs_to_one_case(desk: Desk) -> None:
    desk.case("case-1")
    desk.case("case-2")
    desk.seal("case-1", b"the same bytes")
    path, sha256 = desk.sealed_file(b"the same bytes")
    with pytest.raises(StoreError, match="already"):
        desk.store.seal("case-2", path, sha256=sha256, by=ZHANG.id, at=desk.now())
    assert desk.store.case("case-2").state is CaseState.DRAFT
    assert path.exists()
    desk.store.check()


def test_receipt_makes_the_case_sent_and_is_kept_once(desk: Desk) -> None:
    desk.case()
    sha256 = desk.seal()
    first = desk.now()
    desk.store.record_receipt(sha256, b"receipt 1", first)
    desk.store.record_receipt(sha256, b"receipt 2", desk.now())
    (item,) = desk.reopened().outbox()
    assert (item.receipt, item.sent_at) == (b"receipt 1", first)
    assert desk.store.case("case-1").state is CaseState.SENT
    with pytest.raises(CaseIsSealed):
        desk.save(answer("/data/cash", "6"))
    with pytest.raises(StoreError):
        desk.store.record_receipt("0" * 64, b"x", first)


def test_lost_sealed_file_is_reported(desk: Desk) -> None:
    desk.case()
    desk.seal()
    desk.store.outbox()[0].path.unlink()
    with pytest.raises(StoreDamaged, match="sealed case"):
        desk.reopened().check()


def test_backup_opens_like_the_store_itself(desk: Desk, tmp_path: Path) -> None:
    desk.case(client="王大力")
    attachment = desk.attach(b"photo")
    desk.case("case-2")
    desk.seal("case-2")
    desk.store.backup(tmp_path / "usb")
    desk.save(answer("/data/cash", "5"))
    desk.store.backup(tmp_path / "usb")
    desk.save(answer("/data/cash", "6"))
    with CaseStore.open(tmp_path / "usb", KEY, StreamCipher()) as copy:
        copy.check()
        assert copy.case("case-1").answers["/data/cash"] == "5"
        assert copy.read_attachment("case-1", attachment) == b"photo"
        assert copy.outbox()[0].path.read_bytes() == b"sealed bytes"
        copy.verify_history("case-1")
    assert not list((tmp_path / "usb").glob("*.part*"))


def test_backup_into_a_store_in_use_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.store.backup(tmp_path / "usb")
    with CaseStore.open(tmp_path / "usb", KEY, StreamCipher()) as used:
        used.put_setting("a", "b")
        with pytest.raises(StoreError, match="in use"):
            desk.store.backup(tmp_path / "usb")
        assert used.setting("a") == "b"


def test_backup_of_a_lost_file_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.case()
    desk.store.blob_path(desk.attach()).unlink()
    with pytest.raises(StoreError):
        desk.store.backup(tmp_path / "usb")


def test_unknown_case_cannot_be_written_to(desk: Desk) -> None:
    with pytest.raises(CaseNotFound):
        desk.save(answer("/data/cash", "5"))
    with pytest.raises(CaseNotFound):
        desk.attach()
