"""A form, opened: parsed, compiled and checked for cycles. Immutable, so every session of a checklist shares one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from checklists.form.binds import read_binds
from checklists.form.body import Body
from checklists.form.collector import collection_paused
from checklists.form.definition import Cell, Field, Seed, SetValue, TextTemplate
from checklists.form.graph import connect
from checklists.form.instances import Primary, instance_elements, secondary_trees
from checklists.form.itemsets import check_itemsets
from checklists.form.itext import Texts, languages, texts_of
from checklists.form.questions import Question, QuestionKind
from checklists.form.source import Source, attribute, compiled
from checklists.xpath import Expression, Node
from checklists.xpath.references import Names, absolute
from checklists.xpath.tree import local_name as local

_NO_FILES: Mapping[str, bytes] = {}
_ACTION_NAMES = frozenset({"setvalue", "setgeopoint", "recordaudio"})


class Form:
    """What a session needs of a form. Build one with ``from_xform``."""

    title: str
    languages: tuple[str, ...]
    language: str
    sections: tuple[Question, ...]
    questions: Mapping[str, Question]
    fields: Mapping[str, Field]
    root: Field
    seed: Seed
    cells: tuple[Cell, ...]
    actions: tuple[SetValue, ...]
    instances: Mapping[str, Node]
    texts: Mapping[str, TextTemplate]
    instance_id: str
    sensitive: frozenset[Names]
    """The questions whose answers other texts show masked."""
    preloaded: tuple[Field, ...]
    """Fields that are filled in by themselves: the date, the number of the filling-in."""
    ignored: tuple[str, ...]
    """Paths of binds that rule nothing, because the instance has no such element."""

    @classmethod
    @collection_paused()
    def from_xform(cls, xml: bytes, *, language: str = "", files: Mapping[str, bytes] = _NO_FILES) -> Form:
        """The form of an XForm document, in ``language`` or its default one; ``files`` are external CSV and XML by name.

        Raises FormError (malformed or forbidden XML, unknown control, bind of nothing, cycle, missing file) and
        ExpressionError (with the question's path in ``where``).
        """
        form = cls()
        source = Source(xml)
        primary_element, secondary = instance_elements(source.model)
        primary = Primary(primary_element, _repeat_paths(source.body, local(primary_element.tag)))
        repeats = frozenset(field.names for field in primary.fields.values() if field.is_repeat)

        expressions: list[Expression] = []

        def compile_at(text: str, field: Field) -> Expression:
            expression = compiled(text, field.names, repeats if field.repeats_above else ())
            expressions.append(expression)
            return expression

        form.title = source.title
        form.languages = languages(source.model)
        form.language = language or next(iter(form.languages), "")
        form.root, form.seed, form.fields = primary.root, primary.seed, MappingProxyType(primary.fields)
        form.instance_id = attribute(primary_element, "id")
        texts = texts_of(source.model, form.language)
        binds = read_binds(source.model, primary.root, primary.fields, compile_at=compile_at, texts=texts)
        form.ignored = binds.of_nothing
        body = Body(primary.root, primary.fields, binds=binds, compile_at=compile_at, texts=texts)
        for element in source.model:
            if attribute(element, "event") or local(element.tag) in _ACTION_NAMES:
                body.action(element, None)
        body.read(source.body)
        form.actions = _attached(body.actions)
        form.texts = _texts(texts, primary.root, body)
        form.instances = secondary_trees(secondary, files, expressions)
        form.sensitive = frozenset(field.names for field in primary.fields.values() if field.is_sensitive)
        inline = {name for name, element in secondary.items() if not attribute(element, "src")}
        check_itemsets(primary.root, form.instances, inline=inline, own=form.instance_id)
        _classify(primary.root)
        form.questions = MappingProxyType(_questions(primary.root))
        form.sections = _sections(primary.root, form.title, form.questions)
        form.preloaded = tuple(field for field in primary.fields.values() if field.preload)
        form.cells = connect(primary.root)
        return form


def _repeat_paths(body: Element, root: str) -> frozenset[str]:
    found = set()
    for element in body.iter():
        if local(element.tag) == "repeat":
            ref = attribute(element, "nodeset") or attribute(element, "ref")
            found.add("/" + "/".join(absolute(ref, (root,))))
    return frozenset(found)


def _attached(actions: list[SetValue]) -> tuple[SetValue, ...]:
    """The actions, those that wait for a field's change or new row hung on that field."""
    for action in actions:
        if action.trigger is not None:
            action.trigger.actions.append(action)
    return tuple(actions)


def _texts(texts: Texts, root: Field, body: Body) -> dict[str, TextTemplate]:
    """Texts that expressions ask for by id while running (choices), compiled at the root."""
    return texts.all(lambda text: body.compile_at(text, root))


def _classify(root: Field) -> None:
    """Fields without a control are groups, calculations or hidden; sections are named by the outermost group."""
    fields = list(root.walk())
    for field in fields:
        if field.children and not field.kind.has_children:
            field.kind = QuestionKind.REPEAT if field.is_repeat else QuestionKind.GROUP
        elif field.kind is QuestionKind.HIDDEN and field.calculate is not None:
            field.kind = QuestionKind.CALCULATE
    has_loose = any(not field.kind.has_children for field in root.body)
    for field in fields:
        field.section = "/" + "/".join(field.names[: 1 if has_loose else 2])


def _questions(root: Field) -> dict[str, Question]:
    found: dict[str, Question] = {}

    def build(field: Field) -> Question:
        question = Question(
            field.name,
            field.path,
            field.kind,
            label=field.label.plain,
            hint=field.hint.plain,
            appearance=field.appearance,
            extras=MappingProxyType(field.extras),
            children=tuple(build(inner) for inner in field.body),
            media=field.label.media,
            parameters=MappingProxyType(field.parameters),
        )
        field.question = question
        found[field.path] = question
        return question

    build(root)
    for field in root.walk():
        if field.path not in found:
            build(field)
    del found[root.path]
    return found


def _sections(root: Field, title: str, questions: Mapping[str, Question]) -> tuple[Question, ...]:
    """The outermost groups and repeats; one section of everything where a question stands outside them."""
    if all(field.kind.has_children for field in root.body):
        return tuple(questions[field.path] for field in root.body)
    whole = root.question
    assert whole is not None
    return (Question(whole.name, whole.path, QuestionKind.GROUP, label=title, children=whole.children),)
