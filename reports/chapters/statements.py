"""The three statements in 万元: what was reported on site beside what the checks leave of it, and the ratios with their formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from checklists.model.assessment import Adjustment, BalanceSheet, CashFlow, ProfitAndLoss, Ratio, StatementLine
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.outlook import trend_section
from reports.chapters.phrases import percent, ratio_figure, wan
from reports.chapters.sources import EvidenceIndex
from reports.chapters.views import alone_sections, common_size_of, season_sections
from reports.document import (
    UNKNOWN,
    Align,
    Block,
    Cell,
    Chapter,
    Chart,
    Column,
    CompositionBars,
    DataTable,
    MonthlyBars,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Section,
    Span,
    Text,
    Tone,
    words,
)

_BANDS = {"ok": ("达标", Tone.OK), "warn": ("关注", Tone.WARN), "bad": ("不达标", Tone.BAD)}


def statements_chapter(material: ReportMaterial, index: EvidenceIndex) -> Chapter:
    statements = material.assessment.statements
    return Chapter(
        "statements",
        "财务报表",
        (
            Section(keys.BALANCE, "资产负债表", _balance_sheet(material, index)),
            Section(keys.PROFIT, "损益表（近 12 个月，逐月）", _profit(statements.profit_and_loss)),
            Section(keys.CASH, "现金流量表（直接法）", _cash_flow(statements.cash_flow, statements.profit_and_loss)),
            *_adjustments(statements.adjustments, index),
            *alone_sections(statements, material.assessment.ratios),
            trend_section(material.assessment.trend, material.assessment.trend_words),
            *season_sections(material.assessment.season),
            Section(keys.RATIOS, "财务比率", (_ratios(material.assessment.ratios),)),
        ),
    )


def _balance_sheet(material: ReportMaterial, index: EvidenceIndex) -> tuple[Block, ...]:
    statements = material.assessment.statements
    sheet = statements.balance_sheet
    is_adjusted = bool(statements.adjustments)
    columns = (
        Column(f"{material.assessment.as_of.isoformat()}，万元", 2.2),
        Column("申报", 1, Align.NUMBER),
        Column("占总资产", 0.85, Align.NUMBER),
        *((Column("调整后", 1, Align.NUMBER),) if is_adjusted else ()),
        Column("核实", 1, Align.NUMBER),
        Column("占总资产", 0.85, Align.NUMBER),
        Column("核实减申报", 1, Align.NUMBER),
        Column("说明", 1.9),
    )

    def row(line: StatementLine, kind: RowKind = RowKind.NORMAL) -> Row:
        gap = line.verified - line.reported if line.verified is not None and line.reported is not None else None
        return Row(
            (
                Text((Span(line.label),), index.marks(line.paths)),
                wan(line.reported),
                percent(line.reported_share, unknown="—"),
                *((wan(line.adjusted),) if is_adjusted else ()),
                wan(line.verified),
                percent(line.verified_share, unknown="—"),
                wan(gap, unknown="—"),
                line.note,
            ),
            kind,
        )

    rows = (
        Row(("资产",), RowKind.GROUP),
        *(row(line, RowKind.STRONG if line.is_total else RowKind.NORMAL) for line in sheet.assets),
        row(sheet.total_assets, RowKind.TOTAL),
        Row(("负债",), RowKind.GROUP),
        *(row(line, RowKind.STRONG if line.is_total else RowKind.NORMAL) for line in sheet.liabilities),
        row(sheet.total_liabilities, RowKind.TOTAL),
        row(sheet.equity, RowKind.TOTAL),
    )
    notes = ("经营与家庭合并口径。资产亲眼所见才计入，负债不待确认即计入。权益等于资产减负债是定义，检验见权益检验。",)
    return (*_composition(sheet), DataTable(columns, rows, notes=notes))


def _adjustments(made: tuple[Adjustment, ...], index: EvidenceIndex) -> tuple[Section, ...]:
    """Every written adjustment with its ground; no section where nothing was adjusted."""
    if not made:
        return ()
    columns = (
        Column("项目", 1.2),
        Column("性质", 1.2),
        Column("调整额，万元", 1, Align.NUMBER),
        Column("依据", 3.6),
    )
    rows = tuple(
        Row((Text((Span(each.label),), index.marks(each.paths)), each.kind, wan(each.change, signed=True), each.note))
        for each in made
    )
    notes = ("逐月的数按各月占全年的份额分摊调整额；“调整后”是申报数加上各笔调整，“核实”再加上检验的结果。",)
    return (Section(keys.ADJUSTMENTS, "调整分录", (DataTable(columns, rows, notes=notes),)),)


def _composition(sheet: BalanceSheet) -> tuple[Block, ...]:
    """Drawn from verified figures, and only where all of them are known."""
    bars = []
    for title, lines, rest in (("资产", sheet.assets, None), ("负债与权益", sheet.liabilities, sheet.equity)):
        parts = _parts([line for line in (*lines, rest) if line is not None and (line is rest or not line.is_total)])
        if parts is None or not any(value > 0 for _, value in parts):
            return ()
        bars.append((title, parts))
    return (Chart(CompositionBars(tuple(bars)), "构成（核实）", height=23),)


def _parts(lines: list[StatementLine]) -> tuple[tuple[str, Decimal], ...] | None:
    parts = []
    for line in lines:
        if line.verified is None or line.verified < 0:
            return None
        if line.verified > 0:
            parts.append((line.label, line.verified))
    return tuple(sorted(parts, key=lambda part: -part[1]))


def _profit(statement: ProfitAndLoss) -> tuple[Block, ...]:
    lines = (*statement.lines, statement.net_profit, statement.disposable)
    sales = next((line for line in statement.lines if line.key == "sales"), None)
    chart: tuple[Block, ...] = ()
    if sales is not None and any(value is not None for value in sales.series):
        count = len(statement.months)
        before = next((line for line in statement.lines if line.key == "previous_sales"), None)
        earlier = _series(before, count) if before is not None else (None,) * count
        label = "上年同期" if any(value is not None for value in earlier) else ""
        spec = MonthlyBars(_month_names(statement.months), _series(sales, count), earlier, "营业收入（万元）", label)
        chart = (Chart(spec, "", height=46),)
    notes = (
        "“核实”列按采纳营业额与采纳毛利率重算，还款能力、额度和评分都用这一列。",
        *_line_notes(lines),
    )
    table = _monthly_table(statement.months, lines, with_verified=True, notes=notes)
    return (*chart, table, common_size_of(statement))


def _monthly_table(
    months: tuple[str, ...], lines: Iterable[StatementLine], *, with_verified: bool, notes: tuple[str, ...]
) -> DataTable:
    """Twelve months side by side with the year and, where it differs, the verified year; 万元 to one or two decimals."""
    names = _month_names(months)
    columns = [
        Column("万元", 2.1),
        *(Column(name, 1, Align.NUMBER) for name in names),
        Column("合计", 1.15, Align.NUMBER),
    ]
    if with_verified:
        columns.append(Column("核实", 1.15, Align.NUMBER))
    rows = []
    for line in lines:
        cells: list[Cell] = [
            line.label,
            *_month_cells(line, len(months)),
            wan(line.reported),
        ]
        if with_verified:
            cells.append(wan(line.verified))
        rows.append(Row(tuple(cells), RowKind.TOTAL if line.is_total else RowKind.NORMAL))
    return DataTable(tuple(columns), tuple(rows), compact=True, notes=notes)


def _month_cells(line: StatementLine, count: int) -> list[Cell]:
    """Blank where a line is not kept by month, 缺 where a month of it is not known."""
    if len(line.series) != count:
        return [""] * count
    return [wan(value, unknown="缺") for value in line.series]


def _line_notes(lines: Iterable[StatementLine]) -> tuple[str, ...]:
    """What the method says of single lines, each saying once."""
    notes: dict[str, list[str]] = {}
    for line in lines:
        if line.note:
            notes.setdefault(line.note, []).append(line.label)
    return tuple(f"{'、'.join(labels)}：{note}。" for note, labels in notes.items())


def _series(line: StatementLine, count: int) -> tuple[Decimal | None, ...]:
    return line.series if len(line.series) == count else (None,) * count


def _month_names(months: tuple[str, ...]) -> tuple[str, ...]:
    """``25-11``: two digits of the year, so that twelve fit side by side."""
    return tuple(month[2:7] if len(month) >= 7 and month[4:5] == "-" else month for month in months)


def _cash_flow(flow: CashFlow, profit: ProfitAndLoss) -> tuple[Block, ...]:
    rolled = words(
        "期初货币资金 ",
        wan(flow.opening),
        "，滚存应有 ",
        wan(flow.closing),
        "，实盘 ",
        wan(flow.counted),
        "，差额 ",
        wan(flow.difference, signed=True),
        "。" if flow.difference is not None else "，未能核对。",
        sources=(keys.BALANCE,),
    )
    operating = next((line for line in flow.lines if line.key == "operating_cash"), None)
    chart: tuple[Block, ...] = ()
    if operating is not None and any(value is not None for value in _series(operating, len(profit.months))):
        months = _month_names(profit.months)
        spec = MonthlyBars(months, operating.series, (None,) * len(months), "经营活动净现金（万元）", "")
        chart = (Chart(spec, "", height=42),)
    by_month = any(len(line.series) == len(profit.months) for line in flow.lines)
    table = (
        _monthly_table(profit.months, flow.lines, with_verified=False, notes=_line_notes(flow.lines))
        if by_month
        else _year_table(flow)
    )
    return (*chart, table, Paragraph(rolled))


def _year_table(flow: CashFlow) -> DataTable:
    columns = (
        Column("近 12 个月，万元", 2.4),
        Column("金额", 1, Align.NUMBER),
        Column("核实", 1, Align.NUMBER),
        Column("说明", 2.4),
    )
    rows = tuple(
        Row(
            (line.label, wan(line.reported), wan(line.verified), line.note),
            RowKind.TOTAL if line.is_total else RowKind.NORMAL,
        )
        for line in flow.lines
    )
    return DataTable(columns, rows)


_BEFORE = {
    "dscr": "dscr_before",
    "payment_share": "payment_share_before",
    "equity_to_loans": "equity_to_existing_loans",
}
"""Ratios that are of the new loan by themselves, and what they were before it."""


def _ratios(ratios: tuple[Ratio, ...]) -> Block:
    """One row a ratio, before and after the loan; the judgement is of the state after it, where there is one."""
    if not ratios:
        return Paragraph(words(Span(UNKNOWN, tone=Tone.MUTED)), ParagraphStyle.NOTE)
    columns = (
        Column("指标", 1.7),
        Column("贷前", 0.8, Align.NUMBER),
        Column("贷后", 0.8, Align.NUMBER),
        Column("参照", 0.9),
        Column("判断", 0.7, Align.CENTRE),
        Column("公式", 3.2),
    )
    rows = []
    for ratio, before, after in both_sides(ratios):
        judged = after or ratio
        word, tone = _BANDS.get(judged.band, ("", Tone.PLAIN))
        rows.append(
            Row(
                (
                    ratio.label,
                    "—" if before is None else words(ratio_figure(before)),
                    "—" if after is None else words(ratio_figure(after)),
                    ratio.benchmark,
                    Text((Span(word, tone=tone),)),
                    ratio.formula if after is None or after is ratio else f"{ratio.formula}；贷后 {after.formula}",
                )
            )
        )
    return DataTable(columns, tuple(rows), notes=("一年按 360 天计；用核实数。有贷后数的按贷后数判断。",))


def both_sides(ratios: Sequence[Ratio]) -> Iterator[tuple[Ratio, Ratio | None, Ratio | None]]:
    """Each ratio by its name, as it is before the loan and as it is after it."""
    by_key = {ratio.key: ratio for ratio in ratios}
    second = {f"{ratio.key}_after" for ratio in ratios} | {old for new, old in _BEFORE.items() if new in by_key}
    return ((ratio, *_sides(ratio, by_key)) for ratio in ratios if ratio.key not in second)


def _sides(ratio: Ratio, by_key: Mapping[str, Ratio]) -> tuple[Ratio | None, Ratio | None]:
    """A ratio before the loan and after it; None where it is not of that side."""
    if ratio.key in _BEFORE:
        return by_key.get(_BEFORE[ratio.key]), ratio
    if ratio.key == "instalment_to_disposable":
        return None, ratio
    return ratio, by_key.get(f"{ratio.key}_after")
