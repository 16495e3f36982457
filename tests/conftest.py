"""What every test relies on: Qt draws offscreen, the data folder is empty, and no test reads the developer's own settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _empty_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and no passphrase from the environment."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JINDIAO_HOME", str(home))
    monkeypatch.delenv("JINDIAO_PASSPHRASE_FILE", raising=False)
    return home
