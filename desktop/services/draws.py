"""The random draw put into the form: days into ``sampled_days``, goods of the client's list into ``stock``. One transaction each.

What was drawn is a remark of the case (``draw/sampled_days``, ``draw/stock``), so that it stands in the history and travels with the
case; another draw takes a reason and follows from its number. Books come after the count: a quantity by the books is in the row,
and shows itself once something was counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from checklists.crosscheck.draw import Goods, Unit, coverage_of, draw_days, draw_goods, seed_of
from checklists.form import FormSession
from checklists.model.canonical import number_text
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.errors import DrawImpossible, DrawMade
from checklists.statements.stock_list import read_stock_list

DAYS, GOODS = "draw/sampled_days", "draw/stock"
_NUMBER = re.compile(r"第(\d+)次")
_UNITS: Mapping[str, Unit] = {"week": "week", "batch": "batch"}
_TELL = {
    "day": "取当天的全部单据,休息日顺延到下一个营业日",
    "week": "取从这个星期一起整周的全部单据",
    "batch": "取从这一天起的第一批",
}
_SHOWN = 12


class Drawable(Protocol):
    """What a draw needs of an open case."""

    @property
    def id(self) -> str: ...

    @property
    def case(self) -> Case: ...

    @property
    def checklist(self) -> Checklist: ...

    @property
    def session(self) -> FormSession: ...

    def fill(self, answers: Mapping[str, str], *, remarks: Mapping[str, str] = ..., because: str = ...) -> None: ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """``number``: how many draws there were with this one. ``words``: what stands in the history."""

    number: int
    seed: str
    words: str
    days: tuple[date, ...] = ()
    goods: tuple[str, ...] = ()


def draw_documents(opened: Drawable, *, today: date, reason: str = "") -> Drawn:
    """Draws the days of the documents. DrawMade where there were some already and no ``reason``; DrawImpossible without the question."""
    checklist, session = opened.checklist, opened.session
    repeat = _repeat_of(checklist, "sample_date")
    number, seed, again = _turn(opened, DAYS, reason)
    visited = session.value(checklist.paths["visit_date"]) if "visit_date" in checklist.paths else ""
    unit = _UNITS.get(checklist.settings.get("draw_unit", ""), "day")
    days = draw_days(seed, _day(visited) or today, season=checklist.trade.season, unit=unit)
    listed = "、".join(day.isoformat() for day in days)
    words = f"第{number}次抽取:{listed};{_TELL[unit]};种子{seed[:16]}{again}"
    answers = {checklist.paths["g06_random_days"]: "done"} if "g06_random_days" in checklist.paths else {}
    for position, day in enumerate(days, 1):
        row = f"{repeat}[{position}]"
        answers |= _emptied(session, row) | {f"{row}/sample_date": day.isoformat()}
    opened.fill(answers, remarks={DAYS: words}, because=reason.strip())
    return Drawn(number, seed, words, days=days)


def draw_stock(opened: Drawable, *, name: str, data: bytes, reason: str = "") -> Drawn:
    """Draws the goods to be counted from the client's own list. StatementFileError where it cannot be read; DrawMade as above."""
    checklist, session = opened.checklist, opened.session
    repeat = _repeat_of(checklist, "stock_name")
    listed = [Goods(each.name, each.unit, each.quantity, each.cost) for each in read_stock_list(data, name)]
    number, seed, again = _turn(opened, GOODS, reason)
    drawn = draw_goods(seed, listed)
    names = tuple(goods.name for goods in drawn)
    share = (coverage_of(drawn, listed) * 100).quantize(Decimal("0.1"))
    shown = "、".join(names[:_SHOWN]) + (f"等{len(names)}种" if len(names) > _SHOWN else "")
    words = (
        f"第{number}次抽取:清单{name}共{len(listed)}种,抽{len(names)}种,占金额{share}%:{shown};种子{seed[:16]}{again}"
    )
    answers = {checklist.paths["stock_gate"]: "have"} if "stock_gate" in checklist.paths else {}
    first = _first_free(session, repeat)
    for position, goods in enumerate(drawn, first):
        row = f"{repeat}[{position}]"
        answers[f"{row}/stock_name"] = goods.name
        answers[f"{row}/stock_unit"] = goods.unit
        answers[f"{row}/stock_book_quantity"] = number_text(goods.book_quantity)
        answers[f"{row}/stock_cost"] = number_text(goods.cost)
    opened.fill(answers, remarks={GOODS: words}, because=reason.strip())
    return Drawn(number, seed, words, goods=names)


def subject_for(repeat: str) -> str:
    """What is drawn into a repeat (``/data/income/sampled_days``); "" where nothing is."""
    subject = f"draw/{repeat.rpartition('/')[2]}"
    return subject if subject in (DAYS, GOODS) else ""


def _turn(opened: Drawable, subject: str, reason: str) -> tuple[int, str, str]:
    """Which draw this is, its seed, and the words on why there is another one."""
    before = opened.case.remarks.get(subject, "")
    if before and not reason.strip():
        raise DrawMade(subject, before)
    found = _NUMBER.match(before)
    number = int(found[1]) + 1 if found else 1
    return number, seed_of(opened.id, subject, number), f";重抽理由:{reason.strip()}" if before else ""


def _repeat_of(checklist: Checklist, question: str) -> str:
    path = checklist.paths.get(question, "")
    if not path:
        raise DrawImpossible(question, "")
    return path.rpartition("/")[0]


def _emptied(session: FormSession, row: str) -> dict[str, str]:
    """What stands in a row that is drawn anew is of another day."""
    repeat, _, position = row.rpartition("[")
    if int(position.rstrip("]")) > session.rows(repeat):
        return {}
    answered = (path for path in session.answers() if path.startswith(f"{row}/"))
    return dict.fromkeys(answered, "")


def _first_free(session: FormSession, repeat: str) -> int:
    """Behind the rows in which something stands."""
    rows = session.rows(repeat)
    filled = [
        position
        for position in range(1, rows + 1)
        if any(path.startswith(f"{repeat}[{position}]/") and text for path, text in session.answers().items())
    ]
    return max(filled, default=0) + 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
