"""WeChat and Alipay bills, as they really come: moving headers, stray commas, refunds, separators, footers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from checklists.model.money import Money
from checklists.model.transactions import SHANGHAI, StatementFile, TransactionKind
from checklists.statements import read_statement
from tests.unit.checklists.statements.statement_files import (
    ALIPAY_HEADER,
    WECHAT_HEADER,
    alipay_csv,
    alipay_row,
    alipay_web_csv,
    sheet,
    wechat_csv,
    wechat_row,
)

INCOME, EXPENSE, NEUTRAL, FAILED = TransactionKind


def kinds(statement: StatementFile) -> list[tuple[TransactionKind, Money]]:
    return [(each.kind, each.amount) for each in statement.transactions]


def codes(statement: StatementFile) -> list[tuple[int, str]]:
    return [(each.row, each.code) for each in statement.problems]


def test_wechat_income_and_expense_are_signed_and_times_are_shanghais() -> None:
    statement = read_statement(
        wechat_csv(wechat_row(amount="¥1234.50"), wechat_row(direction="支出", amount="￥20.00", status="支付成功")),
        "a.csv",
    )
    assert kinds(statement) == [(INCOME, Money(123450)), (EXPENSE, Money(-2000))]
    first = statement.transactions[0]
    assert first.at == datetime(2026, 1, 5, 9, 30, tzinfo=SHANGHAI)
    assert first.at.utcoffset() == timedelta(hours=8)
    assert (first.row, first.counterparty, first.reference) == (8, "李四", "1000049901")
    assert (statement.format, statement.holder, statement.problems) == ("wechat", "兴旺批发", ())
    assert (statement.period_from, statement.period_to) == (date(2026, 1, 1), date(2026, 3, 31))


def test_wechat_slash_is_neutral_and_not_zero() -> None:
    statement = read_statement(
        wechat_csv(wechat_row(kind="零钱提现", direction="/", status="提现已到账", amount="¥500.00")), "a"
    )
    assert kinds(statement) == [(NEUTRAL, Money(50000))]


def test_wechat_row_refunded_whole_does_not_go_through() -> None:
    statement = read_statement(wechat_csv(wechat_row(direction="支出", status="已全额退款")), "a.csv")
    assert kinds(statement) == [(FAILED, Money(-10000))]


@pytest.mark.parametrize("status", ["已退款(￥30.00)", "已退款（¥30.00）", "已退款￥30.00"])
def test_wechat_row_refunded_in_part_counts_for_the_rest(status: str) -> None:
    (row,) = read_statement(wechat_csv(wechat_row(amount="¥100.00", status=status)), "a.csv").transactions
    assert (row.kind, row.amount, row.refunded, row.gross) == (INCOME, Money(7000), Money(3000), Money(10000))


def test_wechat_refund_as_large_as_the_row_is_a_refund_of_the_whole() -> None:
    statement = read_statement(wechat_csv(wechat_row(status="已退款(￥100.00)")), "a.csv")
    assert kinds(statement) == [(FAILED, Money(10000))]


@pytest.mark.parametrize("status", ["支付失败", "已关闭", "对方已退还", "已撤销", "已过期"])
def test_wechat_row_that_failed_is_not_income(status: str) -> None:
    assert kinds(read_statement(wechat_csv(wechat_row(status=status)), "a.csv")) == [(FAILED, Money(10000))]


def test_unknown_status_is_kept_apart_and_named() -> None:
    statement = read_statement(wechat_csv(wechat_row(status="量子态")), "a.csv")
    assert kinds(statement) == [(FAILED, Money(10000))]
    assert codes(statement) == [(8, "unknown_status")]
    assert "量子态" in statement.problems[0].message


def test_commas_in_a_merchants_name_are_put_back() -> None:
    row = wechat_row(who="Foo, Bar, Ltd.", goods="咖啡")
    (read,) = read_statement(wechat_csv(row), "a.csv").transactions
    assert (read.counterparty, read.amount, read.status) == (
        "Foo, Bar, Ltd.".replace(", ", ","),
        Money(10000),
        "已收钱",
    )
    assert "咖啡" in read.summary


def test_unquoted_thousands_comma_is_put_back() -> None:
    (read,) = read_statement(wechat_csv(wechat_row(who="A,B", amount="¥1,234.50")), "a.csv").transactions
    assert (read.amount, read.counterparty, read.status) == (Money(123450), "A,B", "已收钱")


def test_quoted_thousands_comma_is_read() -> None:
    (read,) = read_statement(wechat_csv(wechat_row(amount='"¥1,234.50"')), "a.csv").transactions
    assert read.amount == Money(123450)


def test_row_that_cannot_be_aligned_is_listed_and_the_others_are_read() -> None:
    broken = "2026-01-05 09:30:00,一,二,三,四,五,六,七,八,九,十,十一,十二"
    statement = read_statement(wechat_csv(wechat_row(), broken, wechat_row()), "a.csv")
    assert len(statement.transactions) == 2
    assert codes(statement) == [(9, "columns")]
    assert statement.rows == 3


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (wechat_row(at="05/01/2026 09:30"), "time"),
        (wechat_row(amount="壹佰元"), "amount"),
        (wechat_row(amount="=1+1"), "amount"),
        (wechat_row(amount="¥1.234"), "amount"),
        (wechat_row(direction="收"), "direction"),
        ("2026-01-05 09:30:00,商户消费", "columns"),
    ],
)
def test_malformed_row_is_a_problem_with_its_line(row: str, code: str) -> None:
    statement = read_statement(wechat_csv(row, wechat_row()), "a.csv")
    assert codes(statement) == [(8, code)]
    assert len(statement.transactions) == 1


def test_open_quote_does_not_swallow_the_rows_behind_it() -> None:
    statement = read_statement(
        wechat_csv(wechat_row(goods='"半个引号'), wechat_row(), wechat_row(goods='打开"多多"')), "a.csv"
    )
    assert len(statement.transactions) == 3


def test_quoted_line_break_stays_within_its_row() -> None:
    statement = read_statement(wechat_csv(wechat_row(goods='"两行\r\n备注"'), wechat_row()), "a.csv")
    assert [each.row for each in statement.transactions] == [8, 10]


def test_formula_like_name_is_only_text() -> None:
    (read,) = read_statement(wechat_csv(wechat_row(who="=cmd|' /C calc'!A0")), "a.csv").transactions
    assert read.counterparty == "=cmd|' /C calc'!A0"


def test_missing_rows_show_against_the_bills_own_count() -> None:
    statement = read_statement(wechat_csv(wechat_row(), count=3), "a.csv")
    assert [each.code for each in statement.problems] == ["count_differs"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_is_found_out(encoding: str) -> None:
    text = wechat_csv(wechat_row(), bom=False).decode()
    (read,) = read_statement(text.encode(encoding), "a.csv").transactions
    assert read.counterparty == "李四"


def test_wechat_sheet_is_read_from_whichever_sheet_holds_it() -> None:
    header = WECHAT_HEADER.split(",")
    cells = ["商户消费", "超市", "日用品", "支出", "¥88.80", "零钱", "支付成功", "42", "43", "/"]
    data = sheet(
        header,
        [datetime(2026, 1, 5, 9, 30), *cells],  # noqa: DTZ001 (Excel knows no zones)
        [46027.5, *cells],
        ["2026-01-06 10:00:00", *cells[:4], 1234.5, *cells[5:]],
        before=[["微信支付账单明细"], ["微信昵称：[兴旺]"], [], ["----微信支付账单明细列表----"]],
    )
    statement = read_statement(data, "a.xlsx")
    assert statement.file_type == "xlsx"
    assert kinds(statement) == [(EXPENSE, Money(-8880)), (EXPENSE, Money(-8880)), (EXPENSE, Money(-123450))]
    assert [each.at.isoformat() for each in statement.transactions][:2] == [
        "2026-01-05T09:30:00+08:00",
        "2026-01-05T12:00:00+08:00",
    ]
    assert [each.row for each in statement.transactions] == [6, 7, 8]


def test_alipay_app_bill_in_gb18030_counts_only_what_succeeded() -> None:
    statement = read_statement(
        alipay_csv(
            alipay_row(),
            alipay_row(direction="支出", amount="10.00"),
            alipay_row(direction="不计收支", amount="20.00"),
            alipay_row(amount="30.00", status="交易关闭"),
            alipay_row(direction="支出", amount="40.00", status="等待确认收货"),
            alipay_row(direction="不计收支", amount="50.00", status="退款成功"),
        ),
        "alipay.csv",
    )
    assert kinds(statement) == [
        (INCOME, Money(8800)),
        (EXPENSE, Money(-1000)),
        (NEUTRAL, Money(2000)),
        (FAILED, Money(3000)),
        (FAILED, Money(-4000)),
        (NEUTRAL, Money(5000)),
    ]
    assert (statement.format, statement.account, statement.holder) == ("alipay", "wang@example.com", "王大力")
    assert statement.problems == ()


def test_alipay_money_back_is_no_income_whatever_the_direction_says() -> None:
    assert kinds(read_statement(alipay_csv(alipay_row(status="退款成功")), "a.csv")) == [(NEUTRAL, Money(8800))]


def test_alipay_comma_in_the_goods_is_put_back() -> None:
    (read,) = read_statement(alipay_csv(alipay_row(goods="牛奶,24盒")), "a.csv").transactions
    assert (read.amount, read.status) == (Money(8800), "交易成功")


def test_alipay_web_bill_takes_partial_refunds_off_and_stops_at_its_footer() -> None:
    row = "20260203,T1,2026-02-03 10:00:01,2026-02-03 10:05:00,,其他,即时到账交易,赵六,货款 ,100.00 ,收入 ,交易成功 ,0.00 ,25.00 ,,已收入 ,"
    unpaid = "20260204,T2,2026-02-04 10:00:01,,,其他,即时到账交易,赵六,货款 ,100.00 ,收入 ,交易关闭 ,0.00 ,0.00 ,, ,"
    statement = read_statement(alipay_web_csv(row, unpaid), "a.csv")
    first, second = statement.transactions
    assert (first.amount, first.refunded, first.at.minute) == (Money(7500), Money(2500), 5)
    assert (second.kind, second.at.day) == (FAILED, 4)
    assert (statement.rows, statement.problems) == (2, ())


def test_bill_without_rows_is_empty_and_not_an_error() -> None:
    statement = read_statement(alipay_csv(), "a.csv")
    assert (statement.transactions, statement.rows, statement.period_to) == ((), 0, date(2026, 3, 31))


def test_header_is_found_wherever_it_stands() -> None:
    for lines in (0, 1, 30):
        text = "说明,,\r\n" * lines + ALIPAY_HEADER + "\r\n" + alipay_row() + "\r\n"
        assert len(read_statement(text.encode("gb18030"), "a.csv").transactions) == 1


def test_unicode_line_separator_in_a_name_does_not_break_the_row() -> None:
    (read,) = read_statement(wechat_csv(wechat_row(who="甲\u2028乙\x85丙")), "a.csv").transactions
    assert read.amount == Money(10000)


def test_note_below_the_table_is_no_transaction_and_is_said() -> None:
    statement = read_statement(wechat_csv(wechat_row()) + "本账单仅供参考\r\n".encode(), "a.csv")
    assert (statement.rows, codes(statement)) == (1, [(9, "not_a_row")])
    assert statement.problems[0].severity == "warning"


def test_lone_time_is_a_row_that_lost_its_cells() -> None:
    statement = read_statement(wechat_csv(wechat_row(), "2026-01-05 09:30:00"), "a.csv")
    assert (statement.rows, codes(statement)) == (2, [(9, "columns")])
