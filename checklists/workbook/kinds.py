"""What an expression gives: a number, a date, words, a choice. As far as the sheet says; what it does not say is ANY."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from checklists.model.facts import FACTS
from checklists.workbook.expressions import bare_name, read_expression
from checklists.workbook.survey import Item
from checklists.xpath.syntax import Call, Chain, Compare, Logic, Negate, Number, Path, Syntax, Text

_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T[0-9]{2}:[0-9]{2}.*)?", re.ASCII)
_DATE_LIKE = re.compile(r"\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}日?")
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}.*", re.ASCII)


class Kind(Enum):
    """CHOICE is one of a list, CHOICES several; a list whose codes are numbers is a list of numbers to expressions."""

    ANY = "any"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    TRUTH = "truth"
    CHOICE = "choice"
    CHOICES = "choices"


_BY_TYPE = {
    "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER, "range": Kind.NUMBER, "text": Kind.TEXT, "string": Kind.TEXT,
    "date": Kind.DATE, "today": Kind.DATE, "datetime": Kind.DATE, "start": Kind.DATE, "end": Kind.DATE, "time": Kind.TIME,
    "select_one": Kind.CHOICE, "select_multiple": Kind.CHOICES, "rank": Kind.CHOICES, "image": Kind.TEXT, "photo": Kind.TEXT,
}  # fmt: skip
_BY_UNIT = {"text": Kind.CHOICE, "verdict": Kind.CHOICE}
_OF_NUMBERS = (
    "number", "int", "round", "floor", "ceiling", "abs", "pow", "sqrt", "exp", "exp10", "log", "log10", "sum", "count",
    "count-non-empty", "count-selected", "position", "string-length", "pi", "random", "area", "distance", "decimal-date-time",
    "decimal-time",
)  # fmt: skip
_OF_TRUTHS = (
    "true", "false", "not", "boolean", "selected", "is-selected", "contains", "starts-with", "ends-with", "regex",
    "boolean-from-string",
)  # fmt: skip
_GIVES = {
    **dict.fromkeys(_OF_NUMBERS, Kind.NUMBER),
    **dict.fromkeys(("today", "date", "now", "date-time"), Kind.DATE),
    **dict.fromkeys(_OF_TRUTHS, Kind.TRUTH),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What stands in ``${}``: the kind of each name, and the codes of those that are chosen from a list."""

    kinds: Mapping[str, Kind]
    codes: Mapping[str, Iterable[str]]

    @classmethod
    def of(cls, items: Iterable[Item], codes: Mapping[str, Iterable[str]]) -> Names:
        """Of a form's questions, with the figures and verdicts that rules may name."""
        kinds = {name: _BY_UNIT.get(fact.unit, Kind.NUMBER) for name, fact in FACTS.items()}
        kinds |= {name: Kind.CHOICE for name in codes if name not in kinds}
        known = cls(kinds, codes)
        for item in items:
            if item.kind == "question" and item.name:
                kinds[item.name] = kind_of_question(item, known)
        return known

    def kind(self, name: str) -> Kind:
        return self.kinds.get(name, Kind.ANY) if name else Kind.ANY

    def has_numeric_codes(self, name: str) -> bool:
        """Whether a choice may be compared with numbers; also where nobody knows the codes."""
        codes = tuple(self.codes.get(name, ()))
        return not codes or any(is_number(code) for code in codes)


def kind_of_question(item: Item, known: Names | None = None) -> Kind:
    """What the answer to a question is. A text that is typed on the keypad of numbers may be a number."""
    row = item.row
    if row is None or "numbers" in row["appearance"]:
        return Kind.ANY
    if row["type"] == "calculate" and known is not None:
        syntax = read_expression(row["calculation"]).syntax
        kind = kind_of(syntax, known) if syntax is not None else Kind.ANY
        return kind if kind in (Kind.NUMBER, Kind.DATE) else Kind.ANY
    word = row["type"].partition(" ")[0].lower()
    return Kind.ANY if word == "text" and row["calculation"] else _BY_TYPE.get(word, Kind.ANY)


def kind_of(syntax: Syntax, names: Names, own: Kind = Kind.ANY) -> Kind:
    """What an expression gives; ``own`` is the kind of the question that it belongs to, whose answer is ``.``."""
    if isinstance(syntax, Number | Chain | Negate):
        return Kind.NUMBER
    if isinstance(syntax, Text):
        return Kind.TEXT
    if isinstance(syntax, Compare | Logic):
        return Kind.TRUTH
    if isinstance(syntax, Path):
        return own if is_own_answer(syntax) else names.kind(bare_name(syntax))
    if isinstance(syntax, Call):
        return _kind_of_call(syntax, names, own)
    return Kind.ANY


def _kind_of_call(call: Call, names: Names, own: Kind) -> Kind:
    if call.name in ("if", "coalesce", "once", "min", "max"):
        parts = call.arguments[1:] if call.name == "if" else call.arguments
        kinds = {kind_of(part, names, own) for part in parts if not is_blank(part)}
        return kinds.pop() if len(kinds) == 1 else Kind.ANY
    return _GIVES.get(call.name, Kind.ANY)


def is_own_answer(syntax: Syntax) -> bool:
    """``.``, the answer of the question itself."""
    return (
        isinstance(syntax, Path)
        and syntax.start == "."
        and len(syntax.steps) == 1
        and (syntax.steps[0].axis, syntax.steps[0].test) == ("self", "node()")
        and not syntax.steps[0].predicates
    )


def is_blank(syntax: Syntax) -> bool:
    return isinstance(syntax, Text) and not syntax.value.strip()


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """An ISO date that is in the calendar, with a time or without."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def looks_like_date(text: str) -> bool:
    """What its author took for a date, right or wrong."""
    return _DATE_LIKE.fullmatch(text.strip()) is not None


def is_clock(text: str) -> bool:
    return _CLOCK.fullmatch(text) is not None
