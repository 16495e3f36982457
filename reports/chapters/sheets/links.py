"""The other sheets take their figures from the working, so that a changed answer is followed to the summary; what does not follow is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checklists.model.assessment import CrossCheck, StatementLine, Verdict
from checklists.model.checklist import IndicatorRule
from checklists.model.lines import Line
from checklists.scoring.repayment import BULLET
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import VERDICTS
from reports.chapters.sheets import answer_cells
from reports.chapters.sheets.fact_cells import COST, LOAN_FACTS, cash_lines
from reports.chapters.sheets.reckoning import RECOMMENDED, REQUESTED
from reports.chapters.sheets.scorecard_cells import binned
from reports.chapters.sheets.stress_cells import stress_shares
from reports.document import UNKNOWN, CellStyle, Sheet, SheetCell

_NAME = re.compile(r"\{([^{}]+)\}")
_FIGURES = (CellStyle.INPUT, CellStyle.RESULT, CellStyle.TOTAL)
_RULED = (".verdict", ".rate", "turnover.median", "turnover.adopted")
"""Where the working has rules on top that a sheet's own formula has not: its second denominators, its other base."""
Link = tuple[str, str]


def linked(sheets: Sequence[Sheet], material: ReportMaterial) -> tuple[Sheet, ...]:
    """The same sheets with the figures of the working in them. A figure that nothing leads to becomes a fixed one.

    Without a working (no answers handed in) the sheets stay as they are: what was assessed is their input.
    """
    if not material.worked:
        return tuple(sheets)
    live = {
        cell.name
        for sheet in sheets
        for row in sheet.rows
        for cell in row
        if cell.name and (cell.formula or cell.name.startswith("bin."))
    }
    links = dict(_links(material))

    def is_live(formula: str) -> bool:
        return all(name in live for name in _NAME.findall(formula))

    while True:
        more = {name for name, formula in links.items() if name not in live and is_live(formula)}
        if not more:
            break
        live |= more

    def follow(cell: SheetCell, sheet: Sheet) -> SheetCell:
        formula = links.get(cell.name, "")
        if formula and is_live(formula) and (not cell.formula or cell.name.endswith(_RULED)):
            style = CellStyle.RESULT if cell.style is CellStyle.INPUT else cell.style
            return replace(cell, value=None, formula=formula, style=style)
        is_words = not cell.name and isinstance(cell.value, str) and cell.style is not CellStyle.INPUT
        if cell.formula or cell.value is None or is_words or cell.style not in _FIGURES:
            return cell
        if sheet.title == answer_cells.TITLE:
            return cell
        return replace(cell, style=CellStyle.FIXED)

    return tuple(
        replace(sheet, rows=tuple(tuple(follow(cell, sheet) for cell in row) for row in sheet.rows)) for sheet in sheets
    )


def _links(material: ReportMaterial) -> Iterator[Link]:
    """(cell that stands as a value, formula over cells of the working)."""
    assessment = material.assessment
    for cap in assessment.limit.caps:
        yield f"cap.{cap.name}.gross", f"{{worked.{cap.name}.gross}}"
        yield f"cap.{cap.name}.existing", f"{{worked.{cap.name}.existing}}"
        yield f"cap.{cap.name}.coefficient", f"{{worked.{cap.name}.coefficient{RECOMMENDED}}}"
        yield f"cap.{cap.name}", f"{{worked.{cap.name}{RECOMMENDED}}}"
    yield "limit.requested", "{fact.requested_amount}"
    yield "limit.months", "{fact.loan_months}"
    yield "limit.rate", "{fact.annual_rate}"
    yield "limit.step", f"{{limit.step{RECOMMENDED}}}"
    yield "limit.recommended", f"{{limit{RECOMMENDED}}}"
    yield "limit.instalment", f"{{fact.instalment_month{RECOMMENDED}}}"
    rules = {rule.name: rule for rule in material.checklist.scorecard.indicators}
    for dimension in assessment.score.dimensions:
        for indicator in dimension.indicators:
            if indicator.points is not None:
                yield from _score_links(f"score.{dimension.name}.{indicator.name}", rules[indicator.name])
    if assessment.score.grade is not None:
        yield "score.grade", _where_lent("{grade", "}")
    yield "turnover.declared", "{fact.declared_sales}"
    yield "turnover.median", "{fact.median_turnover}"
    yield "turnover.adopted", "{fact.verified_sales}"
    for position, rule in enumerate(material.checklist.turnover_methods):
        yield f"turnover.estimate{position}", f"{{method.{rule.name}}}"
    for ratio in assessment.ratios:
        if ratio.value is not None:
            yield f"ratio.{ratio.key}", _at_the_loan(ratio.key)
    for check in assessment.cross_checks:
        yield from _check_links(check)
    shares = stress_shares(_where_lent("{fact.loan_amount", "}"), bullet=assessment.limit.repayment == BULLET)
    for stress in assessment.sensitivity:
        if stress.payment_share is not None:
            yield f"stress.{stress.label}", shares.get(stress.label.replace(" ", ""), "")
    yield from _statement_links(material)


