"""People, laptops and sealed files for the tests of sync."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.sync.sealed_cases import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
