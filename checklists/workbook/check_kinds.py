"""Apples with apples: comparisons and sums of what cannot be compared or added, dates that are none.

An error is what can never be meant so (a name is more than 5), a warning what works by luck (a figure in quotes). What stands in
``[...]`` is about columns of lists, of which the sheet says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checklists.package.sheets import Problems, SheetRow
from checklists.workbook.expressions import bare_name, walk
from checklists.workbook.kinds import (
    Kind,
    Names,
    is_blank,
    is_clock,
    is_date,
    is_number,
    is_own_answer,
    kind_of,
    looks_like_date,
)
from checklists.xpath.syntax import Call, Chain, Compare, Negate, Number, Path, Syntax, Text

_ORDERING = ("<", "<=", ">", ">=")
_OF_NUMBERS = frozenset(
    {"sum", "round", "int", "abs", "floor", "ceiling", "pow", "sqrt", "exp", "exp10", "log", "log10"}
)
_WORDS = {Kind.TEXT: "文字题", Kind.CHOICE: "选择题", Kind.CHOICES: "多选题", Kind.DATE: "日期", Kind.NUMBER: "数字题"}
_TO_NUMBER = "请把题型改为 integer 或 decimal，或改用数字题。"
_DATE_SHAPE = "日期要写成 '2026-01-31' 的样子(四位年、两位月、两位日)，并且日历上有这一天。"


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison or one operand. ``name`` is the question's, "" for anything else."""

    syntax: Syntax
    kind: Kind
    name: str
    has_numeric_codes: bool

    @property
    def literal(self) -> str | None:
        return self.syntax.value if isinstance(self.syntax, Text) else None

    @property
    def is_question(self) -> bool:
        return isinstance(self.syntax, Path)

    @property
    def shown(self) -> str:
        """As an author would call it."""
        if isinstance(self.syntax, Text):
            return f"“{self.syntax.value}”"
        if isinstance(self.syntax, Number):
            return f"数字 {self.syntax.value}"
        called = f"${{{self.name}}}" if self.name else "“.”" if self.is_question else "这里"
        return f"{called} 是{_WORDS[self.kind]}" if self.kind in _WORDS and self.is_question else called


def check_kinds(row: SheetRow, column: str, syntax: Syntax, *, names: Names, own: Kind, problems: Problems) -> None:
    """Report what an expression compares or adds that cannot be."""
    for finding in dict.fromkeys(_findings(syntax, names, own)):
        report = problems.error if finding.severity == "error" else problems.warning
        report(row, column, finding.code, finding.message)


def _findings(syntax: Syntax, names: Names, own: Kind) -> Iterator[Finding]:
    def side(part: Syntax) -> _Side:
        name = bare_name(part)
        is_listed = name in names.kinds
        return _Side(part, kind_of(part, names, own), name, not is_listed or names.has_numeric_codes(name))

    for node, _inside in walk(syntax, predicates=False):
        if isinstance(node, Compare):
            yield from _comparison(node, side(node.left), side(node.right))
        elif isinstance(node, Chain):
            for operand in (node.first, *(operand for _, operand in node.rest)):
                yield from _operand(side(operand), f"不能做加减乘除。{_TO_NUMBER}")
        elif isinstance(node, Negate):
            yield from _operand(side(node.operand), f"不能取负数。{_TO_NUMBER}")
        elif isinstance(node, Call) and node.name in _OF_NUMBERS:
            for argument in node.arguments:
                yield from _operand(side(argument), f"{node.name}(…) 只能算数字。{_TO_NUMBER}")
        elif isinstance(node, Call) and node.name in ("date", "date-time", "decimal-date-time") and node.arguments:
            yield from _date_literal(node.arguments[0])
        elif isinstance(node, Call) and node.name in ("selected", "count-selected") and node.arguments:
            yield from _not_selectable(side(node.arguments[0]), node.name)


def _comparison(node: Compare, left: _Side, right: _Side) -> Iterator[Finding]:
    if node.operator in _ORDERING and (isinstance(node.left, Compare) or isinstance(node.right, Compare)):
        yield Finding("chained_comparison", "“1 < 甲 < 5”这样连写读不对，请写成“甲 > 1 and 甲 < 5”。")
        return
    if is_blank(node.left) or is_blank(node.right):
        return
    for one, other in ((left, right), (right, left)):
        found = _pair(node.operator, one, other)
        if found is not None:
            yield found
            return


