"""Bank statements: four shapes of amount, whatever the columns are called, and the running balance."""

from __future__ import annotations

from datetime import date

import pytest

from checklists.model.money import Money
from checklists.model.transactions import StatementFile, TransactionKind
from checklists.statements import read_statement
from tests.unit.checklists.statements.statement_files import bank_csv, sheet

SIGNED = "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要"
FLAGGED = "序号,交易日期,交易时间,交易类型,借贷(借 Dr/贷 Cr),交易金额,余额,对方账号,对方户名,交易地点,摘要"
TWO_COLUMNS = (
    "交易日期,摘要,交易场所,钞/汇,交易金额(收入),交易金额(支出),记账金额(收入),记账金额(支出),记账币种,余额,对方户名"
)
PLAIN = "交易日期,交易金额,账户余额,摘要,对方名称"


def amounts(statement: StatementFile) -> list[int]:
    return [each.amount.fen for each in statement.transactions]


def codes(statement: StatementFile) -> list[tuple[int, str]]:
    return [(each.row, each.code) for each in statement.problems]


def test_signed_column_is_read() -> None:
    rows = [
        '2026-01-01,CNY,"1,234.00","1,271.66",代发工资,某公司,一月',
        "2026-01-02,CNY,-1000.00,271.66,转账汇款,张三,转账",
    ]
    statement = read_statement(bank_csv(SIGNED, rows), "cmb.csv")
    assert amounts(statement) == [123400, -100000]
    assert statement.transactions[0].balance == Money(127166)
    assert (statement.format, statement.problems) == ("bank", ())
    assert statement.transactions[0].has_time is False


def test_two_columns_are_read_with_their_placeholders() -> None:
    rows = [
        '2026-05-02     \t,"消费                ","财付通     ",钞 ,"-      ","-     ","             ","13.40               ",人民币,"100.00","财付通"',
        '2026-05-01     \t,"他行汇入  ","   ",钞 ,"- ","- ","1,234.56  ","    ",人民币,"113.40","李四"',
        '人民币合计,,,,,,"1,234.56","13.40",,,',
    ]
    statement = read_statement(bank_csv(TWO_COLUMNS, rows, before='卡号: 6222****9876,"卡别名: 甲"'), "icbc.csv")
    assert amounts(statement) == [-1340, 123456]
    assert statement.account == "6222****9876"
    assert statement.problems == ()


def test_flag_column_tells_the_direction() -> None:
    rows = [
        "1,20260105,093000,转账,贷 Cr,100.00,100.00,6222,李四,柜面,货款",
        "2,20260105,101500,消费,借 Dr,30.00,70.00,6222,王五,网银,进货",
        "3,20260105,101500,消费,?,30.00,40.00,6222,王五,网银,进货",
    ]
    statement = read_statement(bank_csv(FLAGGED, rows), "bocom.csv")
    assert amounts(statement) == [10000, -3000]
    assert codes(statement) == [(4, "direction")]
    assert statement.transactions[0].at.hour == 9


def test_amounts_without_sign_take_their_direction_from_the_balances() -> None:
    rows = ["20260101,100.00,500.00,存现,", "20260102,40.00,460.00,某,超市", "20260103,40.00,500.00,某,客户"]
    assert amounts(read_statement(bank_csv(PLAIN, rows), "b.csv")) == [10000, -4000, 4000]


def test_words_are_the_last_resort_and_said_so() -> None:
    header = "日期,金额,摘要"
    statement = read_statement(
        bank_csv(header, ["2026-01-01,5.00,工资", "2026-01-02,6.00,消费", "2026-01-03,7.00,其他"]), "b.csv"
    )
    assert amounts(statement) == [500, -600]
    assert codes(statement) == [(4, "direction"), (0, "direction_inferred")]


@pytest.mark.parametrize("newest_first", [False, True])
def test_break_of_the_running_balance_is_listed(newest_first: bool) -> None:
    rows = [f"2026-01-0{day},CNY,10.00,{balance}.00,存,甲,x" for day, balance in ((1, 10), (2, 20), (3, 35), (4, 45))]
    statement = read_statement(bank_csv(SIGNED, rows[::-1] if newest_first else rows), "b.csv")
    assert [each.code for each in statement.problems] == ["balance_break"]
    assert statement.problems[0].severity == "warning"
    assert "35.00" in statement.problems[0].message
    assert len(statement.transactions) == 4


def test_unreadable_row_breaks_no_balance_but_is_listed() -> None:
    rows = [
        "2026-01-01,CNY,10.00,10.00,存,甲,x",
        "2026-01-02,CNY,十元,20.00,存,甲,x",
        "2026-01-03,CNY,-5.00,15.00,取,甲,x",
    ]
    assert codes(read_statement(bank_csv(SIGNED, rows), "b.csv")) == [(3, "amount")]


def test_foreign_currency_is_not_added_to_renminbi() -> None:
    rows = ["2026-01-01,CNY,-10.00,10.00,取,甲,x", "2026-01-02,USD,99.00,99.00,存,甲,x"]
    statement = read_statement(bank_csv(SIGNED, rows), "b.csv")
    assert amounts(statement) == [-1000]
    assert codes(statement) == [(3, "currency")]


def test_row_with_both_or_neither_side_is_a_problem() -> None:
    header = "交易日期,收入,支出,余额"
    statement = read_statement(
        bank_csv(header, ["2026-01-01,1.00,2.00,", "2026-01-01,,,", "2026-01-01,3.00,0.00,"]), "b.csv"
    )
    assert amounts(statement) == [300]
    assert codes(statement) == [(2, "amount"), (3, "amount")]


def test_heading_in_cells_of_its_own_is_read() -> None:
    before = "账号,6200001230,户名,王大力,日期范围,20260101-20260331"
    statement = read_statement(
        bank_csv("交易日期,存入金额,取出金额,余额", ["2026/01/03  14:06:51,,3.88,100.00"], before=before), "b.csv"
    )
    assert (statement.account, statement.holder) == ("6200001230", "王大力")
    assert (statement.period_from, statement.period_to) == (date(2026, 1, 1), date(2026, 3, 31))
    assert statement.transactions[0].at.second == 51


def test_heading_in_one_cell_is_read() -> None:
    before = "卡号/账号：6217003210   客户名称：王大力   起始日期：20260101   终止日期：20260131"
    statement = read_statement(
        bank_csv(
            "序号,摘要,币别,钞汇,交易日期,交易金额,账户余额", ["1,转账,人民币元,钞,20260105,-5.00,1.00"], before=before
        ),
        "ccb.csv",
    )
    assert (statement.account, statement.holder, statement.period_to) == ("6217003210", "王大力", date(2026, 1, 31))


def test_tab_separated_text_and_repeated_headings_are_read() -> None:
    header = "交易日期\t交易金额\t余额\t摘要"
    rows = ["2026-01-01\t-1.00\t9.00\t甲", header, "2026-01-02\t2.00\t11.00\t乙"]
    statement = read_statement(bank_csv(header, rows), "b.xls")
    assert amounts(statement) == [-100, 200]
    assert statement.rows == 2


def test_bank_sheet_is_read() -> None:
    data = sheet(
        ["交易日期", "收入金额", "支出金额", "余额", "对方户名"],
        ["2026-01-01", 100.1, None, 100.1, "甲"],
        ["2026-01-02", None, 0.1, 100, "乙"],
    )
    statement = read_statement(data, "b.xlsx")
    assert amounts(statement) == [10010, -10]
    assert statement.problems == ()
    assert [each.kind for each in statement.transactions] == [TransactionKind.INCOME, TransactionKind.EXPENSE]
