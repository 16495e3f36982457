"""Page 1, the decision page: who, what, how much; advice, score, limit and its binding cap; for and against; checks; conditions."""

from __future__ import annotations

import re
from decimal import Decimal

from checklists.model.assessment import Advice, CrossCheck, Score, Verdict
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.offer import requested_months
from reports.chapters.phrases import (
    brief,
    check_figure,
    client_title,
    clock_text,
    indicator_reason,
    percent,
    points,
    rate_text,
    repayment_text,
    verdict_text,
    wan,
)
from reports.chapters.weaknesses import risks_met
from reports.document import (
    INSUFFICIENT,
    UNKNOWN,
    Align,
    Block,
    Card,
    Chart,
    Column,
    Columns,
    DataTable,
    Fact,
    FactStrip,
    KeyFigures,
    Listing,
    Paragraph,
    ParagraphStyle,
    Radar,
    RadarAxis,
    Row,
    RowKind,
    Span,
    Subheading,
    Text,
    Tone,
    words,
)

_MOST_CHECKS = 5
_MOST_CAPS = 8
_MOST_LINES = 4
_LEAST_AXES = 3
_CORE = ("equity", "margin", "turnover")
_ADVICE = {
    Advice.AGREE: "同意",
    Advice.AGREE_WITH_CONDITIONS: "有条件同意",
    Advice.CAUTION: "审慎",
    Advice.REFUSE: "建议否决",
    Advice.WITHHELD: "暂不出具建议",
}
_MOST_OF_A_LINE, _LONGEST_NAME = 54, 46
_BRACKETED = re.compile(r"（[^（）]*）$|\([^()]*\)$")


def subtitle(material: ReportMaterial) -> tuple[str, ...]:
    """Two lines under the client's name: the request, and the visit."""
    limit = material.assessment.limit
    years = material.value("main_business_years") or material.value("years_in_business")
    request = [
        f"主业 {brief(years)} 年" if years else "",
        f"申请 {wan(limit.requested).prose()} / {requested_months(material)} / {repayment_text(material)}",
        f"用途：{_purpose(material)}",
    ]
    started, ended = (
        material.value("visit_started") or material.value("arrived_at"),
        material.value("visit_ended") or material.value("left_at"),
    )
    hours = f" {brief(f'{clock_text(started)}–{clock_text(ended)}')}" if started and ended else ""
    people = material.value("investigators_on_site")
    visit = [
        f"现场调查 {brief(material.value('visit_date')) or material.assessment.as_of.isoformat()}{hours}"
        + (f"，{brief(people)} 人到场" if people else ""),
        f"清单“{material.checklist.title}”{material.checklist.version}",
    ]
    return " · ".join(part for part in request if part), "；".join(visit)


def decision_page(material: ReportMaterial) -> tuple[Block, ...]:
    return (
        _cards(material),
        _strip(material),
        Columns(_supports(material), _risks(material), 0.41),
        Subheading("交叉验证结果", marked=True),
        _checks(material),
        Columns(_dimensions(material), _limit(material), 0.46),
        *_conditions(material),
    )


def _months(material: ReportMaterial) -> str:
    months = material.assessment.limit.term_months
    return UNKNOWN if months is None else f"{months} 个月"


def _purpose(material: ReportMaterial) -> str:
    return brief(material.value("purpose_kind") or material.value("loan_purpose") or UNKNOWN)


def _cards(material: ReportMaterial) -> KeyFigures:
    assessment = material.assessment
    limit, turnover, decision = assessment.limit, assessment.turnover, assessment.decision
    amount = f" {_short_wan(decision.amount)}" if decision.amount is not None and decision.advice.agrees else ""
    terms = f"{_months(material)} · {rate_text(limit.annual_rate)}"
    return KeyFigures(
        (
            Card(
                "建议",
                f"{_ADVICE[decision.advice]}{amount}",
                f"{_against_request(material)} · {terms}",
                leading=True,
            ),
            Card(
                f"综合评分（{'最终' if material.is_final else '暂定'}）", _score_value(material), _score_note(material)
            ),
            Card("起约束作用的上限", _plain(limit.binding_label) or INSUFFICIENT, _binding_note(material)),
            Card(
                "核实营业额",
                _short_wan(turnover.adopted) if turnover.adopted is not None else INSUFFICIENT,
                f"{turnover.families} 类来源，{turnover.third_party} 个第三方；申报 {_short_wan(turnover.declared)}",
            ),
        )
    )


def _plain(label: str) -> str:
    """A cap's name without what it says in brackets; the table below has it whole."""
    return _BRACKETED.sub("", label)


def client_name(material: ReportMaterial) -> str:
    """The client as the report is headed: two lines at most, the whole name stands with the people."""
    return brief(client_title(material), _LONGEST_NAME)


