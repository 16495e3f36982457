"""Every fault a user can meet on the road is one sentence that says what to do, and costs nothing that was saved."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.workbook import INDUSTRIES
from desktop.cli import main

PASSPHRASE = "correct horse battery"


@pytest.fixture
def laptop(empty_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a store in it, unlocked by a passphrase file."""
    _passphrase(tmp_path, monkeypatch, PASSPHRASE)
    assert main(["init", "--name", "周明"]) == 0
    return empty_home


def _passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = folder / "passphrase"
    file.write_text(text + "\n", encoding="utf-8")
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(file))


def test_wrong_passphrase_costs_only_time(
    laptop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _passphrase(tmp_path, monkeypatch, "not the passphrase")
    for _ in range(3):
        assert main(["case", "list"]) == 1
        assert "口令不对" in capsys.readouterr().err
    _passphrase(tmp_path, monkeypatch, PASSPHRASE)
    assert main(["case", "list"]) == 0


def test_missing_store_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _passphrase(tmp_path, monkeypatch, PASSPHRASE)
    assert main(["case", "list"]) == 1
    assert "jindiao init" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["cut", "overwritten", "zeroed"])
def test_damaged_store_is_told_apart_from_a_wrong_passphrase(
    laptop: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = laptop / "store" / "store.db"
    data = database.read_bytes()
    broken = {
        "cut": data[: len(data) // 2 + 7],
        "overwritten": data[:4096] + b"x" * 4096 + data[8192:],
        "zeroed": bytes(len(data)),
    }
    database.write_bytes(broken[damage])
    assert main(["case", "list"]) == 3
    words = capsys.readouterr().err
    assert "损坏" in words
    assert "备份" in words


def test_second_store_is_never_made_over_the_first(laptop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (laptop / "keyring.json").read_bytes()
    assert main(["init", "--name", "别人"]) == 1
    assert "没有改动" in capsys.readouterr().err
    assert (laptop / "keyring.json").read_bytes() == before


def test_truncated_case_file_is_refused(tmp_path: Path, sealed_demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (sealed_demo / "case.jdc").read_bytes()
    for size in (0, 511, 4096, len(whole) // 2, len(whole) - 1):
        short = tmp_path / "short.jdc"
        short.write_bytes(whole[:size])
        assert main(["case", "open", str(short), "--identity", str(sealed_demo / "office.identity")]) == 1
        assert "案件文件不能使用" in capsys.readouterr().err


def test_case_file_with_one_changed_byte_is_refused(
    tmp_path: Path, sealed_demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray((sealed_demo / "case.jdc").read_bytes())
    for position in (700, len(data) // 3, len(data) // 2):
        changed = bytearray(data)
        changed[position] ^= 1
        file = tmp_path / "changed.jdc"
        file.write_bytes(changed)
        assert main(["case", "open", str(file), "--identity", str(sealed_demo / "office.identity")]) == 1
        assert capsys.readouterr().err


def test_misspelt_question_is_named_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for industry in ("core", "fmcg_wholesale"):
        shutil.copytree(INDUSTRIES / industry, tmp_path / industry)
    sheet = tmp_path / "fmcg_wholesale" / "crosschecks.csv"
    text = sheet.read_text(encoding="utf-8-sig")
    assert "${rb_expected}" in text
    misspelt = text.replace("${rb_expected}", "${rb_expcted}", 1)
    sheet.write_text(misspelt, encoding="utf-8")
    rows = list(csv.reader(misspelt.splitlines()))
    line = next(number for number, row in enumerate(rows, 1) if any("${rb_expcted}" in cell for cell in row))
    assert main(["pack", "check", str(tmp_path / "fmcg_wholesale")]) == 1
    said = "".join(capsys.readouterr()).replace("\n", "")
    assert "crosschecks" in said
    assert str(line) in said
    assert "rb_expcted" in said
    assert "rb_expected" in said


def test_full_disk_is_said_and_nothing_half_written_stays(
    laptop: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    full_disk: Callable[[Path], Callable[[], None]],
) -> None:
    make_room = full_disk(laptop / "store")
    assert main(["case", "new", "--industry", "fmcg_wholesale"]) == 3
    words = capsys.readouterr().err
    assert "磁盘已满" in words
    assert "清理" in words
    make_room()
    assert main(["case", "list"]) == 0
