"""What a calculator may be given: JSON read without losing a digit, and every fault of it found before anything is computed.

Blank (``null``) is the same as left out. Nothing is guessed: a text is no number, ``true`` is no number, 12.5 is no count of
months, and a key that the calculator does not know is refused, also inside lists. All faults are reported at once.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from checklists.model.errors import CalculationInputError

Problem = tuple[str, str, str]
LARGEST_INPUT = 1024 * 1024
"""Some ten thousand products: a list of numbers takes a hundred times its text in memory."""
_LARGEST_EXPONENT = 24
"""Numbers lie between 1e-24 and 1e25 in size: beyond that a figure is a slip of the keyboard, and digits would be lost."""
_MOST_DIGITS = 40
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_MISSING = "没有给出"


@dataclass(frozen=True, slots=True)
class NotFinite:
    """``NaN`` or ``Infinity``, kept until its key is known."""

    text: str


class JsonObject(dict[str, Any]):
    """An object of the document; ``twice`` are the keys that it holds more than once."""

    twice: tuple[str, ...] = ()


class Faults:
    """The problems found so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, key: str, found: str, expected: str) -> None:
        self.problems.append((key, found, expected))


Reader = Callable[[Any, str, Faults], Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One key: how its value is read, whether it must be there, and what stands for it where it is left out."""

    read: Reader
    required: bool = False
    default: Any = None


def shown(value: object) -> str:
    """The value as it was found, short enough for one line."""
    if value is None:
        return "空(null)"
    if isinstance(value, NotFinite):
        return value.text if len(value.text) <= 60 else value.text[:60] + "…"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "一个对象"
    if isinstance(value, list):
        return f"{len(value)} 项的列表"
    text = str(value) if isinstance(value, Decimal) else ascii(value)[1:-1] if _unprintable(value) else f"“{value}”"
    return text if len(text) <= 60 else text[:60] + "…"


def _unprintable(value: object) -> bool:
    return not str(value).isprintable()


def read_document(data: bytes) -> JsonObject:
    """The JSON object on stdin. Raises CalculationInputError for anything else."""
    expected = "UTF-8 编码的一个 JSON 对象"
    if len(data) > LARGEST_INPUT:
        raise CalculationInputError((("stdin", "过大", f"不超过 {LARGEST_INPUT // 1024} KB 的一个 JSON 对象"),))
    try:
        document = json.loads(
            data.decode("utf-8-sig"),
            parse_float=_number,
            parse_int=_number,
            parse_constant=NotFinite,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError) as error:
        raise CalculationInputError((("stdin", _reason(error), expected),)) from error
    if not isinstance(document, JsonObject):
        raise CalculationInputError((("stdin", shown(document), expected),))
    return document


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 语法"
    return "嵌套过深" if isinstance(error, RecursionError) else "不是 UTF-8 文本"


def _number(text: str) -> Decimal | NotFinite:
    """Digits as they stand; what not even Decimal can hold is not finite to us."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return NotFinite(text)
    return number if number.is_finite() else NotFinite(text)


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    result = JsonObject(pairs)
    result.twice = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return result


def read_inputs(document: JsonObject, inputs: Mapping[str, Input], faults: Faults, where: str = "") -> dict[str, Any]:
    """The values by key, defaults filled in; what is at fault is noted and stands as None."""
    for key in document.twice:
        faults.add(where + key, "出现了不止一次", "同一个键只出现一次")
    known = "、".join(inputs)
    for key in document:
        if key not in inputs:
            faults.add(where + key, "不认识的键", f"只用这些键:{known}")
    values: dict[str, Any] = {}
    for key, spec in inputs.items():
        value = document.get(key)
        if value is None:
            values[key] = spec.default
            if spec.required:
                faults.add(where + key, _MISSING, "给出这个键")
        else:
            values[key] = spec.read(value, where + key, faults)
    return values


def number(value: Any, key: str, faults: Faults) -> Decimal | None:
    """Any finite number of a size that figures have."""
    if not isinstance(value, Decimal):
        faults.add(key, shown(value), "一个有限的数")
        return None
    if (value and abs(value.adjusted()) > _LARGEST_EXPONENT) or len(value.as_tuple().digits) > _MOST_DIGITS:
        faults.add(
            key,
            shown(value),
            f"绝对值在 1e-{_LARGEST_EXPONENT} 与 1e{_LARGEST_EXPONENT} 之间、不超过 {_MOST_DIGITS} 位的数",
        )
        return None
    return value


def _bounded(least: Decimal, expected: str, *, open_: bool = False, whole: bool = False) -> Reader:
    def read(value: Any, key: str, faults: Faults) -> Decimal | None:
        figure = number(value, key, faults)
        if figure is None:
            return None
        if figure < least or (open_ and figure == least) or (whole and figure != figure.to_integral_value()):
            faults.add(key, shown(value), expected)
            return None
        return figure

    return read


not_negative = _bounded(Decimal(0), "不小于 0 的数")
positive = _bounded(Decimal(0), "大于 0 的数", open_=True)
count = _bounded(Decimal(0), "不小于 0 的整数", whole=True)


def clock(value: Any, key: str, faults: Faults) -> int | None:
    """``HH:MM`` as minutes of the day."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        faults.add(key, shown(value), "HH:MM 形式的时刻,如 08:30")
        return None
    return int(match[1]) * 60 + int(match[2])


def flag(value: Any, key: str, faults: Faults) -> bool | None:
    if not isinstance(value, bool):
        faults.add(key, shown(value), "true 或 false")
        return None
    return value


def text(value: Any, key: str, faults: Faults) -> str | None:
    """A name, one that can be printed again."""
    if not isinstance(value, str) or not value.strip() or any("\ud800" <= char <= "\udfff" for char in value):
        faults.add(key, shown(value), "一段文字")
        return None
    return value


def one_of(*choices: str) -> Reader:
    def read(value: Any, key: str, faults: Faults) -> str | None:
        if not isinstance(value, str) or value not in choices:
            faults.add(key, shown(value), "其中之一:" + "、".join(choices))
            return None
        return value

    return read


def opening_and_closing(value: Any, key: str, faults: Faults) -> tuple[Decimal | None, Decimal | None]:
    """``[opening, closing]``."""
    if not isinstance(value, list) or len(value) != 2:
        faults.add(key, shown(value), "[期初, 期末] 两个数")
        return None, None
    opening, closing = (number(item, f"{key}[{at}]", faults) for at, item in enumerate(value))
    return opening, closing


def items(inputs: Mapping[str, Input]) -> Reader:
    """A list of objects, each with ``inputs``; keys of its members read ``products[0].share``."""

    def read(value: Any, key: str, faults: Faults) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            faults.add(key, shown(value), "一个列表")
            return []
        rows: list[dict[str, Any]] = []
        for at, item in enumerate(value):
            if isinstance(item, JsonObject):
                rows.append(read_inputs(item, inputs, faults, f"{key}[{at}]."))
            else:
                faults.add(f"{key}[{at}]", shown(item), "一个对象")
        return rows

    return read
