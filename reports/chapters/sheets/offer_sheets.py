"""What the bank offers, as sheets: product, term, price and authority as assessed, the repayment schedule by formula from the limit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklists.model.aftercare import Aftercare
from checklists.model.offer import Offer, Price, Schedule
from checklists.scoring.repayment import BULLET
from reports.chapters.material import ReportMaterial
from reports.chapters.sheets.cells import Cells, header, known, label, result, title_rows
from reports.chapters.sheets.fact_cells import annuity_of
from reports.document import INSUFFICIENT, UNKNOWN, CellStyle, NumberStyle, Sheet, SheetCell

_FITS = {True: "适用", False: "不适用", None: "未定"}
_STYLES = {"rate": NumberStyle.PERCENT, "yuan": NumberStyle.AMOUNT}


def offer_sheets(material: ReportMaterial) -> tuple[Sheet, ...]:
    """Only what the bank's parameters give."""
    offer, plan = material.assessment.offer, material.assessment.aftercare
    sheets = [] if offer is None else [_offer_sheet(offer)]
    if offer is not None and offer.schedule is not None:
        sheets.append(_schedule_sheet(offer.schedule, material.assessment.limit.repayment))
    if plan is not None:
        sheets.append(_aftercare_sheet(plan))
    return tuple(sheets)


def _offer_sheet(offer: Offer) -> Sheet:
    note = "产品、期限、定价和权限按本行参数判定，为固定值，不随改动重算。"
    rows: list[Cells] = [*title_rows("产品与定价", note), header("项目", "结果", "说明", "出处")]
    for fit in offer.products:
        name = f"{fit.label}（拟办）" if fit.is_chosen else fit.label
        rows.append(_fixed_row(name, _FITS[fit.fits], "；".join(fit.reasons), fit.source))
    rows += [(), header("期限上限", "月", "说明", "出处")]
    for bound in offer.term.bounds:
        binds = "起约束作用" if bound.name == offer.term.binding else ""
        months = UNKNOWN if bound.months is None else Decimal(bound.months)
        rows.append(_fixed_row(bound.label, months, binds, bound.source))
    rows += [(), header("定价", "年化单利", "算法", "出处"), *_price_rows(offer.price)]
    authority = offer.authority
    told = authority.label or "未定"
    rows += [(), header("审批", "结果", "说明", "出处")]
    rows.append(_fixed_row("审批权限", told, authority.reason, authority.source))
    return Sheet("产品与定价", (30, 18, 60, 40), tuple(rows), header_row=4, landscape=True)


def _price_rows(price: Price) -> Iterator[Cells]:
    for part in price.parts:
        yield _fixed_row(part.label, part.rate, part.given, "", NumberStyle.PERCENT)
    missing = f"还缺：{'、'.join(price.missing)}" if price.missing else ""
    yield _fixed_row("最低定价", _known(price.lowest), missing, price.formula, NumberStyle.PERCENT)
    yield _fixed_row("执行利率", _known(price.asked), "", "", NumberStyle.PERCENT)
    yield _fixed_row("执行利率减最低定价", _known(price.difference), "", "", NumberStyle.PERCENT)


def _known(value: Decimal | None) -> Decimal | str:
    return INSUFFICIENT if value is None else value


def _fixed_row(
    title: str, value: Decimal | str, told: str, source: str, number: NumberStyle = NumberStyle.COUNT
) -> Cells:
    fixed = SheetCell(value, "", CellStyle.FIXED, NumberStyle.TEXT if isinstance(value, str) else number)
    return label(title), fixed, label(told), label(source, style=CellStyle.NOTE)


def _schedule_sheet(schedule: Schedule, repayment: str) -> Sheet:
    """``scoring.schedule`` by formula: level payments rounded to the fen, the last one takes what is left."""
    note = f"按建议额度、利率和期限由公式得出；应还日按 {schedule.drawn_on.isoformat()} 放款推算，为固定值。期数以测算时的为限。"
    rows: list[Cells] = [
        *title_rows("还款计划（元）", note),
        header("期", "应还日", "本金", "利息", "合计", "剩余本金"),
        (label("放款"), *(SheetCell(),) * 4, result("{limit.recommended}+0", "schedule.balance0")),
    ]
    level = f"ROUND({{limit.recommended}}/{annuity_of('{limit.rate}', '{limit.months}')},2)"
    parts = ["limit.recommended", "limit.rate", "limit.months"]
    rows.append((label("每期应还（末期除外）"), *(SheetCell(),) * 4, result(known(level, parts), "schedule.level")))
    for each in schedule.instalments:
        name, before = f"schedule.{each.number}", f"{{schedule.balance{each.number - 1}}}"
        interest = f"IF({each.number}>{{limit.months}},0,ROUND({before}*{{limit.rate}}/12,2))"
        usual = "0" if repayment == BULLET else f"MIN({{schedule.level}}-{{{name}.interest}},{before})"
        principal = f"IF({each.number}>={{limit.months}},{before},{usual})"
        rows.append(
            (
                label(str(each.number)),
                label(f"{each.due.isoformat()}{' 顺延' if each.is_moved else ''}"),
                result(f'IFERROR({principal},"{UNKNOWN}")', f"{name}.principal"),
                result(f'IFERROR({interest},"{UNKNOWN}")', f"{name}.interest"),
                result(f'IFERROR({{{name}.principal}}+{{{name}.interest}},"{UNKNOWN}")', f"{name}.payment"),
                result(f'IFERROR({before}-{{{name}.principal}},"{UNKNOWN}")', f"schedule.balance{each.number}"),
            )
        )
    numbers = [each.number for each in schedule.instalments]
    sums = [
        result(
            f"SUM({{schedule.{numbers[0]}.{part}}}:{{schedule.{numbers[-1]}.{part}}})", f"schedule.{part}", total=True
        )
        for part in ("principal", "interest", "payment")
    ]
    rows.append((label("合计", style=CellStyle.TOTAL), SheetCell(style=CellStyle.TOTAL), *sums))
    return Sheet("还款计划", (22, 20, 16, 16, 16, 18), tuple(rows), header_row=4)


def _aftercare_sheet(plan: Aftercare) -> Sheet:
    note = "约定的界限按测算时的数，为固定值，不随改动重算。"
    rows: list[Cells] = [*title_rows("约定与贷后", note), header("约定", "界限", "怎么查", "出处")]
    for covenant in plan.covenants:
        bound: Decimal | str = "—" if not covenant.unit else _known(covenant.value)
        number = _STYLES.get(covenant.unit, NumberStyle.NUMBER)
        rows.append(_fixed_row(covenant.label, bound, covenant.test, covenant.source, number))
    if plan.tier is not None:
        rows += [(), header("贷后分档", "档次", "为什么、怎么做", "出处")]
        rows.append(_fixed_row("档次", plan.tier.label, f"{plan.tier.reason} {plan.tier.way}", ""))
        rows.append(_fixed_row("首检（放款后天数）", Decimal(plan.tier.first_days), "核对用途", ""))
        rows.append(_fixed_row("联系间隔（天）", Decimal(plan.tier.contact_days), "", ""))
        visits: Decimal | str = "有预警时" if plan.tier.visit_days is None else Decimal(plan.tier.visit_days)
        rows.append(_fixed_row("到现场间隔（天）", visits, "", ""))
    if plan.items:
        rows += [(), header("检查什么", "", "怎么查", "出处")]
        rows += [_fixed_row(each.label, "", each.test, each.source) for each in plan.items]
    return Sheet("约定与贷后", (40, 18, 60, 40), tuple(rows), header_row=4, landscape=True)
