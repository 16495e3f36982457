"""The bank's own terms as words and rows: product, term, price, authority, schedule. Pure."""

from __future__ import annotations

from decimal import Decimal

from checklists.model.money import yuan_text
from checklists.model.offer import Offer, PricePart, ProductFit, Schedule
from desktop.models.insight import wan
from desktop.models.rows import Cell, Row
from desktop.models.typed import grouped

UNKNOWN = "—"
_FITS = {True: ("适用", "ok"), False: ("不适用", "ink2"), None: ("未定", "warn")}


def rate_words(rate: Decimal | None) -> str:
    """``4.28%``: interest to a hundredth of a percent."""
    return UNKNOWN if rate is None else f"{rate * 100:.2f}%"


def over_words(points: Decimal | None) -> str:
    """``LPR+128 基点``."""
    return "" if points is None else f"LPR{'+' if points >= 0 else '−'}{abs(points):.0f} 基点"


def product_words(offer: Offer) -> tuple[str, str]:
    """The product that was chosen, and whether it takes the loan."""
    chosen = offer.chosen
    if chosen is None:
        return offer.product or UNKNOWN, "未选产品" if not offer.product else "产品表里没有"
    return chosen.label, _FITS[chosen.fits][0]


def term_words(offer: Offer) -> tuple[str, str]:
    """The term, and what holds it down."""
    term = offer.term
    if term.months is None:
        missing = "、".join(bound.label for bound in term.bounds if bound.months is None) or "申请期限"
        return UNKNOWN, f"还缺{missing}"
    if term.months == term.requested:
        return f"{term.months} 个月", "与申请一致"
    return f"{term.months} 个月", f"申请 {term.requested} 个月,{term.binding_label}"


def price_words(offer: Offer) -> tuple[str, str]:
    """The lowest price, and the rate asked for beside it."""
    price = offer.price
    if price.lowest is None:
        return UNKNOWN, f"还缺{'、'.join(price.missing)}"
    asked = f"执行 {rate_words(price.asked)}" if price.asked is not None else "执行利率未填"
    below = ",低于最低定价" if price.is_below else ""
    return rate_words(price.lowest), f"{over_words(price.lowest_bp)};{asked}{below}".removeprefix(";")


def authority_words(offer: Offer) -> tuple[str, str]:
    """Who decides, and on how much."""
    authority = offer.authority
    if not authority.label or authority.exposure is None:
        return UNKNOWN, authority.reason
    return authority.label, f"单户合计 {wan(authority.exposure)} 万元"


def product_row(fit: ProductFit) -> Row:
    """Product, result, why not."""
    result, tone = _FITS[fit.fits]
    reason = ";".join(fit.reasons)
    name = f"{fit.label} · 拟办" if fit.is_chosen else fit.label
    return Row(
        fit.name,
        (Cell(name, bold=fit.is_chosen, tip=fit.source), Cell(result, tone), Cell(reason, "ink2", tip=reason)),
    )


def price_row(part: PricePart) -> Row:
    """Part, rate, how it was worked out."""
    return Row(part.name, (Cell(part.label), Cell(rate_words(part.rate)), Cell(part.given, "ink2", tip=part.given)))


def schedule_words(schedule: Schedule | None) -> str:
    """First and last due date and what the loan costs in all; "" without a schedule."""
    if schedule is None or not schedule.instalments:
        return ""
    first, last = schedule.instalments[0], schedule.instalments[-1]
    moved = sum(each.is_moved for each in schedule.instalments)
    parts = [
        f"共 {len(schedule.instalments)} 期:首期 {first.due} 还 {yuan_text(first.payment)} 元",
        f"末期 {last.due} 还 {yuan_text(last.payment)} 元",
        f"利息合计 {yuan_text(schedule.total_interest)} 元",
    ]
    if moved:
        parts.append(f"{grouped(Decimal(moved))} 期因节假日顺延")
    if schedule.unknown_year is not None:
        parts.append(f"{schedule.unknown_year} 年起放假安排未收录")
    return ",".join(parts) + "。"
