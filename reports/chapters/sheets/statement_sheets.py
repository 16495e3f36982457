"""Balance sheet, profit and loss and cash flow as sheets: totals add up by formula, in both the reported and the verified column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checklists.model.assessment import BalanceSheet, CashFlow, ProfitAndLoss, StatementLine
from reports.chapters.material import ReportMaterial
from reports.chapters.sheets.cells import (
    Cells,
    agrees,
    given,
    header,
    known,
    label,
    result,
    signed_sum,
    sum_of,
    title_rows,
    total_of,
)
from reports.document import CellStyle, NumberStyle, Sheet, SheetCell

_LEGEND = "单位：元。黑字为公式，黄底蓝字可改，灰色斜体为固定值；未核实的数不参与合计，合计随之显示未核实。"
_COLUMNS = ("reported", "verified")
Terms = tuple[tuple[str, str], ...]
_FIXED = ("wages", "rent", "utilities", "transport", "tax", "other_costs")
_PROFIT: Mapping[str, Terms] = {
    "gross_profit": (("+", "sales"), ("-", "cogs")),
    "fixed_costs": tuple(("+", key) for key in _FIXED),
    "net_profit": (("+", "gross_profit"), ("-", "fixed_costs"), ("-", "interest"), ("-", "equity_shortfall")),
    "disposable": (("+", "net_profit"), ("-", "household_spending"), ("+", "other_income")),
}
_CASH: Mapping[str, Terms] = {"operating_cash": (("+", "receipts"), ("-", "purchases"), ("-", "expenses"))}
_CASH_TOTALS = ("operating_cash", "investing_cash", "financing_cash", "private_cash")


def statement_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    statements = material.assessment.statements
    dated = material.assessment.as_of.isoformat()
    return (
        _balance_sheet(_with_hidden_debt(statements.balance_sheet), dated),
        _profit_sheet(_with_shortfall(statements.profit_and_loss)),
        _cash_sheet(statements.cash_flow, statements.profit_and_loss.months),
    )


def _with_hidden_debt(sheet: BalanceSheet) -> BalanceSheet:
    """With the line that the equity check may put there, also while it holds nothing: a changed answer may fill it."""
    if any(line.key == "hidden_debt" for line in sheet.liabilities):
        return sheet
    return replace(sheet, liabilities=(*sheet.liabilities, _empty("hidden_debt", "潜在隐性负债")))


def _with_shortfall(statement: ProfitAndLoss) -> ProfitAndLoss:
    keys = [line.key for line in statement.lines]
    if "equity_shortfall" in keys or "interest" not in keys:
        return statement
    behind = keys.index("interest") + 1
    lines = (*statement.lines[:behind], _empty("equity_shortfall", "权益缺口调减"), *statement.lines[behind:])
    return replace(statement, lines=lines)


def _empty(key: str, label: str) -> StatementLine:
    return StatementLine(key, label, Decimal(0), Decimal(0), adjusted=Decimal(0), note="权益检验")


def _balance_sheet(sheet: BalanceSheet, dated: str) -> Sheet:
    rows: list[Cells] = [
        *title_rows(f"资产负债表（{dated}）", _LEGEND),
        header("项目", "申报", "核实", "核实减申报", "占总资产（核实）", "说明"),
    ]
    for group, lines, total in (
        ("资产", sheet.assets, sheet.total_assets),
        ("负债", sheet.liabilities, sheet.total_liabilities),
    ):
        rows.append((label(group, style=CellStyle.TOTAL),))
        parts = [line for line in lines if not line.is_total]
        rows += [_balance_row(line, {}) for line in parts]
        rows.append(_balance_row(total, {column: _sum(total, parts, column) for column in _COLUMNS}))
    equity = {
        column: signed_sum((("+", f"bs.total_assets.{column}"), ("-", f"bs.total_liabilities.{column}")))
        for column in _COLUMNS
    }
    rows.append(_balance_row(sheet.equity, equity))
    return Sheet("资产负债表", (26, 16, 16, 16, 14, 40), tuple(rows), header_row=4)


def _sum(total: StatementLine, parts: Sequence[StatementLine], column: str) -> str:
    """The formula, where the parts make up the total."""
    values = [getattr(line, column) for line in parts]
    if not agrees(getattr(total, column), total_of(values)):
        return ""
    return sum_of([f"bs.{line.key}.{column}" for line in parts])


def _balance_row(line: StatementLine, formulas: Mapping[str, str]) -> Cells:
    amounts = []
    for column in _COLUMNS:
        name, value = f"bs.{line.key}.{column}", getattr(line, column)
        amounts.append(
            result(formulas[column], name, total=True, value=value) if column in formulas else given(value, name)
        )
    names = [f"bs.{line.key}.{column}" for column in _COLUMNS]
    share = known(
        f"IF({{bs.total_assets.verified}}=0,0,{{{names[1]}}}/{{bs.total_assets.verified}})",
        [names[1], "bs.total_assets.verified"],
        "—",
    )
    return (
        label(line.label, style=CellStyle.TOTAL if line.is_total else CellStyle.LABEL),
        *amounts,
        result(known(f"{{{names[1]}}}-{{{names[0]}}}", names, "—"), total=line.is_total),
        result(share, number=NumberStyle.PERCENT, total=line.is_total),
        label(line.note, style=CellStyle.NOTE),
    )


def _profit_sheet(statement: ProfitAndLoss) -> Sheet:
    months = statement.months
    lines = (*statement.lines, statement.net_profit, statement.disposable)
    rows: list[Cells] = [
        *title_rows("损益表（近 12 个月，逐月）", _LEGEND),
        header("项目", *months, "合计", "月均", "核实（年）", "占营业收入（核实）", "说明"),
        *_monthly_rows("pl", lines, months, _PROFIT, with_verified=True),
    ]
    if {"gross_profit", "sales"} <= {line.key for line in lines}:
        rows.append(_margin_row(months))
    return Sheet("损益表", (20, *(12,) * len(months), 15, 13, 15, 12, 36), tuple(rows), header_row=4, landscape=True)


def _margin_row(months: tuple[str, ...]) -> Cells:
    columns = [*(f"m{index}" for index in range(1, len(months) + 1)), "reported", "mean", "verified"]

    def margin(column: str) -> SheetCell:
        names = [f"pl.gross_profit.{column}", f"pl.sales.{column}"]
        text = known(f'IF({{{names[1]}}}=0,"—",{{{names[0]}}}/{{{names[1]}}})', names, "—")
        return result(text, f"pl.gross_margin.{column}", number=NumberStyle.PERCENT)

    note = label("毛利 ÷ 营业收入", style=CellStyle.NOTE)
    return (label("毛利率"), *(margin(column) for column in columns), SheetCell(), note)


def _cash_sheet(flow: CashFlow, months: tuple[str, ...]) -> Sheet:
    rows: list[Cells] = [
        *title_rows("现金流量表（直接法，近 12 个月）", _LEGEND),
        header("项目", *months, "合计", "月均", "说明"),
        *_monthly_rows("cf", flow.lines, months, _CASH, with_verified=False),
        (),
        (label("期初货币资金"), given(flow.opening, "cf.opening")),
    ]
    totals = [line for line in flow.lines if line.key in _CASH_TOTALS]
    closing = total_of([flow.opening, *(line.reported for line in totals)])
    formula = (
        sum_of(["cf.opening", *(f"cf.{line.key}.reported" for line in totals)])
        if totals and agrees(flow.closing, closing)
        else ""
    )
    gap = known("{cf.counted}-{cf.closing}", ["cf.counted", "cf.closing"])
    rows += [
        (label("期末滚存应有"), result(formula, "cf.closing", total=True, value=flow.closing)),
        (label("期末实盘"), given(flow.counted, "cf.counted")),
        (label("差额（实盘减滚存）"), result(gap, "cf.difference", total=True)),
    ]
    return Sheet("现金流量表", (22, *(12,) * len(months), 15, 13, 40), tuple(rows), header_row=4, landscape=True)


def _monthly_rows(
    prefix: str,
    lines: Sequence[StatementLine],
    months: tuple[str, ...],
    terms: Mapping[str, Terms],
    *,
    with_verified: bool,
) -> list[Cells]:
    """Months as given, the year as their sum; a derived line follows from the lines above it, month by month."""
    book = _Book(prefix, {line.key: line for line in lines}, terms, len(months))
    rows = []
    for line in lines:
        cells = [label(line.label, style=CellStyle.TOTAL if line.is_total else CellStyle.LABEL)]
        cells += [book.month(line, index) for index in range(1, len(months) + 1)]
        cells += book.year(line)
        if with_verified:
            cells += [book.verified(line), book.share(line)]
        rows.append((*cells, label(line.note, style=CellStyle.NOTE)))
    return rows


@dataclass(frozen=True, slots=True)
class _Book:
    """One statement's lines by key, with the terms that its derived lines are made of."""

    prefix: str
    lines: Mapping[str, StatementLine]
    terms: Mapping[str, Terms]
    months: int

    def month(self, line: StatementLine, index: int) -> SheetCell:
        """One month; blank where the line is not kept by month."""
        if not self._by_month(line):
            return SheetCell()
        value = line.series[index - 1]
        parts = [(sign, part) for sign, part in self._parts(line) if self._by_month(part)]
        formula = self._derived(parts, f"m{index}", [part.series[index - 1] for _, part in parts], value)
        return self._cell(line, f"m{index}", value, formula)

    def year(self, line: StatementLine) -> list[SheetCell]:
        """The year, from its months or from the lines above, and its monthly mean."""
        formula = ""
        if self._by_month(line) and agrees(line.reported, total_of(line.series)):
            formula = sum_of([self._name(line, f"m{index}") for index in range(1, self.months + 1)])
        else:
            parts = self._parts(line)
            formula = self._derived(parts, "reported", [part.reported for _, part in parts], line.reported)
        name = self._name(line, "reported")
        mean = result(known(f"{{{name}}}/{self.months}", [name]), self._name(line, "mean"), total=line.is_total)
        return [self._cell(line, "reported", line.reported, formula), mean]

    def verified(self, line: StatementLine) -> SheetCell:
        parts = self._parts(line)
        formula = self._derived(parts, "verified", [part.verified for _, part in parts], line.verified)
        return self._cell(line, "verified", line.verified, formula)

    def share(self, line: StatementLine) -> SheetCell:
        """Common size (共同比) of the verified column."""
        if "sales" not in self.lines:
            return SheetCell()
        names = [self._name(line, "verified"), f"{self.prefix}.sales.verified"]
        formula = known(f"IF({{{names[1]}}}=0,0,{{{names[0]}}}/{{{names[1]}}})", names, "—")
        return result(formula, number=NumberStyle.PERCENT, total=line.is_total)

    def _by_month(self, line: StatementLine) -> bool:
        return len(line.series) == self.months

    def _parts(self, line: StatementLine) -> list[tuple[str, StatementLine]]:
        return [(sign, self.lines[key]) for sign, key in self.terms.get(line.key, ()) if key in self.lines]

    def _name(self, line: StatementLine, column: str) -> str:
        return f"{self.prefix}.{line.key}.{column}"

    def _derived(
        self,
        parts: Sequence[tuple[str, StatementLine]],
        column: str,
        values: Sequence[Decimal | None],
        value: Decimal | None,
    ) -> str:
        """The formula over other lines, where it gives the assessed figure."""
        signs = [sign for sign, _ in parts]
        signed = [
            None if part is None else part if sign == "+" else -part for sign, part in zip(signs, values, strict=True)
        ]
        if not parts or not agrees(value, total_of(signed)):
            return ""
        return signed_sum([(sign, self._name(part, column)) for sign, part in parts])

    def _cell(self, line: StatementLine, column: str, value: Decimal | None, formula: str) -> SheetCell:
        if formula or line.is_total:
            return result(formula, self._name(line, column), total=line.is_total, value=value)
        return given(value, self._name(line, column))
