"""Every error that the lower folders can raise has a sentence of its own or of its family, and a next step."""

from __future__ import annotations

import dataclasses
import errno
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import checklists
from checklists.form import Form
from checklists.model.errors import ChecklistError, FormError, SheetError, SheetProblem
from desktop.messages import message_for
from reports.errors import ReportError
from sync.errors import SyncError

_LAST_RESORT = message_for(RuntimeError()).text


def _kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _an_error(kind: type[Exception]) -> Exception:
    fields: dict[str, dataclasses.Field[object]] = getattr(kind, "__dataclass_fields__", {})
    return kind(**{name: _VALUES.get(str(field.type), "x") for name, field in fields.items()})


_VALUES: dict[str, object] = {
    "int": 7,
    "tuple[str, ...]": ("a", "b"),
    "tuple[tuple[str, str, str], ...]": (("/data/a", "b", "数字"),),
    "tuple[SheetProblem, ...]": (SheetProblem("survey", 3, "name", "c", "写错了"),),
}

_ABSTRACT = {"KeysError", "TransferError"}


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for base in (ChecklistError, ReportError, SyncError)
        for kind in _kinds(base)
        if kind.__name__ not in _ABSTRACT
    ],
    ids=lambda kind: kind.__name__,
)
def test_every_error_has_a_sentence_and_a_next_step(kind: type[Exception]) -> None:
    message = message_for(_an_error(kind))
    assert message.text != _LAST_RESORT
    assert message.hint or kind.__name__ == "KeysForgotten"
    assert message.exit_status in (1, 3)


def test_all_problems_of_a_sheet_are_told_at_once() -> None:
    problems = tuple(SheetProblem("survey", row, "relevant", "c", "写错了") for row in (3, 9))
    details = message_for(SheetError("x", problems)).details
    assert [("第3行" in details[0]), ("第9行" in details[1])] == [True, True]


def test_full_disk_is_recognised_by_its_number() -> None:
    assert "磁盘已满" in message_for(OSError(errno.ENOSPC, "No space left on device")).text


def _reasons() -> set[str]:
    """Why a form is refused, as the code that opens forms writes it."""
    root = Path(checklists.__file__).parent
    sources = (file.read_text("utf-8") for folder in ("form", "xpath") for file in (root / folder).rglob("*.py"))
    return {reason for text in sources for reason in re.findall(r"FormError\(\s*reason=\"([a-z-]+)\"", text)}


def test_every_reason_to_refuse_a_form_is_told_in_chinese() -> None:
    reasons = _reasons()
    assert "cycle" in reasons
    assert [reason for reason in sorted(reasons) if reason in message_for(FormError(reason)).text] == []


def test_a_parsers_english_is_not_repeated() -> None:
    with pytest.raises(FormError) as refused:
        Form.from_xform(b"<a><b")
    assert message_for(refused.value).text == "表单无法打开:XML 语法有误(位置:1:4)"
