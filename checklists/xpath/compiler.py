"""Syntax tree -> closures. A closure takes (context, node) and returns one kind of value; kinds are known before it runs.

Rules kept: every name is resolved while compiling, so an unknown function or a wrong number of arguments never waits for an
answer. STRICT closures raise ``Missing`` where a blank is read; ``or`` and ``and`` are three-valued, and what is missing is
collected over all operands.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from checklists.model.errors import ExpressionError
from checklists.xpath import values
from checklists.xpath.arithmetic import ARITHMETIC, NAN, ONE, ZERO, divided, remainder
from checklists.xpath.comparing import compare_form, compare_strict
from checklists.xpath.context import Context
from checklists.xpath.lookup import narrowed
from checklists.xpath.paths import Predicate, Run, by_moves, compile_steps, plain_moves, union
from checklists.xpath.remembering import asked_once, is_same_everywhere, remembered
from checklists.xpath.syntax import Call, Chain, Compare, Logic, Negate, Number, Path, Syntax, Text, Union, Variable
from checklists.xpath.syntax import written as written_of
from checklists.xpath.tree import Node
from checklists.xpath.values import Missing, Value

Kind = Literal["number", "text", "truth", "nodes", "any"]

_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": ARITHMETIC.add,
    "-": ARITHMETIC.subtract,
    "*": ARITHMETIC.multiply,
    "div": divided,
    "mod": remainder,
}


class Code(NamedTuple):
    """A compiled piece: what kind of value ``run`` returns, and how a person would write it where it is a path."""

    kind: Kind
    run: Run[Any]
    written: str = ""


Builder = Callable[["Compiler", Call], Code]


class Compiler:
    """Compiles one expression under one policy. ``functions`` maps names to builders."""

    def __init__(self, source: str, functions: dict[str, Builder], *, strict: bool) -> None:
        self.source = source
        self.functions = functions
        self.strict = strict

    @property
    def lenient(self) -> Compiler:
        """The same expression with blanks allowed: for the functions that ask about blanks."""
        return Compiler(self.source, self.functions, strict=False) if self.strict else self

    def error(self, reason: str, found: str, position: int = 0) -> ExpressionError:
        return ExpressionError(reason=reason, found=found, expression=self.source, position=position)

    def compile(self, syntax: Syntax) -> Code:
        """The piece with its natural kind."""
        match syntax:  # the commonest first
            case Path():
                return Code("nodes", self._path(syntax), written_of(syntax))
            case Call():
                return self._call(syntax)
            case Number(value):
                return Code("number", lambda _c, _n: value)
            case Text(text):
                return Code("text", lambda _c, _n: text)
            case Variable(name):
                return Code("any", self._variable(name), f"${name}")
            case Negate(operand):
                inner = self.number(operand)
                return Code("number", lambda c, n: inner(c, n).copy_negate())
            case Chain(first, rest):
                return Code("number", self._chain(first, rest))
            case Logic(operator, operands):
                return Code("truth", self._logic(operator, operands))
            case Compare():
                return Code("truth", self._compare(syntax))
            case Union(operands):
                parts = [self.nodes(operand) for operand in operands]
                return Code("nodes", lambda c, n: union([node for part in parts for node in part(c, n)]))

    def number(self, syntax: Syntax) -> Run[Decimal]:
        code = self.compile(syntax)
        run, written = code.run, code.written
        if code.kind == "number":
            return run
        if code.kind == "truth":
            return lambda c, n: ONE if run(c, n) else ZERO
        if code.kind == "text":
            return lambda c, n: values.number_of_text(run(c, n))
        if code.kind == "nodes":
            if self.strict:
                return lambda c, n: values.number_of_node(values.needed(run(c, n), written))
            return _first_number(run)
        if self.strict:
            return lambda c, n: values.number_of(_present(run(c, n), written))
        return lambda c, n: values.number_of(run(c, n))

    def text(self, syntax: Syntax) -> Run[str]:
        code = self.compile(syntax)
        run, written = code.run, code.written
        if code.kind == "text":
            return run
        if self.strict and code.kind in ("nodes", "any"):
            return lambda c, n: values.text_of(_present(run(c, n), written))
        return lambda c, n: values.text_of(run(c, n))

    def truth(self, syntax: Syntax) -> Run[bool]:
        code = self.compile(syntax)
        run, written = code.run, code.written
        if code.kind == "truth":
            return run
        if self.strict:
            return lambda c, n: values.truth_of(_number_known(_present(run(c, n), written)))
        return lambda c, n: values.truth_of(run(c, n))

    def atom(self, syntax: Syntax) -> Run[values.Atom]:
        """A single value, kept as number, text or truth."""
        code = self.compile(syntax)
        run, written = code.run, code.written
        if code.kind in ("number", "text", "truth"):
            return run
        if self.strict:
            return lambda c, n: values.atom_of(_present(run(c, n), written))
        return lambda c, n: values.atom_of(run(c, n))

    def nodes(self, syntax: Syntax) -> Run[list[Node]]:
        """A nodeset. Raises ExpressionError where the piece cannot be one."""
        code = self.compile(syntax)
        run = code.run
        if code.kind == "nodes":
            return run
        if code.kind == "any":
            return lambda c, n: found if isinstance(found := run(c, n), list) else []
        raise self.error("not-a-path", code.kind, syntax.position if isinstance(syntax, Call) else 0)

    def _variable(self, name: str) -> Run[Value]:
        def run(c: Context, _n: Node) -> Value:
            value = c.variables.get(name)
            if value is None:
                if strict:
                    raise Missing(f"${name}")
                return ""
            return value

        strict = self.strict
        return run

    def _chain(self, first: Syntax, rest: tuple[tuple[str, Syntax], ...]) -> Run[Decimal]:
        start = self.number(first)
        steps = [(_OPERATORS[operator], self.number(operand)) for operator, operand in rest]
        if self.strict:
            return _strict_chain(start, steps)
        if len(steps) == 1:
            apply, right = steps[0]
            return lambda c, n: apply(start(c, n), right(c, n))

        def run(c: Context, n: Node) -> Decimal:
            total = start(c, n)
            for apply, operand in steps:
                total = apply(total, operand(c, n))
            return total

        return run

    def _logic(self, operator: str, operands: tuple[Syntax, ...]) -> Run[bool]:
        parts = [self.truth(operand) for operand in operands]
        decisive = operator == "or"
        if self.strict:
            return _strict_logic(parts, decisive=decisive)
        if len(parts) == 2:
            left, right = parts
            if decisive:
                return lambda c, n: left(c, n) or right(c, n)
            return lambda c, n: left(c, n) and right(c, n)

        def run(c: Context, n: Node) -> bool:
            return decisive if any(part(c, n) is decisive for part in parts) else not decisive

        return run

    def _compare(self, syntax: Compare) -> Run[bool]:
        asks_about_blank = syntax.operator in ("=", "!=") and Text("") in (syntax.left, syntax.right)
        if self.strict and not asks_about_blank:
            left, right = self.compile(syntax.left), self.compile(syntax.right)
            return compare_strict(syntax.operator, (left.run, left.written), (right.run, right.written))
        lenient = self.lenient
        return compare_form(syntax.operator, lenient.compile(syntax.left).run, lenient.compile(syntax.right).run)

    def _path(self, path: Path) -> Run[list[Node]]:
        moves = plain_moves(path)
        if moves is not None:
            return by_moves(moves, from_document=path.start == "/")
        predicates = [self.predicate(predicate) for predicate in path.start_predicates]
        steps = [(step, [self.predicate(predicate) for predicate in step.predicates]) for step in path.steps]
        by_column = narrowed(path, lambda syntax: self.lenient.compile(syntax).run)
        if by_column is not None:
            place, rows = by_column
            return remembered(compile_steps(rows, steps[place][1], steps[place + 1 :]), path)
        start = path.start if isinstance(path.start, str) else self._start(path.start)
        return remembered(compile_steps(start, predicates, steps), path)

    def _start(self, syntax: Syntax) -> Run[list[Node]]:
        """Where a path begins. ``current()`` is a place here and no answer: what is hidden looks from it all the same."""
        if isinstance(syntax, Call) and syntax.name == "current" and not syntax.arguments:
            return lambda c, _n: [c.current]
        return self.nodes(syntax)

    def predicate(self, syntax: Syntax) -> Predicate:
        """A predicate: a number is a position, anything else a condition."""
        lenient = self.lenient
        code = lenient.compile(syntax)
        return Predicate(code.run, kind=code.kind, truth=lenient.truth(syntax))

    def _call(self, call: Call) -> Code:
        build = self.functions.get(call.name)
        if build is None:
            raise self.error("unknown-function", call.name, call.position)
        return build(self, call)


class RowCompiler(Compiler):
    """Compiles for many rows under FORM: what is the same for all of them is worked out apart (``remembering``)."""

    def __init__(self, source: str, functions: dict[str, Builder]) -> None:
        super().__init__(source, functions, strict=False)
        self._is_inside = False

    def compile(self, syntax: Syntax) -> Code:
        if self._is_inside or isinstance(syntax, Number | Text) or not is_same_everywhere(syntax):
            return super().compile(syntax)
        self._is_inside = True  # the whole is remembered, not its parts as well
        code = super().compile(syntax)
        self._is_inside = False
        return code._replace(run=asked_once(code.run))


def _first_number(run: Run[list[Node]]) -> Run[Decimal]:
    def number(c: Context, n: Node) -> Decimal:
        nodes = run(c, n)
        if not nodes:
            return NAN
        cached = nodes[0].number_cache
        return values.number_of_node(nodes[0]) if cached is None else cached

    return number


def _present(value: Value, written: str) -> Value:
    if isinstance(value, list):
        return [values.needed(value, written)]
    return value


def _number_known(value: Value) -> Value:
    if isinstance(value, Decimal) and value.is_nan():
        raise Missing
    return value


def _strict_chain(
    start: Run[Decimal], steps: list[tuple[Callable[[Decimal, Decimal], Decimal], Run[Decimal]]]
) -> Run[Decimal]:
    parts = [start, *(operand for _, operand in steps)]
    operators = [apply for apply, _ in steps]

    def run(c: Context, n: Node) -> Decimal:
        total: Decimal
        total, *operands = gathered(parts, c, n)
        for apply, operand in zip(operators, operands, strict=True):
            total = apply(total, operand)
        return total

    return run


def gathered(parts: list[Run[Any]], c: Context, n: Node) -> list[Any]:
    """STRICT: the values of all parts; one ``Missing`` for everything that is blank among them."""
    results: list[Any] = []
    missing: dict[str, None] = {}
    is_missing = False
    for part in parts:
        try:
            results.append(part(c, n))
        except Missing as found:
            is_missing = True
            missing.update(dict.fromkeys(found.paths))
    if is_missing:
        raise Missing(*missing)
    return results


def _strict_logic(parts: list[Run[bool]], *, decisive: bool) -> Run[bool]:
    def run(c: Context, n: Node) -> bool:
        missing: dict[str, None] = {}
        is_missing = False
        for part in parts:
            try:
                if part(c, n) is decisive:
                    return decisive
            except Missing as found:
                is_missing = True
                missing.update(dict.fromkeys(found.paths))
        if is_missing:
            raise Missing(*missing)
        return not decisive

    return run
