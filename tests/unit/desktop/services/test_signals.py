"""Cases of one laptop compared through the whole of it: kept answers, marks, the record in the history, the sealed case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.model.history import first_broken, replayed
from checklists.model.signals import LAPTOP, findings_of
from checklists.samples import sample_answers
from desktop.services.cases import OpenCase
from desktop.settings import Settings
from desktop.wiring import Services, create_store

INDUSTRY = "fmcg_wholesale"


@pytest.fixture
def services(empty_home: Path) -> Iterator[Services]:
    opened, _ = create_store(Settings.from_environment(), name="周明", passphrase="correct horse battery")
    with opened:
        yield opened


def _other(services: Services, **answers: str) -> OpenCase:
    """A case of somebody else, blank but for these answers."""
    opened = services.cases.create(INDUSTRY)
    opened.fill({opened.checklist.paths[name]: answer for name, answer in answers.items()})
    return opened


def test_a_sample_alone_on_its_laptop_is_compared_with_nothing(services: Services) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    assert services.signals.record(opened)
    signals = opened.assess().signals
    assert (signals.found, signals.compared) == ((), 0)


def test_the_clients_number_in_another_case_is_a_signal_of_this_one(services: Services) -> None:
    answers = sample_answers(INDUSTRY)
    opened = services.cases.create(INDUSTRY, answers=answers)
    phone = answers[opened.checklist.paths["client_phone"]]
    other = _other(services, client_name="赵无关", client_phone="13900001111", guarantor_gate="have")
    other.fill({"/data/guarantee/guarantors[1]/gu_name": "钱无关", "/data/guarantee/guarantors[1]/gu_phone": phone})
    services.signals.record(opened)
    (signal,) = opened.assess().signals.found
    assert (signal.kind, signal.of_laptop) == ("repeat_phone", True)
    assert other.case.number in signal.sentence
    assert "无关" not in opened.case.remarks[LAPTOP]


def test_what_was_found_is_written_once_and_again_only_when_it_is_news(services: Services) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    assert services.signals.record(opened)
    lines = len(services.store.history(opened.id))
    assert not services.signals.record(opened)
    assert len(services.store.history(opened.id)) == lines
    _other(services, client_name="赵无关")
    assert services.signals.record(opened)
    findings = findings_of(opened.case.remarks[LAPTOP])
    assert findings is not None
    assert findings.compared == 1


def test_the_record_is_a_line_of_the_chained_history(services: Services) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    services.signals.record(opened)
    history = services.store.history(opened.id)
    assert first_broken(opened.id, history) is None
    _, remarks = replayed(history)
    assert remarks[LAPTOP] == services.cases.open(opened.id).case.remarks[LAPTOP]


def test_marks_follow_answers_rows_and_undo(services: Services) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    other = _other(services, client_name="赵无关", client_phone="13900001111")

    def kinds() -> list[str]:
        services.signals.record(opened)
        return [signal.kind for signal in opened.assess().signals.found]

    assert kinds() == []
    opened.set(opened.checklist.paths["client_phone"], "13900001111")
    assert kinds() == ["repeat_phone"]
    other.set(other.checklist.paths["client_phone"], "13900002222")
    assert kinds() == []
    other.undo()
    assert kinds() == ["repeat_phone"]


def test_a_store_of_before_is_brought_up_to_date_at_the_first_comparison(services: Services) -> None:
    _other(services, client_name="赵无关")
    _other(services, client_name="钱无关")
    assert services.signals.bring_up_to_date() == 2
    assert services.signals.bring_up_to_date() == 0
