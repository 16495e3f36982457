"""An industry's sheets laid over the core's. Rows of the same name replace, new rows have a place by rule or by mark.

Survey: a group or repeat that the core has too is entered, not opened again; its own row replaces the core's only where it
says more than type and name. A new row goes right after the row that stands above it in the industry's sheet; the first in
its group goes to the group's end, the first of the sheet to the form's end. So an empty ``begin_group partners`` / ``end_group``
pair marks the place of a new section. In the other sheets a new row goes to the end: of its list, of its indicator, of the sheet.

A column ``base_row`` says what these rules cannot: ``same`` (the core's row as it is, to mark a place), ``removed`` (the core's row is
left out, a block with all that is in it), ``here`` (a new row that stands right below the one above it, or first where none is). What
even marks cannot say is a sheet of its own: ``whole_sheets`` in settings names those under which no core is laid.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from checklists.package.names import did_you_mean, nearest
from checklists.package.sheets import (
    AFTERCARE,
    BENCHMARKS,
    CHOICES,
    HOLIDAYS,
    LIVING_COST,
    PERCENTILES,
    PRICING,
    SCORECARD,
    SETTINGS,
    SURVEY,
    TRADE,
    Problems,
    Sheet,
    SheetRow,
    Sheets,
)
from checklists.workbook.survey import Item, tree_of

MARK = "base_row"
SAME, REMOVED, HERE = "same", "removed", "here"
MARKS = (SAME, REMOVED, HERE)
WHOLE_SHEETS = "whole_sheets"

Key = Callable[[SheetRow], Hashable]

_OWN_COLUMNS = {"type", "name"}


def merge(core: Sheets, own: Sheets) -> Sheets:
    """One checklist out of two. Raises nothing: what does not fit is in ``problems``."""
    problems = Problems([*core.problems, *own.problems])
    whole = own.settings.get(WHOLE_SHEETS, "").split()
    below = {name: sheet for name, sheet in core.sheets.items() if name not in whole}
    names = dict.fromkeys(name for name in (*core.sheets, *own.sheets) if name in below or name in own.sheets)
    merged = {
        name: merge_sheet(name, below.get(name, Sheet()), own.sheets.get(name, Sheet()), problems) for name in names
    }
    said = {name: Sheet(sheet.columns, tuple(row for row in sheet.rows if row.cells)) for name, sheet in merged.items()}
    return Sheets(own.source, said, tuple(problems), base=core)


def merge_sheet(name: str, core: Sheet, own: Sheet, problems: Problems) -> Sheet:
    """One sheet out of two, blank rows kept; the columns stand as in the industry's where it has them all."""
    marked = _without_marks(own, problems)
    columns = _columns(core.columns, marked.columns)
    if not core.rows or not own.rows:
        return Sheet(columns, core.rows or marked.rows)
    if name == SURVEY:
        return Sheet(columns, _merge_survey(core.rows, marked, problems))
    if name == SETTINGS:
        return Sheet(columns, _merge_settings(core.rows, marked.rows))
    return Sheet(columns, _merge_rows(name, core.rows, marked, problems))


KEY_COLUMNS: Mapping[str, tuple[str, ...]] = {
    SURVEY: ("type", "name"),
    CHOICES: ("list_name", "name"),
    SCORECARD: ("kind", "dimension", "name", "lower", "upper", "equals"),
    BENCHMARKS: ("fact",),
    PERCENTILES: ("fact", "region", "size_band"),
    TRADE: ("kind", "name"),
    AFTERCARE: ("kind", "name"),
    PRICING: ("kind", "name", "valid_from"),
    LIVING_COST: ("name", "valid_from"),
    HOLIDAYS: ("kind", "first"),
}
"""The columns that a row needs to be known again by ``key_of``; ``name`` alone in the other sheets."""


