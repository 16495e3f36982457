"""An explanation in words: a line for each figure, for a terminal's indented tree and for the window's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checklists.assess.explain import Explained, Explanation, Kind
from checklists.model.money import rounded, yuan_text

_KINDS = {
    Kind.FIGURE: "计算",
    Kind.RULE: "规则",
    Kind.CALCULATION: "表内计算",
    Kind.ANSWER: "答案",
    Kind.CONSTANT: "设定值",
    Kind.MISSING: "缺",
}
_UNITS = {"days": "天", "times": "倍", "points": "分", "months": "个月", "count": ""}
_SHORT_HASH = 12


def explained_lines(explained: Explained) -> Iterator[str]:
    """The tree, indented, with what was reckoned under each figure; the checklist's version at the end."""
    yield from _lines(explained.figure, 0)
    yield f"清单 {explained.checklist} {explained.version},SHA-256 {explained.sha256}"


def _lines(each: Explanation, depth: int) -> Iterator[str]:
    margin = "  " * depth
    yield f"{margin}{headline(each)}"
    yield from (f"{margin}    {detail}" for detail in details(each))
    for below in each.inputs:
        yield from _lines(below, depth + 1)


def headline(each: Explanation) -> str:
    """``月净收入 = 11,644.56 元〔计算〕``."""
    return f"{each.label or '中间数'} = {value_text(each)}〔{kind_words(each)}〕"


def kind_words(each: Explanation) -> str:
    """Whether it was reckoned, answered or set."""
    return f"{_KINDS[each.kind]}(见上)" if each.is_above else _KINDS[each.kind]


def value_text(each: Explanation) -> str:
    """A value with its unit, as people read it."""
    value = each.value
    if each.kind in (Kind.ANSWER, Kind.CALCULATION) and each.text:
        return f"{each.text} {each.unit}".strip()
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Decimal | int):
        return str(value)
    number = Decimal(value)
    if each.unit == "rate":
        return f"{rounded(number * 100, 2):f}%"
    if each.unit == "yuan":
        return f"{yuan_text(number)} 元"
    return f"{_plain(number)} {_UNITS.get(each.unit, each.unit)}".strip()


def _plain(number: Decimal) -> str:
    text = f"{rounded(number, 4):,f}"
    return text.rstrip("0").rstrip(".")


def details(each: Explanation) -> Iterator[str]:
    """What stands behind one figure, a line a thing."""
    if each.formula:
        yield f"算式:{each.formula}"
    if each.method:
        yield f"方法:{each.method}"
    if each.rule is not None:
        yield f"规则:{each.rule.sheet} 表 {each.rule.name}({each.rule.label}),版本 {each.rule.version}"
    source = each.rule.source if each.rule is not None and each.rule.source else each.source
    if source:
        yield f"依据:{source}"
    if each.path:
        yield f"位置:{each.path}"
    yield from (f"证据:{file.name}(SHA-256 {file.sha256[:_SHORT_HASH]}…)" for file in each.evidence)
    if each.remark:
        yield f"说明:{each.remark}"
    if each.missing:
        yield f"还缺:{'、'.join(each.missing)}"
    if each.is_above:
        yield "由来同上,不再重复"
