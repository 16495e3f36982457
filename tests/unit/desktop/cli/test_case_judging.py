"""`jindiao case answer / check / grade / confirm`, and points that stay hidden while answers can still change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.cli import main
from desktop.settings import Settings
from desktop.wiring import Services
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost

INDUSTRY = "fmcg_wholesale"
PASSPHRASE = "corridor-lantern-7"


@pytest.fixture
def case_id(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    settings = Settings.from_environment()
    cost = Argon2Cost(time=1, memory_kib=64, lanes=1)
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase=PASSPHRASE, cost=cost)
    passphrase = empty_home / "passphrase"
    passphrase.write_text(f"{PASSPHRASE}\nharbour-window-3\n", encoding="utf-8")
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(passphrase))
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        return services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY)).id


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["case", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def answers_at(tmp_path: Path, answers: dict[str, str]) -> str:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return str(file)


def path_of(name: str) -> str:
    return next(path for path in sample_answers(INDUSTRY) if path.endswith(f"/{name}"))


def test_an_input_is_answered_anew_with_a_reason_and_the_check_tells_first_and_last(
    case_id: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = path_of("employee_sales")
    file = answers_at(tmp_path, {path: "3000000"})
    assert main(["case", "answer", case_id, "--answers", file]) == 1
    refused = capsys.readouterr().err
    assert "改动它的输入须写理由" in refused
    assert path in refused
    said(capsys, "answer", case_id, "--answers", file, "--reason", "会计当面更正")
    check = next(each for each in said(capsys, "check", "list", case_id) if each["name"] == "turnover_employee")
    assert check["actual"] == 3_000_000
    assert check["first"]["actual"] == int(sample_answers(INDUSTRY)[path])
    assert check["first"]["recorded"]["by"] == "周明"
    [change] = check["changes"]
    assert (change["after"], change["reason"], change["by"]) == ("3000000", "会计当面更正", "周明")
    assert change["line"] > check["first"]["recorded"]["line"]
    assert main(["case", "check", "list", case_id]) == 0
    lines = capsys.readouterr().out
    assert "首次:通过" in lines
    assert "理由:会计当面更正" in lines


def test_a_failed_check_is_explained_and_excepted_and_the_exception_withdrawn(
    case_id: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = answers_at(tmp_path, {path_of("staff_wage_month"): "20000"})
    said(capsys, "answer", case_id, "--answers", file, "--reason", "看了工资条")
    name = next(each["name"] for each in said(capsys, "check", "list", case_id) if each["verdict"] == "fail")
    leave = ("--superior", "沈国华", "--position", "支行行长", "--reason", "有代发工资流水")
    assert main(["case", "check", "override", case_id, "equity_check", *leave]) == 1
    assert "现在不是不通过" in capsys.readouterr().err
    said(capsys, "check", "override", case_id, name, *leave)
    said(capsys, "check", "explain", case_id, name, "临时工集中在旺季")
    check = next(each for each in said(capsys, "check", "list", case_id) if each["name"] == name)
    assert check["is_excepted"] is True
    assert check["exception"]["superior"] == "沈国华"
    assert check["explanation"]["text"] == "临时工集中在旺季"
    assert said(capsys, "assess", case_id)["decision"]["label"].startswith("建议有条件同意(上级例外)")
    said(capsys, "check", "withdraw", case_id, name)
    assert not said(capsys, "assess", case_id)["decision"]["advice"].startswith("agree")


def test_a_grade_is_moved_and_a_conclusion_given(case_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    who = ("--decided-by", "周明", "--reason", "老板要动手术")
    assert main(["case", "grade", case_id, "--notches", "-1", *who, "--second", "周明"]) == 1
    assert "复核人不能是决定人自己" in capsys.readouterr().err
    found = said(capsys, "grade", case_id, "--notches", "-1", *who, "--second", "许兰")
    assert (found["by_method"], found["grade"], found["lapsed"]) == ("A", "B", "")
    assert main(["case", "confirm", case_id]) == 0
    assert "人工结论:还没有" in capsys.readouterr().out
    made = said(capsys, "confirm", case_id, "--reason", "与现场所见一致")
    assert made["confirmation"]["conclusion"] == made["advice"]["advice"]
    assert made["confirmation"]["person"] == "周明"
    assert made["is_current"] is True
    said(capsys, "grade", case_id, "--withdraw")
    assert said(capsys, "confirm", case_id)["is_current"] is False


def test_points_are_hidden_in_words_and_kept_in_json(case_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "assess", case_id)["score"]["total"] > 0
    assert main(["case", "assess", case_id]) == 0
    lines = capsys.readouterr().out
    assert "评级:A 级(得分封存后显示)" in lines
    assert " 分," not in lines
    assert "满分" not in lines


def test_points_are_shown_to_whom_somebody_with_the_permission_gave_it(
    case_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["user", "add", "许兰", "--sees-points"]) == 1
    assert "看得分" in capsys.readouterr().err
    assert main(["user", "list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    settings = Settings.from_environment()
    unlocked = Keyring(settings.keyring).unlock(PASSPHRASE)
    with Services(settings, unlocked, CaseStore.open(settings.store, unlocked.store_key, AgeCipher())) as services:
        services.let_see_points(services.person.id, is_first=True)
    assert main(["case", "assess", case_id]) == 0
    assert " 分," in capsys.readouterr().out
    assert main(["user", "add", "许兰", "--sees-points"]) == 0
