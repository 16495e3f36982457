"""The sheets of the working (计算底稿): from the answers by formula to score and limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.chapters.material import ReportMaterial
from reports.chapters.sheets.cells import header, title_rows
from reports.chapters.sheets.limit_cells import limit_working, score_working
from reports.chapters.sheets.line_cells import line_sheet
from reports.chapters.sheets.method_cells import check_rows, fact_rows, method_rows
from reports.chapters.sheets.reckoning import RECOMMENDED, Reckoning
from reports.document import CellStyle, Sheet, SheetCell


def working_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    """The sheets that lead to the limit; none where no answers were handed in."""
    if not material.worked:
        return ()
    reckoning = Reckoning(material)
    methods = method_rows(reckoning)
    checks = check_rows(reckoning)
    facts = fact_rows(reckoning)
    score = score_working(reckoning)
    limit = limit_working(reckoning)
    feeds: dict[str, list[str]] = {}
    for answer in material.worked:
        if answer.line and answer.is_relevant:
            reckoning.answers.read([answer.template])
            feeds.setdefault(answer.line, []).append(f"answer:{answer.path}")
    adjustments = material.assessment.statements.adjustments
    reckoning.answers.read(answer.template for answer in material.worked if answer.names[-1:] == ("adj_change",))
    rows = (
        *title_rows(
            "推算",
            "由答卷和报表项目用公式重算；“核对”一列与程序测算值相比。检验结论用代码：pass 通过，explain 需解释，fail 不通过，insufficient 资料不足。",
        ),
        header("项目", "公式重算", "程序测算", "核对"),
        *methods,
        (),
        *checks,
        (),
        *facts,
    )
    return (
        score,
        limit,
        Sheet("推算", (50, 20, 20, 12), rows, header_row=4),
        line_sheet(feeds, adjustments),
        reckoning.answers.sheet(),
    )


def linked(sheets: Sequence[Sheet], material: ReportMaterial) -> tuple[Sheet, ...]:
    """The same sheets, in which what the working reckons is taken from there, so that a changed answer is followed to the summary."""
    live = {cell.name for sheet in sheets for row in sheet.rows for cell in row if cell.name and cell.formula}
    links = {name: target for name, target in _links(material) if target in live}

    def follow(cell: SheetCell) -> SheetCell:
        if cell.name not in links or cell.formula:
            return cell
        style = CellStyle.RESULT if cell.style is CellStyle.INPUT else cell.style
        return replace(cell, value=None, formula=f"{{{links[cell.name]}}}", style=style)

    return tuple(replace(sheet, rows=tuple(tuple(map(follow, row)) for row in sheet.rows)) for sheet in sheets)


def _links(material: ReportMaterial) -> Iterator[tuple[str, str]]:
    """(cell that stands as a value, cell of the working that it follows)."""
    assessment = material.assessment
    for cap in assessment.limit.caps:
        yield f"cap.{cap.name}.gross", f"worked.{cap.name}.gross"
        yield f"cap.{cap.name}.existing", f"worked.{cap.name}.existing"
        yield f"cap.{cap.name}.coefficient", f"worked.{cap.name}.coefficient{RECOMMENDED}"
        yield f"cap.{cap.name}", f"worked.{cap.name}{RECOMMENDED}"
    yield "limit.requested", "fact.requested_amount"
    yield "limit.months", "fact.loan_months"
    yield "limit.rate", "fact.annual_rate"
    yield "limit.step", f"limit.step{RECOMMENDED}"
    yield "limit.recommended", f"limit{RECOMMENDED}"
    yield "limit.instalment", f"fact.instalment_month{RECOMMENDED}"
    for dimension in assessment.score.dimensions:
        for indicator in dimension.indicators:
            if indicator.points is not None:
                yield f"score.{dimension.name}.{indicator.name}", f"points.{indicator.name}{RECOMMENDED}"
    yield "turnover.declared", "fact.declared_sales"
    for position, rule in enumerate(material.checklist.turnover_methods):
        yield f"turnover.estimate{position}", f"method.{rule.name}"
    for check in assessment.cross_checks:
        for part in ("expected", "actual"):
            yield f"check.{check.name}.{part}", f"check.{check.name}.reckoned.{part}"
    yield from _statement_links(material)


def _statement_links(material: ReportMaterial) -> Iterator[tuple[str, str]]:
    """Lines that the checks leave as they are. The column before adjustments follows where nothing was adjusted."""
    statements = material.assessment.statements
    for line in (*statements.balance_sheet.assets, *statements.balance_sheet.liabilities):
        if line.verified == line.adjusted:
            yield f"bs.{line.key}.verified", f"line.{line.key}"
        if line.reported == line.adjusted:
            yield f"bs.{line.key}.reported", f"line.{line.key}"
    for line in statements.profit_and_loss.lines:
        for month in range(1, len(line.series) + 1):
            yield f"pl.{line.key}.m{month}", f"line.{line.key}.m{month}"
    yield "pl.sales.verified", "fact.verified_sales"
    yield "cf.opening", "line.opening_money"
    yield "cf.counted", "fact.money"
