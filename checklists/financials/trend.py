"""Trend (趋势): the balances of a year ago beside today's, last year's sales beside this year's, and what that says in words.

The opening figures are asked in groups, so today's are added up to the same groups. Sales of the last three and six months stand
beside the same months of the year before, so that the season does not pass for a trend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from checklists.financials.balance_sheet import HOUSEHOLD_ASSETS, MONEY, Balance
from checklists.financials.lines import Lines
from checklists.financials.profit import Profit
from checklists.model.lines import Line
from checklists.model.outlook import TrendLine
from checklists.model.unknown import less, over, total

_BUSINESS_LOANS = (Line.CREDIT_CARDS, Line.SHORT_LOANS, Line.PRIVATE_LOANS, Line.LONG_LOANS)
_GROUPS: tuple[tuple[str, str, Line, tuple[Line, ...]], ...] = (
    ("money", "货币资金", Line.OPENING_MONEY, MONEY),
    ("receivables", "应收账款", Line.OPENING_RECEIVABLES, (Line.RECEIVABLES,)),
    ("prepaid", "预付账款", Line.OPENING_PREPAID, (Line.PREPAID,)),
    ("inventory", "存货", Line.OPENING_INVENTORY, (Line.INVENTORY,)),
    ("fixed_assets", "固定资产净值", Line.OPENING_FIXED_ASSETS, (Line.FIXED_ASSETS,)),
    ("other_assets", "其他经营资产", Line.OPENING_OTHER_ASSETS, (Line.DEFERRED_RENT, Line.OTHER_ASSETS)),
    ("household_assets", "家庭资产", Line.OPENING_HOUSEHOLD_ASSETS, HOUSEHOLD_ASSETS),
    ("payables", "应付及其他负债", Line.OPENING_PAYABLES, (Line.PAYABLES, Line.OTHER_LIABILITIES)),
    ("advances", "预收账款", Line.OPENING_ADVANCES, (Line.ADVANCES,)),
    ("loans", "经营借款", Line.OPENING_LOANS, _BUSINESS_LOANS),
    ("household_loans", "家庭贷款", Line.OPENING_HOUSEHOLD_LOANS, (Line.HOUSEHOLD_LOANS,)),
)


_SPANS = (("sales_half_year", "近6个月营业收入(对上年同期)", 6), ("sales_quarter", "近3个月营业收入(对上年同期)", 3))
_STEADY = Decimal("0.03")
"""Changes of less than three points are no trend (本行待校准)."""


def trend(lines: Lines, profit: Profit) -> tuple[TrendLine, ...]:
    """Reported figures of both ends of the period, equity and sales last. Handbook 2.1."""
    balance = Balance(lines)
    rows = [_line(key, label, lines.amount(opening), lines.sum(*closing)) for key, label, opening, closing in _GROUPS]
    rows.append(_line("equity", "权益", balance.opening_equity, balance.equity))
    rows.append(_line("sales", "年营业收入", lines.amount(Line.PREVIOUS_SALES), profit.sales))
    before, now = lines.series(Line.PREVIOUS_SALES), lines.series(Line.SALES)
    rows += [_line(key, label, total(before[-span:]), total(now[-span:])) for key, label, span in _SPANS]
    return tuple(rows)


def trend_words(rows: Sequence[TrendLine], lines: Lines) -> tuple[str, ...]:
    """What the rows say: where sales are going, whether stock and receivables outrun them, who pays for the growth."""
    by_key = {row.key: row for row in rows}
    found = (
        _sales_words(by_key),
        _margin_words(lines),
        *(_outruns(by_key[key], by_key["sales"]) for key in ("inventory", "receivables", "payables")),
        _funding_words(by_key),
    )
    return tuple(words for words in found if words)


def _sales_words(by_key: Mapping[str, TrendLine]) -> str:
    year, half, quarter = (by_key[key].rate for key in ("sales", "sales_half_year", "sales_quarter"))
    if year is None:
        return "没有上年同期的营业收入，看不出增减。"
    said = f"近 12 个月营业收入比上年{_rise(year)}"
    if half is None or quarter is None:
        return f"{said}。"
    said += f"，近 6 个月比上年同期{_rise(half)}，近 3 个月{_rise(quarter)}"
    if abs(quarter - year) <= _STEADY:
        return f"{said}，走势平稳。"
    if quarter < 0 <= year:
        return f"{said}，已由增转降。"
    if year < 0 <= quarter:
        return f"{said}，已由降转增。"
    if year >= 0:
        return f"{said}，增长在{'加快' if quarter > year else '放慢'}。"
    return f"{said}，下降在{'放慢' if quarter > year else '加快'}。"


def _margin_words(lines: Lines) -> str:
    sales, cost = lines.series(Line.SALES), lines.series(Line.COGS)
    halves = [_margin(total(sales[part]), total(cost[part])) for part in (slice(0, 6), slice(6, 12))]
    first, second = halves
    if first is None or second is None:
        return ""
    moved = second - first
    said = f"报表毛利率前 6 个月 {first * 100:.1f}%，后 6 个月 {second * 100:.1f}%"
    points = f"{abs(moved) * 100:.1f}"
    return f"{said}，没有变化。" if points == "0.0" else f"{said}，{'升' if moved > 0 else '降'} {points} 个百分点。"


def _margin(sales: Decimal | None, cost: Decimal | None) -> Decimal | None:
    return over(less(sales, cost), sales)


def _outruns(row: TrendLine, sales: TrendLine) -> str:
    """Balances that grow faster than sales: goods that do not sell, customers that do not pay, suppliers that wait."""
    if row.rate is None or sales.rate is None or row.rate - sales.rate <= _STEADY:
        return ""
    meaning = {"inventory": "卖得变慢或备货变多", "receivables": "收款变慢", "payables": "付款变慢"}[row.key]
    return f"{row.label}一年间{_rise(row.rate)}，快于营业收入({_rise(sales.rate)})，{meaning}，要问明原因。"


def _funding_words(by_key: Mapping[str, TrendLine]) -> str:
    loans, equity = by_key["loans"].change, by_key["equity"].change
    if loans is None or equity is None:
        return ""
    said = f"一年间经营借款{_by(loans)}，权益{_by(equity)}"
    if loans > 0 and equity <= 0:
        return f"{said}，资金靠借款，自有积累没有增加。"
    if loans > equity > 0:
        return f"{said}，增加的资金多半是借来的。"
    return f"{said}。"


def _rise(rate: Decimal) -> str:
    text = f"{abs(rate) * 100:.1f}%"
    return "持平" if text == "0.0%" else f"{'增' if rate > 0 else '降'} {text}"


def _by(change: Decimal) -> str:
    return f"{'增加' if change >= 0 else '减少'} {abs(change) / 10_000:,.2f} 万元"


def _line(key: str, label: str, opening: Decimal | None, closing: Decimal | None) -> TrendLine:
    change = less(closing, opening)
    return TrendLine(key, label, opening, closing, change, over(change, opening))