def _short_wan(amount: Decimal | None) -> str:
    """``9 万元``, ``389 万元``, ``9.5 万元``: no needless zeros."""
    if amount is None:
        return UNKNOWN
    places = 0 if amount % 10_000 == 0 else 2
    return wan(amount, places=places).prose()


def _against_request(material: ReportMaterial) -> str:
    limit = material.assessment.limit
    if limit.difference is None or limit.requested is None:
        return "申请金额未核实" if limit.requested is None else f"申请 {_short_wan(limit.requested)}"
    if not material.assessment.decision.advice.agrees:
        return f"申请 {_short_wan(limit.requested)}，测算 {_short_wan(limit.recommended)}"
    if limit.difference == 0:
        return "与申请一致"
    return f"较申请{'减' if limit.difference < 0 else '增'} {_short_wan(abs(limit.difference))}"


def _score_value(material: ReportMaterial) -> str:
    score = material.assessment.score
    if score.total is None or score.grade is None:
        return f"{points(score.lowest)}–{points(score.highest)}" if score.highest > score.lowest else INSUFFICIENT
    return f"{points(score.total)} / {score.grade}"


def _score_note(material: ReportMaterial) -> str:
    score = material.assessment.score
    if score.total is None or score.grade is None:
        return f"区间，暂不评级；未评估 {percent(score.unassessed_share, places=0).prose()}"
    bureau = material.value("bureau_date")
    before = score.grade_before_ceilings
    parts = [
        f"征信报告 {brief(bureau)}" if bureau else "",
        f"未评估 {percent(score.unassessed_share, places=0).prose()}",
        f"单项封顶前为 {before}" if before not in (None, score.grade) else "",
    ]
    return "；".join(part for part in parts if part)


def _binding_note(material: ReportMaterial) -> str:
    limit = material.assessment.limit
    cap = next((cap for cap in limit.caps if cap.name == limit.binding), None)
    if limit.binding == "requested":
        return "各上限都不低于申请金额"
    if cap is None:
        missing = sum(1 for item in limit.caps if item.applies and item.amount is None)
        return f"{missing} 项上限未能计算" if missing else ""
    return f"该项 {wan(cap.amount).prose()}，已扣现有融资"


def _strip(material: ReportMaterial) -> FactStrip:
    fired = [hit.label for hit in material.assessment.score.vetoes if hit.fired]
    undecided = sum(1 for hit in material.assessment.score.vetoes if hit.fired is None)
    if fired:
        veto = words(Span("、".join(fired), bold=True, tone=Tone.BAD), sources=(keys.VETOES,))
    elif undecided:
        veto = words(Span(f"{undecided} 项无法判定", bold=True, tone=Tone.WARN), sources=(keys.VETOES,))
    else:
        veto = words(Span("无", bold=True), sources=(keys.VETOES,))
    return FactStrip(
        (
            Fact("否决项", veto),
            Fact("第一还款来源", words(brief(material.value("first_source", UNKNOWN)), sources=(keys.PURPOSE,))),
            Fact("第二", words(brief(material.value("second_source", UNKNOWN)), sources=(keys.PURPOSE,))),
            Fact("证据覆盖", words("第三方 ", percent(material.fact("third_party_coverage"), places=0))),
        )
    )


def _supports(material: ReportMaterial) -> tuple[Block, ...]:
    items = [words(indicator_reason(text), sources=(keys.INDICATORS,)) for text in material.assessment.score.ups[:3]]
    for check in material.assessment.cross_checks:
        if len(items) < 3 and check.verdict is Verdict.PASS:
            items.append(words(f"{check.label}通过：{check.meaning}", sources=(keys.check(check.name),)))
    return Subheading("支持", marked=True), _listing(items, "没有达到可以列出的支持理由")


def _risks(material: ReportMaterial) -> tuple[Block, ...]:
    return Subheading("风险与应对", marked=True), _listing(risks_met(material), "没有需要单列的风险")


def _listing(items: list[Text], nothing: str) -> Block:
    return Listing(tuple(items)) if items else Paragraph(words(Span(nothing, tone=Tone.MUTED)))


def _checks(material: ReportMaterial) -> DataTable:
    checks = material.assessment.cross_checks
    shown = _weightiest(checks)
    rows = tuple(
        Row(
            (
                words(check.label, sources=(keys.check(check.name),)),
                check_figure(check, check.expected),
                check_figure(check, check.actual),
                percent(check.rate, signed=True, unknown="—"),
                percent(check.pass_within, places=0, unknown="—"),
                verdict_text(check.verdict),
            )
        )
        for check in shown
    )
    rest = len(checks) - len(shown)
    notes = (f"金额单位为万元；其余 {rest} 项检验见{_elsewhere(material)}。",) if rest else ("金额单位为万元。",)
    columns = (
        Column("检验", 2.6),
        Column("申报或应有", 1.1, Align.NUMBER),
        Column("检验或实际", 1.1, Align.NUMBER),
        Column("偏差", 0.9, Align.NUMBER),
        Column("容差", 0.7, Align.NUMBER),
        Column("结论", 0.9, Align.CENTRE),
    )
    return DataTable(columns, rows, notes=notes)


