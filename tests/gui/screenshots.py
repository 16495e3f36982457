"""Draws every screen at 1366 x 768 in both themes: ``python -m tests.gui.screenshots OUT``. For people to look at."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import speak_chinese
from desktop.models.open_points import open_points
from desktop.screens.visit.dialogs import HelpDialog, LeaveDialog
from desktop.screens.visit.jump import JumpDialog, places
from desktop.screens.visit.screen import CHECKS, FINANCE, REPORT, SCORE, SYNC, VisitScreen
from desktop.services.casebook import CaseService
from desktop.style.theme import apply_theme
from desktop.style.tokens import DARK, LIGHT, Theme
from tests.gui.stage import PASSPHRASE, Stage, a_stage, the_sample_case
from tests.small_checklist import AGE, CASH, DEBTOR, ID, ID_NUMBER, NAME, RATE, VISIT, SmallShelf

SIZE = QSize(1366, 768)
DEBTS = (
    (1, "debtor_name", "东市小吃店"), (1, "debtor_phone", "13800001234"), (1, "owed", "12000"),
    (2, "debtor_name", "河西超市"), (2, "debtor_phone", "1390000"), (2, "owed", "86000"),
)  # fmt: skip
SECTIONS = ("arrival", "identity", "premises", "stock_take", "income", "debts_section", "industry", "soft", "purpose")


def main(out: Path) -> None:
    """Writes one PNG a screen and theme into ``out``."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    speak_chinese(app)
    for theme in (LIGHT, DARK):
        apply_theme(app, theme)
        with tempfile.TemporaryDirectory() as home:
            stage = a_stage(Path(home))
            try:
                _draw(stage, out / theme.name, theme)
            finally:
                stage.close()


def _draw(stage: Stage, out: Path, theme: Theme) -> None:
    out.mkdir(parents=True, exist_ok=True)
    window = stage.window
    window.resize(SIZE)
    window.show()
    unlock = window.unlock
    _shoot(window, out / "01-first-start.png")
    unlock.create_page.name.setText("张调查")
    unlock.create_page.first.setText(PASSPHRASE)
    unlock.create_page.second.setText(PASSPHRASE)
    unlock.create_page.main.click()
    _until(lambda: unlock.pages.currentWidget() is unlock.words_page)
    _shoot(window, out / "02-recovery-words.png")
    unlock.words_page.written.setChecked(True)
    unlock.words_page.main.click()
    _until(lambda: window.cases is not None)
    _shoot(window, out / "03-no-cases.png")
    opened = the_sample_case(stage)
    _partly_filled(stage)
    the_sample_case(stage, variant="inflated_stock", photos=False)
    assert window.cases is not None
    window.cases.refresh()
    cases = window.cases
    _until(lambda: cases.table.model().rowCount() == 3)
    _shoot(window, out / "04-cases.png")
    window.open_case(opened.id)
    _until(lambda: window.visit is not None and window.visit.assessor.latest is not None)
    visit = window.visit
    assert visit is not None
    for name in SECTIONS:
        visit.show_section(f"/data/{name}")
        _shoot(window, out / f"05-visit-{name}.png")
    _conclusions(visit, window, out)
    _dialogs(visit, out)
    window.show_cases()
    partly = next(summary for summary in stage.door.services().cases.cases("") if summary.completeness < 90)
    window.open_case(partly.id)
    _until(lambda: window.visit is not None and window.visit is not visit and window.visit.assessor.latest is not None)
    assert window.visit is not None
    window.visit.jump_to("/data/receivables_payables/receivables_gate")
    _shoot(window, out / "08-visit-partly.png")
    leave = LeaveDialog(open_points(window.visit.opened.session), window.visit)
    leave.show()
    _shoot(leave, out / "08-leave-partly.png")
    leave.close()
    window.visit.show_conclusion(CHECKS)
    _shoot(window, out / "08-checks-partly.png")
    window.visit.show_conclusion(SCORE)
    _shoot(window, out / "08-score-partly.png")
    inflated = next(s for s in stage.door.services().cases.cases("") if s.id not in (partly.id, opened.id))
    before = window.visit
    window.open_case(inflated.id)
    _until(lambda: window.visit is not None and window.visit is not before and window.visit.assessor.latest is not None)
    assert window.visit is not None
    window.visit.show_conclusion(CHECKS)
    _shoot(window, out / "09-checks-inflated.png")
    window.visit.show_conclusion(SCORE)
    _shoot(window, out / "09-score-inflated.png")
    draw_reasons(stage, out)
    window.show_cases()
    window._on_lock()
    _until(lambda: unlock.pages.currentWidget() is unlock.unlock_page)
    unlock.unlock_page.line.setText("wrong passphrase")
    unlock.unlock_page.main.click()
    _until(lambda: bool(unlock.unlock_page.notice.sentence()))
    _shoot(window, out / "10-wrong-passphrase.png")


