"""The instances of a form: the primary one becomes fields and seeds, secondary ones become trees.

Rules kept: a row template (``jr:template``) is no row; a repeat without one takes its first row, blank (inside another's template as it
stands there). External files are handed in by name; a form that needs one that was not handed in is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from checklists.form.definition import Field, Seed
from checklists.form.external import tree_of_file
from checklists.form.source import JAVAROSA, attribute, children
from checklists.model.errors import FormError
from checklists.xpath import Expression, Node, new_document
from checklists.xpath.references import instances_named
from checklists.xpath.tree import local_name as local
from checklists.xpath.tree import node_from_element

_TEMPLATE = f"{{{JAVAROSA}}}template"
MAX_DEPTH = 60
MAX_FIELDS, MAX_ELEMENTS = 10_000, 50_000
"""Questions of a form, and elements that its instance may start with, rows included."""


class Primary:
    """The primary instance: its fields by path, and the seed that a new session grows from."""

    def __init__(self, element: Element, repeats: frozenset[str]) -> None:
        self.repeats = repeats
        if (count := sum(1 for _ in element.iter())) > MAX_ELEMENTS:
            raise FormError(reason="too-many-questions", found=str(count))
        self.several = _several(element, "")
        self.fields: dict[str, Field] = {}
        self.root = self._field(local(element.tag), None)
        self.seed = self._seed(element, self.root)

    def _field(self, name: str, parent: Field | None) -> Field:
        names = (*parent.names, name) if parent is not None else (name,)
        if len(names) > MAX_DEPTH:
            raise FormError(reason="instance-too-deep", where="/" + "/".join(names))
        path = "/" + "/".join(names)
        known = self.fields.get(path)
        if known is None:
            if len(self.fields) >= MAX_FIELDS:
                raise FormError(reason="too-many-questions", found=str(MAX_FIELDS))
            is_repeat = path in self.repeats
            known = Field(name, names, parent, order=len(self.fields), is_repeat=is_repeat or path in self.several)
            known.is_fixed_repeat = known.is_repeat and not is_repeat
            known.repeats_above = known.is_repeat + (parent.repeats_above if parent is not None else 0)
            self.fields[path] = known
            if parent is not None:
                parent.children.append(known)
        return known

    def _seed(self, element: Element, field: Field, *, is_in_template: bool = False) -> Seed:
        seeds: list[Seed] = []
        for child in element:
            child_field = self._field(local(child.tag), field)
            is_template = _TEMPLATE in child.attrib
            seed = self._seed(child, child_field, is_in_template=is_in_template or is_template)
            if child_field.is_repeat and (is_template or child_field.row is None):
                child_field.row = seed if is_template or is_in_template else _without_texts(seed)
            if not is_template:
                seeds.append(seed)
        text = "" if len(element) else (element.text or "").strip()
        attributes = {local(key): value for key, value in element.items() if key != _TEMPLATE}
        return Seed(field, text, attributes, tuple(seeds))


def _several(element: Element, above: str) -> set[str]:
    """The paths of groups that stand there more than once: rows, also where no repeat of the body says so (JavaRosa)."""
    path = f"{above}/{local(element.tag)}"
    children = [child for child in element if len(child) and _TEMPLATE not in child.attrib]
    names = [local(child.tag) for child in children]
    found = {f"{path}/{name}" for name, count in Counter(names).items() if count > 1}
    return found.union(*(_several(child, path) for child in element))


def _without_texts(seed: Seed) -> Seed:
    """A first row as template of the next ones: its elements, not its texts, and no rows of its own (JavaRosa)."""
    kept = tuple(_without_texts(child) for child in seed.children if not child.field.is_repeat)
    return Seed(seed.field, "", seed.attributes, kept)


def instance_elements(model: Element) -> tuple[Element, dict[str, Element]]:
    """The primary instance's root element, and the secondary ``instance`` elements by id."""
    primary: Element | None = None
    secondary: dict[str, Element] = {}
    for instance in children(model, "instance"):
        content = next(iter(instance), None)
        if primary is None and content is not None and not attribute(instance, "src"):
            primary = content
        elif attribute(instance, "id"):
            secondary[attribute(instance, "id")] = instance
    if primary is None:
        raise FormError(reason="no-primary-instance")
    return primary, secondary


def secondary_trees(
    elements: Mapping[str, Element], files: Mapping[str, bytes], expressions: Iterable[Expression]
) -> dict[str, Node]:
    """The document nodes of secondary instances by id; an external one that no expression reads is left out."""
    is_external = any(attribute(element, "src") for element in elements.values())
    read = set[str]().union(*(instances_named(one.syntax) for one in expressions)) if is_external else set()
    return {
        name: _tree(element, files)
        for name, element in elements.items()
        if not attribute(element, "src") or name in read
    }


def _tree(instance: Element, files: Mapping[str, bytes]) -> Node:
    """A secondary instance: inline, or from a file that was handed in."""
    address = attribute(instance, "src")
    if not address:
        document = new_document()
        for inner in instance:
            document.append(node_from_element(inner))
        return document
    if address == "jr://instance/last-saved":
        return new_document()
    name = address.rpartition("/")[2]
    if name not in files:
        raise FormError(reason="external-file-missing", where=attribute(instance, "id"), found=name)
    return tree_of_file(name, files[name])