def _score_links(name: str, rule: IndicatorRule) -> Iterator[Link]:
    value = _where_lent(f"{{value.{rule.name}", "}")
    yield name, _where_lent(f"{{points.{rule.name}", "}")
    yield f"{name}.value", f"IF(ISNUMBER({value}),ROUND({value},4),{value})"
    reason = binned(rule, value, "reason", '"不在评分卡的任何一档，按零分计"')
    yield f"{name}.reason", f'IF(ISNUMBER({{{name}}}),{reason},"未评估")'


def _at_the_loan(name: str) -> str:
    """A figure of the loan is that of the limit; of the request where nothing is left to lend."""
    if name not in LOAN_FACTS:
        return f"{{fact.{name}}}"
    return _where_lent(f"{{fact.{name}", "}")


def _where_lent(before: str, after: str) -> str:
    """At the limit, and at the request where nothing is left to lend (``scoring.limit.converge``)."""
    limit, asked = f"{before}{RECOMMENDED}{after}", f"{before}{REQUESTED}{after}"
    return f"IF(N({{limit{RECOMMENDED}}})>0,{limit},{asked})"


_EXPECTED = {
    "equity": "{fact.expected_equity}",
    "margin": "{fact.reported_margin}",
    "turnover": "{fact.declared_sales}",
}
_ACTUAL = {"equity": "{fact.equity}", "margin": "{fact.weighted_margin}", "turnover": "{fact.median_turnover}"}
_EQUITY_INPUTS = {
    "期初权益": "{fact.opening_equity}",
    "期间利润（报表净利润）": "{fact.reported_net_profit}",
    **{
        line.label: f"{{line.{line.key}}}"
        for line in (
            Line.INJECTIONS, Line.OTHER_INCOME, Line.WITHDRAWALS, Line.HOUSEHOLD_SPENDING, Line.APPRECIATION, Line.DEPRECIATION,
        )
    },
}  # fmt: skip


def _check_links(check: CrossCheck) -> Iterator[Link]:
    name = f"check.{check.name}"
    yield f"{name}.expected", _EXPECTED.get(check.kind, f"{{{name}.reckoned.expected}}")
    yield f"{name}.actual", _ACTUAL.get(check.kind, f"{{{name}.reckoned.actual}}")
    if check.kind != "turnover":
        yield f"{name}.rate", f"{{{name}.reckoned.rate}}"
    yield f"{name}.verdict", _in_words(f"{{fact.{check.name}}}")
    if check.kind == "equity":
        yield f"{name}.second", "{fact.equity_gap_to_profit}"
        for position, item in enumerate(check.inputs):
            if item.label in _EQUITY_INPUTS:
                yield f"{name}.input{position}", _EQUITY_INPUTS[item.label]


def _in_words(code: str) -> str:
    words = {verdict.value: said.text for verdict, said in VERDICTS.items()}
    formula = f'"{words.pop(Verdict.INSUFFICIENT.value)}"'
    for value, text in words.items():
        formula = f'IF({code}="{value}","{text}",{formula})'
    return formula


def _statement_links(material: ReportMaterial) -> Iterator[Link]:
    """Lines that the checks leave as they are. The column before adjustments follows where nothing was adjusted."""
    statements = material.assessment.statements
    for line in (*statements.balance_sheet.assets, *statements.balance_sheet.liabilities):
        if line.verified == line.adjusted:
            yield f"bs.{line.key}.verified", f"{{line.{line.key}}}"
        yield from _before_adjustment("bs", line)
    yield "bs.hidden_debt.verified", f'IFERROR(MAX({{fact.equity_gap}}+0,0),"{UNKNOWN}")'
    profit = statements.profit_and_loss
    for line in profit.lines:
        for month in range(1, len(line.series) + 1):
            yield f"pl.{line.key}.m{month}", f"{{line.{line.key}.m{month}}}"
        yield from _before_adjustment("pl", line)
        if line.verified == line.adjusted:
            yield f"pl.{line.key}.verified", f"{{line.{line.key}}}"
    yield "pl.sales.verified", "{fact.verified_sales}"
    yield "pl.cogs.verified", COST
    yield "pl.equity_shortfall.verified", "{fact.equity_shortfall}"
    flow = statements.cash_flow
    formulas = cash_lines()
    for line in flow.lines:
        yield f"cf.{line.key}.reported", formulas.get(line.key, "")
        for month in range(1, len(line.series) + 1):
            yield f"cf.{line.key}.m{month}", formulas.get(f"{line.key}.m{month}", "")
    yield "cf.opening", "{line.opening_money}"
    yield "cf.counted", "{fact.money}"


def _before_adjustment(prefix: str, line: StatementLine) -> Iterator[Link]:
    if line.reported == line.adjusted:
        yield f"{prefix}.{line.key}.reported", f"{{line.{line.key}}}"
