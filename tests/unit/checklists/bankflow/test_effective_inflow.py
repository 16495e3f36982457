"""Effective inflow: each rule takes off what it should, nothing twice, and the parts add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.bankflow import Inflow, average_balance, effective_inflow
from checklists.bankflow.names import Names
from checklists.model.money import Money
from checklists.model.transactions import SHANGHAI, Transaction, TransactionKind

START = datetime(2025, 3, 3, 10, 0, tzinfo=SHANGHAI)


def row(
    yuan: float, who: str = "", *, day: float = 0, summary: str = "", at: int = 1, has_time: bool = True
) -> Transaction:
    kind = TransactionKind.INCOME if yuan > 0 else TransactionKind.EXPENSE
    amount = Money.from_yuan(Decimal(str(yuan)))
    return Transaction(START + timedelta(days=day), amount, kind, at, who, summary=summary, has_time=has_time)


def inflow(*rows: Transaction, own: tuple[str, ...] = (), related: tuple[str, ...] = ()) -> Inflow:
    return effective_inflow(rows, own_names=own, related_names=related)


def taken(found: Inflow) -> dict[str, tuple[Decimal, int]]:
    return {each.rule: (each.amount.yuan, each.count) for each in found.excluded}


def test_plain_sales_stay() -> None:
    found = inflow(row(3000, "福满超市"), row(88.5, "散客", day=1), row(-2100, "厂家", day=40))
    assert found.effective.yuan == found.credit_total.yuan == Decimal("3088.50")
    assert found.debit_total.yuan == 2100
    assert found.excluded == ()


def test_x1_own_and_spouse_accounts_and_x2_related_parties() -> None:
    found = inflow(
        row(5000, "陈 样例"),
        row(700, "林*例", day=3),
        row(60, "表弟", day=6),
        own=("陈样例", "林样例"),
        related=("表弟",),
    )
    assert taken(found) == {"X1": (Decimal(5700), 2), "X2": (Decimal(60), 1)}


@pytest.mark.parametrize("summary", ["贷款发放", "理财赎回", "个人活期结息", "交易退款", "保险理赔"])
def test_x3_money_that_finance_moves(summary: str) -> None:
    assert taken(inflow(row(5000, "某银行", summary=summary))) == {"X3": (Decimal(5000), 1)}


def test_x4_straight_through_the_same_or_the_next_day() -> None:
    assert taken(inflow(row(50000, "甲"), row(-49500, "乙", day=1))) == {"X4": (Decimal(50000), 1)}
    assert taken(inflow(row(50000, "甲"), row(-48900, "乙", day=1))) == {}, "2.2 % apart"
    assert taken(inflow(row(50000, "甲"), row(-50000, "乙", day=2))) == {}, "two days later"
    assert taken(inflow(row(50000, "甲", day=0.2), row(-50000, "乙"))) == {}, "out before in"
    assert taken(inflow(row(50000, "甲", day=0.2), row(-50000, "乙", has_time=False))) == {"X4": (Decimal(50000), 1)}
    assert taken(inflow(row(500, "甲"), row(-500, "乙"))) == {}, "small change is everyday trade"


def test_x4_uses_every_debit_once() -> None:
    assert taken(inflow(row(5000, "甲"), row(5000, "乙"), row(-5000, "丙", day=1))) == {"X4": (Decimal(5000), 1)}


def test_x5_there_and_back_within_a_week() -> None:
    assert taken(inflow(row(-20000, "丁"), row(20900, "丁", day=6))) == {"X5": (Decimal(20900), 1)}
    assert taken(inflow(row(-20000, "丁"), row(20900, "丁", day=8))) == {}
    assert taken(inflow(row(-20000, "丁"), row(20900, "戊", day=6))) == {}


def test_x6_a_large_credit_that_repays_a_loan() -> None:
    found = inflow(row(100000, "己"), row(-60000, "他行", day=3, summary="归还贷款"))
    assert taken(found) == {"X6": (Decimal(100000), 1)}
    assert taken(inflow(row(100000, "己"), row(-40000, "他行", day=3, summary="归还贷款"))) == {}


def test_x7_round_amounts_like_clockwork() -> None:
    weekly = [row(5000, "庚", day=7 * week) for week in range(4)]
    assert taken(inflow(*weekly)) == {"X7": (Decimal(20000), 4)}
    monthly = [row(8000, "辛", day=day) for day in (0, 31, 61, 92)]
    assert taken(inflow(*monthly)) == {"X7": (Decimal(32000), 4)}
    assert taken(inflow(*(row(5000, "壬", day=day) for day in (0, 7, 25)))) == {}
    assert taken(inflow(*(row(5012, "癸", day=7 * week) for week in range(4)))) == {}


def test_x8_income_that_is_no_trade() -> None:
    assert taken(inflow(row(6200, "某单位", summary="代发工资"))) == {"X8": (Decimal(6200), 1)}


def test_x9_a_month_end_surge_that_leaves_the_day_after() -> None:
    sales = [row(1500, f"客户{day}", day=day) for day in range(60)]
    surge = [row(90000, "甲", day=28), row(60000, "乙", day=28), row(-130000, "丙", day=29)]
    assert taken(inflow(*sales, *surge)) == {"X9": (Decimal(150000), 2)}
    middle = [row(90000, "甲", day=10), row(60000, "乙", day=10), row(-130000, "丙", day=11)]
    assert taken(inflow(*sales, *middle)) == {}


def test_rows_that_did_not_go_through_count_nowhere() -> None:
    failed = Transaction(START, Money(50_000), TransactionKind.FAILED, 4, "甲")
    neutral = Transaction(START, Money(70_000), TransactionKind.NEUTRAL, 5, "零钱通")
    found = inflow(failed, neutral, row(10, "散客"))
    assert found.credit_total.yuan == 10
    assert found.neutral_total.yuan == 1200


def test_months_counterparties_and_cover_are_told() -> None:
    found = inflow(
        row(3000, "甲"), row(1000, "乙", day=31), row(6000, "甲", day=92), row(50, "", day=93, summary="现金存入")
    )
    assert [month.month for month in found.monthly] == ["2025-03", "2025-04", "2025-06"]
    assert found.monthly[0].effective.yuan == 3000
    assert [(each.name, each.amount.yuan) for each in found.counterparties] == [
        ("甲", Decimal(9000)),
        ("乙", Decimal(1000)),
    ]
    assert found.months == Decimal("3.1")
    assert found.effective_a_month is not None
    assert round(found.effective_a_month, 2) == Decimal("3241.94")
    assert found.cash_share == Decimal(50) / Decimal(10050)


def test_less_than_three_months_stand_for_no_longer() -> None:
    assert inflow(row(3000, "甲"), row(1000, "乙", day=80)).effective_a_month is None


def test_more_than_half_taken_off_needs_explaining() -> None:
    assert inflow(row(1001, "甲"), row(1000, "本人"), own=("本人",)).needs_explaining is False
    assert inflow(row(1000, "甲"), row(1001, "本人"), own=("本人",)).needs_explaining is True


def test_an_empty_statement_is_empty() -> None:
    found = inflow()
    assert found.effective == Money()
    assert found.excluded_share is None
    assert found.first_day is None
    assert found.needs_explaining is False


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("王小明", True),
        ("王 小 明", True),
        ("王*明", True),
        ("*小明", True),
        ("王*", False),
        ("***", False),
        ("", False),
    ],
)
def test_names_are_known_with_spaces_and_half_hidden(name: str, known: bool) -> None:
    assert (name in Names(["王小明"])) is known


flows = st.lists(
    st.builds(
        lambda yuan, who, day, words: row(yuan, who, day=day, summary=words),
        st.integers(-90_000, 90_000).filter(bool),
        st.sampled_from(["甲", "乙", "本人", "表弟", ""]),
        st.integers(0, 40),
        st.sampled_from(["货款", "贷款发放", "工资", ""]),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(flows)
def test_what_is_taken_off_and_what_stays_add_up(rows: list[Transaction]) -> None:
    rows = [replace(each, row=at) for at, each in enumerate(rows)]
    found = inflow(*rows, own=("本人",), related=("表弟",))
    assert found.effective.fen + sum(each.amount.fen for each in found.excluded) == found.credit_total.fen
    assert sum(month.effective.fen for month in found.monthly) == found.effective.fen
    assert found == inflow(*reversed(rows), own=("本人",), related=("表弟",)) or len({each.at for each in rows}) < len(
        rows
    )


def test_interest_that_was_credited_tells_the_balance() -> None:
    found = average_balance(interest=Decimal("87.50"), days=Decimal(92), annual_rate=Decimal("0.0035"))
    assert round(found) == 97_826
