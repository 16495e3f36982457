"""What of a whole sheet is not the core's already: ``merge`` backwards.

Rows that the core has too, as they are and where they are, are left out. What cannot be said so is marked (see ``merge``); and whatever
is found is laid over the core again before it is believed: a difference that does not give back the sheet, cell by cell, is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checklists.package.sheets import SCORECARD, SETTINGS, SURVEY, Problems, Sheet, SheetRow
from checklists.workbook.merge import (
    HERE,
    KEY_COLUMNS,
    MARK,
    REMOVED,
    SAME,
    indicator_of,
    key_of,
    merge_sheet,
    says_more,
)
from checklists.workbook.survey import Item, tree_of


def difference(name: str, core: Sheet, full: Sheet) -> Sheet | None:
    """The sheet that, laid over the core's, gives ``full``; None where there is none."""
    if name == SETTINGS:
        return full if _gives(name, core, full, full) else None
    for is_placed in (False, True):
        rows = tuple(_Finding(name, core, full, is_placed).rows())
        is_marked = any(MARK in row.cells for row in rows)
        own = Sheet((*full.columns, MARK) if is_marked else full.columns, rows)
        if _gives(name, core, own, full):
            return own
    return None


def _gives(name: str, core: Sheet, own: Sheet, full: Sheet) -> bool:
    found = merge_sheet(name, core, own, Problems())
    same_rows = [dict(row.cells) for row in found.rows] == [dict(row.cells) for row in full.rows]
    return same_rows and found.columns == full.columns


