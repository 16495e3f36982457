"""The window: builds and wires everything, in one readable list. The services come from ``wiring``; this is the only place that
joins them with Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from checklists.assess import assess
from checklists.model.errors import ChecklistError
from desktop import wiring
from desktop.background import Background, Message
from desktop.crash import CrashHandler
from desktop.garbage import WindowGarbage
from desktop.messages import message_for
from desktop.screens.main.window import Desk, MainWindow, Surroundings
from desktop.screens.ports import Printers
from desktop.services.files import write_file
from desktop.services.reports import render_pdf, render_preview, render_workbook
from desktop.settings import Settings
from desktop.style.theme import apply_theme
from desktop.style.tokens import DARK, LIGHT
from reports.errors import ReportError
from sync.errors import SyncError

CHINA = ZoneInfo("Asia/Shanghai")


def run(argv: Sequence[str]) -> int:
    """Opens the window; returns when it is closed."""
    app = QApplication(list(argv))
    app.setApplicationName("Jindiao")
    app.setApplicationDisplayName("尽调")
    speak_chinese(app)
    apply_theme(app, DARK if app.styleHints().colorScheme().name == "Dark" else LIGHT)
    settings = Settings.from_environment()
    crash = CrashHandler(settings.crash_reports, tell_crash)
    crash.install()
    garbage = WindowGarbage()
    background = Background(explain(crash))
    door = Door(settings)
    window = MainWindow(door, door.desk, surroundings=surroundings(), background=background)
    window.show()
    status = app.exec()
    background.close()
    door.lock()
    garbage.stop()
    CrashHandler.uninstall()
    return status


def surroundings() -> Surroundings:
    """Clock, files, renderers and the method, as the screens ask for them."""
    return Surroundings(
        assess=assess,
        files=DialogFiles(),
        printers=Printers(render_preview, render_pdf, render_workbook),
        today=lambda: datetime.now(CHINA).date(),
        local=lambda at: at.astimezone(CHINA),
    )


KNOWN = (ChecklistError, SyncError, ReportError, OSError)
"""Faults of the world or of the input; anything else is ours."""


def explain(crash: CrashHandler) -> Callable[[Exception], Message]:
    """The sentence for an error; what is our own fault is also written down."""

    def sentence(error: Exception) -> Message:
        if not isinstance(error, KNOWN):
            crash.report(error)
        return message_for(error)

    return sentence


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (calendar, context menus, file dialogs) in Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def tell_crash(report: Path | None) -> None:
    """One sentence, and where the report lies. What was shown as saved is saved."""
    box = QMessageBox(QMessageBox.Icon.Warning, "程序出错", "程序遇到一个错误,刚才这一步没有完成;已保存的内容都在。")
    if report is not None:
        box.setInformativeText(f"错误报告(不含案件内容)在:{report}")
    box.exec()


class Door:
    """Opens the services with a passphrase and holds them until the window is locked or closed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._services: wiring.Services | None = None

    def exists(self) -> bool:
        return wiring.has_store(self._settings)

    def create(self, name: str, passphrase: str) -> Sequence[str]:
        self._services, words = wiring.create_store(self._settings, name=name, passphrase=passphrase)
        return words

    def unlock(self, passphrase: str) -> None:
        self._services = wiring.open_services(self._settings, passphrase)

    def recover(self, words: Sequence[str], new_passphrase: str) -> None:
        self._services = wiring.recover_services(self._settings, words, new_passphrase)

    def lock(self) -> None:
        services, self._services = self._services, None
        if services is not None:
            services.close()

    def services(self) -> wiring.Services:
        """The open services. Only after the door was opened."""
        assert self._services is not None
        return self._services

    def desk(self) -> Desk:
        """What the screens work with."""
        services = self.services()
        return Desk(services.cases, services.reports, services.sync, services.signals, sees_points=services.sees_points)


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A file that a person chose."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def read(self) -> bytes:
        return self.path.read_bytes()


class DialogFiles:
    """Files by the platform's own dialogs."""

    def choose(self, parent: QWidget, title: str, *, photos: bool) -> Sequence[DiskFile]:
        kinds = "照片 (*.jpg *.jpeg *.png *.webp);;所有文件 (*)" if photos else "所有文件 (*)"
        names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
        return [DiskFile(Path(name)) for name in names]

    def save(self, parent: QWidget, title: str, name: str) -> Callable[[bytes], None] | None:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name)
        return (lambda data: write_file(Path(chosen), data)) if chosen else None