def key_of(sheet: str, row: SheetRow) -> Hashable | None:
    """By what a row of a sheet is known again; None for a row that has no name."""
    name = row["name"].strip()
    if sheet == CHOICES:
        return (row["list_name"].strip(), name) if name else None
    if sheet == BENCHMARKS:
        return row["fact"].strip() or None
    if sheet == PERCENTILES:
        fact = row["fact"].strip()
        return (fact, row["region"].strip(), row["size_band"].strip()) if fact else None
    if sheet in (TRADE, AFTERCARE):
        return (row["kind"].strip(), name) if name else None
    if sheet in (PRICING, LIVING_COST):
        return (*(row[column].strip() for column in KEY_COLUMNS[sheet]),) if name else None
    if sheet == HOLIDAYS:
        return (row["kind"].strip(), row["first"].strip()) if row["first"].strip() else None
    if sheet == SCORECARD:
        kind = row["kind"].strip()
        if kind == "bin":
            return (kind, name, *(row[column].strip() for column in ("lower", "upper", "equals")))
        return (kind, name or row["dimension"].strip()) if kind else None
    return name or None


def indicator_of(row: SheetRow) -> str:
    """The indicator that a row of the scorecard is a bin of, "" for other rows."""
    return row["name"].strip() if row["kind"].strip() == "bin" else ""


def says_more(row: SheetRow | None) -> bool:
    """Whether the row of a block has more than its type and name."""
    return row is not None and bool(set(row.cells) - _OWN_COLUMNS)


