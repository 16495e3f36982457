"""Rows of ``caps``, ``benchmarks`` and ``redflags`` as rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from checklists.model.checklist import Benchmark, CapKind, CapRule, RedFlagRule
from checklists.model.facts import FACTS
from checklists.package.cells import CellReader
from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import SheetRow

CAP_KINDS = tuple(kind.value for kind in CapKind)
SEVERITIES = ("minor", "medium", "major")


def read_caps(rows: Iterable[SheetRow], grades: Sequence[str], cells: CellReader) -> tuple[CapRule, ...]:
    """The caps (额度上限). A grade's coefficient left blank is 1: the cap holds for that grade as it is."""
    rules: dict[str, CapRule] = {}
    for row in rows:
        name = cells.name(row, rules)
        kind = cells.word(row, "kind", CAP_KINDS, code="unknown_kind")
        gross = cells.expression(row, "gross", required=True)
        existing, when = cells.expression(row, "existing"), cells.expression(row, "when")
        coefficients = {grade: _coefficient(row, grade, cells) for grade in grades}
        label, provenance = cells.label(row), cells.provenance(row)
        if name is None or kind is None or gross is None or existing is None or when is None:
            continue
        rules[name] = CapRule(name, label, CapKind(kind), gross, existing, coefficients, when, provenance)
    return tuple(rules.values())


def _coefficient(row: SheetRow, grade: str, cells: CellReader) -> Decimal:
    value = cells.number(row, grade)
    if value is None:
        return Decimal(1)
    if value < 0:
        cells.problems.error(row, grade, "negative_coefficient", f"{grade} 级的系数 {value} 不能小于 0，不放贷写 0。")
    return value


def read_benchmarks(rows: Iterable[SheetRow], cells: CellReader) -> tuple[Benchmark, ...]:
    """The industry's bands (行业基准), one a fact."""
    rules: dict[str, Benchmark] = {}
    for row in rows:
        fact = cells.name(row, rules, column="fact")
        if fact is not None and fact not in FACTS:
            offer = did_you_mean(nearest(fact, FACTS))
            cells.problems.error(row, "fact", "unknown_fact", f"“{fact}”不是本程序计算的指标{offer}")
            fact = None
        low, high = cells.number(row, "low", required=True), cells.number(row, "high", required=True)
        mid = cells.number(row, "mid")
        label, provenance = cells.label(row), cells.provenance(row)
        if fact is None or low is None or high is None:
            continue
        if not low <= (low if mid is None else mid) <= high:
            cells.problems.error(row, "low", "benchmark_order", "基准应从小到大：low ≤ mid ≤ high。")
        rules[fact] = Benchmark(fact, label, low, mid, high, row["unit"], provenance)
    return tuple(rules.values())


def read_redflags(rows: Iterable[SheetRow], cells: CellReader) -> tuple[RedFlagRule, ...]:
    """The red flags (风险信号)."""
    rules: dict[str, RedFlagRule] = {}
    for row in rows:
        name, when = cells.name(row, rules), cells.expression(row, "when", required=True)
        severity = cells.word(row, "severity", SEVERITIES, code="unknown_severity")
        label, provenance = cells.label(row), cells.provenance(row)
        if name is not None and when is not None and severity is not None:
            rules[name] = RedFlagRule(name, label, when, severity, provenance)
    return tuple(rules.values())
