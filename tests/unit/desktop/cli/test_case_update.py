"""`jindiao case update`: what would change, doing it, and taking it back, as JSON and as lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checklists.store import CaseStore
from desktop.cli import main
from desktop.settings import Settings
from desktop.wiring import Services, ShippedShelf
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost
from tests.newer_checklist import INDUSTRY, NEWER_VERSION, newer_package

NAME, ORIGIN = "/data/identity/business_name", "/data/arrival/second_origin"


@pytest.fixture
def case_id(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case on the shipped version, with two answers that the next version does not take."""
    settings = Settings.from_environment()
    cost = Argon2Cost(time=1, memory_kib=64, lanes=1)
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase="corridor-lantern-7", cost=cost)
    passphrase = empty_home / "passphrase"
    passphrase.write_text("corridor-lantern-7", encoding="utf-8")
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(passphrase))
    answers = {NAME: "宏达", ORIGIN: "other_post", "/data/identity/client_id_number": "330102198001011234"}
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        return services.cases.create(INDUSTRY, answers=answers).id


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setattr(ShippedShelf, "package", lambda self, industry_id: newer_package())


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["case", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_case_on_the_newest_version_has_nothing_to_move_to(case_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "update", case_id) == {"case": case_id, "available": False, "done": False}
    assert said(capsys, "update", case_id, "--undo")["available"] is False


def test_check_tells_and_update_does_and_undo_takes_back(
    case_id: str, capsys: pytest.CaptureFixture[str], renewed: Callable[[], None]
) -> None:
    before = said(capsys, "show", case_id)["case"]
    renewed()
    checked = said(capsys, "update", case_id, "--check")
    assert (checked["available"], checked["done"], checked["undo"]) == (True, False, False)
    assert checked["to"]["version"] == NEWER_VERSION
    assert [(item["title"], item["value"]) for item in checked["no_longer_asked"]] == [("字号或企业名称", "宏达")]
    assert [(item["path"], item["shown"], item["reason"]) for item in checked["asked_again"]] == [
        (ORIGIN, "不同岗位", "choice")
    ]
    assert [item["title"] for item in checked["new_required"]] == ["招牌上的字号"]
    assert said(capsys, "show", case_id)["case"] == before
    done = said(capsys, "update", case_id)
    assert done == {**checked, "done": True}
    moved = said(capsys, "show", case_id)["case"]
    assert moved["earlier_checklists"] == [before["checklist_sha256"]]
    assert [item["value"] for item in moved["set_aside"]] == ["other_post", "宏达"]
    undone = said(capsys, "update", case_id, "--undo")
    assert (undone["done"], undone["undo"], undone["to"]["sha256"]) == (True, True, before["checklist_sha256"])
    assert said(capsys, "show", case_id)["case"] == before


def test_people_read_lines(case_id: str, capsys: pytest.CaptureFixture[str], renewed: Callable[[], None]) -> None:
    renewed()
    assert main(["case", "update", case_id]) == 0
    told = capsys.readouterr().out
    assert "不再问,原答保留 1 项" in told
    assert "字号或企业名称:宏达(现在的清单不再问)" in told
    assert "330102198001011234" not in told


def test_show_lists_what_is_no_longer_asked(
    case_id: str, capsys: pytest.CaptureFixture[str], renewed: Callable[[], None]
) -> None:
    renewed()
    assert main(["case", "update", case_id]) == 0
    capsys.readouterr()
    assert main(["case", "show", case_id]) == 0
    told = capsys.readouterr().out
    assert "不再问的回答 2 项" in told
    assert "B 角从哪里来:不同岗位(原选项已取消)" in told


def test_an_unknown_case_is_a_sentence(case_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", "update", "nope", "--json"]) == 1
    assert "没有这个案件" in capsys.readouterr().err


def test_help_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["case", "update", "--help"])
    told = capsys.readouterr().out
    assert "--check" in told
    assert "--undo" in told
