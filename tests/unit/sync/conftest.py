"""People, laptops and sealed files for the tests of sync."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.sync.live_office import BadNetwork, Fault, Listener, LiveOffice
from tests.unit.sync.sealed_cases import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()


@pytest.fixture
def live(tmp_path: Path, listener: Listener) -> Iterator[LiveOffice]:
    office = LiveOffice(tmp_path / "office", listener)
    yield office
    office.stop()


@pytest.fixture
def bad_network(live: LiveOffice) -> Iterator[Callable[..., BadNetwork]]:
    """Networks before the live office, each spoilt by the faults given."""
    made: list[BadNetwork] = []

    def make(*faults: Fault) -> BadNetwork:
        made.append(BadNetwork(live.port, *faults))
        return made[-1]

    yield make
    for network in made:
        network.close()
