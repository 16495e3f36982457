"""`jindiao case explain`: a figure's trail as JSON and as an indented tree; a place that is none is refused with names like it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checklists.samples import sample_answers, sample_attachments
from checklists.store import CaseStore
from desktop.cli import main
from desktop.settings import Settings
from desktop.wiring import Services
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost

INDUSTRY = "fmcg_wholesale"


@pytest.fixture
def case_id(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    settings = Settings.from_environment()
    cost = Argon2Cost(time=1, memory_kib=64, lanes=1)
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase="corridor-lantern-7", cost=cost)
    passphrase = empty_home / "passphrase"
    passphrase.write_text("corridor-lantern-7", encoding="utf-8")
    monkeypatch.setenv("JINDIAO_PASSPHRASE_FILE", str(passphrase))
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
        photo = sample_attachments(INDUSTRY)[0]
        opened.attach("/data/cash_bank/cash_shop", "现金.png", photo.read_bytes())
        return opened.id


def leaves(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [told] if not told["inputs"] else [leaf for each in told["inputs"] for leaf in leaves(each)]


def test_the_document_leads_from_the_limit_to_answers_and_their_evidence(
    case_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["case", "assess", case_id, "--json"]) == 0
    assessed = json.loads(capsys.readouterr().out)
    assert main(["case", "explain", case_id, "limit.recommended", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figure"]["value"] == assessed["limit"]["recommended"]
    assert told["sha256"] == assessed["checklist_sha256"]
    assert {leaf["kind"] for leaf in leaves(told["figure"])} <= {"answer", "constant", "figure", "rule", "calculation"}
    cash = next(leaf for leaf in leaves(told["figure"]) if leaf["path"] == "/data/cash_bank/cash_shop")
    assert [file["name"] for file in cash["evidence"]] == ["现金.png"]


def test_the_tree_is_indented_and_names_formula_rule_and_version(
    case_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["case", "explain", case_id, "limit.caps.l2_repayment"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("L2 还款能力 = ")
    assert any(line.startswith("    规则:caps 表 l2_repayment") for line in lines)
    assert any(line.startswith("  月净收入(未扣还本付息) = ") for line in lines)
    assert any("〔答案〕" in line for line in lines)
    assert lines[-1].startswith(f"清单 {INDUSTRY} 2026.1,SHA-256 ")


def test_a_place_that_is_none_is_refused_with_names_like_it(case_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", "explain", case_id, "limit.recomended"]) == 1
    said = capsys.readouterr().err
    assert "评估结果里没有这个数:limit.recomended" in said
    assert "limit.recommended" in said
