"""`jindiao bench`: flat keys for programs, a table with bars for people, and a list where a name is not known."""

from __future__ import annotations

import json
import math

import pytest

from desktop import cli
from desktop.bench import BENCHES, Figure, Measurement, Tell


@pytest.fixture
def quick_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(tell: Tell) -> Measurement:
        tell("测量中")
        figures = (Figure("open", "打开", 12.3456, 11.0, at_most=10), Figure("copy", "对照", 0.001234, 0.001))
        return Measurement(figures, beside=(Figure("more", "另一项", 1234.6, 1200),))

    monkeypatch.setitem(BENCHES, "quick", measure)


def test_json_holds_the_keys_of_the_bench_and_nothing_else(
    quick_bench: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["bench", "quick", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"open": 12.3, "copy": 0.00123}


def test_the_table_shows_medians_best_rounds_and_bars(quick_bench: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "quick"]) == 0
    said = capsys.readouterr().out
    row = next(line for line in said.splitlines() if "打开" in line)
    assert row.split() == ["打开", "12.3", "11", "10"]
    assert "1235" in said


def test_an_unknown_bench_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "nonsense"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "nonsense" in said.err
    assert "forms" in said.err


def test_what_cannot_be_measured_here_is_null_and_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = (Figure("other", "别家程序", math.nan, math.nan), Figure("pages", "页数", 25, 25))
    monkeypatch.setitem(BENCHES, "lacking", lambda tell: Measurement(figures))
    assert cli.main(["bench", "lacking", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"other": None, "pages": 25}
    assert cli.main(["bench", "lacking"]) == 0
    assert "—" in capsys.readouterr().out
