"""The year's rhythm and the way of the business, in figures and in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from checklists.financials.lines import Leaf, Lines, read_lines
from checklists.financials.profit import reported_profit
from checklists.financials.season import season
from checklists.financials.trend import trend, trend_words
from checklists.model.lines import Line

D = Decimal
MakeLines = Callable[..., Lines]
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
FLAT = (D(1),) * 12


def books(sales: Sequence[int | None], before: Sequence[int] = (100,) * 12, **balances: tuple[int, int]) -> Lines:
    """Sales of two years by month in 万元, cost at eight tenths; ``receivables=(1, 2)``: a year ago and now."""
    leaves = []
    for at, (month, previous) in enumerate(zip(sales, before, strict=True), start=1):
        told = {"sales": month, "cogs": None if month is None else D(month) * D("0.8"), "previous_sales": previous}
        leaves += [
            Leaf(f"/data/m[{at}]/{key}", key, "" if value is None else str(value * 10_000), relevant=True)
            for key, value in told.items()
        ]
    for key, (opening, closing) in balances.items():
        for line, amount in ((f"opening_{key}", opening), (key, closing)):
            leaves.append(Leaf(f"/data/{line}", line, str(amount * 10_000), relevant=True))
    return read_lines(leaves)


def words(lines: Lines) -> str:
    return "\n".join(trend_words(trend(lines, reported_profit(lines)), lines))


def test_month_factors_add_up_to_twelve(example: MakeLines) -> None:
    found = season(example(), MONTHS, FLAT)
    assert sum(month.factor or D(0) for month in found.months) == pytest.approx(12)
    assert max(month.factor or D(0) for month in found.months) == D("1.35")
    assert {month.trade for month in found.months} == {D(1)}


def test_peak_and_slack_are_named_with_the_strongest_month_first() -> None:
    lines = books((150, 130, *(100,) * 8, 70, 50))
    found = season(lines, MONTHS, ())
    assert found.peak == ("2025-01", "2025-02")
    assert found.slack == ("2025-11", "2025-12")
    assert found.words[0] == "最旺 2025-01，为月均的 1.50 倍；最淡 2025-12，为月均的 0.50 倍。"
    assert {month.trade for month in found.months} == {None}


def test_months_far_from_the_trade_s_are_asked_about() -> None:
    trade = (D(2), *(D(1),) * 10, D(0))
    assert season(books((100,) * 12), MONTHS, trade).words[-1] == (
        "与行业月系数相差超过 0.3 的月份：2025-01(本户 1.00，行业 2.00)、2025-12(本户 1.00，行业 0.00)，要问明原因。"
    )
    assert season(books((100,) * 12), MONTHS, FLAT).words[-1] == "各月与行业月系数大体相同。"


def test_the_trade_s_factor_is_of_the_same_calendar_month() -> None:
    trade = tuple(map(D, range(12)))
    shifted = tuple(f"2024-{month:02}" for month in range(6, 13)) + tuple(f"2025-{month:02}" for month in range(1, 6))
    found = season(books((100,) * 12), shifted, trade)
    assert [month.trade for month in found.months][:2] == [D(5), D(6)]
    assert found.months[-1].trade == D(4)


def test_a_month_that_is_not_known_leaves_the_rhythm_unknown() -> None:
    found = season(books((100, None, *(100,) * 10)), MONTHS, FLAT)
    assert {month.factor for month in found.months} == {None}
    assert (found.peak, found.slack) == ((), ())
    assert found.words == ("逐月营业收入不全，看不出淡旺季。",)


@pytest.mark.parametrize(
    ("sales", "said"),
    [
        ((110,) * 12, "比上年增 10.0%，近 6 个月比上年同期增 10.0%，近 3 个月增 10.0%，走势平稳"),
        ((*(110,) * 9, *(140,) * 3), "增长在加快"),
        ((*(130,) * 9, *(110,) * 3), "增长在放慢"),
        ((*(130,) * 9, *(90,) * 3), "已由增转降"),
        ((*(80,) * 9, *(120,) * 3), "已由降转增"),
        ((*(90,) * 9, *(60,) * 3), "下降在加快"),
        ((*(70,) * 9, *(95,) * 3), "下降在放慢"),
        ((100,) * 12, "比上年持平"),
    ],
)
def test_where_sales_are_going_is_said_against_the_same_months(sales: tuple[int, ...], said: str) -> None:
    assert said in words(books(sales))


def test_a_season_does_not_pass_for_a_trend() -> None:
    """The strong months come last in both years."""
    rhythm = (*(60,) * 9, *(220,) * 3)
    assert "走势平稳" in words(books(rhythm, rhythm))


def test_receivables_that_outrun_sales_are_named() -> None:
    assert "应收账款一年间增 50.0%，快于营业收入(增 10.0%)，收款变慢" in words(books((110,) * 12, receivables=(20, 30)))
    assert "应收账款" not in words(books((110,) * 12, receivables=(20, 22)))


def test_a_margin_that_slips_is_said(example: MakeLines) -> None:
    assert "报表毛利率前 6 个月 20.0%，后 6 个月 20.0%，没有变化。" in words(books((110,) * 12))


def test_growth_on_borrowed_money_is_said(example: MakeLines) -> None:
    lines = example(opening_loans=5)
    said = words(lines)
    assert "一年间经营借款增加 20.00 万元" in said
    assert words(read_lines([])) == "没有上年同期的营业收入，看不出增减。"


def test_the_last_months_stand_beside_the_same_months_of_the_year_before(example: MakeLines) -> None:
    lines = example()
    rows = {row.key: row for row in trend(lines, reported_profit(lines))}
    assert rows["sales_quarter"].closing == sum(month or D(0) for month in lines.series(Line.SALES)[-3:])
    assert round(rows["sales_half_year"].rate or D(0), 4) == Decimal("0.1111")
