"""Texts in several languages (itext): the default language's texts, with the values that are filled into them."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from checklists.form.definition import BLANK_TEXT, TextTemplate
from checklists.form.source import attribute, child, children
from checklists.xpath import Expression
from checklists.xpath.tree import local_name as local

Compile = Callable[[str], Expression]
_REFERENCE = re.compile(r"\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*")


class Texts:
    """The texts of one language by id. A text without values in it is read once and shared by all who show it."""

    def __init__(self, elements: dict[str, Element]) -> None:
        self._elements = elements
        self._plain: dict[str, TextTemplate] = {}

    def template(self, text_id: str, compile_text: Compile) -> TextTemplate | None:
        """The text with its values' expressions compiled by who asks; None where there is no such text."""
        known = self._plain.get(text_id)
        if known is not None:
            return known
        element = self._elements.get(text_id)
        if element is None:
            return None
        template = template_of_text(element, compile_text)
        if not template.expressions:
            self._plain[text_id] = template
        return template

    def all(self, compile_text: Compile) -> dict[str, TextTemplate]:
        """Every text by id."""
        return {
            text_id: self._plain.get(text_id) or self.template(text_id, compile_text) or BLANK_TEXT
            for text_id in self._elements
        }

    def plain(self, text_id: str | None) -> str | None:
        """What a text says where it says the same to everyone; None where values or markup stand in it."""
        element = self._elements.get(text_id or "")
        if text_id is None or element is None or any(len(value) for value in element):
            return None
        template = self.template(text_id, _nothing)
        return None if template is None else template.plain


def id_of_text(expression: str) -> str | None:
    """The id in ``jr:itext('id')``; None for any other expression."""
    match = _REFERENCE.fullmatch(expression)
    return match[1] or match[2] or "" if match else None


def _nothing(text: str) -> Expression:
    raise AssertionError(text)


def languages(model: Element) -> tuple[str, ...]:
    """The languages of a form, its default one first; empty where it has no itext."""
    itext = child(model, "itext")
    if itext is None:
        return ()
    translations = list(children(itext, "translation"))
    names = [attribute(translation, "lang") for translation in translations]
    chosen = [attribute(one, "lang") for one in translations if any(local(key) == "default" for key in one.attrib)]
    return tuple(dict.fromkeys([*chosen, *names]))


def texts_of(model: Element, language: str) -> Texts:
    """The texts of one language by id; ids that only another language has come from there."""
    found: dict[str, Element] = {}
    itext = child(model, "itext")
    translations = list(children(itext, "translation")) if itext is not None else []
    for translation in sorted(translations, key=lambda one: attribute(one, "lang") != language):
        for text in children(translation, "text"):
            found.setdefault(text.get("id", ""), text)
    return Texts(found)


def template_of_text(text: Element, compile_text: Compile) -> TextTemplate:
    """A ``text`` element: its plain value, else the long or short one, and the files of its other forms."""
    if len(text) == 1 and not text[0].attrib and local(text[0].tag) == "value":
        return template_of(text[0], compile_text)
    by_form = {attribute(value, "form"): value for value in children(text, "value")}
    media = {
        form: (value.text or "").strip()
        for form, value in by_form.items()
        if form not in ("", "long", "short", "guidance")
    }
    chosen = next((by_form[form] for form in ("", "long", "short") if form in by_form), None)
    parts = template_of(chosen, compile_text).parts if chosen is not None else ()
    return TextTemplate(parts, media)


def template_of(element: Element, compile_text: Compile) -> TextTemplate:
    """Mixed text and ``output`` elements. Other markup inside keeps its text only."""
    if not len(element):
        text = (element.text or "").strip()
        return TextTemplate((text,)) if text else BLANK_TEXT
    parts: list[str | Expression] = [element.text or ""]
    for inner in element:
        if local(inner.tag) == "output":
            parts.append(compile_text(attribute(inner, "value") or attribute(inner, "ref")))
        else:
            parts.append("".join(inner.itertext()))
        parts.append(inner.tail or "")
    if isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return TextTemplate(tuple(part for part in parts if part != ""))
