"""Are the figures of a text that a person wrote still those of the case? Compared as printed: number, unit, decimals.

Only figures with a unit of the method are looked at (amounts, shares, days, times, points, months); years, dates and counts of people
are the writer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal

from reports.document import Figure, Unit

_TOKEN = re.compile(
    r"(?P<sign>[-−－])?(?P<digits>[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"\s*(?P<unit>亿元|亿|万元|万|元|个百分点|%|％|天|倍|分(?!之|钟|店|红|批|期|行|公司|项)|个月)"
)
_SCALES = {
    "亿元": ("yuan", Decimal(100_000_000)), "亿": ("yuan", Decimal(100_000_000)), "万元": ("yuan", Decimal(10_000)),
    "万": ("yuan", Decimal(10_000)), "元": ("yuan", Decimal(1)), "%": ("share", Decimal(1)), "％": ("share", Decimal(1)),
    "个百分点": ("share", Decimal(1)), "天": ("days", Decimal(1)), "倍": ("times", Decimal(1)), "分": ("points", Decimal(1)),
    "个月": ("months", Decimal(1)),
}  # fmt: skip
_UNITS = {
    Unit.WAN: "yuan", Unit.YUAN: "yuan", Unit.PERCENT: "share", Unit.DAYS: "days", Unit.TIMES: "times", Unit.POINTS: "points",
    Unit.MONTHS: "months",
}  # fmt: skip


_LINK = r"(?:合计|总额|余额)?\s*(?:大约|约|为|是|达|共|仅|有|：|:)*\s*$"
_VARIANT = re.compile(r"^(?:报表|核实|加权|采纳|申报|上年|调整后|期初|应有|贷后|近12月|总)+|\(.*\)$|（.*）$")


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """One figure of a text: ``kind`` of unit, its value in it, and half of its last decimal's place. ``name`` where it has one."""

    text: str
    kind: str
    value: Decimal
    slack: Decimal
    name: str = ""


def told_figures(text: str) -> Iterator[ToldFigure]:
    """Every figure with a unit, as it stands. A sign counts for nothing: a fall of 5 % may be told as −5 % or as 5 %."""
    for match in _TOKEN.finditer(text):
        digits = match["digits"].replace(",", "").replace("，", "")
        kind, scale = _SCALES[match["unit"]]
        step = Decimal(1).scaleb(_unsaid(digits, match["unit"]))
        yield ToldFigure(match[0], kind, Decimal(digits) * scale, step * scale / 2)


def _unsaid(digits: str, unit: str) -> int:
    """The power of ten that the last digit stands for; 193,700 元 is told to the hundred."""
    if "." in digits:
        return -len(digits.partition(".")[2])
    return min(2, len(digits) - len(digits.rstrip("0"))) if unit == "元" else 0


def figures_in(part: object) -> Iterator[ToldFigure]:
    """Every figure of a report's part (blocks, rows, texts): exact where it is data, as printed where it is text."""
    if isinstance(part, Figure):
        if part.value is not None and part.unit in _UNITS:
            value = part.value * 100 if part.unit is Unit.PERCENT else part.value
            yield ToldFigure(part.prose(), _UNITS[part.unit], abs(value), Decimal(0))
    elif isinstance(part, str):
        yield from told_figures(part)
    elif isinstance(part, tuple):
        for each in part:
            yield from figures_in(each)
    elif is_dataclass(part):
        plain = getattr(part, "plain", None)
        if isinstance(plain, str):
            yield from told_figures(plain)
        else:
            for field in fields(part):
                yield from figures_in(getattr(part, field.name))


def named(label: str, figure: Figure) -> Iterator[ToldFigure]:
    """A figure that the method has a name for. Variants of one figure (报表, 核实, 采纳) go by the same one: 毛利率."""
    yield from (replace(each, name=_VARIANT.sub("", label)) for each in figures_in(figure))


def untrue(text: str, known: Iterable[ToldFigure]) -> tuple[str, ...]:
    """The figures of ``text`` that the case does not bear out, as they are written, each once.

    A figure told by a name of the method (毛利率 13.5%) must be one of that name; any other must stand somewhere in ``known``.
    """
    known = tuple(known)
    names = {figure.name for figure in known if figure.name}
    doubtful = []
    for match, told in zip(_TOKEN.finditer(text), told_figures(text), strict=True):
        name = _name_before(text[: match.start()], names)
        fitting = (each for each in known if each.kind == told.kind and (not name or each.name == name))
        if not any(_agree(told, each) for each in fitting):
            doubtful.append(told.text)
    return tuple(dict.fromkeys(doubtful))


def _name_before(text: str, names: Iterable[str]) -> str:
    """The longest name that the text ends with, before words that lead to a figure."""
    said = re.sub(_LINK, "", text[-24:])
    return max((name for name in names if said.endswith(name)), key=len, default="")


def _agree(told: ToldFigure, known: ToldFigure) -> bool:
    """Within what the coarser of the two leaves open."""
    return abs(told.value - known.value) <= max(told.slack, known.slack)
