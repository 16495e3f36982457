"""What lies ahead: twelve months of cash with the loan in them, the loan under stress, and how the year behind has gone."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.outlook import CashPlan, PlanMonth, Sensitivity, TrendLine
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import percent, wan
from reports.document import (
    INSUFFICIENT,
    Align,
    Block,
    Chapter,
    Chart,
    Column,
    DataTable,
    Figure,
    MonthlyBars,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Section,
    Span,
    Swing,
    Text,
    Tone,
    Tornado,
    prose_of,
    words,
)

_BEYOND = Decimal(10)
_TODAY, _BREAK_EVEN = "现状", "盈亏临界"
_FLOWS = (
    ("期初", "opening", RowKind.NORMAL),
    ("销售收款", "receipts", RowKind.NORMAL),
    ("进货付款", "purchases", RowKind.NORMAL),
    ("固定支出", "expenses", RowKind.NORMAL),
    ("家庭净支出", "household", RowKind.NORMAL),
    ("现有贷款", "existing", RowKind.NORMAL),
    ("本笔放款", "drawn", RowKind.NORMAL),
    ("按用途付出", "used", RowKind.NORMAL),
    ("本笔还款", "instalment", RowKind.NORMAL),
    ("月末", "closing", RowKind.TOTAL),
)


def outlook_chapter(material: ReportMaterial) -> Chapter:
    assessment = material.assessment
    plan = assessment.cash_plan
    return Chapter(
        "outlook",
        "未来十二个月与敏感性",
        (
            Section(keys.PLAN, "现金流预测（含本笔还款）", _plan(plan) if plan is not None else _nothing()),
            Section(keys.SENSITIVITY, "敏感性", _sensitivity(assessment.sensitivity)),
        ),
    )


def _nothing() -> tuple[Block, ...]:
    return (Paragraph(words(Span("没有金额，未作测算。", tone=Tone.MUTED))),)


def _plan(plan: CashPlan) -> tuple[Block, ...]:
    names = tuple(_short(month.month) for month in plan.months)
    bars = plan_bars(plan)
    chart = (Chart(bars, "", height=42),) if bars is not None else ()
    columns = (Column("万元", 2.1), *(Column(name, 1, Align.NUMBER) for name in names))
    rows = tuple(
        Row((label, *(wan(getattr(month, key), places=1) for month in plan.months)), kind)
        for label, key, kind in _FLOWS
    )
    return (
        Paragraph(plan_verdict(plan)),
        *chart,
        DataTable(columns, rows, notes=plan.assumptions),
    )


def plan_bars(plan: CashPlan) -> MonthlyBars | None:
    """The month ends as bars, what is paid back as a line; nothing while a month is unknown."""
    ends = tuple(month.closing for month in plan.months)
    if any(value is None for value in ends):
        return None
    names = tuple(_short(month.month) for month in plan.months)
    return MonthlyBars(names, ends, tuple(_owed(month) for month in plan.months), "月末余额（万元）", "当月还款")


def plan_verdict(plan: CashPlan) -> Text:
    if plan.lowest is None:
        return words(Span("缺数据，现金流测不出，还款计划能否成立尚不知道。", tone=Tone.MUTED))
    parts: list[str | Figure | Span] = [
        "十二个月里月末余额最低的是 ",
        plan.lowest_month,
        "，",
        wan(plan.lowest, signed=True),
        "。",
    ]
    parts.append(
        Span("各月末都不为负，还款计划可行。", tone=Tone.OK)
        if plan.is_feasible
        else Span("有月末为负，还款计划不可行。", bold=True, tone=Tone.BAD)
    )
    if plan.renewed:
        parts += ["客户打算续贷的到期本金 ", wan(plan.renewed), "若续不上，最低月末余额为 "]
        parts += [wan(plan.lowest_unrenewed, signed=True), "。"]
    return words(*parts, sources=(keys.CASH, keys.BORROWING))


def _owed(month: PlanMonth) -> Decimal | None:
    return None if month.existing is None or month.instalment is None else month.existing + month.instalment


def _short(month: str) -> str:
    return month[2:7] if len(month) == len("2026-01") else month.removeprefix("第").removesuffix("个月")


def _sensitivity(stresses: tuple[Sensitivity, ...]) -> tuple[Block, ...]:
    if not stresses:
        return _nothing()
    columns = (
        Column("情形", 1.5),
        Column("月还款占月净收入", 1.1, Align.NUMBER),
        Column("最低月末余额（万元）", 1.1, Align.NUMBER),
        Column("结论", 0.8, Align.CENTRE),
        Column("说明", 3),
    )
    rows = tuple(
        Row((each.label, _share(each.payment_share), wan(each.lowest_cash, unknown="—"), _pays(each), each.words))
        for each in stresses
    )
    notes = ("按建议额度（没有建议额度时按申请金额），连同现有贷款；未乘额度系数。超过 100% 即不足以偿还。",)
    spec = tornado_of(stresses)
    title = "各情形下月还款占月净收入"
    chart = (Chart(spec, title, height=12 + 6 * len(spec.swings)),) if spec is not None else ()
    return (*chart, DataTable(columns, rows, notes=notes))


def tornado_of(stresses: tuple[Sensitivity, ...]) -> Tornado | None:
    """The stresses as bars from today's share; nothing where there is no share to start from.

    The break-even stands in the table only, since it lies on the limit by its nature.
    """
    base = next((each for each in stresses if each.label == _TODAY), None)
    swings = [each for each in stresses if each.label not in (_TODAY, _BREAK_EVEN)]
    if base is None or base.payment_share is None or base.payment_share > _BEYOND or not swings:
        return None
    return Tornado(
        base.payment_share,
        f"现状 {_share_text(base.payment_share)}",
        tuple(Swing(each.label, each.payment_share, _share_text(each.payment_share)) for each in swings),
        Decimal(1),
        "100% 即还不上",
    )


def _share_text(share: Decimal | None) -> str:
    return prose_of(_share(share))


def _pays(stress: Sensitivity) -> Text:
    if stress.still_pays is None:
        return Text((Span(INSUFFICIENT, tone=Tone.MUTED),))
    if not stress.still_pays:
        return Text((Span("还不上", bold=True, tone=Tone.BAD),))
    tight = stress.lowest_cash is not None and stress.lowest_cash < 0
    return Text((Span("周转断档", tone=Tone.WARN) if tight else Span("还得上", tone=Tone.OK),))


def _share(share: Decimal | None) -> str | Figure:
    """A share beyond ten times the income says only that there is none to speak of."""
    return "净收入不足" if share is not None and share > _BEYOND else percent(share, places=0)


def trend_section(lines: tuple[TrendLine, ...], said: tuple[str, ...] = ()) -> Section:
    """The balances of a year ago beside today's, and what that means."""
    columns = (
        Column("申报数，万元", 2),
        Column("上年（期初）", 1, Align.NUMBER),
        Column("本年（期末）", 1, Align.NUMBER),
        Column("增减", 1, Align.NUMBER),
        Column("增减幅度", 1, Align.NUMBER),
    )
    rows = tuple(
        Row(
            (
                line.label,
                wan(line.opening),
                wan(line.closing),
                wan(line.change, signed=True, unknown="—"),
                percent(line.rate, signed=True, unknown="—"),
            ),
            RowKind.STRONG if line.key in ("equity", "sales", "sales_half_year", "sales_quarter") else RowKind.NORMAL,
        )
        for line in lines
    )
    if not rows:
        return Section(keys.TREND, "一年间的变化", (Paragraph(words("没有期初数。"), ParagraphStyle.NOTE),))
    told = tuple(Paragraph(words(sentence)) for sentence in said)
    return Section(keys.TREND, "一年间的变化", (*told, DataTable(columns, rows)))
