"""Product, term, price, authority, regulatory lines and the repayment schedule: what the bank's own parameters make of the case."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.offer import Offer, Price, ProductFit, RegulationHit, Schedule
from reports.chapters import keys
from reports.chapters.material import ReportMaterial
from reports.chapters.phrases import percent, wan
from reports.document import (
    INSUFFICIENT,
    UNKNOWN,
    Align,
    Block,
    Chapter,
    Column,
    DataTable,
    Figure,
    Paragraph,
    ParagraphStyle,
    Row,
    RowKind,
    Section,
    Span,
    Text,
    Tone,
    Unit,
    words,
)

_FITS = {
    True: Span("适用", tone=Tone.OK),
    False: Span("不适用", tone=Tone.MUTED),
    None: Span("未定", tone=Tone.WARN),
}
_EFFECTS = {"block": "不得同意", "condition": "列为条件", "flag": "提示"}


def offer_chapter(material: ReportMaterial) -> tuple[Chapter, ...]:
    """The chapter; none where the checklist carries no parameters of a bank."""
    offer = material.assessment.offer
    if offer is None:
        return ()
    sections = [
        Section(keys.PRODUCT, "产品与期限", (*_product_story(offer), _products(offer), _terms(offer))),
        Section(keys.PRICE, "定价", _price(offer.price)),
        Section(keys.AUTHORITY, "审批权限与监管规则", (_authority(offer), *_regulations(offer.regulations))),
    ]
    if offer.schedule is not None:
        sections.append(Section(keys.SCHEDULE, "还款计划", _schedule(offer.schedule)))
    return (Chapter("offer", "产品、定价与还款计划", tuple(sections)),)


def requested_months(material: ReportMaterial) -> str:
    """``12 个月``: what was asked for, which the recommended term may fall short of."""
    offer, limit = material.assessment.offer, material.assessment.limit
    months = limit.term_months if offer is None else offer.term.requested
    return UNKNOWN if months is None else f"{months} 个月"


def _product_story(offer: Offer) -> tuple[Block, ...]:
    term = offer.term
    chosen = offer.chosen
    if chosen is None:
        product = f"拟办产品：{offer.product or UNKNOWN}。"
    else:
        state = {
            True: "符合该产品的规定",
            False: "不符合该产品的规定：" + "；".join(chosen.reasons),
            None: "尚不能判定",
        }
        product = f"拟办产品“{chosen.label}”，{state[chosen.fits]}。"
    if term.months is None:
        missing = "、".join(bound.label for bound in term.bounds if bound.months is None) or "申请期限"
        months = f"期限未定，还缺：{missing}。"
    elif term.requested == term.months:
        months = f"申请期限 {term.months} 个月，在各项期限上限之内。"
    else:
        months = f"申请期限 {term.requested} 个月，受“{term.binding_label}”约束，定为 {term.months} 个月。"
    return (Paragraph(words(product, months, sources=(keys.REQUEST, keys.PURPOSE))),)


def _products(offer: Offer) -> DataTable:
    columns = (Column("产品", 1.4), Column("结论", 0.7, Align.CENTRE), Column("理由", 3.6))
    return DataTable(columns, tuple(_product_row(each) for each in offer.products), caption="本行产品逐一比对")


def _product_row(fit: ProductFit) -> Row:
    name = f"{fit.label}（拟办）" if fit.is_chosen else fit.label
    reason = "；".join(fit.reasons) or "金额、期限、利率、还款、担保、用途和办理条件都符合"
    return Row((name, Text((_FITS[fit.fits],)), reason), RowKind.STRONG if fit.is_chosen else RowKind.NORMAL)


def _terms(offer: Offer) -> DataTable:
    columns = (Column("期限上限", 2.4), Column("月", 0.6, Align.NUMBER), Column("依据", 2.8))
    rows = [
        Row(
            (bound.label, UNKNOWN if bound.months is None else str(bound.months), bound.source or "—"),
            RowKind.STRONG if bound.name == offer.term.binding else RowKind.NORMAL,
        )
        for bound in offer.term.bounds
    ]
    return DataTable(columns, tuple(rows), caption="期限不超过产品、用途周转周期和监管规则中最短的一项")


def _price(price: Price) -> tuple[Block, ...]:
    note = Paragraph(words(f"公式：{price.formula}"), ParagraphStyle.NOTE)
    if price.lowest is None:
        missing = "、".join(price.missing)
        return (Paragraph(words(Span("未得出最低定价。", bold=True, tone=Tone.WARN), f"还缺：{missing}。")), note)
    columns = (Column("项目", 1.6), Column("年利率", 0.8, Align.NUMBER), Column("算法", 3))
    rows = [Row((part.label, _rate(part.rate), part.given or "—")) for part in price.parts]
    rows.append(Row(("最低定价（年化单利）", _rate(price.lowest), _over(price.lowest_bp, price)), RowKind.STRONG))
    rows.append(Row(("执行利率（年化单利）", _rate(price.asked), _over(price.asked_bp, price))))
    return (Paragraph(words(*_price_story(price))), DataTable(columns, tuple(rows)), note)


def _price_story(price: Price) -> tuple[str | Span, ...]:
    if price.difference is None:
        return ("执行利率未填，不能与最低定价比较。",)
    points = f"{abs(price.difference) * 10_000:.0f} 个基点"
    if price.is_below:
        return (
            Span(f"执行利率低于最低定价 {points}", bold=True, tone=Tone.BAD),
            "，须提高利率或说明综合贡献并经有权人批准。",
        )
    return (f"执行利率高于最低定价 {points}，覆盖资金、运营、风险和资本成本。",)  # fmt: skip


def _rate(rate: Decimal | None) -> Figure:
    return percent(rate, places=2)


def _over(points: Decimal | None, price: Price) -> str:
    if points is None or price.lpr is None:
        return "LPR 未知"
    sign = "加" if points >= 0 else "减"
    return f"{price.lpr_label} {percent(price.lpr, places=2).prose()} {sign} {abs(points):.0f} 个基点"


def _authority(offer: Offer) -> Paragraph:
    authority = offer.authority
    if authority.label and authority.exposure is not None:
        told = ("本笔与客户在本行的存量贷款合计 ", wan(authority.exposure), "，由", Span(authority.label, bold=True))
        return Paragraph(words(*told, f"审批（{authority.source}）。", sources=(keys.SCORE, keys.CAPS)))
    tone = Tone.BAD if authority.is_known else Tone.WARN
    return Paragraph(words(Span("审批权限未定：", bold=True, tone=tone), f"{authority.reason}。"))


def _regulations(hits: tuple[RegulationHit, ...]) -> tuple[Block, ...]:
    if not hits:
        return ()
    columns = (Column("规则", 2.6), Column("结果", 0.9, Align.CENTRE), Column("后果", 0.8), Column("依据", 2.4))
    rows = [
        Row((hit.label, _hit(hit), _EFFECTS.get(hit.effect, hit.effect), f"{hit.source}，{hit.valid_from} 起"))
        for hit in hits
        if hit.is_in_force
    ]
    waiting = [hit.label for hit in hits if not hit.is_in_force]
    notes = (f"尚未启用、未参与判断的规则：{'；'.join(waiting)}。",) if waiting else ()
    return (DataTable(columns, tuple(rows), caption="在调查日生效的规则", notes=notes),)


def _hit(hit: RegulationHit) -> Text:
    if hit.fired is None:
        return Text((Span(INSUFFICIENT, tone=Tone.WARN),))
    tone = Tone.BAD if hit.effect == "block" else Tone.WARN
    return Text((Span("适用", bold=True, tone=tone),)) if hit.fired else Text((Span("不涉及", tone=Tone.MUTED),))


def _schedule(schedule: Schedule) -> tuple[Block, ...]:
    columns = (
        Column("期", 0.5, Align.CENTRE),
        Column("应还日", 1.3),
        Column("本金（元）", 1.2, Align.NUMBER),
        Column("利息（元）", 1.1, Align.NUMBER),
        Column("合计（元）", 1.2, Align.NUMBER),
        Column("剩余本金（元）", 1.3, Align.NUMBER),
    )
    rows = [
        Row(
            (
                str(each.number),
                f"{each.due.isoformat()}{' 顺延' if each.is_moved else ''}",
                _yuan(each.principal),
                _yuan(each.interest),
                _yuan(each.payment),
                _yuan(each.balance),
            )
        )
        for each in schedule.instalments
    ]
    sums = (_yuan(schedule.amount), _yuan(schedule.total_interest), _yuan(schedule.total_payment))
    rows.append(Row(("", "合计", *sums, ""), RowKind.TOTAL))
    notes = [f"假定 {schedule.drawn_on.isoformat()} 放款；按月计息，首期不足或超过一个月的零头放款时另算。"]
    if schedule.unknown_year is not None:
        notes.append(f"{schedule.unknown_year} 年起的放假安排未收录，只按周末顺延。")
    return (DataTable(columns, tuple(rows), notes=tuple(notes), compact=True),)


def _yuan(amount: Decimal) -> Figure:
    return Figure(amount, Unit.YUAN, 2)
