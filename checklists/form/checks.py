"""Whether an answer is of its type and within its choices, and the Chinese sentences that say what is wrong.

Every sentence says what was found and what is expected; a sensitive answer is quoted masked. A form's own message wins where it
has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checklists.form.definition import Field
from checklists.model.money import LARGEST_FIGURE
from checklists.model.text import masked
from checklists.xpath import Expression
from checklists.xpath.arithmetic import plain_number, text_of_number
from checklists.xpath.dates import read_moment
from checklists.xpath.syntax import Call, Compare, Logic, Negate, Number, Path, Syntax, Text

_SHOWN = 30
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_WORDS = {"=": "等于", "!=": "不等于", "<": "小于", "<=": "不大于", ">": "大于", ">=": "不小于"}
_MIRROR = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it has a path: rows move, findings do not."""

    kind: str
    message: str
    severity: Literal["error", "warning"] = "error"
    may_explain: bool = False
    reason: str = ""


def type_sentence(field: Field, text: str) -> str:
    """Why a text is not of the field's type; blank where it is."""
    check = _TYPES.get(field.data_type)
    if check is None:
        return ""
    expected, fits = check
    return "" if fits(text) else f"应填{expected}，现填的是“{_shown(text, field)}”。"


def range_sentence(field: Field, text: str) -> str:
    """Why a number does not lie on a range's scale; blank where it does."""
    start, end, step = (plain_number(field.parameters.get(name, "")) for name in ("start", "end", "step"))
    number = plain_number(text)
    if start is None or end is None or number is None:
        return ""
    low, high = min(start, end), max(start, end)
    if low <= number <= high and (not step or (number - low) % abs(step) == 0):
        return ""
    unit = f"，每档 {text_of_number(abs(step))}" if step else ""
    return f"应在 {text_of_number(low)} 至 {text_of_number(high)} 之间{unit}，现填的是“{_shown(text, field)}”。"


def choice_sentence(field: Field, unknown: str) -> str:
    return f"“{_shown(unknown, field)}”不在可选项之内，请从列表中重新选择。"


def constraint_sentence(field: Field, constraint: Expression, text: str) -> str:
    """What a constraint without a message of its own asks for, read from the expression where that is simple."""
    asked = _asked(constraint.syntax)
    if asked:
        return f"应{asked}，现填的是“{_shown(text, field)}”。"
    return f"“{_shown(text, field)}”不符合本项的填写规则：{constraint.source}"


REQUIRED_SENTENCE = "此项必填，尚未填写。"
MUST_SENTENCE = "此项为必查项，尚未填写；确实无法取得的，须写明原因。"


def _shown(text: str, field: Field) -> str:
    text = masked(text) if field.is_sensitive else text
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _asked(syntax: Syntax) -> str:
    match syntax:
        case Logic("and", operands):
            parts = [_asked(operand) for operand in operands]
            return "，且".join(parts) if all(parts) else ""
        case Logic("or", operands):
            parts = [_asked(operand) for operand in operands]
            return "，或".join(parts) if all(parts) else ""
        case Compare(operator, left, right):
            if _is_self(left):
                return _limit(_WORDS[operator], right)
            if _is_self(right):
                return _limit(_WORDS[_MIRROR[operator]], left)
    return ""


def _limit(words: str, bound: Syntax) -> str:
    match bound:
        case Number(value):
            return f"{words} {text_of_number(value)}"
        case Negate(Number(value)):
            return f"{words} {text_of_number(-value)}"
        case Text(value):
            return f"{words}“{value}”"
        case Call("today", ()):
            dated = {"不大于": "不晚于今天", "小于": "早于今天", "不小于": "不早于今天", "大于": "晚于今天"}
            return dated.get(words, f"{words}今天")
        case Call("string-length"):
            return ""
    return ""


def _is_self(syntax: Syntax) -> bool:
    return isinstance(syntax, Path) and syntax.start == "." and all(step.axis == "self" for step in syntax.steps)


def _is_integer(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()) is not None


def _is_decimal(text: str) -> bool:
    number = plain_number(text.strip().removeprefix("+"))
    return number is not None and abs(number) < LARGEST_FIGURE


def _is_date(text: str) -> bool:
    found = read_moment(text)
    return found is not None and not found[1]


def _is_date_time(text: str) -> bool:
    return read_moment(text) is not None


def _is_point(text: str) -> bool:
    numbers = [plain_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or any(number is None for number in numbers):
        return False
    latitude, longitude = numbers[0], numbers[1]
    return latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= Decimal(180)


def _is_trace(text: str) -> bool:
    points = [part for part in text.split(";") if part.strip()]
    return bool(points) and all(_is_point(part) for part in points)


_TYPES: dict[str, tuple[str, Callable[[str], bool]]] = {
    **dict.fromkeys(("int", "integer", "long"), ("整数", _is_integer)),
    **dict.fromkeys(("decimal", "double", "float"), ("数字", _is_decimal)),
    "date": ("日期(如 2024-05-01)", _is_date),
    "dateTime": ("日期和时间(如 2024-05-01T09:30:00+08:00)", _is_date_time),
    "time": ("时间(如 09:30)", lambda text: _TIME.fullmatch(text) is not None),
    "geopoint": ("坐标(纬度 经度)", _is_point),
    "geotrace": ("坐标点列", _is_trace),
    "geoshape": ("坐标点列", _is_trace),
    "boolean": ("真或假", lambda text: text in ("true", "false", "0", "1")),
}