@dataclass(slots=True)
class _Finding:
    """The search in one sheet. ``is_placed``: every new row says where it stands, also where the rules would put it there."""

    sheet: str
    core: Sheet
    full: Sheet
    is_placed: bool
    restated: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        below, above = _bins(self.core.rows), _bins(self.full.rows)
        changed = (name for name in {**below, **above} if below.get(name) != above.get(name))
        self.restated = frozenset(changed) if self.sheet == SCORECARD else frozenset()

    def rows(self) -> Iterator[SheetRow]:
        return self._differing(self._tree(self.core), self._tree(self.full))

    def _tree(self, sheet: Sheet) -> Item:
        if self.sheet == SURVEY:
            return tree_of(sheet.rows, Problems())
        root = Item()
        for row in sheet.rows:
            root.add(Item(row, kind="question"))
        return root

    def _differing(self, core: Item, full: Item) -> Iterator[SheetRow]:
        """The rows by which one block differs from the core's of the same name."""
        kept = self._kept(core, full)
        last = max((place for place, child in enumerate(full.children) if id(child) in kept), default=-1)
        among, behind = full.children[: last + 1], full.children[last + 1 :]
        rows = [*self._removals(core, full, kept)]
        before: Item | None = None
        above: Item | None = None
        for child in among:
            if id(child) in kept:
                changes = tuple(self._changes(kept[id(child)], child))
                rows += changes
                above = child if changes else above
            else:
                rows += self._placed(child, before, above)
                above = child
            before = child
        yield from self._with_those_behind(behind, rows, before, above)

    def _placed(self, child: Item, before: Item | None, above: Item | None) -> Iterator[SheetRow]:
        """A new row among the core's. ``before`` is what stands before it in the whole sheet, ``above`` in the rows written so far."""
        if self.sheet != SURVEY and not self.is_placed:
            yield from self._new(child)
            return
        if before is not None and above is not before:
            yield from self._anchor(before)
        yield from self._new(child, HERE if before is None or self.sheet != SURVEY else "")

    def _with_those_behind(
        self, behind: Sequence[Item], rows: Sequence[SheetRow], before: Item | None, above: Item | None
    ) -> Iterator[SheetRow]:
        """The rows of a block, and the new ones that stand behind all of the core's: written first they go there by rule."""
        if self.sheet != SURVEY and self.is_placed:
            yield from rows
            for child in behind:
                yield from self._placed(child, before, above)
                before = above = child
            return
        new = [row for child in behind for row in self._new(child)]
        if self.sheet != SURVEY or above is None or above is before or not new:
            yield from (*rows, *new)
        elif before is not None and (before.is_block or any(row[MARK] == HERE for row in rows)):
            yield from (*rows, *self._anchor(before), *new)
        else:
            yield from (*new, *rows)

    def _kept(self, core: Item, full: Item) -> dict[int, Item]:
        """The children of ``full`` (by id) that stay where the core has them, with the core's: the longest run in the core's order."""
        places = {key: (place, item) for place, (key, item) in reversed(list(enumerate(self._keyed(core))))}
        pairs = []
        for key, item in dict(reversed(list(self._keyed(full)))).items():
            place, below = places.get(key, (-1, None))
            if below is not None and self._can_stay(below, item):
                pairs.append((full.children.index(item), place, item, below))
        pairs.sort(key=lambda pair: pair[0])
        run = _longest_rising([place for _, place, _, _ in pairs])
        return {id(pairs[index][2]): pairs[index][3] for index in run}

    def _keyed(self, block: Item) -> Iterator[tuple[Hashable, Item]]:
        """The children by what they are known by; a row without a name by what it says, and which one of that kind it is."""
        seen: dict[Hashable, int] = {}
        for child in block.children:
            assert child.row is not None
            if self.sheet == SCORECARD and indicator_of(child.row) in self.restated:
                continue
            key = key_of(self.sheet, child.row)
            if key is None:
                plain = ("", *sorted(child.row.cells.items()))
                seen[plain] = seen.get(plain, 0) + 1
                key = (*plain, seen[plain])
            yield key, child

    def _can_stay(self, core: Item, full: Item) -> bool:
        """A block whose row says less than the core's cannot be entered without the core's saying more."""
        if core.kind != full.kind or not core.is_block:
            return core.kind == full.kind
        return all(
            says_more(above) or _cells(above) == _cells(below)
            for below, above in ((core.row, full.row), (core.end, full.end))
        )

    def _removals(self, core: Item, full: Item, kept: Mapping[int, Item]) -> Iterator[SheetRow]:
        staying = {id(item) for item in kept.values()}
        stated = {indicator_of(child.row) for child in full.children if child.row is not None}
        for child in core.children:
            assert child.row is not None
            name = indicator_of(child.row)
            if id(child) in staying or (name and name in stated) or key_of(self.sheet, child.row) is None:
                continue
            stated |= {name} - {""}
            yield from self._marked(child, REMOVED)

    def _changes(self, core: Item, full: Item) -> Iterator[SheetRow]:
        """The rows by which a child differs from the core's; none where it does not."""
        is_reworded = _cells(core.row) != _cells(full.row)
        if not full.is_block:
            yield from full.rows() if is_reworded else ()
            return
        inner = tuple(self._differing(core, full))
        if inner or is_reworded or _cells(core.end) != _cells(full.end):
            assert full.row is not None
            yield full.row if is_reworded else self._only_key(full.row)
            yield from inner
            if full.end is not None:
                yield full.end

    def _new(self, child: Item, mark: str = "") -> Iterator[SheetRow]:
        first, *others = child.rows()
        yield _with(first, mark)
        yield from others

    def _anchor(self, child: Item) -> Iterator[SheetRow]:
        """A row of the core that only marks a place; a block that is opened and closed does so by itself."""
        yield from self._marked(child, "" if child.is_block else SAME)

    def _marked(self, child: Item, mark: str) -> Iterator[SheetRow]:
        assert child.row is not None
        yield _with(self._only_key(child.row), mark)
        if child.end is not None:
            yield SheetRow(self.sheet, 0, {"type": child.end["type"]})

    def _only_key(self, row: SheetRow) -> SheetRow:
        columns = KEY_COLUMNS.get(self.sheet, ("name",))
        return SheetRow(self.sheet, 0, {column: row[column] for column in columns if row[column]})


def _bins(rows: Sequence[SheetRow]) -> dict[str, list[dict[str, str]]]:
    bins: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if name := indicator_of(row):
            bins.setdefault(name, []).append(dict(row.cells))
    return bins


def _cells(row: SheetRow | None) -> dict[str, str] | None:
    return dict(row.cells) if row is not None else None


def _with(row: SheetRow, mark: str) -> SheetRow:
    return SheetRow(row.sheet, row.number, {**row.cells, MARK: mark}) if mark else row


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising run of ``numbers``."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tops, number)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        ends[length : length + 1] = [place]
    run = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]
