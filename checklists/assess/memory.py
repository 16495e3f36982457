"""What was read from an open session and still holds: an edit forgets what rests on the answers that it touched, and no more.

Kept is only what follows from the answers that are named with it (and from the figures that are compared before it is used again), so
that an assessment with a memory is the one without, sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from checklists.form import Form, FormSession
from checklists.model.checklist import Checklist
from checklists.xpath import Expression, compile_expression
from checklists.xpath.references import readings

T = TypeVar("T")
Value = Decimal | str | bool | None
_MOST = 4
"""Results of one expression that are kept beside each other: it is asked at two amounts, and at the limit of each round."""
_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression of the sheets, compiled: ``names`` are the facts that it reads, ``reads`` the questions and groups."""

    expression: Expression
    names: tuple[str, ...]
    reads: tuple[str, ...]


class Memory:
    """Of one session and one checklist."""

    def __init__(self, checklist: Checklist, form: Form) -> None:
        self.checklist = checklist
        self._form = form
        self._seen = 0
        self._kept: dict[Hashable, Any] = {}
        self._readers: dict[str, set[Hashable]] = {}
        self._lasting: dict[Hashable, Any] = {}
        self._rules: dict[str, Rule] = {}
        self._watched: dict[str, tuple[str, ...]] = {}

    def catch_up(self, session: FormSession) -> None:
        """Forget what rests on answers that were touched since the last time."""
        for path in (*session.touched_since(self._seen), _ANYTHING):
            for key in self._readers.pop(path, ()):
                self._kept.pop(key, None)
        self._seen = session.edits

    def keep(self, key: Hashable, reads: Iterable[str], make: Callable[[], T]) -> T:
        """What ``make`` gives; it follows from the answers at ``reads`` (``/data/stock/quantity``) and nothing else."""
        if key in self._kept:
            return self._kept[key]  # type: ignore[no-any-return]  # a key stands for one kind of value
        value = self._kept[key] = make()
        self._watch(key, reads)
        return value

    def at_values(self, key: Hashable, rule: Rule, values: Sequence[Value], make: Callable[[], T]) -> T:
        """What ``make`` gives; it follows from what ``rule`` reads, whose facts are worth ``values``."""
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = []
            self._watch(key, rule.reads)
        for earlier, result in known:
            if all(map(is_same, earlier, values)):
                return result  # type: ignore[no-any-return]  # a key stands for one kind of value
        value = make()
        known.insert(0, (values, value))
        del known[_MOST:]
        return value

    def lasting(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives; it follows from the checklist alone."""
        if key not in self._lasting:
            self._lasting[key] = make()
        return self._lasting[key]  # type: ignore[no-any-return]  # a key stands for one kind of value

    def rule(self, expression: str) -> Rule:
        """An expression with what it reads. ExpressionError escapes."""
        rule = self._rules.get(expression)
        if rule is None:
            rule = self._rules[expression] = _rule(compile_expression(expression), self._form)
        return rule

    def _watch(self, key: Hashable, reads: Iterable[str]) -> None:
        for template in reads:
            watched = self._watched.get(template)
            if watched is None:
                watched = self._watched[template] = _fields_behind(template, self._form)
            for path in watched:
                self._readers.setdefault(path, set()).add(key)


def is_same(one: Value, other: Value) -> bool:
    """Whether nobody could tell the two apart: 1 and 1.0 are written differently, 1 and true mean different things."""
    if one is other:
        return True
    if one.__class__ is not other.__class__ or one != other:
        return False
    return not isinstance(one, Decimal) or str(one) == str(other)


def memory_of(session: FormSession, checklist: Checklist) -> Memory:
    """The session's memory, true to the answers as they stand."""
    memory = _MEMORIES.get(session)
    if memory is None or memory.checklist is not checklist:
        memory = _MEMORIES[session] = Memory(checklist, session.form)
    memory.catch_up(session)
    return memory


_MEMORIES: WeakKeyDictionary[FormSession, Memory] = WeakKeyDictionary()


def _rule(expression: Expression, form: Form) -> Rule:
    names = tuple(name[1:] for name in expression.references if name.startswith("$"))
    reads = dict.fromkeys("/" + "/".join(reading.names) for reading in readings(expression.syntax, form.root.names))
    return Rule(expression, names, tuple(reads))


def _fields_behind(template: str, form: Form) -> tuple[str, ...]:
    """The fields by whose being touched what stands at a path may read otherwise: those above it, since rows come and go, and below."""
    steps = template.strip("/").split("/")
    if _ANYTHING in template or not template.strip("/"):
        return (_ANYTHING,)
    above = ["/" + "/".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    field = form.fields.get(template)
    below = [] if field is None else [each.path for each in field.walk()]
    return tuple(dict.fromkeys((*above, *below)))
