"""Background work comes back to the window's thread, once, as a result or a sentence, and never to somebody who is gone."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.background import Background, Message
from desktop.services.board import told
from reports.errors import RenderCancelled


@dataclass(frozen=True)
class Sentence:
    text: str
    hint: str = ""


def to_sentence(error: Exception) -> Message:
    return Sentence(f"出错:{type(error).__name__}")


def fail(message: Message) -> None:
    raise AssertionError(message.text)


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    work = Background(to_sentence)
    yield work
    work.close()


def test_result_arrives_in_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    background.network(
        background,
        lambda: 6 * 7,
        done=lambda n: seen.append((n, threading.current_thread() is threading.main_thread())),
        failed=fail,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, True)]


def test_failure_arrives_as_a_sentence(background: Background, qtbot: QtBot) -> None:
    told: list[str] = []

    def broken() -> None:
        raise OSError

    background.store(background, broken, done=lambda _: None, failed=lambda message: told.append(message.text))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["出错:OSError"]


def test_store_tasks_keep_their_order_on_one_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[str] = []
    order: list[int] = []

    def task(number: int) -> int:
        threads.append(threading.current_thread().name)
        return number

    for number in range(20):
        background.store(background, lambda number=number: task(number), done=order.append, failed=fail)  # type: ignore[misc]  # bound per turn
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))
    assert len(set(threads)) == 1


def test_nothing_is_delivered_to_an_owner_that_is_gone(background: Background, qtbot: QtBot) -> None:
    owner = QObject()
    gate = threading.Event()
    seen: list[object] = []
    background.store(owner, gate.wait, done=seen.append, failed=fail)
    shiboken6.delete(owner)
    gate.set()
    after: list[object] = []
    background.store(background, lambda: "after", done=after.append, failed=fail)
    qtbot.waitUntil(lambda: bool(after))
    assert seen == []


def test_progress_is_shown_in_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    shown: list[tuple[int, bool]] = []

    def show(number: int) -> None:
        shown.append((number, threading.current_thread() is threading.main_thread()))

    report = background.progress(background, show)
    background.network(background, lambda: [report(n) for n in (1, 2)], done=lambda _: None, failed=fail)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == [(1, True), (2, True)]


def test_heavy_work_runs_in_another_process(background: Background, qtbot: QtBot) -> None:
    import os

    found: list[int] = []
    background.heavy(background, os.getpid, done=found.append, failed=fail)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    assert found[0] != os.getpid()


def steps(count: int) -> int:
    """Heavy work that tells its progress, in the worker process."""
    for step in range(count):
        if not told(step, count):
            raise RenderCancelled
        hashlib.sha256(bytes(2_000_000))
    return count


def test_heavy_work_shows_how_far_it_has_come(background: Background, qtbot: QtBot) -> None:
    shown: list[tuple[int, int]] = []
    found: list[int] = []
    background.heavy(
        background,
        partial(steps, 900),  # long enough to be looked at on a busy machine
        done=found.append,
        failed=fail,
        progress=lambda done, total: shown.append((done, total)),
    )
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    assert found == [900]
    assert shown
    assert shown == sorted(shown)
    assert {total for _, total in shown} == {900}


def test_cancelled_heavy_work_stops_and_tells_nobody(background: Background, qtbot: QtBot) -> None:
    shown: list[tuple[int, int]] = []
    told_of: list[object] = []
    job = background.heavy(
        background,
        partial(steps, 100_000),  # minutes, were it not stopped
        done=told_of.append,
        failed=told_of.append,
        progress=lambda done, total: shown.append((done, total)),
    )
    qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
    job.cancel()
    waiting = background.heavy(background, partial(steps, 3), done=told_of.append, failed=told_of.append)
    waiting.cancel()
    found: list[int] = []
    background.heavy(background, partial(steps, 2), done=found.append, failed=fail)
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    assert told_of == []
    assert job.is_cancelled