@dataclass(frozen=True, slots=True)
class _Marked:
    """An industry's rows without their marks, and the marks by row."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    marks: Mapping[int, str]

    def of(self, row: SheetRow | None) -> str:
        return self.marks.get(id(row), "")


def _without_marks(own: Sheet, problems: Problems) -> _Marked:
    if MARK not in own.columns:
        return _Marked(own.columns, own.rows, {})
    rows: list[SheetRow] = []
    marks: dict[int, str] = {}
    for row in own.rows:
        mark = row[MARK].strip()
        if mark and mark not in MARKS:
            offer = did_you_mean(nearest(mark, MARKS))
            problems.error(row, MARK, "unknown_word", f"“{mark}”不认识{offer}可以写的有：{'、'.join(MARKS)}。")
        cells = {column: cell for column, cell in row.cells.items() if column != MARK}
        rows.append(SheetRow(row.sheet, row.number, cells, row.origin))
        marks[id(rows[-1])] = mark
    return _Marked(tuple(column for column in own.columns if column != MARK), tuple(rows), marks)


def _columns(core: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    return tuple(own) if set(core) <= set(own) else tuple(dict.fromkeys([*core, *own]))


def _say_missing(row: SheetRow, problems: Problems) -> None:
    name = row["name"] or row["fact"] or row["first"]
    message = f"通用清单里没有“{name}”这一行，{MARK} 不能写“{SAME}”或“{REMOVED}”。请核对名称，或删去这一行。"
    problems.error(row, MARK, "no_base_row", message)


def _merge_settings(core: Sequence[SheetRow], own: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    cells = {**core[0].cells, **own[0].cells}
    return (SheetRow(SETTINGS, own[0].number, cells), *own[1:])


def _merge_rows(sheet: str, core: Sequence[SheetRow], own: _Marked, problems: Problems) -> tuple[SheetRow, ...]:
    """A sheet of single rows. Bins are restated as a whole: half of two scales is no scale."""
    gone = {key_of(sheet, row) for row in own.rows if own.of(row) == REMOVED}
    bare = {row["name"].strip() for row in own.rows if own.of(row) != SAME and indicator_of(row)}
    kept = [row for row in core if key_of(sheet, row) not in gone and indicator_of(row) not in bare - {""}]
    standing = {key: row for row in reversed(kept) if (key := key_of(sheet, row)) is not None}
    known = {key_of(sheet, row) for row in core} | {indicator_of(row) for row in core}
    above: SheetRow | None = None
    for row in own.rows:
        mark, key = own.of(row), key_of(sheet, row)
        if mark in (SAME, REMOVED) and key not in known and indicator_of(row) not in known - {""}:
            _say_missing(row, problems)
        if mark == REMOVED:
            continue
        below = standing.pop(key, None) if key is not None else None
        if mark == SAME:
            above = below or above
            continue
        if below is not None:
            kept[_index(kept, below)] = row
        else:
            kept.insert(_place_of(sheet, row, kept, above=above, is_here=mark == HERE), row)
        above = row
    return tuple(kept)


def _place_of(sheet: str, row: SheetRow, rows: Sequence[SheetRow], *, above: SheetRow | None, is_here: bool) -> int:
    """Where a new row goes: by mark, else behind the last of its list or indicator, else to the end."""
    if is_here:
        return _index(rows, above) + 1 if above is not None else 0
    return max(
        (place for place, other in enumerate(rows, start=1) if _go_together(sheet, row, other)), default=len(rows)
    )


def _go_together(sheet: str, row: SheetRow, other: SheetRow) -> bool:
    if sheet == CHOICES:
        return other["list_name"].strip() == row["list_name"].strip()
    if sheet == SCORECARD and (name := indicator_of(row)):
        return other["name"].strip() == name and other["kind"].strip() in ("indicator", "bin")
    return True


def _index(rows: Sequence[SheetRow], row: SheetRow) -> int:
    return next(place for place, other in enumerate(rows) if other is row)


def _merge_survey(core: Sequence[SheetRow], own: _Marked, problems: Problems) -> tuple[SheetRow, ...]:
    root = tree_of(core, Problems())
    known = {item.name: item for item in root.walk() if item.name}
    laid = _Laying(own, known, problems)
    source = tree_of(own.rows, Problems())
    laid.remove(source)
    laid.place(source, root)
    return tuple(root.rows())


@dataclass(slots=True)
class _Laying:
    """An industry's survey on its way into the core's. ``known``: the core's items that nothing has replaced yet."""

    own: _Marked
    known: dict[str, Item]
    problems: Problems

    def remove(self, source: Item) -> None:
        """The marked rows and blocks leave the core's tree first, so that a row may stand anew elsewhere."""
        for child in source.walk():
            if self.own.of(child.row) != REMOVED:
                continue
            gone = self.known.get(child.name)
            if gone is None or gone.parent is None:
                assert child.row is not None
                _say_missing(child.row, self.problems)
                continue
            gone.parent.children.remove(gone)
            for each in (gone, *gone.walk()):
                if self.known.get(each.name) is each:
                    del self.known[each.name]

    def place(self, source: Item, target: Item) -> None:
        above: Item | None = None
        for child in list(source.children):
            mark = self.own.of(child.row)
            if mark == REMOVED:
                continue
            existing = self.known.pop(child.name, None)
            if existing is None and mark == SAME:
                assert child.row is not None
                _say_missing(child.row, self.problems)
            elif existing is None:
                at_place = above if above is not None and above.parent is target else None
                target.add(child, after=at_place, first=mark == HERE and above is None)
                above = child
            elif self._replaces(child, existing, mark):
                above = existing

    def _replaces(self, child: Item, existing: Item, mark: str) -> bool:
        """Lay one item over the core's of the same name; False where the two are of different kinds."""
        if existing.is_block and existing.kind == child.kind:
            if says_more(child.row):
                existing.row = child.row
            if says_more(child.end):
                existing.end = child.end
            self.place(child, existing)
        elif existing.is_block or child.is_block:
            assert child.row is not None
            message = f"“{child.name}”在通用清单(core)里是{_NAMES[existing.kind]}，这里不能改成{_NAMES[child.kind]}，请换一个名称。"
            self.problems.error(child.row, "type", "kind_changed", message)
            return False
        elif mark != SAME:
            existing.row = child.row
        return True


_NAMES = {"group": "组", "repeat": "重复组", "question": "问题", "root": "问卷"}
