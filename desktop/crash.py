"""What happens when the program itself is at fault: a report without case data is written, and the user reads one sentence.

A report holds the kind of error and the places in the code, never the error's own words: those may quote an answer.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType


def report_text(error: BaseException, *, at: datetime) -> str:
    """The crash report: versions, the chain of error kinds, and file, line and function of every frame."""
    lines = [
        f"Jindiao {_version()}",
        f"Python {platform.python_version()} on {platform.platform()}",
        f"At {at.isoformat()}",
    ]
    step: BaseException | None = error
    seen: set[int] = set()
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        lines += ["", f"{type(step).__module__}.{type(step).__qualname__}"]
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(step.__traceback__)
        ]
        step = step.__cause__ or step.__context__
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folder: Path, *, at: datetime | None = None) -> Path | None:
    """Writes the report and returns its file; None where even that is impossible."""
    at = at or datetime.now(UTC)
    file = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(report_text(error, at=at), encoding="utf-8")
    except OSError:
        return None
    return file


def guarded(run: Callable[[], int], folder: Path, tell: Callable[[Path | None], int]) -> int:
    """Runs a command. Where the program itself is at fault a report is written, and ``tell`` says so and gives the exit status."""
    try:
        return run()
    except Exception as error:  # noqa: BLE001 - the commands' last resort: a sentence and a report, never a traceback
        return tell(write_report(error, folder))


class CrashHandler:
    """Takes over Python's last resort for the window's thread and the others. ``tell`` shows the sentence; it gets the report's file."""

    def __init__(self, folder: Path, tell: Callable[[Path | None], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    @staticmethod
    def uninstall() -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def report(self, error: BaseException) -> Path | None:
        """Writes a report of our own fault that was caught elsewhere."""
        return write_report(error, self._folder)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        file = self.report(error)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(file)
        finally:
            self._telling = False

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        """A thread cannot show anything; its report lies in the folder."""
        if caught.exc_value is not None:
            self.report(caught.exc_value)


def _version() -> str:
    try:
        return version("jindiao")
    except PackageNotFoundError:
        return "from source"


def _place(filename: str) -> str:
    """The file's last two parts: a full path would name the user."""
    return "/".join(Path(filename).parts[-2:])