def _weightiest(checks: tuple[CrossCheck, ...]) -> list[CrossCheck]:
    """Equity, margin and turnover, then what did not pass, in the order they were made."""
    gravity = {Verdict.FAIL: 1, Verdict.EXPLAIN: 2, Verdict.PASS: 3, Verdict.INSUFFICIENT: 4}
    ranked = sorted(checks, key=lambda check: 0 if check.kind in _CORE else gravity[check.verdict])
    chosen = ranked[:_MOST_CHECKS]
    return [check for check in checks if check in chosen]


def radar_of(score: Score) -> Radar | None:
    """The dimensions as shares of what each can give; nothing where there are too few to draw."""
    axes = tuple(
        RadarAxis(d.label, d.points if any(i.points is not None for i in d.indicators) else None, d.max_points)
        for d in score.dimensions
    )
    return Radar(axes) if len(axes) >= _LEAST_AXES else None


def _dimensions(material: ReportMaterial) -> tuple[Block, ...]:
    radar = radar_of(material.assessment.score)
    if radar is None:
        return Subheading("评分", marked=True), Paragraph(words(Span("评分维度不足三个，未画图。", tone=Tone.MUTED)))
    return Subheading("五维评分", marked=True), Chart(radar, "", height=46)


def _limit(material: ReportMaterial) -> tuple[Block, ...]:
    limit = material.assessment.limit
    applying = [cap for cap in limit.caps if cap.applies][:_MOST_CAPS]
    rows = []
    for cap in applying:
        binding = cap.name == limit.binding
        amount = wan(cap.amount, unknown=INSUFFICIENT)
        rows.append(
            Row((cap.label, amount, "◀ 约束" if binding else ""), RowKind.STRONG if binding else RowKind.NORMAL)
        )
    if limit.requested is not None:
        binding = limit.binding == "requested"
        rows.append(
            Row(
                ("申请金额", wan(limit.requested), "◀ 约束" if binding else ""),
                RowKind.STRONG if binding else RowKind.NORMAL,
            )
        )
    columns = (Column("上限", 2.4), Column("万元", 1, Align.NUMBER), Column("", 0.9))
    closing = words(
        "取最低一项，向下取整到 ",
        _short_wan(limit.step),
        "：",
        Span(_short_wan(limit.recommended) if limit.recommended is not None else INSUFFICIENT, bold=True),
        _instalment(material),
        "。",
        sources=(keys.CAPS,),
    )
    return (
        Subheading("额度推导（已扣现有融资）", marked=True),
        DataTable(columns, tuple(rows)),
        Paragraph(closing, ParagraphStyle.NOTE),
    )


def _instalment(material: ReportMaterial) -> str:
    limit = material.assessment.limit
    if limit.instalment is None:
        return ""
    share = (
        percent(material.fact("payment_share"), places=0).prose() if material.fact("payment_share") is not None else ""
    )
    return f"，月还款 {wan(limit.instalment).prose()}" + (f"，连同现有贷款占月净收入 {share}" if share else "")


def _conditions(material: ReportMaterial) -> tuple[Block, ...]:
    """Conditions where the advice agrees, else what is missing or why not; the rest of them on their own page."""
    decision = material.assessment.decision
    elsewhere = _elsewhere(material)
    if decision.conditions:
        return _short_list("条件", decision.conditions, keys.CONCLUSION, elsewhere)
    if not material.is_final:
        return _short_list("尚缺什么", decision.open_points or decision.reasons, keys.OPEN_POINTS, elsewhere)
    return _short_list("理由", decision.reasons, keys.CONCLUSION, elsewhere)


def _elsewhere(material: ReportMaterial) -> str:
    """Where the rest of a list is: the short form has no chapters behind it."""
    return "案件" if material.is_short else "正文"


def _short_list(title: str, texts: tuple[str, ...], key: str, elsewhere: str) -> tuple[Block, ...]:
    if not texts:
        return ()
    shown = texts if len(texts) <= _MOST_LINES else texts[: _MOST_LINES - 1]
    blocks = Subheading(title, marked=True), Listing(tuple(words(brief(text, _MOST_OF_A_LINE)) for text in shown))
    if len(shown) == len(texts):
        return blocks
    return *blocks, Paragraph(words(f"共 {len(texts)} 条，其余见{elsewhere}。", sources=(key,)), ParagraphStyle.NOTE)
