"""The expression language as the checks ask for it: what compiles, and which functions there are."""

from __future__ import annotations

from checklists.xpath import arities, compile_expression
from checklists.xpath.parser import parse
from checklists.xpath.syntax import Syntax

FUNCTIONS = arities()
"""Every function with the least and greatest number of its arguments (None: any number)."""


def compile_text(text: str) -> Syntax:
    """The tree of an expression that the evaluator takes. Raises ExpressionError."""
    return compile_expression(text).syntax


def parse_text(text: str) -> Syntax:
    """The tree of an expression, its functions not looked at yet. Raises ExpressionError."""
    return parse(text)


def arguments_text(function: str) -> str:
    """How many arguments a function takes, in words."""
    least, most = FUNCTIONS[function]
    if most is None:
        return f"至少 {least} 个"
    return f"{least} 个" if least == most else f"{least} 到 {most} 个"
