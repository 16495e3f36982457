"""What bankers type who come from Excel and a Chinese keyboard: full-width signs, ``=IF(...)``, ``<>``, ``10%``, ``且``.

pyxform lets nearly all of it through. Every slip of an expression is listed, not the first one. Positions are counted from 1 in
the cell's own text; what stands in quotes is anyone's words and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checklists.package.names import REFERENCE, nearest, without_strings
from checklists.workbook.dialect import FUNCTIONS


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression: a code and a sentence."""

    code: str
    message: str
    severity: Literal["error", "warning"] = "error"


_WIDE = dict(
    zip("（）［］【】＜＞＝！＋－×÷＊／，、“”‘’；：＄｛｝％＆。　", "()[][]<>=!+-* */,,\"\"'';:${}%&. ", strict=True)
)
_WIDE |= {"÷": "div", "／": "div", "≥": ">=", "≤": "<=", "≠": "!=", "¥": "", "￥": ""}
_WIDE |= {chr(ord("０") + digit): str(digit) for digit in range(10)}
_NOT_HALVED = {"¥", "￥"}
_CURLY = str.maketrans("“”‘’", "\"\"''")
_CURLY_PAIR = re.compile("“[^“”\"]*”|‘[^‘’']*’")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")

_CHINESE = {
    "并且": "and", "而且": "and", "以及": "and", "且": "and", "或者": "or", "或": "or", "不等于": "!=", "大于等于": ">=", "小于等于": "<=",
    "不小于": ">=", "不低于": ">=", "不少于": ">=", "不大于": "<=", "不超过": "<=", "不高于": "<=", "大于": ">", "小于": "<", "等于": "=",
    "加": "+", "减": "-", "乘以": "*", "除以": "div", "如果": "if(…, …, …)",
}  # fmt: skip
_CHINESE_WORD = re.compile("|".join(sorted(_CHINESE, key=len, reverse=True)))

_SLIPS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), code, message)
    for pattern, code, message in (
        (r"\$\{[^{}]*$|\$(?=\s*\()|\$\s*$", "bad_reference", "引用没有写完整，应写成 ${名称}。"),
        (r"\$\{\s*\}", "bad_reference", "引用里没有写名称，应写成 ${名称}。"),
        (r"\$\{(?:\s+[^{}\s][^{}]*|[^{}\s][^{}]*\s+)\}", "bad_reference", "${} 里的名称前后不能有空格。"),
        (r"(?<!\$)\{[^{}]*\}", "bad_reference", "引用前面缺少 $，应写成 ${名称}。"),
        (r"\$[A-Za-z_]\w*", "bad_reference", "引用的名称要放在花括号里，应写成 ${名称}。"),
        (r"\b(?:19|20)\d\d(?:-\d{1,2}-|/\d{1,2}/)\d{1,2}\b", "bad_date", "日期要加引号，并写成 '2026-01-31' 的样子。"),
        (r"<>", "wrong_operator", "“<>”请写成“!=”。"),
        (r"(?<![=!<>])==", "wrong_operator", "“==”请写成一个等号“=”。"),
        (r"(?<![=!<])=[<>]", "wrong_operator", "“=>”请写成“>=”，“=<”请写成“<=”。"),
        (r"&&|\b(?!and\b)(?i:and)\b(?!\s*\()", "wrong_operator", "“并且”请写成小写的 and。"),
        (r"\|\||\b(?!or\b)(?i:or)\b(?!\s*\()", "wrong_operator", "“或者”请写成小写的 or。"),
        (r"\b(?:and|or)\s*\(\s*[^()]*,", "wrong_operator", "and、or 写在两个条件中间：甲 and 乙。"),
        (r"!(?!=)|\b(?i:not)\b(?!\s*\()", "wrong_operator", "“不是”请写成小写的 not，后面加括号：not(…)。"),
        (r"(?<!&)&(?!&)", "wrong_operator", "连接文字请用 concat(…)，不要用“&”。"),
        (r"\^", "wrong_operator", "乘方请写 pow(底数, 次数)。"),
        (r"[0-9]\s*%", "wrong_operator", "百分数请写成小数，例如 10% 写 0.10。"),
        (r"[0-9]\s*(?:[万亿元块千百天年月]|[kKwW]\b)", "wrong_number", "数字后面不要写单位，10万 请写 100000。"),
        (r"[¥￥]", "wrong_number", "数字前面不要写货币符号。"),
        (r"[0-9)}]\s*/\s*(?:[0-9(]|\$\{)(?!\d{0,3}/)", "wrong_operator", "除法请写 div，“/”在这里是路径的分隔。"),
        (
            r"\}\s*\$\{|\}[\w.]|[\w.]\$\{",
            "missing_operator",
            "名称和它旁边的内容之间缺少运算符(+、-、*、div、and、or……)。",
        ),
    )
)

