"""What an expression can be worth, and how one kind becomes another under each policy of blanks.

FORM (binds of a form): JavaRosa's rule. A blank is an empty text and no number; an empty nodeset is a blank.
STRICT (cross-checks, scorecards, caps): reading a blank or an empty nodeset raises ``Missing``, and the result is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checklists.xpath.arithmetic import NAN, ONE, TINY, ZERO, plain_number, text_of_number
from checklists.xpath.dates import days_of_text
from checklists.xpath.tree import Node

Atom = Decimal | str | bool
Value = Decimal | str | bool | list[Node]


@dataclass(frozen=True, slots=True)
class UnknownInput:
    """No result, because these are blank: instance paths, template paths of what is not there, or ``$names``."""

    missing: tuple[str, ...] = ()


class Missing(Exception):
    """Raised inside a STRICT evaluation where a blank is read; never leaves this folder."""

    def __init__(self, *paths: str) -> None:
        super().__init__(*paths)
        self.paths = paths


def number_of_text(text: str) -> Decimal:
    """A number, or the days of an ISO date; else NaN."""
    number = plain_number(text)
    if number is not None:
        return number
    return days_of_text(text.strip()) if "-" in text else NAN


def number_of_node(node: Node) -> Decimal:
    """A leaf's number is kept until its text changes; a group's is that of what stands below it now."""
    if node.children:
        return number_of_text(node.string_value())
    cached = node.number_cache
    if cached is None and node.truth is not None:
        cached = node.number_cache = ONE if node.truth else ZERO
    if cached is None:
        cached = node.number_cache = number_of_text(node.text)
    return cached


def number_of(value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return ONE if value else ZERO
    if isinstance(value, str):
        return number_of_text(value)
    return number_of_node(value[0]) if value else NAN


def text_of_node(node: Node) -> str:
    return node.string_value() if node.children else node.text


def text_of(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return text_of_number(value)
    return text_of_node(value[0]) if value else ""


def truth_of_node(node: Node) -> bool:
    """As JavaRosa: a computed truth is itself, a number that is 0 is false; any other text is true unless blank."""
    if node.truth is not None:
        return node.truth
    if node.is_numeric:
        number = number_of_node(node)
        return not number.is_nan() and abs(number) > TINY
    return text_of_node(node) != ""


def truth_of(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, Decimal):
        return not value.is_nan() and abs(value) > TINY
    return truth_of_node(value[0]) if len(value) == 1 else bool(value)


def atom_of_node(node: Node, *, beside_text: bool = False) -> Atom:
    """What a node is worth as a single value: a number where the form says so, a truth where one was computed, else text.

    ``beside_text``: compared with a text, a truth is the text ``true`` or ``false``.
    """
    text = text_of_node(node)
    if node.truth is not None and not beside_text:
        return node.truth
    return number_of_node(node) if node.is_numeric and text else text


def atom_of(value: Value) -> Atom:
    """A nodeset becomes its first node's value, an empty one a blank."""
    if isinstance(value, list):
        return atom_of_node(value[0]) if value else ""
    return value


def is_blank(node: Node) -> bool:
    return text_of_node(node) == ""


def needed(nodes: list[Node], written: str) -> Node:
    """STRICT: the first node, which must hold something."""
    if not nodes:
        raise Missing(written)
    node = nodes[0]
    if is_blank(node):
        raise Missing(node.path)
    return node


def all_needed(nodes: list[Node], written: str) -> list[Node]:
    """STRICT: every node of a set that is not empty and has no blank."""
    if not nodes:
        raise Missing(written)
    blanks = [node.path for node in nodes if is_blank(node)]
    if blanks:
        raise Missing(*blanks)
    return nodes
