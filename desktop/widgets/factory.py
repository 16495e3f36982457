"""Which editor a question gets: by its kind, then by what its appearance asks for. An appearance that is not known changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from checklists.form import FormSession, Question, QuestionKind
from desktop.models.answers import MEDIA, NUMBERS, OUTLINES, is_money, reader_for, shown, unit_of
from desktop.models.appearance import (
    asks,
    grid_columns,
    is_heading_of_table,
    is_quick,
    is_searched,
    shows_all,
    text_rows,
)
from desktop.models.typed import show_number
from desktop.widgets.carried import Carried
from desktop.widgets.choices import (
    Acknowledge,
    MultiChoice,
    ScaleChoice,
    SegmentedChoice,
    fits_segments,
    has_pictures,
)
from desktop.widgets.dates import DateEditor, DateTimeEditor
from desktop.widgets.editor import Editor, LineEditor, TextEditor
from desktop.widgets.lists import ListChoice, SearchChoice
from desktop.widgets.media import MediaEditor
from desktop.widgets.outline import OutlineEditor
from desktop.widgets.rank import RankEditor
from desktop.widgets.scale import RangeEditor, Scale

NO_EDITOR = (QuestionKind.NOTE, QuestionKind.CALCULATE, QuestionKind.HIDDEN)
_MOST_POINTS = 11
_MOST_PICKED = 200
_MANY = 12


def make_editor(
    session: FormSession, path: str, question: Question, today: Callable[[], date], carried: Carried | None = None
) -> Editor | None:
    """The editor for one answer; None for what is only read (notes, results, the head of a table)."""
    kind = question.kind
    if kind in NO_EDITOR or is_heading_of_table(question):
        return None
    if kind in MEDIA:
        return MediaEditor(question)
    if kind is QuestionKind.SELECT_ONE:
        return _select_one(session, path, question, carried or Carried({}))
    if kind is QuestionKind.SELECT_MULTIPLE:
        columns, searched = grid_columns(question), is_searched(question)
        return MultiChoice(session.choices(path), carried, columns=columns, searched=searched)
    if kind is QuestionKind.RANK:
        return RankEditor(session.choices(path))
    if kind is QuestionKind.RANGE:
        return _range(question)
    if kind is QuestionKind.ACKNOWLEDGE:
        return Acknowledge()
    if kind in OUTLINES:
        return OutlineEditor(closes=kind is QuestionKind.GEOSHAPE)
    return _typed(question, today)


def _select_one(session: FormSession, path: str, question: Question, carried: Carried) -> Editor:
    choices, quick = session.choices(path), is_quick(question)
    if asks(question, "likert") and choices:
        return ScaleChoice(choices, quick=quick)
    if is_searched(question):
        return SearchChoice(choices, _translate("输入几个字查找"), quick=quick)
    if fits_segments(choices) or shows_all(question) or has_pictures(choices, carried):
        return SegmentedChoice(choices, carried, columns=grid_columns(question), quick=quick)
    if len(choices) > _MANY:
        return SearchChoice(choices, _translate("请选择，或输入几个字查找"), quick=quick)
    return ListChoice(choices, _translate("请选择"), quick=quick)


def _range(question: Question) -> Editor:
    scale = Scale.of(question)
    if asks(question, "rating") and scale.steps < _MOST_POINTS:
        return ScaleChoice(scale.choices())
    if asks(question, "picker") and scale.steps < _MOST_PICKED:
        return SearchChoice(scale.choices(), _translate("请选择"))
    return RangeEditor(scale, ticks=not asks(question, "no-ticks"))


def _typed(question: Question, today: Callable[[], date]) -> Editor:
    kind, read = question.kind, reader_for(question, today)
    if kind is QuestionKind.DATE:
        return _date(question, today)
    if kind is QuestionKind.DATETIME:
        return DateTimeEditor(today)
    if is_money(question):
        return LineEditor(read, show_number, unit=unit_of(question), placeholder=_translate("可输入 3.5万"))
    if kind is QuestionKind.TEXT and not asks(question, "numbers", "masked"):
        return TextEditor(text_rows(question))
    return LineEditor(
        read,
        lambda answer: shown(question, answer),
        unit=unit_of(question) if kind in NUMBERS else "",
        placeholder=_translate(_PLACEHOLDERS.get(kind, "")),
        masked=asks(question, "masked"),
    )


def _date(question: Question, today: Callable[[], date]) -> Editor:
    if not asks(question, "year", "month-year"):
        return DateEditor(today)
    words = "2026" if asks(question, "year") else "2026-11"
    return LineEditor(reader_for(question, today), lambda answer: shown(question, answer), placeholder=words)


_PLACEHOLDERS = {
    QuestionKind.TIME: "14:05",
    QuestionKind.GEOPOINT: "纬度 经度，如 32.012 119.585，可粘贴地图坐标",
    QuestionKind.BARCODE: "用扫码枪扫，或手工输入",
}


def _translate(words: str) -> str:
    return QCoreApplication.translate("factory", words)
