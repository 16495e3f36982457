"""The axes of XPath 1.0: from a node to those that a step names, nearest first.

Rules kept: names are local names. The tree knows elements, attributes and texts; a leaf is its own text. Of two attributes that
differ in their prefix only, ``@a`` is the one without, ``@p:a`` the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checklists.xpath.syntax import Step
from checklists.xpath.tree import TEXT, Node, local_name

Select = Callable[[Node], list[Node]]

REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
"""Axes whose nodes are counted backwards through the document."""
TESTS: dict[str, Callable[[Node], bool]] = {
    "node()": lambda _node: True,
    "*": lambda node: node.name not in ("", TEXT),
    "text()": lambda node: node.name == TEXT or (bool(node.text) and not node.children),
}


class Attribute(Node):
    """An attribute as a node: made anew wherever one is selected, so two are the same where owner and key are."""

    __slots__ = ("key",)

    def __init__(self, owner: Node, key: str) -> None:
        super().__init__(local_name(key), owner.attributes[key])
        self.parent = owner
        self.relevant = owner.relevant
        self.key = key


def selection(step: Step) -> Select:
    """The nodes of an axis that pass the step's test, in the order in which predicates count them."""
    test = step.test
    if step.axis == "attribute":
        return lambda node: _attributes(node, test)
    if step.axis == "child" and test not in TESTS:
        return lambda node: list(node.named.get(test, ()))
    if step.axis == "child" and test == "text()":
        return lambda node: list(node.named.get(TEXT, ())) if node.children else [node] if node.text else []
    passes: Callable[[Node], bool] = TESTS.get(test) or (lambda node: node.name == test)
    walk = _AXES[step.axis]
    return lambda node: [found for found in walk(node) if passes(found)]


def _ancestors(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """Those before and those after; an attribute has none."""
    if node.parent is None or isinstance(node, Attribute):
        return [], []
    siblings = node.parent.children
    place = siblings.index(node)
    return siblings[:place], siblings[place + 1 :]


def _following(node: Node) -> Iterator[Node]:
    if isinstance(node, Attribute) and node.parent is not None:
        yield from _descendants(node.parent)
        node = node.parent
    for at in (node, *_ancestors(node)):
        for sibling in _siblings(at)[1]:
            yield from sibling.walk()


def _preceding(node: Node) -> Iterator[Node]:
    if isinstance(node, Attribute) and node.parent is not None:
        node = node.parent
    for at in (node, *_ancestors(node)):
        for sibling in reversed(_siblings(at)[0]):
            yield from reversed(list(sibling.walk()))


def _descendants(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield from child.walk()


_AXES: dict[str, Callable[[Node], Iterator[Node]]] = {
    "self": lambda node: iter((node,)),
    "child": lambda node: iter(node.children),
    "parent": lambda node: iter(() if node.parent is None else (node.parent,)),
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: iter((node, *_ancestors(node))),
    "descendant": _descendants,
    "descendant-or-self": lambda node: node.walk(),
    "following": _following,
    "following-sibling": lambda node: iter(_siblings(node)[1]),
    "preceding": _preceding,
    "preceding-sibling": lambda node: reversed(_siblings(node)[0]),
}
AXES = frozenset({*_AXES, "attribute"})


def _attributes(node: Node, test: str) -> list[Node]:
    return [Attribute(node, key) for key in _keys(node, test)]


def _keys(node: Node, test: str) -> list[str]:
    if test in ("*", "node()"):
        return list(node.attributes)
    name = test.removeprefix(":")
    keys = [key for key in node.attributes if local_name(key) == name]
    return [key for key in keys if (key != name) == test.startswith(":")] or keys
