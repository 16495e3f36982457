"""Rows of ``scorecard`` as rules: dimensions, indicators with their bins, vetoes, ceilings, grades, who may better a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from checklists.model.assessment import Advice
from checklists.model.checklist import (
    AuthorityRule,
    Bin,
    CeilingRule,
    DimensionRule,
    GradeRule,
    IndicatorRule,
    Scorecard,
    VetoRule,
)
from checklists.package.cells import CellReader
from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import SheetRow

Kind = Literal["dimension", "indicator", "bin", "veto", "ceiling", "grade", "authority"]
KINDS: tuple[Kind, ...] = ("dimension", "indicator", "bin", "veto", "ceiling", "grade", "authority")
ADVICES = tuple(advice.value for advice in Advice if advice is not Advice.WITHHELD)


def read_scorecard(
    rows: Sequence[SheetRow], cells: CellReader, *, unassessed_limit: Decimal | None = None
) -> Scorecard:
    """The scorecard (评分卡). Points are compared in ``scorecard_check``; here each row is read for itself."""
    by_kind: dict[str, list[SheetRow]] = {kind: [] for kind in KINDS}
    for row in rows:
        kind = cells.word(row, "kind", KINDS, code="unknown_kind")
        if kind is not None:
            by_kind[kind].append(row)
    dimensions = _dimensions(by_kind["dimension"], cells)
    grades = _grades(by_kind["grade"], cells)
    card = Scorecard(
        dimensions=dimensions,
        indicators=_indicators(by_kind["indicator"], by_kind["bin"], {each.name for each in dimensions}, cells),
        vetoes=_vetoes(by_kind["veto"], cells),
        ceilings=_ceilings(by_kind["ceiling"], [each.name for each in grades], cells),
        grades=grades,
        authorities=_authorities(by_kind["authority"], cells),
    )
    return card if unassessed_limit is None else replace(card, unassessed_limit=unassessed_limit)


def dimension_of(row: SheetRow) -> str:
    """A dimension row names itself in ``name``, or, where that is blank, in ``dimension``."""
    return row["name"] or row["dimension"]


def _dimensions(rows: Sequence[SheetRow], cells: CellReader) -> tuple[DimensionRule, ...]:
    rules: dict[str, DimensionRule] = {}
    for row in rows:
        name = cells.name(row, rules, column="name" if row["name"] else "dimension")
        points = cells.number(row, "points", required=True)
        label = cells.label(row)
        if name is not None and points is not None:
            rules[name] = DimensionRule(name, label, points)
    return tuple(rules.values())


def _indicators(
    rows: Sequence[SheetRow], bin_rows: Sequence[SheetRow], dimensions: set[str], cells: CellReader
) -> tuple[IndicatorRule, ...]:
    rules: dict[str, IndicatorRule] = {}
    known = {row["name"] for row in rows}
    for row in rows:
        name = cells.name(row, rules)
        dimension = _name_in(row, "dimension", dimensions, cells, what="维度")
        value = cells.expression(row, "value", required=True)
        points = cells.number(row, "points", required=True)
        label, provenance = cells.label(row), cells.provenance(row)
        bins = [_bin(each, cells) for each in bin_rows if each["name"] == row["name"]]
        if name is None or dimension is None or value is None or points is None:
            continue
        found = tuple(each for each in bins if each is not None)
        rules[name] = IndicatorRule(name, label, dimension, value, points, found, provenance)
    for row in bin_rows:
        _name_in(row, "name", known, cells, what="指标")
    return tuple(rules.values())


def _bin(row: SheetRow, cells: CellReader) -> Bin | None:
    points = cells.number(row, "points", required=True)
    lower, upper = cells.number(row, "lower"), cells.number(row, "upper")
    if lower is not None and upper is not None and lower >= upper:
        message = f"下限 {lower} 应小于上限 {upper}(含下限，不含上限)。"
        cells.problems.error(row, "lower", "bin_empty", message)
    equals = tuple(row["equals"].split())
    if equals and (row["lower"] or row["upper"]):
        cells.problems.error(row, "equals", "bin_both", "一档要么写区间(lower、upper)，要么写选项(equals)，不能都写。")
    return None if points is None else Bin(lower, upper, equals, points, row.translated("reason"))


def _vetoes(rows: Sequence[SheetRow], cells: CellReader) -> tuple[VetoRule, ...]:
    rules: dict[str, VetoRule] = {}
    for row in rows:
        name, when = cells.name(row, rules), cells.expression(row, "when", required=True)
        label, provenance = cells.label(row), cells.provenance(row)
        if name is not None and when is not None:
            rules[name] = VetoRule(name, label, when, provenance)
    return tuple(rules.values())


def _ceilings(rows: Sequence[SheetRow], grades: Sequence[str], cells: CellReader) -> tuple[CeilingRule, ...]:
    rules: dict[str, CeilingRule] = {}
    for row in rows:
        name, when = cells.name(row, rules), cells.expression(row, "when", required=True)
        grade = cells.word(row, "effect", grades, code="unknown_grade")
        label, provenance = cells.label(row), cells.provenance(row)
        if name is not None and when is not None and grade is not None:
            rules[name] = CeilingRule(name, label, when, grade, provenance)
    return tuple(rules.values())


def _grades(rows: Sequence[SheetRow], cells: CellReader) -> tuple[GradeRule, ...]:
    """Best first, whatever the order of the rows. The worst grade may leave ``lower`` blank: from zero points."""
    rules: dict[str, GradeRule] = {}
    for row in rows:
        name, lower = cells.name(row, rules), cells.number(row, "lower")
        advice = cells.word(row, "effect", ADVICES, code="unknown_advice")
        if name is not None and advice is not None:
            rules[name] = GradeRule(name, row.translated("label") or name, lower or Decimal(0), advice)
    return tuple(sorted(rules.values(), key=lambda rule: rule.lower, reverse=True))


def _authorities(rows: Sequence[SheetRow], cells: CellReader) -> tuple[AuthorityRule, ...]:
    """``points`` holds the notches: whole, at least one."""
    rules: dict[str, AuthorityRule] = {}
    for row in rows:
        name, notches = cells.name(row, rules), cells.number(row, "points", required=True)
        label, provenance = cells.label(row), cells.provenance(row)
        if notches is not None and (notches < 1 or notches != notches.to_integral_value()):
            cells.problems.error(row, "points", "not_notches", "最多上调几级，请填 1、2 这样的整数。")
        elif name is not None and notches is not None:
            rules[name] = AuthorityRule(name, label, int(notches), provenance)
    return tuple(rules.values())


def _name_in(row: SheetRow, column: str, known: set[str], cells: CellReader, *, what: str) -> str | None:
    name = row[column]
    if name in known:
        return name
    found = f"“{name}”不是本表里的{what}" if name else f"没有填，这里要一个{what}的名称"
    offer = did_you_mean(nearest(name, known)) if name else "。"
    cells.problems.error(row, column, "unknown_name", f"{column} {found}{offer}")
    return None
