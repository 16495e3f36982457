"""How each kind of question is read and shown, in an editor of its own or in a cell of the grid."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from checklists.form import FormSession, Question, QuestionKind
from desktop.models.appearance import asks
from desktop.models.places import read_point, read_points
from desktop.models.typed import (
    Understood,
    grouped,
    read_date,
    read_figures,
    read_moment,
    read_money,
    read_month,
    read_number,
    read_text,
    read_time,
    read_year,
    show_moment,
    show_month,
    show_number,
    show_time,
    show_year,
)

Read = Callable[[str], Understood]
NUMBERS = (QuestionKind.INTEGER, QuestionKind.DECIMAL)
MEDIA = (QuestionKind.IMAGE, QuestionKind.FILE, QuestionKind.AUDIO, QuestionKind.VIDEO)
OUTLINES = (QuestionKind.GEOTRACE, QuestionKind.GEOSHAPE)
GROUPS = (QuestionKind.GROUP, QuestionKind.REPEAT)
_COMMAS = re.compile(r"[、,，;；]")
_POSITIONS = re.compile(r"\[\d+\]")


def template_path(path: str) -> str:
    """``/data/stock[2]/quantity`` -> ``/data/stock/quantity``."""
    return _POSITIONS.sub("", path)


def is_money(question: Question) -> bool:
    """An amount in yuan, as its unit says."""
    return question.kind in NUMBERS and unit_of(question).startswith("元")


def unit_of(question: Question) -> str:
    return question.extras.get("unit", "")


def is_must(question: Question) -> bool:
    """One of the items that may not be skipped without a reason."""
    return question.is_must


def reader_for(question: Question, today: Callable[[], date]) -> Read:
    """How typed text becomes this question's answer."""
    if is_money(question):
        return read_money
    if question.kind in (*NUMBERS, QuestionKind.RANGE):
        return read_number
    if question.kind is QuestionKind.DATE:
        return _reader_of_dates(question, today)
    if question.kind is QuestionKind.DATETIME:
        return lambda typed: read_moment(typed, today=today())
    if question.kind in OUTLINES:
        return lambda typed: read_points(typed, closes=question.kind is QuestionKind.GEOSHAPE)
    if question.kind is QuestionKind.TEXT and asks(question, "numbers"):
        return read_figures
    return _READERS.get(question.kind, read_text)


def _reader_of_dates(question: Question, today: Callable[[], date]) -> Read:
    if asks(question, "year"):
        return read_year
    return read_month if asks(question, "month-year") else lambda typed: read_date(typed, today=today())


_READERS: dict[QuestionKind, Read] = {QuestionKind.TIME: read_time, QuestionKind.GEOPOINT: read_point}


def shown(question: Question, answer: str) -> str:
    """The answer as people read it; choices are shown by ``choice_words``."""
    if (
        question.kind is QuestionKind.INTEGER
        and unit_of(question) in ("年", "")
        and not asks(question, "thousands-sep")
    ):
        return answer
    if question.kind is QuestionKind.DATE and asks(question, "year", "month-year"):
        return show_year(answer) if asks(question, "year") else show_month(answer)
    if question.kind in _SHOWN:
        return _SHOWN[question.kind](answer)
    return show_number(answer) if question.kind in (*NUMBERS, QuestionKind.CALCULATE) else answer


_SHOWN: dict[QuestionKind, Callable[[str], str]] = {
    QuestionKind.TIME: show_time,
    QuestionKind.DATETIME: show_moment,
    QuestionKind.ACKNOWLEDGE: lambda answer: "已确认" if answer == "OK" else answer,
}


def choice_words(session: FormSession, path: str, answer: str) -> str:
    """The labels of the chosen options, with a comma of the trade between several."""
    labels = {choice.value: choice.label for choice in session.choices(path)}
    return "、".join(labels.get(value, value) for value in answer.split())


def choice_value(session: FormSession, path: str, words: str) -> str | None:
    """The value of the option that has these words or this value; None where there is none. Blank is blank."""
    wanted = words.strip()
    if not wanted:
        return ""
    return next((choice.value for choice in session.choices(path) if wanted in (choice.label, choice.value)), None)


def choice_values(session: FormSession, path: str, words: str) -> str | None:
    """The values of several options, their words parted by a comma of any kind; None where one of them is no option."""
    found = [choice_value(session, path, each) for each in _COMMAS.split(words) if each.strip()]
    return None if None in found else " ".join(each for each in found if each)


def total_words(numbers: list[Decimal]) -> str:
    return grouped(sum(numbers, Decimal(0)))


def is_shown(session: FormSession, path: str) -> bool:
    """Whether a question, group or repeat is asked now: a repeat as its rows are, one without rows as what it stands in."""
    question = session.form.questions[template_path(path)]
    if question.kind is not QuestionKind.REPEAT or path.endswith("]"):
        return session.is_relevant(path)
    return session.is_relevant(f"{path}[1]" if session.rows(path) else path.rpartition("/")[0])


def is_summed(question: Question, *, computed: bool) -> bool:
    """Columns whose sum means something: those that feed a statement. A sum of unit prices or of days does not."""
    return (computed or question.kind in NUMBERS) and (
        "line" in question.extras or (not computed and question.name.endswith("_amount"))
    )
