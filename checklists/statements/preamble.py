"""The lines above a payment app's table: whose account, which period, and how much the app itself counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checklists.model.money import Money
from checklists.model.transactions import StatementProblem, Transaction
from checklists.statements.cells import moment_of
from checklists.statements.rows import Line

_FIELD = re.compile(r"^(微信昵称|姓名|支付宝账户|微信号|账号|账户|户名|真实姓名)\s*[:：]\s*\[?(.*?)\]?$")
_PERIOD = re.compile(r"起始(?:时间|日期)[:：]\s*\[([^\]]*)\].*?终止(?:时间|日期)[:：]\s*\[([^\]]*)\]")
_COUNT = re.compile(r"共\s*(\d+)\s*笔记录")
_TOTAL = re.compile(r"^(收入|支出)[:：]\s*(\d+)笔\s*([\d.,]+)元")
_SUMMARY = re.compile(
    r"^(?:(?:已?收入|待收入|已?支出|待支出|中性交易|不计收支|导出时间|用户)\s*[:：]|共\s*\d+\s*笔|\S*(?:合计|总计|小计|承前页|过次页))"
)
_OWNER = {"微信昵称": "holder", "姓名": "holder", "户名": "holder", "真实姓名": "holder"}


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the app says of the whole file. None where it does not say."""

    account: str = ""
    holder: str = ""
    period: tuple[date | None, date | None] = (None, None)
    count: int | None = None
    totals: tuple[tuple[str, int, Decimal], ...] = ()


def read_preamble(lines: Iterable[Line]) -> Preamble:
    fields: dict[str, str] = {}
    period: tuple[date | None, date | None] = (None, None)
    count: int | None = None
    totals: list[tuple[str, int, Decimal]] = []
    for text in (cell for line in lines for cell in line.cells if cell):
        if match := _FIELD.match(text):
            fields.setdefault(_OWNER.get(match[1], "account"), match[2].strip())
        elif match := _PERIOD.search(text):
            period = (_day(match[1]), _day(match[2]))
        elif match := _COUNT.search(text):
            count = int(match[1])
        elif match := _TOTAL.match(text):
            totals.append((match[1], int(match[2]), Decimal(match[3].replace(",", ""))))
    return Preamble(fields.get("account", ""), fields.get("holder", ""), period, count, tuple(totals))


def is_summary(line: Line) -> bool:
    """Whether a line below the table sums it up (``共3笔记录``, ``人民币合计``)."""
    first = next((cell for cell in line.cells if cell), "")
    return bool(_SUMMARY.match(first)) and moment_of(line.cells[0]) is None


def note_problem(line: Line) -> StatementProblem | None:
    """A line below the table that holds one text and no time: no transaction, but not passed over in silence either."""
    filled = [cell for cell in line.cells if cell]
    if len(filled) != 1 or moment_of(filled[0]) is not None:
        return None
    return StatementProblem(line.number, "", "not_a_row", f"不像交易记录,未读取:{filled[0][:40]}", "warning")


def count_problems(preamble: Preamble, *, rows: int, fen_by_direction: Mapping[str, int]) -> list[StatementProblem]:
    """Where the app's own figures are other than the rows': rows were taken out or figures changed, or the app counts otherwise."""
    problems = []
    if preamble.count is not None and preamble.count != rows:
        message = f"账单说明共 {preamble.count} 笔,文件里有 {rows} 笔,可能被删改或未导出完整"
        problems.append(StatementProblem(0, "", "count_differs", message, "warning"))
    for direction, _, declared in preamble.totals:
        found = Money(fen_by_direction.get(direction, 0)).yuan
        if found != declared:
            message = f"账单说明{direction}合计 {declared} 元,逐笔相加为 {found} 元,请核对"
            problems.append(StatementProblem(0, "", "totals_differ", message, "warning"))
    return problems


def days_of(
    transactions: Iterable[Transaction], declared: tuple[date | None, date | None]
) -> tuple[date | None, date | None]:
    """The declared period, completed by the first and last day that the rows show."""
    days = sorted(transaction.at.date() for transaction in transactions)
    first, last = (days[0], days[-1]) if days else (None, None)
    return declared[0] or first, declared[1] or last


def _day(text: str) -> date | None:
    moment = moment_of(text.strip())
    return moment[0].date() if moment else None
