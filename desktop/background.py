"""Work that would make the window wait: one thread for the store, some for the network, one spawned process for heavy work.

Rules: a task is a plain callable and never touches a widget; its result or failure comes back to the window's thread through one
queued signal; a failure comes back as a ``Message``, never as a traceback; nothing is delivered to an owner that is gone.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.services.board import Board, Numbered, equip

T = TypeVar("T")
Outcome = TypeVar("Outcome")
_LOOK_MS = 80
"""How often a person is shown how far heavy work has come."""


class Message(Protocol):
    """A sentence for a person and the hint that goes with it."""

    @property
    def text(self) -> str: ...

    @property
    def hint(self) -> str: ...


class Job:
    """Heavy work that was given away: it can be called off, and then neither its result nor its failure arrives."""

    def __init__(self, call_off: Callable[[], None]) -> None:
        self._call_off = call_off
        self.is_cancelled = False

    def cancel(self) -> None:
        """What draws pages stops at the next one; a workbook is made to its end for nobody."""
        if not self.is_cancelled:
            self.is_cancelled = True
            self._call_off()


class Background(QObject):
    """Two kinds of threads and one way back. ``message_for`` turns an error into a sentence (and reports what is our own fault)."""

    _delivered = Signal(object)

    def __init__(self, message_for: Callable[[Exception], Message], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._message_for = message_for
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._network = ThreadPoolExecutor(3, thread_name_prefix="network")
        self._heavy: ProcessPoolExecutor | None = None
        self._board = Board()
        self._number = 0
        self._watched: dict[int, tuple[QObject, Callable[[int, int], None]]] = {}
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._on_look)
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    @property
    def store_executor(self) -> Executor:
        return self._store

    def heavy_executor(self) -> Executor:
        """The worker process, started when it is first needed. Spawned, since a forked Qt process is not safe."""
        if self._heavy is None:
            self._heavy = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=equip,
                initargs=(self._board.numbers,),
            )
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
        self,
        owner: QObject,
        task: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Message], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Runs ``task`` in the worker process: it and its result must be picklable, and hold no keys.

        ``progress`` is shown steps done and in all, where the task tells them (``services.board.told``).
        """
        self._number = number = self._number + 1
        job = Job(partial(self._call_off, number))

        def unless_cancelled(deliver: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
            def arrive(outcome: Outcome) -> None:
                self._watch_no_more(number)
                if not job.is_cancelled:
                    deliver(outcome)

            return arrive

        if progress is not None:
            self._watched[number] = (owner, progress)
            self._looking.start()
        self._start(
            self.heavy_executor(), owner, Numbered(number, task), unless_cancelled(done), unless_cancelled(failed)
        )
        return job

    def here(self, task: Callable[[], T], *, done: Callable[[T], None], failed: Callable[[Message], None]) -> None:
        """Runs a task of a few milliseconds at once, in the window's thread; it fails as those in the background do."""
        self._finish(task, done, failed)

    def progress(self, owner: QObject, show: Callable[[T], None]) -> Callable[[T], None]:
        """A function that a task may call from its thread; ``show`` then runs in the window's thread."""

        def report(value: T) -> None:
            self._delivered.emit((owner, lambda: show(value)))

        return report

    def close(self) -> None:
        """Waits for what was begun; nothing queued is lost."""
        self._looking.stop()
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
                self._delivered.emit((owner, lambda: self._finish(future.result, done, failed)))

        executor.submit(task).add_done_callback(deliver)

    def _finish(self, result_of: Callable[[], T], done: Callable[[T], None], failed: Callable[[Message], None]) -> None:
        try:
            result = result_of()
        except Exception as error:  # noqa: BLE001 - this is the one place where a task's failure becomes a sentence
            failed(self._message_for(error))
        else:
            done(result)

    def _call_off(self, number: int) -> None:
        self._board.cancel(number)
        self._watch_no_more(number)

    def _on_look(self) -> None:
        for number, (owner, show) in list(self._watched.items()):
            if not shiboken6.isValid(owner):
                self._watch_no_more(number)
            elif found := self._board.progress(number):
                show(*found)

    def _watch_no_more(self, number: int) -> None:
        self._watched.pop(number, None)
        if not self._watched:
            self._looking.stop()

    @staticmethod
    def _on_delivered(parcel: tuple[QObject, Callable[[], None]]) -> None:
        owner, run = parcel
        if shiboken6.isValid(owner):
            run()
