"""Absolute paths inside a repeat mean the reader's own row (JavaRosa): they are rewritten as relative ones before compiling.

``indexed-repeat`` goes the other way: it chooses its rows itself, so the relative paths that name them become absolute.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from checklists.xpath.references import Names, calls
from checklists.xpath.syntax import Call, Chain, Compare, Logic, Negate, Path, Step, Syntax, Union

_PARENT, _SELF = Step("parent", "node()"), Step("self", "node()")


def in_own_row(syntax: Syntax, reader: Names, repeats: Collection[Names]) -> Syntax:
    """The expression of the node at ``reader`` with every absolute path into a repeat around it read in its own row."""
    is_in_row = any(reader[:depth] in repeats for depth in range(1, len(reader) + 1))
    if not is_in_row and not calls(syntax, "indexed-repeat"):
        return syntax
    return _Rewriting(reader, repeats).of(syntax, inside=False)


class _Rewriting:
    def __init__(self, reader: Names, repeats: Collection[Names]) -> None:
        self.reader = reader
        self.repeats = repeats

    def of(self, syntax: Syntax, *, inside: bool) -> Syntax:
        """``inside`` a predicate the context node is another one, so the way starts at ``current()``."""
        match syntax:
            case Negate(operand):
                return Negate(self.of(operand, inside=inside))
            case Chain(first, rest):
                return Chain(
                    self.of(first, inside=inside),
                    tuple((operator, self.of(operand, inside=inside)) for operator, operand in rest),
                )
            case Logic(operator, operands):
                return Logic(operator, tuple(self.of(operand, inside=inside) for operand in operands))
            case Union(operands):
                return Union(tuple(self.of(operand, inside=inside) for operand in operands))
            case Compare(operator, left, right):
                return Compare(operator, self.of(left, inside=inside), self.of(right, inside=inside))
            case Call():
                return self._call(syntax, inside=inside)
            case Path():
                return self._path(syntax, inside=inside)
        return syntax

    def _call(self, call: Call, *, inside: bool) -> Call:
        if call.name == "indexed-repeat":
            arguments = [
                self._absolute(argument) if place == 0 or place % 2 else self.of(argument, inside=inside)
                for place, argument in enumerate(call.arguments)
            ]
            return replace(call, arguments=tuple(arguments))
        return replace(call, arguments=tuple(self.of(argument, inside=inside) for argument in call.arguments))

    def _absolute(self, argument: Syntax) -> Syntax:
        """A path that leads up and then down by names, from the root; any other argument as it is."""
        if not isinstance(argument, Path) or argument.start != "." or argument.start_predicates:
            return argument
        steps = list(argument.steps)
        depth = len(self.reader)
        while steps and steps[0] in (_PARENT, _SELF):
            depth -= steps.pop(0) == _PARENT
        if depth < 0 or any(step.axis != "child" for step in steps):
            return argument
        return Path("/", (*(Step("child", name) for name in self.reader[:depth]), *steps))

    def _path(self, path: Path, *, inside: bool) -> Path:
        steps = tuple(
            replace(step, predicates=tuple(self.of(predicate, inside=True) for predicate in step.predicates))
            for step in path.steps
        )
        if path.start == "/":
            depth = self._own_depth(steps)
            if depth == 0:
                return replace(path, steps=steps)
            way = (_PARENT,) * (len(self.reader) - depth) + steps[depth:]
            return Path(Call("current", (), 0) if inside else ".", way or (_SELF,))
        start = path.start if isinstance(path.start, str) else self.of(path.start, inside=inside)
        predicates = tuple(self.of(predicate, inside=True) for predicate in path.start_predicates)
        return Path(start, steps, predicates)

    def _own_depth(self, steps: tuple[Step, ...]) -> int:
        """How many leading steps are the reader's own ancestors down to its innermost row on the way; 0 for none."""
        own = 0
        for depth, step in enumerate(steps, start=1):
            if depth > len(self.reader) or step != Step("child", self.reader[depth - 1]):
                break
            if self.reader[:depth] in self.repeats:
                own = depth
        return own
