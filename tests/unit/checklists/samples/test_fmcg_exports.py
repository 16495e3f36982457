"""The sample's WeChat bill and bank statement are read like real ones, and the answers repeat what importing them computes."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from itertools import pairwise

import pytest

from checklists.bankflow import effective_inflow
from checklists.model.transactions import StatementFile, TransactionKind
from checklists.samples import fmcg_figures as figures
from checklists.samples import sample_answers, sample_folder
from checklists.statements import read_statement

FMCG = "fmcg_wholesale"
FOLDER = sample_folder(FMCG)


@pytest.fixture(scope="module")
def exports() -> dict[str, StatementFile]:
    return {name: read_statement((FOLDER / name).read_bytes(), name) for name in ("wechat.csv", "bank.csv")}


def test_exports_are_read_without_a_problem(exports: dict[str, StatementFile]) -> None:
    for statement in exports.values():
        assert statement.problems == ()
        assert (statement.period_from, statement.period_to) == (figures.VISIT.replace(month=1, day=1), figures.VISIT)


def test_bank_balance_runs_on_from_row_to_row(exports: dict[str, StatementFile]) -> None:
    oldest_first = sorted(exports["bank.csv"].transactions, key=lambda each: each.row, reverse=True)
    for before, after in pairwise(oldest_first):
        assert before.balance is not None
        assert after.balance == before.balance + after.amount
    assert oldest_first[-1].balance is not None
    assert oldest_first[-1].balance.yuan == Decimal(sample_answers(FMCG)["/data/cash_bank/bank_accounts[1]/ba_balance"])


@pytest.mark.parametrize(("row", "file"), [(1, "wechat.csv"), (2, "bank.csv")])
def test_flows_are_what_importing_the_exports_computes(exports: dict[str, StatementFile], row: int, file: str) -> None:
    answers = sample_answers(FMCG)
    inflow = effective_inflow(
        exports[file].transactions, related_names=(), own_names=(figures.CLIENT, figures.SPOUSE, figures.SHOP)
    )
    flow = {name: answers[f"/data/cash_bank/flows[{row}]/{name}"] for name in _FLOW_NAMES}
    assert Decimal(flow["flow_credit_total"]) == inflow.credit_total.yuan
    assert Decimal(flow["flow_effective_inflow"]) == inflow.effective.yuan
    assert flow["flow_account"] == (exports[file].account or exports[file].holder)
    assert flow["flow_sha256"] == hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()


_FLOW_NAMES = ("flow_credit_total", "flow_effective_inflow", "flow_account", "flow_sha256")


def test_receipts_of_each_month_are_its_sales_by_the_share_of_electronic_money(
    exports: dict[str, StatementFile],
) -> None:
    for file, expected in (("wechat.csv", figures.WECHAT_RECEIPTS), ("bank.csv", figures.BANK_RECEIPTS)):
        from_customers = [
            each
            for each in exports[file].transactions
            if each.kind is TransactionKind.INCOME and ("二维码收款" in each.summary or "跨行转入" in each.summary)
        ]
        found = [sum(e.amount.fen for e in from_customers if e.at.month == month) for month in range(1, 13)]
        assert found == [month * 100 for month in expected]
