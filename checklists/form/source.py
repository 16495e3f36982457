"""Reading an XForm's XML: elements by plain name, the model's parts, and expressions compiled where they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from checklists.model.errors import ExpressionError, FormError
from checklists.xpath import Expression, compile_expression
from checklists.xpath.parser import parse
from checklists.xpath.references import Names
from checklists.xpath.rewriting import in_own_row
from checklists.xpath.tree import local_name as local
from checklists.xpath.tree import parse_xml

JINDIAO = "https://jindiao.cn/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
ODK = "http://www.opendatakit.org/xforms"


class Source:
    """The document's parts."""

    def __init__(self, data: bytes) -> None:
        root = parse_xml(data)
        if local(root.tag) != "html":
            raise FormError(reason="not-an-xform", found=local(root.tag))
        head = child(root, "head")
        model = child(head, "model") if head is not None else None
        body = child(root, "body")
        if body is None and head is not None:
            body = child(head, "body")
        if head is None or body is None or model is None:
            raise FormError(reason="incomplete-xform")
        self.body = body
        self.model = model
        title = child(head, "title")
        self.title = (title.text or "").strip() if title is not None else ""


def child(element: Element, name: str) -> Element | None:
    for found in element:
        if local(found.tag) == name:
            return found
    return None


def children(element: Element, name: str) -> Iterator[Element]:
    return (found for found in element if local(found.tag) == name)


def attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace (``jr:count`` and ``count`` alike); blank where it is absent."""
    found = element.get(name)
    if found is not None:
        return found
    for key, value in element.items():
        if "}" in key and local(key) == name:
            return value
    return ""


def attributes(element: Element) -> dict[str, str]:
    """All attributes by plain name, for who asks for many; of two alike the one without a namespace."""
    return {**{local(key): value for key, value in element.items() if "}" in key}, **element.attrib}


def extras(element: Element) -> dict[str, str]:
    """The ``jd:`` attributes of a bind, without prefix, blank ones left out."""
    found = {}
    for key, value in element.items():
        if key.startswith(f"{{{JINDIAO}}}") and value.strip():
            found[local(key)] = value.strip()
    return found


def compiled(text: str, reader: Names, repeats: Collection[Names]) -> Expression:
    """The expression of the element at ``reader``, one for all that write the same outside of ``repeats``.

    Raises ExpressionError that says whose it is.
    """
    text = text.strip()
    try:
        # The relative paths of ``indexed-repeat`` can be compiled only when they are known to be of this reader.
        if not repeats and "indexed-repeat" not in text:
            return compile_expression(text)
        return Expression(text, in_own_row(parse(text), reader, repeats), for_rows=True)
    except ExpressionError as error:
        raise dataclasses.replace(error, where="/" + "/".join(reader)) from error
