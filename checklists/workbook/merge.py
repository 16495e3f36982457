"""An industry's sheets laid over the core's. Rows of the same name replace, new rows follow what they stand below.

Survey: a group or repeat that the core has too is entered, not opened again; its own row replaces the core's only where it
says more than type and name. A new row goes right after the row that stands above it in the industry's sheet; the first in
its group goes to the group's end, the first of the sheet to the form's end. So an empty ``begin_group partners`` / ``end_group``
pair marks the place of a new section.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from checklists.package.sheets import (
    BENCHMARKS,
    CHOICES,
    SCORECARD,
    SETTINGS,
    SURVEY,
    Problems,
    Sheet,
    SheetRow,
    Sheets,
)
from checklists.workbook.survey import Item, tree_of

Key = Callable[[SheetRow], Hashable]

_OWN_COLUMNS = {"type", "name"}


def merge(core: Sheets, own: Sheets) -> Sheets:
    """One checklist out of two. Raises nothing: what does not fit is in ``problems``."""
    problems = Problems([*core.problems, *own.problems])
    names = dict.fromkeys([*core.sheets, *own.sheets])
    merged = {name: _merge_sheet(name, core, own, problems) for name in names}
    return Sheets(own.source, merged, tuple(problems), base=core)


def _merge_sheet(name: str, core: Sheets, own: Sheets, problems: Problems) -> Sheet:
    below, above = core.sheets.get(name, Sheet()), own.sheets.get(name, Sheet())
    columns = tuple(dict.fromkeys([*below.columns, *above.columns]))
    if name == SURVEY:
        return Sheet(columns, _merge_survey(below.rows, above.rows, problems))
    if name == SETTINGS:
        return Sheet(columns, _merge_settings(below.rows, above.rows))
    if name == CHOICES:
        return Sheet(columns, _merge_choices(below.rows, above.rows))
    if name == SCORECARD:
        return Sheet(columns, _merge_scorecard(below.rows, above.rows))
    column = "fact" if name == BENCHMARKS else "name"
    return Sheet(columns, _merge_rows(below.rows, above.rows, key=lambda row: row[column]))


def _merge_rows(core: Sequence[SheetRow], own: Sequence[SheetRow], *, key: Key) -> tuple[SheetRow, ...]:
    """Own rows stand where the core's row of the same key stood; the others follow at the end."""
    replacing: dict[Hashable, list[SheetRow]] = {}
    for row in own:
        replacing.setdefault(key(row), []).append(row)
    result: list[SheetRow] = []
    for row in core:
        result += replacing.pop(key(row), [row])
    kept = {id(row) for row in result}
    return (*result, *(row for row in own if id(row) not in kept))


def _merge_settings(core: Sequence[SheetRow], own: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    if not core or not own:
        return tuple(own or core)
    cells = {**core[0].cells, **own[0].cells}
    return (SheetRow(SETTINGS, own[0].number, cells), *own[1:])


def _merge_choices(core: Sequence[SheetRow], own: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """Lists stay together: an addition to a core list follows that list's last choice."""
    rows = _merge_rows(core, own, key=lambda row: (row["list_name"], row["name"]))
    lists = dict.fromkeys(row["list_name"] for row in rows)
    return tuple(row for name in lists for row in rows if row["list_name"] == name)


def _merge_scorecard(core: Sequence[SheetRow], own: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """An indicator whose bins the industry states has only these: half of two scales is no scale."""
    restated = {row["name"] for row in own if row["kind"] == "bin"}
    kept = [row for row in core if not (row["kind"] == "bin" and row["name"] in restated)]
    own_bins = [row for row in own if row["kind"] == "bin"]
    others = [row for row in own if row["kind"] != "bin"]
    rows = _merge_rows(kept, others, key=lambda row: (row["kind"], row["name"] or row["dimension"]))
    return (*rows, *own_bins)


def _merge_survey(core: Sequence[SheetRow], own: Sequence[SheetRow], problems: Problems) -> tuple[SheetRow, ...]:
    if not core or not own:
        return tuple(own or core)
    root = tree_of(core, Problems())
    known = {item.name: item for item in root.walk() if item.name}
    _place(tree_of(own, Problems()), root, known, problems)
    return tuple(root.rows())


def _place(source: Item, target: Item, known: dict[str, Item], problems: Problems) -> None:
    above: Item | None = None
    for child in list(source.children):
        existing = known.pop(child.name, None)
        if existing is None:
            target.add(child, after=above if above is not None and above.parent is target else None)
            above = child
        elif existing.is_block and existing.kind == child.kind:
            _enter(child, existing, known, problems)
            above = existing
        elif existing.is_block or child.is_block:
            assert child.row is not None
            message = f"“{child.name}”在通用清单(core)里是{_NAMES[existing.kind]}，这里不能改成{_NAMES[child.kind]}，请换一个名称。"
            problems.error(child.row, "type", "kind_changed", message)
        else:
            existing.row = child.row
            above = existing


def _enter(child: Item, existing: Item, known: dict[str, Item], problems: Problems) -> None:
    if child.row is not None and set(child.row.cells) - _OWN_COLUMNS:
        existing.row = child.row
    _place(child, existing, known, problems)


_NAMES = {"group": "组", "repeat": "重复组", "question": "问题", "root": "问卷"}
