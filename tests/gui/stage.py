"""The window on a stage: real services in an empty folder, a fixed clock, files that no dialog asks for.

Used by the tests of the window and by ``screenshots.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QWidget

from checklists.assess import assess
from checklists.samples import sample_answers, sample_attachments, sample_proofs
from desktop.app import DiskFile, Door
from desktop.background import Background
from desktop.messages import message_for
from desktop.screens.main.window import MainWindow, Surroundings
from desktop.screens.ports import Printers
from desktop.services.cases import OpenCase
from desktop.services.reports import render_pdf, render_preview, render_workbook
from desktop.settings import Settings

PASSPHRASE = "corridor-lantern-7"
INDUSTRY = "fmcg_wholesale"
CHINA = timezone(timedelta(hours=8))
TODAY = date(2026, 1, 5)


@dataclass
class ReadyFiles:
    """Files as if chosen in a dialog: ``photos`` to attach, ``saved`` what was written."""

    photos: list[Path] = field(default_factory=list)
    saved: dict[str, bytes] = field(default_factory=dict)

    def choose(self, parent: QWidget, title: str, *, photos: bool) -> Sequence[DiskFile]:
        return [DiskFile(path) for path in self.photos]

    def save(self, parent: QWidget, title: str, name: str) -> Callable[[bytes], None] | None:
        def write(data: bytes) -> None:
            self.saved[name] = data

        return write


@dataclass
class Stage:
    """A main window over real services."""

    window: MainWindow
    door: Door
    background: Background
    files: ReadyFiles

    def close(self) -> None:
        self.window.close()
        self.background.close()
        self.door.lock()
        shiboken6.delete(self.window)  # now, not later: its timers must not fire in the next test


def a_stage(home: Path) -> Stage:
    """The window before it is unlocked, on an empty data folder."""
    files = ReadyFiles()
    background = Background(message_for)
    door = Door(Settings(home))
    world = Surroundings(
        assess=assess,
        files=files,
        printers=Printers(render_preview, render_pdf, render_workbook),
        today=lambda: TODAY,
        local=lambda at: at.astimezone(CHINA),
    )
    return Stage(MainWindow(door, door.desk, surroundings=world, background=background), door, background, files)


def the_sample_case(stage: Stage, *, variant: str | None = None, photos: bool = True) -> OpenCase:
    """The shipped sample, in the store, with its photos."""
    cases = stage.door.services().cases
    opened = cases.create(INDUSTRY)
    opened.fill(sample_answers(INDUSTRY, variant))
    if photos:
        names = {value: path for path, value in sample_answers(INDUSTRY).items()}
        for file in sample_attachments(INDUSTRY):
            opened.attach(names.get(file.name, ""), file.name, file.read_bytes())
        for file in sample_proofs(INDUSTRY):
            opened.attach(opened.checklist.paths[file.stem], file.name, file.read_bytes())
        opened.settle_evidence()
    return opened