def draw_reasons(stage: Stage, out: Path) -> None:
    """A small checklist with a warning, one explained, a must item skipped, photos wanted and sensitive answers."""
    cases = CaseService(
        stage.door.services().store,
        SmallShelf(),
        person=stage.door.services().person,
        device="laptop",
        clock=lambda: datetime(2026, 1, 5, 6, 30, tzinfo=UTC),
        new_id=lambda: "small-case",
    )
    made = cases.create(
        ID, answers={NAME: "陈样例", ID_NUMBER: "330102197001011234", AGE: "67", RATE: "36", CASH: "120000"}
    )
    made.explain(VISIT, "户主外出务工,下月返乡后补访;已与其配偶视频")
    made.explain(CASH, "旺季备货,当日未存行;已逐张清点", kind="constraint")
    made.fill({f"{DEBTOR}[{row}]/{name}": text for row, name, text in DEBTS})
    before, window = stage.window.visit, stage.window
    window.open_case(made.id)
    _until(lambda: window.visit is not None and window.visit is not before)
    visit = window.visit
    assert visit is not None
    visit.show_section("/data/person")
    _shoot(window, out / "11-warning.png")
    visit._edit(visit.opened.explain(AGE, "身体好,儿子共同经营并签字"))
    veil = visit.page.block(ID_NUMBER).veil if visit.page is not None else None
    assert veil is not None
    veil.toggle()
    _shoot(window, out / "11-explained-and-revealed.png")
    visit.show_section("/data/money")
    assert visit.page is not None
    visit.page.go_to(f"{DEBTOR}[2]/owed")
    _shoot(window, out / "11-evidence-and-rows.png")
    leave = LeaveDialog(open_points(visit.opened.session), visit)
    leave.show()
    _shoot(leave, out / "11-leave.png")
    leave.close()
    visit.show_conclusion(SYNC)
    _shoot(window, out / "11-seal.png")


def _conclusions(visit: VisitScreen, window: QWidget, out: Path) -> None:
    for key in (CHECKS, FINANCE, SCORE, SYNC):
        visit.show_conclusion(key)
        _shoot(window, out / f"06-{key}.png")
    visit.show_conclusion(REPORT)
    report = visit.conclusion(REPORT)
    _until(lambda: report.document.pageCount() > 0 or bool(report.notice.sentence()), seconds=60)  # type: ignore[attr-defined]
    _settle(1.0)
    _shoot(window, out / "06-report.png")
    report.refresh()  # type: ignore[attr-defined]
    _until(lambda: "第" in report.words() or not report.cancel_button.isVisible(), seconds=60)  # type: ignore[attr-defined]
    window.grab().save(str(out / "06-report-being-made.png"))
    report.cancel()  # type: ignore[attr-defined]
    _shoot(window, out / "06-report-cancelled.png")


def _dialogs(visit: VisitScreen, out: Path) -> None:
    sections = visit.rail.sections.entry_keys()
    jump = JumpDialog(places(visit.opened.session, sections), visit)
    jump.line.setText("存货")
    for name, dialog in (
        ("help", HelpDialog(visit)),
        ("leave", LeaveDialog(open_points(visit.opened.session), visit)),
        ("jump", jump),
    ):
        dialog.show()
        _shoot(dialog, out / f"07-{name}.png")
        dialog.close()


def _partly_filled(stage: Stage) -> None:
    from checklists.samples import sample_answers
    from tests.gui.stage import INDUSTRY

    keep = ("/data/arrival", "/data/identity", "/data/history", "/data/premises", "/data/stock_take", "/data/cash_bank")
    answers = {path: value for path, value in sample_answers(INDUSTRY).items() if path.startswith(keep)}
    answers["/data/identity/client_name"] = "周半途"
    answers["/data/stock_take/stock[2]/stock_book_quantity"] = "-5"
    stage.door.services().cases.create(INDUSTRY).fill(answers)


def _shoot(widget: QWidget, file: Path) -> None:
    _settle(0.15)
    widget.grab().save(str(file))


def _settle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()


def _until(done: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
