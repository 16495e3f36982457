"""Other views of the same statements: the business alone, common size, and the year's rhythm."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.model.assessment import BalanceSheet, ProfitAndLoss, Ratio, ScopedStatements, StatementLine, Statements
from checklists.model.lines import Scope
from checklists.model.outlook import Season
from reports.chapters import keys
from reports.chapters.phrases import percent, ratio_figure, wan
from reports.document import (
    Align,
    Block,
    Cell,
    Column,
    DataTable,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Section,
    Subheading,
    words,
)


def alone_sections(statements: Statements, ratios: Iterable[Ratio]) -> tuple[Section, ...]:
    """The business, the household, and both together, side by side; no section where they were not told apart."""
    if not statements.alone:
        return ()
    parts = statements.alone
    columns = (
        Column("万元，申报与核实", 2),
        *(Column(f"{each.label}{side}", 1, Align.NUMBER) for each in parts for side in ("申报", "核实")),
        Column("合并核实", 1, Align.NUMBER),
    )
    sheet, profit = statements.balance_sheet, statements.profit_and_loss
    rows = [Row(("资产负债",), RowKind.GROUP)]
    rows += [
        _row(label, [_of(each.balance_sheet, name) for each in parts], _of(sheet, name))
        for label, name in (("资产合计", "total_assets"), ("负债合计", "total_liabilities"), ("权益", "equity"))
    ]
    rows += [Row(("近 12 个月",), RowKind.GROUP)]
    rows.append(_row("经营净利润、家庭结余", [each.surplus for each in parts], profit.disposable))
    notes = (
        "每一项只归经营或家庭之一，两边相加等于合并数；合并一行的年结余是可支配资金。可能的隐性负债计在经营一边。评分与额度用合并口径。",
    )
    blocks: list[Block] = [DataTable(columns, tuple(rows), notes=notes)]
    business = next((each for each in parts if each.scope is Scope.BUSINESS), None)
    if business is not None and business.ratios:
        blocks += [Subheading("经营单独的比率"), _ratios(business, {ratio.key: ratio for ratio in ratios})]
    blocks += [block for each in parts for block in (Subheading(f"{each.label}的资产负债表"), _sheet(each))]
    return (Section(keys.ALONE, "单看经营与单看家庭", tuple(blocks)),)


def _of(sheet: BalanceSheet, name: str) -> StatementLine:
    line: StatementLine = getattr(sheet, name)
    return line


def _row(label: str, parts: list[StatementLine], both: StatementLine) -> Row:
    amounts = [wan(value) for line in parts for value in (line.reported, line.verified)]
    return Row((label, *amounts, wan(both.verified)), RowKind.TOTAL)


def _ratios(business: ScopedStatements, together: dict[str, Ratio]) -> DataTable:
    columns = (
        Column("指标", 2.4),
        Column("单看经营", 1, Align.NUMBER),
        Column("合并", 1, Align.NUMBER),
        Column("公式", 2.6),
    )
    rows = tuple(
        Row(
            (
                each.label,
                words(ratio_figure(each)),
                words(ratio_figure(together[each.key])) if each.key in together else "—",
                each.formula,
            )
        )
        for each in business.ratios
    )
    return DataTable(columns, rows)


def _sheet(part: ScopedStatements) -> DataTable:
    """The lines that hold something; those of nothing are all in the statement together."""
    columns = (
        Column("万元", 2.4),
        *share_columns(),
        Column("核实减申报", 1, Align.NUMBER),
    )
    sheet = part.balance_sheet
    lines = (*sheet.assets, sheet.total_assets, *sheet.liabilities, sheet.total_liabilities, sheet.equity)
    rows = tuple(
        Row((line.label, *share_cells(line), _gap(line)), RowKind.TOTAL if line.is_total else RowKind.NORMAL)
        for line in lines
        if line.is_total or line.reported != 0 or line.verified != 0
    )
    return DataTable(columns, rows)


def _gap(line: StatementLine) -> Cell:
    known = line.verified is not None and line.reported is not None
    gap = line.verified - line.reported if known else None  # type: ignore[operator]  # both are known
    return wan(gap, unknown="—")


def share_columns(base: str = "占总资产") -> tuple[Column, ...]:
    """Common size (共同比) beside each amount."""
    return (
        Column("申报", 1, Align.NUMBER),
        Column(base, 0.8, Align.NUMBER),
        Column("核实", 1, Align.NUMBER),
        Column(base, 0.8, Align.NUMBER),
    )


def share_cells(line: StatementLine) -> tuple[Cell, ...]:
    return (
        wan(line.reported),
        percent(line.reported_share, unknown="—"),
        wan(line.verified),
        percent(line.verified_share, unknown="—"),
    )


def common_size_of(statement: ProfitAndLoss) -> DataTable:
    """The year of the profit and loss with each line's share of sales."""
    columns = (Column("全年，万元", 2.4), *share_columns("占营业收入"))
    rows = tuple(
        Row((line.label, *share_cells(line)), RowKind.TOTAL if line.is_total else RowKind.NORMAL)
        for line in (*statement.lines, statement.net_profit, statement.disposable)
        if line.is_total or line.reported != 0 or line.verified != 0
    )
    return DataTable(columns, rows, notes=("共同比：各项占同一列营业收入的比例。",))


def season_sections(season: Season | None) -> tuple[Section, ...]:
    """Month factors of the client beside last year's and the trade's."""
    if season is None:
        return ()
    said = tuple(Paragraph(words(sentence), ParagraphStyle.NOTE) for sentence in season.words)
    if all(month.factor is None for month in season.months):
        return (Section(keys.SEASON, "淡旺季", said),)
    names = tuple(month.month[2:7] if len(month.month) == len("2025-01") else month.month for month in season.months)
    columns = (Column("月系数（月均为 1）", 2.1), *(Column(name, 1, Align.NUMBER) for name in names))
    series = (("本户", "factor"), ("本户上年", "previous"), ("行业", "trade"))
    rows = tuple(
        Row((label, *("—" if (value := getattr(month, key)) is None else f"{value:.2f}" for month in season.months)))
        for label, key in series
        if any(getattr(month, key) is not None for month in season.months)
    )
    return (Section(keys.SEASON, "淡旺季", (*said, DataTable(columns, rows, compact=True))),)
