"""The power goes, the disk is full: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import errno
import io
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from checklists.model.case import CaseState
from checklists.model.errors import StoreFull
from checklists.store import CaseStore, blobs, outbox
from tests.unit.checklists.store.stores import KEY, OTHER_KEY, ZHANG, Desk, StreamCipher, answer

SAVER = """
import sys
from pathlib import Path
from checklists.store import CaseStore
from tests.unit.checklists.store.stores import AT, KEY, StreamCipher, answer

store = CaseStore.open(Path(sys.argv[1]), KEY, StreamCipher())
number = int(sys.argv[2])
while True:
    number += 1
    pair = (answer("/data/a", str(number)), answer("/data/b", str(number)))
    store.save("case-1", pair, by="p", device="d", at=AT)
    if number % 3 == 0:
        photo = store.add_attachment("case-1", b"photo" * number, name="x", media_type="", question="", by="p", at=AT)
        print("photo", photo.id, flush=True)
    print("saved", number, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(desk: Desk) -> None:
    desk.case()
    desk.store.close()
    chance, number, photos = random.Random(20261121), 0, set[str]()
    for _ in range(3):
        lines = _killed_after(desk.folder, number, acknowledged=chance.randrange(3, 25))
        photos |= {line.split()[1] for line in lines if line.startswith("photo")}
        said = int([line for line in lines if line.startswith("saved")][-1].split()[1])
        desk.store = CaseStore.open(desk.folder, KEY, StreamCipher())
        case = desk.store.case("case-1")
        number = int(case.answers["/data/a"])
        assert number in (said, said + 1)
        assert case.answers["/data/b"] == case.answers["/data/a"]
        assert photos <= {each.id for each in case.attachments}
        assert desk.store.swept.missing == ()
        desk.store.check()
        desk.store.close()


def _killed_after(folder: Path, number: int, *, acknowledged: int) -> list[str]:
    """What a saving program had said by the time it was killed, at a moment of its own choosing."""
    command = [sys.executable, "-c", SAVER, str(folder), str(number)]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[4]) as process:
        assert process.stdout is not None
        while len([line for line in lines if line.startswith("saved")]) < acknowledged:
            line = process.stdout.readline()
            assert line, "the saver ended by itself"
            lines.append(line)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    return [line for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("damage", ["cut", "zeroed", "flipped"])
def test_damaged_tail_of_the_log_costs_the_last_saves_only(desk: Desk, tmp_path: Path, damage: str) -> None:
    desk.case()
    for number in range(1, 13):
        desk.save(answer("/data/a", str(number)), answer("/data/b", str(number)))
    chance = random.Random(damage)
    for trial in range(6):
        copy = tmp_path / f"copy-{trial}"
        shutil.copytree(desk.folder, copy)
        log = copy / "store.db-wal"
        (copy / "store.db-shm").unlink()
        data = bytearray(log.read_bytes())
        at = chance.randrange(len(data) // 2, len(data))
        if damage == "cut":
            del data[at:]
        elif damage == "zeroed":
            data[at:] = bytes(len(data) - at)
        else:
            data[at] ^= 1
        log.write_bytes(bytes(data))
        with CaseStore.open(copy, KEY, StreamCipher()) as store:
            answers = store.case("case-1").answers
            assert answers.get("/data/a") == answers.get("/data/b")
            store.check()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Two MiB of disk. Where mounting is not allowed, the file-size limit stands in for it in the other tests."""
    mount = tmp_path / "small"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(mount)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here: mounting needs root")
    yield mount
    subprocess.run(["umount", str(mount)], check=True)


def test_full_disk_keeps_what_was_confirmed(small_disk: Path) -> None:
    desk = Desk(small_disk / "store")
    desk.case()
    saved, photos = 0, []
    photos.append(desk.attach(b"p" * 1000))
    with pytest.raises(StoreFull):  # noqa: PT012 (which of the saves it will be, the disk decides)
        for number in range(1, 500):
            desk.save(answer("/data/a", str(number)), answer("/data/long", "长" * 4000))
            saved = number
    assert saved > 10
    assert desk.store.case("case-1").answers["/data/a"] == str(saved)
    with pytest.raises(StoreFull):
        desk.attach(b"q" * 3_000_000)
    assert [path.name for path in (desk.folder / "blobs").iterdir()] == photos
    sealed = small_disk.parent / "case.jdc"
    sealed.write_bytes(os.urandom(2_500_000))
    with pytest.raises(StoreFull):
        desk.store.seal("case-1", sealed, sha256="0" * 64, by=ZHANG.id, at=desk.now())
    assert list((desk.folder / "outbox").iterdir()) == []
    assert sealed.exists()
    desk.store.close()
    with CaseStore.open(small_disk / "store", KEY, StreamCipher()) as store:
        case = store.case("case-1")
        assert (case.answers["/data/a"], case.state) == (str(saved), CaseState.DRAFT)
        assert store.read_attachment("case-1", photos[0]) == b"p" * 1000
        store.check()


def test_full_disk_while_creating_leaves_no_store_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(folder: Path, key: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("checklists.store.keycheck.write_key_check", no_room)
        with pytest.raises(StoreFull):
            CaseStore.create(tmp_path / "s", KEY, StreamCipher())
    with CaseStore.create(tmp_path / "s", OTHER_KEY, StreamCipher()) as store:
        store.check()


class FullFile(io.FileIO):
    """A file on a disk with room for ``room`` more bytes."""

    room = 20

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all that is written here
        if len(data) > self.room:
            super().write(data[: self.room])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


class DisguisingCipher(StreamCipher):
    """Dresses up what the disk says, as a library in another language does."""

    def encrypt(self, key: str, source: BinaryIO, target: BinaryIO) -> None:
        try:
            super().encrypt(key, source, target)
        except OSError as error:
            raise RuntimeError("encryption failed") from error


@pytest.mark.parametrize("cipher", [StreamCipher(), DisguisingCipher()])
def test_blob_that_does_not_fit_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cipher: StreamCipher
) -> None:
    folder = blobs.BlobFolder(tmp_path, tmp_path / "aside", cipher)
    monkeypatch.setattr(Path, "open", lambda self, mode: FullFile(self, "wb"))
    with pytest.raises(StoreFull):
        folder.write("k", b"x" * 100)
    assert list(tmp_path.iterdir()) == []


def test_sealed_file_that_does_not_fit_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed, folder = tmp_path / "case.jdc", tmp_path / "outbox"
    folder.mkdir()
    sealed.write_bytes(b"x" * 100)

    def another_disk(source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr("os.link", another_disk)
    real_open = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, mode: FullFile(self, "wb") if mode == "xb" else real_open(self, mode)
    )
    with pytest.raises(StoreFull):
        outbox.place_sealed(sealed, folder, "0" * 64)
    assert list(folder.iterdir()) == []
    assert sealed.exists()
