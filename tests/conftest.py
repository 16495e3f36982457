"""What every test relies on: Qt draws offscreen, the data folder is empty, and no test reads the developer's own settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def empty_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and no passphrase from the environment."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JINDIAO_HOME", str(home))
    monkeypatch.delenv("JINDIAO_PASSPHRASE_FILE", raising=False)
    return home


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI every outside program is installed, so a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        os.environ.get("JINDIAO_NO_SKIPS")
        and exitstatus == pytest.ExitCode.OK
        and reporter
        and reporter.stats.get("skipped")
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
