"""The files that a published checklist carries: lists in CSV, XML and GeoJSON, pictures and sounds of its labels.

In the package they stand by name, as base64. Names are plain file names; what is too large, or not spelt the one way that
``encoded`` spells it, is refused, so that the same files always give the same bytes.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from checklists.model.errors import PackageError

LARGEST_CARRIED = 8 * 1024 * 1024
LARGEST_TOGETHER = 16 * 1024 * 1024
MOST_CARRIED = 300

_NAME = re.compile(r"[^\x00-\x1f/\\:*?\"<>|]{1,150}")


def is_file_name(name: str) -> bool:
    """A name without a folder, of characters that every system can write."""
    return _NAME.fullmatch(name) is not None and not name.startswith(".") and name == name.strip()


def encoded(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files as the package spells them."""
    return {name: base64.b64encode(files[name]).decode() for name in sorted(files)}


def decoded(value: Any) -> dict[str, bytes]:
    """The files of a package. Raises PackageError for whatever ``encoded`` would not have written."""
    if not isinstance(value, dict) or not value or len(value) > MOST_CARRIED:
        raise PackageError("清单包里的随附文件类型不对或太多")
    files = {name: _bytes(name, text) for name, text in value.items()}
    if sum(map(len, files.values())) > LARGEST_TOGETHER:
        raise PackageError("清单包里的随附文件太大")
    return files


def _bytes(name: Any, text: Any) -> bytes:
    if not isinstance(name, str) or not is_file_name(name) or not isinstance(text, str):
        raise PackageError("清单包里随附文件的名称不对，文件可能被改动过")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PackageError(f"清单包里的随附文件“{name}”不完整或已损坏") from error
    if len(data) > LARGEST_CARRIED or base64.b64encode(data).decode() != text:
        raise PackageError(f"清单包里的随附文件“{name}”太大或已损坏")
    return data
