"""The life of a check and of a decision on paper: first and last result, what was changed between and why, and who decided what."""

from __future__ import annotations

from checklists.model.assessment import CrossCheck
from checklists.model.records import CONFIRMATION, EXCEPTION, EXPLANATION, FIRST, GRADE
from reports.chapters.material import InputChange, ReportMaterial
from reports.chapters.phrases import ADVICE_WORDS, VERDICTS, check_figure, moment, percent, wan
from reports.document import (
    Align,
    Block,
    Column,
    DataTable,
    Paragraph,
    ParagraphStyle,
    Row,
    Span,
    Text,
    Tone,
    words,
)

_MOST = 12


def check_life(material: ReportMaterial, check: CrossCheck) -> tuple[Block, ...]:
    """First and last result, and the changes between them with their reasons; an exception. Nothing where nothing happened."""
    blocks: list[Block] = []
    first, changes = check.first, material.input_changes.get(check.name, ())
    if first is not None:
        head = words(Span("首次结果：", bold=True), VERDICTS[first.verdict], "，应有 ", check_figure(check, first.expected), "，实际 ",
                     check_figure(check, first.actual), "，偏差率 ", percent(first.rate, signed=True, unknown="—"))  # fmt: skip
        last = "；此后未改过输入。" if not changes else f"；此后改过输入 {len(changes)} 处，最终结果见上。"
        blocks.append(Paragraph(Text((*head.spans, Span(f"{_where(material, f'{FIRST}{check.name}')}{last}")))))
    if changes:
        blocks.append(_changes(changes))
    if check.exception is not None:
        leave = check.exception
        lapsed = "" if check.is_excepted else "（检验的数字已变，例外失效）"
        at = _where(material, f"{EXCEPTION}{check.name}")
        told = f"{leave.position}{leave.superior}准予例外，理由：{leave.reason}{at}{lapsed}"
        blocks.append(Paragraph(words(Span("上级例外：", bold=True, tone=Tone.WARN), told), ParagraphStyle.CALLOUT))
    return tuple(blocks)


def explained_at(material: ReportMaterial, check: CrossCheck) -> str:
    """Who explained a check, and when."""
    return _where(material, f"{EXPLANATION}{check.name}")


def changed_checks(material: ReportMaterial) -> tuple[Block, ...]:
    """The checks whose inputs were changed after their result was shown, first beside last."""
    changed = [
        (check, check.first)
        for check in material.assessment.cross_checks
        if check.first is not None and material.input_changes.get(check.name)
    ]
    if not changed:
        return ()
    columns = (
        Column("结果显示后改过输入的检验", 2.6),
        Column("首次", 0.8, Align.CENTRE),
        Column("首次偏差", 0.9, Align.NUMBER),
        Column("最终", 0.8, Align.CENTRE),
        Column("最终偏差", 0.9, Align.NUMBER),
        Column("改动", 0.6, Align.NUMBER),
    )
    rows = tuple(
        Row(
            (
                check.label,
                words(VERDICTS[first.verdict]),
                percent(first.rate, signed=True, unknown="—"),
                words(VERDICTS[check.verdict]),
                percent(check.rate, signed=True, unknown="—"),
                f"{len(material.input_changes[check.name])}",
            )
        )
        for check, first in changed
    )
    return (DataTable(columns, rows, notes=("改了什么、为什么改，列在各项检验之下。",)),)


def grade_life(material: ReportMaterial) -> tuple[Block, ...]:
    """The grade moved by people, with both grades; why a move is not in force."""
    grading = material.assessment.grading
    moved = grading.override
    if moved is None:
        return ()
    verb = "上调" if moved.notches > 0 else "下调"
    rule = next((each for each in material.checklist.scorecard.authorities if each.name == moved.authority), None)
    by = f"{rule.label} " if rule is not None else ""
    told = f"{by}{moved.decided_by}决定，{moved.second}复核，理由：{moved.reason}{_where(material, GRADE)}。"
    if grading.lapsed:
        told = f"人工{verb} {abs(moved.notches)} 级的记录不起作用（{grading.lapsed}）。{told}"
    else:
        told = f"按方法 {grading.by_method} 级，人工{verb}为 {grading.grade} 级；额度系数按 {grading.grade} 级。{told}"
    return (Paragraph(words(Span("等级调整：", bold=True), told), ParagraphStyle.CALLOUT),)


def conclusion_life(material: ReportMaterial) -> tuple[Block, ...]:
    """What a person concluded, apart from the advice; that nobody has is told as clearly."""
    assessment = material.assessment
    made = assessment.confirmation
    if made is None:
        told = words(
            Span("人工结论：", bold=True),
            Span("尚未作出。", bold=True, tone=Tone.BAD),
            "程序只出建议，须由有权人写明结论和理由。",
        )
        return (Paragraph(told, ParagraphStyle.CALLOUT),)
    amount = (f"，金额 {wan(made.amount).prose()}") if made.amount is not None else ""
    differs = "" if made.conclusion is made.advice else "（与程序建议不同）"
    spans: list[str | Span] = [
        Span("人工结论：", bold=True),
        Span(ADVICE_WORDS[made.conclusion].removeprefix("建议"), bold=True),
        f"{amount}{differs}。{made.person}，理由：{made.reason}{_where(material, CONFIRMATION)}。",
    ]
    if not assessment.is_confirmed:
        spans.append(Span("结论之后程序的建议变了，须重新确认。", bold=True, tone=Tone.BAD))
    return (Paragraph(words(*spans), ParagraphStyle.CALLOUT),)


def _changes(changes: tuple[InputChange, ...]) -> DataTable:
    columns = (
        Column("改动的输入", 2),
        Column("原值", 1.1),
        Column("改为", 1.1),
        Column("理由", 2.2),
        Column("谁、何时、第几条", 1.8),
    )
    rows = tuple(
        Row((each.title, each.before or "（空）", each.after or "（空）", each.reason, _told_at(each)))
        for each in changes[-_MOST:]
    )
    rest = len(changes) - len(rows)
    return DataTable(columns, rows, notes=(f"另有较早的 {rest} 处，见审计轨迹。",) if rest > 0 else ())


def _told_at(change: InputChange) -> str:
    return f"{change.by} {moment(change.at)} 第 {change.line} 条"


def _where(material: ReportMaterial, subject: str) -> str:
    """``（周明，2026-01-05 10:00，审计轨迹第 812 条）``."""
    at = material.recorded.get(subject)
    return "" if at is None else f"（{at.by}，{moment(at.at)}，审计轨迹第 {at.line} 条）"
