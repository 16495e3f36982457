"""Which computation reads which field, and the order in which they run.

Rules kept: what is read inside its own row concerns that row only; a cycle is refused with the questions that form it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checklists.form.definition import Cell, Field, Reader, Role
from checklists.form.questions import QuestionKind
from checklists.model.errors import FormError
from checklists.xpath import Expression
from checklists.xpath.references import Names, Reading, readings


def connect(root: Field) -> tuple[Cell, ...]:
    """Give every field its cells and readers; all cells in topological order. Raises FormError for a cycle."""
    fields = list(root.walk())
    by_names = {field.names: field for field in fields}
    cells = [cell for field in fields for cell in _cells(field)]
    edges: dict[int, list[Cell]] = {id(cell): [] for cell in cells}
    writers = {id(field): tuple(_writers(field)) for field in fields}
    for cell in cells:
        seen: set[tuple[int, int, bool]] = set()
        deepest = cell.place.depth
        for reading in _readings(cell):
            for field in _fields_read(reading, root, by_names):
                shared = max(1, min(reading.shared, field.depth, deepest))
                key = (id(field), shared, reading.is_place)
                if key in seen:
                    continue
                seen.add(key)
                field.readers.append(Reader(cell, shared))
                if cell.role < Role.READONLY:
                    for writer in writers[id(field)]:
                        if writer is not cell or not reading.is_place:
                            edges[id(writer)].append(cell)
        if cell.role is Role.COUNT:
            edges[id(cell)].extend(
                inner
                for below in cell.field.walk()
                for inner in below.cells
                if inner is not cell and inner.role < Role.READONLY
            )
    return _ordered(cells, edges)


def _cells(field: Field) -> list[Cell]:
    own = (
        (Role.COUNT, field.count),
        (Role.RELEVANT, field.relevant),
        (Role.CALCULATE, field.calculate),
        (Role.READONLY, field.readonly),
    )
    field.cells += [Cell(field, role, (expression,)) for role, expression in own if expression is not None]
    if field.is_leaf and field.kind.takes_answer:
        messages = (field.constraint_message, field.required_message)
        nodeset = field.choices.nodeset if field.choices is not None else None
        rules = [
            field.required,
            field.constraint,
            nodeset,
            *(text for text in messages if isinstance(text, Expression)),
        ]
        field.cells.append(Cell(field, Role.CHECK, tuple(rule for rule in rules if rule is not None)))
    if field.question is not None or field.kind is QuestionKind.GROUP:
        shown = (*field.label.expressions, *field.hint.expressions)
        if shown:
            field.cells.append(Cell(field, Role.LOOK, shown))
    return field.cells


def _readings(cell: Cell) -> list[Reading]:
    found = [reading for expression in cell.expressions for reading in readings(expression.syntax, cell.field.names)]
    if cell.role is Role.CHECK:
        found.append(Reading(cell.field.names, cell.field.depth))
        if cell.field.choices is not None:
            found += _item_readings(cell)
    return found


def _item_readings(cell: Cell) -> Iterator[Reading]:
    """The values of choices that are rows of the form itself."""
    choices = cell.field.choices
    if choices is None or choices.nodeset is None or choices.value is None:
        return
    steps = tuple(choices.value.source.split("/"))
    for reading in readings(choices.nodeset.syntax, cell.field.names):
        yield Reading((*reading.names, *steps), reading.shared)


def _fields_read(reading: Reading, root: Field, by_names: dict[Names, Field]) -> list[Field]:
    """The fields that a reading depends on: the text of a group is that of all below it."""
    found = _fields_named(reading.names, root, by_names)
    if reading.is_place or reading.is_counted or all(field.is_leaf for field in found):
        return found
    return list({id(below): below for field in found for below in field.walk()}.values())


def _fields_named(names: Names, root: Field, by_names: dict[Names, Field]) -> list[Field]:
    """The fields that names with ``*`` and ``**`` lead to."""
    found = by_names.get(names)
    if found is not None:
        return [found]
    if "*" not in names and "**" not in names:
        return []
    at: list[Field] = []
    for place, name in enumerate(names):
        if place == 0:
            at = list(root.walk()) if name == "**" else [root] if name in ("*", root.name) else []
        elif name == "**":
            at = [below for field in at for below in field.walk()]
        else:
            at = [child for field in at for child in field.children if name in ("*", child.name)]
    return list({id(field): field for field in at}.values())


def _writers(field: Field) -> Iterator[Cell]:
    """What decides the value that a path to this field gives: its calculation, and relevance and rows on the way."""
    for cell in field.cells:
        if cell.role is Role.CALCULATE:
            yield cell
    at: Field | None = field
    while at is not None:
        for cell in at.cells:
            if cell.role is Role.RELEVANT or cell.role is Role.COUNT:
                yield cell
        at = at.parent


def _ordered(cells: list[Cell], edges: dict[int, list[Cell]]) -> tuple[Cell, ...]:
    ordered = _sorted(cells, edges)
    working = [cell for cell in cells if cell.role < Role.READONLY]
    if len(ordered) < len(working):
        _let_rows_count_themselves(_left_over(working, ordered), edges)
        ordered = _sorted(cells, edges)
    if len(ordered) < len(working):
        raise _cycle(_left_over(working, ordered), edges)
    ordered += sorted((cell for cell in cells if cell.role >= Role.READONLY), key=lambda cell: cell.role)
    for rank, cell in enumerate(ordered):
        cell.rank = rank
    return tuple(ordered)


def _left_over(working: list[Cell], ordered: list[Cell]) -> list[Cell]:
    done = {id(cell) for cell in ordered}
    return [cell for cell in working if id(cell) not in done]


def _let_rows_count_themselves(cells: list[Cell], edges: dict[int, list[Cell]]) -> None:
    """A number of rows may follow from the rows there are ("one more while the last says so"): it is run again as they come."""
    for cell in cells:
        if cell.role is Role.COUNT:
            cell.field.counts_itself = True
            edges[id(cell)].clear()


def _sorted(cells: list[Cell], edges: dict[int, list[Cell]]) -> list[Cell]:
    """Cells that others read, in an order that follows the edges; those of a cycle, and what comes after it, are left out."""
    waiting = {id(cell): 0 for cell in cells}
    for targets in edges.values():
        for target in targets:
            waiting[id(target)] += 1
    ready = [cell for cell in cells if not waiting[id(cell)] and cell.role < Role.READONLY]
    ordered: list[Cell] = []
    while ready:
        cell = ready.pop()
        ordered.append(cell)
        for target in edges[id(cell)]:
            waiting[id(target)] -= 1
            if not waiting[id(target)]:
                ready.append(target)
    return ordered


def _cycle(left: Iterable[Cell], edges: dict[int, list[Cell]]) -> FormError:
    """The error with one cycle among the cells that are left over, each question named once more at the end."""
    inside = {id(cell): cell for cell in left}
    sources: dict[int, Cell] = {}
    for cell in inside.values():
        for target in edges[id(cell)]:
            if id(target) in inside:
                sources.setdefault(id(target), cell)
    cell = next(iter(inside.values()))
    trail: list[Cell] = []
    while all(cell is not seen for seen in trail):
        trail.append(cell)
        cell = sources[id(cell)]
    start = next(place for place, seen in enumerate(trail) if seen is cell)
    members = list(reversed(trail[start:]))
    names = [member.field.name for member in members]
    distinct = [name for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
    if len(distinct) == 1 or distinct[0] != distinct[-1]:
        distinct.append(distinct[0])
    return FormError(
        reason="cycle",
        where=" → ".join(distinct),
        found=" ".join(dict.fromkeys(member.field.path for member in members)),
    )
