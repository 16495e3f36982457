"""The views beside the statements: business and household alone, and where the client stands among its peers. As assessed."""

from __future__ import annotations

from checklists.model.assessment import StatementLine
from checklists.model.percentiles import Standing
from reports.chapters.material import ReportMaterial
from reports.chapters.sheets.cells import Cells, header, label, title_rows
from reports.document import UNKNOWN, CellStyle, NumberStyle, Sheet, SheetCell

_STYLES = {
    "rate": NumberStyle.PERCENT,
    "percent": NumberStyle.PERCENT,
    "yuan": NumberStyle.AMOUNT,
    "days": NumberStyle.NUMBER,
    "times": NumberStyle.NUMBER,
}


def peer_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    """Only what was told apart and what peers are known of."""
    sheets = []
    if material.assessment.statements.alone:
        sheets.append(_alone_sheet(material))
    if material.assessment.standings:
        sheets.append(_standing_sheet(material.assessment.standings))
    return tuple(sheets)


def _fixed(value: object, number: NumberStyle) -> SheetCell:
    shown = UNKNOWN if value is None else value
    assert not isinstance(shown, bool)
    return SheetCell(shown, "", CellStyle.FIXED, number)  # type: ignore[arg-type]  # figures and words


def _alone_sheet(material: ReportMaterial) -> Sheet:
    statements, parts = material.assessment.statements, material.assessment.statements.alone
    note = "每一项只归经营或家庭之一，相加等于合并数；评分与额度用合并口径。为固定值，不随改动重算。单位：元。"
    heads = [f"{part.label}{side}" for part in parts for side in ("申报", "核实")]
    rows: list[Cells] = [*title_rows("单看经营与单看家庭", note), header("项目", *heads, "合并核实")]

    def row(title: str, lines: list[StatementLine], both: StatementLine | None) -> Cells:
        amounts = [value for line in lines for value in (line.reported, line.verified)]
        whole = SheetCell() if both is None else _fixed(both.verified, NumberStyle.AMOUNT)
        return label(title), *(_fixed(value, NumberStyle.AMOUNT) for value in amounts), whole

    together = statements.balance_sheet
    for title, name in (("资产合计", "total_assets"), ("负债合计", "total_liabilities"), ("权益", "equity")):
        rows.append(row(title, [getattr(part.balance_sheet, name) for part in parts], getattr(together, name)))
    surplus = [part.surplus for part in parts]
    rows.append(row("经营净利润、家庭结余（年）", surplus, statements.profit_and_loss.disposable))
    for part in parts:
        if part.ratios:
            rows += [(), header(f"{part.label}单独的比率", "数值", "公式")]
            for ratio in part.ratios:
                value = _fixed(ratio.value, _STYLES.get(ratio.unit, NumberStyle.NUMBER))
                rows.append((label(ratio.label), value, label(ratio.formula, style=CellStyle.NOTE)))
    return Sheet("单看经营与家庭", (30, *(18,) * (len(heads) + 1)), tuple(rows), header_row=4, landscape=True)


def _standing_sheet(standings: tuple[Standing, ...]) -> Sheet:
    note = "与同业分位或手册参照区间相比，为固定值，不随改动重算。"
    heads = ("指标", "本户", "下限或 P10", "P25", "中位", "P75", "上限或 P90", "户数", "所在")
    rows: list[Cells] = [*title_rows("同业位置", note), header(*heads)]
    for each in standings:
        number = _STYLES.get(each.unit, NumberStyle.NUMBER)
        marks = each.values or (each.low, None, each.mid, None, each.high)
        cells = [_fixed("—" if mark is None else mark, number) for mark in marks]
        count = _fixed("—" if each.n is None else each.n, NumberStyle.COUNT)
        rows.append((label(each.label), _fixed(each.value, number), *cells, count, label(each.words)))
    return Sheet("同业位置", (30, *(13,) * 6, 8, 70), tuple(rows), header_row=4, landscape=True)
