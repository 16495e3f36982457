"""Rows of ``trade`` as what a checklist says of its trade: traits, documents to ask for, the season of the year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checklists.model.checklist import DocumentRule, Trade, Trait
from checklists.package.cells import CellReader
from checklists.package.sheets import SheetRow

TRAIT, DOCUMENT, SEASON = "trait", "document", "season"
TRADE_KINDS = (TRAIT, DOCUMENT, SEASON)
MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))
_SUM, _TOLERANCE = Decimal(12), Decimal("0.01")


def read_trade(rows: Iterable[SheetRow], cells: CellReader) -> Trade:
    """The trade (行业特征、资料清单、月系数). A season is given for all twelve months or not at all."""
    traits: dict[str, Trait] = {}
    documents: dict[str, DocumentRule] = {}
    season: dict[str, Decimal | None] = {}
    last: SheetRow | None = None
    for row in rows:
        kind = cells.word(row, "kind", TRADE_KINDS, code="unknown_kind")
        if kind == SEASON:
            last = row
            _read_month(row, season, cells)
        elif kind is not None:
            name = cells.name(row, traits if kind == TRAIT else documents)
            label, provenance, when = cells.label(row), cells.provenance(row), cells.expression(row, "when")
            if name is not None and kind == TRAIT:
                traits[name] = Trait(name, label, provenance)
            elif name is not None and when is not None:
                documents[name] = DocumentRule(name, label, when, provenance)
    return Trade(tuple(traits.values()), tuple(documents.values()), _year(season, last, cells))


def _read_month(row: SheetRow, season: dict[str, Decimal | None], cells: CellReader) -> None:
    name = cells.name(row, season)
    cells.provenance(row)
    value = cells.number(row, "value", required=True)
    if name is None:
        return
    if name not in MONTHS:
        cells.problems.error(row, "name", "unknown_month", f"月份“{name}”不认识，请写 m01 到 m12。")
        return
    if value is not None and value < 0:
        cells.problems.error(row, "value", "negative_season", f"月系数 {value} 不能小于 0，停业的月份写 0。")
    season[name] = value


def _year(season: dict[str, Decimal | None], last: SheetRow | None, cells: CellReader) -> tuple[Decimal, ...]:
    if last is None:
        return ()
    missing = [month for month in MONTHS if month not in season]
    if missing:
        cells.problems.error(last, "name", "season_gap", f"月系数缺 {'、'.join(missing)}，十二个月要齐。")
        return ()
    year = tuple(value for month in MONTHS if (value := season[month]) is not None)
    if len(year) < len(MONTHS):
        return ()
    if abs(sum(year) - _SUM) > _TOLERANCE:
        cells.problems.error(last, "value", "season_sum", f"十二个月系数之和应为 12，现在是 {sum(year)}。")
    return year
