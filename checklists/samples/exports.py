"""A sample's accounts as the real programs export them: WeChat's bill (CSV until 2025) and a bank's statement.

Column layouts are those of real exports; holders, numbers and parties are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checklists.samples.accounts import Books, Movement
from checklists.samples.movements import Accounts, balances

WECHAT_FILE, BANK_FILE = "wechat.csv", "bank.csv"
_WECHAT_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
_WECHAT_NOTES = (
    "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
    "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
    "3. 本明细仅供个人对账使用",
)
_WECHAT_KINDS = {
    "receipt": ("二维码收款", "收入", "已收钱"),
    "refund": ("商户消费-退款", "收入", "支付成功"),
    "rent": ("转账", "支出", "朋友已收钱"),
    "wages": ("转账", "支出", "朋友已收钱"),
    "utilities": ("商户消费", "支出", "支付成功"),
    "expense": ("扫二维码付款", "支出", "已转账"),
    "to_bank": ("零钱提现", "/", "提现已到账"),
}
_BANK_HEADER = (
    "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行,借记卡号"
)
_BANK_KINDS = {
    "receipt": ("跨行转入", "手机银行"),
    "from_wechat": ("微信零钱提现", "银企对接"),
    "maker": ("转账汇款", "手机银行"),
    "transfer": ("转账汇款", "手机银行"),
    "wages": ("代发工资", "网上银行"),
    "tax": ("缴税", "网上银行"),
    "loan_interest": ("贷款利息", "批量"),
    "loan_repaid": ("归还贷款", "柜台"),
    "loan_drawn": ("贷款发放", "柜台"),
    "deposit_interest": ("结息", "批量"),
}
_BLANK, _BANK = "-------------------", "样例商业银行"


def wechat_csv(books: Books, accounts: Accounts) -> bytes:
    """Newest first, as WeChat writes it; the sums in the head are of the rows as printed."""
    rows = sorted(accounts.wechat, key=lambda row: row.at, reverse=True)
    head = [
        "微信支付账单明细",
        f"微信昵称：[{books.holder}]",
        f"起始时间：[{books.year}-01-01 00:00:00] 终止时间：[{books.year}-12-31 18:00:00]",
        "导出类型：[全部]",
        f"导出时间：[{books.year}-12-31 18:02:11]",
        "",
        f"共{len(rows)}笔记录",
        _sum_line("收入", rows),
        _sum_line("支出", rows),
        _sum_line("中性交易", rows),
        "注：",
        *_WECHAT_NOTES,
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]
    lines = [*(line + "," * 10 for line in head), _WECHAT_HEADER]
    lines += [_wechat_row(books, row, number) for row, number in zip(rows, range(len(rows), 0, -1), strict=True)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _sum_line(name: str, rows: Sequence[Movement]) -> str:
    mark = "/" if name == "中性交易" else name
    found = [abs(row.amount) for row in rows if _WECHAT_KINDS[row.kind][1] == mark]
    return f"{name}：{len(found)}笔 {sum(found, Decimal(0)):.2f}元"


def _wechat_row(books: Books, row: Movement, number: int) -> str:
    kind, direction, status = _WECHAT_KINDS[row.kind]
    if row.refunded:
        status = "已全额退款"
    party = f"样例商业银行({books.card_tail})" if row.kind == "to_bank" else row.party
    goods = {"receipt": "收款方备注:二维码收款", "to_bank": "/"}.get(row.kind, row.note)
    means = f"样例商业银行({books.card_tail})" if row.kind == "to_bank" else "零钱"
    order = f"10000{row.at:%Y%m%d%H%M%S}{number:09d}"
    texts = (kind, party, goods, direction)
    return ",".join(
        (
            f"{row.at:%Y-%m-%d %H:%M:%S}",
            *(f'"{text}"' for text in texts),
            f"¥{abs(row.amount):.2f}",
            *(f'"{text}"' for text in (means, status, order + "\t", "/\t", "/")),
        )
    )


def bank_csv(books: Books, accounts: Accounts) -> bytes:
    """Newest first with the balance after each row, as the bank's mobile program exports it."""
    after = balances(accounts.bank, Decimal(books.opening_bank))
    lines = [_bank_row(books, row, balance) for row, balance in zip(accounts.bank, after, strict=True)]
    whose = f"卡号/账号：6200******{books.card_tail},客户名称：{books.holder},起始日期：{books.year}-01-01,截止日期：{books.year}-12-31"
    head = ["样例商业银行交易流水明细单" + "," * 12, whose + "," * 9, _BANK_HEADER]
    return ("\ufeff" + "\r\n".join([*head, *reversed(lines)]) + "\r\n").encode()


def _bank_row(books: Books, row: Movement, balance: Decimal) -> str:
    name, channel = _BANK_KINDS[row.kind]
    party = row.party or _BLANK
    number = _account_number(party) if row.kind in ("receipt", "maker", "from_wechat") else _BLANK
    return ",".join(
        (
            f"{row.at:%Y-%m-%d}",
            f"{row.at:%H:%M:%S}",
            "人民币",
            _grouped(row.amount),
            _grouped(balance),
            name,
            channel,
            _BLANK,
            row.note,
            party,
            number,
            _BANK if number != _BLANK else _BLANK,
            books.card_tail,
        )
    )


def _account_number(party: str) -> str:
    """A masked number, the same for the same party."""
    code = sum(place * ord(character) for place, character in enumerate(party, start=1))
    return f"6200******{code % 10_000:04d}"


def _grouped(amount: Decimal) -> str:
    text = f"{amount:,.2f}"
    return f'"{text}"' if "," in text else text
