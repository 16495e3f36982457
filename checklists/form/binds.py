"""The binds of a model: types, rules and extras of each field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checklists.form.definition import Field
from checklists.form.evidence import wanted_evidence
from checklists.form.itext import Texts, id_of_text
from checklists.form.questions import is_yes
from checklists.form.source import attribute, attributes, children, extras
from checklists.xpath import Expression
from checklists.xpath.references import absolute, calls
from checklists.xpath.tree import local_name as local


@dataclass(frozen=True, slots=True)
class Binds:
    """``by_id``: the fields of binds that others name by id; ``of_nothing``: the paths of binds without a field."""

    by_id: dict[str, Field]
    of_nothing: tuple[str, ...]


CompileAt = Callable[[str, Field], Expression]
_RULES = ("relevant", "required", "readonly", "constraint", "calculate")


def read_binds(model: Element, root: Field, fields: dict[str, Field], *, compile_at: CompileAt, texts: Texts) -> Binds:
    """Give every bound field its type, rules and extras. Raises ExpressionError.

    A bind of what is not in the instance (an attribute, a removed element) rules nothing: it is listed, not refused (JavaRosa).
    """
    by_id: dict[str, Field] = {}
    of_nothing: list[str] = []
    for bind in children(model, "bind"):
        place = attribute(bind, "nodeset") or attribute(bind, "ref")
        path = place if place in fields else "/" + "/".join(absolute(place, root.names))
        field = fields.get(path)
        if field is None:
            of_nothing.append(path)
            continue
        if attribute(bind, "id"):
            by_id[attribute(bind, "id")] = field
        _read(bind, field, compile_at, texts)
    return Binds(by_id, tuple(of_nothing))


def _read(bind: Element, field: Field, compile_at: CompileAt, texts: Texts) -> None:
    said = attributes(bind)
    field.data_type = local(said.get("type", "")) or field.data_type
    for rule in _RULES:
        text = said.get(rule, "")
        if text.strip():
            setattr(field, rule, compile_at(text, field))
    field.constraint_message = _message(said.get("constraintMsg", ""), field, compile_at, texts)
    field.required_message = _message(said.get("requiredMsg", ""), field, compile_at, texts)
    field.preload = said.get("preload", "")
    field.preload_parameter = said.get("preloadParams", "")
    field.extras.update(extras(bind))
    if field.extras:
        _read_extras(field)
    calculate = field.calculate
    field.keeps_value = calculate is not None and "once" in calculate.source and calls(calculate.syntax, "once")


def _read_extras(field: Field) -> None:
    field.is_must = is_yes(field.extras.get("must", ""))
    field.is_sensitive = is_yes(field.extras.get("sensitive", ""))
    field.is_warning = field.extras.get("severity", "") == "warning"
    field.evidence = wanted_evidence(field.extras.get("evidence", ""))


def _message(text: str, field: Field, compile_at: CompileAt, texts: Texts) -> Expression | str:
    """A text, or an expression where the session has to say what it reads."""
    if not text.strip().startswith("jr:itext("):
        return text.strip()
    plain = texts.plain(id_of_text(text))
    return compile_at(text, field) if plain is None else plain
