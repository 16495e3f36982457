"""One expression as its author wrote it -> what is wrong with it, in words that say how to mend it; or its syntax tree.

Positions are counted from 1 in the cell's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checklists.model.errors import ExpressionError
from checklists.package.names import REFERENCE
from checklists.workbook.dialect import FUNCTIONS, arguments_text, compile_text, parse_text
from checklists.workbook.slips import Fault, curly_quotes, function_offer, near, slips_in, straightened
from checklists.xpath.syntax import Call, Chain, Compare, Logic, Negate, Path, Step, Syntax, Union

_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")

MARK = "·"
"""Pads a ``${name}`` to a plain name of the same length, so that every position stays that of the cell."""

_REASONS = {
    "empty-expression": "表达式是空的。",
    "expression-too-long": "表达式太长，请拆成几个 calculate。",
    "nested-too-deeply": "括号套得太深，请拆成几个 calculate。",
    "full-width-character": "这里是全角符号，请改成半角。",
    "bad-pattern": "regex 的规则写得不对，或用了不支持的写法(\\1 一类的反向引用、(?<=…)、(?>…)、++)。",
    "unknown-digest": "digest 只认 MD5、SHA-1、SHA-256、SHA-384、SHA-512，编码只认 base64、hex。",
    "absolute-path-expected": "indexed-repeat 的题目和重复组要写成 ${名称}。",
    "repeat-not-above-answer": "indexed-repeat 里的重复组不是这道题所在的重复组。",
    "unclosed-text": "引号没有成对，请补上另一半引号。",
    "unexpected-end": "没有写完，最后缺少一个值或名称。",
    "expected-)": "缺少右括号“)”。",
    "expected-]": "缺少右方括号“]”。",
    "expected-(": "缺少左括号“(”。",
    "expected-name": "这里应是一个名称。",
    "axis-not-supported": "这种路径写法不支持，请用 ${名称}。",
    "node-test-not-supported": "这种路径写法不支持，请用 ${名称}。",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression read: its tree, or its faults."""

    text: str
    syntax: Syntax | None
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=4096)
def read_expression(text: str, *, mends_quotes: bool = False) -> Reading:
    """The expression as the evaluator takes it, or everything that keeps it from being taken.

    ``mends_quotes``: curly quotes are a warning, because pyxform makes them straight; in our own sheets nobody does.
    """
    curly = curly_quotes(text) if mends_quotes else None
    if curly is not None:
        text = straightened(text)
    faults = (*filter(None, (curly,)), *slips_in(text))
    if any(fault.severity == "error" for fault in faults):
        return Reading(text, None, faults)
    padded = padded_references(text)
    try:
        syntax = parse_text(padded)
        counts = tuple(_wrong_counts(syntax))
        return Reading(text, None, (*faults, *counts)) if counts else Reading(text, compile_text(padded), faults)
    except ExpressionError as error:
        return Reading(text, None, (*faults, _fault(error, text)))


def padded_references(text: str) -> str:
    """``${name}`` as ``name···``: valid wherever a path is, and just as long."""
    return REFERENCE.sub(lambda match: match.group(1).strip().ljust(len(match.group(0)), MARK), text)


def reference_name(step: Step) -> str:
    """The name that a padded step stands for, "" for an ordinary step."""
    return step.test.rstrip(MARK) if step.axis == "child" and step.test.endswith(MARK) else ""


def _fault(error: ExpressionError, text: str) -> Fault:
    where = f"(第 {error.position + 1} 个字符附近：“{near(text, error.position)}”)"
    if error.reason == "unknown-function":
        return Fault("unknown_function", f"没有名为“{error.found}”的函数，{function_offer(error.found)}")
    if error.reason == "wrong-number-of-arguments":
        name, _, counts = error.found.partition(":")
        return _wrong_count(name, counts.split(",")[0].strip(), where)
    if error.reason == "not-a-path":
        return Fault("bad_expression", f"这里要用 ${{名称}} 指明哪些行，不能写算式或文字。{where}")
    if error.reason in ("unexpected-token", "unexpected-character"):
        if _THOUSANDS.search(text, max(error.position - 4, 0)):
            return Fault("wrong_number", f"数字里不要写千位的逗号，1,000 请写 1000。{where}")
        found = f"${{{error.found.rstrip(MARK)}}}" if error.found.endswith(MARK) else error.found
        return Fault("bad_expression", f"“{found}”放在这里读不通，它前面可能缺少运算符或逗号。{where}")
    sentence = _REASONS.get(error.reason, f"表达式读不通：{error.reason} {error.found}。")
    return Fault("bad_expression", f"{sentence}{where}")


def _wrong_counts(syntax: Syntax) -> Iterator[Fault]:
    """Every call with too few or too many arguments: compiling would stop at the first."""
    for node, _inside in walk(syntax):
        if isinstance(node, Call) and node.name in FUNCTIONS:
            least, most = FUNCTIONS[node.name]
            given = len(node.arguments)
            if given < least or (most is not None and given > most):
                yield _wrong_count(node.name, str(given), f"(第 {node.position + 1} 个字符处)")


def _wrong_count(name: str, given: str, where: str) -> Fault:
    return Fault("argument_count", f"函数 {name} 要 {arguments_text(name)}参数，这里写了 {given} 个。{where}")


def sentence_of(error: ExpressionError, text: str) -> str:
    """What is wrong with an expression that the evaluator refused, in words."""
    return _fault(error, text).message


def bare_name(node: Syntax) -> str:
    """The name where a node is a ``${name}`` and nothing more."""
    if isinstance(node, Path) and node.start == "." and len(node.steps) == 1 and not node.steps[0].predicates:
        return reference_name(node.steps[0])
    return ""


def walk(
    syntax: Syntax, *, predicates: bool = True, inside: tuple[Call, ...] = ()
) -> Iterator[tuple[Syntax, tuple[Call, ...]]]:
    """Every node with the calls around it, outermost first; on request without what stands in ``[...]``."""
    yield syntax, inside
    within = (*inside, syntax) if isinstance(syntax, Call) else inside
    for child in _parts(syntax, predicates=predicates):
        yield from walk(child, predicates=predicates, inside=within)


def _parts(syntax: Syntax, *, predicates: bool) -> Iterator[Syntax]:
    if isinstance(syntax, Call):
        yield from syntax.arguments
    elif isinstance(syntax, Chain):
        yield syntax.first
        yield from (operand for _, operand in syntax.rest)
    elif isinstance(syntax, Logic | Union):
        yield from syntax.operands
    elif isinstance(syntax, Compare):
        yield from (syntax.left, syntax.right)
    elif isinstance(syntax, Negate):
        yield syntax.operand
    elif isinstance(syntax, Path):
        if not isinstance(syntax.start, str):
            yield syntax.start
        if predicates:
            yield from syntax.start_predicates
            yield from (predicate for step in syntax.steps for predicate in step.predicates)
