"""A figure that knows how it was made. Where a trace is wanted, the answers and the rules' constants go into the method as such figures,
and its own arithmetic writes the trail: nothing is described twice.

A traced figure is equal to the plain one and prints like it. What an operation gives is traced as soon as one operand is; the same
operation on the same figures gives the same object, so that a figure worked out in two places is one figure.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Context, Decimal
from types import CodeType
from typing import Any

_MADE: ContextVar[dict[Any, Traced] | None] = ContextVar("made", default=None)
Operand = Decimal | int


@dataclass(frozen=True, slots=True)
class Made:
    """How a figure came about.

    ``operator``: ``+ - * / ^ abs neg floor least most middle count``, or ``given`` for what no arithmetic made. ``about`` says what a
    given figure is, for who gave it. ``where``: the code that did it and its names, for its docstring.
    """

    operator: str
    inputs: tuple[Any, ...] = ()
    about: Any = None
    where: tuple[CodeType, dict[str, Any]] | None = None


class Traced(Decimal):
    """A Decimal with its origin in ``made``."""

    __slots__ = ("made",)
    made: Made

    def __add__(self, other: Operand, /) -> Decimal:
        return _done("+", Decimal.__add__(self, other), self, other)

    def __radd__(self, other: Operand, /) -> Decimal:
        value = Decimal.__radd__(self, other)
        if not other and value == self:
            return self  # every sum begins with nothing
        return _done("+", value, other, self)

    def __sub__(self, other: Operand, /) -> Decimal:
        return _done("-", Decimal.__sub__(self, other), self, other)

    def __rsub__(self, other: Operand, /) -> Decimal:
        return _done("-", Decimal.__rsub__(self, other), other, self)

    def __mul__(self, other: Operand, /) -> Decimal:
        return _done("*", Decimal.__mul__(self, other), self, other)

    def __rmul__(self, other: Operand, /) -> Decimal:
        return _done("*", Decimal.__rmul__(self, other), other, self)

    def __truediv__(self, other: Operand, /) -> Decimal:
        return _done("/", Decimal.__truediv__(self, other), self, other)

    def __rtruediv__(self, other: Operand, /) -> Decimal:
        return _done("/", Decimal.__rtruediv__(self, other), other, self)

    def __pow__(self, other: Operand, modulo: Operand | None = None, /) -> Decimal:
        return _done("^", Decimal.__pow__(self, other, modulo), self, other)

    def __rpow__(self, other: Operand, modulo: Context | None = None, /) -> Decimal:
        return _done("^", Decimal.__rpow__(self, other), other, self)

    def __neg__(self) -> Decimal:
        return _done("neg", Decimal.__neg__(self), self)

    def __abs__(self) -> Decimal:
        return _done("abs", Decimal.__abs__(self), self)

    def __deepcopy__(self, memo: Any, /) -> Traced:
        return self

    def __reduce__(self) -> tuple[type[Any], tuple[str]]:
        """What leaves the process is the plain figure."""
        return Decimal, (str(self),)

    def quantize(self, exp: Operand, rounding: str | None = None, context: Context | None = None) -> Decimal:
        return _done("floor", Decimal.quantize(self, exp, rounding, context), self)


@contextmanager
def tracing() -> Iterator[None]:
    """While it lasts, the same operation on the same figures gives the same object."""
    token = _MADE.set({})
    try:
        yield
    finally:
        _MADE.reset(token)


def given(value: Decimal | int, about: Any, inputs: Sequence[Any] = ()) -> Traced:
    """A figure that no arithmetic of the method made: an answer, a constant of a rule, what an expression of the sheets gave."""
    return _figure(value, Made("given", tuple(inputs), about))


def picked(operator: str, value: Decimal, among: Sequence[Any]) -> Decimal:
    """``value``, which is one of ``among`` or was found among them (``least``, ``most``, ``middle``, ``count``); traced where one of them is."""
    if not any(each.__class__ is Traced for each in among):
        return value
    return _done(operator, value, *among, also=str(value))


def _done(operator: str, value: Any, *inputs: Any, also: str = "") -> Decimal:
    if value is NotImplemented:
        return value  # type: ignore[no-any-return]  # what an operator answers to an operand that it does not know
    known = _MADE.get()
    key = (operator, also, *[id(each) if each.__class__ is Traced else str(each) for each in inputs])
    figure = None if known is None else known.get(key)
    if figure is None:
        figure = _figure(value, Made(operator, inputs, where=_caller()))
        if known is not None:
            known[key] = figure
    return figure


def _figure(value: Decimal | int, made: Made) -> Traced:
    figure = Traced(value)
    figure.made = made
    return figure


def _caller() -> tuple[CodeType, dict[str, Any]] | None:
    """The formula that is being worked out: the first frame that is neither this file nor the arithmetic of unknowns."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") in _ARITHMETIC:
        frame = frame.f_back  # type: ignore[assignment]  # the outermost frame has none, which ends the loop
    return None if frame is None else (frame.f_code, frame.f_globals)


_ARITHMETIC = frozenset({__name__, "checklists.model.unknown"})
