"""A published checklist as bytes: one canonical JSON document whose SHA-256 is its identity.

The same sheets give the same bytes on every machine. Reading trusts nothing: a document that is not exactly of this format is
refused with a reason.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from checklists.model.canonical import canonical_bytes, read_json
from checklists.model.checklist import Checklist
from checklists.model.errors import PackageError
from checklists.package.carried import decoded, encoded
from checklists.package.rules import parse_rules
from checklists.package.sheets import RULE_SHEETS, SheetRow

FORMAT = "jindiao-package/1"
FORMAT_WITH_FILES = "jindiao-package/2"
"""Only of a checklist that carries files: every other one stays byte for byte what it was, and readable by older programs."""
LARGEST = 32 * 1024 * 1024

_NO_FILES: Mapping[str, bytes] = {}
_KEYS = frozenset({"format", "id", "title", "version", "xform", "settings", "sheets", "paths"})
_KEYS_BY_FORMAT = {FORMAT: _KEYS, FORMAT_WITH_FILES: _KEYS | {"files"}}
_PATH = re.compile(r"(/[A-Za-z_][A-Za-z0-9_.\-]*)+", re.ASCII)


def write(
    *,
    id: str,  # noqa: A002 - the document's own word
    title: str,
    version: str,
    xform: bytes,
    settings: Mapping[str, str],
    sheets: Mapping[str, Sequence[SheetRow]],
    paths: Mapping[str, str],
    files: Mapping[str, bytes] = _NO_FILES,
) -> bytes:
    """The package's bytes. ``xform`` is the form's XML in UTF-8, ``sheets`` the rows of our own sheets as written."""
    document = {
        "format": FORMAT_WITH_FILES if files else FORMAT,
        "id": id,
        "title": title,
        "version": version,
        "xform": xform.decode(),
        "settings": dict(settings),
        "sheets": {name: [_plain_row(row) for row in rows] for name, rows in sheets.items()},
        "paths": dict(paths),
    }
    return canonical_bytes({**document, "files": encoded(files)} if files else document)


def _plain_row(row: SheetRow) -> dict[str, Any]:
    return {"row": row.number, "origin": row.origin, "cells": dict(row.cells)}


def read(data: bytes) -> Checklist:
    """The checklist that the bytes hold, rules resolved. Raises PackageError, whatever the bytes are."""
    document = _document(data)
    paths = _texts(document, "paths")
    if not all(path.endswith(f"/{name}") and _PATH.fullmatch(path) for name, path in paths.items()):
        raise PackageError("问题路径的格式不对，文件可能被改动过")
    settings = _texts(document, "settings")
    rules = parse_rules(_rows(document), paths=paths, settings=settings)
    for problem in rules.problems:
        if problem.severity == "error":
            raise PackageError(f"规则表 {problem.sheet} 第 {problem.row} 行 {problem.column}：{problem.message}")
    return Checklist(
        id=_text(document, "id"),
        title=_text(document, "title"),
        version=_text(document, "version"),
        sha256=hashlib.sha256(data).hexdigest(),
        xform=_text(document, "xform").encode(),
        scorecard=rules.scorecard,
        crosschecks=rules.crosschecks,
        turnover_methods=rules.turnover_methods,
        caps=rules.caps,
        benchmarks=rules.benchmarks,
        redflags=rules.redflags,
        trade=rules.trade,
        signals=rules.signals,
        size_bands=rules.size_bands,
        percentiles=rules.percentiles,
        parameters=rules.parameters,
        settings=settings,
        paths=paths,
        files=decoded(document["files"]) if "files" in document else {},
    )


def _document(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise PackageError(f"文件有 {len(data)} 字节，超过了清单包的上限 {LARGEST} 字节")
    if not data:
        raise PackageError("文件是空的")
    try:
        document = read_json(data.decode())
    except (ValueError, RecursionError) as error:
        raise PackageError("文件不完整或已损坏，不是一份清单包") from error
    if not isinstance(document, dict) or not isinstance(document.get("format"), str):
        raise PackageError("这个文件不是清单包")
    found = document["format"]
    keys = _KEYS_BY_FORMAT.get(found)
    if keys is None:
        newer = found.startswith("jindiao-package/")
        raise PackageError(f"清单包的格式是 {found[:40]}，" + ("请先升级程序" if newer else f"这里只认 {FORMAT}"))
    if frozenset(document) != keys:
        raise PackageError("清单包缺少内容或多出内容：" + "、".join(sorted(keys ^ frozenset(document)))[:200])
    return document


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document[key]
    if not isinstance(value, str) or not value.strip() or not _is_writable(value):
        raise PackageError(f"清单包里的 {key} 是空的或类型不对")
    return value


def _texts(document: Mapping[str, Any], key: str) -> dict[str, str]:
    return _text_mapping(document[key], key)


def _text_mapping(value: Any, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise PackageError(f"清单包里的 {where} 类型不对")
    if not _is_writable("".join((*value, *value.values()))):
        raise PackageError(f"清单包里的 {where} 有写不出来的字符")
    return value


def _is_writable(text: str) -> bool:
    """JSON can spell half a character, UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _rows(document: Mapping[str, Any]) -> dict[str, tuple[SheetRow, ...]]:
    sheets = document["sheets"]
    if not isinstance(sheets, dict) or not set(sheets) <= set(RULE_SHEETS):
        raise PackageError("清单包里的规则表不认识")
    result = {}
    for name, rows in sheets.items():
        if not isinstance(rows, list):
            raise PackageError(f"规则表 {name} 类型不对")
        result[name] = tuple(_row(name, row) for row in rows)
    return result


def _row(sheet: str, row: Any) -> SheetRow:
    if not isinstance(row, dict) or frozenset(row) != {"row", "origin", "cells"}:
        raise PackageError(f"规则表 {sheet} 里有一行的格式不对")
    number, origin = row["row"], row["origin"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 0 or not isinstance(origin, str):
        raise PackageError(f"规则表 {sheet} 里有一行的行号不对")
    return SheetRow(sheet, number, _text_mapping(row["cells"], sheet), origin)
