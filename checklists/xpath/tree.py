"""The tree that expressions walk: light nodes with a parent, same-named siblings at hand, and whether they are relevant.

Rules kept: the document node (name ``""``) stands above the root element, so ``/data`` is a child step. A node that is not
relevant is still there, but no path selects it. A node's text changes through ``set_text`` only, because its number is cached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from xml.etree.ElementTree import Element, ParseError, XMLParser

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from checklists.model.errors import FormError

MAX_XML_DEPTH = 100
_SCANNED = 4096
LARGEST_XML = 16 * 1_048_576
MOST_TAGS, MOST_ATTRIBUTES = 400_000, 250_000
"""Bounds of a document in bytes, in "<" and in "=": a form of 20,000 choices in two languages keeps them, a trap does not."""
TEXT = "#text"
"""The name of a piece of text that stands beside elements; no path can name it."""
_NO_CHILDREN: dict[str, list[Node]] = {}
_NO_ATTRIBUTES: Mapping[str, str] = {}


class Node:
    """One element of an instance. ``index`` counts from 0 among siblings of the same name."""

    __slots__ = (
        "attributes",
        "children",
        "index",
        "is_numeric",
        "is_repeat",
        "name",
        "named",
        "number_cache",
        "parent",
        "relevant",
        "text",
        "truth",
    )

    def __init__(self, name: str, text: str = "", attributes: Mapping[str, str] = _NO_ATTRIBUTES) -> None:
        self.name = name
        self.text = text
        self.attributes = attributes
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.named: dict[str, list[Node]] = _NO_CHILDREN
        self.index = 0
        self.relevant = True
        self.is_repeat = False
        self.is_numeric = False
        self.number_cache: Decimal | None = None
        self.truth: bool | None = None

    def set_text(self, text: str, number: Decimal | None = None, *, truth: bool | None = None) -> None:
        """Give the node its text; ``number`` and ``truth`` are its exact value where it was computed as one."""
        self.text = text
        self.number_cache = number
        self.truth = truth

    def append(self, child: Node) -> None:
        child.parent = self
        if self.named is _NO_CHILDREN:
            self.named = {}
        siblings = self.named.setdefault(child.name, [])
        child.index = len(siblings)
        siblings.append(child)
        self.children.append(child)

    def insert_row(self, child: Node, index: int, *, first_place: int) -> None:
        """Put a row before the same-named sibling that stands at ``index`` now; the first one at ``first_place``."""
        siblings = self.named.get(child.name, [])
        if index >= len(siblings):
            place = self.children.index(siblings[-1]) + 1 if siblings else first_place
        else:
            place = self.children.index(siblings[index])
        self.append(child)
        self.children.pop()
        self.children.insert(place, child)
        siblings = self.named[child.name]
        siblings.insert(index, siblings.pop())
        _number(siblings, index)

    def remove_row(self, child: Node) -> None:
        siblings = self.named[child.name]
        del siblings[child.index]
        self.children.remove(child)
        _number(siblings, child.index)
        if not siblings:
            del self.named[child.name]
        child.parent = None

    @property
    def path(self) -> str:
        """``/data/stock[2]/quantity``: positions on repeats only."""
        steps = []
        node: Node | None = self
        while node is not None and node.name:
            steps.append(f"{node.name}[{node.index + 1}]" if node.is_repeat else node.name)
            node = node.parent
        return "/" + "/".join(reversed(steps))

    @property
    def document(self) -> Node:
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def string_value(self) -> str:
        """XPath's string-value: the text of a leaf, the joined texts below a group."""
        return "".join(node.text for node in self.walk()) if self.children else self.text

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left += reversed(node.children)

    def find(self, path: str) -> Node | None:
        """The first node at a path such as ``/data/stock[2]/quantity``; a relative path starts here."""
        node: Node | None = self.document if path.startswith("/") else self
        for step in filter(None, path.split("/")):
            name, _, position = step.partition("[")
            place = int(position[:-1]) - 1 if position[:-1].isdigit() else 0
            siblings = node.named.get(name, ()) if node is not None else ()
            node = siblings[place] if 0 <= place < len(siblings) else None
        return node


def _number(siblings: list[Node], start: int) -> None:
    for index in range(start, len(siblings)):
        siblings[index].index = index


def new_document(root: Node | None = None) -> Node:
    """A document node, above ``root`` where one is given."""
    document = Node("")
    if root is not None:
        document.append(root)
    return document


def parse_xml(data: bytes | str) -> Element:
    """The root element; of a text, its declared encoding says nothing.

    Raises FormError for malformed XML, a DTD, entities or endless nesting.
    """
    _refuse_oversized(data)
    try:
        _refuse_declarations(data)
        parser = XMLParser()  # noqa: S314 - defusedxml has just read all that could do harm
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        raise FormError(reason="malformed-xml", where=f"{line}:{column + 1}", found=str(error)) from error
    except DefusedXmlException as error:
        raise FormError(reason="forbidden-xml", found=type(error).__name__) from error
    except (ValueError, LookupError) as error:
        raise FormError(reason="malformed-xml", found=str(error)) from error
    if _depth_exceeds(root, MAX_XML_DEPTH):
        raise FormError(reason="nested-too-deeply", found=str(MAX_XML_DEPTH))
    return root


def _refuse_oversized(data: bytes | str) -> None:
    """Counting takes a moment, building a tree of what was counted does not."""
    tags, signs = (data.count("<"), data.count("=")) if isinstance(data, str) else (data.count(b"<"), data.count(b"="))
    if len(data) > LARGEST_XML:
        raise FormError(reason="xml-too-large", found=f"{len(data) // 1_048_576} MB")
    if tags > MOST_TAGS or signs > MOST_ATTRIBUTES:
        raise FormError(reason="xml-too-large", found=str(max(tags, signs)))


def _refuse_declarations(data: bytes | str) -> None:
    """defusedxml reads as far as the first element: a DTD, and with it an entity, can stand before that only. The tree is then C's work."""
    scanner = DefusedXMLParser(target=object(), forbid_dtd=True)
    scanner.parser.DefaultHandlerExpand = None
    begun: list[str] = []
    scanner.parser.StartElementHandler = lambda name, _attributes: begun.append(name)
    for start in range(0, len(data), _SCANNED):
        scanner.feed(data[start : start + _SCANNED])
        if begun:
            return


def _depth_exceeds(root: Element, limit: int) -> bool:
    level = [root]
    for _ in range(limit):
        level = list(chain.from_iterable(level))
        if not level:
            return False
    return True


def node_from_element(element: Element) -> Node:
    """The tree of an XML element. Names are local names: forms tell elements apart by path, not by namespace."""
    node = Node(
        local_name(element.tag),
        "" if len(element) else element.text or "",
        element.attrib or _NO_ATTRIBUTES,
    )
    if len(element):
        _append_text(node, element.text)
    for child in element:
        node.append(node_from_element(child))
        _append_text(node, child.tail)
    for siblings in node.named.values():
        if len(siblings) > 1:
            for sibling in siblings:
                sibling.is_repeat = True
    return node


def _append_text(node: Node, text: str | None) -> None:
    """White space between elements is no content."""
    if text and not text.isspace():
        node.append(Node(TEXT, text))


def document_from_xml(data: bytes | str) -> Node:
    """The document node of an XML instance. Raises FormError."""
    return new_document(node_from_element(parse_xml(data)))


@lru_cache(maxsize=8192)
def local_name(tag: str) -> str:
    """``{uri}meta`` and ``orx:meta`` as ``meta``."""
    return tag.rpartition("}")[2].rpartition(":")[2] if "}" in tag or ":" in tag else tag
