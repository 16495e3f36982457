"""The demo: every artefact is there, and independent programs agree with what it says."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from desktop.cli import main


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"the program {name} is not installed")
    return found


def test_demo_ends_well_and_prints_each_step_with_its_time(demo: subprocess.CompletedProcess[str]) -> None:
    assert demo.returncode == 0, demo.stderr
    assert demo.stdout.count(" 秒") >= 10
    assert "重算一致" in demo.stdout


def test_demo_leaves_every_artefact(sealed_demo: Path) -> None:
    for name in ("report.pdf", "report.xlsx", "case.jdc", "assessment.json", "office.identity"):
        assert (sealed_demo / name).stat().st_size > 0
    assert (sealed_demo / "office").is_dir()


def test_demo_does_not_touch_the_data_folder_of_the_user(sealed_demo: Path) -> None:
    assert not (sealed_demo / "unused").exists()


def test_inflated_stock_is_not_agreed_to(demo: subprocess.CompletedProcess[str]) -> None:
    variant = demo.stdout.split("虚增存货")[1].splitlines()[1]
    assert "同意" not in variant
    assert "否决" in variant


def test_stock_age_opens_the_manifest_and_every_part(sealed_demo: Path, tmp_path: Path) -> None:
    age = _program("age")
    with tarfile.open(sealed_demo / "case.jdc", "r:") as archive:
        archive.extractall(tmp_path, filter="data")
    manifest = json.loads(_age(age, sealed_demo / "office.identity", tmp_path / "manifest.age"))
    key = tmp_path / "case.key"
    key.write_text(manifest["case_key"] + "\n", encoding="ascii")
    assert len(manifest["parts"]) >= 6 + 9
    for part in manifest["parts"]:
        sealed = tmp_path / "parts" / f"{part['sealed_sha256']}.age"
        assert hashlib.sha256(sealed.read_bytes()).hexdigest() == part["sealed_sha256"]
        assert hashlib.sha256(_age(age, key, sealed)).hexdigest() == part["sha256"]


def test_openssl_verifies_the_signature_of_each_investigator(sealed_demo: Path, tmp_path: Path) -> None:
    openssl = _program("openssl")
    with tarfile.open(sealed_demo / "case.jdc", "r:") as archive:
        archive.extractall(tmp_path, filter="data")
    envelope = json.loads((tmp_path / "signatures.dsse.json").read_bytes())
    payload = base64.b64decode(envelope["payload"])
    kind = envelope["payloadType"].encode()
    message = tmp_path / "message"
    message.write_bytes(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
    signers = json.loads(payload)["signers"]
    assert len(signers) == 2
    for signer, signature in zip(signers, envelope["signatures"], strict=True):
        assert _verifies(openssl, tmp_path, signer["key"], base64.b64decode(signature["sig"]), message)
        assert not _verifies(openssl, tmp_path, signer["key"], bytes(64), message)


def test_report_is_chinese_text_in_embedded_fonts(sealed_demo: Path) -> None:
    report = str(sealed_demo / "report.pdf")
    text = subprocess.run([_program("pdftotext"), report, "-"], capture_output=True, check=True).stdout.decode()
    assert "综合信用报告" in text
    assert "权益检验" in text
    info = subprocess.run([_program("pdfinfo"), report], capture_output=True, check=True).stdout.decode()
    assert int(info.split("Pages:")[1].split()[0]) >= 12
    fonts = subprocess.run([_program("pdffonts"), report], capture_output=True, check=True).stdout.decode()
    rows = fonts.splitlines()[2:]
    assert rows
    assert all("NotoSansSC" in row and row.split()[-5:-3] == ["yes", "yes"] for row in rows)


def test_poppler_confirms_both_signatures_on_the_report(sealed_demo: Path) -> None:
    arguments = [_program("pdfsig"), "-nocert", str(sealed_demo / "report.pdf")]
    said = subprocess.run(arguments, capture_output=True, check=False).stdout.decode()
    assert said.count("Signature is Valid") == 2
    assert "张调查" in said
    assert "李复核" in said


def test_head_office_has_cosigned_the_report(sealed_demo: Path) -> None:
    file = sealed_demo / "opened" / "report-cosigned.pdf"
    arguments = [_program("pdfsig"), "-nocert", str(file)]
    said = subprocess.run(arguments, capture_output=True, check=False).stdout.decode()
    assert said.count("Signature is Valid") == 3
    assert file.read_bytes().startswith((sealed_demo / "report.pdf").read_bytes())


def test_field_program_opens_the_sealed_case_with_the_office_key(
    sealed_demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opening = ["case", "open", str(sealed_demo / "case.jdc"), "--identity", str(sealed_demo / "office.identity")]
    assert main([*opening, "--out", str(tmp_path / "plain"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["signed_by"] == ["张调查(样例)", "李复核(样例)"]
    assert (tmp_path / "plain" / "report.pdf").read_bytes() == (sealed_demo / "report.pdf").read_bytes()
    assert main([*opening, "--out", str(tmp_path / "plain")]) == 1
    assert capsys.readouterr().err


def _age(age: str, identity: Path, file: Path) -> bytes:
    return subprocess.run([age, "--decrypt", "-i", str(identity), str(file)], capture_output=True, check=True).stdout


def _verifies(openssl: str, folder: Path, key_hex: str, signature: bytes, message: Path) -> bool:
    """Ed25519 by openssl: the raw key behind the twelve bytes that make it a SubjectPublicKeyInfo (RFC 8410)."""
    (folder / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + bytes.fromhex(key_hex))
    (folder / "sig").write_bytes(signature)
    arguments = ["-verify", "-pubin", "-keyform", "DER", "-inkey", str(folder / "key.der"), "-rawin"]
    files = ["-in", str(message), "-sigfile", str(folder / "sig")]
    return subprocess.run([openssl, "pkeyutl", *arguments, *files], capture_output=True, check=False).returncode == 0
