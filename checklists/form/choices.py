"""The choices of select questions: fixed lists, secondary instances with a filter, or rows of the form itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checklists.form.definition import Choices, Field, TextTemplate
from checklists.form.instance import InstanceNode
from checklists.form.questions import Choice
from checklists.model.text import masked
from checklists.xpath import Context, Expression, Host, Node, Value, text_of
from checklists.xpath.references import Names, names_of, readings
from checklists.xpath.syntax import Call, Path, Syntax

_NO_VARIABLES: dict[str, None] = {}
_NO_MEDIA: dict[str, str] = {}
_Source = tuple[str, str, str]


def _written(value: Value) -> str:
    text = text_of(value)
    return "" if text == "NaN" else text


class ChoiceLists:
    """Answers which choices a question has at a node. Lists that never change are kept."""

    def __init__(
        self, document: Node, host: Host, texts: Mapping[str, TextTemplate], *, sensitive: frozenset[Names]
    ) -> None:
        self._document = document
        self._host = host
        self._texts = texts
        self._sensitive = sensitive
        self._masks: dict[tuple[str, Names], bool] = {}
        self._static: dict[_Source, tuple[Choice, ...]] = {}
        self._static_values: dict[_Source, frozenset[str]] = {}

    def text(self, template: TextTemplate, node: Node) -> str:
        """A text with its values filled in as seen from ``node``, sensitive ones masked: labels stand in lists and on paper."""
        return "".join(part if isinstance(part, str) else self._filled(part, node) for part in template.parts).strip()

    def _filled(self, expression: Expression, node: Node) -> str:
        text = self.evaluated(expression, node)
        return masked(text) if self._sensitive and self._tells_sensitive(expression, node) else text

    def _tells_sensitive(self, expression: Expression, node: Node) -> bool:
        key = (expression.source, names_of(node))
        known = self._masks.get(key)
        if known is None:
            read = readings(expression.syntax, key[1])
            known = self._masks[key] = any(reading.names in self._sensitive for reading in read)
        return known

    def evaluated(self, expression: Expression, node: Node) -> str:
        """An expression's text at ``node``; what is no number is blank."""
        return _written(expression.evaluate(self._context(node)))

    def of(self, node: InstanceNode) -> tuple[Choice, ...]:
        """The choices of the question at ``node``, filtered, in order."""
        choices = node.field.choices
        if choices is None:
            return ()
        if choices.nodeset is None:
            return tuple(
                Choice(choice.value, self.text(choice.label, node), choice.label.media) for choice in choices.fixed
            )
        if not choices.is_static:
            return tuple(self._choice(choices, item) for item in self._items(choices, node))
        source = self._source_of(choices)
        known = self._static.get(source)
        if known is None:
            items = self._items(choices, node)
            known = tuple(self._choice(choices, item) for item in items)
            if not any(template.expressions for template in self._labels_by_id(choices, items)):
                self._static[source] = known
        return known

    def values(self, node: InstanceNode) -> frozenset[str]:
        """The values that may be chosen at ``node``."""
        choices = node.field.choices
        if choices is None:
            return frozenset()
        if choices.nodeset is None:
            return frozenset(choice.value for choice in choices.fixed)
        if not choices.is_static:
            return self._values(choices, node)
        source = self._source_of(choices)
        known = self._static_values.get(source)
        if known is None:
            known = self._static_values[source] = self._values(choices, node)
        return known

    def every(self, field: Field) -> dict[str, str] | None:
        """The labels of all that a question may ever offer, its filter left out; None where rows of the form are what is chosen."""
        choices = field.choices
        root = self._document.children[0]
        if choices is None or choices.nodeset is None:
            fixed = choices.fixed if choices is not None else ()
            return {choice.value: self.text(choice.label, root) for choice in fixed}
        whole = _unfiltered(choices.nodeset.syntax)
        if whole is None:
            return None
        found = Expression(choices.nodeset.source, whole).evaluate(self._context(root))
        items = [self._choice(choices, item) for item in found] if isinstance(found, list) else []
        return {choice.value: choice.label for choice in items}

    def label_of(self, value: str, node: InstanceNode) -> str:
        """The label of a value of the question at ``node``; blank where the question has no such choice."""
        return next((choice.label for choice in self.of(node) if choice.value == value), "")

    def _values(self, choices: Choices, node: Node) -> frozenset[str]:
        assert choices.value is not None
        context = self._context(node)
        found = set()
        for item in self._items(choices, node):
            context.current = item
            found.add(_written(choices.value.evaluate(context)))
        return frozenset(found)

    def _items(self, choices: Choices, node: Node) -> list[Node]:
        assert choices.nodeset is not None
        found = choices.nodeset.evaluate(self._context(node))
        return found if isinstance(found, list) else []

    def _choice(self, choices: Choices, item: Node) -> Choice:
        assert choices.value is not None
        value = self.evaluated(choices.value, item)
        label = self.evaluated(choices.label, item) if choices.label is not None else ""
        return Choice(value, label or value, self._media(choices, item))

    def _media(self, choices: Choices, item: Node) -> Mapping[str, str]:
        """The files of a label that is asked for by id (``jr:itext(itextId)``)."""
        found = self._labels_by_id(choices, [item])
        return found[0].media if found else _NO_MEDIA

    def _labels_by_id(self, choices: Choices, items: list[Node]) -> list[TextTemplate]:
        syntax = choices.label.syntax if choices.label is not None else None
        if not isinstance(syntax, Call) or syntax.name != "jr:itext" or not isinstance(syntax.arguments[0], Path):
            return []
        step = syntax.arguments[0].steps[-1].test if syntax.arguments[0].steps else ""
        named = (item.named[step][0].text for item in items if step in item.named)
        return [template for text_id in named if (template := self._texts.get(text_id)) is not None]

    @staticmethod
    def _source_of(choices: Choices) -> _Source:
        """What a list that never changes is drawn from: its items, and what is read of each."""
        parts = (choices.nodeset, choices.value, choices.label)
        items, value, label = (part.source if part is not None else "" for part in parts)
        return items, value, label

    def _context(self, node: Node) -> Context:
        return Context(self._document, current=node, host=self._host, variables=_NO_VARIABLES)


def _unfiltered(syntax: Syntax) -> Path | None:
    """The items of a secondary instance without the predicates that choose among them, nor their shuffling."""
    if isinstance(syntax, Call) and syntax.name == "randomize" and syntax.arguments:
        syntax = syntax.arguments[0]
    if not isinstance(syntax, Path) or not isinstance(syntax.start, Call) or syntax.start.name != "instance":
        return None
    return Path(syntax.start, tuple(replace(step, predicates=()) for step in syntax.steps))
