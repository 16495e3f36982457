"""``jindiao statement import``: the document of the contract, on stdout and alone there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checklists.model.canonical import read_json
from desktop.cli import main
from tests.unit.checklists.statements.statement_files import alipay_csv, alipay_row, wechat_csv, wechat_row


def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, *options: str) -> dict[str, Any]:
    file = tmp_path / "账单.csv"
    file.write_bytes(data)
    assert main(["statement", "import", str(file), "--json", *options]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    document = read_json(printed.out)
    assert isinstance(document, dict)
    return document


def test_document_has_the_keys_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = imported(tmp_path, capsys, alipay_csv(alipay_row()))
    expected = {"format", "account", "period", "transactions", "credit_total", "debit_total", "neutral_total"}
    assert document.keys() >= expected | {"effective_inflow", "excluded", "monthly", "problems"}
    assert (document["format"], document["account"]) == ("alipay", "wang@example.com")
    assert document["period"] == {"from": "2026-01-01", "to": "2026-03-31"}


def test_every_row_is_in_one_of_the_three_totals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (
        wechat_row(amount="¥100.10"),
        wechat_row(direction="支出", amount="¥40.00", status="支付成功"),
        wechat_row(kind="零钱提现", direction="/", amount="¥30.00", status="提现已到账"),
        wechat_row(direction="支出", amount="¥20.00", status="已全额退款"),
        wechat_row(direction="支出", amount="¥10.00", status="已退款(￥3.00)"),
        wechat_row(amount="¥5.00", status="支付失败"),
    )
    document = imported(tmp_path, capsys, wechat_csv(*rows))
    assert document["transactions"] == 6
    assert document["credit_total"] == Decimal("100.1")
    assert document["debit_total"] == Decimal(47)
    assert document["neutral_total"] == Decimal(58)


def test_unreadable_row_is_counted_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = imported(tmp_path, capsys, wechat_csv(wechat_row(), wechat_row(amount="一百元")))
    assert (document["transactions"], document["credit_total"]) == (2, 100)
    (problem,) = document["problems"]
    assert (problem["row"], problem["column"], problem["code"], problem["severity"]) == (9, "金额", "amount", "error")


def test_transfers_of_the_owner_are_taken_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = wechat_csv(wechat_row(who="王配偶", amount="¥70.35"), wechat_row(amount="¥33.33"))
    assert imported(tmp_path, capsys, data)["effective_inflow"] == Decimal("103.68")
    document = imported(tmp_path, capsys, data, "--own", "王配偶")
    assert document["effective_inflow"] == Decimal("33.33")
    assert [(each["rule"], each["amount"], each["count"]) for each in document["excluded"]] == [
        ("X1", Decimal("70.35"), 1)
    ]


def test_page_for_people_names_what_is_to_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "账单.csv"
    file.write_bytes(wechat_csv(wechat_row(), wechat_row(amount="一百元")))
    assert main(["statement", "import", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "微信支付" in printed
    assert "第 9 行 金额“一百元”无法识别" in printed


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"hello\n", None])
def test_file_that_cannot_be_read_is_the_inputs_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "x.csv"
    if content is not None:
        file.write_bytes(content)
    assert main(["statement", "import", str(file), "--json"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "x.csv" in printed.err
