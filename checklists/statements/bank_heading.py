"""The lines above a bank's table: account, holder, period, in whatever cells the bank put them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from checklists.statements.cells import moment_of
from checklists.statements.preamble import Preamble
from checklists.statements.rows import Line

_ACCOUNT = ("卡号/账号", "账号/卡号", "账号", "卡号", "帐号", "账户", "借记卡号", "客户账号")
_HOLDER = ("客户名称", "账户名称", "户名", "姓名", "客户姓名", "账户户名")
_DAY = r"\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?"
_RANGE = re.compile(rf"({_DAY})\s*(?:[-—–~至到]+|终止日期[::]?|截止日期[::]?|结束日期[::]?)\s*({_DAY})")
_FROM = re.compile(rf"(?:起始|开始)(?:日期|时间)[::]?\s*({_DAY})")
_TO = re.compile(rf"(?:终止|截止|结束)(?:日期|时间)[::]?\s*({_DAY})")


def read_heading(lines: Iterable[Line]) -> Preamble:
    """Nothing is required here: what the heading does not say stays blank."""
    account = holder = ""
    start: date | None = None
    end: date | None = None
    for line in lines:
        filled = [unicodedata.normalize("NFKC", cell) for cell in line.cells if cell]
        account = account or _value(filled, _ACCOUNT)
        holder = holder or _value(filled, _HOLDER)
        text = " ".join(filled)
        if match := _RANGE.search(text):
            start, end = start or _day(match[1]), end or _day(match[2])
        elif start is None or end is None:
            start = start or _first_day(_FROM, text)
            end = end or _first_day(_TO, text)
    return Preamble(account=account, holder=holder, period=(start, end))


def _value(cells: list[str], names: tuple[str, ...]) -> str:
    """``户名:张三`` in one cell, ``户名`` and ``张三`` in two, or several pairs in one cell."""
    for position, cell in enumerate(cells):
        if cell.rstrip(":") in names and position + 1 < len(cells):
            return cells[position + 1]
        for name in names:
            if match := re.search(rf"(?:^|[\s,;]){re.escape(name)}\s*:\s*([^\s,;:]+)", cell):
                return match[1]
    return ""


def _first_day(pattern: re.Pattern[str], text: str) -> date | None:
    match = pattern.search(text)
    return _day(match[1]) if match else None


def _day(text: str) -> date | None:
    moment = moment_of(text)
    return moment[0].date() if moment else None
