"""The sheets of the working (计算底稿): from the answers by formula to score and limit."""

from __future__ import annotations

from reports.chapters.material import ReportMaterial
from reports.chapters.sheets.cells import header, title_rows
from reports.chapters.sheets.limit_cells import limit_working, score_working
from reports.chapters.sheets.line_cells import line_sheet
from reports.chapters.sheets.method_cells import check_rows, fact_rows, method_rows
from reports.chapters.sheets.reckoning import Reckoning
from reports.chapters.sheets.scorecard_cells import scorecard_sheet
from reports.document import Sheet


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
        scorecard_sheet(material.checklist.scorecard),
        limit,
        Sheet("推算", (50, 20, 20, 12), rows, header_row=4),
        line_sheet(feeds, adjustments),
        reckoning.answers.sheet(),
    )
