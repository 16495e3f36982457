"""CSV and other text exports: bytes -> lines of cells, in whatever encoding and with whatever stray quotes they come."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

from checklists.model.errors import StatementFileError
from checklists.statements.rows import HEADER_WITHIN, Container, Line, clean

_ROW_START = re.compile(r'^[\s"\']*(?:\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}|\d{1,6}["\s]*[,\t])')
_JOINED_LINES = 20
_MOST_COLUMNS = 100
_HEAD = 1_048_576
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, name: str) -> str:
    """The text. WeChat writes UTF-8, Alipay GB18030, banks either, Excel's "Unicode text" UTF-16."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "strict")
    if b"\x00" not in data:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise StatementFileError(name, "无法解码的文本,或二进制文件", "UTF-8 或 GB18030(GBK)编码的 CSV 文件")


def open_text(data: bytes, name: str, *, most_rows: int, accepts: Callable[[tuple[Line, ...]], bool]) -> Container:
    """Comma or tab separated lines, each numbered by the line it starts on.

    Of a long file whose first lines ``accepts`` does not want only these are read.
    """
    count = max(data.count(b"\n"), data.count(b"\r"))
    if count > most_rows:
        raise StatementFileError(name, f"{count} 行", f"不超过 {most_rows} 行,请分段导出")
    if len(data) > _HEAD and not data.startswith(_UTF16):
        end = max(data.rfind(b"\n", 0, _HEAD), data.rfind(b"\r", 0, _HEAD))
        if end < 0:
            raise StatementFileError(name, "一行超过 1 MB 的文本", "一笔交易一行的导出文件")
        head = _opened(data[:end], name)
        if not accepts(head[:HEADER_WITHIN]):
            return Container("csv", (head,))
    return Container("csv", (_opened(data, name),))


def _opened(data: bytes, name: str) -> tuple[Line, ...]:
    try:
        text = decode(data, name)
    except UnicodeDecodeError as error:
        raise StatementFileError(name, "UTF-16 文本已损坏", "完整的导出文件") from error
    delimiter = "\t" if text.count("\t") > 2 * text.count(",") else ","
    # Not splitlines(): a name may hold what Unicode also takes for a line's end.
    return tuple(_lines(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), delimiter, name))


def _lines(physical: list[str], delimiter: str, name: str) -> Iterator[Line]:
    index = 0
    while index < len(physical):
        cells, used = _record(physical, index, delimiter)
        if len(cells) > _MOST_COLUMNS:
            raise StatementFileError(name, f"第 {index + 1} 行有 {len(cells)} 列", f"不超过 {_MOST_COLUMNS} 列")
        yield Line(index + 1, tuple(clean(cell) for cell in cells))
        index += used


def _record(physical: list[str], index: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of one record and how many lines it takes.

    A quote that never closes would swallow every following row. So a record goes on only over lines that do not begin like
    a row; else the quote is a letter like any other.
    """
    text = physical[index]
    if '"' not in text:
        return text.split(delimiter), 1
    for used in range(1, _JOINED_LINES):
        cells = _parse(text, delimiter)
        if cells is not None:
            return cells, used
        following = index + used
        if following >= len(physical) or _ROW_START.match(physical[following]):
            break
        text += "\n" + physical[following]
    return [cell.strip().strip('"') for cell in physical[index].split(delimiter)], 1


def _parse(text: str, delimiter: str) -> list[str] | None:
    """The cells of a complete record; None while a quote is open: only then the last cell keeps its line feed."""
    try:
        rows = list(csv.reader([line + "\n" for line in text.split("\n")], delimiter=delimiter))
    except csv.Error:
        return None
    cells = [cell for row in rows for cell in row]
    return None if cells and cells[-1].endswith("\n") else cells
