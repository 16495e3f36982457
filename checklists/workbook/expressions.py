"""One expression as its author wrote it -> what is wrong with it, in words that say how to mend it; or its syntax tree.

Bankers come from Excel and a Chinese keyboard: full-width signs, ``=IF(...)``, ``<>`` and ``/`` for division are the usual
slips. pyxform lets every one of them through. Positions are counted from 1 in the cell's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.model.errors import ExpressionError
from checklists.package.names import REFERENCE, nearest, without_strings
from checklists.workbook.dialect import FUNCTIONS, arguments_text, compile_text
from checklists.xpath.syntax import Call, Chain, Compare, Logic, Negate, Path, Step, Syntax, Union

MARK = "·"
"""Pads a ``${name}`` to a plain name of the same length, so that every position stays that of the cell."""

_WIDE = dict(
    zip("（）［］【】＜＞＝！＋－×÷＊／，、“”‘’；：＄｛｝％＆。　", "()[][]<>=!+-* */,,\"\"'';:${}%&. ", strict=True)
)
_WIDE |= {"÷": "div", "／": "div", "≥": ">=", "≤": "<=", "≠": "!="}
_WIDE |= {chr(ord("０") + digit): str(digit) for digit in range(10)}

_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\$\{[^{}]*$|\$(?=\s*\()|\$\s*$"), "bad_reference", "引用没有写完整，应写成 ${名称}。"),
    (re.compile(r"(?<!\$)\{[^{}]*\}"), "bad_reference", "引用前面缺少 $，应写成 ${名称}。"),
    (re.compile(r"<>"), "wrong_operator", "“<>”请写成“!=”。"),
    (re.compile(r"=="), "wrong_operator", "“==”请写成一个等号“=”。"),
    (re.compile(r"&&|\bAND\b(?!\s*\()"), "wrong_operator", "“并且”请写成小写的 and。"),
    (re.compile(r"\|\||\bOR\b(?!\s*\()"), "wrong_operator", "“或者”请写成小写的 or。"),
    (re.compile(r"&"), "wrong_operator", "连接文字请用 concat(…)，不要用“&”。"),
    (re.compile(r"[0-9]\s*%"), "wrong_operator", "百分数请写成小数，例如 10% 写 0.10。"),
    (re.compile(r"[0-9)}]\s*/\s*([0-9(]|\$\{)"), "wrong_operator", "除法请写 div，“/”在这里是路径的分隔。"),
    (
        re.compile(r"\}\s*\$\{|\}[\w.]|[\w.]\$\{"),
        "missing_operator",
        "名称和它旁边的内容之间缺少运算符(+、-、*、div、and、or……)。",
    ),
)

_REASONS = {
    "empty-expression": "表达式是空的。",
    "expression-too-long": "表达式太长，请拆成几个 calculate。",
    "nested-too-deeply": "括号套得太深，请拆成几个 calculate。",
    "unclosed-text": "引号没有成对，请补上另一半引号。",
    "unexpected-end": "没有写完，最后缺少一个值或名称。",
    "expected-)": "缺少右括号“)”。",
    "expected-]": "缺少右方括号“]”。",
    "expected-(": "缺少左括号“(”。",
    "expected-name": "这里应是一个名称。",
    "axis-not-supported": "这种路径写法不支持，请用 ${名称}。",
    "node-test-not-supported": "这种路径写法不支持，请用 ${名称}。",
}

_EXCEL = {
    "and": "“甲 and 乙”",
    "or": "“甲 or 乙”",
    "average": "“sum(…) div count(…)”",
    "iferror": "“coalesce(…, …)”",
    "isblank": "“${名称} = ''”",
    "len": "“string-length(…)”",
    "mid": "“substr(…)”",
    "left": "“substr(…)”",
    "counta": "“count-non-empty(…)”",
    "sumif": "“sum(…[条件])”",
    "countif": "“count(…[条件])”",
    "vlookup": "“instance('表名')/root/item[name = …]/列名”",
    "isnumber": "“${名称} != ''”",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression: a code and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression read: its tree, or its faults."""

    text: str
    syntax: Syntax | None
    faults: tuple[Fault, ...] = ()


