"""What end-to-end tests stand on: one run of the demo, and a disk that can be filled."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """`jindiao demo --out`, once for all tests, as its own process. ``args[-1]`` is the folder."""
    out = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "JINDIAO_HOME": str(out / "unused")}
    return subprocess.run(
        [sys.executable, "-m", "desktop", "demo", "--out", str(out)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.fixture
def sealed_demo(demo: subprocess.CompletedProcess[str]) -> Path:
    """The folder with the demo's artefacts."""
    return Path(demo.args[-1])


@pytest.fixture
def full_disk() -> Iterator[Callable[[Path], Callable[[], None]]]:
    """A function that puts a folder on a small disk of its own and fills it; it returns what makes room again."""
    mounted: list[Path] = []

    def fill(folder: Path) -> Callable[[], None]:
        if os.geteuid() != 0:
            pytest.skip("only root may mount the small disk that this test fills")
        kept = folder.with_name("kept")
        shutil.copytree(folder, kept)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=True)
        mounted.append(folder)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        filler = folder / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        return lambda: filler.unlink()

    yield fill
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
