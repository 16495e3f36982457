"""Every error that the lower folders can raise has a sentence of its own or of its family, and a next step."""

from __future__ import annotations

import dataclasses
import errno
from collections.abc import Iterator

import pytest

from checklists.model.errors import ChecklistError, SheetError, SheetProblem
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
