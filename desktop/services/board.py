"""What the window and its worker process share while something is printed: how far it has come, and whether to go on.

A few numbers in shared memory, since a task that is pickled to another process can carry no callback. In a process without a board
(a command, a test) nobody looks and nobody stops.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from reports.errors import RenderCancelled

T = TypeVar("T")
_RUNNING, _DONE, _TOTAL, _CANCELLED = range(4)
_PLACES = 8
"""For the numbers of cancelled tasks; far more than ever wait for the one worker."""


class Board:
    """The shared numbers. Tasks are numbered from 1 in the order in which they are given."""

    def __init__(self, numbers: Any = None) -> None:
        self.numbers = (
            multiprocessing.get_context("spawn").Array("q", _CANCELLED + _PLACES) if numbers is None else numbers
        )

    def cancel(self, task: int) -> None:
        """The task stops at its next step, or does not begin."""
        with self.numbers.get_lock():
            self.numbers[_CANCELLED + task % _PLACES] = task

    def progress(self, task: int) -> tuple[int, int] | None:
        """Steps done and in all; None while the task is not running or has not said yet."""
        with self.numbers.get_lock():
            running, done, total = self.numbers[:_CANCELLED]
        return (done, total) if running == task and total else None

    def begin(self, task: int) -> None:
        with self.numbers.get_lock():
            self.numbers[_RUNNING], self.numbers[_DONE], self.numbers[_TOTAL] = task, 0, 0

    def told(self, done: int, total: int) -> bool:
        """What the running task says of itself; whether it may go on."""
        with self.numbers.get_lock():
            self.numbers[_DONE], self.numbers[_TOTAL] = done, total
            running = self.numbers[_RUNNING]
            return bool(self.numbers[_CANCELLED + running % _PLACES] != running)


@dataclass(frozen=True, slots=True)
class Numbered(Generic[T]):
    """A task that knows its number, picklable as the task itself is. RenderCancelled where it was cancelled before it began."""

    number: int
    task: Callable[[], T]

    def __call__(self) -> T:
        if _board is not None:
            _board.begin(self.number)
            if not _board.told(0, 0):
                raise RenderCancelled
        return self.task()


_board: Board | None = None


def equip(numbers: Any) -> None:
    """Gives this process, the worker, its board."""
    global _board
    _board = Board(numbers)


def told(done: int, total: int) -> bool:
    """Says how far the work has come; whether to go on. The ``progress`` of everything that prints."""
    return _board is None or _board.told(done, total)
