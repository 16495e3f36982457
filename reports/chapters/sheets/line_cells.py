"""Statement lines from the answers that feed them: a year's amount, and twelve months where the line is kept by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checklists.model.assessment import Adjustment
from checklists.model.lines import Line, Statement
from reports.chapters.sheets.cells import Cells, header, label, result, title_rows
from reports.document import UNKNOWN, CellStyle, Sheet, SheetCell

TITLE = "报表项目"
MONTHS = 12


def line_sheet(feeds: Mapping[str, Sequence[str]], adjustments: Sequence[Adjustment]) -> Sheet:
    """``feeds``: line -> the cells of its answers, in order. Written adjustments are in the amounts and the months."""
    note = "由计算答卷相加；有调整的含调整。未核实的不按零计。"
    months = [f"第{month}月" for month in range(1, MONTHS + 1)]
    rows: list[Cells] = [*title_rows(TITLE, note), header("项目", "金额", *months)]
    for line in Line:
        changes = [f"{{answer:{each.paths[0]}}}" for each in adjustments if each.line == line.key]
        rows.append(_row(line, feeds.get(line.key, ()), changes))
    return Sheet(TITLE, (26, 18, *(14,) * MONTHS), tuple(rows), header_row=4, landscape=True)


def _row(line: Line, cells: Sequence[str], changes: Sequence[str]) -> Cells:
    name = f"line.{line.key}"
    by_month = line.statement is Statement.MONTHLY
    fed = [f"{{{cell}}}" for cell in cells]
    if (not fed and not changes) or (by_month and len(fed) != MONTHS):
        return (label(line.label), SheetCell(UNKNOWN, "", CellStyle.RESULT, name=name))
    total = _known("+".join([*fed, *changes]) or "0")
    if not by_month:
        return (label(line.label), result(total, name))
    before = "+".join(fed)
    change = "+".join(changes)
    months = (
        result(
            _known(f"{cell}+({change})*IF(({before})=0,1/{MONTHS},{cell}/({before}))" if change else f"{cell}+0"),
            f"{name}.m{month}",
        )
        for month, cell in enumerate(fed, 1)
    )
    return (label(line.label), result(total, name), *months)


def _known(expression: str) -> str:
    return f'IFERROR({expression},"{UNKNOWN}")'
