"""Expressions of the checklist as spreadsheet formulas, so that a workbook reckons with the very rules of the case.

A blank is the words 未答: what is reckoned with them is an error, and an error is shown as not known. Under FORM (calculations of the
form) a blank compares as false and is passed over by sums; under STRICT (the method's rules) it makes whatever reads it unknown
(``checklists/xpath/DIALECT.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checklists.xpath.syntax import Call, Chain, Compare, Logic, Negate, Number, Path, Syntax, Text, Variable

BLANK = "未答"
UNKNOWABLE = "NA()"
_ORDER = ("<", "<=", ">", ">=")
_SIGNS = {"div": "/", "*": "*", "+": "+", "-": "-", "!=": "<>"}


class NotSpoken(Exception):
    """A piece of an expression that has no formula: its figure stands as it is."""


@dataclass(frozen=True, slots=True)
class Translator:
    """``cells``: the names of the cells that a path leads to, relevant rows only. ``fact``: the name of a fact's cell."""

    cells: Callable[[Path], Sequence[str]]
    fact: Callable[[str], str]
    strict: bool

    def value(self, syntax: Syntax) -> str:
        """The formula of a value, text or number. Raises NotSpoken."""
        match syntax:
            case Number(value):
                return format(value, "f")
            case Text(value):
                return _quoted(value or BLANK)
            case Variable(name):
                return f"{{{self.fact(name)}}}"
            case Path():
                return self._first(syntax)
            case Negate(operand):
                return f"(-{self.number(operand)})"
            case Chain(first, rest):
                return self._chain(first, rest)
            case Call(name, arguments):
                return self._call(name, arguments)
        return self.truth(syntax)

    def number(self, syntax: Syntax) -> str:
        """The same, an error where it is no number."""
        found = self.value(syntax)
        return found if isinstance(syntax, Number | Chain | Negate) else f"({found}+0)"

    def truth(self, syntax: Syntax) -> str:
        match syntax:
            case Compare(operator, left, right):
                return self._compare(operator, left, right)
            case Logic(operator, operands):
                return self._logic(operator, [self.truth(operand) for operand in operands])
            case Call("not", (operand,)):
                return f"NOT({self.truth(operand)})"
            case Call("true", ()):
                return "TRUE()"
            case Call("false", ()):
                return "FALSE()"
        raise NotSpoken

    def _first(self, path: Path) -> str:
        cells = self.cells(path)
        return f"{{{cells[0]}}}" if cells else _quoted(BLANK)

    def _chain(self, first: Syntax, rest: Sequence[tuple[str, Syntax]]) -> str:
        formula = self.number(first)
        for operator, operand in rest:
            if operator == "mod":
                formula = f"MOD({formula},{self.number(operand)})"
            else:
                formula = f"({formula}{_SIGNS[operator]}{self.number(operand)})"
        return formula

    def _compare(self, operator: str, left: Syntax, right: Syntax) -> str:
        if operator in _ORDER:
            formula = f"({self.number(left)}{operator}{self.number(right)})"
            return formula if self.strict else f"IFERROR({formula},FALSE())"
        sign = _SIGNS.get(operator, operator)
        if not isinstance(left, Text) and not isinstance(right, Text):
            formula = f"({self.number(left)}{sign}{self.number(right)})"
            return formula if self.strict else f"IFERROR({formula},{'FALSE()' if operator == '=' else 'TRUE()'})"
        formula = f"({self.value(left)}{sign}{self.value(right)})"
        asked = left if isinstance(right, Text) else right
        literal = right if isinstance(right, Text) else left
        if self.strict and isinstance(literal, Text) and literal.value:
            return f"IF({self.value(asked)}={_quoted(BLANK)},{UNKNOWABLE},{formula})"
        return formula

    def _logic(self, operator: str, operands: Sequence[str]) -> str:
        """One that is false settles ``and``, one that is true settles ``or``, whatever the others are."""
        formula = f"{operator.upper()}({','.join(operands)})"
        if not self.strict:
            return formula
        for operand in reversed(operands):
            settled = f"IFERROR(NOT({operand}),FALSE())" if operator == "and" else f"IFERROR({operand},FALSE())"
            formula = f"IF({settled},{'FALSE()' if operator == 'and' else 'TRUE()'},{formula})"
        return formula

    def _call(self, name: str, arguments: Sequence[Syntax]) -> str:
        match name, arguments:
            case "if", (condition, then, otherwise):
                return f"IF({self.truth(condition)},{self.value(then)},{self.value(otherwise)})"
            case "round", (number,):
                return f"ROUND({self.number(number)},0)"
            case "round", (number, digits):
                return f"ROUND({self.number(number)},{self.number(digits)})"
            case "number", (number,):
                return self.number(number)
            case "sum", (Path() as path,):
                return self._over_rows("SUM", path)
            case "max" | "min", (Path() as path,):
                return self._over_rows(name.upper(), path)
            case "count", (Path() as path,):
                return str(len(self.cells(path)))
            case "count-non-empty", (Path() as path,):
                found = [f"IF({{{cell}}}={_quoted(BLANK)},0,1)" for cell in self.cells(path)]
                return f"({'+'.join(found)})" if found else "0"
            case (("true" | "false" | "not"), _):
                return self.truth(Call(name, tuple(arguments), 0))
        raise NotSpoken

    def _over_rows(self, function: str, path: Path) -> str:
        """FORM passes over blank rows; under STRICT one of them, or none at all, leaves the figure unknown."""
        cells = self.cells(path)
        if not cells:
            return UNKNOWABLE if self.strict else "0"
        listed = ",".join(f"{{{cell}}}" for cell in cells)
        formula = f"{function}({listed})"
        return f"IF(COUNT({listed})={len(cells)},{formula},{UNKNOWABLE})" if self.strict else formula


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
