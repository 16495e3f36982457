"""The package's bytes: the same for the same checklist, whole or refused."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists import package
from checklists.package import SheetRow
from checklists.package.document import LARGEST

XFORM = "<h:html xmlns:h='x'>到场</h:html>".encode()
PATHS = {"amount": "/data/ask/amount", "stock": "/data/stock", "value": "/data/stock/value"}
SETTINGS = {"form_id": "small", "version": "2026.1"}
RED_FLAG = {"name": "large", "label": "金额大", "when": "${amount} > 5", "severity": "minor", "source": "本行待校准"}


def _sheets() -> dict[str, list[SheetRow]]:
    return {"redflags": [SheetRow("redflags", 7, RED_FLAG, "core")]}


def _written(**changes: Any) -> bytes:
    arguments: dict[str, Any] = {
        "id": "small",
        "title": "小清单",
        "version": "2026.1",
        "xform": XFORM,
        "settings": SETTINGS,
        "sheets": _sheets(),
        "paths": PATHS,
    }
    return package.write(**{**arguments, **changes})


def _document(**changes: Any) -> bytes:
    return json.dumps({**json.loads(_written()), **changes}).encode()


def test_what_is_written_is_read_back() -> None:
    data = _written()
    checklist = package.read(data)
    assert (checklist.id, checklist.title, checklist.version) == ("small", "小清单", "2026.1")
    assert checklist.xform == XFORM
    assert checklist.paths == PATHS
    assert checklist.settings == SETTINGS
    assert checklist.sha256 == hashlib.sha256(data).hexdigest()
    (flag,) = checklist.redflags
    assert (flag.name, flag.when, flag.severity) == ("large", "/data/ask/amount > 5", "minor")
    assert (flag.provenance.source, flag.provenance.row) == ("本行待校准", 7)


def test_the_same_checklist_has_the_same_bytes() -> None:
    shuffled = {"redflags": [SheetRow("redflags", 7, dict(reversed(RED_FLAG.items())), "core")]}
    assert _written(sheets=shuffled, paths=dict(reversed(PATHS.items()))) == _written()


def test_a_changed_threshold_is_another_package() -> None:
    changed = {"redflags": [SheetRow("redflags", 7, {**RED_FLAG, "when": "${amount} > 6"}, "core")]}
    assert package.read(_written(sheets=changed)).sha256 != package.read(_written()).sha256


def test_every_prefix_of_a_package_is_refused() -> None:
    data = _written()
    for length in range(0, len(data), 7):
        with pytest.raises(package.PackageError):
            package.read(data[:length])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b"\xff\xfe", "损坏"),
        (b"PK\x03\x04", "损坏"),
        (b"[]", "不是清单包"),
        (b'{"format": 1}', "不是清单包"),
        (b'{"format": "jindiao-case/1"}', "这里只认"),
        (b'{"format": "jindiao-package/3"}', "升级"),
        (b'{"format": "jindiao-package/1"}', "缺少"),
        (b'{"format": NaN}', "损坏"),
        (b"[" * 100_000, "损坏"),
        (b" " * (LARGEST + 1), "上限"),
        (_document(more=1), "多出"),
        (_document(id=""), "id"),
        (_document(xform=5), "xform"),
        (_document(xform="\ud800"), "xform"),
        (_document(paths={"a": 1}), "paths"),
        (_document(paths={"a": "data/a"}), "路径"),
        (_document(paths={"a": "/data/a | /etc"}), "路径"),
        (_document(paths={"a b": "/data/a"}), "路径"),
        (_document(settings=[]), "settings"),
        (_document(sheets={"survey": []}), "规则表"),
        (_document(sheets={"caps": {}}), "caps"),
        (_document(sheets={"caps": [{}]}), "caps"),
        (_document(sheets={"caps": [{"row": True, "origin": "", "cells": {}}]}), "行号"),
        (_document(sheets={"caps": [{"row": -1, "origin": "", "cells": {}}]}), "行号"),
        (_document(sheets={"caps": [{"row": 1, "origin": "", "cells": {"name": 1}}]}), "caps"),
        (_document(sheets={"redflags": [{"row": 3, "origin": "", "cells": {"name": "x"}}]}), "第 3 行"),
    ],
)
def test_bytes_that_are_no_package_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(package.PackageError) as raised:
        package.read(data)
    assert reason in raised.value.reason


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=2000))
def test_damage_anywhere_never_escapes_as_another_error(noise: bytes, at: int) -> None:
    data = _written()
    damaged = data[:at] + noise + data[at + len(noise) :]
    try:
        checklist = package.read(damaged)
    except package.PackageError:
        return
    assert checklist.sha256 == hashlib.sha256(damaged).hexdigest()


def test_the_limit_of_unassessed_points_can_be_set() -> None:
    assert package.read(_written()).scorecard.unassessed_limit == Decimal("0.20")
    stricter = package.read(_written(settings={**SETTINGS, "unassessed_limit": "0.1"}))
    assert stricter.scorecard.unassessed_limit == Decimal("0.1")
    with pytest.raises(package.PackageError):
        package.read(_written(settings={**SETTINGS, "unassessed_limit": "NaN"}))


FILES = {"cities.csv": "name,label\nsz,苏州\n".encode(), "door.png": b"\x89PNG\r\n\x1a\n\x00\xff"}


def test_files_travel_in_the_package_byte_for_byte() -> None:
    data = _written(files=FILES)
    assert package.read(data).files == FILES
    assert data == _written(files=dict(reversed(FILES.items())))


def test_a_checklist_without_files_stays_in_the_first_format() -> None:
    assert json.loads(_written())["format"] == json.loads(_written(files={}))["format"] == "jindiao-package/1"
    assert json.loads(_written(files=FILES))["format"] == "jindiao-package/2"
    assert package.read(_written()).files == {}


@pytest.mark.parametrize(
    "files",
    [{}, [], {"a.csv": "###"}, {"a.csv": "YQ"}, {"a.csv": "YR=="}, {"../a.csv": "YQ=="}, {".a": "YQ=="}, {"a.csv": 1}],
)
def test_files_that_are_not_spelt_the_one_way_are_refused(files: object) -> None:
    document = json.loads(_written(files=FILES))
    with pytest.raises(package.PackageError):
        package.read(json.dumps({**document, "files": files}).encode())