def read_expression(text: str) -> Reading:
    """The expression as the evaluator takes it, or everything that keeps it from being taken."""
    faults = tuple(_slips(text))
    if faults:
        return Reading(text, None, faults)
    padded = padded_references(text)
    try:
        return Reading(text, compile_text(padded))
    except ExpressionError as error:
        return Reading(text, None, (_fault(error, text),))


def padded_references(text: str) -> str:
    """``${name}`` as ``name···``: valid wherever a path is, and just as long."""
    return REFERENCE.sub(lambda match: match.group(1).strip().ljust(len(match.group(0)), MARK), text)


def reference_name(step: Step) -> str:
    """The name that a padded step stands for, "" for an ordinary step."""
    return step.test.rstrip(MARK) if step.axis == "child" and step.test.endswith(MARK) else ""


def _slips(text: str) -> Iterator[Fault]:
    if text.startswith("="):
        message = "这里写的像 Excel 公式。请去掉开头的“=”，函数名用小写，例如 if(${a} > 5, 1, 0)。"
        yield Fault("excel_formula", message)
        return
    bare = without_strings(_straight_quotes(text) if _curly_pairs(text) else text)
    wide = [(index, character) for index, character in enumerate(bare) if character in _WIDE]
    if wide:
        listing = "、".join(
            f"第 {index + 1} 个字符“{sign}”应为“{_WIDE[sign].strip() or '空格'}”" for index, sign in wide[:5]
        )
        yield Fault("full_width", f"有全角符号，请改成半角：{listing}{'……' if len(wide) > 5 else ''}。")
        return
    for pattern, code, message in _SLIPS:
        match = pattern.search(bare)
        if match:
            yield Fault(code, f"{message}(第 {match.start() + 1} 个字符起：“{_near(text, match.start())}”)")
            return


def _curly_pairs(text: str) -> bool:
    return any(quote in text for quote in "“”‘’")


def _straight_quotes(text: str) -> str:
    """Inside curly quotes anything may stand; the quotes themselves remain to be reported."""
    return re.sub(
        r"[“‘]([^“”‘’]*)[”’]", lambda match: match.group(0)[0] + "·" * len(match.group(1)) + match.group(0)[-1], text
    )


def _fault(error: ExpressionError, text: str) -> Fault:
    where = f"(第 {error.position + 1} 个字符附近：“{_near(text, error.position)}”)"
    if error.reason == "unknown-function":
        return Fault("unknown_function", f"没有名为“{error.found}”的函数，{_function_offer(error.found)}")
    if error.reason == "wrong-number-of-arguments":
        name, _, counts = error.found.partition(":")
        given = counts.split(",")[0].strip()
        message = f"函数 {name} 要 {arguments_text(name)}参数，这里写了 {given} 个。{where}"
        return Fault("argument_count", message)
    if error.reason == "not-a-path":
        return Fault("bad_expression", f"这里要用 ${{名称}} 指明哪些行，不能写算式或文字。{where}")
    if error.reason in ("unexpected-token", "unexpected-character"):
        found = f"${{{error.found.rstrip(MARK)}}}" if error.found.endswith(MARK) else error.found
        return Fault("bad_expression", f"“{found}”放在这里读不通，它前面可能缺少运算符或逗号。{where}")
    sentence = _REASONS.get(error.reason, f"表达式读不通：{error.reason} {error.found}。")
    return Fault("bad_expression", f"{sentence}{where}")


def sentence_of(error: ExpressionError, text: str) -> str:
    """What is wrong with an expression that the evaluator refused, in words."""
    return _fault(error, text).message


def _function_offer(found: str) -> str:
    instead = _EXCEL.get(found.lower())
    if instead:
        return f"这里请写{instead}。"
    near = nearest(found, FUNCTIONS)
    return f"是不是想写“{near}”？" if near else "请查函数表。"


def _near(text: str, position: int) -> str:
    return text[max(position - 4, 0) : position + 16].replace("\n", " ").strip()


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
