"""`jindiao-office`: served as its own process and told to stop; and what every command prints."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sync.client import HeadOffice, Retry
from sync.errors import DeviceRefused
from sync.headoffice.cli import main
from tests.unit.sync.live_office import Item
from tests.unit.sync.sealed_cases import Bench

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are a Unix matter")


@dataclass(frozen=True)
class Ran:
    returncode: int
    stdout: str
    stderr: str


def _run(*words: str | Path) -> Ran:
    """A command, in this process: starting Python anew for each would take longer than all of them together."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:
            status = int(left.code or 0)
    return Ran(status, out.getvalue(), err.getvalue())


def _json(*words: str | Path, status: int = 0) -> Any:
    result = _run(*words, "--json")
    assert result.returncode == status, result.stderr
    return json.loads(result.stdout)


def _serve(office: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.headoffice.cli", "serve", str(office), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("listening on http://127.0.0.1:")
    return process, line.split()[-1]


def _stopped(process: subprocess.Popen[str], how: signal.Signals) -> tuple[int, str]:
    process.send_signal(how)
    _, errors = process.communicate(timeout=20)
    return process.returncode, errors


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """(the office's folder, its address, what init printed)"""
    office = tmp_path / "office"
    made = _json("init", office)
    process, url = _serve(office)
    yield office, url, made
    if process.poll() is None:
        assert _stopped(process, signal.SIGTERM) == (0, "")


def _sent(bench: Bench, office: Path, url: str, made: dict[str, Any]) -> tuple[HeadOffice, Item]:
    bench.recipients = (made["recipient"], made["escrow_recipient"])
    code = _json("device", "invite", office, "--name", "笔记本01", "--branch", "城东支行")["code"]
    enrolment = HeadOffice.enrol(url, code, device=bench.device, investigators=bench.people)
    assert enrolment.recipients == bench.recipients
    path, info = bench.seal_a_case(b"photo")
    head_office = HeadOffice(enrolment, bench.device, retry=Retry(attempts=2))
    head_office.push(Item(info.sha256, path))
    return head_office, Item(info.sha256, path)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_service_stops_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    _run("init", tmp_path / "office")
    process, _ = _serve(tmp_path / "office")
    assert _stopped(process, how) == (0, "")


def test_a_case_travels_between_two_processes(serving: tuple[Path, str, dict[str, Any]], tmp_path: Path) -> None:
    office, url, made = serving
    bench = Bench(tmp_path / "laptop")
    head_office, item = _sent(bench, office, url, made)
    assert head_office.push(item).receipt.log_index == 5

    (listed,) = _json("case", "list", office)
    assert (listed["case"], listed["sha256"], listed["branch"]) == ("01J9-case", item.sha256, "城东支行")
    (device,) = _json("device", "list", office)
    assert device["device"] == bench.device.id
    assert {one["name"] for one in device["investigators"]} == {"王敏", "李强"}
    assert _json("verify", office)["problems"] == []

    assert _run("device", "revoke", office, "笔记本01").returncode == 0
    with pytest.raises(DeviceRefused):
        head_office.push(item)


def test_a_case_whose_checklist_is_none_is_opened_with_that_fault(
    serving: tuple[Path, str, dict[str, Any]], tmp_path: Path
) -> None:
    office, url, made = serving
    _sent(Bench(tmp_path / "laptop"), office, url, made)
    opened = _json("case", "open", office, "01J9-case", "--out", tmp_path / "opened", status=1)
    assert [problem["code"] for problem in opened["problems"]] == ["RecomputationFailed"]
    assert (opened["equal"], opened["recomputed"]) == (False, None)
    assert opened["sealed"] == {"score": 3, "grade": "B", "limit": 3000}
    assert json.loads((tmp_path / "opened" / "case.json").read_text(encoding="utf-8"))["id"] == "01J9-case"
    inside = _json("verify", office, "--identity", made["identity_file"], status=1)
    assert [problem["code"] for problem in inside["problems"]] == ["RecomputationFailed"]


def test_the_escrow_key_opens_a_case_too(serving: tuple[Path, str, dict[str, Any]], tmp_path: Path) -> None:
    office, url, made = serving
    _sent(Bench(tmp_path / "laptop"), office, url, made)
    (tmp_path / "escrow.key").write_text(made["escrow_identity"], encoding="ascii")
    _json(
        "case",
        "open",
        office,
        "01J9-case",
        "--out",
        tmp_path / "opened",
        "--identity",
        tmp_path / "escrow.key",
        status=1,
    )
    assert (tmp_path / "opened" / "report.pdf").exists()


def test_a_tampered_store_is_told_in_sentences(serving: tuple[Path, str, dict[str, Any]], tmp_path: Path) -> None:
    office, url, made = serving
    _, item = _sent(Bench(tmp_path / "laptop"), office, url, made)
    sealed = office / "sealed" / f"{item.sha256}.jdc"
    sealed.write_bytes(sealed.read_bytes()[:-2000])
    result = _run("verify", office)
    assert result.returncode == 1
    assert "截断" in result.stdout
    result = _run("case", "open", office, "01J9-case", "--out", tmp_path / "opened")
    assert result.returncode == 1
    assert "截断" in result.stdout
    assert not (tmp_path / "opened").exists()


def test_the_demo_case_is_recomputed_from_its_bytes_alone(sealed_demo: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    shutil.copytree(sealed_demo / "office", office)
    identity = sealed_demo / "office.identity"
    (listed,) = _json("case", "list", office)
    opened = _json("case", "open", office, listed["case"], "--out", tmp_path / "opened", "--identity", identity)
    assert opened["equal"] is True
    assert opened["sealed"] == opened["recomputed"]
    for side in (tmp_path / "opened", sealed_demo):
        assessment = json.loads((side / "assessment.json").read_text(encoding="utf-8"))
        assert assessment["score"]["total"] == opened["recomputed"]["score"]
    assert _json("verify", office, "--identity", identity)["problems"] == []


def test_secrets_are_handed_over_once_and_not_kept(tmp_path: Path) -> None:
    office = tmp_path / "office"
    result = _run("init", office)
    assert result.returncode == 0
    escrow = next(line for line in result.stdout.splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    identity = (tmp_path / "office.identity").read_text(encoding="utf-8")
    kept = b"".join(path.read_bytes() for path in office.rglob("*") if path.is_file())
    assert escrow.encode() not in kept
    assert escrow not in identity
    assert identity.splitlines()[-1].encode() not in kept
    assert (tmp_path / "office.identity").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("case", "list", "NOWHERE"), 1, "不是总行文件夹"),
        (("case", "open", "OFFICE", "nobody", "--out", "X"), 1, "没有"),
        (("device", "revoke", "OFFICE", "nobody"), 1, "没有"),
        (("case", "open", "OFFICE", "nobody", "--out", "X", "--identity", "NOWHERE"), 1, "找不到"),
        (("case", "open", "OFFICE", "nobody", "--out", "X", "--identity", "OFFICE/office.key"), 1, "密钥"),
        (("init", "OFFICE"), 1, "已存在"),
        (("init", "OFFICE", "--identity", "OTHER"), 1, "已经有内容"),
        (("serve", "OFFICE", "--host", "203.0.113.1", "--port", "0"), 3, "系统不允许"),
        (("device", "invite", "OFFICE"), 2, "usage"),
        (("case", "return", "OFFICE"), 2, "usage"),
        ((), 2, "usage"),
    ],
)
def test_every_mistake_gets_a_sentence_and_its_status(
    tmp_path: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    _run("init", tmp_path / "office")
    places = {"OFFICE": "office", "NOWHERE": "nowhere", "OTHER": "other", "X": "x"}
    given = [
        str(tmp_path / places[word.partition("/")[0]] / word.partition("/")[2])
        if word.partition("/")[0] in places
        else word
        for word in words
    ]
    result = _run(*given)
    assert result.returncode == status, result.stderr
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_damaged_office_is_the_environments_fault(tmp_path: Path) -> None:
    office = tmp_path / "office"
    _run("init", office)
    (office / "register.db").write_bytes(os.urandom(8192))
    result = _run("case", "list", office)
    assert result.returncode == 3
    assert "备份" in result.stderr
