"""In the window: results wait until a section is left, inputs change with a reason, people decide and points stay hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from checklists.model.assessment import Advice
from checklists.samples import sample_answers
from desktop.models.insight import HELD
from desktop.screens.checks.screen import ChecksScreen
from desktop.screens.score.screen import ScoreScreen
from desktop.screens.sync.screen import SyncScreen
from desktop.screens.visit.reason_desk import ReasonDialog
from desktop.screens.visit.screen import CHECKS, SCORE, SYNC, VisitScreen
from tests.gui.stage import INDUSTRY

SAMPLE = sample_answers(INDUSTRY)


def path_of(name: str) -> str:
    return next(path for path in SAMPLE if path.endswith(f"/{name}"))


def assessed(visit: VisitScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        visit.assessor.ask()


def filled(visit: VisitScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: visit.assessor.latest is not None, timeout=10_000)
    visit.opened.fill(SAMPLE)
    assessed(visit, qtbot)


def when_asked(answer: Callable[[ReasonDialog], None]) -> list[str]:
    """Answers the next dialog; the list fills with what it offered."""
    offered: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ReasonDialog):
            offered.append(dialog.words())
            answer(dialog)

    QTimer.singleShot(0, look)
    return offered


def because(words: str) -> Callable[[ReasonDialog], None]:
    def answer(dialog: ReasonDialog) -> None:
        dialog.box.setPlainText(words)
        dialog.keep_button.click()

    return answer


def labels(visit: VisitScreen) -> str:
    return "\n".join(label.text() for label in visit.insight.findChildren(QLabel))


def recorded(visit: VisitScreen) -> set[str]:
    return {subject for subject in visit.opened.case.remarks if subject.startswith("first/")}


def test_a_result_waits_until_its_section_is_left_and_is_then_on_record(visit: VisitScreen, qtbot: QtBot) -> None:
    visit.jump_to(path_of("employee_sales"))
    filled(visit, qtbot)
    assert "first/turnover_employee" not in recorded(visit)
    assert HELD in labels(visit)  # the turnover check reads what was declared here
    visit.show_conclusion(CHECKS)
    assert {"first/turnover_employee", "first/turnover_check", "first/equity_check"} <= recorded(visit)
    qtbot.wait(20)  # lines that were replaced go with the next turn of the event loop
    assert HELD not in labels(visit)


def test_a_burst_of_edits_is_asked_once_and_the_last_reason_is_offered_again(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(CHECKS)
    path = path_of("employee_sales")
    visit.jump_to(path)
    offered = when_asked(because("会计当面更正"))
    visit._on_answered(path, "3000000")
    assert offered == [""]
    visit._on_answered(path, "3100000")
    assert visit.opened.session.value(path) == "3100000"
    visit.show_conclusion(CHECKS)
    visit.jump_to(path)
    offered = when_asked(lambda dialog: dialog.reject())
    visit._on_answered(path, "1")
    assert offered == ["会计当面更正"]
    assert visit.opened.session.value(path) == "3100000"


def test_undo_to_what_it_was_asks_nothing(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(CHECKS)
    path = path_of("employee_sales")
    visit.jump_to(path)
    when_asked(because("会计当面更正"))
    visit._on_answered(path, "3000000")
    visit.reasons.end_burst()
    offered = when_asked(lambda dialog: dialog.reject())
    visit.undo()
    QApplication.processEvents()
    assert offered == []
    assert visit.opened.session.value(path) == SAMPLE[path]


def test_a_reason_is_not_blank(visit: VisitScreen, qtbot: QtBot) -> None:
    dialog = ReasonDialog(("权益检验",), "", visit)
    qtbot.addWidget(dialog)
    assert not dialog.keep_button.isEnabled()
    dialog.box.setPlainText("  ")
    assert not dialog.keep_button.isEnabled()
    dialog.box.setPlainText("补记")
    assert dialog.keep_button.isEnabled()


def test_points_are_hidden_while_answers_can_change(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    page = visit.conclusion(SCORE)
    assert isinstance(page, ScoreScreen)
    visit.show_conclusion(SCORE)
    words = "\n".join(label.text() for label in page.findChildren(QLabel))
    assert "满分" not in words
    assert "A 级" in words
    assert page._radar.isHidden()
    headers = [
        page._indicator_model.headerData(at, Qt.Orientation.Horizontal)
        for at in range(page._indicator_model.columnCount())
    ]
    assert "得分" not in [str(each) for each in headers]


def test_a_person_concludes_and_a_refusal_is_told(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.show_conclusion(SCORE)
    page = visit.conclusion(SCORE)
    assert isinstance(page, ScoreScreen)
    card = page.judgement
    sealing = visit.conclusion(SYNC)
    assert isinstance(sealing, SyncScreen)
    assert "还没有人工结论" in sealing.conclusion.text()
    card.confirm_button.click()
    assert not visit.notice.isHidden()
    card.conclusion.setCurrentIndex(card.conclusion.findData(Advice.CAUTION.value))
    card.reason.setText("等淡季流水")
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        card.confirm_button.click()
    assert visit.notice.isHidden()
    assert visit.assessor.latest is not None
    assert visit.assessor.latest.is_confirmed
    assert "等淡季流水" in card._conclusion.text()
    assert "人工结论:谨慎" in sealing.conclusion.text()


def test_a_superior_excepts_a_failed_check(visit: VisitScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: visit.assessor.latest is not None, timeout=10_000)
    visit.opened.fill(sample_answers(INDUSTRY, "inflated_stock"))
    assessed(visit, qtbot)
    visit.show_conclusion(CHECKS)
    page = visit.conclusion(CHECKS)
    assert isinstance(page, ChecksScreen)
    page.choose("margin_check")
    assert page.exception.isHidden()
    page.choose("equity_check")
    assert not page.exception.isHidden()
    page.exception.superior.setText("沈国华")
    page.exception.position.setText("支行行长")
    page.exception.reason.setText("代销货已另行点清")
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        page.exception.save_button.click()
    assert visit.assessor.latest is not None
    equity = next(check for check in visit.assessor.latest.cross_checks if check.name == "equity_check")
    assert equity.is_excepted
