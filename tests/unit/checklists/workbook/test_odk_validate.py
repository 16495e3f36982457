"""The workbooks that we export are XLSForms for everyone: pyxform converts them by itself, ODK Validate accepts the form."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
from pyxform.xls2xform import convert

from checklists import workbook

TIMEOUT_S = 120


def _verdict(xform: str, place: Path) -> tuple[int, str]:
    """What ODK Validate, the program that ODK's own server runs, says of a form."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is not installed")
    place.write_text(xform, encoding="utf-8")
    command = [java, "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, str(place)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("industry_id", [each.id for each in workbook.shipped()])
def test_an_exported_industry_is_valid_for_odk(tmp_path: Path, industry_id: str) -> None:
    xlsx = tmp_path / f"{industry_id}.xlsx"
    xlsx.write_bytes(workbook.export_workbook(workbook.INDUSTRIES / industry_id).data)
    warnings: list[str] = []
    result = convert(xlsx, validate=False, warnings=warnings)
    assert [text for text in warnings if "max-pixels" not in text] == []
    status, said = _verdict(result.xform, tmp_path / "form.xml")
    assert (status, "Xform is valid" in said) == (0, True), said


def test_odk_refuses_what_the_test_would_have_to_see(write_workbook: Callable[..., Path], tmp_path: Path) -> None:
    rows: list[list[object]] = [["type", "name", "label", "relevant"], ["text", "a", "甲", "sumif(1, 2) ("]]
    result = convert(write_workbook({"survey": rows}), validate=False)
    status, said = _verdict(result.xform, tmp_path / "form.xml")
    assert status != 0, said
