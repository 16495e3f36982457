"""Alipay's personal bill (支付宝账单), from the app (电子客户回单) and from the web page (交易记录明细查询).

Only what ended in success counts; the app says so itself, and adds that its own sums may differ from the rows'.
"""

from __future__ import annotations

from collections.abc import Mapping

from checklists.model.money import Money
from checklists.model.transactions import TransactionKind
from checklists.statements.cells import amount_of
from checklists.statements.wallet import App, Outcome

TITLE = "支付宝"
_DIRECTIONS = {
    "收入": TransactionKind.INCOME,
    "支出": TransactionKind.EXPENSE,
    "不计收支": TransactionKind.NEUTRAL,
    "其他": TransactionKind.NEUTRAL,
    "/": TransactionKind.NEUTRAL,
    "": TransactionKind.NEUTRAL,
}
_REFUND = ("退款成功", "退税成功", "退款")
_NOT_DONE = ("关闭", "失败", "等待", "待", "撤销", "取消", "处理中", "冻结", "过期")


def _outcome(cells: Mapping[str, str], amount: Money) -> Outcome:
    status = cells["status"]
    if status in _REFUND:
        # Money coming back is no income, whatever the direction column says of it.
        return Outcome(TransactionKind.NEUTRAL, went_through=True, refunded=Money())
    direction = _DIRECTIONS[cells["direction"]]
    done = status.endswith("成功")
    if not done:
        known = any(word in status for word in _NOT_DONE)
        return Outcome(direction, went_through=False, refunded=Money(), known=known)
    back = amount_of(cells.get("refund", "")) or Money()
    if back >= amount:
        return Outcome(direction, went_through=not back, refunded=Money())
    return Outcome(direction, went_through=True, refunded=back)


ALIPAY_APP = App(
    format="alipay",
    columns={
        "time": ("交易时间",),
        "type": ("交易分类",),
        "counterparty": ("交易对方",),
        "account": ("对方账号",),
        "goods": ("商品说明", "商品名称"),
        "direction": ("收/支",),
        "amount": ("金额",),
        "method": ("收/付款方式", "收付款方式", "支付方式"),
        "status": ("交易状态",),
        "reference": ("交易订单号", "交易号"),
        "note": ("备注",),
    },
    required=("time", "direction", "amount", "status"),
    directions=frozenset(_DIRECTIONS),
    summary=("type", "goods", "note"),
    outcome=_outcome,
)

ALIPAY_WEB = App(
    format="alipay",
    columns={
        "time": ("付款时间",),
        "created": ("交易创建时间",),
        "type": ("类型",),
        "counterparty": ("交易对方",),
        "goods": ("商品名称",),
        "direction": ("收/支",),
        "amount": ("金额",),
        "status": ("交易状态",),
        "refund": ("成功退款",),
        "reference": ("交易号",),
        "note": ("备注",),
    },
    required=("created", "direction", "amount", "status"),
    directions=frozenset(_DIRECTIONS),
    summary=("type", "goods", "note"),
    outcome=_outcome,
)
