"""Rows of ``crosschecks`` as rules: the checks (检验) and the methods of estimating turnover (营业额测算法)."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.model.checklist import CheckKind, CrossCheckRule, TurnoverMethodRule
from checklists.package.cells import CellReader
from checklists.package.sheets import SheetRow

TURNOVER_METHOD = "turnover_method"
KINDS = (*(kind.value for kind in CheckKind), TURNOVER_METHOD)
METHODS = tuple(f"M{number}" for number in range(1, 13))


def read_crosschecks(rows: Iterable[SheetRow], cells: CellReader) -> tuple[CrossCheckRule, ...]:
    """Every row but the turnover methods. One check of each kind that is judged by method; any number of comparisons."""
    rules: dict[str, CrossCheckRule] = {}
    for row in rows:
        kind = cells.word(row, "kind", KINDS, code="unknown_kind")
        if kind is None:
            for column in ("expected", "actual", "base"):
                cells.expression(row, column)
        if kind is None or kind == TURNOVER_METHOD:
            continue
        rule = _crosscheck(row, CheckKind(kind), cells, rules)
        if rule is not None:
            rules[rule.name] = rule
    return tuple(rules.values())


def _crosscheck(
    row: SheetRow, kind: CheckKind, cells: CellReader, earlier: dict[str, CrossCheckRule]
) -> CrossCheckRule | None:
    compares = kind is CheckKind.COMPARE
    if not compares and any(rule.kind is kind for rule in earlier.values()):
        cells.problems.error(
            row, "kind", "duplicate_kind", f"{kind.value} 类的检验只能有一行，这里是第二行，请删去一行。"
        )
        return None
    name = cells.name(row, earlier)
    expected = cells.expression(row, "expected", required=compares)
    actual = cells.expression(row, "actual", required=compares)
    base = cells.expression(row, "base")
    pass_within = cells.number(row, "pass_within", required=compares)
    explain_within = cells.number(row, "explain_within", required=compares)
    if pass_within is not None and explain_within is not None and not 0 <= pass_within <= explain_within:
        message = f"通过容差 {pass_within} 应不小于 0，且不大于可解释容差 {explain_within}(explain_within)。"
        cells.problems.error(row, "pass_within", "tolerance_order", message)
    label, inputs, provenance = cells.label(row), cells.inputs(row), cells.provenance(row)
    if name is None or expected is None or actual is None or base is None:
        return None
    return CrossCheckRule(name, label, kind, expected, actual, base, pass_within, explain_within, inputs, provenance)


def read_turnover_methods(rows: Iterable[SheetRow], cells: CellReader) -> tuple[TurnoverMethodRule, ...]:
    """The ``turnover_method`` rows. The estimate stands in ``actual`` (or, where an author prefers it, in ``expected``)."""
    rules: dict[str, TurnoverMethodRule] = {}
    for row in rows:
        if row["kind"] != TURNOVER_METHOD:
            continue
        name = cells.name(row, rules)
        method = cells.word(row, "method", METHODS, code="unknown_method")
        if row["actual"] and row["expected"]:
            message = "测算法只需要一个表达式，请只填 actual，清空 expected。"
            cells.problems.error(row, "expected", "two_values", message)
        value = cells.expression(row, "expected" if row["expected"] and not row["actual"] else "actual", required=True)
        label, inputs, provenance = cells.label(row), cells.inputs(row), cells.provenance(row)
        third_party = cells.truth(row, "third_party")
        if name is not None and method is not None and value is not None:
            rules[name] = TurnoverMethodRule(name, label, method, value, third_party, inputs, provenance)
    return tuple(rules.values())
