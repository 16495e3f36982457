"""While a window is open, cyclic garbage is collected in its thread and nowhere else."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.garbage import WindowGarbage


class Ring:
    """Something that only the collector can free; it remembers where that happened."""

    freed_in: list[threading.Thread]

    def __init__(self, freed_in: list[threading.Thread]) -> None:
        self.freed_in = freed_in
        self.itself = self

    def __del__(self) -> None:
        self.freed_in.append(threading.current_thread())


@pytest.fixture
def garbage(qapp: object) -> Iterator[WindowGarbage]:
    collector = WindowGarbage()
    yield collector
    collector.stop()


def make_rings(count: int, freed_in: list[threading.Thread]) -> None:
    for _ in range(count):
        Ring(freed_in)


def test_worker_threads_free_nothing(garbage: WindowGarbage, qtbot: QtBot) -> None:
    freed_in: list[threading.Thread] = []
    worker = threading.Thread(target=make_rings, args=(5_000, freed_in))
    worker.start()
    worker.join()
    assert freed_in == []
    qtbot.waitUntil(lambda: len(freed_in) == 5_000)
    assert set(freed_in) == {threading.main_thread()}


def test_nothing_is_collected_while_nothing_is_due(garbage: WindowGarbage) -> None:
    gc.collect()
    assert garbage.collect_due() == -1


def test_python_collects_again_after_the_window(qapp: object) -> None:
    WindowGarbage().stop()
    assert gc.isenabled()
