"""A case is sealed as it counts: answers that no longer apply are left out, and history and file end alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.services.sync import LEFT_OUT
from desktop.settings import Settings
from desktop.wiring import Services
from sync.casefile import contradictions, read_parts
from sync.envelope import open_sealed
from sync.headoffice.recompute import recompute
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost
from tests.newer_checklist import INDUSTRY

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
COURT, NOTE = "/data/identity/court_check", "/data/identity/court_note"


class Office:
    """A head office of which only the keys are needed."""

    def __init__(self) -> None:
        self.identity = str(pyrage.x25519.Identity.generate())
        others = (pyrage.x25519.Identity.from_str(self.identity), pyrage.x25519.Identity.generate())
        self.recipients = tuple(str(each.to_public()) for each in others)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(tmp_path / "home")
    settings.home.mkdir()
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase="correct horse battery", cost=CHEAP)
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        yield services


def test_what_no_longer_applies_stays_in_the_draft_and_not_in_the_file(services: Services, tmp_path: Path) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    for value in ("settled", "none"):
        opened.set(COURT, value)
        if value == "settled":
            opened.set(NOTE, "2019 年货款纠纷，已结清")
    assert services.store.case(opened.id).answers[NOTE] == "2019 年货款纠纷，已结清"
    office = Office()
    services.sync._required_enrolment = lambda: office  # type: ignore[method-assign, assignment, return-value]
    services.sync.seal(opened.id, copy_to=tmp_path / "case.jdc")
    sealed = open_sealed(tmp_path / "case.jdc", office.identity)
    record = read_parts({part.name: sealed.read(part.name) for part in sealed.manifest.parts if "/" not in part.name})
    assert NOTE not in record.case.answers
    assert (record.history[-1].change.path, record.history[-1].reason) == (NOTE, LEFT_OUT)
    assert contradictions(record) == ()
    assert recompute(record.case, record.package) == record.assessment
    assert services.store.history(opened.id) == record.history
    assert services.store.case(opened.id).answers == record.case.answers
