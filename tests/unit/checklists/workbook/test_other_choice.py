"""``or_other``: the choice and the question behind it speak the form's languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checklists import workbook
from checklists.form import Form

Write = Callable[..., Path]
ENGLISH = "English (en)"
SURVEY = "type,name,label::中文 (zh),label::English (en)\nselect_one paid or_other,pay,付款方式,Payment\n"
CHOICES = "list_name,name,label::中文 (zh),label::English (en)\npaid,cash,现金,Cash\n"


def _xform(write_folder: Write, survey: str = SURVEY, choices: str = CHOICES) -> bytes:
    return workbook.xform_of(workbook.load_industry(write_folder(survey=survey, choices=choices)))


def test_other_is_a_choice_in_every_language(write_folder: Write) -> None:
    xform = _xform(write_folder)
    assert Form.from_xform(xform).texts["paid-1"].plain == "其他"
    assert Form.from_xform(xform, language=ENGLISH).texts["paid-1"].plain == "Other"


def test_the_question_behind_it_is_asked_in_chinese(write_folder: Write) -> None:
    assert Form.from_xform(_xform(write_folder)).questions["/data/pay_other"].label == "请写明“其他”是什么"


def test_an_author_s_own_other_stays(write_folder: Write) -> None:
    form = Form.from_xform(_xform(write_folder, choices=CHOICES + "paid,other,别的办法,Another way\n"))
    assert form.texts["paid-1"].plain == "别的办法"


def test_a_form_in_english_stays_in_english(write_folder: Write) -> None:
    survey = "type,name,label\nselect_one paid or_other,pay,Payment\n"
    form = Form.from_xform(_xform(write_folder, survey, "list_name,name,label\npaid,cash,Cash\n"))
    assert form.questions["/data/pay_other"].label == "Specify other."
