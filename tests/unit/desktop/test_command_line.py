"""The command line: usage, and what is said when the program itself is at fault."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from desktop import cli


def test_unknown_command_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["no-such-command"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "command", ["demo", "init", "user", "pack", "calc", "statement", "case", "report", "enrol", "sync"]
)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("usage: jindiao")


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
