"""The steps of `jindiao form eval`: what a person would do in the form, as JSON; every step that cannot be done is listed.

Rules kept: nothing is guessed. A step is exactly one act with the keys of that act; its path must be one that the form has at
that moment, so ``add_repeat`` comes before the answers of its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from checklists.form import FormSession
from checklists.model.canonical import read_json
from checklists.model.errors import AnswerError
from desktop.cli.answers_file import answer_text, json_fault, kind_of, refuse_crowded

LARGEST = 16 * 1024 * 1024
_SHAPES = '{"set": 路径, "value": 值}、{"add_repeat": 路径} 或 {"remove_repeat": 路径}'
_ACTS = ("set", "add_repeat", "remove_repeat")
Fault = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One act at a path; ``number`` counts from 1. ``value`` is the answer of a ``set``."""

    number: int
    act: Literal["set", "add_repeat", "remove_repeat"]
    path: str
    value: str = ""


def read_steps(data: bytes, name: str) -> tuple[Step, ...]:
    """The steps of the file called ``name``. AnswerError with every one that is none."""
    refuse_crowded(data, name, "一个 JSON 列表")
    try:
        document = read_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise AnswerError(((name, json_fault(error), "一个 JSON 列表"),)) from error
    if not isinstance(document, list):
        raise AnswerError(((name, kind_of(document), f"一个列表,每项为 {_SHAPES}"),))
    faults = [fault for number, item in enumerate(document, start=1) for fault in _faults(f"第 {number} 步", item)]
    if faults:
        raise AnswerError(tuple(faults))
    return tuple(_step(number, item) for number, item in enumerate(document, start=1))


def take_steps(session: FormSession, steps: tuple[Step, ...]) -> None:
    """Do them in order. AnswerError with every one that could not be done, after all were tried."""
    faults: list[Fault] = []
    for step in steps:
        try:
            _take(session, step)
        except AnswerError as error:
            where = f"第 {step.number} 步 {step.path}"
            faults += [(where, found, expected) for _, found, expected in error.problems]
    if faults:
        raise AnswerError(tuple(faults))


def _take(session: FormSession, step: Step) -> None:
    if step.act == "set":
        session.set(step.path, step.value)
    elif step.act == "add_repeat":
        session.rows(step.path)  # says where there is no such repeat, before asking whether it takes a row
        session.add_row(step.path)
    else:
        session.remove_row(step.path)


def _step(number: int, item: dict[str, Any]) -> Step:
    if "set" in item:
        return Step(number, "set", item["set"], answer_text(item["value"]))
    act: Literal["add_repeat", "remove_repeat"] = "add_repeat" if "add_repeat" in item else "remove_repeat"
    return Step(number, act, item[act])


def _faults(where: str, item: Any) -> Iterator[Fault]:
    if not isinstance(item, dict):
        yield where, kind_of(item), _SHAPES
        return
    acts = [key for key in _ACTS if key in item]
    if len(acts) != 1:
        yield where, "、".join(item)[:200], _SHAPES
        return
    (act,) = acts
    allowed = {act, "value"} if act == "set" else {act}
    for key in item.keys() - allowed:
        yield where, f"{key[:80]}(不认识的键)", _SHAPES
    if not isinstance(item[act], str):
        yield f"{where} {act}", kind_of(item[act]), "路径,如 /data/stock[2]/quantity"
    if act == "set" and "value" not in item:
        yield where, '没有 "value"', _SHAPES
    if isinstance(item.get("value"), dict | list):
        yield f"{where} value", kind_of(item["value"]), "文字、数字或真假"
