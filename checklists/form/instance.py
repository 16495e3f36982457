"""The tree of one filled-in form: nodes that know their field and what was found out about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from checklists.form.definition import Field, Seed
from checklists.model.remarks import About
from checklists.xpath import Node


@dataclass(slots=True)
class Backing:
    """What stands behind an answer beside itself: written reasons, and the kinds of evidence held.

    ``tables``: the kinds held for a repeat below as a whole, by its name.
    """

    reasons: dict[About, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    tables: dict[str, frozenset[str]] = field(default_factory=dict)


class InstanceNode(Node):
    """``seed_text`` is the default that the form has for it. An answer starts blank all the same: defaults are given as answers."""

    __slots__ = (
        "_path",
        "backing",
        "counted",
        "field",
        "is_readonly",
        "is_required",
        "own_relevant",
        "seed",
        "seed_text",
    )

    def __init__(self, seed: Seed) -> None:
        field = seed.field
        super().__init__(field.name, "" if field.is_answered else seed.text, seed.attributes)
        self.field: Field = field
        self.seed = seed
        self.seed_text = seed.text
        self.is_repeat = field.is_repeat
        self.is_numeric = field.is_numeric
        self.truth = _TRUTHS.get(self.text) if field.is_boolean else None
        self.own_relevant = True
        self.is_readonly = False
        self.is_required = False
        self.backing: Backing | None = None
        self.counted: set[str] = _NONE_COUNTED
        """Names of the repeats below whose number of rows a person set."""
        self._path: str | None = None

    def set_text(self, text: str, number: Decimal | None = None, *, truth: bool | None = None) -> None:
        """In a field of the type boolean the written truths are truths (JavaRosa); in a text they are texts."""
        if truth is None and self.field.data_type == "boolean":
            truth = _TRUTHS.get(text)
        self.text, self.number_cache, self.truth = text, number, truth

    @property
    def path(self) -> str:
        """``/data/stock[2]/quantity``, put together once until ``forget_path`` says that a row above has moved."""
        if self._path is None:
            step = f"{self.name}[{self.index + 1}]" if self.is_repeat else self.name
            if self.parent is None:
                return f"/{step}"  # not in its place yet
            self._path = f"{self.parent.path}/{step}" if self.parent.name else f"/{step}"
        return self._path

    def forget_path(self) -> None:
        self._path = None

    def backed(self) -> Backing:
        """Its backing, to write into."""
        if self.backing is None:
            self.backing = Backing()
        return self.backing

    def mark_counted(self, name: str, *, is_counted: bool) -> None:
        self.counted = self.counted | {name} if is_counted else self.counted - {name}


_NONE_COUNTED: set[str] = set()
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def grown(seed: Seed) -> InstanceNode:
    """A new tree from its seed."""
    node = InstanceNode(seed)
    for child in seed.children:
        node.append(grown(child))
    return node


def all_below(node: InstanceNode) -> list[InstanceNode]:
    """The node and all below it, level by level."""
    found: list[Node] = [node]
    for each in found:
        found += each.children
    return found  # type: ignore[return-value]  # every node of an instance is an InstanceNode


def first_rows(parent: InstanceNode, field: Field) -> list[Seed]:
    """The seeds of the rows that a repeat has from the start."""
    return [seed for seed in parent.seed.children if seed.field is field]


def field_nodes(root: InstanceNode, field: Field) -> list[InstanceNode]:
    """All instances of a field below (or at) ``root``, an instance of one of its ancestors, in order."""
    nodes: list[Node] = [root]
    for name in field.names[root.field.depth :]:
        nodes = [child for node in nodes for child in node.named.get(name, ())]
    return nodes  # type: ignore[return-value]  # every node of an instance is an InstanceNode


def leaves(node: Node) -> Iterator[InstanceNode]:
    """The leaves at and below a node, in document order."""
    for found in node.walk():
        if isinstance(found, InstanceNode) and found.field.is_leaf:
            yield found


def leaf_states(node: Node, path: str = "") -> Iterator[tuple[str, InstanceNode]]:
    """The leaves at and below a node with their paths, in document order; ``path`` is that of the node's parent.

    A node finds its own path by climbing; whoever wants all of them has them cheaper on the way down.
    """
    here = f"{path}/{node.name}[{node.index + 1}]" if node.is_repeat else f"{path}/{node.name}"
    if isinstance(node, InstanceNode) and node.field.is_leaf:
        yield here, node
    for child in node.children:
        yield from leaf_states(child, here)


def place_for_row(parent: InstanceNode, field: Field) -> int:
    """Where among ``parent``'s children the first row of a repeat goes: after what the template has before it."""
    before = (
        {sibling.name for sibling in field.parent.children[: field.parent.children.index(field)]}
        if field.parent
        else set()
    )
    place = 0
    for index, child in enumerate(parent.children):
        if child.name in before:
            place = index + 1
    return place


def sort_key(node: Node) -> tuple[tuple[int, int], ...]:
    """Orders nodes as the form does, rows by number."""
    key: list[tuple[int, int]] = []
    at: Node | None = node
    while isinstance(at, InstanceNode):
        key.append((at.field.order, at.index))
        at = at.parent
    return tuple(reversed(key))
