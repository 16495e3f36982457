"""Truth, choice between values, and the functions that ask whether something is blank."""

from __future__ import annotations

from decimal import Decimal

from checklists.xpath.compiler import Code, Compiler
from checklists.xpath.context import Context
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.paths import Run
from checklists.xpath.syntax import Call
from checklists.xpath.tree import Node
from checklists.xpath.values import Missing, Value, text_of_node, truth_of_node


def _if(compiler: Compiler, call: Call) -> Code:
    """Only the branch that is taken is evaluated, so a blank in the other one does not matter."""
    condition = compiler.truth(call.arguments[0])
    yes, no = (compiler.compile(syntax) for syntax in call.arguments[1:])
    run_yes, run_no = yes.run, no.run
    written = yes.written or no.written
    return Code(
        yes.kind if yes.kind == no.kind else "any",
        lambda c, n: run_yes(c, n) if condition(c, n) else run_no(c, n),
        written,
    )


def _coalesce(compiler: Compiler, call: Call) -> Code:
    """The first argument that is not blank (and is a number, where it is arithmetic); else the last one."""
    codes = [compiler.compile(syntax) for syntax in call.arguments]
    runs = [code.run for code in codes]

    def run(c: Context, n: Node) -> Value:
        value: Value = ""
        paths: dict[str, None] = {}
        for run in runs:
            try:
                value = run(c, n)
            except Missing as found:
                paths.update(dict.fromkeys(found.paths))
                value = ""
                continue
            if not is_nothing(value):
                return value
            if isinstance(value, list):
                paths.update(dict.fromkeys(node.path for node in value))
        if strict:
            raise Missing(*paths)
        return value

    strict = compiler.strict
    return Code("any", run, codes[0].written)


def is_nothing(value: Value) -> bool:
    """A blank text or node, an empty nodeset, or no number."""
    if isinstance(value, list):
        return not value or text_of_node(value[0]) == ""
    if isinstance(value, Decimal):
        return value.is_nan()
    return value == "" and not isinstance(value, bool)


def _once(compiler: Compiler, call: Call) -> Code:
    """What the leaf holds already, else the argument: a value that is computed one time only."""
    code = compiler.compile(call.arguments[0])
    run = code.run

    def once(c: Context, n: Node) -> Value:
        held = text_of_node(n) if n.relevant and not n.children else ""
        value: Value = held or run(c, n)
        return value

    return Code("any", once)


def _from_string(text: str) -> bool:
    return text.lower() == "true" or text == "1"


def _checklist(compiler: Compiler, call: Call) -> Code:
    """``checklist(least, most, truth...)``: whether that many hold; -1 is no bound. One nodeset gives a truth a node."""
    least, most = (compiler.number(syntax) for syntax in call.arguments[:2])
    truths = _truths(compiler, call)

    def run(c: Context, n: Node) -> bool:
        low, high, count = least(c, n), most(c, n), sum(truths(c, n))
        return (low < 0 or count >= low) and (high < 0 or count <= high)

    return Code("truth", _numbers_known(run, least, most))


def _truths(compiler: Compiler, call: Call) -> Run[list[bool]]:
    if len(call.arguments) == 3 and compiler.compile(call.arguments[2]).kind == "nodes":
        nodes = compiler.nodes(call.arguments[2])
        return lambda c, n: [truth_of_node(node) for node in nodes(c, n)]
    parts = [compiler.truth(syntax) for syntax in call.arguments[2:]]
    return lambda c, n: [part(c, n) for part in parts]


def _numbers_known(run: Run[bool], *bounds: Run[Decimal]) -> Run[bool]:
    """False where a bound is no number: nothing lies between bounds that are none."""
    return lambda c, n: not any(bound(c, n).is_nan() for bound in bounds) and run(c, n)


def _weighted(compiler: Compiler, call: Call) -> Code:
    """``weighted-checklist(least, most, truth, weight, ...)``: whether the weights of what holds lie between the bounds."""
    least, most = (compiler.number(syntax) for syntax in call.arguments[:2])
    pairs = list(zip(call.arguments[2::2], call.arguments[3::2], strict=True))
    parts = [(compiler.truth(flag), compiler.number(weight)) for flag, weight in pairs]

    def run(c: Context, n: Node) -> bool:
        total = sum((weight(c, n) for flag, weight in parts if flag(c, n)), Decimal(0))
        return not total.is_nan() and least(c, n) <= total <= most(c, n)

    return Code("truth", _numbers_known(run, least, most))


FUNCTIONS = (
    plain("true", "", "truth", lambda: True),
    plain("false", "", "truth", lambda: False),
    plain("boolean", "b", "truth", bool),
    plain("not", "b", "truth", lambda value: not value),
    plain("boolean-from-string", "s", "truth", _from_string),
    Function("if", 3, 3, _if),
    Function("coalesce", 2, None, _coalesce),
    Function("once", 1, 1, _once),
    Function("checklist", 2, None, _checklist),
    Function("weighted-checklist", 2, None, _weighted, step=2),
)
