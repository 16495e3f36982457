"""Draws the move to a newer checklist at 1366 x 768 in both themes: ``python -m tests.gui.update_shots OUT``. For people to look at."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app import speak_chinese
from desktop.screens.visit.chapters import ASIDE
from desktop.screens.visit.screen import VisitScreen
from desktop.screens.visit.update_parts import AsidePage, UpdateDialog
from desktop.style.theme import apply_theme
from desktop.style.tokens import DARK, LIGHT
from tests.gui.screenshots import SIZE, _shoot, _until
from tests.gui.stage import PASSPHRASE, Stage, a_stage, the_sample_case
from tests.newer_checklist import Shelf


def main(out: Path) -> None:
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    speak_chinese(app)
    for theme in (LIGHT, DARK):
        apply_theme(app, theme)
        (out / theme.name).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as home:
            stage = a_stage(Path(home))
            try:
                _draw(stage, out / theme.name)
            finally:
                stage.close()


def _draw(stage: Stage, out: Path) -> None:
    window = stage.window
    visit = _opened(stage)
    visit.show_section("/data/identity")
    _shoot(window, out / "11-update-banner.png")
    visit.banner.look.click()
    dialog = _dialog(visit)
    _shoot(dialog, out / "12-update-dialog.png")
    dialog.accept_button.click()
    _until(lambda: window.visit is not visit)
    moved = window.visit
    assert moved is not None
    page = moved.conclusion(ASIDE)
    assert isinstance(page, AsidePage)
    _until(lambda: page.undo.isVisible())
    _shoot(window, out / "13-set-aside.png")
    moved.jump_to("/data/arrival/second_origin")
    _shoot(window, out / "14-asked-again.png")
    page.undo.click()
    undo = _dialog(moved)
    _shoot(undo, out / "15-undo-dialog.png")
    undo.cancel.click()


def _opened(stage: Stage) -> VisitScreen:
    """The sample on the shipped version, opened once the next one is there."""
    window, unlock = stage.window, stage.window.unlock
    window.resize(SIZE)
    window.show()
    unlock.create_page.name.setText("张调查")
    unlock.create_page.first.setText(PASSPHRASE)
    unlock.create_page.second.setText(PASSPHRASE)
    unlock.create_page.main.click()
    _until(lambda: unlock.pages.currentWidget() is unlock.words_page)
    unlock.words_page.written.setChecked(True)
    unlock.words_page.main.click()
    _until(lambda: window.cases is not None)
    services = stage.door.services()
    shelf = Shelf(services.settings.packages)
    services.cases._shelf = services.cases.versions._shelf = shelf
    opened = the_sample_case(stage)
    opened.remark("/data/identity/business_name", "招牌是旧的，执照上是新名")
    shelf.renew()
    window.open_case(opened.id)
    _until(lambda: window.visit is not None and window.visit.assessor.latest is not None)
    visit = window.visit
    assert visit is not None
    _until(lambda: bool(visit.banner.words()))
    return visit


def _dialog(visit: VisitScreen) -> UpdateDialog:
    _until(lambda: visit.findChild(UpdateDialog) is not None)
    dialog = visit.findChild(UpdateDialog)
    assert isinstance(dialog, UpdateDialog)
    return dialog


if __name__ == "__main__":
    main(Path(sys.argv[1]))
