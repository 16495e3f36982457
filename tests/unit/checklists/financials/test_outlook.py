"""The year ahead: cash with the loan in it, stresses told in true sentences, the year behind beside this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from checklists.financials.cash_plan import Due, LoanPlan, Planned, cash_plan
from checklists.financials.lines import Lines
from checklists.financials.profit import Profit, reported_profit, verified_profit
from checklists.financials.projections import sensitivity
from checklists.financials.trend import trend
from checklists.model.outlook import Sensitivity

MakeLines = Callable[..., Lines]
INSTALMENT = Decimal("6885.31")
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 13))


def verified(lines: Lines, *, gap: int = 0) -> Profit:
    reported = reported_profit(lines)
    return verified_profit(reported, turnover=reported.sales, margin=reported.margin, equity_gap=Decimal(gap))


def planned(lines: Lines, *, is_stock: bool = False, due: tuple[Due, ...] = (), gap: int = 0) -> Planned:
    loan = LoanPlan(Decimal(80_000), (INSTALMENT,) * 12, is_stock)
    return Planned(lines, verified(lines, gap=gap), MONTHS, loan, Decimal(1000), due)


def stresses(lines: Lines, instalment: Decimal = INSTALMENT) -> tuple[Sensitivity, ...]:
    plan = planned(lines)
    return sensitivity(
        plan,
        annual_rate=Decimal("0.06"),
        instalment_at=lambda rise: instalment + rise * 1000,
        loan_at=lambda rise: replace(plan.loan, payments=(instalment + rise * 1000,) * 12),
        need_at=lambda days: 458_000 + days * 10_000,
    )


def test_each_month_ends_where_its_flows_take_it(example: MakeLines) -> None:
    plan = cash_plan(planned(example()))
    opening = plan.months[0].opening
    for month in plan.months:
        assert month.opening == opening
        flows = (month.purchases, month.expenses, month.household, month.existing, month.used, month.instalment)
        assert month.closing == month.opening + month.receipts + month.drawn - sum(flows)  # type: ignore[arg-type, operator]
        opening = month.closing


def test_a_year_of_plan_is_the_year_s_verified_profit_less_debt_service(example: MakeLines) -> None:
    plan, profit = planned(example()), verified(example())
    end, start = cash_plan(plan).months[-1].closing, cash_plan(plan).months[0].opening
    assert end is not None
    assert start is not None
    assert profit.net_income_month is not None
    assert round(end - start, 2) == round(12 * (profit.net_income_month - INSTALMENT - 1000), 2)


def test_seasonal_stock_is_bought_with_the_loan_and_not_bought_again(example: MakeLines) -> None:
    spent, stocked = cash_plan(planned(example())), cash_plan(planned(example(), is_stock=True))
    less_bought = [a.purchases - b.purchases for a, b in zip(spent.months, stocked.months, strict=True)]  # type: ignore[operator]
    assert sum(less_bought) == 80_000
    assert less_bought[0] == 80_000
    assert stocked.months[0].used == 80_000


def test_what_is_fed_for_months_is_paid_evenly_and_comes_to_the_same_year(example: MakeLines) -> None:
    with_sales, evenly = (cash_plan(replace(planned(example()), pays_evenly=even)) for even in (False, True))
    assert len({month.purchases for month in evenly.months}) == 1
    assert len({month.purchases for month in with_sales.months}) > 1
    ends = [plan.months[-1].closing for plan in (with_sales, evenly)]
    assert None not in ends
    assert len({round(end, 2) for end in ends if end is not None}) == 1
    assert evenly.assumptions[0] != with_sales.assumptions[0]


def test_principal_that_falls_due_breaks_the_plan_unless_it_is_renewed(example: MakeLines) -> None:
    due = Due(ahead=8, amount=Decimal(5_000_000), is_renewed=False)
    broken = cash_plan(planned(example(), due=(due,)))
    assert broken.is_feasible is False
    assert broken.lowest_month == "2026-08"
    renewed = cash_plan(planned(example(), due=(replace(due, is_renewed=True),)))
    assert renewed.is_feasible is True
    assert renewed.renewed == 5_000_000
    assert renewed.lowest_unrenewed == broken.lowest


def test_an_unknown_line_leaves_the_plan_unknown(example: MakeLines) -> None:
    plan = cash_plan(planned(example(rent=None)))
    assert (plan.is_feasible, plan.lowest, plan.lowest_month) == (None, None, "")


def test_what_the_equity_check_takes_off_leaves_the_plan_too(example: MakeLines) -> None:
    ends = [cash_plan(planned(example(), gap=gap)).months[-1].closing for gap in (0, -60_000)]
    assert ends[0] - ends[1] == 60_000  # type: ignore[operator]


def test_stress_takes_sales_margin_customers_and_rate_in_turn(example: MakeLines) -> None:
    rows = stresses(example())
    assert [row.label for row in rows] == [
        "现状",
        "营业额下降10%",
        "营业额下降20%",
        "营业额下降30%",
        "毛利率下降2个百分点",
        "毛利率下降4个百分点",
        "应收天数增加30天",
        "利率上升2个百分点",
        "盈亏临界",
    ]
    shares = [row.payment_share for row in rows]
    assert shares[0] is not None
    assert shares[1] is not None
    assert round(shares[0], 4) == Decimal("0.6759")
    assert round(shares[1], 4) == Decimal("1.0514"), "gross profit falls by 50,000 a year, 4,166.67 a month"
    assert [row.still_pays for row in rows] == [True, False, False, False, False, False, True, True, True]


def test_customers_who_pay_thirty_days_later_take_cash_and_raise_the_need(example: MakeLines) -> None:
    rows = {row.label: row for row in stresses(example())}
    now, later = rows["现状"], rows["应收天数增加30天"]
    assert now.lowest_cash is not None
    assert later.lowest_cash == now.lowest_cash - Decimal(4_000_000) * 30 / 360
    assert later.requirement == 758_000
    assert later.words.endswith("营运资金量由458,000元增至758,000元。")
    assert {row.requirement for label, row in rows.items() if label != later.label} == {None}


def test_break_even_is_told_as_a_fall_that_is_survived(example: MakeLines) -> None:
    assert stresses(example())[-1].words.startswith("营业额比核实数降9.1%时，月净收入刚够还本付息")


def test_a_loan_that_is_not_carried_even_now_says_by_how_much_sales_must_rise(example: MakeLines) -> None:
    found = stresses(example(), Decimal(14_000))
    assert found[0].still_pays is False
    assert "缺" in found[0].words
    assert found[-1].words.startswith("现在就不够还：营业额要比核实数高")
    assert found[-1].still_pays is False


def test_goods_sold_below_cost_never_break_even(example: MakeLines) -> None:
    lines = example()
    profit = replace(verified(lines), cogs=Decimal(9_000_000))
    plan = replace(planned(lines), profit=profit)
    rows = sensitivity(
        plan,
        annual_rate=Decimal(0),
        instalment_at=lambda rise: INSTALMENT,
        loan_at=lambda rise: plan.loan,
        need_at=lambda days: None,
    )
    assert rows[-1].words == "毛利不为正，营业额再大也还不上。"
    assert "没有还款来源" in rows[0].words


def test_stress_of_unknown_income_is_unknown(example: MakeLines) -> None:
    rows = stresses(example(rent=None))
    assert {row.payment_share for row in rows} == {None}
    assert {row.still_pays for row in rows} == {None}
    assert {row.words.partition("营运资金量")[0] for row in rows} == {"缺数据，测不出。"}


@pytest.mark.parametrize(("key", "change"), [("receivables", 60_000), ("equity", 17_734)])
def test_trend_sets_both_ends_of_the_year_side_by_side(example: MakeLines, key: str, change: int) -> None:
    lines = example()
    row = next(row for row in trend(lines, reported_profit(lines)) if row.key == key)
    assert row.opening is not None
    assert row.closing is not None
    assert row.change == row.closing - row.opening
