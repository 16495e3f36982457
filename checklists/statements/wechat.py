"""WeChat Pay's personal bill (微信支付账单), CSV until 2025 and XLSX since: the same table below ever different explanations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from checklists.model.money import Money
from checklists.model.transactions import TransactionKind
from checklists.statements.cells import amount_of
from checklists.statements.wallet import App, Outcome

TITLE = "微信支付账单"
_DIRECTIONS = {
    "收入": TransactionKind.INCOME,
    "支出": TransactionKind.EXPENSE,
    "/": TransactionKind.NEUTRAL,
    "中性交易": TransactionKind.NEUTRAL,
}
_PARTLY_BACK = re.compile(r"退款\s*[(（]?\s*([¥￥]?\s*[\d,.]+)\s*元?\s*[)）]?$")
_NOT_DONE = ("失败", "关闭", "撤销", "取消", "过期", "待", "退还", "冻结", "审核")
_DONE = (
    "成功",
    "已收钱",
    "已转账",
    "已存入零钱",
    "已到账",
    "充值完成",
    "已领取",
    "已收款",
    "已支付",
    "已完成",
    "已存入",
    "收钱",
)


@lru_cache(maxsize=256)
def _said(status: str) -> tuple[bool, bool, Money | None]:
    """(whether it went through, whether the status is known, how much went back where it says)."""
    if match := _PARTLY_BACK.search(status):
        back = amount_of(match[1])
        return back is not None, back is not None, back
    if "退款" in status or any(word in status for word in _NOT_DONE):
        return False, "部分" not in status, None
    known = status in ("", "/") or any(word in status for word in _DONE)
    return known, known, None


def _outcome(cells: Mapping[str, str], amount: Money) -> Outcome:
    went_through, known, back = _said(cells["status"])
    # What went back as a whole did not go through.
    went_through = went_through and (back is None or back < amount)
    refunded = back if back is not None and went_through else Money()
    return Outcome(_DIRECTIONS[cells["direction"]], went_through=went_through, refunded=refunded, known=known)


WECHAT = App(
    format="wechat",
    columns={
        "time": ("交易时间",),
        "type": ("交易类型",),
        "counterparty": ("交易对方",),
        "goods": ("商品", "商品说明"),
        "direction": ("收/支",),
        "amount": ("金额",),
        "method": ("支付方式",),
        "status": ("当前状态",),
        "reference": ("交易单号",),
        "note": ("备注",),
    },
    required=("time", "direction", "amount", "status"),
    directions=frozenset(_DIRECTIONS),
    summary=("type", "goods", "note"),
    outcome=_outcome,
)
