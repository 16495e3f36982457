"""The scorecard as a table (评分档次): every bin with its bounds, points and words, from which the points are looked up."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.checklist import GradeRule, IndicatorRule, Scorecard
from reports.chapters.punctuation import full_width
from reports.chapters.sheets.cells import Cells, header, label, title_rows
from reports.document import CellStyle, NumberStyle, Sheet, SheetCell

TITLE = "评分档次"


def scorecard_sheet(card: Scorecard) -> Sheet:
    """Handbook 3.2, as the bank set it. The first bin of an indicator that takes its value gives the points."""
    note = (
        "本行评分卡的分界，评分推算由此查得；要改在机构参数里改，不在这里改。取值落在第一个合适的档，都不合适计零分。"
    )
    rows: list[Cells] = [
        *title_rows(TITLE, note),
        header("指标", "下限（含）", "上限（不含）", "或取值", "得分", "说明"),
    ]
    for rule in card.indicators:
        rows += [_bin_row(rule, place) for place in range(len(rule.bins))]
    rows += [(), header("等级", "总分下限（含）")]
    rows += [(label(grade.name), _parameter(grade.lower, lowest(grade)), SheetCell()) for grade in card.grades]
    return Sheet(TITLE, (44, 14, 14, 30, 10, 60), tuple(rows), header_row=4, landscape=True)


def lowest(grade: GradeRule) -> str:
    """The cell with the least points of a grade."""
    return f"grade.{grade.name}.lower"


def binned(rule: IndicatorRule, cell: str, part: str, otherwise: str) -> str:
    """A formula for the ``points`` or the ``reason`` of the bin that the value in ``cell`` falls into."""
    formula = otherwise
    for place, each in reversed(list(enumerate(rule.bins))):
        bin_cell = f"bin.{rule.name}.{place}"
        if each.equals:
            condition = "OR(" + ",".join(f'{cell}="{value}"' for value in each.equals) + ")"
        else:
            bounds = [
                *([f"{cell}>={{{bin_cell}.lower}}"] if each.lower is not None else []),
                *([f"{cell}<{{{bin_cell}.upper}}"] if each.upper is not None else []),
            ]
            condition = f"AND({','.join(bounds)})" if bounds else "TRUE()"
        formula = f"IF({condition},{{{bin_cell}.{part}}},{formula})"
    return formula


def _bin_row(rule: IndicatorRule, place: int) -> Cells:
    each, name = rule.bins[place], f"bin.{rule.name}.{place}"
    return (
        label(full_width(rule.label) if place == 0 else ""),
        _parameter(each.lower, f"{name}.lower"),
        _parameter(each.upper, f"{name}.upper"),
        label("、".join(each.equals)),
        _parameter(each.points, f"{name}.points"),
        SheetCell(full_width(each.reason), name=f"{name}.reason"),
    )


def _parameter(value: Decimal | None, name: str) -> SheetCell:
    return SheetCell(value, "", CellStyle.FIXED, NumberStyle.GENERAL, name)
