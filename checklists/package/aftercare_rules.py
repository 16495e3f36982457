"""Rows of the aftercare sheet: tiers from the best to the worst, covenants with their bounds, the list of what is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from checklists.model.aftercare import AftercareRules, CareItemRule, CovenantRule, TierRule
from checklists.package.cells import CellReader
from checklists.package.sheets import SheetRow

TIER, COVENANT, ITEM = "tier", "covenant", "item"
KINDS = (TIER, COVENANT, ITEM)
UNITS = ("yuan", "rate", "days", "times", "count")


def read_aftercare(rows: Iterable[SheetRow], cells: CellReader) -> AftercareRules:
    """The rules of the sheet; a row that has a problem is left out."""
    tiers: dict[str, TierRule] = {}
    covenants: dict[str, CovenantRule] = {}
    items: dict[str, CareItemRule] = {}
    last: SheetRow | None = None
    for row in rows:
        kind = cells.word(row, "kind", KINDS, code="unknown_kind")
        if kind == TIER:
            _tier(row, tiers, cells)
            last = row
        elif kind == COVENANT:
            _covenant(row, covenants, cells)
        elif kind == ITEM:
            _item(row, items, cells)
    if last is not None and any(last[column] for column in ("grades", "max_major", "max_medium")):
        message = "最后一档必须收下所有客户：grades、max_major、max_medium 都空着。"
        cells.problems.error(last, "grades", "tiers_leave_gap", message)
    return AftercareRules(tuple(tiers.values()), tuple(covenants.values()), tuple(items.values()))


def _tier(row: SheetRow, found: dict[str, TierRule], cells: CellReader) -> None:
    name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
    first = cells.whole(row, "first_days", required=True)
    contact, visit = cells.whole(row, "contact_days", required=True), cells.whole(row, "visit_days")
    major, medium = _most(row, "max_major", cells), _most(row, "max_medium", cells)
    if name is not None and first is not None and contact is not None:
        found[name] = TierRule(
            name, label, cells.words(row, "grades"), major, medium, first, contact, visit, row["test"], provenance
        )


def _most(row: SheetRow, column: str, cells: CellReader) -> int | None:
    """How many red flags a tier bears, none included."""
    number = cells.number(row, column)
    if number is not None and (number < 0 or number != number.to_integral_value()):
        cells.problems.error(row, column, "not_whole", f"{column} 里的“{row[column]}”应是 0 或更大的整数。")
        return None
    return None if number is None else int(number)


def _covenant(row: SheetRow, found: dict[str, CovenantRule], cells: CellReader) -> None:
    name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
    when, value = cells.expression(row, "when"), cells.expression(row, "value")
    unit = cells.word(row, "unit", UNITS) if value else ""
    if name is not None and when is not None and value is not None and unit is not None:
        found[name] = CovenantRule(name, label, when, value, unit, row["test"], provenance)


def _item(row: SheetRow, found: dict[str, CareItemRule], cells: CellReader) -> None:
    name, label, provenance = cells.name(row, found), cells.label(row), cells.provenance(row)
    when = cells.expression(row, "when")
    if name is not None and when is not None:
        found[name] = CareItemRule(name, label, when, row["test"], provenance)
