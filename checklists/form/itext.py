"""Texts in several languages (itext): the default language's texts, with the values that are filled into them."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from checklists.form.definition import TextTemplate
from checklists.form.source import attribute, child, children
from checklists.xpath import Expression
from checklists.xpath.tree import local_name as local

Compile = Callable[[str], Expression]


def languages(model: Element) -> tuple[str, ...]:
    """The languages of a form, its default one first; empty where it has no itext."""
    itext = child(model, "itext")
    if itext is None:
        return ()
    translations = list(children(itext, "translation"))
    names = [attribute(translation, "lang") for translation in translations]
    chosen = [attribute(one, "lang") for one in translations if any(local(key) == "default" for key in one.attrib)]
    return tuple(dict.fromkeys([*chosen, *names]))


def texts_of(model: Element, language: str) -> dict[str, Element]:
    """The ``text`` elements of one language by id; ids that only another language has come from there."""
    found: dict[str, Element] = {}
    itext = child(model, "itext")
    translations = list(children(itext, "translation")) if itext is not None else []
    for translation in sorted(translations, key=lambda one: attribute(one, "lang") != language):
        for text in children(translation, "text"):
            found.setdefault(attribute(text, "id"), text)
    return found


def template_of_text(text: Element, compile_text: Compile) -> TextTemplate:
    """A ``text`` element: its plain value, else the long or short one, and the files of its other forms."""
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
