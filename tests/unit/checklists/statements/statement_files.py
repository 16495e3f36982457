"""Small exports in the real formats, made here: what the apps and banks write around and inside their tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

WECHAT_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
ALIPAY_HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)
ALIPAY_WEB_HEADER = "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,备注,资金状态,"


def wechat_csv(*rows: str, count: int | None = None, bom: bool = True) -> bytes:
    said = len(rows) if count is None else count
    lines = [
        "微信支付账单明细,,,,,,,,,,",
        "微信昵称：[兴旺批发],,,,,,,,,,",
        "起始时间：[2026-01-01 00:00:00] 终止时间：[2026-03-31 23:59:59],,,,,,,,,,",
        f"共{said}笔记录,,,,,,,,,,",
        "注：,,,,,,,,,,",
        "----------------------微信支付账单明细列表--------------------,,,,,,,,,,",
        WECHAT_HEADER,
        *rows,
    ]
    return ("\ufeff" if bom else "").encode() + ("\r\n".join(lines) + "\r\n").encode()


def wechat_row(
    *,
    at: str = "2026-01-05 09:30:00",
    kind: str = "二维码收款",
    who: str = "李四",
    goods: str = "收款方备注:二维码收款",
    direction: str = "收入",
    amount: str = "¥100.00",
    status: str = "已收钱",
) -> str:
    return f"{at},{kind},{who},{goods},{direction},{amount},零钱,{status},1000049901\t,10000\t,/"


def alipay_csv(*rows: str) -> bytes:
    lines = [
        "-" * 84,
        "导出信息：",
        "姓名：王大力",
        "支付宝账户：wang@example.com",
        "起始时间：[2026-01-01 00:00:00]    终止时间：[2026-03-31 23:59:59]",
        f"共{len(rows)}笔记录",
        "特别提示：",
        "1.本回单内容可表明支付宝受理了相应支付交易申请；",
        "------------------------支付宝支付科技有限公司  电子客户回单------------------------",
        ALIPAY_HEADER,
        *rows,
    ]
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def alipay_row(*, direction: str = "收入", amount: str = "88.00", status: str = "交易成功", goods: str = "货款") -> str:
    columns = (
        "2026-02-03 10:00:01",
        "转账红包",
        "赵六",
        "zha***@example.com",
        goods,
        direction,
        amount,
        "余额",
        status,
    )
    return ",".join(f"{column:<20}" for column in columns) + ",2026020322001\t,T200\t,    ,"


def alipay_web_csv(*rows: str) -> bytes:
    lines = [
        "支付宝交易记录明细查询",
        "账号:[wang@example.com]",
        "起始日期:[2026-01-01 00:00:00]    终止日期:[2026-03-31 23:59:59]",
        "---------------------------------交易记录明细列表------------------------------------",
        ALIPAY_WEB_HEADER,
        *rows,
        "-" * 84,
        f"共{len(rows)}笔记录",
        "已收入:1笔,10.00元",
        "导出时间:[2026-04-01 08:00:00]    用户:王大力",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def sheet(*rows: Sequence[Any], before: Sequence[Sequence[Any]] = ()) -> bytes:
    """An .xlsx whose second sheet holds the rows; the first is a query sheet as Excel leaves them."""
    book = openpyxl.Workbook()
    query = book.active
    assert query is not None
    query.title = "Query"
    for label in (["Column1", "Column2"],):
        query.append(label)
    page = book.create_sheet("账单")
    for row in (*before, *rows):
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bank_csv(header: str, rows: Iterable[str], *, before: str = "", encoding: str = "gb18030") -> bytes:
    return "\r\n".join([*([before] if before else []), header, *rows, ""]).encode(encoding)
