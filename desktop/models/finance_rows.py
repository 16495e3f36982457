"""Statements, ratios and the client's place in the trade as rows of words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from checklists.model.assessment import Assessment, BalanceSheet, Ratio, StatementLine
from checklists.model.lines import Scope
from checklists.model.percentiles import PeerLevel, Standing
from desktop.models.insight import percent, wan
from desktop.models.rows import Cell, Row
from reports.chapters.statements import both_sides

UNKNOWN = "—"
_BANDS = {"ok": ("达标", "ok"), "warn": ("关注", "warn"), "bad": ("不达标", "bad")}
_LEVELS = {
    PeerLevel.REGION_AND_SIZE: "同地区同规模",
    PeerLevel.REGION: "同地区",
    PeerLevel.INDUSTRY: "全行业",
    PeerLevel.HANDBOOK: "手册区间",
}


def sheet_rows(assessment: Assessment, scope: Scope | None) -> list[Row]:
    """The balance sheet together (None), or of the business or the household alone."""
    sheet = _sheet(assessment, scope)
    lines = (*sheet.assets, sheet.total_assets, *sheet.liabilities, sheet.total_liabilities, sheet.equity)
    return statement_rows(lines)


def _sheet(assessment: Assessment, scope: Scope | None) -> BalanceSheet:
    statements = assessment.statements
    return next((each.balance_sheet for each in statements.alone if each.scope is scope), statements.balance_sheet)


def year_rows(assessment: Assessment, scope: Scope | None) -> list[Row]:
    """The year: all lines together; of the business those above its net profit, of the household its own."""
    statement = assessment.statements.profit_and_loss
    if scope is None:
        return statement_rows((*statement.lines, statement.net_profit, statement.disposable))
    household = ("household_spending", "other_income")
    if scope is Scope.BUSINESS:
        lines = [line for line in statement.lines if line.key not in (*household, "depreciation")]
        return statement_rows([*lines, statement.net_profit])
    surplus = [each.surplus for each in assessment.statements.alone if each.scope is scope]
    return statement_rows([*(line for line in statement.lines if line.key in household), *surplus])


def statement_rows(lines: Iterable[StatementLine]) -> list[Row]:
    """Item, reported, its share, adjusted, verified, its share. Lines of nothing are left out, totals never."""
    return [
        _line(line) for line in lines if line.is_total or any(value != 0 for value in (line.reported, line.verified))
    ]


def _line(line: StatementLine) -> Row:
    differs = line.verified != line.reported
    return Row(
        line.key,
        (
            Cell(line.label, bold=line.is_total, tip=line.note),
            Cell(_wan(line.reported), bold=line.is_total),
            Cell(_share(line.reported_share), "ink2"),
            Cell(_wan(line.adjusted if line.adjusted is not None else line.reported), "ink2"),
            Cell(_wan(line.verified), "warn" if differs and line.verified is not None else "", bold=line.is_total),
            Cell(_share(line.verified_share), "ink2"),
        ),
    )


def ratio_rows(ratios: Sequence[Ratio], alone: Sequence[Ratio] = ()) -> list[Row]:
    """Ratio, before the loan, after it, of the business alone, judgement, band. The formula is the tip."""
    business = {ratio.key: ratio for ratio in alone}
    rows = []
    for ratio, before, after in both_sides(ratios):
        judged = after or ratio
        word, tone = _BANDS.get(judged.band, ("", ""))
        formula = ratio.formula if after is None or after is ratio else f"{ratio.formula}\n贷后 {after.formula}"
        only = business.get((before or ratio).key)
        figures = (UNKNOWN if each is None else figure(each.value, each.unit) for each in (before, after, only))
        rows.append(
            Row(
                ratio.key,
                (Cell(ratio.label, tip=formula), *map(Cell, figures), Cell(word, tone), Cell(ratio.benchmark, "ink2")),
            )
        )
    return rows


def standing_rows(standings: Iterable[Standing]) -> list[Row]:
    """Figure, client, whom it is compared with, and the sentence."""
    return [
        Row(
            each.fact,
            (
                Cell(each.label),
                Cell(figure(each.value, each.unit)),
                Cell(_LEVELS[each.level] + (f" n={each.n}" if each.n is not None else ""), "ink2", tip=each.source),
                Cell(each.words, tip=each.words),
            ),
        )
        for each in standings
    ]


def figure(value: Decimal | None, unit: str) -> str:
    """A figure in one of the units of ratios and facts."""
    if value is None:
        return UNKNOWN
    if unit in ("rate", "percent"):
        return percent(value)
    if unit == "days":
        return f"{value:.0f} 天"
    return f"{value:.2f} 倍" if unit == "times" else _wan(value)


def _wan(value: Decimal | None) -> str:
    return UNKNOWN if value is None else wan(value)


def _share(value: Decimal | None) -> str:
    return "" if value is None else percent(value)
