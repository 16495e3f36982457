"""The body of an XForm: controls, labels, choices, groups and repeats in the order of the screen.

Rules kept: a control or action that is not known is refused by name. ``setgeopoint`` and ``recordaudio`` are carried without
being run (a laptop has no such sensor, the question stays for the investigator), and so is what sets an attribute (entities).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from checklists.form.binds import Binds, CompileAt
from checklists.form.definition import BLANK_TEXT, Choices, Field, FixedChoice, SetValue, TextTemplate
from checklists.form.itext import Texts, id_of_text, template_of
from checklists.form.questions import QuestionKind
from checklists.form.source import ODK, attribute, attributes, child, children
from checklists.model.errors import FormError
from checklists.xpath.arithmetic import plain_number
from checklists.xpath.references import absolute
from checklists.xpath.syntax import Call, Path
from checklists.xpath.tree import local_name as local

EVENTS = frozenset({"odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed"})
_OLDER_NAMES = {"xforms-ready": "odk-instance-first-load", "jr-insert": "odk-new-repeat"}
_NEVER_HAPPENS = frozenset({"xforms-revalidate"})
_IGNORED_ACTIONS = frozenset({"setgeopoint", "recordaudio"})
_CONTROLS = frozenset({"input", "secret", "select1", "select", "rank", "range", "upload", "trigger"})
_PARAMETERS = ("start", "end", "step", "tick-interval", "placeholder", "mediatype", "rows")
_PARTS = frozenset({"label", "hint", "help", "alert", "item", "itemset", "value", "filter", "output", "tag"})
_BY_TYPE = {
    "int": QuestionKind.INTEGER,
    "integer": QuestionKind.INTEGER,
    "long": QuestionKind.INTEGER,
    "decimal": QuestionKind.DECIMAL,
    "double": QuestionKind.DECIMAL,
    "float": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "dateTime": QuestionKind.DATETIME,
    "geopoint": QuestionKind.GEOPOINT,
    "geotrace": QuestionKind.GEOTRACE,
    "geoshape": QuestionKind.GEOSHAPE,
    "barcode": QuestionKind.BARCODE,
}
_BY_CONTROL = {
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MULTIPLE,
    "rank": QuestionKind.RANK,
    "range": QuestionKind.RANGE,
    "trigger": QuestionKind.ACKNOWLEDGE,
}
_BY_MEDIA = {"image": QuestionKind.IMAGE, "audio": QuestionKind.AUDIO, "video": QuestionKind.VIDEO}


class Body:
    """Reads controls into fields. ``actions`` gathers what ``setvalue`` does, wherever it stands."""

    def __init__(
        self,
        root: Field,
        fields: dict[str, Field],
        *,
        binds: Binds,
        compile_at: CompileAt,
        texts: Texts,
    ) -> None:
        self.root = root
        self.fields = fields
        self.binds = binds
        self.compile_at = compile_at
        self.texts = texts
        self.actions: list[SetValue] = []
        self.placed: set[str] = {root.path}

    def read(self, body: Element) -> None:
        self._children(body, self.root)

    def action(self, element: Element, inside: Field | None) -> None:
        """A ``setvalue`` of the model (``inside`` None) or of a control or repeat."""
        name = local(element.tag)
        is_carried = name in _IGNORED_ACTIONS and element.tag.startswith(f"{{{ODK}}}")
        if is_carried or "@" in attribute(element, "ref"):
            return
        if name != "setvalue":
            raise FormError(reason="action-not-supported", where=inside.path if inside else "", found=name)
        named = attribute(element, "event").split()
        events = frozenset(_OLDER_NAMES.get(event, event) for event in named) - _NEVER_HAPPENS
        if not named or not events <= EVENTS:
            raise FormError(
                reason="event-not-supported", where=attribute(element, "ref"), found=attribute(element, "event")
            )
        target = self._target(element, inside or self.root)
        if (
            "jr-insert" in named and inside is None
        ):  # JavaRosa's own event stood in the model, ODK's stands in the repeat
            inside = _row_around(target)
        if "odk-new-repeat" in events and (inside is None or not inside.is_repeat):
            raise FormError(reason="new-repeat-outside-repeat", where=attribute(element, "ref"))
        value, ref = attribute(element, "value"), attribute(element, "ref")
        self.actions.append(
            SetValue(
                events,
                target,
                self.compile_at(value, target) if value.strip() else None,
                (element.text or "").strip(),
                inside,
                self.compile_at(ref, inside or self.root) if "[" in ref else None,
            )
        )

    def _target(self, element: Element, context: Field) -> Field:
        bound = self.binds.by_id.get(attribute(element, "bind"))
        return bound if bound is not None else self._target_of(element, context)

    def _children(self, element: Element, parent: Field) -> None:
        for inner in element:
            name = local(inner.tag)
            if name == "group":
                self._group(inner, parent)
            elif name == "repeat":
                self._repeat(inner, parent, label=BLANK_TEXT, appearance="")
            elif name in _CONTROLS:
                self._control(inner, parent)
            elif name not in _PARTS:
                self._action_or_refuse(inner, parent)

    def _action_or_refuse(self, element: Element, parent: Field) -> None:
        if attribute(element, "event"):
            self.action(element, parent)
        else:
            raise FormError(reason="control-not-supported", where=parent.path, found=local(element.tag))

    def _group(self, element: Element, parent: Field) -> None:
        """A group; one that only wraps a repeat gives the repeat its label; one without a path leaves no trace."""
        label = self._label(element, "label", parent)
        repeat = _only_repeat(element)
        if repeat is not None:
            own = self._path_of(element, parent)
            if own is None or own == absolute(attribute(repeat, "nodeset") or attribute(repeat, "ref"), parent.names):
                self._repeat(
                    repeat, parent, label=label, appearance=attribute(element, "appearance"), is_wrapped=own is not None
                )
                return
        if not (attribute(element, "ref") or attribute(element, "nodeset")):
            self._children(element, parent)
            return
        field = self._target_of(element, parent)
        field.kind = QuestionKind.REPEAT if field.is_repeat else QuestionKind.GROUP
        field.label = label
        field.appearance = attribute(element, "appearance")
        self._place(field, parent)
        self._children(element, field)

    def _place(self, field: Field, parent: Field) -> None:
        """Put a field on the screen where it stands first; a second control of the same answer adds nothing."""
        if field.path not in self.placed:
            self.placed.add(field.path)
            parent.body.append(field)

    def _path_of(self, element: Element, parent: Field) -> tuple[str, ...] | None:
        ref = attribute(element, "ref") or attribute(element, "nodeset")
        return absolute(ref, parent.names) if ref else None

    def _target_of(self, element: Element, parent: Field) -> Field:
        place = attribute(element, "ref") or attribute(element, "nodeset")
        field = self.fields.get(place)
        if field is not None:
            return field
        names = self._path_of(element, parent)
        field = self.fields.get("/" + "/".join(names or ()))
        if field is None:
            raise FormError(reason="reference-to-nothing", where=local(element.tag), found="/" + "/".join(names or ()))
        return field

    def _repeat(
        self, element: Element, parent: Field, *, label: TextTemplate, appearance: str, is_wrapped: bool = False
    ) -> None:
        field = self._target_of(element, parent)
        field.kind = QuestionKind.REPEAT
        field.label = label
        field.appearance = appearance or attribute(element, "appearance")
        field.is_fixed_repeat = attribute(element, "noAddRemove").strip() in ("true()", "true", "1")
        count = attribute(element, "count").strip()
        if count:
            # A path is seen from what stands around the repeat in the body (JavaRosa): of old a group of the repeat's own path.
            way = "" if is_wrapped or not _is_relative(count) else "../" * (field.depth - parent.depth)
            field.count = self.compile_at(way + count, field)
        self._place(field, parent)
        self._children(element, field)

    def _control(self, element: Element, parent: Field) -> None:
        field = self._control_field(element, parent)
        tag = local(element.tag)
        field.kind = self._kind(element, tag, field)
        parts = {local(inner.tag): inner for inner in reversed(element)}
        field.label = self._shown(parts.get("label"), field)
        field.hint = self._shown(parts.get("hint"), field)
        said = attributes(element)
        field.appearance = said.get("appearance", "")
        field.parameters = {name: value for name, value in said.items() if name in _PARAMETERS}
        if tag in ("select1", "select", "rank"):
            field.choices = self._choices(element, field)
        if tag == "range":
            _check_range(field)
        self._place(field, parent)
        if not parts.keys() <= _PARTS:
            for inner in element:
                if local(inner.tag) not in _PARTS:
                    self._action_or_refuse(inner, field)

    def _control_field(self, element: Element, parent: Field) -> Field:
        if attribute(element, "ref") or attribute(element, "nodeset") or attribute(element, "bind"):
            return self._target(element, parent)
        raise FormError(reason="control-without-path", where=parent.path, found=local(element.tag))

    def _kind(self, element: Element, tag: str, field: Field) -> QuestionKind:
        if tag in _BY_CONTROL:
            return _BY_CONTROL[tag]
        if tag == "upload":
            return _BY_MEDIA.get(attribute(element, "mediatype").partition("/")[0], QuestionKind.FILE)
        is_always_readonly = field.readonly is not None and field.readonly.source in ("true()", "1")
        rules = (field.calculate, field.required, field.constraint)
        has_rule = any(rule is not None and rule.source.strip() != "false()" for rule in rules)
        if is_always_readonly and not has_rule and field.data_type in ("", "string"):
            return QuestionKind.NOTE
        return _BY_TYPE.get(field.data_type, QuestionKind.TEXT)

    def _label(self, element: Element, name: str, field: Field) -> TextTemplate:
        return self._shown(child(element, name), field)

    def _shown(self, found: Element | None, field: Field) -> TextTemplate:
        return BLANK_TEXT if found is None else self.template(found, field)

    def template(self, element: Element, field: Field) -> TextTemplate:
        """A label: an itext reference, a path, or text with outputs."""
        ref = attribute(element, "ref")
        if not ref:
            return template_of(element, lambda text: self.compile_at(text, field))
        text_id = id_of_text(ref)
        return TextTemplate((self.compile_at(ref, field),)) if text_id is None else self.text(text_id, field)

    def text(self, text_id: str, field: Field) -> TextTemplate:
        template = self.texts.template(text_id, lambda text: self.compile_at(text, field))
        if template is None:
            raise FormError(reason="text-missing", where=field.path, found=text_id)
        return template

    def _choices(self, element: Element, field: Field) -> Choices:
        itemset = child(element, "itemset")
        if itemset is None:
            fixed = tuple(self._fixed(item, field) for item in children(element, "item"))
            if not fixed:
                raise FormError(reason="select-without-choices", where=field.path)
            return Choices(fixed=fixed)
        nodeset = self.compile_at(attribute(itemset, "nodeset"), field)
        value, label = child(itemset, "value"), child(itemset, "label")
        if value is None:
            raise FormError(reason="itemset-without-value", where=field.path)
        return Choices(
            nodeset=nodeset,
            value=self.compile_at(attribute(value, "ref"), self.root),
            label=self.compile_at(attribute(label, "ref"), self.root) if label is not None else None,
            is_static=_is_static(nodeset.syntax),
        )

    def _fixed(self, item: Element, field: Field) -> FixedChoice:
        value = child(item, "value")
        return FixedChoice((value.text or "").strip() if value is not None else "", self._label(item, "label", field))


def _is_relative(text: str) -> bool:
    return re.fullmatch(r"(\.\./)*[\w.:-]+(/[\w.:-]+)*", text) is not None and not text[0].isdigit()


def _only_repeat(group: Element) -> Element | None:
    """The repeat of a group that holds nothing else to be shown."""
    shown = [inner for inner in group if local(inner.tag) not in _PARTS]
    return shown[0] if len(shown) == 1 and local(shown[0].tag) == "repeat" else None


def _row_around(field: Field) -> Field | None:
    at: Field | None = field
    while at is not None and not at.is_repeat:
        at = at.parent
    return at


def _check_range(field: Field) -> None:
    for name in ("start", "end", "step"):
        text = field.parameters.get(name, "")
        if plain_number(text) is None:
            raise FormError(reason="range-without-numbers", where=field.path, found=f"{name}={text}")


def _is_static(syntax: object) -> bool:
    """Whether the items never change: all of a secondary instance, no predicate, not shuffled."""
    return (
        isinstance(syntax, Path)
        and isinstance(syntax.start, Call)
        and syntax.start.name == "instance"
        and not syntax.start_predicates
        and not any(step.predicates for step in syntax.steps)
    )
