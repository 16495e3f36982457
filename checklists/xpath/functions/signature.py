"""How a function is declared: its name, its number of arguments, the kinds it takes, and what compiles it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from checklists.xpath.compiler import Code, Compiler, Kind, gathered
from checklists.xpath.paths import Run
from checklists.xpath.syntax import Call, Syntax

Body = Callable[[Compiler, Call], Code]


@dataclass(frozen=True, slots=True)
class Function:
    """``most`` is None where any number of arguments goes. ``body`` sees a call whose number of arguments is right."""

    name: str
    least: int
    most: int | None
    body: Body
    step: int = 1

    def build(self, compiler: Compiler, call: Call) -> Code:
        count = len(call.arguments)
        too_many = self.most is not None and count > self.most
        if count < self.least or too_many or (count - self.least) % self.step:
            expected = str(self.least) if self.least == self.most else f"{self.least}-{self.most or ''}"
            raise compiler.error("wrong-number-of-arguments", f"{call.name}: {count}, {expected}", call.position)
        return self.body(compiler, call)


def plain(name: str, kinds: str, result: Kind, body: Callable[..., Any]) -> Function:
    """A function of its arguments alone. ``kinds``: a letter an argument (n number, s text, b truth, a atom, N nodeset),
    those after ``?`` may be left out, a last ``*`` repeats the letter before it."""
    required, _, optional = kinds.partition("?")
    repeats = kinds.endswith("*")
    letters = (required + optional).rstrip("*")
    least = len(required.rstrip("*"))

    def build(compiler: Compiler, call: Call) -> Code:
        runs = [
            argument(compiler, letters[min(place, len(letters) - 1)], syntax)
            for place, syntax in enumerate(call.arguments)
        ]
        return Code(result, called(body, runs, strict=compiler.strict))

    return Function(name, least, None if repeats else len(letters), build)


def argument(compiler: Compiler, letter: str, syntax: Syntax) -> Run[Any]:
    compile_as: dict[str, Callable[[Syntax], Run[Any]]] = {
        "n": compiler.number,
        "s": compiler.text,
        "b": compiler.truth,
        "a": compiler.atom,
        "N": compiler.nodes,
    }
    return compile_as[letter](syntax)


def called(body: Callable[..., Any], runs: list[Run[Any]], *, strict: bool) -> Run[Any]:
    """A closure that calls ``body`` with what the arguments are worth."""
    if not runs:
        return lambda _c, _n: body()
    if len(runs) == 1:
        (only,) = runs
        return lambda c, n: body(only(c, n))
    if strict:
        return lambda c, n: body(*gathered(runs, c, n))
    if len(runs) == 2:
        first, second = runs
        return lambda c, n: body(first(c, n), second(c, n))
    return lambda c, n: body(*[run(c, n) for run in runs])
