"""The whole sample case can be filled in through the window, and means the same as the case loaded directly."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from checklists.assess import assess
from checklists.form import FormSession
from checklists.model.errors import AnswerError
from checklists.samples import sample_answers
from desktop.models.typed import number_of
from desktop.screens.visit.chapters import section_paths
from tests.gui.hand import Hand
from tests.gui.stage import INDUSTRY

FLOWS = "/data/cash_bank/flows"


def test_sample_filled_in_by_hand_is_assessed_like_the_sample_itself(hand: Hand, qtbot: QtBot) -> None:
    visit = hand.visit
    session = visit.opened.session
    answers = sample_answers(INDUSTRY)
    for section in section_paths(session):
        visit.show_section(section)
        for path, value in answers.items():
            if path.startswith(f"{section}/") and not is_given(session, path, value):
                if visit.page is None or visit.page.section != section:
                    visit.show_section(section)  # Enter on the last question had gone on to the next section
                if path.startswith(f"{FLOWS}["):
                    hand.import_statements(FLOWS, ("wechat.csv", "bank.csv"))
                    qtbot.waitUntil(visit.isEnabled, timeout=10_000)
                else:
                    hand.answer(path, value)
    photos = [path for path, value in answers.items() if value.endswith(".png")]
    qtbot.waitUntil(lambda: all(session.value(path) for path in photos), timeout=20_000)
    qtbot.waitUntil(lambda: visit.opened.unsaved == 0, timeout=20_000)
    visit.assessor.stop()
    typed = visit.opened.case
    wrong = {
        path: (value, typed.answers.get(path))
        for path, value in answers.items()
        if not means(typed.answers.get(path), value)
    }
    assert wrong == {}
    loaded = replace(typed, answers=answers)
    assert assess(typed, visit.opened.checklist) == assess(loaded, visit.opened.checklist)


def means(found: str | None, wanted: str) -> bool:
    """Whether it is the same answer: ``27`` is ``27.00``."""
    if found is None:
        return False
    number, other = number_of(found), number_of(wanted)
    return number == other if number is not None else found == wanted


def is_given(session: FormSession, path: str, value: str) -> bool:
    try:
        return session.value(path) == value
    except AnswerError:
        return False
