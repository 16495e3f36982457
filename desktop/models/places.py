"""Places as people type or paste them: from a map's address, from a phone, in degrees and minutes. Pure.

A laptop has no GPS, so a place is typed. What a form holds is ``纬度 经度 [海拔 [精度]]``; an outline or a way is such points with
a semicolon between. Chinese maps give the longitude first: two figures that lie in China only that way round are read so, and said.
"""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.models.typed import Understood, decimal_text, plain

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR = re.compile(rf"({_NUMBER})\s*(?:,|%2C|%2c)\s*({_NUMBER})")
_AT = re.compile(rf"@({_NUMBER}),({_NUMBER})")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_DEGREES = re.compile(
    r"(?P<before>[NSEW]|北纬|南纬|东经|西经)?\s*(?P<d>\d{1,3}(?:\.\d+)?)\s*[°度]\s*"
    r"(?:(?P<m>\d{1,2}(?:\.\d+)?)\s*['′分]\s*)?(?:(?P<s>\d{1,2}(?:\.\d+)?)\s*(?:\"|″|′′|''|秒)\s*)?(?P<after>[NSEW])?"
)
_SIDES = {"N": 1, "北纬": 1, "E": 1, "东经": 1, "S": -1, "南纬": -1, "W": -1, "西经": -1}
_EAST_WEST = ("E", "W", "东经", "西经")
_PLACES_KEPT = Decimal("0.0000001")
_CHINA_LATITUDES, _CHINA_LONGITUDES = (3, 54), (73, 136)


def read_point(typed: str) -> Understood:
    """``32.012, 119.585``, ``119.585,32.012`` (a Chinese map), ``32°00'43"N 119°35'06"E``, a map's address."""
    text = plain(typed)
    if not text:
        return Understood("")
    found = _degrees(text) if re.search(r"\d\s*[°度]", text) else _figures(text)
    if found is None:
        return Understood(typed.strip(), is_clear=False)
    latitude, longitude, *rest = found
    turned = not rest and _is_turned(latitude, longitude)
    if turned:
        latitude, longitude = longitude, latitude
    if abs(latitude) > 90 or abs(longitude) > 180:
        return Understood(typed.strip(), is_clear=False)
    answer = " ".join(decimal_text(figure) for figure in (latitude, longitude, *rest[:2]))
    return Understood(answer, point_words(answer) + ("(先写的是经度)" if turned else ""))


def point_words(answer: str) -> str:
    """``北纬 32.012° 东经 119.585° · 海拔 12 米 · 精度 5 米``; blank for what is no place."""
    figures = answer.split()
    if len(figures) < 2 or not all(_PLAIN.fullmatch(figure) for figure in figures):
        return ""
    latitude, longitude = figures[0], figures[1]
    words = f"{'南纬' if latitude.startswith('-') else '北纬'} {latitude.lstrip('-+')}° "
    words += f"{'西经' if longitude.startswith('-') else '东经'} {longitude.lstrip('-+')}°"
    if len(figures) > 2 and Decimal(figures[2]):
        words += f" · 海拔 {figures[2]} 米"
    if len(figures) > 3 and Decimal(figures[3]):
        words += f" · 精度 {figures[3]} 米"
    return words


def read_points(typed: str, *, closes: bool) -> Understood:
    """A point a line. An outline (``closes``) ends where it began; its first point is put at the end where that is left out."""
    lines = [line for line in re.split(r"[\n;；]", typed) if line.strip()]
    points = [read_point(line) for line in lines]
    unread = [line.strip() for line, point in zip(lines, points, strict=True) if not point.is_clear]
    if unread:
        return Understood("; ".join(line.strip() for line in lines), f"看不懂：{unread[0][:20]}", is_clear=False)
    answers = [point.answer for point in points]
    drawn = len(answers)
    if closes and len(answers) > 2:
        if answers[0] == answers[-1]:
            drawn -= 1
        else:
            answers.append(answers[0])
    least = 3 if closes else 2
    words = f"{drawn} 个点" if drawn >= least or not drawn else f"{drawn} 个点，至少要 {least} 个"
    return Understood("; ".join(answers), words if answers else "")


def show_points(answer: str) -> str:
    """A point a line."""
    return "\n".join(part.strip() for part in answer.split(";") if part.strip())


def _degrees(text: str) -> list[Decimal] | None:
    found = list(_DEGREES.finditer(text))
    if len(found) < 2:
        return None
    values: list[tuple[Decimal, bool | None]] = []
    for match in found[:2]:
        value = Decimal(match["d"]) + Decimal(match["m"] or 0) / 60 + Decimal(match["s"] or 0) / 3600
        side = match["before"] or match["after"] or ""
        is_longitude = side in _EAST_WEST if side else None
        values.append((value.quantize(_PLACES_KEPT) * _SIDES.get(side, 1), is_longitude))
    (first, first_is_longitude), (second, second_is_longitude) = values
    if first_is_longitude or second_is_longitude is False:
        return [second, first]
    return [first, second]


def _figures(text: str) -> list[Decimal] | None:
    """The figures of a typed line; of an address only the pair in it."""
    if "/" in text or "=" in text or "@" in text:
        pair = _AT.search(text) or next((each for each in _PAIR.finditer(text) if "." in each[0]), None)
        return [Decimal(pair[1]), Decimal(pair[2])] if pair else None
    if re.sub(r"[\d.,;\s+-]|lat|lng|lon|纬度|经度|海拔|精度|米|m|:", "", text):
        return None
    numbers = [Decimal(each) for each in _PLAIN.findall(text)]
    return numbers if 2 <= len(numbers) <= 4 else None


def _is_turned(first: Decimal, second: Decimal) -> bool:
    """Longitude first: the other way round it would be no place, or none in China."""
    low, high = _CHINA_LONGITUDES
    below, above = _CHINA_LATITUDES
    return abs(second) <= 90 and (abs(first) > 90 or (low <= first <= high and below <= second <= above))
