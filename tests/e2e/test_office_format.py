"""The lines at the end of sync/FORMAT.md, run as they stand there: a case opens without any program of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sync.envelope import open_sealed
from tests.unit.sync.sealed_cases import PARTS, Bench, members, packed

FORMAT = Path(__file__).parents[2] / "sync" / "FORMAT.md"
PROGRAMS = ("bash", "tar", "sha256sum", "openssl", "age", "basenc", "base64", "grep", "sed", "paste", "cut")

_absent = [name for name in PROGRAMS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(_absent), reason=f"not installed: {', '.join(_absent)}")


def _script() -> str:
    blocks = re.findall(r"^```sh\n(.*?)^```$", FORMAT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    return "set -eu -o pipefail\n" + "".join(blocks)


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", _script()], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, Bench]:
    """A folder with a case file and head office's key file, and the keys behind them."""
    bench = Bench(tmp_path / "laptop")
    path, _ = bench.seal(bench.an_attachment(b"photo" * 20_000), bench.an_attachment(b"", name="empty"))
    folder = tmp_path / "auditor"
    folder.mkdir()
    shutil.copy(path, folder / "case.jdc")
    (folder / "office.identity").write_text(f"# head office\n{bench.office}\n", encoding="utf-8")
    return folder, bench


def test_stock_programs_open_and_verify_a_case(sealed: tuple[Path, Bench]) -> None:
    folder, bench = sealed
    result = _run(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("Signature Verified Successfully") == 3
    for name, content in PARTS.items():
        assert (folder / "opened" / name).read_bytes() == content
    manifest = open_sealed(folder / "case.jdc", bench.office).manifest
    attachments = {part.name for part in manifest.parts} - set(PARTS)
    assert {f"attachments/{path.name}" for path in (folder / "opened" / "attachments").iterdir()} == attachments
    assert not (folder / "case.key").exists()


@pytest.mark.parametrize("member", ["outer.json", "outer.sig", "signatures.dsse.json", "manifest.age", "parts"])
def test_stock_programs_notice_an_altered_byte(sealed: tuple[Path, Bench], member: str) -> None:
    folder, _ = sealed
    content = [
        (name, data[:-3] + bytes([data[-3] ^ 1]) + data[-2:] if name.startswith(member) else data)
        for name, data in members((folder / "case.jdc").read_bytes())
    ]
    (folder / "case.jdc").write_bytes(packed(content))
    assert _run(folder).returncode != 0


def test_stock_programs_need_the_right_key(sealed: tuple[Path, Bench]) -> None:
    folder, bench = sealed
    (folder / "office.identity").write_text(bench.case_key, encoding="utf-8")
    result = _run(folder)
    assert result.returncode != 0
    assert not (folder / "opened").exists()
