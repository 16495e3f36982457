"""What the tests of the window share: the theme, a laptop that is set up already, and a check for threads left running."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checklists.form import Form
from checklists.model.checklist import Checklist
from checklists.samples import sample_attachments
from checklists.store import CaseStore
from desktop.screens.visit.screen import VisitScreen
from desktop.settings import Settings
from desktop.style.theme import apply_theme
from desktop.style.tokens import LIGHT
from desktop.wiring import ShippedShelf
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost
from tests.gui.hand import Hand
from tests.gui.stage import INDUSTRY, PASSPHRASE, Stage, a_stage

_FORMS: dict[str, tuple[Checklist, Form]] = {}
CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns whenever a window has a smallest size; no real platform does."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def _themed(qapp: QApplication) -> None:
    apply_theme(qapp, LIGHT)


@pytest.fixture(autouse=True)
def _no_thread_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A thread that a test leaves running fails that test."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    assert not left, f"{request.node.name} left threads running: {left}"


@pytest.fixture(autouse=True)
def _garbage_in_this_thread() -> Iterator[None]:
    """As in the program: no worker thread frees a Qt object."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def _modules_are_not_walked_through() -> Iterator[None]:
    """A full collection after each test need not look at all modules again; whoever comes after these tests finds nothing frozen."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one user and an empty store, and the shipped checklist already converted."""
    home = tmp_path_factory.mktemp("laptop")
    settings = Settings(home)
    unlocked, _ = Keyring.create(settings.keyring, name="张调查", passphrase=PASSPHRASE, cost=CHEAP)
    CaseStore.create(settings.store, unlocked.store_key, AgeCipher()).close()
    unlocked.forget()
    ShippedShelf(settings.packages).package(INDUSTRY)
    return home


def _bring_up(stage: Stage, qtbot: QtBot) -> None:
    """Shows the window and waits until it has the keyboard."""
    with qtbot.waitActive(stage.window):
        stage.window.show()
        stage.window.activateWindow()


@pytest.fixture
def new_stage(tmp_path: Path, qtbot: QtBot, _themed: None) -> Iterator[Stage]:
    """The window on a laptop that was never used."""
    stage = a_stage(tmp_path / "home")
    _bring_up(stage, qtbot)
    yield stage
    stage.close()


@pytest.fixture
def locked_stage(laptop: Path, tmp_path: Path, qtbot: QtBot, _themed: None) -> Iterator[Stage]:
    """The window at its door."""
    shutil.copytree(laptop, tmp_path / "home")
    stage = a_stage(tmp_path / "home")
    _bring_up(stage, qtbot)
    yield stage
    stage.close()


@pytest.fixture
def stage(locked_stage: Stage, qtbot: QtBot) -> Stage:
    """The window at an empty case list."""
    page = locked_stage.window.unlock.unlock_page
    page.line.setText(PASSPHRASE)
    page.main.click()
    qtbot.waitUntil(lambda: locked_stage.window.cases is not None)
    locked_stage.door.services().cases._forms = (
        _FORMS  # one form for all tests: parsing it takes longer than most of them
    )
    return locked_stage


@pytest.fixture
def visit(stage: Stage, qtbot: QtBot) -> VisitScreen:
    """A new case on the shipped checklist, first section in sight."""
    stage.files.photos = sample_attachments(INDUSTRY)
    stage.window.create_case(INDUSTRY)
    qtbot.waitUntil(lambda: stage.window.visit is not None, timeout=10_000)
    assert stage.window.visit is not None
    return stage.window.visit


@pytest.fixture
def hand(visit: VisitScreen, stage: Stage) -> Hand:
    return Hand(visit, stage.files)
