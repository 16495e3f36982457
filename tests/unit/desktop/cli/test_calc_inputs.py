"""What the calculators refuse: every fault at once, each with its key; and what the command prints."""

from __future__ import annotations

import argparse
import io
import json
from typing import Any

import pytest

from checklists.model.errors import CalculationInputError
from desktop.cli import calc, calc_inputs

CAPS = b'{"caps": [{"name": "L1", "amount": 5}], "requested": 9, "step": 1'


def problems(name: str, data: bytes) -> dict[str, tuple[str, str]]:
    with pytest.raises(CalculationInputError) as caught:
        calc.calculate(name, data)
    return {key: (found, expected) for key, found, expected in caught.value.problems}


def faults(name: str, **inputs: Any) -> set[str]:
    return set(problems(name, json.dumps(inputs).encode()))


def test_all_faults_are_told_at_once_with_their_keys() -> None:
    document = b"""{"initial_equity": NaN, "period_profit": true, "actual_equity": "5", "injections": 1e400,
        "withdrawals": -Infinity, "depreciation": [1], "appreciation": 1e99999999999999999999, "profit": 3}"""
    assert set(problems("equity_check", document)) == {
        "initial_equity",
        "period_profit",
        "actual_equity",
        "injections",
        "withdrawals",
        "depreciation",
        "appreciation",
        "profit",
    }


def test_faults_inside_lists_carry_the_place() -> None:
    estimates = [{"method": "M13", "value": "many", "third_party": 1, "remark": ""}, 7]
    found = faults("triangulate_turnover", declared=1, estimates=estimates)
    places = {"method", "value", "third_party", "remark"}
    assert found == {f"estimates[0].{key}" for key in places} | {"estimates[1]"}


def test_a_key_that_stands_twice_is_refused() -> None:
    assert set(problems("limit", CAPS + b', "step": 2}')) == {"step"}
    twice = b'{"caps": [{"name": "L1", "amount": 5, "amount": 6}], "requested": 9, "step": 1}'
    assert set(problems("limit", twice)) == {"caps[0].amount"}


@pytest.mark.parametrize("document", [b"", b"[1]", b"3", b'"x"', b"{", b"\xff", b"[" * 100_000, b'{"a": 01}'])
def test_what_is_no_json_object_is_refused(document: bytes) -> None:
    assert set(problems("limit", document)) == {"stdin"}


def test_digits_beyond_all_reason_are_refused() -> None:
    assert set(problems("limit", CAPS.replace(b"9", b"9" * 5000) + b"}")) == {"requested"}


@pytest.mark.parametrize("months", [-1, 12.5, "12", True, 1e30])
def test_months_are_a_whole_number_not_below_zero(months: object) -> None:
    assert faults("annuity", annual_rate=0.06, months=months, principal=1) == {"months"}


def test_what_a_method_cannot_do_without_is_asked_for() -> None:
    assert faults("max_instalment") == {"net_income_month", "coefficient"}
    assert faults("turnover_days", sales=1, cogs=1, receivables=[1, 1], inventory=[1, 1], payables=[1, 1]) == {
        "prepaid",
        "advances",
    }


def test_null_is_the_same_as_left_out() -> None:
    assert calc.calculate("equity_check", b'{"initial_equity": null, "injections": null}')["verdict"] == "insufficient"
    assert faults("limit", caps=[], requested=None, step=1) == {"requested"}


def test_one_of_two_ways_has_to_be_chosen() -> None:
    assert faults("annuity", annual_rate=0, months=1) == {"principal、instalment"}
    assert faults("annuity", annual_rate=0, months=1, principal=1, instalment=1) == {"principal、instalment"}
    assert faults("annuity", annual_rate=0, months=0, principal=1) == {"months"}
    base = {"sales": 1, "profit_margin": 0, "growth": 0}
    assert faults("working_capital", **base) == {"cycle_days"}
    assert faults("working_capital", **base, cycle_days=3, payable_days=1) == {"payable_days"}
    assert faults("working_capital", **base, payable_days=1, inventory_days=1, prepaid_days=1) == {
        "receivable_days",
        "advance_days",
    }
    both = [{"name": "a", "share": 1, "margin": 0.1, "price": 3}]
    assert faults("gross_margin", products=both, reported_margin=0.1) == {"products[0].margin", "products[0].cost"}


