"""Formulas that go in a circle, found on the sheet itself: all of them, also while other things are still wrong.

What decides a value that an expression reads is its calculation, and the relevance and number of rows of it and of all blocks around
it; the engine (``form.graph``) has the same rule. A calculation with a trigger runs when its trigger changes, and turns in no circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checklists.package.names import references_in
from checklists.package.sheets import Problems, SheetRow
from checklists.workbook.survey import Item

_DECIDING = ("calculation", "relevant", "repeat_count")
_LONGEST_TOLD = 12

Cell = tuple[int, str]
"""A row of the survey, by its place, and a column of it."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    items: tuple[Item, ...]
    places: Mapping[int, int]
    named: Mapping[str, Item]

    def deciding(self, item: Item) -> Iterator[Cell]:
        """The cells that decide what a path to an item gives."""
        if _computes(item):
            yield self.places[id(item)], "calculation"
        at: Item | None = item
        while at is not None and at.row is not None:
            for column in ("relevant", "repeat_count"):
                if at.row[column]:
                    yield self.places[id(at)], column
            at = at.parent

    def reads(self, cell: Cell) -> Iterator[Cell]:
        """The cells that a cell waits for."""
        place, column = cell
        item = self.items[place]
        assert item.row is not None
        for name in dict.fromkeys(references_in(item.row[column])):
            found = self.named.get(name)
            if found is not None:
                yield from self.deciding(found)
        above = item.repeat
        while above is not None:
            if above.row is not None and above.row["repeat_count"]:
                yield self.places[id(above)], "repeat_count"
            above = above.repeat


def check_cycles(root: Item, problems: Problems) -> None:
    """Report each circle once, at its first row, with every question in it."""
    items = tuple(root.walk())
    places = {id(item): place for place, item in enumerate(items)}
    sheet = _Sheet(items, places, {item.name: item for item in reversed(items) if item.name})
    cells = [(place, column) for place, item in enumerate(items) for column in _DECIDING if _decides(item, column)]
    edges = {cell: tuple(dict.fromkeys(read for read in sheet.reads(cell))) for cell in cells}
    for circle in _circles(edges):
        place, column = min(circle)
        row = items[place].row
        assert row is not None
        problems.error(row, column, "cycle", _sentence([items[each].name for each, _ in circle]))
    _check_filters(items, problems)


def _computes(item: Item) -> bool:
    return item.row is not None and bool(item.row["calculation"]) and not item.row["trigger"]


def _decides(item: Item, column: str) -> bool:
    if item.row is None or not item.row[column]:
        return False
    return column != "calculation" or _computes(item)


def _sentence(names: list[str]) -> str:
    distinct = [name for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
    told = distinct if distinct[0] == distinct[-1] and len(distinct) > 1 else [*distinct, distinct[0]]
    if len(told) > _LONGEST_TOLD:
        told = [*told[:_LONGEST_TOLD], "……", told[0]]
    return f"这些题的公式互相依赖，绕成了圈：{' → '.join(told)}。请改掉其中一题的公式。"


def _circles(edges: Mapping[Cell, tuple[Cell, ...]]) -> Iterator[list[Cell]]:
    """One circle of each set of cells that all lead to one another, in the order of the sheet."""
    for group in _entangled(edges):
        first = min(group)
        if len(group) > 1 or first in edges[first]:
            yield _shortest_circle(first, edges, set(group))


def _shortest_circle(first: Cell, edges: Mapping[Cell, tuple[Cell, ...]], group: set[Cell]) -> list[Cell]:
    came: dict[Cell, Cell] = {}
    waiting = [first]
    for cell in waiting:
        for read in edges[cell]:
            if read == first:
                trail = [cell]
                while trail[-1] != first:
                    trail.append(came[trail[-1]])
                return trail[::-1]
            if read in group and read not in came:
                came[read] = cell
                waiting.append(read)
    return [first]


def _entangled(edges: Mapping[Cell, tuple[Cell, ...]]) -> list[list[Cell]]:
    """Tarjan's strongly connected components, without recursion: a chain of formulas may be as long as the sheet."""
    index: dict[Cell, int] = {}
    low: dict[Cell, int] = {}
    stack: list[Cell] = []
    on_stack: set[Cell] = set()
    found: list[list[Cell]] = []
    for start in edges:
        if start in index:
            continue
        work = [(start, iter(edges[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            cell, reads = work[-1]
            following = next(reads, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[cell])
                if low[cell] == index[cell]:
                    found.append(_popped(cell, stack, on_stack))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(edges.get(following, ()))))
            elif following in on_stack:
                low[cell] = min(low[cell], index[following])
    return sorted(found, key=min)


def _popped(cell: Cell, stack: list[Cell], on_stack: set[Cell]) -> list[Cell]:
    at = len(stack) - 1 - stack[::-1].index(cell)
    group = stack[at:]
    del stack[at:]
    on_stack.difference_update(group)
    return group


def _check_filters(items: tuple[Item, ...], problems: Problems) -> None:
    """A list of choices that depends on its own answer opens, and surprises whoever fills it in."""
    named = {item.name: item for item in reversed(items) if item.name}
    for item in items:
        row = item.row
        if row is not None and row["choice_filter"] and item.name in _read_through(row, named):
            message = f"“{item.name}”的选项取决于它自己的答案，选了以后选项会变。请确认是有意这样写的。"
            problems.warning(row, "choice_filter", "cycle", message)


def _read_through(row: SheetRow, named: Mapping[str, Item]) -> set[str]:
    """The names that a filter reads, directly or through calculations."""
    found: set[str] = set()
    waiting = list(references_in(row["choice_filter"]))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        item = named.get(name)
        if item is not None and _computes(item) and item.row is not None:
            waiting += references_in(item.row["calculation"])
    return found
