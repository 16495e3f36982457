"""Numbers: conversion, rounding, powers and the machine's trigonometry."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from checklists.xpath.arithmetic import ARITHMETIC, NAN, ONE, of_float, rounded, truncated
from checklists.xpath.compiler import Code, Compiler
from checklists.xpath.context import Context
from checklists.xpath.functions.signature import Function, plain
from checklists.xpath.syntax import Call
from checklists.xpath.tree import Node
from checklists.xpath.values import number_of_node

PI = Decimal("3.141592653589793238462643383279502884")


def _number(compiler: Compiler, call: Call) -> Code:
    if call.arguments:
        return Code("number", compiler.number(call.arguments[0]))
    return Code("number", lambda _c, n: number_of_node(n))


def _round(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    return rounded(number, 0 if places.is_nan() else int(places)) if not places.is_infinite() else NAN


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    return ONE if exponent == 0 else ARITHMETIC.power(base, exponent)


def _by_machine(function: Callable[..., float]) -> Callable[..., Decimal]:
    def run(*numbers: Decimal) -> Decimal:
        try:
            return of_float(function(*(float(number) for number in numbers)))
        except (ValueError, OverflowError):
            return NAN

    return run


def _whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda number: number.to_integral_value(rounding=rounding) if number.is_finite() else number


def _random(_compiler: Compiler, _call: Call) -> Code:
    def run(c: Context, _n: Node) -> Decimal:
        return of_float(c.host.random())

    return Code("number", run)


FUNCTIONS = (
    Function("number", 0, 1, _number),
    Function("random", 0, 0, _random),
    plain("int", "n", "number", truncated),
    plain("round", "n?n", "number", _round),
    plain("floor", "n", "number", _whole(ROUND_FLOOR)),
    plain("ceiling", "n", "number", _whole(ROUND_CEILING)),
    plain("abs", "n", "number", ARITHMETIC.abs),
    plain("pow", "nn", "number", _power),
    plain("sqrt", "n", "number", ARITHMETIC.sqrt),
    plain("exp", "n", "number", ARITHMETIC.exp),
    plain("exp10", "n", "number", lambda number: _power(Decimal(10), number)),
    plain("log", "n", "number", ARITHMETIC.ln),
    plain("log10", "n", "number", ARITHMETIC.log10),
    plain("pi", "", "number", lambda: PI),
    *(
        plain(name, "n", "number", _by_machine(function))
        for name, function in (
            ("sin", math.sin),
            ("cos", math.cos),
            ("tan", math.tan),
            ("asin", math.asin),
            ("acos", math.acos),
            ("atan", math.atan),
        )
    ),
    plain("atan2", "nn", "number", _by_machine(math.atan2)),
)
