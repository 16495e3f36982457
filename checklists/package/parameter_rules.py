"""Rows of the bank's sheets as what the bank sets: products, authority, prices, living cost, holidays, regulation, terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from checklists.model.parameters import (
    AuthorityBand,
    BankParameters,
    FigureKind,
    Holiday,
    LivingCost,
    PricingFigure,
    Product,
    PurposeTerm,
    RegulationEffect,
    RegulationRule,
)
from checklists.package.aftercare_rules import read_aftercare
from checklists.package.cells import CellReader
from checklists.package.sheets import (
    AFTERCARE,
    AUTHORITY,
    HOLIDAYS,
    LIVING_COST,
    PRICING,
    PRODUCTS,
    REGULATION,
    TERMS,
    SheetRow,
)

REST, WORK = "holiday", "workday"
HOLIDAY_KINDS = (REST, WORK)
EFFECTS = tuple(effect.value for effect in RegulationEffect)
FIGURE_KINDS = tuple(kind.value for kind in FigureKind)
_LONGEST_HOLIDAY = 31


def read_parameters(rows: Mapping[str, Sequence[SheetRow]], cells: CellReader) -> BankParameters:
    """The parameters of all bank sheets; a row that has a problem is left out."""
    return BankParameters(
        products=_products(rows[PRODUCTS], cells),
        authority=_authority(rows[AUTHORITY], cells),
        pricing=_pricing(rows[PRICING], cells),
        living_costs=_living_costs(rows[LIVING_COST], cells),
        holidays=_holidays(rows[HOLIDAYS], cells),
        regulation=_regulation(rows[REGULATION], cells),
        terms=_terms(rows[TERMS], cells),
        aftercare=read_aftercare(rows[AFTERCARE], cells),
    )


def _products(rows: Iterable[SheetRow], cells: CellReader) -> tuple[Product, ...]:
    found: dict[str, Product] = {}
    for row in rows:
        name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
        least, most = _range(row, "min_amount", "max_amount", cells)
        low, high = _range(row, "min_bp", "max_bp", cells)
        shortest, longest = cells.whole(row, "min_months", required=True), cells.whole(row, "max_months", required=True)
        if shortest is not None and longest is not None and shortest > longest:
            _say_order(row, "min_months", "max_months", cells)
            longest = None
        repayments, guarantees = cells.words(row, "repayments"), cells.words(row, "guarantees")
        purposes = cells.words(row, "purposes")
        when, who = cells.expression(row, "when"), row["who"]
        if when and not who:
            message = "写了 when(谁可以办)而没有写 who，客户不合条件时说不出是哪一条。请用一句中文写在 who 列。"
            cells.problems.error(row, "who", "missing_who", message)
        if least is not None and least < 0:
            cells.problems.error(row, "min_amount", "negative_amount", f"min_amount {least} 不能小于 0。")
        if name is None or when is None or least is None or most is None or low is None or high is None:
            continue
        if shortest is None or longest is None:
            continue
        found[name] = Product(
            name=name,
            label=label,
            min_amount=least,
            max_amount=most,
            min_months=shortest,
            max_months=longest,
            repayments=repayments,
            guarantees=guarantees,
            purposes=purposes,
            min_bp=low,
            max_bp=high,
            when=when,
            who=who,
            provenance=provenance,
        )
    return tuple(found.values())


def _range(row: SheetRow, low: str, high: str, cells: CellReader) -> tuple[Decimal | None, Decimal | None]:
    """Two numbers of which the first is not the greater; (None, None) where they are not."""
    least, most = cells.number(row, low, required=True), cells.number(row, high, required=True)
    if least is not None and most is not None and least > most:
        _say_order(row, low, high, cells)
        return None, None
    return least, most


def _say_order(row: SheetRow, low: str, high: str, cells: CellReader) -> None:
    message = f"{low} 是 {row[low]}，大于 {high} 的 {row[high]}，请检查是不是填反了。"
    cells.problems.error(row, low, "range_order", message)


def _authority(rows: Iterable[SheetRow], cells: CellReader) -> tuple[AuthorityBand, ...]:
    found: dict[str, AuthorityBand] = {}
    for row in rows:
        name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
        guarantees, grades = cells.words(row, "guarantees"), cells.words(row, "grades")
        above, up_to = cells.number(row, "above", required=True), cells.number(row, "up_to")
        if above is not None and above < 0:
            cells.problems.error(row, "above", "negative_amount", f"above {above} 不能小于 0。")
        if above is not None and up_to is not None and above >= up_to:
            message = f"权限从 {row['above']} 以上到 {row['up_to']}，这一段是空的，请检查 above 和 up_to。"
            cells.problems.error(row, "above", "range_order", message)
        elif name is not None and above is not None and (up_to is not None or not row["up_to"]):
            found[name] = AuthorityBand(name, label, guarantees, grades, above, up_to, provenance)
    return tuple(found.values())


def _pricing(rows: Iterable[SheetRow], cells: CellReader) -> tuple[PricingFigure, ...]:
    found: dict[tuple[str, str, date | None], PricingFigure] = {}
    for row in rows:
        kind = cells.word(row, "kind", FIGURE_KINDS, code="unknown_kind")
        name, label, provenance = cells.name(row, ()), cells.label(row), cells.provenance(row)
        value, begins = cells.number(row, "value", required=True), cells.day(row, "valid_from")
        if kind is None or name is None:
            continue
        if (kind, name, begins) in found:
            _say_twice(row, "name", f"{kind} 的“{name}”", cells)
        elif value is not None and (begins is not None or not row["valid_from"]):
            found[kind, name, begins] = PricingFigure(FigureKind(kind), name, label, value, begins, provenance)
    return tuple(found.values())


def _say_twice(row: SheetRow, column: str, what: str, cells: CellReader) -> None:
    message = f"{what}在同一生效日写了两次，请删去一行，或写上不同的 valid_from。"
    cells.problems.error(row, column, "duplicate_name", message)


def _living_costs(rows: Iterable[SheetRow], cells: CellReader) -> tuple[LivingCost, ...]:
    found: dict[tuple[str, date], LivingCost] = {}
    for row in rows:
        name, label, provenance = cells.name(row, ()), cells.label(row), cells.provenance(row)
        monthly, factor = cells.number(row, "monthly", required=True), cells.number(row, "factor", required=True)
        begins = cells.day(row, "valid_from", required=True)
        for column, value in (("monthly", monthly), ("factor", factor)):
            if value is not None and value <= 0:
                cells.problems.error(row, column, "negative_amount", f"{column} 里的 {value} 应大于 0。")
        if name is None or monthly is None or factor is None or begins is None:
            continue
        if (name, begins) in found:
            _say_twice(row, "name", f"“{name}”", cells)
        else:
            found[name, begins] = LivingCost(name, label, monthly, factor, begins, provenance)
    return tuple(found.values())


def _holidays(rows: Iterable[SheetRow], cells: CellReader) -> tuple[Holiday, ...]:
    found: list[Holiday] = []
    for row in rows:
        kind = cells.word(row, "kind", HOLIDAY_KINDS, code="unknown_kind")
        label, provenance = cells.label(row), cells.provenance(row)
        first, last = cells.day(row, "first", required=True), cells.day(row, "last", required=True)
        if kind is None or first is None or last is None:
            continue
        if not 0 <= (last - first).days < _LONGEST_HOLIDAY:
            message = f"从 {first} 到 {last} 不是一段假期，请检查 first 和 last。"
            cells.problems.error(row, "first", "range_order", message)
            continue
        other = next((each for each in found if each.first <= last and first <= each.last), None)
        if other is not None:
            message = f"{first} 到 {last} 与第 {other.provenance.row} 行“{other.label}”的日期重叠。"
            cells.problems.error(row, "first", "holidays_overlap", message)
            continue
        found.append(Holiday(first, last, label, kind == WORK, provenance))
    return tuple(found)


def _regulation(rows: Iterable[SheetRow], cells: CellReader) -> tuple[RegulationRule, ...]:
    found: dict[str, RegulationRule] = {}
    for row in rows:
        name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
        when = cells.expression(row, "when", required=True)
        effect = cells.word(row, "effect", EFFECTS, code="unknown_effect")
        months = cells.whole(row, "months", required=effect == RegulationEffect.TERM.value)
        begins, ends = cells.day(row, "valid_from"), cells.day(row, "valid_to")
        if begins is not None and ends is not None and begins > ends:
            _say_order(row, "valid_from", "valid_to", cells)
        if name is None or when is None or effect is None:
            continue
        if (begins is None and row["valid_from"]) or (ends is None and row["valid_to"]):
            continue
        if effect == RegulationEffect.TERM.value and months is None:
            continue
        found[name] = RegulationRule(
            name, label, when, RegulationEffect(effect), months, begins, ends, provenance
        )  # fmt: skip
    return tuple(found.values())


def _terms(rows: Iterable[SheetRow], cells: CellReader) -> tuple[PurposeTerm, ...]:
    found: dict[str, PurposeTerm] = {}
    for row in rows:
        name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
        months = cells.whole(row, "months", required=True)
        if name is not None and months is not None:
            found[name] = PurposeTerm(name, label, months, provenance)
    return tuple(found.values())
