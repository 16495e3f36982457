"""Opening says what is wrong: missing, wrong key, damaged, in use, too new; and never mistakes one for another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.model.errors import (
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMissing,
    StoreTooNew,
    WrongKey,
)
from checklists.store import CaseStore, keycheck, opening
from checklists.store.connection import connect
from tests.unit.checklists.store.stores import KEY, OTHER_KEY, Desk, StreamCipher, answer

PAGE = 4096


def open_store(folder: Path, key: bytes = KEY) -> CaseStore:
    return CaseStore.open(folder, key, StreamCipher())


@pytest.fixture
def folder(desk: Desk) -> Path:
    """A closed store with some pages of content."""
    desk.case(client="王大力")
    desk.save(*(answer(f"/data/r[{n}]/x", "文字" * 200) for n in range(1, 60)))
    desk.store.close()
    assert (desk.folder / "store.db").stat().st_size > 20 * PAGE
    return desk.folder


def test_folder_without_a_store_is_missing_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreMissing):
            open_store(folder)
    assert not (tmp_path / "none").exists()


def test_store_is_not_created_over_another(folder: Path) -> None:
    with pytest.raises(StoreError, match="already"):
        CaseStore.create(folder, KEY, StreamCipher())
    open_store(folder).close()


def test_creation_that_a_crash_cut_short_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "store.db.new").write_bytes(b"half")
    (tmp_path / "store.db.new-wal").write_bytes(b"half")
    CaseStore.create(tmp_path, KEY, StreamCipher()).close()
    open_store(tmp_path).check()


def test_wrong_key_is_a_wrong_key_and_changes_nothing(folder: Path) -> None:
    before = (folder / "store.db").read_bytes()
    with pytest.raises(WrongKey):
        open_store(folder, OTHER_KEY)
    assert (folder / "store.db").read_bytes() == before
    open_store(folder).close()


@pytest.mark.parametrize("key", [b"", b"short", bytes(33)])
def test_key_of_another_length_is_a_mistake_of_the_program(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        CaseStore.create(tmp_path, key, StreamCipher())


def zeroed(data: bytearray) -> bytes:
    return bytes(len(data))


def first_page_zeroed(data: bytearray) -> bytes:
    return bytes(PAGE) + data[PAGE:]


def salt_changed(data: bytearray) -> bytes:
    data[3] ^= 1
    return bytes(data)


def bit_flipped_in_the_middle(data: bytearray) -> bytes:
    data[len(data) // 2] ^= 1
    return bytes(data)


def cut_in_half(data: bytearray) -> bytes:
    return bytes(data[: len(data) // 2 // PAGE * PAGE])


def cut_within_a_page(data: bytearray) -> bytes:
    return bytes(data[: -PAGE // 2])


def last_page_missing(data: bytearray) -> bytes:
    return bytes(data[:-PAGE])


def emptied(data: bytearray) -> bytes:
    return b""


def overwritten_with_text(data: bytearray) -> bytes:
    return b"SQLite format 3\x00" + b"not what it was " * 4000


def pages_swapped(data: bytearray) -> bytes:
    return bytes(data[: 4 * PAGE] + data[5 * PAGE : 6 * PAGE] + data[4 * PAGE : 5 * PAGE] + data[6 * PAGE :])


@pytest.mark.parametrize(
    "damage",
    [
        zeroed,
        first_page_zeroed,
        salt_changed,
        bit_flipped_in_the_middle,
        cut_in_half,
        cut_within_a_page,
        last_page_missing,
        emptied,
        overwritten_with_text,
        pages_swapped,
    ],
)
def test_damage_is_damage_and_not_a_wrong_key(folder: Path, damage: Callable[[bytearray], bytes]) -> None:
    database = folder / "store.db"
    database.write_bytes(damage(bytearray(database.read_bytes())))
    with pytest.raises(StoreDamaged) as caught:
        open_store(folder)
    assert caught.value.detail
    assert caught.value.path == database
    with pytest.raises(WrongKey):
        open_store(folder, OTHER_KEY)


def test_lost_database_is_damage(folder: Path) -> None:
    (folder / "store.db").unlink()
    with pytest.raises(StoreDamaged, match="missing"):
        open_store(folder)
    with pytest.raises(StoreError, match="already"):
        CaseStore.create(folder, KEY, StreamCipher())


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe", b'{"salt": 5, "check": 6}'])
def test_lost_key_check_is_written_anew_by_the_right_key(folder: Path, content: bytes | None) -> None:
    check = folder / keycheck.NAME
    check.unlink() if content is None else check.write_bytes(content)
    open_store(folder).close()
    assert keycheck.key_fits(folder, KEY) is True
    assert keycheck.key_fits(folder, OTHER_KEY) is False


def test_without_a_key_check_no_key_is_called_wrong(folder: Path) -> None:
    (folder / keycheck.NAME).unlink()
    with pytest.raises(StoreDamaged, match="not a database"):
        open_store(folder, OTHER_KEY)
    assert not (folder / keycheck.NAME).exists()


def test_large_store_opens_without_reading_every_page_but_check_reads_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_SMALL", 0)
    database = folder / "store.db"
    database.write_bytes(bit_flipped_in_the_middle(bytearray(database.read_bytes())))
    with open_store(folder) as store, pytest.raises(StoreDamaged, match="page"):
        store.check()


def test_damage_met_while_reading_is_told_as_damage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SMALL", 0)
    database = folder / "store.db"
    data = bytearray(database.read_bytes())
    for page in range(12, len(data) // PAGE):
        data[page * PAGE + 100] ^= 1
    database.write_bytes(bytes(data))
    with pytest.raises(StoreDamaged), open_store(folder) as store:
        store.case("case-1")


def test_store_of_a_newer_program_is_refused_and_left_alone(folder: Path) -> None:
    connection = connect(folder / "store.db", KEY)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreTooNew, match="99"):
        open_store(folder)


def test_second_opening_is_refused_while_the_first_lasts(desk: Desk) -> None:
    with pytest.raises(StoreLocked, match=str(os.getpid())):
        open_store(desk.folder)
    desk.store.close()
    desk.store.close()
    open_store(desk.folder).close()


def test_lock_of_a_killed_program_is_free(folder: Path) -> None:
    holder = "import sys; from pathlib import Path; from checklists.store.lock import StoreLock; StoreLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(folder / "store.lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(StoreLocked, match=str(process.pid)):
            open_store(folder)
        process.kill()
    open_store(folder).close()


def test_nothing_is_readable_on_the_disk(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    secret = "机密客户王大力六二二二"
    desk.case(client=secret)
    desk.save(answer("/data/identity/client_id_number", secret), reason=secret)
    desk.store.put_setting(secret, secret)
    desk.store.put_package(secret.encode())
    desk.attach(secret.encode() * 500)
    key = desk.store.case_key("case-1")
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"store.db", "store.db-wal", "store.db-shm", "store.id", "store.lock"}
    for moment in ("open", "closed"):
        for path in (path for path in desk.folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            for marker in (
                secret.encode(),
                "王大力".encode(),
                key.encode(),
                KEY,
                KEY.hex().encode(),
                b"SQLite format",
                b"fmcg",
            ):
                assert marker not in content, (moment, path.name)
        desk.store.close()
    with pytest.raises(WrongKey):
        open_store(desk.folder, OTHER_KEY)
    database = desk.folder / "store.db"
    database.write_bytes(salt_changed(bytearray(database.read_bytes())))
    with pytest.raises(StoreDamaged):
        open_store(desk.folder)
    assert capfd.readouterr() == ("", "")


def test_every_safeguard_of_the_connection_is_on(desk: Desk) -> None:
    pragma = {
        name: desk.store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "busy_timeout",
            "secure_delete",
            "temp_store",
            "cell_size_check",
            "trusted_schema",
            "recursive_triggers",
            "cipher_status",
        )
    }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
        "temp_store": 2,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "cipher_status": "1",
    }
