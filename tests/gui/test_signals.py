"""What coincides is shown beside the cross-checks, leads to its answers, and takes an explanation."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from checklists.model.signals import LAPTOP, signal_subject
from checklists.samples import sample_answers
from desktop.screens.visit.screen import CHECKS, VisitScreen
from tests.gui.stage import INDUSTRY
from tests.gui.test_conclusions import checks_of, filled

AR_PHONE = "/data/receivables_payables/receivables_list[1]/ar_phone"


def _shown(visit: VisitScreen, qtbot: QtBot) -> None:
    """The checks page, once the laptop has compared and the case was assessed with that."""
    visit.show_conclusion(CHECKS)
    qtbot.waitUntil(lambda: LAPTOP in visit.opened.case.remarks, timeout=20_000)
    qtbot.waitUntil(
        lambda: visit.assessor.latest is not None and visit.assessor.latest.signals.compared is not None, timeout=20_000
    )


def test_a_clean_case_says_with_how_many_it_was_compared(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    _shown(visit, qtbot)
    card = checks_of(visit).signals
    assert card.summary.text() == "已与本机其他 0 件案件比对,没有发现线索。"
    assert card._gaps.text().startswith("未能比对:")


def test_a_signal_is_explained_where_it_stands(visit: VisitScreen, qtbot: QtBot) -> None:
    filled(visit, qtbot)
    visit.opened.fill({AR_PHONE: sample_answers(INDUSTRY)[visit.opened.checklist.paths["client_phone"]]})
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        visit.assessor.ask()
    _shown(visit, qtbot)
    checks = checks_of(visit)
    ((key, block),) = checks.signals._blocks.items()
    assert "与客户的相同" in block._sentence.text()
    assert block._state.text() == "重大"
    assert checks._to_signals.text() == "线索 1 条,其中重大 1 条"
    block.words.setPlainText("客户代收,已从送货单另取号码核实")
    with qtbot.waitSignal(visit.assessor.assessed, timeout=10_000):
        block.save.click()
    assert visit.opened.case.remarks[signal_subject(key)] == "客户代收,已从送货单另取号码核实"
    assert block._state.text() == "重大 · 已说明"
    with qtbot.waitSignal(checks.jump_wanted) as jumped:
        block.jump_wanted.emit(AR_PHONE)
    assert jumped.args == [AR_PHONE]
