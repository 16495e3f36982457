"""An expression as the rest of the program holds it: parsed once, compiled once a policy, evaluated often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from checklists.xpath.compiler import Code, Compiler, RowCompiler
from checklists.xpath.context import Context, Host, Variables
from checklists.xpath.functions import BUILDERS
from checklists.xpath.parser import parse
from checklists.xpath.paths import Run
from checklists.xpath.references import leaves_named, names_of, names_read, readings
from checklists.xpath.syntax import Syntax
from checklists.xpath.tree import Node
from checklists.xpath.values import Missing, UnknownInput, Value

_NO_VARIABLES: Variables = {}


class Expression:
    """``source`` as written, ``syntax`` as parsed; ``for_rows``: of a field in a repeat. Building one raises ExpressionError; evaluating one raises nothing."""

    __slots__ = ("_form", "_references", "_strict", "run", "source", "syntax")

    def __init__(self, source: str, syntax: Syntax, *, for_rows: bool = False) -> None:
        self.source = source
        self.syntax = syntax
        compiler = RowCompiler(source, BUILDERS) if for_rows else Compiler(source, BUILDERS, strict=False)
        self._form: Code = compiler.compile(syntax)
        self.run: Run[Value] = self._form.run
        """The closure of the FORM policy, for who evaluates many times; it is given the context and its current node."""
        self._strict: dict[str, Run[Any]] = {}
        self._references: tuple[str, ...] | None = None

    @property
    def references(self) -> tuple[str, ...]:
        """The absolute paths and variables that it reads, as ``/data/stock/quantity`` and ``$name``, in order."""
        if self._references is None:
            self._references = names_read(self.syntax)
        return self._references

    @property
    def form(self) -> Code:
        """The closures of the FORM policy, for who evaluates many times."""
        return self._form

    def evaluate(self, context: Context) -> Value:
        """The value under FORM: a blank is an empty text and no number."""
        value: Value = self._form.run(context, context.current)
        return value

    def evaluate_strict(self, context: Context) -> Value | UnknownInput:
        """The value under STRICT, or what is missing for it. A result that is no finite number is unknown too."""
        value: Value | UnknownInput = self._known(self._strict_run("value"), context)
        return value

    def strict_number(self, context: Context) -> Decimal | UnknownInput:
        """The value as a number under STRICT."""
        value: Decimal | UnknownInput = self._known(self._strict_run("number"), context)
        return value

    def strict_truth(self, context: Context) -> bool | UnknownInput:
        value: bool | UnknownInput = self._known(self._strict_run("truth"), context)
        return value

    def strict_text(self, context: Context) -> str | UnknownInput:
        value: str | UnknownInput = self._known(self._strict_run("text"), context)
        return value

    def leaves_read(self, node: Node) -> tuple[str, ...]:
        """Instance paths of the relevant leaves that the expression's paths name when read at ``node``, in order."""
        found: dict[str, None] = {}
        for reading in readings(self.syntax, names_of(node)):
            for leaf in leaves_named(node.document, reading.names):
                found[leaf.path] = None
        return tuple(found)

    def _strict_run(self, kind: str) -> Run[Any]:
        run = self._strict.get(kind)
        if run is None:
            compiler = Compiler(self.source, BUILDERS, strict=True)
            compile_as: dict[str, Callable[[Syntax], Run[Any]]] = {
                "number": compiler.number,
                "truth": compiler.truth,
                "text": compiler.text,
                "value": lambda syntax: compiler.compile(syntax).run,
            }
            run = self._strict[kind] = compile_as[kind](self.syntax)
        return run

    @staticmethod
    def _known(run: Run[Any], context: Context) -> Any:
        try:
            value = run(context, context.current)
        except Missing as found:
            return UnknownInput(tuple(filter(None, found.paths)))
        return UnknownInput() if isinstance(value, Decimal) and not value.is_finite() else value


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """The compiled expression. Raises ExpressionError with reason and position; an unknown function is refused here."""
    return Expression(text, parse(text))


def evaluate_strict(
    expression: str | Expression,
    node: Node,
    variables: Mapping[str, Any] = _NO_VARIABLES,
    *,
    host: Host | None = None,
) -> Value | UnknownInput:
    """What the method asks of a case: the value at ``node`` (``session.tree``) with facts as ``$name``, or what is missing."""
    compiled = compile_expression(expression) if isinstance(expression, str) else expression
    context = Context(node.document, current=node, host=host or Host(), variables=variables)
    return compiled.evaluate_strict(context)
