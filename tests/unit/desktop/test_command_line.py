"""The command line: usage, and what is said when the program itself is at fault."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import cli


def test_unknown_command_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["no-such-command"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "command", ["demo", "init", "user", "pack", "calc", "form", "statement", "case", "report", "enrol", "sync", "bench"]
)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("usage: jindiao")


def test_all_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    listing = capsys.readouterr().out
    assert {
        line.split()[0] for line in listing.splitlines() if line.startswith("    ") and line.strip()
    } >= cli.COMMANDS.keys()


@pytest.mark.parametrize("command", ["pack", "form", "statement", "calc"])
def test_a_command_without_store_loads_neither_store_nor_reports_nor_network(command: str) -> None:
    said = f"import sys; from desktop.cli import build_parser; build_parser({command!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert not {"sqlalchemy", "reportlab", "requests", "openpyxl", "pyxform"} & set(done.stdout.split())


def test_our_own_fault_is_a_report_without_its_words_and_never_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], empty_home: Path
) -> None:
    def broken(_args: argparse.Namespace) -> int:
        raise RuntimeError("secret answer of a client")

    monkeypatch.setattr("desktop.cli.user.run_list", broken)
    assert cli.main(["user", "list"]) == 3
    said = capsys.readouterr()
    assert "内部错误" in said.err
    assert "Traceback" not in said.out + said.err
    report = next((empty_home / "crash").iterdir()).read_text(encoding="utf-8")
    assert "RuntimeError" in report
    assert "secret" not in report


def _run(*arguments: str | bytes, stdout: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "desktop", *arguments]
    environment = {**os.environ, "LANG": "C"}
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, env=environment, check=False)


@pytest.mark.parametrize("listing", [["pack", "list", "--json"], ["pack", "list"]], ids=" ".join)
def test_reader_that_has_read_enough_is_no_fault(listing: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _run(*listing, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_finds_no_room_is_said_with_the_status_of_the_environment() -> None:
    with Path("/dev/full").open("wb") as full:
        done = _run("pack", "list", "--json", stdout=full.fileno())
    assert done.returncode == 3
    assert "磁盘已满" in done.stderr.decode()


@pytest.mark.parametrize("name", [b"bad\xff.csv", b"\x1b[31m.csv"])
def test_name_that_is_no_text_is_wrong_usage(name: bytes) -> None:
    done = _run("statement", "import", name, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert "请改名" in done.stderr.decode()


def test_passphrase_file_that_is_no_text_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff")
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(file))
    assert cli.main(["case", "list"]) == 1
    assert "不是 UTF-8 文本" in capsys.readouterr().err