def _pair(operator: str, one: _Side, other: _Side) -> Finding | None:
    """What is wrong with comparing ``one`` with ``other``, seen from ``one``."""
    text = other.literal
    if one.kind is Kind.CHOICES and operator in ("=", "!="):
        message = f"{one.shown}，选了几项时“{operator}”就不成立。请写 selected(${{{one.name or '名称'}}}, '选项')。"
        return Finding("select_multiple_compared", message, "warning")
    if one.kind is Kind.NUMBER and text is not None:
        return _number_and_text(one, text)
    if one.kind is Kind.DATE:
        return _date_and(other)
    if one.kind is Kind.TIME and text is not None and not is_clock(text):
        return Finding("bad_date", f"“{text}”不是时间。时间要写成 '09:30' 的样子。")
    if one.kind is Kind.TRUTH and text is not None:
        message = f"条件只有成立和不成立，不能和文字“{text}”比较。请直接写条件，相反的写 not(条件)。"
        return Finding("type_mismatch", message, "warning")
    if _is_word(one) and (operator in _ORDERING or other.kind is Kind.NUMBER) and other.kind is not Kind.DATE:
        if (
            operator in _ORDERING
            and other.kind is not Kind.NUMBER
            and not _is_literal_word(one)
            and other.literal is None
        ):
            return None
        against = f"不能和{other.shown} 比较" if other.kind is Kind.NUMBER and not other.is_question else "不能比较大小"
        return Finding(
            "type_mismatch",
            f"{one.shown}{'是文字' if one.literal is not None else ''}，{against}，这个条件永远不会成立。{_TO_NUMBER}",
        )
    return None


def _is_word(side: _Side) -> bool:
    """Words that can be no number: a literal, a text question, a choice whose codes are words."""
    if side.kind in (Kind.CHOICE, Kind.CHOICES):
        return not side.has_numeric_codes
    return side.kind is Kind.TEXT and (side.is_question or _is_literal_word(side))


def _is_literal_word(side: _Side) -> bool:
    return side.literal is not None and not is_number(side.literal) and not is_date(side.literal)


def _number_and_text(one: _Side, text: str) -> Finding | None:
    if is_number(text):
        return Finding("quoted_number", f"数字不要加引号：'{text}' 请写 {text.strip()}。", "warning")
    if (is_date(text) or looks_like_date(text)) and not one.is_question:
        return None if is_date(text) else Finding("bad_date", f"“{text}”不是日期。{_DATE_SHAPE}")
    return Finding("type_mismatch", f"{one.shown}，不能和文字“{text}”比较，这个条件永远不会成立。请写数字。")


def _date_and(other: _Side) -> Finding | None:
    if other.literal is not None and not is_date(other.literal):
        return Finding("bad_date", f"“{other.literal}”不是日期。{_DATE_SHAPE}")
    if isinstance(other.syntax, Number):
        message = (
            f"日期不能和{other.shown} 比较。请和日期比，例如 '2026-01-31' 或 today()；要算天数，请写两个日期相减。"
        )
        return Finding("type_mismatch", message)
    if other.is_question and other.kind in (Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER):
        return Finding("type_mismatch", f"{other.shown}，不能和日期比较。")
    return None


def _operand(side: _Side, why: str) -> Iterator[Finding]:
    text = side.literal
    if text is not None and is_number(text):
        yield Finding("quoted_number", f"数字不要加引号：'{text}' 请写 {text.strip()}。", "warning")
    elif text is not None and looks_like_date(text):
        yield from _date_literal(side.syntax)
    elif text is not None or (side.is_question and _is_word(side)):
        yield Finding("type_mismatch", f"{side.shown}，{why}" if side.is_question else f"{side.shown}是文字，{why}")


def _date_literal(syntax: Syntax) -> Iterator[Finding]:
    if isinstance(syntax, Text) and syntax.value.strip() and not is_date(syntax.value) and not is_number(syntax.value):
        yield Finding("bad_date", f"“{syntax.value}”不是日期。{_DATE_SHAPE}")


def _not_selectable(side: _Side, function: str) -> Iterator[Finding]:
    if side.kind in (Kind.NUMBER, Kind.DATE) and side.is_question and not is_own_answer(side.syntax):
        message = f"{side.shown}，{function}(…) 只用于选择题，请改用“=”等比较。"
        yield Finding("type_mismatch", message, "warning")
