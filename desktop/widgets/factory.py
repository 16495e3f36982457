"""Which editor a question gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from checklists.form import FormSession, Question, QuestionKind
from desktop.models.answers import MEDIA, NUMBERS, is_money, reader_for, shown, unit_of
from desktop.models.typed import show_number
from desktop.widgets.choices import ListChoice, MultiChoice, SegmentedChoice, fits_segments
from desktop.widgets.dates import DateEditor
from desktop.widgets.editor import Editor, LineEditor, TextEditor

NO_EDITOR = (QuestionKind.NOTE, QuestionKind.CALCULATE, *MEDIA)


def make_editor(session: FormSession, path: str, question: Question, today: Callable[[], date]) -> Editor | None:
    """The editor for one answer; None for what is only read (notes, results) or kept as files."""
    if question.kind in NO_EDITOR:
        return None
    if question.kind is QuestionKind.SELECT_ONE:
        choices = session.choices(path)
        return SegmentedChoice(choices) if fits_segments(choices) else ListChoice(choices, _translate("请选择"))
    if question.kind is QuestionKind.SELECT_MULTIPLE:
        return MultiChoice(session.choices(path))
    if question.kind is QuestionKind.DATE:
        return DateEditor(today)
    read = reader_for(question, today)
    if is_money(question):
        return LineEditor(read, show_number, unit=unit_of(question), placeholder=_translate("可输入 3.5万"))
    if question.kind in NUMBERS:
        return LineEditor(read, lambda answer: shown(question, answer), unit=unit_of(question))
    if question.kind is QuestionKind.TEXT:
        return TextEditor()
    return LineEditor(read, lambda answer: shown(question, answer), placeholder=_PLACEHOLDERS.get(question.kind, ""))


_PLACEHOLDERS = {
    QuestionKind.TIME: "14:05",
    QuestionKind.DATETIME: "2026-11-18 14:05",
    QuestionKind.GEOPOINT: "32.012 119.585",
}


def _translate(words: str) -> str:
    return QCoreApplication.translate("factory", words)
