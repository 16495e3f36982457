"""The short form (简调): behind the decision page one page more, for a first small draw and for work orders from pre-scoring.

It says what the long report says, shorter; texts that do not fit are cut with a pointer, tables hold the figures that decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from checklists.model.assessment import CrossCheck, StatementLine, Verdict
from reports.chapters.closing import signatures
from reports.chapters.material import ReportMaterial
from reports.chapters.narrative import Story
from reports.chapters.outlook import plan_verdict
from reports.chapters.phrases import fact_figure, verdict_text, wan
from reports.document import (
    Align,
    Block,
    Chapter,
    Column,
    Columns,
    DataTable,
    Listing,
    Paragraph,
    ParagraphStyle,
    Row,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)

_TOLD = ("people", "borrowing", "soft-information", "purpose-and-sources", "guarantee")
_LONGEST_STORY, _LONGEST_LINE = 100, 50
_MOST_LINES = 4
_RATIOS = (
    ("net_margin", "核实净利率"),
    ("net_income_month", "月净收入"),
    ("payment_share", "月还款占月净收入"),
    ("dscr", "偿债备付率"),
    ("debt_ratio_after", "贷后资产负债率"),
)
_LINES = ("sales", "net_profit", "total_assets", "total_liabilities", "equity")


def short_chapter(material: ReportMaterial, told: Sequence[Story]) -> Chapter:
    """Everything behind the decision page, on one page."""
    by_key = {story.key: story for story in told}
    stories = [story for key in _TOLD if (story := by_key.get(key)) is not None and story.text]
    blocks: list[Block] = [
        Columns(
            (Subheading("核实数（万元）", marked=True), _statements(material)),
            (Subheading("关键指标", marked=True), _ratios(material)),
            0.56,
        ),
        *(_story(story) for story in stories),
        *_other_checks(material),
        *_outlook(material),
        *_left_open(material),
        signatures(material),
    ]
    return Chapter("short", "调查要点与签名", blocks=tuple(blocks), new_page=True)


def _story(story: Story) -> Paragraph:
    title = Span(f"{story.title}：", bold=True)
    if story.doubtful:
        doubt = Span(f"（对不上的数字：{'、'.join(story.doubtful)}）", bold=True, tone=Tone.BAD)
        return Paragraph(words(title, _cut(story.text, _LONGEST_STORY), doubt))
    return Paragraph(words(title, _cut(story.text, _LONGEST_STORY)))


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rstrip("，；、。 ") + "…（全文见案件）"


def _statements(material: ReportMaterial) -> DataTable:
    statements = material.assessment.statements
    sheet, profit = statements.balance_sheet, statements.profit_and_loss
    lines: dict[str, StatementLine] = {
        line.key: line
        for line in (*profit.lines, profit.net_profit, sheet.total_assets, sheet.total_liabilities, sheet.equity)
    }
    rows = [
        Row((lines[key].label, wan(lines[key].reported), wan(lines[key].verified))) for key in _LINES if key in lines
    ]
    return DataTable((Column("", 1.8), Column("申报", 1, Align.NUMBER), Column("核实", 1, Align.NUMBER)), tuple(rows))


def _ratios(material: ReportMaterial) -> DataTable:
    rows = [Row((label, words(fact_figure(material, name)))) for name, label in _RATIOS]
    return DataTable((Column("", 1.6), Column("", 1, Align.NUMBER)), tuple(rows))


def _other_checks(material: ReportMaterial) -> tuple[Block, ...]:
    """Counts, and by name only what did not pass."""
    checks = material.assessment.cross_checks
    wanting = [check for check in checks if check.verdict is not Verdict.PASS]
    passed = len(checks) - len(wanting)
    summary = Paragraph(words(Span("交叉验证：", bold=True), f"共 {len(checks)} 项，通过 {passed} 项。"))
    shown = wanting[:_MOST_LINES]
    rest = len(wanting) - len(shown)
    tail = (words(f"另有 {rest} 项未通过或未能完成"),) if rest else ()
    return (summary, Listing((*(_check(check) for check in shown), *tail))) if wanting else (summary,)


def _check(check: CrossCheck) -> Text:
    meaning = check.remark or check.meaning
    return words(f"{check.label}：", *verdict_text(check.verdict).spans, "。", _cut(meaning, _LONGEST_LINE))


def _outlook(material: ReportMaterial) -> tuple[Block, ...]:
    plan = material.assessment.cash_plan
    parts: list[str | Span] = [Span("现金流与敏感性：", bold=True)]
    if plan is not None:
        parts += plan_verdict(plan).spans
    stresses = [each for each in material.assessment.sensitivity if each.payment_share is not None and each.words]
    if stresses:
        parts.append(f"{stresses[-1].label}：{stresses[-1].words}")
    return (Paragraph(words(*parts)),) if len(parts) > 1 else ()


def _left_open(material: ReportMaterial) -> tuple[Block, ...]:
    """Conditions where it agrees beside what is still open, as many as the page takes."""
    decision = material.assessment.decision
    lists = tuple(
        _list(title, texts)
        for title, texts in (("条件", decision.conditions), ("未决事项", decision.open_points))
        if texts
    )
    return (Columns(*lists),) if len(lists) == 2 else lists[0] if lists else ()


def _list(title: str, texts: tuple[str, ...]) -> tuple[Block, ...]:
    shown = [words(_cut(text, _LONGEST_LINE)) for text in texts[:_MOST_LINES]]
    blocks = Subheading(title, marked=True), Listing(tuple(shown))
    if len(texts) <= _MOST_LINES:
        return blocks
    return *blocks, Paragraph(words(f"共 {len(texts)} 条，其余见案件。"), ParagraphStyle.NOTE)