@pytest.mark.parametrize("pair", [[1], [1, 2, 3], 5, ["1", 2], [True, 2]])
def test_a_balance_is_a_pair_of_numbers(pair: object) -> None:
    balances: dict[str, object] = {key: [1, 1] for key in ("receivables", "inventory", "payables", "prepaid")}
    found = faults("turnover_days", sales=1, cogs=1, advances=pair, **balances)
    assert {key.partition("[")[0] for key in found} == {"advances"}


@pytest.mark.parametrize("clock", ["8:00", "24:00", "08:60", "08:00:00", "０８:００", 800, ""])
def test_a_time_of_day_is_written_with_four_digits(clock: object) -> None:
    assert faults("turnover_from_cash", opened_at=clock, closes_at="20:00", observed_at="10:00", cash_now=1) == {
        "opened_at"
    }


def test_hours_that_contradict_one_another_are_refused() -> None:
    shop = {"opened_at": "08:00", "closes_at": "20:00", "cash_now": 1}
    assert faults("turnover_from_cash", **shop, observed_at="21:00") == {"observed_at"}
    assert faults("turnover_from_cash", **shop, observed_at="09:00", break_hours=2) == {"break_hours_so_far"}
    assert faults("turnover_from_cash", **shop, observed_at="19:00", break_hours=12, break_hours_so_far=0) == {
        "break_hours"
    }
    assert faults("turnover_from_cash", **shop, observed_at="19:00", break_hours=1, break_hours_so_far=2) == {
        "break_hours_so_far"
    }


def test_names_that_cannot_be_printed_are_refused() -> None:
    assert set(problems("limit", CAPS.replace(b"L1", b"\\ud800") + b"}")) == {"caps[0].name"}


class Stdin(io.TextIOWrapper):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


def run(name: str, data: bytes, monkeypatch: pytest.MonkeyPatch, *flags: str) -> int:
    parser = argparse.ArgumentParser()
    calc.add_parser(parser.add_subparsers())
    monkeypatch.setattr("sys.stdin", Stdin(data))
    args = parser.parse_args(["calc", name, *flags])
    status = args.run(args)
    assert isinstance(status, int)
    return status


def test_the_command_prints_one_document(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("limit", b"\xef\xbb\xbf" + CAPS + b"}", monkeypatch, "--json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"limit": 5, "binding": "L1", "formula": calc.CALCULATORS["limit"].formula}
    assert err == ""


def test_the_command_prints_lines_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("limit", CAPS + b"}", monkeypatch) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["limit: 5", "binding: L1"]


def test_faults_go_to_stderr_with_status_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("limit", CAPS + b', "stp": 1}', monkeypatch, "--json") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("stp:不认识的键")


def test_an_unknown_calculator_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as caught:
        run("limits", b"{}", monkeypatch)
    assert caught.value.code == 2


def test_endless_input_is_refused_unread() -> None:
    assert set(problems("equity_check", b'{"initial_equity": [' + b"1," * calc_inputs.LARGEST_INPUT + b"1]}")) == {
        "stdin"
    }


def test_nothing_is_shown_as_nothing() -> None:
    assert problems("equity_check", b"null")["stdin"][0] == "空(null)"


def test_key_of_a_stranger_cannot_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = b'{"\\u001b[31m": 1, "\\ud800": 1, "' + b"k" * 500_000 + b'": 1}'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(document)))
    assert calc.run(argparse.Namespace(name="equity_check", json=True)) == 1
    said = capsys.readouterr().err
    assert "\\x1b[31m" in said
    assert "\x1b" not in said
    assert len(said) < 5_000
