"""One punctuation on paper: the method's labels and sentences with the marks of Chinese print; answers stay as they were given."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from reports.chapters.material import AnsweredItem, AnsweredSection, ReportMaterial

T = TypeVar("T")
_HAN = "一-鿿"
_MARKS = {",": "，", ";": "；", ":": "："}
_AFTER = re.compile(rf"(?<=[{_HAN}）】”》])([,;:])")
_BEFORE = re.compile(rf"([,;:])(?=[{_HAN}（【“《])")
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)")
_QUOTED = re.compile(r"(“[^”]*”)")
_APART = re.compile(rf"(?<=[{_HAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[{_HAN}])")
_MINUS = re.compile(rf"(?<=[{_HAN}（：，])-(?=[0-9])")
_CHOICE = re.compile(r"\b(min|max)(?=（)")
_CHOICES = {"min": "较小者", "max": "较大者"}
_AFTER_PERCENT = re.compile(r"(?<=%), ?(?=[0-9])")
_NOT_PROSE = {"paths", "remark", "value", "sha256", "checklist_sha256"}


def full_width(text: str) -> str:
    """Commas, semicolons, colons and brackets beside Han characters in full width; numbers and codes as they are."""
    for _ in range(2):
        text = _BRACKETS.sub(r"（\1）", text)
    text = _AFTER.sub(lambda match: _MARKS[match.group(1)], text)
    return _BEFORE.sub(lambda match: _MARKS[match.group(1)], text)


def in_print(text: str) -> str:
    """A text of the method as it is printed: marks in full width, a space between Han and Latin or digits, a true minus, min in words.

    What stands in quotation marks is somebody's own and keeps its spaces.
    """
    marked = _AFTER_PERCENT.sub("，", _MINUS.sub("−", full_width(text)))
    parts = _QUOTED.split(_CHOICE.sub(lambda match: _CHOICES[match.group(1)], marked))
    return "".join(part if part.startswith("“") else _APART.sub(" ", part) for part in parts)


def in_house_style(material: ReportMaterial) -> ReportMaterial:
    """The material with the method's texts and the questions' titles punctuated. What people answered is not touched."""
    return replace(
        material,
        assessment=_walked(material.assessment),
        checklist=replace(material.checklist, benchmarks=_walked(material.checklist.benchmarks)),
        sections=tuple(_section(section) for section in material.sections),
        earlier_answers=tuple(
            replace(each, title=in_print(each.title), where=in_print(each.where)) for each in material.earlier_answers
        ),
        input_changes={
            check: tuple(replace(each, title=in_print(each.title)) for each in changes)
            for check, changes in material.input_changes.items()
        },
        points=tuple(replace(_walked(point), reason=point.reason) for point in material.points),
    )


def _section(section: AnsweredSection) -> AnsweredSection:
    return replace(section, title=in_print(section.title), items=tuple(_item(item) for item in section.items))


def _item(item: AnsweredItem) -> AnsweredItem:
    return replace(item, title=in_print(item.title), group=in_print(item.group))


def _walked(value: T) -> T:
    if isinstance(value, str):
        return in_print(value)  # type: ignore[return-value]  # a str comes back for a str
    if isinstance(value, tuple):
        return tuple(_walked(part) for part in value)  # type: ignore[return-value]  # same shape as it came
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Enum)):
        changes = {}
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            new = old if field.name in _NOT_PROSE else _walked(old)
            if new is not old and new != old:
                changes[field.name] = new
        return replace(value, **changes) if changes else value
    return value