_EXCEL = {
    "and": "“甲 and 乙”",
    "or": "“甲 or 乙”",
    "average": "“sum(…) div count(…)”",
    "iferror": "“coalesce(…, …)”",
    "ifs": "“if(…, …, if(…, …, …))”",
    "isblank": "“${名称} = ''”",
    "len": "“string-length(…)”",
    "mid": "“substr(…)”",
    "left": "“substr(…)”",
    "right": "“substr(…)”",
    "text": "“string(…)”",
    "value": "“number(…)”",
    "concatenate": "“concat(…)”",
    "counta": "“count-non-empty(…)”",
    "sumif": "“sum(…[条件])”",
    "countif": "“count(…[条件])”",
    "roundup": "“ceiling(…)”",
    "rounddown": "“floor(…)”",
    "power": "“pow(…, …)”",
    "datedif": "“${止} - ${起}”，得到天数",
    "vlookup": "“instance('表名')/root/item[name = …]/列名”",
    "isnumber": "“${名称} != ''”",
}
_CALL = re.compile(r"(?<![\w.\-:/}])([A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?)\s*\(")
_NO_FUNCTIONS = frozenset({"and", "or", "div", "mod", "node", "text"})


def slips_in(text: str) -> Iterator[Fault]:
    """Everything that is certainly no expression of ours, whatever the rest of it says."""
    if text.startswith(("=", "＝")):
        message = "这里写的像 Excel 公式。请去掉开头的“=”，函数名用小写，例如 if(${a} > 5, 1, 0)。"
        yield Fault("excel_formula", message)
        return
    bare = without_strings(_straight_quotes(text) if any(quote in text for quote in "“”‘’") else text)
    wide = [(index, sign) for index, sign in enumerate(bare) if sign in _WIDE and sign not in _NOT_HALVED]
    if wide:
        yield _full_width(wide)
    bare = _unnamed("".join(_half(sign) for sign in bare))
    yield from _foreign_blanks(bare)
    seen: set[tuple[str, str]] = set()
    for pattern, code, message in _SLIPS:
        match = pattern.search(bare)
        if match and (code, message) not in seen:
            seen.add((code, message))
            yield Fault(code, f"{message}(第 {match.start() + 1} 个字符起：“{near(text, match.start())}”)")
    for match in _CHINESE_WORD.finditer(bare):
        sign = _CHINESE[match[0]]
        yield Fault("wrong_operator", f"“{match[0]}”请写成“{sign}”。(第 {match.start() + 1} 个字符)")
    yield from _unknown_functions(bare)


def curly_quotes(text: str) -> Fault | None:
    """The warning for curly quotes that are in pairs; None where there are none, or one is missing."""
    found = [(index, sign) for index, sign in enumerate(text) if sign in "“”‘’"]
    if not found or any(sign in "“”‘’" for sign in _CURLY_PAIR.sub("", text)):
        return None
    return Fault("full_width", _full_width(found).message, "warning")


def straightened(text: str) -> str:
    return text.translate(_CURLY)


def function_offer(found: str) -> str:
    """What an author who wrote the name of a function that is none may have meant."""
    near_name = nearest(found, FUNCTIONS)
    if near_name.lower() == found.lower():
        return f"是不是想写“{near_name}”？函数名要用小写。"
    instead = _EXCEL.get(found.lower())
    if instead:
        return f"这里请写{instead}。"
    return f"是不是想写“{near_name}”？" if near_name else "请查函数表。"


def near(text: str, position: int) -> str:
    """What stands around a position, for the author to find it."""
    return text[max(position - 4, 0) : position + 16].replace("\n", " ").strip()


def _full_width(wide: list[tuple[int, str]]) -> Fault:
    listing = "、".join(
        f"第 {index + 1} 个字符“{sign}”应为“{_WIDE[sign].strip() or '空格'}”" for index, sign in wide[:5]
    )
    return Fault("full_width", f"有全角符号，请改成半角：{listing}{'……' if len(wide) > 5 else ''}。")


def _half(sign: str) -> str:
    """A sign as it was meant, where that is one sign: positions must stay."""
    meant = _WIDE.get(sign, sign)
    return meant if len(meant) == 1 else " " if sign in _WIDE and sign not in _NOT_HALVED else sign


def _unnamed(bare: str) -> str:
    """The text with the names in ``${}`` blanked: a question may be called ``OR`` or ``not``."""
    return REFERENCE.sub(lambda match: "${" + re.sub(r"\S", "·", match[1]) + "}", bare)


def _foreign_blanks(bare: str) -> Iterator[Fault]:
    match = _BLANKS.search(bare)
    if match:
        message = f"第 {match.start() + 1} 个字符是网页或 Word 里带来的特殊空格，请删去，换成普通空格。"
        yield Fault("invisible_character", message)


def _unknown_functions(bare: str) -> Iterator[Fault]:
    for found in dict.fromkeys(match[1] for match in _CALL.finditer(bare)):
        if found not in FUNCTIONS and found not in _NO_FUNCTIONS:
            yield Fault("unknown_function", f"没有名为“{found}”的函数，{function_offer(found)}")


def _straight_quotes(text: str) -> str:
    """Inside curly quotes anything may stand; the quotes themselves remain to be reported."""
    return re.sub(
        r"[“‘]([^“”‘’]*)[”’]", lambda match: match.group(0)[0] + "·" * len(match.group(1)) + match.group(0)[-1], text
    )
