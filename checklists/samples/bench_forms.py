"""Checklists of any size, made for the measurements: sections of questions, calculations and rules, and a stock list of rows.

Rules kept: no chance and no clock, so every machine measures the same form; what a banker's checklist mixes is mixed here (gates,
bounds of one's own and against other answers, sums within a section and across sections), no expression of use to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.package.sheets import CHOICES, SETTINGS, SURVEY, Sheet, SheetRow, Sheets

_LABEL = "label::中文 (zh)"
_HINT = "hint::中文 (zh)"
_MESSAGE = "constraint_message::中文 (zh)"
_SURVEY = (
    "type",
    "name",
    _LABEL,
    _HINT,
    "required",
    "relevant",
    "constraint",
    _MESSAGE,
    "calculation",
    "choice_filter",
)
_KINDS = (
    "decimal",
    "integer",
    "select_one grade",
    "decimal",
    "text",
    "date",
    "decimal",
    "select_one city",
    "integer",
    "text",
)
_SECTION = 25
_ROW_QUESTIONS, _ROW_CALCULATIONS, _TOTALS = 4, 2, 2
_PROVINCES, _CITIES = 6, 10
_Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class BenchForm:
    """``questions`` that are asked, the four of a row of the stock list included; ``calculations`` and ``constraints`` likewise.

    ``has_shares``: every row of the stock list shows its share of the whole, so that one cell concerns all rows.
    """

    questions: int = 500
    calculations: int = 200
    constraints: int = 300
    has_shares: bool = True

    def sheets(self) -> Sheets:
        """The checklist as an author would have written it: publishable, and without the method's own sheets."""
        settings = {"form_title": "测量用清单(样例)", "form_id": f"bench_{self.questions}", "version": "1"}
        settings["default_language"] = "中文 (zh)"
        tables: dict[str, tuple[tuple[str, ...], list[_Cells]]] = {
            SURVEY: (_SURVEY, list(self._survey())),
            CHOICES: (("list_name", "name", _LABEL, "province"), list(_choices())),
            SETTINGS: (tuple(settings), [settings]),
        }
        return Sheets(
            f"bench_{self.questions}",
            {
                name: Sheet(columns, tuple(SheetRow(name, place, row) for place, row in enumerate(rows, start=2)))
                for name, (columns, rows) in tables.items()
            },
        )

    def answers(self, rows: int) -> dict[str, str]:
        """A visit that is well under way: every question answered, ``rows`` rows in the stock list."""
        found = dict(self.steps())
        found["/data/stock"] = str(rows)
        for row in range(1, rows + 1):
            at = f"/data/stock[{row}]"
            found[f"{at}/goods"] = f"货品{row}"
            found[f"{at}/quantity"] = str(row % 7 + 1)
            found[f"{at}/cost"] = f"{row % 90 + 10}.5"
            found[f"{at}/checked"] = "g1"
        return found

    def steps(self, turn: int = 0) -> Iterator[tuple[str, str]]:
        """Path and answer of each question outside the stock list; another ``turn`` gives other answers."""
        for place in range(self._plain):
            yield f"/data/s{place // _SECTION}/{_name(place)}", _answer(place, turn)

    @property
    def _plain(self) -> int:
        return self.questions - _ROW_QUESTIONS

    def _survey(self) -> Iterator[_Cells]:
        calculations = self.calculations - _ROW_CALCULATIONS - _TOTALS
        for place in range(self._plain):
            if place % _SECTION == 0:
                section = place // _SECTION
                yield {"type": "begin_group", "name": f"s{section}", _LABEL: f"第 {section + 1} 部分"}
            yield self._question(place)
            for number in range(place * calculations // self._plain, (place + 1) * calculations // self._plain):
                yield {"type": "calculate", "name": f"c{number}", "calculation": _calculation(number, place)}
            if place % _SECTION == _SECTION - 1 or place == self._plain - 1:
                yield {"type": "end_group"}
        yield from self._stock()

    def _question(self, place: int) -> _Cells:
        kind = _kind(place)
        cells = {"type": kind, "name": _name(place), _LABEL: f"第 {place + 1} 项查看到的情况"}
        if place % 3 == 0:
            cells["required"] = "yes"
        if place % 3 == 1:
            cells[_HINT] = f"第 {place + 1} 项看原件，不听口述"
        if place % 5 == 4 and place % _SECTION > 4:
            cells["relevant"] = _gate(place)
        if kind == "select_one city":
            cells["choice_filter"] = f"province = ${{{_name(place - 5)}}}"
        if place * self._ruled // self._plain != (place + 1) * self._ruled // self._plain:
            cells["constraint"], cells[_MESSAGE] = _constraint(place), "与其他各项不相符，请核对"
        return cells

    @property
    def _ruled(self) -> int:
        return self.constraints - 2

    def _stock(self) -> Iterator[_Cells]:
        whole = "${value}" if not self.has_shares else "if(${stock_total} > 0, ${value} div ${stock_total}, 0)"
        yield {"type": "begin_repeat", "name": "stock", _LABEL: "存货盘点"}
        yield {"type": "text", "name": "goods", _LABEL: "品名", "required": "yes"}
        yield {"type": "integer", "name": "quantity", _LABEL: "数量", "constraint": ". >= 0", _MESSAGE: "数量不能为负"}
        yield {"type": "decimal", "name": "cost", _LABEL: "单价", "constraint": ". > 0", _MESSAGE: "单价应为正数"}
        yield {"type": "select_one grade", "name": "checked", _LABEL: "是否见到实物", "relevant": "${quantity} > 0"}
        yield {"type": "calculate", "name": "value", "calculation": "coalesce(${quantity}, 0) * coalesce(${cost}, 0)"}
        yield {"type": "calculate", "name": "share", "calculation": whole}
        yield {"type": "end_repeat"}
        yield {"type": "calculate", "name": "stock_total", "calculation": "sum(${value})"}
        yield {"type": "calculate", "name": "stock_kinds", "calculation": "count(${stock})"}


def _kind(place: int) -> str:
    """What is asked at a place; a list that another answer narrows down stands in every fifth ten only."""
    kind = _KINDS[place % len(_KINDS)]
    return "text" if kind == "select_one city" and place // len(_KINDS) % 5 else kind


def _name(place: int) -> str:
    return f"q{place}"


def _number_before(place: int) -> str:
    """The last question before ``place`` whose answer is an amount; the first one where there is none."""
    return f"${{{_name(max(place - (place % len(_KINDS) - 6 if place % len(_KINDS) > 6 else place % len(_KINDS) + 4), 0))}}}"


def _gate(place: int) -> str:
    gate = _name(place - place % len(_KINDS) + 2) if place % len(_KINDS) > 2 else _name(place - 2)
    return f"${{{gate}}} != 'g4'" if place % 2 else f"{_number_before(place)} >= {place % 40}"


def _constraint(place: int) -> str:
    """Bounds of one's own, bounds that many questions share, and bounds that other answers set."""
    kind = _kind(place)
    if kind == "text":
        return f"string-length(.) <= {(place % 5 + 1) * 100}"
    if kind == "date":
        return ". <= today()"
    if kind.startswith("select"):
        return f". != 'g9' or {_number_before(place)} > {place % 30}"
    if place % 3 == 0:
        return ". >= 0"
    if place % 3 == 1:
        return f". >= 0 and . <= {(place % 9 + 1) * 1_000_000}"
    return f". >= 0 and . <= {_number_before(place)} * {place % 9 + 2} + 100000"


def _calculation(number: int, place: int) -> str:
    """Sums and ratios of answers just before, every fourth one resting on the calculation before it."""
    amount = _number_before(place)
    if number % 4 == 1:
        return f"${{c{number - 1}}} + coalesce({amount}, 0) * 0.{number % 9 + 1}"
    if number % 4 == 2:
        return f"if({amount} > 0, round({_number_before(place - 10)} div {amount}, 4), 0)"
    if number % 4 == 3:
        return f"coalesce({amount}, 0) + coalesce({_number_before(place - 10)}, 0) - coalesce({_number_before(place - 20)}, 0)"
    return f"coalesce({amount}, 0) * {number + 2}"


def _answer(place: int, turn: int) -> str:
    kind = _kind(place)
    if kind == "decimal":
        return f"{(place * 37 + turn * 11) % 9_000 + 50}.{turn % 9 + 1}"
    if kind == "integer":
        return str((place * 13 + turn * 7) % 800 + 1)
    if kind == "text":
        return f"已看原件{place + turn}"
    if kind == "date":
        return f"2025-{(place + turn) % 12 + 1:02d}-15"
    if kind == "select_one grade":
        return f"g{(place + turn) % 5}"
    return f"t{(place - 5 + turn) % 5}"


def _choices() -> Iterator[_Cells]:
    for grade in range(5):
        yield {"list_name": "grade", "name": f"g{grade}", _LABEL: f"情况{grade + 1}"}
    for city in range(_PROVINCES * _CITIES):
        province = f"g{city % _PROVINCES}"
        yield {"list_name": "city", "name": f"t{city}", _LABEL: f"城市{city + 1}", "province": province}
