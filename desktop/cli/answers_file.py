"""A file of answers, ``{path: value}``: read once, at the edge; every fault is an AnswerError that says what stands there."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from checklists.model.canonical import read_json
from checklists.model.errors import AnswerError
from desktop.services.files import read_file

LARGEST = 16 * 1024 * 1024
"""A case with every repeat full has some two megabytes."""
_MOST_THINGS = 500_000
_EXPECTED = "一个 JSON 对象 {路径: 值}"


def read_answers(path: Path) -> dict[str, str]:
    """The answers as text. AnswerError for what is no text, number or truth value; OSError, also where the file is too large."""
    data = read_file(path, most=LARGEST)
    refuse_crowded(data, path.name, _EXPECTED)
    try:
        document = read_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise AnswerError(((path.name, json_fault(error), _EXPECTED),)) from error
    if not isinstance(document, dict):
        raise AnswerError(((path.name, kind_of(document), _EXPECTED),))
    wrong = tuple(
        (key, kind_of(value), "文字、数字或真假") for key, value in document.items() if isinstance(value, dict | list)
    )
    if wrong:
        raise AnswerError(wrong)
    return {key: answer_text(value) for key, value in document.items()}


def refuse_crowded(data: bytes, name: str, expected: str) -> None:
    """AnswerError where a document holds more things than anybody means: counting them costs no memory, reading them does."""
    if (count := data.count(b",")) > _MOST_THINGS:
        raise AnswerError(((name, f"{count} 项内容", f"{expected},最多 {_MOST_THINGS} 项"),))


def json_fault(error: ValueError) -> str:
    """Why a file is no JSON document, with the place."""
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 语法"
    if isinstance(error, UnicodeDecodeError):
        return f"从第 {error.start + 1} 个字节起不是 UTF-8 文本"
    return "重复的键、过深的嵌套,或大得无法表示的数"


def kind_of(value: object) -> str:
    """What stands where something else should."""
    if isinstance(value, list):
        return "一个列表"
    return "一个对象" if isinstance(value, dict) else "单个值"


def answer_text(value: Any) -> str:
    """A JSON text, number, truth or null as the text of an answer."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and abs(value.adjusted()) <= 40:
        return format(value, "f")
    return value if isinstance(value, str) else str(value)
