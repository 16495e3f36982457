"""Whether the lists that selects draw on are there: an instance of that name, items in it, and in the first one what is read of them.

Rules kept: only what can never give a choice is refused. Later items may differ, files from outside may be empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from checklists.form.definition import Choices, Field
from checklists.model.errors import FormError
from checklists.xpath import Expression, Node
from checklists.xpath.references import Names, readings
from checklists.xpath.syntax import Call, Path, Syntax, Text


def check_itemsets(root: Field, trees: Mapping[str, Node], *, inline: Collection[str], own: str) -> None:
    """FormError for a select whose list is not there. ``own`` is the primary instance's id, ``inline`` are written in the form."""
    paths = {field.names for field in root.walk()}
    for field in root.walk():
        choices = field.choices
        nodeset = _path_of(choices.nodeset.syntax) if choices is not None and choices.nodeset is not None else None
        if choices is None or nodeset is None:
            continue
        name = _instance_of(nodeset)
        if name is None:
            _check_rows(field, choices, nodeset, paths)
        elif name in trees:
            _check_items(field, choices, _items(trees[name], nodeset), is_inline=name in inline)
        elif name != own:
            raise FormError(reason="instance-missing", where=field.path, found=name)


def _path_of(syntax: Syntax) -> Path | None:
    if isinstance(syntax, Call) and syntax.name == "randomize":
        return _path_of(syntax.arguments[0])
    return syntax if isinstance(syntax, Path) else None


def _instance_of(path: Path) -> str | None:
    start = path.start
    if isinstance(start, Call) and start.name == "instance" and isinstance(start.arguments[0], Text):
        return start.arguments[0].value
    return None


def _items(tree: Node, path: Path) -> list[Node] | None:
    """What the path's names lead to, whatever its predicates choose; None for steps that are no names."""
    items = [tree]
    for step in path.steps:
        if step.axis != "child" or step.test == "node()":
            return None
        items = [child for item in items for child in item.named.get(step.test, ())]
    return items


def _check_items(field: Field, choices: Choices, items: list[Node] | None, *, is_inline: bool) -> None:
    if items is None:
        return
    if not items:
        if is_inline:
            raise FormError(reason="select-without-choices", where=field.path)
        return
    for names in _read_of_items(choices, with_label=is_inline):
        found: list[Node] = [items[0]]
        for name in names:
            found = [child for node in found for child in node.named.get(name, ())]
        if not found:
            raise FormError(reason="itemset-reference-missing", where=field.path, found="/".join(names))


def _check_rows(field: Field, choices: Choices, nodeset: Path, paths: Collection[Names]) -> None:
    """Choices that are rows of the form itself."""
    if nodeset.start not in ("/", "."):
        return
    row = readings(nodeset, field.names)[-1].names
    for names in _read_of_items(choices, with_label=True):
        if row in paths and (*row, *names) not in paths:
            raise FormError(reason="itemset-reference-missing", where=field.path, found="/".join(names))


def _read_of_items(choices: Choices, *, with_label: bool) -> Iterator[Names]:
    for expression in (choices.value, choices.label if with_label else None):
        names = _names_read(expression) if expression is not None else None
        if names:
            yield names


def _names_read(expression: Expression) -> Names | None:
    """The element names of ``name``, ``a/b`` or ``jr:itext(id)``; None for anything else."""
    syntax: Syntax = expression.syntax
    if isinstance(syntax, Call) and syntax.name == "jr:itext":
        syntax = syntax.arguments[0]
    if not isinstance(syntax, Path) or syntax.start != "." or any(step.axis != "child" for step in syntax.steps):
        return None
    return tuple(step.test for step in syntax.steps)
