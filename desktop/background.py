"""Work that would make the window wait: one thread for the store, some for the network, one spawned process for heavy work.

Rules: a task is a plain callable and never touches a widget; its result or failure comes back to the window's thread through one
queued signal; a failure comes back as a ``Message``, never as a traceback; nothing is delivered to an owner that is gone.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")


class Message(Protocol):
    """A sentence for a person and the hint that goes with it."""

    @property
    def text(self) -> str: ...

    @property
    def hint(self) -> str: ...


class Background(QObject):
    """Two kinds of threads and one way back. ``message_for`` turns an error into a sentence (and reports what is our own fault)."""

    _delivered = Signal(object)

    def __init__(self, message_for: Callable[[Exception], Message], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._message_for = message_for
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._network = ThreadPoolExecutor(3, thread_name_prefix="network")
        self._heavy: ProcessPoolExecutor | None = None
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    @property
    def store_executor(self) -> Executor:
        return self._store

    def heavy_executor(self) -> Executor:
        """The worker process, started when it is first needed. Spawned, since a forked Qt process is not safe."""
        if self._heavy is None:
            self._heavy = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        return self._heavy

    def store(
        self, owner: QObject, task: Callable[[], T], *, done: Callable[[T], None], failed: Callable[[Message], None]
    ) -> None:
        """Runs ``task`` after every store task given before it; then ``done`` or ``failed`` in the window's thread."""
        self._start(self._store, owner, task, done, failed)

    def network(
        self, owner: QObject, task: Callable[[], T], *, done: Callable[[T], None], failed: Callable[[Message], None]
    ) -> None:
        """Runs ``task`` beside others: uploads, previews, key derivation."""
        self._start(self._network, owner, task, done, failed)

    def heavy(
        self, owner: QObject, task: Callable[[], T], *, done: Callable[[T], None], failed: Callable[[Message], None]
    ) -> None:
        """Runs ``task`` in the worker process: it and its result must be picklable, and hold no keys."""
        self._start(self.heavy_executor(), owner, task, done, failed)

    def progress(self, owner: QObject, show: Callable[[T], None]) -> Callable[[T], None]:
        """A function that a task may call from its thread; ``show`` then runs in the window's thread."""

        def report(value: T) -> None:
            self._delivered.emit((owner, lambda: show(value)))

        return report

    def close(self) -> None:
        """Waits for what was begun; nothing queued is lost."""
        self._store.shutdown(wait=True)
        self._network.shutdown(wait=True, cancel_futures=True)
        if self._heavy is not None:
            self._heavy.shutdown(wait=True, cancel_futures=True)
            self._heavy = None

    def _start(
        self,
        executor: Executor,
        owner: QObject,
        task: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Message], None],
    ) -> None:
        def deliver(future: Future[T]) -> None:
            if not future.cancelled():
                self._delivered.emit((owner, lambda: self._finish(future, done, failed)))

        executor.submit(task).add_done_callback(deliver)

    def _finish(self, future: Future[T], done: Callable[[T], None], failed: Callable[[Message], None]) -> None:
        try:
            result = future.result()
        except Exception as error:  # noqa: BLE001 - this is the one place where a task's failure becomes a sentence
            failed(self._message_for(error))
        else:
            done(result)

    @staticmethod
    def _on_delivered(parcel: tuple[QObject, Callable[[], None]]) -> None:
        owner, run = parcel
        if shiboken6.isValid(owner):
            run()
