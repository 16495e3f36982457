"""SHA-256 beside other work: hashing lets go of the interpreter, so a second core does it while the first reads and writes."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final

_WORTH_A_THREAD: Final = 128 << 10


class HashAlongside:
    """As ``hashlib.sha256()``, one step behind. To be closed, or used in a ``with``; bytes given to it must not change."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._pool: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None

    def update(self, data: bytes) -> None:
        self._wait()
        if len(data) < _WORTH_A_THREAD:
            self._hash.update(data)
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="sha256")
        self._running = self._pool.submit(self._hash.update, data)

    def hexdigest(self) -> str:
        self._wait()
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread, if there is one. The digest stays readable."""
        self._wait()
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def __enter__(self) -> HashAlongside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wait(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.result()
